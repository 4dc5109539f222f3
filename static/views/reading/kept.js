/** What this device remembers of a reader: what is half written, and what has been sent. Nobody else's comments come here. */

import { signal } from "../../lib/html.js";
import { uuid } from "../../lib/uuid.js";

/**
 * @typedef {{id: string, text: string}} Unsent `id` stays the same until it is sent, so that it is kept once
 * @typedef {{id: string, text: string, at: string}} Sent
 * @typedef {{unsent: Record<string, Unsent>, sent: Record<string, Sent[]>, organisation: string}} Memory
 */

export class Kept {
  /** @param {string} reading the link's id @param {Storage | null} [storage] */
  constructor(reading, storage = storageOf()) {
    this.key = `samtal:reading:${reading}`;
    this.storage = storage;
    this.memory = signal(this.#recalled());
    this.chosen = signal(/** @type {import("./places.js").Place | null} */ (null));
  }

  /** @param {string} place @param {string} text what is being written there; nothing takes it away */
  write(place, text) {
    const { [place]: before, ...others } = this.memory.value.unsent;
    const unsent = text.trim() ? { ...others, [place]: { id: before?.id ?? uuid(), text } } : others;
    this.#keep({ unsent });
  }

  /** @param {string} organisation */
  name(organisation) {
    this.#keep({ organisation });
  }

  /** @param {string} place @param {Unsent} comment @param {string} at when the server had it */
  sent(place, comment, at) {
    const { [place]: written, ...unsent } = this.memory.value.unsent;
    const before = this.memory.value.sent[place] ?? [];
    this.#keep({
      unsent: written && written.id !== comment.id ? { ...unsent, [place]: written } : unsent,
      sent: { ...this.memory.value.sent, [place]: [...before, { ...comment, at }] },
    });
  }

  /** @param {Partial<Memory>} changes */
  #keep(changes) {
    this.memory.value = { ...this.memory.value, ...changes };
    try {
      this.storage?.setItem(this.key, JSON.stringify(this.memory.value));
    } catch {
      // a full or closed storage: it lives as long as the page
    }
  }

  /** @returns {Memory} */
  #recalled() {
    const nothing = { unsent: {}, sent: {}, organisation: "" };
    try {
      return { ...nothing, ...JSON.parse(this.storage?.getItem(this.key) ?? "{}") };
    } catch {
      return nothing;
    }
  }
}

/** @returns {Storage | null} none where the browser keeps nothing */
function storageOf() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}
