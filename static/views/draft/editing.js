/**
 * Editing the paper: its texts, what is asked of the server, and what is open on the page.
 *
 * @import { Boot, Comment, DraftSnapshot, PaperState } from "../../session/wire"
 * @import { EditedLine, Way } from "../../editor/shapes"
 */

import { Bench } from "../../editor/bench.js";
import { isBlank } from "../../editor/section.js";
import { PartWay, SectionWay, ThemeWay } from "../../editor/ways.js";
import { announce } from "../../lib/announce.js";
import { computed, effect, signal } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { uuid } from "../../lib/uuid.js";
import { Live } from "../../session/live.js";
import { toast } from "../shared/toast.js";
import { Material } from "./material.js";

const COMPOSED_AGAIN_MS = 700; // after a change; others that come meanwhile are in the same answer
const PRESENCE_MS = 2_000;

/** @typedef {{ channel: string, block: string } | { channel: string } | { part: string }} Spot where a comment or a version stands */
/** @typedef {{ name: "comment" | "history", spot: Spot } | { name: "share" } | { name: "categories" }} Open */
/** @typedef {{ note: import("./unused.js").UnusedNote, channel: string, at: number }} Placing `at`: before which line of the section */

export class Editing {
  dialog = signal(/** @type {Open | null} */ (null));
  /** A note on its way into the text. */
  placing = signal(/** @type {Placing | null} */ (null));
  /** Sections that somebody has begun to write here, though nothing stands in them yet. */
  begun = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** The section that gets the caret as its notes become text. @type {string | null} */
  entering = null;
  #told_writing_at = Number.NEGATIVE_INFINITY;
  #timer = /** @type {any} */ (0);

