/**
 * Which of this device's pages are still there: what a page that is gone has left, another one takes over.
 *
 * A page holds a lock for as long as it lives, also while its tab sleeps; the browser lets go of it when the page is
 * gone, however it went. Over plain http, where browsers offer no locks, the pages are asked instead. Every load of a
 * page is a page of its own, so a duplicated tab is never taken for the one that it was made from.
 */

import { uuid } from "../lib/uuid.js";

const ANSWER_MS = 500;
const BEFORE = "samtal:page"; // what this tab showed before it was reloaded

export class Tabs {
  /** This page's own. */
  id = uuid();
  #name;
  #locks = globalThis.navigator?.locks ?? null;
  /** @type {BroadcastChannel | null} */
  #others = null;
  /** @type {string | null} */
  #before = null;
  /** @type {Map<string, Promise<boolean>>} */
  #claims = new Map();

  /** @param {string} owner whose pages they are */
  constructor(owner) {
    this.#name = `samtal:pages:${owner}`;
  }

  /** Lets the others know that this page is there; to be waited for before anything is kept under its id. */
  async open() {
    this.#before = changePlaces(this.id);
    if (this.#locks) await this.#hold(this.#lockOf(this.id));
    else this.#answer();
  }

  /**
   * @param {string} page
   * @param {string} thing that it has left
   * @returns {Promise<boolean>} whether that page is gone, and the thing this page's alone
   */
  claim(page, thing) {
    const asked = this.#claims.get(thing);
    if (asked) return asked;
    const claim = this.#claim(page, thing);
    this.#claims.set(thing, claim);
    claim.then((mine) => mine || this.#claims.delete(thing));
    return claim;
  }

  /** @param {string} page @param {string} thing */
  async #claim(page, thing) {
    if (!this.#locks) return !(await this.#isThere(page));
    return (await this.#isGone(page)) && this.#hold(`${this.#name}:${thing}`);
  }

  /** Many may look at once. After a reload the page before it may take a moment to go. @param {string} page */
  #isGone(page) {
    /** @type {LockOptions} */
    const now = { mode: "shared", ifAvailable: true };
    return this.#request(this.#lockOf(page), page === this.#before ? { mode: "shared" } : now, () => {});
  }

  /** @param {string} name @returns {Promise<boolean>} whether it is this page's now, until it is gone */
  #hold(name) {
    return this.#request(name, { ifAvailable: true }, () => new Promise(() => {}));
  }

  /** @param {string} name @param {LockOptions} options @param {() => any} keep @returns {Promise<boolean>} */
  #request(name, options, keep) {
    return new Promise((resolve) => {
      const granted = (/** @type {Lock | null} */ lock) => {
        resolve(lock !== null);
        return lock && keep();
      };
      this.#locks?.request(name, options, granted).catch(() => resolve(false));
    });
  }

  /** @param {string} page */
  #lockOf(page) {
    return `${this.#name}:${page}`;
  }

  #answer() {
    if (typeof BroadcastChannel !== "function") return;
    this.#others = new BroadcastChannel(this.#name);
    this.#others.addEventListener("message", ({ data }) => {
      if (data?.asked === this.id) this.#others?.postMessage({ there: this.id });
    });
  }

  /** @param {string} page @returns {Promise<boolean>} */
  #isThere(page) {
    const others = this.#others;
    if (!others) return Promise.resolve(page !== this.#before);
    return new Promise((resolve) => {
      const heard = (/** @type {MessageEvent} */ { data }) => data?.there === page && resolve(true);
      others.addEventListener("message", heard);
      others.postMessage({ asked: page });
      setTimeout(() => {
        others.removeEventListener("message", heard);
        resolve(false);
      }, ANSWER_MS);
    });
  }
}

/** @param {string} id the page that this tab shows now @returns {string | null} the one that it showed before */
function changePlaces(id) {
  try {
    const before = sessionStorage.getItem(BEFORE);
    sessionStorage.setItem(BEFORE, id);
    return before;
  } catch {
    return null;
  }
}
