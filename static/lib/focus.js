/** Moving the focus after the page has changed. */

const FRAMES = 6; // how long an element may take to come

/**
 * Gives the focus to an element as soon as it is on the page, at best before the next key is pressed.
 *
 * @param {string} selector
 * @param {{scroll?: boolean}} [options] whether to bring it into view, gently, in the middle
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
 * Brings an element into the middle: gently where it is near, else at once, since what lies between is laid out as it
 * comes into view, and a slow way would end where the element was thought to be.
 *
 * @param {Element} element
 */
function bringIntoView(element) {
  const near = Math.abs(element.getBoundingClientRect().top) < innerHeight;
  element.scrollIntoView({ block: "center", behavior: near && !calm() ? "smooth" : "auto" });
}

/** @returns {boolean} whether the reader wants no motion */
function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
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
