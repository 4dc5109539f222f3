/** What a facilitator has begun to write: the device keeps it over a reload, Esc and another dialog until it is sent. */

import { useState } from "../../lib/html.js";

/** @typedef {import("./desk.js").Desk} Desk */

/**
 * @template T
 * @param {Desk} desk
 * @param {string} key what it belongs to
 * @param {T} initial what stands there when nothing is begun
 * @returns {{ value: T, begun: boolean, write: (value: T) => void, forget: () => void }}
 */
export function useKept(desk, key, initial) {
  const { texts } = desk.live;
  const place = `console:${key}`;
  const [value, setValue] = useState(() => begunOf(texts.get(place), initial));
  const same = JSON.stringify(value) === JSON.stringify(initial);
  /** @param {T} next */
  const write = (next) => {
    setValue(next);
    const kept = JSON.stringify(next);
    texts.set(place, kept === JSON.stringify(initial) ? "" : kept);
  };
  return { value, begun: !same, write, forget: () => texts.set(place, "") };
}

/** @template T @param {string} kept @param {T} initial @returns {T} */
export function begunOf(kept, initial) {
  try {
    return kept ? { .../** @type {any} */ (initial), ...JSON.parse(kept) } : initial;
  } catch {
    return initial; // a page from before or after this one kept it in another shape
  }
}
