/** The server's clock as this device knows it: an offset, measured at every subscription. */

export class ServerClock {
  #offset_ms = 0;
  #best_ms = Number.POSITIVE_INFINITY;

  /**
   * Learns from an answer. The quickest answer so far tells the most.
   *
   * @param {string | undefined} now the server's time in the answer, ISO 8601
   * @param {number} took_ms from question to answer
   * @param {number} here the device's time when the answer came
   */
  learn(now, took_ms, here = Date.now()) {
    if (!now || took_ms > this.#best_ms * 1.5) return;
    this.#best_ms = took_ms;
    this.#offset_ms = Date.parse(now) + took_ms / 2 - here;
  }

  /** After a sleep or a new line nothing is sure: the device may have set its clock meanwhile. What is learnt next counts. */
  doubt() {
    this.#best_ms = Number.POSITIVE_INFINITY;
  }

  /** @returns {number} milliseconds since 1970, by the server's clock */
  now() {
    return Date.now() + this.#offset_ms;
  }
}
