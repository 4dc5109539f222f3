/** Where a comment can stand: the pieces of the paper, as the server has marked them. */

const SHOWN_CHARACTERS = 140;
const NAMED_CHARACTERS = 40;

/**
 * @typedef {object} Place
 * @property {string} id of its own on this page
 * @property {{part?: string, theme?: string, channel?: string, block?: string}} at as the server is told
 * @property {HTMLElement} element
 * @property {string} text how it begins, to be shown
 * @property {string} name how it begins, in few words
 */

/** @param {ParentNode} page @returns {Place[]} in the order of the paper */
export function places(page) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (
    page.querySelectorAll(".paper [data-part], .paper [data-theme], .paper [data-channel]")
  );
  return [...found].map((element) => {
    const { part, theme, channel, block } = element.dataset;
    const text = said(element);
    const name = cut(text, NAMED_CHARACTERS);
    const at = part ? { part } : theme ? { theme } : { channel, block };
    return { id: idOf(at, name), at, element, text: cut(text, SHOWN_CHARACTERS), name };
  });
}

/** @param {Place["at"]} at @param {string} name a room has pieces without a block @returns {string} */
function idOf({ part, theme, channel, block }, name) {
  if (part) return `part:${part}`;
  return theme ? `theme:${theme}` : `${channel}:${block ? `block:${block}` : name}`;
}

/** @param {Place["at"]} at that is gone @returns {Place["at"] | null} the section that it stood in */
export function around({ theme, channel, block }) {
  if (theme) return { part: "themes/heading" };
  return channel && block ? { channel } : null;
}

/** @param {HTMLElement} element a list's point says its own words, and not those below it */
function said(element) {
  const own = element.matches("li") ? element.querySelector(":scope > span") : element;
  return (own?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** @param {string} text @param {number} most */
function cut(text, most) {
  const signs = [...text];
  return signs.length > most ? `${signs.slice(0, most).join("").trimEnd()} …` : text;
}
