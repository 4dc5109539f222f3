/** Time that passes on a page: signals by the server's clock, one each second and a slower one for pictures of minutes. */

import { signal } from "@preact/signals";

const LOOK_MS = 250;
const SLOW_MS = 5_000;

export class Ticks {
  #clock;

  /** @param {{ now: () => number }} clock the server's, in milliseconds */
  constructor(clock) {
    this.#clock = clock;
    this.second = signal(whole(clock.now(), 1_000));
    this.slow = signal(whole(clock.now(), SLOW_MS));
  }

  start() {
    setInterval(() => this.#look(), LOOK_MS);
    return this;
  }

  #look() {
    const now = this.#clock.now();
    this.second.value = whole(now, 1_000);
    this.slow.value = whole(now, SLOW_MS);
  }
}

/** @param {number} now @param {number} unit */
function whole(now, unit) {
  return Math.floor(now / unit) * unit;
}
