/** The way to words of the paper that something is told about. */

const FRAMES = 30; // how long a piece that was far away may take until it can be written in

/** @typedef {import("./material.js").Paperplace} Paperplace */
/** @typedef {import("./material.js").Piece} Piece */

/**
 * Brings the words into view and puts the caret before them; the focus, where they cannot be written in.
 *
 * @param {Paperplace} place @param {Piece[]} pieces of the paper
 */
export function goTo(place, pieces) {
  let frames = FRAMES;
  function attempt() {
    const words = wordsAt(place, pieces);
    if (!words) return;
    words.scrollIntoView({ block: "center" });
    const field = words.closest("[role=textbox]") ?? words.querySelector("[role=textbox]");
    if (field) return enter(/** @type {HTMLElement} */ (field), words);
    if (frames === FRAMES) focusOn(words);
    frames -= 1;
    if (frames > 0) requestAnimationFrame(attempt);
  }
  attempt();
}

/** @param {Paperplace} place @param {Piece[]} pieces @returns {HTMLElement | null} what stands there; else its section's heading */
function wordsAt(place, pieces) {
  const { anchor, part, block } = place;
  const piece = pieces.find((each) => says(each, place));
  const ways = [
    block && `:is([data-line="${CSS.escape(block)}"], [data-id="${CSS.escape(block)}"])`,
    part && `[data-part="${CSS.escape(part)}"]`,
    piece && `[data-piece="${CSS.escape(piece.id)}"]`,
    `#${CSS.escape(anchor)}`,
  ];
  for (const way of ways) {
    const found = way && document.querySelector(`.paper ${way}`);
    if (found) return /** @type {HTMLElement} */ (found);
  }
  return null;
}

/** @param {Piece} piece @param {Paperplace} place @returns {boolean} whether the words stand in it */
function says({ edit, edits = [], theme }, place) {
  if (place.theme) return theme === place.theme;
  return [edit, ...edits].some((each) => {
    if (!each) return false;
    return "part" in each ? each.part === place.part : !place.part && each.channel === place.channel;
  });
}

/** @param {HTMLElement} field @param {HTMLElement} words in it, or around it */
function enter(field, words) {
  field.focus({ preventScroll: true });
  if (field !== words && field.contains(words)) getSelection()?.collapse(words, 0);
}

/** @param {HTMLElement} words */
function focusOn(words) {
  words.tabIndex = -1;
  words.focus({ preventScroll: true });
}
