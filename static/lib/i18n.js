/** Text in the reader's language. The source is Swedish; a catalogue gives the other languages. */

/** @type {Record<string, string | string[]>} */
let catalogue = {};
let language = "sv";

/**
 * Loads the catalogue that the page's boot data name. Without one the text is Swedish.
 *
 * @param {{language?: string, catalogue?: string | null}} boot
 */
export async function speak(boot) {
  language = boot.language ?? document.documentElement.lang ?? "sv";
  if (!boot.catalogue) return;
  const answer = await fetch(boot.catalogue).catch(() => null);
  if (answer?.ok) catalogue = await answer.json();
}

/** @returns {string} "sv" or "en" */
export function spoken() {
  return language;
}

/** @param {number} value @returns {string} "2 000" in Swedish, "2,000" in English */
export function number(value) {
  return new Intl.NumberFormat(language === "sv" ? "sv-SE" : "en-GB").format(value);
}

/**
 * @param {string} source Swedish, with `%(name)s` for what is put in
 * @param {Record<string, string | number>} [values]
 */
export function t(source, values = {}) {
  const found = catalogue[source];
  return filled(typeof found === "string" ? found : source, values);
}

/**
 * @param {string} one Swedish for one
 * @param {string} many Swedish for any other number
 * @param {number} count put in as `%(count)s`
 * @param {Record<string, string | number>} [values]
 */
export function tn(one, many, count, values = {}) {
  const found = catalogue[one];
  const [single, several] = Array.isArray(found) ? found : [one, many];
  return filled((count === 1 ? single : several) ?? many, { count, ...values });
}

/** @param {string} text @param {Record<string, string | number>} values */
function filled(text, values) {
  return text.replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));
}
