/**
 * A live page: store, connection and outbox put together. Every screen that follows a meeting starts here.
 *
 * @import { Ack, Boot } from "./wire"
 */

import { effect } from "@preact/signals";
import { speak } from "../lib/i18n.js";
import { Connection } from "./connection.js";
import { Outbox } from "./outbox.js";
import { goneElsewhere, isOpen, TextShelf, WishShelf } from "./shelf.js";
import { Store } from "./store.js";

const RESEND_MS = 5_000;
const ABOUT_NOTES = new Set(["note.add", "note.edit", "note.remove", "note.restore"]);

export class Live {
  /** The reader's room and role, as they were told last. @type {string | null} */
  #place = null;
  #wishes;

  /** @param {Boot} boot */
  constructor(boot) {
    const owner = [boot.session, boot.role, boot.you?.id].filter(Boolean).join(":");
    this.boot = boot;
    this.store = new Store();
    this.store.you.value = boot.you ?? null;
    this.connection = new Connection(boot, this.store);
    const tellGone = goneElsewhere(owner, (id, ack) => this.outbox.drop(id, ack));
    this.#wishes = new WishShelf(owner);
    this.outbox = new Outbox(this.connection, this.#wishes, { tellGone });
    this.texts = new TextShelf(owner);
  }

  /** Loads the language and what this device kept, then connects and watches the session. */
  async start() {
    this.#begin();
    await Promise.all([speak(this.boot), this.texts.open()]);
    await this.outbox.restore();
    this.connection.watch("session");
    this.connection.open();
    effect(() => {
      if (this.connection.contact.value === "live") this.outbox.flush();
    });
    setInterval(() => this.outbox.flush(), RESEND_MS);
    effect(() => this.#forgetWhatCameBack());
    effect(() => this.#seeAnew());
    return this;
  }

  /** Shows what came with the page itself, before there is a line; the subscription asks for what has happened since. */
  #begin() {
    for (const [channel, begun] of Object.entries(this.boot.channels ?? {})) {
      this.connection.clock.learn(begun.now, performance.now());
      this.store.replace(channel, begun.snapshot, begun.seq);
    }
  }

  /**
   * @param {string} channel
   * @param {string} type
   * @param {Record<string, any>} [data]
   * @returns {Promise<Ack>}
   */
  command(channel, type, data = {}) {
    return this.outbox.command(channel, type, data);
  }

  /**
   * @param {string} channel
   * @returns {import("./outbox.js").Wish[]} what this device does with notes that the channel does not show yet, oldest
   *   first; also notes that another room refused, so that nobody's text is left behind where they no longer are
   */
  unsentNotes(channel) {
    return this.outbox.wishes.value.filter(
      (wish) =>
        (wish.channel === channel && ABOUT_NOTES.has(wish.type)) ||
        (wish.type === "note.add" && wish.state === "refused"),
    );
  }

  /**
   * @returns {Promise<import("./shelf.js").Leftover[]>} what others who took part on this device have left: somebody who
   *   had to join anew, or who lent it before; not what is in a page that is still open
   */
  async leftovers() {
    if (this.boot.role !== "participant" || !this.boot.you?.id) return [];
    const left = [...(await this.#wishes.others()), ...this.texts.others()];
    const gone = await Promise.all(left.map(async ({ owner }) => !(await isOpen(owner))));
    return left.filter((_, at) => gone[at]);
  }

  /** A sent note that stands in its channel is no longer the outbox's; a veiled anonymous one stays until it shows. */
  #forgetWhatCameBack() {
    const silent = this.#silent();
    for (const wish of this.outbox.wishes.value) {
      if (wish.state !== "sent") continue;
      const room = this.store.room(wish.channel);
      const added = wish.type === "note.add";
      if (!room && added) continue;
      const back = room?.notes.some((note) => note.id === wish.id) ?? true;
      const veiled = added && silent;
      if (back || (!veiled && (this.store.seq(wish.channel) ?? 0) >= (wish.seq ?? 0)))
        this.outbox.forget(wish.id);
    }
  }

  /** Another room or role shows its reader more or less; the room that was left is nobody's to ask for. */
  #seeAnew() {
    const you = this.store.you.value?.id;
    const me = this.store.session.value?.participants.find((each) => each.id === you);
    if (!me) return;
    const place = `${me.room} ${me.role}`;
    const before = this.#place;
    this.#place = place;
    if (before === null || before === place) return;
    const sees = (/** @type {string} */ room) => room === me.room || me.role === "facilitator";
    this.connection.renew((channel) => !channel.startsWith("room-") || sees(channel));
  }

  /** Whether a silent step is on. */
  #silent() {
    const session = this.store.session.value;
    const step = session?.steps.find((each) => each.id === session.step?.id);
    return session?.step ? (step?.silent ?? false) : session === null;
  }
}
