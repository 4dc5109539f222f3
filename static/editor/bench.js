/**
 * What all texts of a page share: which of them is written in, one's own changes, and whether everything is saved.
 *
 * @import { Way } from "./shapes"
 * @import { LinesView } from "./lines_view.js"
 */

import { computed, signal } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { toast } from "../views/shared/toast.js";
import { Memory } from "./memory.js";
import { Text } from "./text.js";

/** @typedef {import("prosemirror-state").Command} Command */
/**
 * @typedef {"saved" | "saving" | "device" | "refused"} Kept `device`: unsent, and there is no contact
 * @typedef {{state: Kept, at: number, message: string | null}} KeptNow `at`: when something was saved last, milliseconds
 *   since 1970, 0: nothing yet; `message`: why the server does not want it
 */

export class Bench {
  /** The field that was written in last; the tools act on it. */
  active = signal(/** @type {LinesView | null} */ (null));
  /** Changes when the selection does, or what is in it. */
  moved = signal(0);
  /** Asks for an address, for what is selected. */
  linking = signal(false);
  writable = signal(true);
  contact = signal(true);
  /** @type {import("@preact/signals").ReadonlySignal<KeptNow>} */
  kept;

  #texts = signal(/** @type {ReadonlyMap<string, Text>} */ (new Map()));
  #wayOf;
  #shelf;

  /**
   * @param {string} session
   * @param {{wayOf: (target: string) => Way | null, shelf: import("./text.js").Shelf}} means `wayOf`: null where the
   *   target is gone
   */
  constructor(session, { wayOf, shelf }) {
    this.#wayOf = wayOf;
    this.#shelf = shelf;
    this.memory = new Memory(session);
    this.kept = computed(() => this.#howKept());
  }

  /** @param {string} target @returns {Text | null} the same one each time */
  text(target) {
    const known = this.#texts.peek().get(target);
    if (known) return known;
    const way = this.#wayOf(target);
    if (!way) return null;
    const text = new Text(way, { shelf: this.#shelf, memory: this.memory });
    this.#texts.value = new Map([...this.#texts.peek(), [target, text]]);
    return text;
  }

  /** Sends everything that is unsent, for instance when the page is left. */
  save() {
    for (const text of this.#texts.peek().values()) text.save();
  }

  close() {
    for (const text of this.#texts.peek().values()) text.close();
    this.#texts.value = new Map();
    this.active.value = null;
  }

  undo() {
    if (!this.writable.peek()) return;
    if (this.memory.undo((target) => this.#here(target)) === false)
      toast(t("Det går inte att ångra: texten har ändrats av någon annan."));
  }

  redo() {
    if (!this.writable.peek()) return;
    if (this.memory.redo((target) => this.#here(target)) === false)
      toast(t("Det går inte att göra om: texten har ändrats av någon annan."));
  }

  /** @param {Command} command on what is selected */
  run(command) {
    if (this.writable.peek()) this.active.peek()?.run(command);
  }

  /** @param {LinesView} view it is gone */
  leave(view) {
    if (this.active.peek() === view) this.active.value = null;
  }

  /** @param {string} target @returns {Text | null} once what stands in it is known */
  #here(target) {
    const text = this.text(target);
    return text?.begun.peek() ? text : null;
  }

  #howKept() {
    const texts = [...this.#texts.value.values()];
    const refused = texts.find((text) => text.saving.value === "refused");
    const saving = texts.some((text) => text.saving.value === "saving");
    const at = Math.max(0, ...texts.map((text) => text.saved_at.value));
    /** @type {Kept} */
    const state = refused ? "refused" : saving ? (this.contact.value ? "saving" : "device") : "saved";
    return { state, at, message: refused?.refusal.value?.message ?? null };
  }
}
