/** Moving the focus after the page has changed. */

const FRAMES = 6; // how long an element may take to come
const SETTLING_FRAMES = 12; // how long what is above it may take to be laid out

/**
 * Gives the focus to an element as soon as it is on the page, at best before the next key is pressed.
 *
 * @param {string} selector
 * @param {{scroll?: boolean}} [options] whether to bring it into view, in the middle
 */
export function focusSoon(selector, { scroll = false } = {}) {
  let frames = FRAMES;
  function attempt() {
    const element = /** @type {HTMLElement | null} */ (document.querySelector(selector));
    element?.focus({ preventScroll: scroll });
    if (element && document.activeElement === element) {
      if (scroll) bringIntoView(element);
    } else if (frames > 0) {
      frames -= 1;
      requestAnimationFrame(attempt);
    }
  }
  queueMicrotask(attempt); // what has changed is drawn in a microtask of its own, before this one
}

/**
 * At once, and again for some frames: long lists are laid out as they come into view, which moves what was arrived at.
 *
 * @param {HTMLElement} element
 */
function bringIntoView(element, frames = SETTLING_FRAMES) {
  element.scrollIntoView({ block: "center" });
  if (frames > 0) requestAnimationFrame(() => bringIntoView(element, frames - 1));
}

/** @param {EventTarget | null} target @returns {boolean} whether keys belong to what is being written there */
export function isWriting(target) {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

/** @param {EventTarget | null} target @returns {boolean} whether Ctrl+Z takes back what is being written there */
export function takesBack(target) {
  return (
    isWriting(target) &&
    !(/** @type {HTMLElement} */ (target).matches("select, [type=checkbox], [type=radio]"))
  );
}
