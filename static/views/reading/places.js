/** Where a comment can stand: the pieces of the paper, as the server has marked them. */

const SHOWN_CHARACTERS = 140;
const NAMED_CHARACTERS = 40;

/**
 * @typedef {object} Place
 * @property {string} id of its own on this page
 * @property {{part?: string, channel?: string, block?: string}} at as the server is told
 * @property {HTMLElement} element
 * @property {string} text how it begins, to be shown
 * @property {string} name how it begins, in few words
 */

/** @param {ParentNode} page @returns {Place[]} in the order of the paper */
export function places(page) {
  const found = /** @type {NodeListOf<HTMLElement>} */ (
    page.querySelectorAll(".paper [data-part], .paper [data-channel]")
  );
  return [...found].map((element) => {
    const { part, channel, block } = element.dataset;
    const text = said(element);
    const name = cut(text, NAMED_CHARACTERS);
    const id = part ? `part:${part}` : `${channel}:${block ? `block:${block}` : name}`; // a room has pieces without a block
    return { id, at: part ? { part } : { channel, block }, element, text: cut(text, SHOWN_CHARACTERS), name };
  });
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
