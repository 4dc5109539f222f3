/**
 * Wishes on their way to the server: kept on the device until answered, sent in order, always with the same id.
 *
 * A wish for a room survives a lost line, a reload and a sleeping phone, and with words in it also a no. A wish for the
 * session (start a step, move somebody) belongs to its moment: without contact it is refused at once instead of
 * happening ten minutes later.
 *
 * @import { Ack, WireError } from "./wire"
 */

import { signal } from "@preact/signals";
import { t } from "../lib/i18n.js";
import { uuid } from "../lib/uuid.js";

const AGAIN_MS = 3_000;

/**
 * @typedef {"pending" | "sent" | "refused"} WishState pending: not answered; sent: on the server's disk, not yet back
 *   on the stream; refused: the server said no, and its text is still here
 * @typedef {object} Wish
 * @property {string} id
 * @property {string} channel
 * @property {string} type
 * @property {Record<string, any>} data
 * @property {number} made_at milliseconds since 1970, by this device; later than those of all wishes before it
 * @property {WishState} state
 * @property {WireError | null} error why it was refused
 * @property {boolean} [tried] it was given to the line: the server may have it
 * @property {number} [seq] the channel's event that the server made of it
 *
 * @typedef {object} Line what the outbox needs of a connection
 * @property {boolean} connected
 * @property {(wish: {id: string, channel: string, type: string, data: object}) => Promise<Ack | null>} ask
 *
 * @typedef {object} Shelf where wishes are kept
 * @property {() => Promise<Wish[]>} all
 * @property {(wish: Wish) => unknown} put
 * @property {(id: string) => unknown} remove
 *
 * @typedef {(id: string, ack?: Ack) => void} Tell says in the device's other tabs that a wish is gone, and what was answered
 */

export class Outbox {
  /** Wishes to show, oldest first. */
  wishes = signal(/** @type {Wish[]} */ ([]));

  /** @type {Map<string, (ack: Ack) => void>} who waits for an answer in this page */
  #waiting = new Map();
  /** @type {Map<string, Ack>} answers that nobody has waited for yet */
  #given = new Map();
  /** @type {Set<string>} channels whose first wish is with the server now */
  #busy = new Set();
  #line;
  #shelf;
  #again_ms;
  /** @type {Tell} */
  #tellGone;

  /** @param {Line} line @param {Shelf} shelf @param {{again_ms?: number, tellGone?: Tell}} [options] */
  constructor(line, shelf, { again_ms = AGAIN_MS, tellGone = () => {} } = {}) {
    this.#tellGone = tellGone;
    this.#line = line;
    this.#shelf = shelf;
    this.#again_ms = again_ms;
  }

  /** Takes up what an earlier page of this device left. */
  async restore() {
    const kept = await this.#shelf.all();
    const here = new Set(this.wishes.peek().map((wish) => wish.id));
    this.#set(inOrder([...kept.filter((wish) => !here.has(wish.id)), ...this.wishes.peek()]));
    this.flush();
  }

  /**
   * @param {string} channel
   * @param {string} type
   * @param {Record<string, any>} data
   * @param {string} [id] of a wish that was made before
   * @returns {Promise<Ack>} the server's answer, whenever it comes; nothing is changed here, the stream does that
   */
  command(channel, type, data, id = uuid()) {
    return channel === "session"
      ? this.#askNow({ id, channel, type, data })
      : this.keep(channel, type, data, id);
  }

  /**
   * As `command`, but kept until it is answered whatever the channel: for what somebody wrote.
   *
   * @param {string} channel
   * @param {string} type
   * @param {Record<string, any>} data
   * @param {string} id
   * @returns {Promise<Ack>}
   */
  keep(channel, type, data, id) {
    const wish = {
      id,
      channel,
      type,
      data,
      made_at: Math.max(Date.now(), ...this.wishes.peek().map((each) => each.made_at + 1)),
      state: /** @type {WishState} */ ("pending"),
      error: null,
    };
    return this.putBack(wish);
  }

