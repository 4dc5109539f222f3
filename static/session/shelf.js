/**
 * What this device keeps across a reload: wishes that are not answered, and what somebody is typing.
 *
 * Where the browser offers no storage (private windows, locked-down computers, a full disk) it lives as long as the
 * page, and `forgetful` says so.
 */

import { signal } from "@preact/signals";

/** Whether something could not be kept: the page then tells its reader to leave it open. */
export const forgetful = signal(false);

const DATABASE = "samtal";
const WISHES = "wishes";

/** @typedef {import("./outbox.js").Wish} Wish */

/** Wishes in IndexedDB, each with its owner: one device may be in several sessions. */
export class WishShelf {
  #owner;
  /** @type {Promise<IDBDatabase | null>} */
  #opened;

  /** @param {string} owner */
  constructor(owner) {
    this.#owner = owner;
    this.#opened = openDatabase();
  }

  /** @returns {Promise<Wish[]>} in the order in which they were made */
  async all() {
    const kept = await this.#run("readonly", (store) => store.getAll());
    return (kept ?? [])
      .filter((/** @type {any} */ each) => each.owner === this.#owner)
      .map((/** @type {any} */ each) => each.wish)
      .sort((/** @type {Wish} */ a, /** @type {Wish} */ b) => a.made_at - b.made_at);
  }

  /** @param {Wish} wish */
  put(wish) {
    return this.#run("readwrite", (store) => store.put({ id: wish.id, owner: this.#owner, wish }));
  }

  /** @param {string} id */
  remove(id) {
    return this.#run("readwrite", (store) => store.delete(id));
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(store: IDBObjectStore) => IDBRequest} work
   * @returns {Promise<any>} undefined where nothing can be kept
   */
  async #run(mode, work) {
    const database = await this.#opened;
    return new Promise((resolve) => {
      function fail() {
        forgetful.value = true;
        resolve(undefined);
      }
      try {
        if (!database) return fail();
        const transaction = database.transaction(WISHES, mode);
        const request = work(transaction.objectStore(WISHES));
        request.onsuccess = () => resolve(request.result);
        request.onerror = fail;
        transaction.onabort = fail; // a full disk shows only when the transaction ends
      } catch {
        fail();
      }
    });
  }
}

/** @returns {Promise<IDBDatabase | null>} */
function openDatabase() {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(DATABASE, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(WISHES, { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
      request.onblocked = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

const SHARED = /:note$/; // where a note is being written; other texts have one writer, or are settings

/**
 * What the other tabs of this device hear of: a wish that its writer took back in one must not go out from another.
 *
 * @param {string} owner
 * @param {(id: string) => void} heard
 * @returns {(id: string) => void} tells the others that a wish is gone
 */
export function goneElsewhere(owner, heard) {
  const others = typeof BroadcastChannel === "function" ? new BroadcastChannel(`samtal:${owner}`) : null;
  others?.addEventListener("message", (event) => heard(String(event.data)));
  return (id) => others?.postMessage(id);
}

/**
 * Half-typed text, by a key of its own for each field: kept at every keystroke, so it must be synchronous.
 *
 * Two tabs may write a note in the same room at once. The one that finds another's words under its key keeps its own
 * beside them (`room-1:note~2`), and remembers where across a reload.
 */
export class TextShelf {
  #prefix;
  /** @type {Map<string, string>} */
  #memory = new Map();
  /** What this tab read or wrote last under a key that tabs share. @type {Map<string, string>} */
  #known = new Map();

  /** @param {string} owner */
  constructor(owner) {
    this.#prefix = `samtal:text:${owner}:`;
  }

  /** @param {string} key @returns {string} "" where nothing is kept */
  get(key) {
    const held = this.#memory.get(key);
    if (held !== undefined) return held;
    try {
      const text = localStorage.getItem(this.#prefix + this.#placeOf(key)) ?? "";
      this.#known.set(key, text);
      return text;
    } catch {
      return "";
    }
  }

  /** @param {string} key @param {string} text "" forgets it */
  set(key, text) {
    this.#memory.set(key, text);
    try {
      if (SHARED.test(key)) this.#moveAside(key, text);
      const place = this.#prefix + this.#placeOf(key);
      if (text) localStorage.setItem(place, text);
      else localStorage.removeItem(place);
      this.#known.set(key, text);
    } catch {
      if (text) forgetful.value = true; // full or forbidden: memory has it
    }
  }

  /** @param {string} beginning @returns {{key: string, text: string}[]} what is kept under keys that begin so */
  kept(beginning) {
    return this.#keys()
      .filter((key) => key.startsWith(beginning))
      .map((key) => ({ key, text: this.get(key) }))
      .filter(({ text }) => text);
  }

  /** Another tab's words stay where they are; this tab's go to the next free place. @param {string} key @param {string} text */
  #moveAside(key, text) {
    const theirs = localStorage.getItem(this.#prefix + this.#placeOf(key)) ?? "";
    if (theirs === "" || theirs === text || theirs === (this.#known.get(key) ?? "")) return;
    let number = 2;
    while (localStorage.getItem(`${this.#prefix}${key}~${number}`)) number += 1;
    sessionStorage.setItem(`${this.#prefix}place:${key}`, `${key}~${number}`);
  }

  /** @param {string} key @returns {string} where this tab keeps it; else, in a new tab, where somebody's words were left */
  #placeOf(key) {
    if (!SHARED.test(key)) return key;
    const own = sessionStorage.getItem(`${this.#prefix}place:${key}`);
    if (own) return own;
    const left = this.#memory.has(key) || localStorage.getItem(this.#prefix + key) ? key : this.#aside(key);
    sessionStorage.setItem(`${this.#prefix}place:${key}`, left);
    return left;
  }

  /** @param {string} key @returns {string} the first place beside the key that holds words, else the key */
  #aside(key) {
    const beside = `${this.#prefix}${key}~`;
    const found = Object.keys(localStorage).filter((each) => each.startsWith(beside));
    return found.sort()[0]?.slice(this.#prefix.length) ?? key;
  }

  /** @returns {string[]} without the prefix */
  #keys() {
    const keys = new Set(this.#memory.keys());
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(this.#prefix)) keys.add(key.slice(this.#prefix.length));
    } catch {
      // memory has all there is
    }
    return [...keys];
  }
}
