/** Drawing only what is seen, or will soon be. */

import { useEffect, useRef, useState } from "./html.js";

const NEAR = "900px"; // above and below what is seen

/**
 * @param {string} column what scrolls, as a selector
 * @param {boolean} [entered] whether the caret comes with it
 * @returns {[{ current: HTMLElement | null }, boolean, () => void]} a place, whether it is in view or will soon be, and
 *   what calls it there
 */
export function useNear(column, entered = false) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [near, setNear] = useState(entered);
  useEffect(() => {
    if (!place.current) return;
    const around = place.current.closest(column);
    const scrolls = around && getComputedStyle(around).overflowY === "auto";
    const watch = new IntersectionObserver(
      ([seen]) => {
        const busy = place.current?.contains(document.activeElement) ?? false;
        setNear(Boolean(seen?.isIntersecting) || busy);
      },
      { root: scrolls ? around : null, rootMargin: `${NEAR} 0px` },
    );
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  return [place, near, () => setNear(true)];
}
