/** Keeps what somebody reads where it is while more comes above it, in browsers that do not (Safari has no scroll anchoring). */

const STEP_PX = 24; // lower than anything that one reads
const STEPS = 20;

/**
 * @param {HTMLElement} list what grows; it scrolls by itself, or the page does
 * @param {string} pieces selector of what the eye may rest on in it
 * @returns {() => void} lets go
 */
export function keepPlace(list, pieces) {
  if (CSS.supports("overflow-anchor", "auto")) return () => {};
  /** @type {{piece: Element, offset: number} | null} */
  let held = null;

  function look() {
    const piece = scrollerOf(list).scrollTop > 0 ? uppermost(list, pieces) : null;
    held = piece && { piece, offset: offsetIn(list, piece) };
  }

  function hold() {
    const moved = held?.piece.isConnected ? offsetIn(list, held.piece) - held.offset : 0;
    if (Math.abs(moved) >= 1) scrollerOf(list).scrollTop += moved;
    look();
  }

  function watch() {
    sizes.disconnect();
    for (const part of list.children) sizes.observe(part);
  }

  const sizes = new ResizeObserver(hold); // told after the layout and before anything is painted
  const parts = new MutationObserver(() => {
    watch();
    hold();
  });
  parts.observe(list, { childList: true });
  document.addEventListener("scroll", hold, { capture: true, passive: true }); // the layout may be newer than what was held
  watch();
  return () => {
    sizes.disconnect();
    parts.disconnect();
    document.removeEventListener("scroll", hold, { capture: true });
  };
}

/**
 * Keeps what is read where it is while something above it comes and goes.
 *
 * @param {HTMLElement} above its height changes
 * @param {string} lists selector of those below it that scroll by themselves
 * @returns {() => void} lets go
 */
export function keepBelow(above, lists) {
  const anchored = CSS.supports("overflow-anchor", "auto"); // of itself, where the page scrolls
  let height = above.offsetHeight;
  const sizes = new ResizeObserver(() => {
    const grown = above.offsetHeight - height;
    height = above.offsetHeight;
    for (const list of document.querySelectorAll(lists)) if (list.scrollTop > 0) list.scrollTop += grown;
    const page = document.scrollingElement;
    if (page && !anchored && page.scrollTop > above.offsetTop) page.scrollTop += grown;
  });
  sizes.observe(above);
  return () => sizes.disconnect();
}

/** @param {HTMLElement} list @returns {Element} what scrolls it: on phones the page */
function scrollerOf(list) {
  return getComputedStyle(list).overflowY === "visible"
    ? /** @type {Element} */ (document.scrollingElement)
    : list;
}

/** @param {HTMLElement} list @param {Element} piece @returns {number} px from the list's beginning, wherever it is scrolled */
function offsetIn(list, piece) {
  return piece.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
}

/** @param {HTMLElement} list @param {string} pieces @returns {Element | null} the first one below what lies over the page */
function uppermost(list, pieces) {
  const { left, width, top } = list.getBoundingClientRect();
  for (let step = 0; step < STEPS; step += 1) {
    const piece = document
      .elementFromPoint(left + width / 2, Math.max(0, top) + 1 + step * STEP_PX)
      ?.closest(pieces);
    if (piece && list.contains(piece)) return piece;
  }
  return null;
}
