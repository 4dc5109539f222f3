/** Moving the focus after the page has changed. */

/**
 * Gives the focus to an element once it is on the page.
 *
 * @param {string} selector
 * @param {{scroll?: boolean}} [options] whether to bring it into view, gently, in the middle
 */
export function focusSoon(selector, { scroll = false } = {}) {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const element = /** @type {HTMLElement | null} */ (document.querySelector(selector));
      if (scroll) element?.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
      element?.focus({ preventScroll: scroll });
    }),
  );
}

/** @returns {boolean} whether the reader wants no motion */
export function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** @param {EventTarget | null} target @returns {boolean} whether keys belong to what is being written there */
export function isWriting(target) {
  return (
    target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null
  );
}
