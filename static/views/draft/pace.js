/** When the paper is asked for again: soon after a change, but never so often that the hall notices. */

import { signal } from "../../lib/html.js";

const SOON_MS = 700; // after a change; others that come meanwhile are in the same answer
const OPEN_MS = 10_000; // from asking to asking while the meeting goes on: notes come all the time
const HURRIED_MS = 2_000; // in which what a button did comes back as a change
const RESTS = 3; // the server rests so many times as long as it worked
const LONGEST_REST_MS = 30_000; // also before trying again after asking in vain

export class Pace {
  /** Whether something has changed that the paper does not show yet. */
  behind = signal(true);
  #timer = /** @type {any} */ (0);
  #due = Infinity;
  #busy = false;
  #asked = Number.NEGATIVE_INFINITY;
  #rested = 0;
  #hurried = Number.NEGATIVE_INFINITY;
  /** Whether something has changed that is not even asked for yet. */
  #changed = true;

  /** @param {{ ask: () => Promise<boolean>, open: () => boolean }} paper `ask` tells whether there was an answer; `open`: whether the meeting goes on */
  constructor({ ask, open }) {
    this.ask = ask;
    this.open = open;
  }

  /** Something has changed that the paper is made from. */
  changed() {
    this.behind.value = true;
    this.#changed = true;
    if (Date.now() < this.#hurried + HURRIED_MS) return this.#askAt(Date.now() + this.#soon());
    const apart = this.open() ? Math.max(OPEN_MS, this.#rested) : this.#rested;
    this.#askAt(Math.max(Date.now() + this.#soon(), this.#asked + apart));
  }

  /** Somebody here waits to see what a change of theirs has made of the paper. */
  hurry() {
    this.#hurried = Date.now();
    if (this.#changed) this.#askAt(Date.now() + this.#soon());
  }

  /** Somebody asks for it: at once. */
  now() {
    this.#askAt(Date.now());
  }

  /** @returns {number} milliseconds; the first time there is nothing to wait for */
  #soon() {
    return Number.isFinite(this.#asked) ? SOON_MS : 0;
  }

  /** @param {number} due */
  #askAt(due) {
    if (due >= this.#due) return;
    this.#due = due;
    clearTimeout(this.#timer);
    if (!this.#busy) this.#timer = setTimeout(() => this.#ask(), Math.max(0, due - Date.now()));
  }

  async #ask() {
    this.#due = Infinity;
    this.#busy = true;
    this.#asked = Date.now();
    this.#changed = false;
    const answered = await this.ask();
    this.#busy = false;
    if (!answered) this.#changed = true;
    this.behind.value = this.#changed;
    const took = Date.now() - this.#asked;
    this.#rested = answered ? Math.min(took * (1 + RESTS), LONGEST_REST_MS) : LONGEST_REST_MS;
    const next = this.#due;
    this.#due = Infinity;
    if (!answered) this.#askAt(Date.now() + LONGEST_REST_MS);
    if (next < Infinity) this.#askAt(Math.max(next, answered ? this.#asked + this.#rested : 0));
  }
}