  /**
   * @param {Wish} wish that was taken out; it goes to its place in the order
   * @returns {Promise<Ack>} as of `keep`
   */
  putBack(wish) {
    const others = this.wishes.peek().filter((each) => each.id !== wish.id);
    this.#set(inOrder([...others, wish]));
    this.#shelf.put(wish);
    const { id } = wish;
    const answer = new Promise((/** @type {(ack: Ack) => void} */ resolve) => this.#waiting.set(id, resolve));
    this.#sendNext(wish.channel);
    return answer;
  }

  /** @param {string} id @returns {Wish | undefined} */
  find(id) {
    return this.wishes.peek().find((wish) => wish.id === id);
  }

  /**
   * Changes what the server does not have, at its place in the order; what it refused is asked again, as a new wish.
   *
   * @param {Wish} wish that is refused or has not been tried
   * @param {{channel?: string, data?: Record<string, any>}} changes
   * @returns {Promise<Ack>}
   */
  change(wish, changes) {
    const id = wish.state === "refused" ? uuid() : wish.id;
    this.forget(wish.id);
    return this.putBack({ ...wish, ...changes, id, state: "pending", error: null, tried: false });
  }

  /** Sends what waits, each channel in its order. To be called when there is contact again. */
  flush() {
    for (const channel of new Set(this.wishes.peek().map((wish) => wish.channel))) this.#sendNext(channel);
  }

  /**
   * @param {string} id of a wish that an earlier page made
   * @param {(ack: Ack) => void} then called with the answer: at once where it has come, and never where nobody asks for it
   */
  heard(id, then) {
    const ack = this.#given.get(id);
    if (ack) return then(ack);
    const before = this.#waiting.get(id);
    this.#waiting.set(id, (ack) => {
      before?.(ack);
      then(ack);
    });
  }

  /** @param {string} id it has come back on the stream, or its writer does not want it any more @param {Ack} [ack] */
  forget(id, ack) {
    if (!this.find(id)) return;
    this.#set(this.wishes.peek().filter((wish) => wish.id !== id));
    this.#shelf.remove(id);
    this.#tellGone(id, ack);
  }

  /** @param {string} id another tab of this device has dealt with it @param {Ack} [ack] */
  drop(id, ack) {
    this.#set(this.wishes.peek().filter((wish) => wish.id !== id));
    if (ack) this.#answer(id, ack);
  }

  /** @param {string} channel */
  async #sendNext(channel) {
    if (this.#busy.has(channel) || !this.#line.connected) return;
    const next = this.wishes.peek().find((each) => each.channel === channel && each.state === "pending");
    if (!next) return;
    const wish = { ...next, tried: true };
    if (!next.tried) this.#replace(wish);
    this.#busy.add(channel);
    const ack = await this.#line.ask({ id: wish.id, channel, type: wish.type, data: wish.data });
    this.#busy.delete(channel);
    if (ack === null) return; // no contact: `flush` comes when there is
    if (!ack.ok && AGAIN.has(ack.error.code)) return this.#later(channel, ack.error);
    this.#settle(wish, ack);
    this.#sendNext(channel);
  }

  /** @param {string} channel @param {WireError} error that will pass: too much at once, or the server is busy */
  #later(channel, error) {
    const wait = error.retry_after ? error.retry_after * 1_000 : this.#again_ms;
    setTimeout(() => this.#sendNext(channel), wait);
  }

  /** @param {Wish} wish @param {Ack} ack */
  #settle(wish, ack) {
    // a note stays until the stream brings it; words that were refused until their writer decides, if no field keeps them
    const stays = ack.ok ? NOTES.has(wish.type) : hasWords(wish);
    if (!stays) this.forget(wish.id, ack);
    else this.#replace({ ...wish, ...answered(ack) });
    if (!ack.ok && wish.type === "note.add") this.#takeIn(wish.id, ack);
    this.#answer(wish.id, ack);
  }

  /** What was to be done with a note that the server does not want is done to it here. @param {string} id @param {Ack} ack */
  #takeIn(id, ack) {
    for (const { id: later, type, data } of this.wishes.peek().filter((wish) => wish.data.note === id)) {
      const { note: _, ...change } = data;
      const wish = this.find(id);
      if (wish && type === "note.edit") this.#replace({ ...wish, data: { ...wish.data, ...change } });
      if (type === "note.remove") this.forget(id, ack);
      this.forget(later, ack);
      this.#answer(later, ack);
    }
  }

  /** @param {string} id @param {Ack} ack */
  #answer(id, ack) {
    const waits = this.#waiting.get(id);
    if (waits) waits(ack);
    else this.#given.set(id, ack);
    this.#waiting.delete(id);
  }

  /** @param {{id: string, channel: string, type: string, data: object}} wish @returns {Promise<Ack>} */
  async #askNow(wish) {
    const ack = await this.#line.ask(wish);
    const message = t("Ingen kontakt med servern. Försök igen när kontakten är tillbaka.");
    return ack ?? { ok: false, error: { code: "unavailable", message } };
  }

  /** @param {Wish} wish its place in the order stays */
  #replace(wish) {
    if (!this.find(wish.id)) return;
    this.#set(this.wishes.peek().map((each) => (each.id === wish.id ? wish : each)));
    this.#shelf.put(wish);
  }

  /** @param {Wish[]} wishes */
  #set(wishes) {
    this.wishes.value = wishes;
  }
}

const AGAIN = new Set(["rate_limited", "unavailable"]);
const NOTES = new Set(["note.add", "note.edit"]);
const WORDS = ["text", "title", "reservation", "reason"];

/** @param {Wish} wish @returns {boolean} whether it holds what somebody wrote, and nothing else on the device does */
export function hasWords({ type, data }) {
  const kept =
    NOTES.has(type) || type.startsWith("cluster.") || type === "section.confirm" || type === "note.report";
  return kept && WORDS.some((name) => data[name]);
}

/** @param {Ack} ack @returns {Pick<Wish, "state" | "error" | "seq">} */
function answered(ack) {
  return ack.ok ? { state: "sent", error: null, seq: ack.seq } : { state: "refused", error: ack.error };
}

/** @param {Wish[]} wishes @returns {Wish[]} as they were made */
function inOrder(wishes) {
  return wishes.sort((one, other) => one.made_at - other.made_at);
}
