/**
 * What the draft page shows: the paper in pieces as the server composes it, and the meeting behind it, live.
 *
 * @import { Line, Note, RoomSnapshot, SessionSnapshot } from "../../session/wire"
 * @import { Store } from "../../session/store.js"
 */

import { computed, signal } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { notesById } from "./unused.js";

/** @typedef {{ kind: string, message: string, anchor: string }} Warning */
/** @typedef {{ level: number, title: string, anchor: string }} OutlineEntry */
/** @typedef {{ part: string, lines: Line[], own: boolean, single: boolean }} PartEdit */
/** @typedef {{ channel: string, begun: boolean, notes: boolean }} SectionEdit */
/** @typedef {{ id: string, anchor: string | null, html: string, origin: string, sources: string[], edit: PartEdit | SectionEdit | null, edits?: PartEdit[], theme: string | null }} Piece */
/** @typedef {{ kind: "organisation" | "person" | "anonymous", anchor: string, text: string, words?: string[], notes?: string[], part?: string | null, block?: string | null, channel?: string | null }} Leak */
/** @typedef {import("./unused.js").UnusedNote} UnusedNote */
/** @typedef {{ html: string, pieces: Piece[], warnings: Warning[], unused: UnusedNote[], omitted: UnusedNote[], outline: OutlineEntry[], leaks?: Leak[], files: Record<string, string> }} Draft */
/** @typedef {{ draft: Draft, session: SessionSnapshot, channels: Map<string, RoomSnapshot>, notes: Map<string, Note>, at: number }} Got */

export class Material {
  /** What went wrong, in words; null where nothing did. */
  wrong = signal(/** @type {string | null} */ (null));
  busy = signal(false);
  #draft = signal(/** @type {{ draft: Draft, at: number } | null} */ (null));
  #again = false;

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
  }

  /** Asks for the paper as it is now; what changes while it is being fetched is fetched once more. */
  async fetch() {
    this.#again = this.busy.peek();
    if (this.#again) return;
    this.busy.value = true;
    try {
      this.#draft.value = { draft: await this.#get("/draft"), at: Date.now() };
      this.wrong.value = null;
    } catch (error) {
      this.wrong.value =
        error instanceof Refused ? error.message : t("Utkastet gick inte att hämta. Servern svarar inte.");
    }
    this.busy.value = false;
    if (this.#again) this.fetch();
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
    const here = this.channels.value.size === this.channelIds.value.length;
    if (!got || !session || !here || !this.store.draft.value) return null;
    return { ...got, session, channels: this.channels.value, notes: this.notes.value };
  }

  /** @param {string} part */
  async #get(part) {
    const answer = await fetch(`/api/v1/sessions/${this.session}${part}`, {
      headers: { Accept: "application/json" },
    });
    const told = await answer.json();
    if (!answer.ok) throw new Refused(told.error?.message ?? t("Utkastet gick inte att hämta."));
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
