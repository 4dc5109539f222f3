/**
 * Editing the paper: its texts, what is asked of the server, and what is open on the page.
 *
 * @import { Boot, Comment, DraftSnapshot, Note, PaperState } from "../../session/wire"
 * @import { EditedLine, Way } from "../../editor/shapes"
 * @import { Letter } from "./letter.js"
 */

import { Bench } from "../../editor/bench.js";
import { isBlank } from "../../editor/section.js";
import { PartWay, SectionWay, ThemeWay } from "../../editor/ways.js";
import { announce } from "../../lib/announce.js";
import { computed, effect, signal } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { uuid } from "../../lib/uuid.js";
import { Live } from "../../session/live.js";
import { runsOf } from "../../session/runs.js";
import { toast } from "../shared/toast.js";
import { othersWriting } from "../shared/writers.js";
import { Material } from "./material.js";

const PRESENCE_MS = 2_000;
/** Where a note is placed that begins a pattern of its own. */
export const NEW_THEME = "new";

/** @typedef {{ channel: string, block: string } | { channel: string } | { part: string } | { theme: string }} Spot where a comment or a version stands */
/** @typedef {{ name: "comment", spot: Spot } | { name: "history", spot: Spot } | { name: "share" } | { name: "editions" } | { name: "categories" } | { name: "ask", channel: string, notes: boolean }} Open */
/** @typedef {{ note: Note, channel: string, at: number, theme: string | null }} Placing `at`: before which line of the section; `theme`: a pattern that is to rest on it instead, or NEW_THEME */

export class Editing {
  dialog = signal(/** @type {Open | null} */ (null));
  /** A note on its way into the text. */
  placing = signal(/** @type {Placing | null} */ (null));
  /** Sections that somebody has begun to write here, though nothing stands in them yet. */
  begun = signal(/** @type {ReadonlySet<string>} */ (new Set()));
  /** Patterns that somebody has begun to write here, though nothing stands in them yet. */
  fresh = signal(/** @type {readonly string[]} */ ([]));
  /** What is dragged over a place where it cannot stand. */
  barred = signal(/** @type {"note" | "block" | null} */ (null));
  /** The piece that the block in the air was taken from. @type {string | null} */
  carriedFrom = null;
  /** What has been changed in letters that ask for text, by channel. @type {Map<string, Letter>} */
  letters = new Map();
  /** The section or pattern that gets the caret as it comes. @type {string | null} */
  entering = null;
  #told_writing_at = Number.NEGATIVE_INFINITY;
  /** @type {string | null} */
  #told_writing_in = null;

