/**
 * The line to the server: watches channels, sends wishes, and says whether there is contact.
 *
 * Socket.IO alone reconnects. After every reconnect each watched channel is subscribed to again.
 *
 * @import { Ack, Boot, Event, Presence } from "./wire"
 * @import { Store } from "./store.js"
 */

import { signal } from "@preact/signals";
import { io } from "socket.io-client";
import { drawApart } from "../lib/drawing.js";
import { ServerClock } from "./clock.js";
import { UnknownEvent } from "./state.js";

const ANSWER_MS = 8_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 5_000;
const PASSING_MS = 1_500;
const SILENCE_MS = 4_500; // the server pings every 2 seconds: when two pings are missing, nobody is there
const LISTEN_EVERY_MS = 250;
const WOKEN_GRACE_MS = 2_500; // after a sleep the pings that wait must get a chance to be read first

/** @typedef {"connecting" | "live" | "lost"} Contact */

export class Connection {
  /** @type {Set<string>} */
  #watched = new Set();
  /** @type {Set<string>} channels that are being asked for */
  #asking = new Set();
  /** @type {Set<string>} channels of which the whole is wanted, not only what has happened since */
  #stale = new Set();
  #socket;
  #store;
  /** When the server was last heard of, by `performance.now()`. */
  #heard_at = 0;
  #listened_at = 0;

  /** `lost` once there has been contact and there is none, or when there has been none for a while. */
  contact = signal(/** @type {Contact} */ ("connecting"));
  /** Why the server turned us away, or null. @type {import("@preact/signals").Signal<import("./wire").WireError | null>} */
  refusal = signal(null);
  clock = new ServerClock();

