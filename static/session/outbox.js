/**
 * Wishes on their way to the server: kept on the device until answered, sent in order, always with the same id.
 *
 * A wish for a room survives a lost line, a reload and a sleeping phone. A wish for the session (start a step, move
 * somebody) belongs to its moment: without contact it is refused at once instead of happening ten minutes later.
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
 * @property {number} made_at milliseconds since 1970, by this device
 * @property {WishState} state
 * @property {WireError | null} error why it was refused
 * @property {number} [seq] the channel's event that the server made of it
 *
 * @typedef {object} Line what the outbox needs of a connection
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
    this.wishes.value = [...kept.filter((wish) => !here.has(wish.id)), ...this.wishes.peek()];
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
      made_at: Date.now(),
      state: /** @type {WishState} */ ("pending"),
      error: null,
    };
    this.#set([...this.wishes.peek().filter((each) => each.id !== id), wish]);
    this.#shelf.put(wish);
    const answer = new Promise((/** @type {(ack: Ack) => void} */ resolve) => this.#waiting.set(id, resolve));
    this.#sendNext(channel);
    return answer;
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
    if (!this.wishes.peek().some((wish) => wish.id === id)) return;
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
    if (this.#busy.has(channel)) return;
    const wish = this.wishes.peek().find((each) => each.channel === channel && each.state === "pending");
    if (!wish) return;
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
    // a note stays until the stream brings it, or its writer decides; other texts have a field that keeps them
    if (wish.type !== "note.add") this.forget(wish.id, ack);
    else this.#replace({ ...wish, ...answered(ack) });
    this.#answer(wish.id, ack);
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
    if (!this.wishes.peek().some((each) => each.id === wish.id)) return;
    this.#set(this.wishes.peek().map((each) => (each.id === wish.id ? wish : each)));
    this.#shelf.put(wish);
  }

  /** @param {Wish[]} wishes */
  #set(wishes) {
    this.wishes.value = wishes;
  }
}

const AGAIN = new Set(["rate_limited", "unavailable"]);

/** @param {Ack} ack @returns {Pick<Wish, "state" | "error" | "seq">} */
function answered(ack) {
  return ack.ok ? { state: "sent", error: null, seq: ack.seq } : { state: "refused", error: ack.error };
}
