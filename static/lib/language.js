/** Another language for whoever reads the page: the choice stays on the device, and the page comes anew in it. */

/** Each by the name that its speakers know. */
export const LANGUAGES = { sv: "Svenska", en: "English" };

const PATIENCE_MS = 5_000;

/**
 * Asks the server before the page goes away: without contact the browser would put an error in its place.
 *
 * @param {string} language
 * @returns {Promise<boolean>} false where there is no contact, and nothing has changed
 */
export async function changeLanguage(language) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const asked = await fetch(`/language/${language}`, { redirect: "manual", signal }).catch(() => null);
  if (asked === null) return false;
  const here = new URL(location.href);
  here.searchParams.delete("lang"); // it would win over the choice
  if (here.href === location.href) location.reload();
  else location.replace(here);
  return true;
}
