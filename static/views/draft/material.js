/**
 * What the draft page shows, fetched from the server: the paper, what remains, what is unused, and the notes behind.
 *
 * @import { Note, RoomSnapshot, SessionSnapshot } from "../../session/wire"
 */

import { signal } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { notesById } from "./unused.js";

/** @typedef {{ kind: string, message: string, anchor: string }} Warning */
/** @typedef {{ level: number, title: string, anchor: string }} OutlineEntry */
/** @typedef {{ html: string, warnings: Warning[], unused: import("./unused.js").UnusedNote[], outline: OutlineEntry[], files: Record<string, string> }} Draft */
/** @typedef {{ draft: Draft, session: SessionSnapshot, channels: Map<string, RoomSnapshot>, notes: Map<string, Note>, at: number }} Got */

export class Material {
  got = signal(/** @type {Got | null} */ (null));
  /** What went wrong, in words; null where nothing did. */
  wrong = signal(/** @type {string | null} */ (null));
  busy = signal(false);

  /** @param {string} session its id */
  constructor(session) {
    this.session = session;
  }

  async fetch() {
    this.busy.value = true;
    try {
      const [draft, state] = await Promise.all([this.#get("/draft"), this.#get("")]);
      const channels = new Map(Object.entries(/** @type {Record<string, RoomSnapshot>} */ (state.channels)));
      this.got.value = {
        draft,
        session: state.session,
        channels,
        notes: notesById(channels),
        at: Date.now(),
      };
      this.wrong.value = null;
    } catch (error) {
      this.wrong.value =
        error instanceof Refused ? error.message : t("Utkastet gick inte att hämta. Servern svarar inte.");
    }
    this.busy.value = false;
  }

  /** @param {string} format @returns {string} the address of the file */
  fileLink(format) {
    return `/api/v1/sessions/${this.session}/export?format=${format}`;
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