  /** @param {Boot} boot @param {Store} store */
  constructor(boot, store) {
    this.#store = store;
    this.#socket = io("/live", {
      transports: ["websocket", "polling"],
      auth: { session: boot.session, role: boot.role, language: boot.language },
      reconnectionDelay: FIRST_RETRY_MS,
      reconnectionDelayMax: LAST_RETRY_MS,
      timeout: ANSWER_MS,
      autoConnect: false,
    });
    this.#socket.on("connect", () => this.#onConnect());
    this.#socket.on("disconnect", (reason) => this.#onDisconnect(reason));
    this.#socket.on("connect_error", (error) => this.#onRefused(error));
    this.#socket.io.on("ping", () => this.#onHeard());
    this.#socket.on("events", (events) => this.#onEvents(events));
    this.#socket.on("presence", (told) => drawApart(() => this.#store.setPresence(told.channel, told)));
  }

  open() {
    this.#heard_at = this.#listened_at = performance.now();
    this.#socket.connect();
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.#onSilence());
    addEventListener("visibilitychange", () => this.#wake());
    setInterval(() => this.#listen(), LISTEN_EVERY_MS);
  }

  close() {
    this.#socket.disconnect();
  }

  /** Tries at once instead of at the next turn; a line that is silent is given up for a new one. */
  retry() {
    if (!this.#socket.connected || this.contact.peek() === "lost") this.#socket.disconnect().connect();
  }

  /** @param {string} channel asks for the channel, now and after every reconnect */
  watch(channel) {
    if (this.#watched.has(channel)) return;
    this.#watched.add(channel);
    if (this.#socket.connected) this.#subscribe(channel);
  }

  /** @param {string} channel asks for what was missed, for instance when its reader may read it again */
  refresh(channel) {
    if (this.#watched.has(channel) && this.#socket.connected) this.#subscribe(channel);
  }

  /** @param {(channel: string) => boolean} which channels their reader may now see more or less of: they are read anew */
  renew(which) {
    for (const channel of this.#watched) {
      if (!which(channel)) continue;
      this.#stale.add(channel);
      if (this.#socket.connected) this.#subscribe(channel);
    }
  }

  /** @param {string} channel */
  unwatch(channel) {
    if (!this.#watched.delete(channel)) return;
    if (this.#socket.connected) this.#socket.emit("unsubscribe", { channel }, () => {});
    this.#store.forget(channel);
  }

  /**
   * @param {{id: string, channel: string, type: string, data: object}} wish
   * @returns {Promise<Ack | null>} null where no answer came: whether it was heard is not known
   */
  async ask(wish) {
    if (!this.#socket.connected) return null;
    try {
      return await this.#socket.timeout(ANSWER_MS).emitWithAck("command", wish);
    } catch {
      return null;
    }
  }

  get connected() {
    return this.#socket.connected;
  }

  /** What the server calls this page's connection; undefined while there is none. */
  get id() {
    return this.#socket.id;
  }

  /**
   * @param {string} channel
   * @param {"writing" | "here"} state
   * @param {number} unsent wishes that wait on this device
   * @param {string | null} [at] where one writes: a block's or theme's id, or a part of the paper
   */
  tellPresence(channel, state, unsent, at = null) {
    if (this.#socket.connected)
      this.#socket.emit("presence", { channel, state, unsent, ...(at ? { at } : {}) });
  }

  /** A sign of life. Silence that turns out to have been a stutter is over. */
  #onHeard() {
    this.#heard_at = performance.now();
    if (this.#socket.connected) this.contact.value = "live";
  }

  /** Notices a line that is dead though nobody has hung up: the sooner it is said, the truer. */
  #listen() {
    const now = performance.now();
    const slept = now - this.#listened_at > SILENCE_MS;
    this.#listened_at = now;
    if (slept) this.#heard_at = Math.max(this.#heard_at, now - SILENCE_MS + WOKEN_GRACE_MS);
    if (now - this.#heard_at > SILENCE_MS) this.#onSilence();
  }

  #onSilence() {
    this.contact.value = "lost";
  }

  #onConnect() {
    this.refusal.value = null;
    this.#heard_at = performance.now();
    this.clock.doubt();
    this.#asking.clear();
    for (const channel of this.#watched) this.#subscribe(channel);
    this.contact.value = "live";
  }

  /** @param {string} reason */
  #onDisconnect(reason) {
    // a line that is back within a moment is not worth a word
    setTimeout(() => this.#noticeLoss(), navigator.onLine ? PASSING_MS : 0);
    // the server hung up on purpose (restart): the library waits for us then
    if (reason === "io server disconnect") setTimeout(() => this.#socket.connect(), FIRST_RETRY_MS);
  }

  /** A phone that slept may hold a line that is long dead: asking for what was missed shows it. */
  #wake() {
    if (document.visibilityState !== "visible") return;
    this.clock.doubt();
    if (this.#socket.connected) this.#subscribe("session");
    else this.retry();
  }

  #noticeLoss() {
    if (!this.#socket.connected) this.contact.value = "lost";
  }

  /** @param {Error & {data?: any}} error */
  #onRefused(error) {
    this.contact.value = "lost";
    const refusal = error.data?.error ?? (error.data?.code ? error.data : null);
    this.refusal.value = refusal;
    const wait = refusal?.retry_after ?? 5;
    // after a refusal by the server the library does not try again by itself
    if (refusal && !TURNED_AWAY.has(refusal.code)) setTimeout(() => this.retry(), wait * 1_000);
  }

  /** @param {Event[]} events */
  #onEvents(events) {
    this.#onHeard();
    try {
      drawApart(() => {
        const gaps = this.#store.receive(events);
        for (const channel of gaps) this.#subscribe(channel);
      });
    } catch (error) {
      if (!(error instanceof UnknownEvent)) throw error;
      reloadOnce();
    }
  }

  /** @param {string} channel listens first, reads second: the events that come meanwhile count from the answer */
  async #subscribe(channel) {
    if (this.#asking.has(channel)) return;
    this.#asking.add(channel);
    const after = this.#stale.has(channel) ? undefined : this.#store.seq(channel);
    this.#stale.delete(channel);
    const sent = performance.now();
    try {
      const wish = after === undefined ? { channel } : { channel, after };
      const answer = await this.#socket.timeout(ANSWER_MS).emitWithAck("subscribe", wish);
      this.#asking.delete(channel);
      if (this.#watched.has(channel)) this.#onSubscribed(channel, answer, sent);
      if (this.#stale.has(channel)) this.#subscribe(channel);
    } catch {
      this.#asking.delete(channel);
      // nobody answers on this line: let go of it, and the library makes a new one
      if (this.#socket.connected && this.#watched.has(channel)) this.#socket.io.engine.close();
    }
  }

  /** @param {string} channel @param {any} answer @param {number} sent when it was asked, by `performance.now()` */
  #onSubscribed(channel, answer, sent) {
    if (!answer.ok) return this.#store.forget(channel);
    this.#onHeard();
    this.clock.learn(answer.now, performance.now() - sent);
    this.#store.you.value = answer.you ?? this.#store.you.peek();
    if (answer.snapshot) this.#store.replace(channel, answer.snapshot, answer.seq);
    else this.#onEvents(answer.events);
  }
}

const TURNED_AWAY = new Set(["unauthorised", "forbidden", "not_found", "invalid"]);
const RELOADED = "samtal:reloaded";

/** Loads the page again, as it is older than the server; not over and over where that does not help. */
function reloadOnce() {
  const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
  if (Date.now() - last < 60_000) return;
  sessionStorage.setItem(RELOADED, String(Date.now()));
  location.reload();
}