  /** @param {Boot} boot */
  constructor(boot) {
    this.live = new Live(boot);
    const { store, connection } = this.live;
    this.session = boot.session ?? "";
    this.material = new Material(this.session, store);
    this.draft = store.draft;
    this.state = computed(() => /** @type {PaperState} */ (store.draft.value?.paper.state ?? "working"));
    this.closed = computed(() => store.session.value?.session.status === "closed");
    this.themes = computed(() => store.session.value?.themes ?? []);
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
    const { connection, store, outbox } = this.live;
    const unsent = outbox.wishes.peek().filter((wish) => wish.type === "theme.add");
    this.fresh.value = unsent.map((wish) => wish.id);
    connection.watch("draft");
    effect(() => {
      for (const channel of this.material.channelIds.value) connection.watch(channel);
    });
    effect(() => this.#forgetWhatStands(new Set(this.themes.value.map((theme) => theme.id))));
    effect(() => {
      void [store.session.value, store.draft.value, this.material.channels.value];
      this.material.pace.changed();
    });
    effect(() => {
      if (!this.dialog.value) this.material.pace.hurry(); // what was written there shows where it stands
    });
    addEventListener("pagehide", () => this.bench.save());
  }

  // the texts

  /** @param {string} channel a section: somebody writes in it, so it has a field, whatever stands in it */
  begin(channel) {
    if (!this.begun.peek().has(channel)) this.begun.value = new Set([...this.begun.peek(), channel]);
  }

  /** @param {string} channel a section without text: the caret goes into it */
  enter(channel) {
    this.entering = channel;
    this.begin(channel);
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

  /** Tells the others that somebody writes there. @param {string} channel @param {string | null} at a block, a theme or a part */
  tellWriting(channel, at) {
    const now = performance.now();
    if (now - this.#told_writing_at < PRESENCE_MS && at === this.#told_writing_in) return;
    this.#told_writing_at = now;
    this.#told_writing_in = at;
    this.live.connection.tellPresence(channel, "writing", 0, at);
  }

  /** @param {string} channel @param {string} [at] only in this block, theme or part @returns {import("../shared/writers.js").Writer[]} who else writes there now */
  writers(channel, at) {
    return othersWriting(this.live, channel).filter((writer) => !at || writer.at === at);
  }

  // the patterns

  /** A line for a new pattern, last: it is one when there are words in it. */
  beginTheme() {
    const id = uuid();
    this.entering = `theme:${id}`;
    this.fresh.value = [...this.fresh.peek(), id];
  }

  /** The caret has left a pattern: without words it goes. @param {string} id */
  leaveTheme(id) {
    const text = this.bench.text(`theme:${id}`);
    if (!text?.lines.peek().every(isBlank)) return;
    if (this.themes.peek().some((theme) => theme.id === id)) void this.removeTheme(id);
    else this.fresh.value = this.fresh.peek().filter((each) => each !== id);
  }

  /** @param {string} id @param {number} step up or down */
  async moveTheme(id, step) {
    const others = this.themes.peek().filter((theme) => theme.id !== id);
    const place = this.themes.peek().findIndex((theme) => theme.id === id) + step;
    if (place < 0 || place > others.length) return;
    const after = others[place - 1]?.id ?? null;
    if (await this.#ask("session", "theme.move", { theme: id, after }))
      announce(t("Plats %(place)s av %(count)s.", { place: place + 1, count: others.length + 1 }));
  }

  /** @param {string} id */
  async removeTheme(id) {
    const themes = this.themes.peek();
    const at = themes.findIndex((theme) => theme.id === id);
    const theme = themes[at];
    if (!theme || !(await this.#ask("session", "theme.remove", { theme: id }))) return;
    const after = () => {
      const before = themes
        .slice(0, at)
        .findLast((each) => this.themes.peek().some(({ id }) => id === each.id));
      return before?.id ?? null;
    };
    const again = () =>
      void this.#ask("session", "theme.add", { runs: runsOf(theme), sources: theme.sources, after: after() });
    toast(t("Mönstret är borttaget."), { label: t("Ångra"), run: again });
  }

  /** A pattern rests on a note, too. @param {string} note @param {string} theme its id, or NEW_THEME: one that says what the note says */
  async supportTheme(note, theme) {
    if (theme === NEW_THEME) return this.#themeOf(note);
    const known = this.themes.peek().find((each) => each.id === theme);
    if (!known) return;
    if (!(await this.#ask("session", "theme.edit", { theme, sources: [...known.sources, note] }))) return;
    const again = () => {
      const now = this.themes.peek().find((each) => each.id === theme);
      const sources = now?.sources.filter((each) => each !== note);
      if (sources) void this.#ask("session", "theme.edit", { theme, sources });
    };
    toast(t("Mönstret bygger nu på inlägget också."), { label: t("Ångra"), run: again });
  }

  /** @param {string} note */
  async #themeOf(note) {
    const text = this.material.notes.peek().get(note)?.text;
    const id = uuid();
    this.entering = `theme:${id}`;
    if (!text || !(await this.#ask("session", "theme.add", { text, sources: [note] }, id))) return;
    const again = () => void this.#ask("session", "theme.remove", { theme: id });
    toast(t("Inlägget är nu ett mönster."), { label: t("Ångra"), run: again });
  }

  /** @param {ReadonlySet<string>} themes ids of those that stand there: they are not new any more */
  #forgetWhatStands(themes) {
    const left = this.fresh.peek().filter((id) => !themes.has(id));
    if (left.length < this.fresh.peek().length) this.fresh.value = left;
  }

  // the notes that are not in it

  /** @param {Note} note is to be placed: arrow keys choose where */
  place(note) {
    const channel = this.homeOf(note.id);
    const text = channel && this.bench.text(channel);
    if (!channel || !text) return;
    this.begin(channel);
    this.placing.value = { note, channel, at: written(text.lines.peek()).length, theme: null };
    announce(t("Välj plats med piltangenterna och tryck Enter. Escape avbryter."));
  }

  /** @param {string | null} theme a pattern that is to rest on the note, NEW_THEME, or null: it stands in its section */
  placeIn(theme) {
    const placing = this.placing.peek();
    if (placing) this.placing.value = { ...placing, theme };
  }

  /** @param {number} step up or down */
  movePlace(step) {
    const placing = this.placing.peek();
    if (placing?.theme) return this.#movePlaceOf(placing.theme, step);
    const lines = placing && this.bench.text(placing.channel)?.lines.peek();
    if (!placing || !lines) return;
    const at = Math.max(0, Math.min(written(lines).length, placing.at + step));
    this.placing.value = { ...placing, at };
    const before = lines[at - 1];
    announce(before ? t("Efter: %(text)s", { text: textOf(before).slice(0, 80) }) : t("Först i avsnittet."));
  }

  /** @param {string} theme the pattern that is chosen @param {number} step */
  #movePlaceOf(theme, step) {
    const ids = [...this.themes.peek().map((each) => each.id), NEW_THEME];
    const next = ids[Math.max(0, ids.indexOf(theme) + step)] ?? NEW_THEME;
    this.placeIn(next);
    const text = this.themes.peek().find((each) => each.id === next)?.text;
    announce(text ? t("Mönster: %(text)s", { text: text.slice(0, 80) }) : t("Nytt mönster"));
  }

  /** Puts the note where it was to be placed. */
  putPlaced() {
    const placing = this.placing.peek();
    this.placing.value = null;
    if (placing?.theme) void this.supportTheme(placing.note.id, placing.theme);
    else if (placing) this.put(placing.note.id, placing.channel, placing.at);
  }

  /** @param {string} id a note @param {string} channel @param {number} at before which line it is to stand */
  put(id, channel, at) {
    const note = this.material.notes.peek().get(id);
    const text = this.bench.text(channel);
    if (!note || !text) return;
    const lines = text.lines.peek();
    const kept = lines.length === 1 && lines.every(isBlank) ? [] : lines;
    const near = kept[at - 1] ?? kept[at];
    const kind = !near || near.kind === "heading" ? "paragraph" : near.kind;
    const level = near && kind !== "paragraph" ? near.level : 0;
    const line = { id: uuid(), kind, level, runs: [{ text: note.text }], sources: [id] };
    text.put(kept.toSpliced(at, 0, /** @type {EditedLine} */ (line)));
    toast(t("Inlägget står nu i texten."), { label: t("Ångra"), run: () => this.bench.undo() });
  }

  /** @param {string} channel @param {string} note @returns {boolean} whether it was written there: a section says what was said in its own room */
  saidIn(channel, note) {
    return (
      this.material.channels
        .peek()
        .get(channel)
        ?.notes.some((each) => each.id === note) ?? false
    );
  }

  /** @param {string} note @returns {string | null} its channel */
  homeOf(note) {
    return [...this.material.channels.peek().keys()].find((channel) => this.saidIn(channel, note)) ?? null;
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

  /** @param {string} channel @param {string} type @param {Record<string, unknown>} data @param {string} [id] of what it creates @returns {Promise<boolean>} whether it was done */
  async #ask(channel, type, data, id) {
    const ack = await this.live.outbox.command(channel, type, data, id);
    if (ack.ok) this.material.pace.hurry();
    else toast(ack.error.message);
    return ack.ok;
  }

  /** @param {string} target @returns {Way | null} */
  #wayOf(target) {
    const { store, outbox, texts } = this.live;
    const host = { follow: effect, store, outbox, texts };
    const [kind, ...rest] = target.split(":");
    const name = rest.join(":");
    if (kind === "theme")
      return new ThemeWay(host, name, {
        themes: () => store.session.value?.themes ?? null,
        fresh: () => this.fresh.value.includes(name),
      });
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
