/**
 * What the draft page shows: the paper in pieces as the server composes it, and the meeting behind it, live.
 *
 * @import { Line, Note, RoomSnapshot, SessionSnapshot } from "../../session/wire"
 * @import { Store } from "../../session/store.js"
 */

import { computed, signal } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Pace } from "./pace.js";
import { leftOver, notesById } from "./unused.js";

/** @typedef {{ kind: string, message: string, anchor: string }} Warning */
/** @typedef {{ level: number, title: string, anchor: string }} OutlineEntry */
/** @typedef {{ part: string, lines: Line[], own: boolean, single: boolean }} PartEdit */
/** @typedef {{ channel: string, begun: boolean, notes: boolean }} SectionEdit */
/** @typedef {{ id: string, anchor: string | null, html: string, origin: string, sources: string[], edit: PartEdit | SectionEdit | null, edits?: PartEdit[], theme: string | null }} Piece */
/** @typedef {{ kind: "organisation" | "person" | "anonymous", anchor: string, text: string, words?: string[], notes?: string[], part?: string | null, block?: string | null, channel?: string | null, theme?: string | null }} Leak */
/** @typedef {Pick<Leak, "anchor" | "part" | "block" | "channel" | "theme">} Paperplace where words stand */
/** @typedef {{ html: string, pieces: Piece[], warnings: Warning[], unused: string[], omitted: string[], outline: OutlineEntry[], leaks?: Leak[], files: Record<string, string> }} Draft `unused` and `omitted` are notes' ids */
/** @typedef {{ draft: Draft, session: SessionSnapshot, channels: Map<string, RoomSnapshot>, notes: Map<string, Note>, unused: ReadonlySet<string>, omitted: Note[], at: number }} Got `unused`: ids of notes, also as of what has changed since the draft was composed */

export class Material {
  /** What went wrong, in words; null where nothing did. */
  wrong = signal(/** @type {string | null} */ (null));
  busy = signal(false);
  #draft = signal(/** @type {{ draft: Draft, at: number } | null} */ (null));
  /** The name of the draft that is here, told to the server so that it is not sent again. @type {string | null} */
  #tag = null;

  /** @param {string} session its id @param {Store} store */
  constructor(session, store) {
    this.session = session;
    this.store = store;
    this.channelIds = computed(() => channelsOf(store.session.value));
    this.channels = computed(() => {
      const held = this.channelIds.value.flatMap((id) => store.room(id) ?? []);
      return new Map(held.map((room) => [room.room.id, room]));
    });
    this.notes = computed(() => notesById(this.channels.value));
    this.got = computed(() => this.#together());
    const open = () => store.session.peek()?.session.status !== "closed";
    this.pace = new Pace({ ask: () => this.#fetch(), open });
  }

  /** Asks for the paper now. */
  fetch() {
    this.pace.now();
  }

  /** @returns {Promise<boolean>} whether the paper is here as it is now */
  async #fetch() {
    this.busy.value = true;
    try {
      const draft = await this.#get();
      if (draft) this.#draft.value = { draft, at: Date.now() };
      this.wrong.value = null;
    } catch (error) {
      this.wrong.value =
        error instanceof Refused ? error.message : t("Utkastet gick inte att hämta. Servern svarar inte.");
    }
    this.busy.value = false;
    return this.wrong.value === null;
  }

  /** @param {string} part @returns {PartEdit | null} what is known of a part's text */
  part(part) {
    const pieces = this.#draft.value?.draft.pieces ?? [];
    for (const { edit, edits } of pieces) {
      const found = [edit, ...(edits ?? [])].find((each) => each && "part" in each && each.part === part);
      if (found) return /** @type {PartEdit} */ (found);
    }
    return null;
  }

  /** @param {string} format @returns {string} the address of the file */
  fileLink(format) {
    return `/api/v1/sessions/${this.session}/export?format=${format}`;
  }

  /** @returns {Got | null} once both the paper and all of the meeting are here */
  #together() {
    const session = this.store.session.value;
    const got = this.#draft.value;
    const edited = this.store.draft.value;
    const here = this.channels.value.size === this.channelIds.value.length;
    if (!got || !session || !here || !edited) return null;
    const { value: channels } = this.channels;
    const { value: notes } = this.notes;
    const unused = leftOver(got.draft, edited.omitted, channels, session.themes);
    const omitted = edited.omitted.flatMap((id) => notes.get(id) ?? []);
    return { ...got, session, channels, notes, unused, omitted };
  }

  /** @returns {Promise<Draft | null>} null where it is as it was */
  async #get() {
    const headers = new Headers({ Accept: "application/json" });
    if (this.#tag) headers.set("If-None-Match", this.#tag);
    const answer = await fetch(`/api/v1/sessions/${this.session}/draft`, { headers, cache: "no-store" });
    if (answer.status === 304) return null;
    const told = await answer.json();
    if (!answer.ok) throw new Refused(told.error?.message ?? t("Utkastet gick inte att hämta."));
    this.#tag = answer.headers.get("ETag");
    return told;
  }
}

class Refused extends Error {}

/** @param {SessionSnapshot | null} session @returns {string[]} the channels whose words stand in the paper */
function channelsOf(session) {
  if (!session) return [];
  const items = session.programme.flatMap((item) => [
    item.channel,
    ...item.parts.map((part) => part.channel),
  ]);
  const rooms = session.rooms.map((room) => room.id);
  return [...new Set([...items, ...rooms])].filter((channel) => channel !== null);
}

/** @param {string} channel @param {{ session: SessionSnapshot, channels: Map<string, RoomSnapshot> }} got @returns {string} what its section is about */
export function titleOf(channel, got) {
  const room = got.session.rooms.find((each) => each.id === channel);
  return room?.proposal?.title ?? room?.name ?? got.channels.get(channel)?.room.name ?? "";
}