  /** @param {Boot} boot */
  constructor(boot) {
    this.live = new Live(boot);
    const { store, connection } = this.live;
    this.session = boot.session ?? "";
    this.material = new Material(this.session, store);
    this.draft = store.draft;
    this.state = computed(() => /** @type {PaperState} */ (store.draft.value?.paper.state ?? "working"));
    this.closed = computed(() => store.session.value?.session.status === "closed");
    this.locked = computed(() => this.state.value === "confirmed" || this.state.value === "sent");
    this.bench = new Bench(this.session, { wayOf: (target) => this.#wayOf(target), shelf: this.live.texts });
    effect(() => {
      this.bench.writable.value = !this.locked.value;
    });
    effect(() => {
      this.bench.contact.value = connection.contact.value !== "lost";
    });
  }

  async start() {
    await this.live.start();
    const { connection, store } = this.live;
    connection.watch("draft");
    effect(() => {
      for (const channel of this.material.channelIds.value) connection.watch(channel);
    });
    effect(() => {
      void [store.session.value, store.draft.value, this.material.channels.value];
      this.#composeAgain();
    });
    addEventListener("pagehide", () => this.bench.save());
  }

  // the texts

  /** @param {string} channel a section: somebody is to write in it */
  begin(channel) {
    this.begun.value = new Set([...this.begun.peek(), channel]);
  }

  /** @param {string} channel what the paper says of its notes becomes text to work on */
  async fetchNotes(channel) {
    this.entering = channel;
    const done = await this.#ask(channel, "section.begin", {});
    if (done) announce(t("Inläggen står nu som text."));
    else this.entering = null;
  }

  /** @param {string} part the composed text is back; one's own can be had again by undoing */
  async backToProposal(part) {
    const text = this.bench.text(`draft:${part}`);
    const mine = text?.lines.peek();
    if (!(await this.#ask("draft", "text.edit", { part, lines: null }))) return;
    const again = () =>
      void this.#ask("draft", "text.edit", {
        part,
        lines: mine?.map(({ kind, level, runs }) => ({ kind, level, runs })),
      });
    toast(t("Förslaget står där igen."), { label: t("Ångra"), run: again });
  }

  /** Tells note-takers in the room that somebody writes there. @param {string} channel */
  tellWriting(channel) {
    const now = performance.now();
    if (now - this.#told_writing_at < PRESENCE_MS) return;
    this.#told_writing_at = now;
    this.live.connection.tellPresence(channel, "writing", 0);
  }

  /** @param {string} channel @returns {number} how many others write there now */
  writers(channel) {
    const me = this.live.store.you.value?.id;
    return this.live.store.presence(channel).filter((each) => each.state === "writing" && each.id !== me)
      .length;
  }

  // the notes that are not in it

  /** @param {import("./unused.js").UnusedNote} note is to be placed: arrow keys choose where */
  place(note) {
    const channel = this.homeOf(note);
    const text = channel && this.bench.text(channel);
    if (!channel || !text) return;
    this.begin(channel);
    this.placing.value = { note, channel, at: written(text.lines.peek()).length };
    announce(t("Välj plats med piltangenterna och tryck Enter. Escape avbryter."));
  }

  /** @param {number} step up or down */
  movePlace(step) {
    const placing = this.placing.peek();
    const lines = placing && this.bench.text(placing.channel)?.lines.peek();
    if (!placing || !lines) return;
    const at = Math.max(0, Math.min(written(lines).length, placing.at + step));
    this.placing.value = { ...placing, at };
    const before = lines[at - 1];
    announce(before ? t("Efter: %(text)s", { text: textOf(before).slice(0, 80) }) : t("Först i avsnittet."));
  }

  /** Puts the note where it was to be placed. */
  putPlaced() {
    const placing = this.placing.peek();
    this.placing.value = null;
    if (placing) this.put(placing.note.id, placing.channel, placing.at);
  }

  /** @param {string} id a note @param {string} channel @param {number} at before which line it is to stand */
  put(id, channel, at) {
    const note = this.material.notes.peek().get(id);
    const text = this.bench.text(channel);
    if (!note || !text) return;
    if (
      !this.material.channels
        .peek()
        .get(channel)
        ?.notes.some((each) => each.id === id)
    )
      return toast(t("Inlägget hör till ett annat avsnitt och kan bara stå där."));
    const lines = text.lines.peek();
    const kept = lines.length === 1 && lines.every(isBlank) ? [] : lines;
    const near = kept[at - 1] ?? kept[at];
    const kind = !near || near.kind === "heading" ? "paragraph" : near.kind;
    const level = near && kind !== "paragraph" ? near.level : 0;
    const line = { id: uuid(), kind, level, runs: [{ text: note.text }], sources: [id] };
    text.put(kept.toSpliced(at, 0, /** @type {EditedLine} */ (line)));
    toast(t("Inlägget står nu i texten."), { label: t("Ångra"), run: () => this.bench.undo() });
  }

  /** @param {import("./unused.js").UnusedNote} note @returns {string | null} its channel */
  homeOf(note) {
    if (note.channel) return note.channel;
    for (const [channel, room] of this.material.channels.peek())
      if (room.notes.some((each) => each.id === note.id)) return channel;
    return null;
  }

  /** @param {string} note is left out on purpose */
  async omit(note) {
    if (!(await this.#ask("draft", "note.omit", { note }))) return;
    toast(t("Inlägget är utelämnat."), { label: t("Ångra"), run: () => void this.include(note) });
  }

  /** @param {string} note */
  include(note) {
    return this.#ask("draft", "note.include", { note });
  }

  // comments

  /** @param {Spot} spot @param {string} text @returns {Promise<boolean>} */
  comment(spot, text) {
    return this.#ask("draft", "comment.add", { ...spot, text });
  }

  /** @param {Comment} comment @param {"settle" | "reopen"} what */
  async turnComment(comment, what) {
    await this.#ask("draft", `comment.${what}`, { comment: comment.id });
  }

  /** @param {Comment} comment */
  async removeComment(comment) {
    await this.#ask("draft", "comment.remove", { comment: comment.id });
  }

  // the paper as a whole

  /** @param {PaperState} state */
  mark(state) {
    return this.#ask("draft", "paper.mark", { state });
  }

  /** @param {boolean} confirmations whether it is printed when a group confirmed its text */
  printConfirmations(confirmations) {
    return this.#ask("draft", "paper.set", { confirmations });
  }

  /** @param {number} days @returns {Promise<boolean>} */
  openReading(days) {
    return this.#ask("draft", "reading.open", { days });
  }

  /** @param {string} reading */
  withdrawReading(reading) {
    return this.#ask("draft", "reading.withdraw", { reading });
  }

  /** The meeting goes on where it was closed by mistake. */
  async reopen() {
    if (await this.#ask("session", "session.reopen", {})) toast(t("Träffen är öppen igen."));
  }

  /** @param {string} channel @param {string} type @param {Record<string, unknown>} data @returns {Promise<boolean>} whether it was done */
  async #ask(channel, type, data) {
    const ack = await this.live.command(channel, type, data);
    if (!ack.ok) toast(ack.error.message);
    return ack.ok;
  }

  /** The server composes what depends on the change: what remains, what is unused, the pieces that nobody writes in. */
  #composeAgain() {
    if (this.#timer) return;
    const wait = this.material.got.peek() ? COMPOSED_AGAIN_MS : 0;
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.material.fetch();
    }, wait);
  }

  /** @param {string} target @returns {Way | null} */
  #wayOf(target) {
    const { store, outbox, texts } = this.live;
    const host = { follow: effect, store, outbox, texts };
    const [kind, ...rest] = target.split(":");
    const name = rest.join(":");
    if (kind === "theme") return new ThemeWay(host, name, () => store.session.value?.themes ?? null);
    if (kind !== "draft") return new SectionWay(host, target);
    const single = this.material.part(name)?.single ?? false;
    return new PartWay(host, name, { single, lines: () => this.#linesOf(name) });
  }

  /** @param {string} part @returns {import("../../session/wire").Line[] | null} null while it is not known */
  #linesOf(part) {
    const draft = /** @type {DraftSnapshot | null} */ (this.draft.value);
    const own = draft?.texts[part]?.lines;
    const composed = this.material.part(part);
    if (!draft || own) return own ?? null;
    return composed && !composed.own ? composed.lines : null;
  }
}

/** @param {EditedLine[]} lines without the empty ones at the end */
function written(lines) {
  return lines.slice(0, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

/** @param {EditedLine} line */
function textOf(line) {
  return line.runs.map((run) => run.text).join("");
}
