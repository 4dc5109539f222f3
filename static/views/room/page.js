/**
 * What the group room's page knows beside the meeting itself: where its reader looks and what is open.
 *
 * @import { Live } from "../../session/live.js"
 * @import { Note, RoomInfo } from "../../session/wire"
 * @import { ShownNote } from "./model.js"
 */

import { batch, computed, effect, signal } from "@preact/signals";
import { t } from "../../lib/i18n.js";
import { lastStanding } from "../../lib/order.js";
import { uuid } from "../../lib/uuid.js";
import { hasWords } from "../../session/outbox.js";
import { editNote, removeNote } from "../../session/unsent.js";
import { toast } from "../shared/toast.js";
import { begunOf, joined, keptOf, NOTHING } from "./begun.js";
import { findLeftovers } from "./leftovers.js";
import { channelOfNow, coverage, itemPlaces, meNow, shownNotes, stepNow, unsaid } from "./model.js";
import { roomStanding } from "./standing.js";

const WRITING_EVERY_MS = 2_000;
const WRITING_LASTS_MS = 6_000; // as the server counts it: what is sent meanwhile ends no writing
/** @type {import("../../session/wire").Cluster[]} */
const NO_CLUSTERS = [];

/** @typedef {{name: "handover" | "readback" | "cluster" | "move" | "rooms" | "edit" | "report", note?: ShownNote, cluster?: import("../../session/wire").Cluster}} OpenDialog */
/** @typedef {{id: string, channel: string}} Own what a dialog asks for: its own id, and the place that it was opened in */
/** @typedef {{to: string, from: string | null}} Moved somebody else has moved the reader; `from`: where they still look and may stay */

export class RoomPage {
  /** The item or other room that is looked at; null is the reader's own room. */
  place = signal(/** @type {string | null} */ (null));
  /** The tab on a phone. */
  view = signal(/** @type {"talk" | "text" | "people"} */ ("talk"));
  order = signal(/** @type {"clusters" | "time"} */ ("clusters"));
  composing = signal(false);
  /** The note that is being written in the place looked at. */
  begun = signal(NOTHING);
  onlyMissing = signal(false);
  dialog = signal(/** @type {OpenDialog | null} */ (null));
  /** The block of the group's text that is being written. */
  activeBlock = signal(/** @type {string | null} */ (null));
  /** Whether what the note-taker writes is saved. */
  kept = signal(
    /** @type {import("../../editor/bench.js").KeptNow} */ ({ state: "saved", at: 0, message: null }),
  );
  /** Others' notes that came since and have not been on the screen. */
  fresh = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** Others' notes that a screen reader has not been told of. @type {Note[]} */
  unheard = [];
  shortcuts = signal(true);
  /** What others have left on this device. */
  leftovers = signal(/** @type {import("./leftovers.js").Found[]} */ ([]));
  moved = signal(/** @type {Moved | null} */ (null));
  /** Places where one could write since the page was opened. */
  could = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** The note that was added last on this page. */
  added = signal(/** @type {string | null} */ (null));
  /** Changes when the reader goes somewhere themselves, not when they are moved: the open composer stays as it is then. */
  writing_place = signal(0);

  /** The room that is the reader's on this page. A move changes it when its notes are here and the reader agrees. */
  #seat = signal(/** @type {string | null} */ (null));
  /** Where the reader is on their way to. */
  #heading = signal(/** @type {string | null} */ (null));
  /** Whether the reader has been moved and still looks where they were. */
  #undecided;
  /** Whether the room was locked while its reader had the composer open: the sentence may be written to its end. */
  #interrupted;
  /** @type {string | null | undefined} */
  #room_before = undefined;
  /** @type {string | null} */
  #own_wish = null;
  #told_unsent = 0;
  #told_writing_at = Number.NEGATIVE_INFINITY;
  /** The block of the group's text, or null for a note. @type {string | null} */
  #told_writing_in = null;
  /** @type {{channel: string, ids: Set<string>} | null} */
  #known = null;

