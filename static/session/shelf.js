/**
 * What this device keeps across a reload: wishes that are not answered, and what somebody is typing.
 *
 * Where the browser offers no storage (private windows, locked-down computers, a full disk) it lives as long as the
 * page, and `forgetful` says so.
 */

import { signal } from "@preact/signals";
import { Tabs } from "./tabs.js";

/** Whether something could not be kept: the page then tells its reader to leave it open. */
export const forgetful = signal(false);

const DATABASE = "samtal";
const WISHES = "wishes";

/**
 * @typedef {import("./outbox.js").Wish} Wish
 *
 * @typedef {object} Kept a text on the device
 * @property {string} key
 * @property {string} text
 * @property {() => void} forget
 * @property {() => void} putBack
 *
 * @typedef {object} Leftover what somebody else who used this device for the same session has left on it
 * @property {string} owner
 * @property {string} key
 * @property {string} text as it was kept; "" where it is a wish
 * @property {Wish | null} wish
 * @property {() => void} forget
 * @property {() => void} putBack
 */

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

  /** @returns {Promise<Wish[]>} in any order */
  async all() {
    const kept = await this.#run("readonly", (store) => store.getAll());
    return (kept ?? [])
      .filter((/** @type {any} */ each) => each.owner === this.#owner)
      .map((/** @type {any} */ each) => each.wish);
  }

  /** @returns {Promise<Leftover[]>} wishes of others, as they were made */
  async others() {
    const kept = (await this.#run("readonly", (store) => store.getAll())) ?? [];
    return kept
      .filter((/** @type {any} */ each) => isOther(each.owner, this.#owner))
      .map((/** @type {any} */ each) => this.#left(each.owner, each.wish))
      .sort((/** @type {any} */ one, /** @type {any} */ other) => one.wish.made_at - other.wish.made_at);
  }

  /** @param {string} owner @param {Wish} wish @returns {Leftover} */
  #left(owner, wish) {
    const putBack = () => void this.#run("readwrite", (store) => store.put({ id: wish.id, owner, wish }));
    return { owner, key: wish.id, text: "", wish, forget: () => void this.remove(wish.id), putBack };
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

/** @param {string} owner @param {string} mine @returns {boolean} whether it is another person in the same session and role */
function isOther(owner, mine) {
  const end = mine.lastIndexOf(":") + 1;
  return owner !== mine && owner.startsWith(mine.slice(0, end)) && !owner.slice(end).includes(":");
}

/** @param {string} owner @returns {Promise<boolean>} whether a page of theirs is still open; unknown over plain http: no */
export async function isOpen(owner) {
  const locks = await globalThis.navigator?.locks?.query();
  return locks?.held?.some(({ name }) => name?.startsWith(`samtal:pages:${owner}:`)) ?? false;
}

const SHARED = /:(note|reservation|(cluster|edit|report):[^:~]*)$/; // where one person writes, maybe in two tabs
const OWN = /:writing$/; // what a page has not got away of a text that several write: each page keeps its own

/**
 * What the other tabs of this device hear of: a wish that its writer took back in one must not go out from another.
 *
 * @param {string} owner
 * @param {import("./outbox.js").Tell} heard
 * @returns {import("./outbox.js").Tell} tells the others that a wish is gone
 */
export function goneElsewhere(owner, heard) {
  const others = typeof BroadcastChannel === "function" ? new BroadcastChannel(`samtal:${owner}`) : null;
  others?.addEventListener("message", ({ data }) => heard(data.id, data.ack));
  return (id, ack) => others?.postMessage({ id, ack });
}

/**
 * Half-typed text, by a key of its own for each field: kept at every keystroke, so it must be synchronous.
 *
 * Two tabs may write a note in the same room at once. The one that finds another's words under its key keeps its own
 * beside them (`room-1:note~2`), and remembers where across a reload. What a page is writing in a text of several
 * (`room-1:writing`) stands in a place of its own (`room-1:writing@PAGE`), until another page inherits it.
 *
 * @typedef {object} Left what a page that is gone had not got away
 * @property {string} text
 * @property {() => void} forget it is somewhere else now
 */
const ALL_TEXTS = "samtal:text:";

export class TextShelf {
  #owner;
  #prefix;
  /** @type {Map<string, string>} */
  #memory = new Map();
  /** What this tab read or wrote last under a key that tabs share. @type {Map<string, string>} */
  #known = new Map();
  /** What only memory has. @type {Set<string>} */
  #unkept = new Set();

  #tabs;

  /** @param {string} owner */
  constructor(owner) {
    this.#owner = owner;
    this.#prefix = `${ALL_TEXTS}${owner}:`;
    this.#tabs = new Tabs(owner);
  }

  /** To be waited for before anything is kept. */
  open() {
    return this.#tabs.open();
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
      this.#unkept.delete(key);
    } catch {
      if (text) forgetful.value = true; // full or forbidden: memory has it
      this.#unkept.add(key);
    }
  }

  /** @param {string} key @param {(left: Left) => void} take called with each text that a page which is gone has left under it */
  inherit(key, take) {
    for (const place of this.#stored()) {
      const page = place === key ? "" : place.startsWith(`${key}@`) ? place.slice(key.length + 1) : null;
      if (page === null || page === this.#tabs.id) continue;
      this.#tabs.claim(page, place).then((mine) => {
        const text = mine && localStorage.getItem(this.#prefix + place);
        if (text) take({ text, forget: () => localStorage.removeItem(this.#prefix + place) });
      });
    }
  }

  /**
   * @param {string} beginning
   * @returns {Kept[]} what is kept under keys that begin so, by this tab or another; not what this page is writing in a
   *   text of several
   */
  kept(beginning) {
    const stored = this.#stored().map((place) => keptAt(place, this.#prefix + place));
    const unkept = [...this.#unkept].map((key) => this.#inMemory(key));
    return [...stored, ...unkept].filter(
      ({ key, text }) => text && key.startsWith(beginning) && !key.endsWith(`@${this.#tabs.id}`),
    );
  }

  /** @param {string} key @returns {Kept} */
  #inMemory(key) {
    const text = this.get(key);
    return { key, text, forget: () => this.set(key, ""), putBack: () => this.set(key, text) };
  }

  /** @returns {Leftover[]} texts of others */
  others() {
    const owner_parts = this.#owner.split(":").length;
    try {
      return Object.keys(localStorage)
        .filter((place) => place.startsWith(ALL_TEXTS))
        .map((place) => {
          const parts = place.slice(ALL_TEXTS.length).split(":");
          const [owner, key] = [parts.slice(0, owner_parts).join(":"), parts.slice(owner_parts).join(":")];
          return { owner, wish: null, ...keptAt(key, place) };
        })
        .filter(({ owner }) => isOther(owner, this.#owner));
    } catch {
      return []; // forbidden: nothing is kept here either
    }
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
    if (OWN.test(key)) return `${key}@${this.#tabs.id}`;
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
  #stored() {
    try {
      const all = Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
      return all.map((key) => key.slice(this.#prefix.length));
    } catch {
      return []; // memory has all there is
    }
  }
}

/** @param {string} key as it is told @param {string} place in the browser's storage @returns {Kept} */
function keptAt(key, place) {
  const text = localStorage.getItem(place) ?? "";
  return {
    key,
    text,
    forget: () => localStorage.removeItem(place),
    putBack: () => localStorage.setItem(place, text),
  };
}
