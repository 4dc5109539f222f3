/** Long texts on the screen: the largest size that takes the whole text, else pages; never smaller than the smallest. */

const LINE_SPACING = 1.22;
const CHARACTER_WIDTH = 0.52; // of the type size, Familjen Grotesk semibold in running Swedish text, on the safe side
const RAGGED = 0.9; // lines are broken between words
export const SIZES = /** @type {const} */ ([
  { name: "xl", vmin: 9 },
  { name: "l", vmin: 7 },
  { name: "m", vmin: 5.2 },
]);

/** @typedef {{ size: string, pages: string[] }} Laid */
/** @typedef {{ width: number, height: number, added?: number }} Box `added`: what every type size has on top of its vmin */

/**
 * @param {string} text
 * @param {Box} box in vmin
 * @returns {Laid}
 */
export function layOut(text, box) {
  const fitting = SIZES.find(({ vmin }) => fits(text, box, vmin));
  if (fitting) return { size: fitting.name, pages: [text] };
  const smallest = SIZES[SIZES.length - 1];
  return { size: smallest.name, pages: split(text, Math.max(40, capacity(box, smallest.vmin))) };
}

/** @param {string} text @param {Box} box @param {number} vmin the type's size @returns {boolean} whether all of it can be read there */
export function fits(text, box, vmin) {
  return text.length <= capacity(box, vmin) && longestWord(text) <= perLine(box, vmin);
}

/**
 * @template T
 * @typedef {{ rows: T[], long: { of: T, size: string, text: string } | null }} RowPage
 */

/**
 * Patterns in rows, page after page; one that is too long for its row has a page of its own, or several.
 *
 * @template {{ text: string }} T
 * @param {T[]} list
 * @param {number} rows at most on a page
 * @param {(text: string) => boolean} short whether it goes into a row
 * @param {Box} whole the page of one that does not
 * @returns {RowPage<T>[]}
 */
export function rowPages(list, rows, short, whole) {
  /** @type {T[][]} */
  const runs = [[]];
  for (const each of list) {
    if (short(each.text)) runs.at(-1)?.push(each);
    else runs.push([each], []);
  }
  return runs.filter((run) => run.length > 0).flatMap((run) => pagesOf(run, rows, short, whole));
}

/** @template {{ text: string }} T @param {T[]} run short ones, or one long @param {number} rows @param {(text: string) => boolean} short @param {Box} whole @returns {RowPage<T>[]} */
function pagesOf(run, rows, short, whole) {
  const [of] = run;
  if (!of || short(of.text)) return chunks(run, rows).map((page) => ({ rows: page, long: null }));
  const { size, pages } = layOut(of.text, whole);
  return pages.map((text) => ({ rows: [], long: { of, size, text } }));
}

/** @param {number} count @param {number} elapsedMs @param {number} turnMs @returns {number} which page is up, from 0 */
export function pageAt(count, elapsedMs, turnMs) {
  return count < 2 ? 0 : Math.floor(Math.max(0, elapsedMs) / turnMs) % count;
}

/** @template T @param {T[]} list @param {number} size @returns {T[][]} even pages of at most `size` */
export function chunks(list, size) {
  const count = Math.max(1, Math.ceil(list.length / size));
  const even = Math.ceil(list.length / count);
  return Array.from({ length: count }, (_, place) => list.slice(place * even, (place + 1) * even));
}

/** @param {Box} box @param {number} vmin */
function capacity(box, vmin) {
  const lines = Math.floor(box.height / ((vmin + (box.added ?? 0)) * LINE_SPACING));
  return Math.floor(lines * perLine(box, vmin) * RAGGED);
}

/** @param {Box} box @param {number} vmin */
function perLine(box, vmin) {
  return Math.floor(box.width / ((vmin + (box.added ?? 0)) * CHARACTER_WIDTH));
}

/** @param {string} text */
function longestWord(text) {
  return Math.max(0, ...text.split(/\s+/).map((word) => word.length));
}

/** Breaks after a sentence where one ends in the last half of the page, else between words. @param {string} text @param {number} most */
function split(text, most) {
  const pages = [];
  let rest = text.trim();
  while (rest.length > most) {
    const place = breakIn(rest, most);
    pages.push(rest.slice(0, place).trim());
    rest = rest.slice(place).trim();
  }
  if (rest) pages.push(rest);
  return pages.map((page, place) =>
    place < pages.length - 1 && !/[.!?…”"]$/.test(page) ? `${page} …` : page,
  );
}

/** @param {string} text @param {number} most */
function breakIn(text, most) {
  const page = text.slice(0, most);
  const sentence = Math.max(...[". ", "! ", "? ", "\n"].map((end) => page.lastIndexOf(end)));
  if (sentence > most / 2) return sentence + 1;
  const space = page.search(/\s+\S*$/);
  return space > 0 ? space : most;
}