  /** @param {Live} live @param {string | null} fixed_room the room that a facilitator has opened */
  constructor(live, fixed_room) {
    this.live = live;
    this.fixed_room = fixed_room;
    this.session = live.store.session;
    this.me = computed(() => meNow(this.session.value, live.store.you.value));
    this.home = computed(() => fixed_room ?? this.#seat.value);
    this.channel = computed(() => this.place.value ?? this.home.value);
    this.room = computed(() => (this.channel.value ? live.store.room(this.channel.value) : null));
    this.info = computed(
      () => this.session.value?.rooms.find((room) => room.id === this.channel.value) ?? null,
    );
    this.isItem = computed(() => this.channel.value?.startsWith("item-") ?? false);
    this.item = computed(() => this.#itemLookedAt());
    this.closed = computed(() => this.session.value?.session.status === "closed");
    this.locked = computed(() => this.info.value?.locked ?? false);
    this.silent = computed(() => !this.isItem.value && (stepNow(this.session.value)?.silent ?? false));
    this.facilitates = computed(() => this.me.value?.role === "facilitator");
    this.belongs = computed(
      () => this.facilitates.value || this.isItem.value || this.me.value?.room === this.channel.value,
    );
    this.mayWrite = computed(
      () => this.belongs.value && !this.closed.value && (!this.locked.value || this.facilitates.value),
    );
    this.documents = computed(
      () => this.mayWrite.value && (this.facilitates.value || this.me.value?.role === "note-taker"),
    );
    this.actsShow = computed(() => this.mayWrite.value || this.could.value.has(this.channel.value ?? ""));
    this.documentsShow = computed(
      () => this.actsShow.value && (this.facilitates.value || this.me.value?.role === "note-taker"),
    );
    this.#undecided = computed(
      () => this.moved.value !== null && this.moved.value.from === this.channel.value,
    );
    this.#interrupted = computed(() => this.locked.value && this.belongs.value && this.composing.value);
    this.mayType = computed(
      () =>
        this.mayWrite.value ||
        (!this.closed.value &&
          (this.#heading.value !== null || this.#undecided.value || this.#interrupted.value)),
    );
    this.clusters = computed(() => this.room.value?.clusters ?? NO_CLUSTERS);
    this.lifted = computed(() => this.session.value?.spotlight?.note ?? null);
    const people = computed(() => this.session.value?.participants);
    this.people = computed(() => new Map(people.value?.map((person) => [person.id, person])));
    const note_kinds = computed(() => this.session.value?.note_kinds ?? []);
    this.kinds = computed(() => ({ note_kinds: note_kinds.value }));
    this.myId = computed(() => this.me.value?.id ?? null);
    this.blocks = computed(() => this.room.value?.blocks ?? []);
    this.inText = computed(
      () => new Map(this.blocks.value.flatMap((block) => block.sources.map((id) => [id, block.id]))),
    );
    this.leftBehind = computed(() => this.#leftBehind());
    this.notes = computed(() => this.#shownNotes());
    this.unsaved = computed(() => this.#unsaved());
    this.coverage = computed(() => (this.room.value ? coverage(this.room.value) : null));
    this.replyTo = computed(() => this.notes.value.find((note) => note.id === this.begun.value.reply_to));
    this.shortcuts.value = live.texts.get("shortcuts") !== "off";
    this.order.value = live.texts.get("order") === "time" ? "time" : "clusters";
    effect(() => this.#readBegun());
    effect(() => this.#rememberWriting());
    effect(() => this.#followMoves());
    effect(() => this.#arrive());
    effect(() => this.#watch());
    effect(() => this.#tellUnsent());
    effect(() => this.#noticeNews());
    this.standing = roomStanding(this);
  }

  // where one is

  /** Goes to the item that is on now, when the page opens; later it only offers to. */
  settle() {
    findLeftovers(this);
    if (!this.fixed_room) this.place.value = channelOfNow(this.session.peek());
    this.composing.value = false;
    this.writing_place.value = this.writing_place.peek() + 1;
  }

  /** @param {string | null} channel null: home */
  go(channel) {
    this.place.value = channel;
    this.onlyMissing.value = false;
    this.composing.value = false;
    this.activeBlock.value = null;
    this.writing_place.value = this.writing_place.peek() + 1;
    this.view.value = "talk";
  }

  /** @param {string | null} room */
  async changeRoom(room) {
    const id = this.me.peek()?.id;
    if (!id) return;
    this.#own_wish = room;
    const ack = await this.live.command("session", "participant.move", { participant: id, room });
    if (!ack.ok) {
      this.#own_wish = null;
      return toast(ack.error.message);
    }
    this.dialog.value = null;
    this.go(null);
  }

  /** Goes where somebody else has moved the reader. */
  goAlong() {
    const moved = this.moved.peek();
    this.moved.value = null;
    if (moved?.from) this.#headFor(moved.to);
    if (this.place.peek()) this.go(null);
  }

  /** Stays in the room that the reader was moved from. */
  async stay() {
    const from = this.moved.peek()?.from;
    const id = this.me.peek()?.id;
    if (!from || !id) return;
    const ack = await this.live.command("session", "participant.move", { participant: id, room: from });
    if (!ack.ok) return toast(ack.error.message);
    this.live.connection.refresh(from);
  }

  /** @param {string | null} from @param {string | null} to somebody's room: what they have begun follows */
  carryText(from, to) {
    if (!from || !to || from === to) return;
    const { texts } = this.live;
    const both = joined(begunOf(texts.get(`${to}:note`)), begunOf(texts.get(`${from}:note`)));
    texts.set(`${to}:note`, keptOf(both));
    texts.set(`${from}:note`, "");
  }

  /** @param {string | null} id @returns {string | null} what the room is about, else its name */
  roomTitle(id) {
    const room = this.session.peek()?.rooms.find((each) => each.id === id);
    return room ? (room.proposal?.title ?? room.name) : null;
  }

  // notes

  /** @param {Partial<import("./begun.js").Begun>} changes to the note that is being written; kept on the device at once */
  write(changes) {
    this.begun.value = { ...this.begun.peek(), ...changes };
    this.live.texts.set(`${this.channel.peek()}:note`, keptOf(this.begun.peek()));
  }

  /** Stops writing for now. Words that are there stay, with all that belongs to them. */
  fold() {
    if (!this.begun.peek().text.trim()) this.write(NOTHING);
    this.composing.value = false;
  }

  /** Adds what has been written. Who goes on writes under the same name. @param {string} kind */
  addNote(kind) {
    const channel = this.channel.peek();
    if (!channel) return;
    const { text, anonymous } = this.begun.peek();
    const reply_to = this.replyTo.peek()?.id;
    const data = { text: text.trim(), kind, ...(anonymous && { anonymous }), ...(reply_to && { reply_to }) };
    this.write({ ...NOTHING, anonymous });
    const id = uuid();
    this.added.value = id;
    return this.#wish("note.add", data, { channel, id });
  }

  /** @param {string} id of what was refused; a note is sent to where its writer is now */
  resend(id) {
    const wish = this.live.outbox.find(id);
    const channel = this.channel.peek();
    if (!wish || !channel) return;
    if (wish.type === "note.add") return editNote(this.live.outbox, channel, id, {}, id);
    return this.live.outbox.change(wish, {});
  }

  /** @param {Note} note @param {boolean} on */
  support(note, on) {
    return this.#do("note.support", { note: note.id, on });
  }

  /** @param {Note} note @param {string | null} cluster */
  moveNote(note, cluster) {
    return this.#do("note.move", { note: note.id, cluster });
  }

  /** @param {ShownNote} note @param {{text?: string, kind?: string}} change @param {Own} own */
  editNote(note, change, { id, channel }) {
    return editNote(this.live.outbox, channel, note.id, change, id);
  }

  /** @param {ShownNote} note; without contact it is gone from here, and can be brought back */
  async removeNote(note) {
    const { answer, undo } = removeNote(this.live.outbox, this.channel.peek() ?? "", note.id, uuid());
    if (this.live.connection.contact.peek() === "lost") answer?.then((ack) => this.#complain(ack));
    else if (answer) {
      const ack = await answer;
      if (!ack.ok) return this.#complain(ack);
    }
    toast(t("Inlägget är borttaget."), { label: t("Ångra"), run: undo });
  }

  /** @param {import("../../session/outbox.js").Wish} wish with words that did not get away */
  discard(wish) {
    this.live.outbox.forget(wish.id);
    toast(t("Texten är borttagen."), { label: t("Ångra"), run: () => void this.live.outbox.putBack(wish) });
  }

  /** @param {Note} note @param {string} reason "" where none is given; who reports is not kept @param {Own} own */
  async reportNote(note, reason, own) {
    const ack = await this.#wish("note.report", { note: note.id, ...(reason && { reason }) }, own);
    if (ack.ok) toast(t("Processledaren har fått din anmälan. Ingen annan ser den."));
    return ack;
  }

  /** @returns {string} why nothing can be written here now */
  whyNotNow() {
    if (this.closed.peek()) return t("Träffen är avslutad.");
    if (this.locked.peek()) return t("Rummet är låst.");
    return t("Ni kan läsa i den här gruppen. Skriva gör ni i er egen.");
  }

  // help

  /** Asks the facilitator to come, or says that it is no longer needed. @param {boolean} on */
  async call(on) {
    const room = this.home.peek();
    const ack = await this.live.command("session", on ? "room.call" : "room.answer", { room });
    if (!ack.ok) toast(ack.error.message);
  }

  // clusters

  /** @param {string} title @param {Note | undefined} note that is to stand in it @param {Own} own */
  async addCluster(title, note, own) {
    const added = this.#wish("cluster.add", { title }, own);
    const moved = note && this.#wish("note.move", { note: note.id, cluster: own.id }, { ...own, id: uuid() });
    const ack = await added;
    if (ack.ok) moved?.then((answer) => this.#complain(answer));
    return ack;
  }

  /** @param {string} cluster @param {string} title @param {Own} own */
  renameCluster(cluster, title, own) {
    return this.#wish("cluster.rename", { cluster, title }, own);
  }

  /** @param {string} id its notes stay, without one */
  async removeCluster(id) {
    const channel = this.channel.peek();
    const before = this.clusters.peek().map((each) => each.id);
    const cluster = this.clusters.peek().find((each) => each.id === id);
    const notes = this.room.peek()?.notes.filter((note) => note.cluster === id) ?? [];
    const ack = await this.#do("cluster.remove", { cluster: id });
    if (!ack?.ok || !channel || !cluster) return;
    const run = () => {
      const again = uuid();
      const now = this.clusters.peek().map((each) => each.id);
      const after = lastStanding(before.slice(0, before.indexOf(id)), now);
      this.live.outbox.command(channel, "cluster.add", { title: cluster.title, after }, again);
      for (const note of notes) this.live.command(channel, "note.move", { note: note.id, cluster: again });
    };
    toast(t("Temat är borttaget. Inläggen finns kvar."), { label: t("Ångra"), run });
  }

  // the group's text

  /** @param {Note} note becomes a block of its own, after the one being written */
  async toText(note) {
    const blocks = this.room.peek()?.blocks ?? [];
    const at = blocks.find((block) => block.id === this.activeBlock.peek()) ?? blocks.at(-1);
    const kind = !at || at.kind === "heading" ? "paragraph" : at.kind;
    const wanted = { kind, text: note.text, sources: [note.id] };
    const ack = await this.#do("block.add", at ? { ...wanted, after: at.id } : wanted);
    if (ack?.ok) toast(t("Inlägget står nu i gruppens text."));
  }

  /** @param {Note} note becomes a source of the block that is being written */
  addSource(note) {
    const block = this.room.peek()?.blocks.find((each) => each.id === this.activeBlock.peek());
    if (block) this.#do("block.edit", { block: block.id, sources: [...block.sources, note.id] });
  }

  /** @param {string | null} reservation @param {Own} own */
  async confirm(reservation, own) {
    const ack = await this.#wish("section.confirm", reservation ? { reservation } : {}, own);
    if (ack.ok) toast(t("Texten är avstämd i gruppen."));
    return ack;
  }

  /** @param {string} person takes the note-taker's role over */
  async handOver(person) {
    const given = await this.live.command("session", "participant.role", {
      participant: person,
      role: "note-taker",
    });
    if (!given.ok) return toast(given.error.message);
    const me = this.me.peek();
    if (me?.id && me.role === "note-taker") {
      await this.live.command("session", "participant.role", { participant: me.id, role: "participant" });
    }
    this.dialog.value = null;
    toast(t("Rollen som dokumentatör är överlämnad."));
  }

  // presence and news

  /** Tells the others that something is being written; not more often than it helps. @param {string | null} [block] of the group's text */
  tellWriting(block = null) {
    const channel = this.channel.peek();
    const now = performance.now();
    if (!channel || (now - this.#told_writing_at < WRITING_EVERY_MS && block === this.#told_writing_in))
      return;
    this.#told_writing_at = now;
    this.#told_writing_in = block;
    this.live.connection.tellPresence(channel, "writing", this.#told_unsent, block);
  }

  /** The facilitator sees how much waits on people's devices before the meeting is closed. */
  #tellUnsent() {
    const waiting = this.live.outbox.wishes.value.filter((wish) => wish.state !== "sent").length;
    const channel = this.home.value ?? this.channel.value;
    if (this.live.connection.contact.value !== "live" || !channel) return;
    const here = channel === this.channel.peek();
    const writes = here && performance.now() - this.#told_writing_at < WRITING_LASTS_MS;
    const block = writes ? this.#told_writing_in : null;
    if (waiting > 0 || this.#told_unsent > 0)
      this.live.connection.tellPresence(channel, writes ? "writing" : "here", waiting, block);
    this.#told_unsent = waiting;
  }

  /** @param {Iterable<string>} ids notes that have been on the screen */
  seen(ids) {
    const left = new Set(this.fresh.peek());
    for (const id of ids) left.delete(id);
    if (left.size !== this.fresh.peek().size) this.fresh.value = left;
  }

  /** @param {"on" | "off"} wanted */
  setShortcuts(wanted) {
    this.shortcuts.value = wanted === "on";
    this.live.texts.set("shortcuts", wanted);
  }

  /** @param {"clusters" | "time"} order */
  setOrder(order) {
    this.order.value = order;
    this.live.texts.set("order", order);
  }

  /** @param {string} type @param {Record<string, any>} data @param {Own} [own] */
  #wish(type, data, { channel, id } = { channel: this.channel.peek() ?? "", id: uuid() }) {
    return this.live.outbox.command(channel, type, data, id);
  }

  /** As `#wish`; a no is told. @param {string} type @param {Record<string, any>} data */
  async #do(type, data) {
    const ack = await this.#wish(type, data);
    this.#complain(ack);
    return ack;
  }

  /** @param {import("../../session/wire").Ack | undefined} ack */
  #complain(ack) {
    if (ack && !ack.ok) toast(ack.error.message);
  }

  #itemLookedAt() {
    const session = this.session.value;
    const channel = this.channel.value;
    if (!session || !channel) return null;
    const places = itemPlaces(session);
    return (
      places.find(
        (place) => place.channel === channel || place.parts.some((part) => part.channel === channel),
      ) ?? null
    );
  }

  /** @returns {ShownNote[]} */
  #shownNotes() {
    const room = this.room.value;
    const channel = this.channel.value;
    if (!room || !channel) return [];
    return shownNotes(room, this.live.unsentNotes(channel), this.me.value?.id ?? null);
  }

  /** What somebody wrote beside notes, and changes of notes that are not shown, where the server does not have it. */
  #unsaved() {
    const lost = this.live.connection.contact.value === "lost";
    const shown = new Set(this.notes.value.map((note) => note.id));
    return this.live.outbox.wishes.value.filter((wish) => {
      if (!hasWords(wish) || wish.type === "note.add") return false;
      if (wish.type === "note.edit" && shown.has(wish.data.note)) return false;
      return wish.state === "refused" || (wish.state === "pending" && lost);
    });
  }

  /** What this device holds that can no longer be sent, once the session is closed. */
  #leftBehind() {
    const channel = this.channel.value;
    if (!this.closed.value || !channel) return [];
    const kept = this.live.texts
      .kept(`${channel}:`)
      .map((kept) => ({ ...kept, text: wordsLeft(kept.key, kept.text, this.blocks.value) }));
    return kept.filter(({ text }) => text.trim() !== "");
  }

  /** What is begun belongs to a place. A second tab of the device looks anew when its reader begins to write. */
  #readBegun() {
    void this.composing.value;
    const channel = this.channel.value;
    this.begun.value = channel ? begunOf(this.live.texts.get(`${channel}:note`)) : NOTHING;
  }

  #rememberWriting() {
    const channel = this.channel.value;
    const could = this.could.peek();
    if (channel && this.mayWrite.value && !could.has(channel))
      this.could.value = new Set([...could, channel]);
  }

  /** Somebody else's move is a question where one may stay, else it is told; one's own is carried out. */
  #followMoves() {
    const session = this.session.value;
    const room = this.me.value?.room ?? null;
    const before = this.#room_before;
    if (!session || this.fixed_room || before === room) return;
    this.#room_before = room;
    const seat = this.#seat.peek();
    const own = this.#own_wish === room;
    this.#own_wish = null;
    if (room === seat) this.moved.value = null;
    else if (before === undefined || before === null || room === null || own) this.#headFor(room);
    else if (session.session.settings.self_select_room && seat) this.moved.value = { to: room, from: seat };
    else {
      this.moved.value = { to: room, from: null };
      this.#headFor(room);
    }
  }

  /** @param {string | null} room its notes are asked for first: what one is writing stays in front of one */
  #headFor(room) {
    const waits = room !== null && this.#seat.peek() !== null;
    if (waits) this.live.connection.watch(room);
    this.#heading.value = waits ? room : null;
    if (!waits) this.#sitDown(room);
  }

  /** Once the notes of the room are here its reader is there; also when the room they look at is closed to them. */
  #arrive() {
    const heading = this.#heading.value;
    if (heading && this.live.store.room(heading)) this.#sitDown(heading);
    const moved = this.moved.value;
    if (moved?.from && !this.live.store.room(moved.from)) {
      this.moved.value = { to: moved.to, from: null };
      this.#sitDown(moved.to);
    }
  }

  /** @param {string | null} room */
  #sitDown(room) {
    batch(() => {
      const was = this.#seat.peek() ?? this.#left;
      this.carryText(was, room);
      if (room) this.#left = room;
      this.#heading.value = null;
      this.#seat.value = room;
    });
  }

  /** The room that was left last, for who had none for a while. @type {string | null} */
  #left = null;

  /** @type {string | null} */
  #watched_home = null;

  /** Follows the place looked at; items stay followed, a room is left when its reader is moved. */
  #watch() {
    const home = this.home.value;
    if (this.#watched_home && this.#watched_home !== home) this.live.connection.unwatch(this.#watched_home);
    this.#watched_home = home;
    if (home) this.live.connection.watch(home);
    const channel = this.channel.value;
    if (channel) this.live.connection.watch(channel);
  }

  /** Others' notes that come while the page is open are news until they have been on the screen. */
  #noticeNews() {
    const room = this.room.value;
    const channel = this.channel.value;
    if (!room || !channel) return;
    const known = this.#known?.channel === channel ? this.#known.ids : null;
    const came = known ? room.notes.filter((note) => !known.has(note.id)) : room.notes;
    if (known) this.#tellNews(came);
    else this.fresh.value = new Set();
    this.#known = { channel, ids: known ?? new Set() };
    for (const note of came) this.#known.ids.add(note.id);
  }

  /** @param {Note[]} came */
  #tellNews(came) {
    const me = this.me.peek()?.id;
    const mine = new Set(this.live.outbox.wishes.peek().map((wish) => wish.id));
    const news = came.filter((note) => note.author !== me && !mine.has(note.id));
    if (news.length === 0) return;
    this.unheard.push(...news);
    this.fresh.value = new Set([...this.fresh.peek(), ...news.map((note) => note.id)]);
  }
}

/** @param {string} key of the device's shelf @param {string} kept @param {import("../../session/wire").Block[]} blocks @returns {string} */
function wordsLeft(key, kept, blocks) {
  return key.includes(":writing") ? unsaid(kept, blocks) : begunOf(kept).text;
}

/** @param {RoomInfo | null} info @param {RoomInfo[]} rooms @returns {string} the number on the room's sign */
export function roomSign(info, rooms) {
  if (!info) return "";
  return String(info.proposal?.number ?? rooms.findIndex((room) => room.id === info.id) + 1);
}
