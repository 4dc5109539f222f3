/**
 * What this device keeps across a reload: wishes that are not answered, and what somebody is typing.
 *
 * Where the browser offers no storage (private windows, locked-down computers) it lives as long as the page.
 */

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
    if (!database) return undefined;
    return new Promise((resolve) => {
      try {
        const request = work(database.transaction(WISHES, mode).objectStore(WISHES));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => resolve(undefined);
      } catch {
        resolve(undefined);
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
    } catch {
      resolve(null);
    }
  });
}

/** Half-typed text, by a key of its own for each field: kept at every keystroke, so it must be synchronous. */
export class TextShelf {
  #prefix;
  /** @type {Map<string, string>} */
  #memory = new Map();

  /** @param {string} owner */
  constructor(owner) {
    this.#prefix = `samtal:text:${owner}:`;
  }

  /** @param {string} key @returns {string} "" where nothing is kept */
  get(key) {
    try {
      return localStorage.getItem(this.#prefix + key) ?? this.#memory.get(key) ?? "";
    } catch {
      return this.#memory.get(key) ?? "";
    }
  }

  /** @param {string} key @param {string} text "" forgets it */
  set(key, text) {
    this.#memory.set(key, text);
    try {
      if (text) localStorage.setItem(this.#prefix + key, text);
      else localStorage.removeItem(this.#prefix + key);
    } catch {
      // full or forbidden: memory has it
    }
  }
}
