/**
 * Where texts live: a section's blocks in its room's channel, a part of the paper in the draft's.
 *
 * @import { Ack, Block, RoomSnapshot, Theme } from "../session/wire"
 * @import { EditedLine, Line, RichRun, Way, Wish } from "./shapes"
 */

import { uuid } from "../lib/uuid.js";
import { runsOf } from "../session/runs.js";
import { inOneLine, mergedLines, remains, sameLines, sameRuns, trimmed } from "./merge.js";
import { lineOf, mergedSection, sectionWishes, turnedSection } from "./section.js";

/**
 * @typedef {object} Host the page that the editor stands on
 * @property {(run: () => void) => (() => void)} follow runs again whenever what it read has changed
 * @property {{room: (channel: string) => RoomSnapshot | null, seq: (channel: string) => number | undefined}} store
 * @property {{wishes: {value: {id: string}[]}, command: (channel: string, type: string, data: Record<string, any>, id?: string) => Promise<Ack>,
 *   keep: (channel: string, type: string, data: Record<string, any>, id: string) => Promise<Ack>,
 *   heard: (id: string, then: (ack: Ack) => void) => void}} outbox
 * @property {import("./text.js").Shelf} texts
 */

/** What all texts have in common. */
class Living {
  /** @param {Host} host @param {string} channel */
  constructor(host, channel) {
    this.host = host;
    this.channel = channel;
  }

  /** @param {Wish & {id: string}} wish */
  send({ id, type, data }) {
    return this.host.outbox.command(this.channel, type, data, id);
  }

  /** @param {string} id @param {(ack: Ack) => void} then */
  heard(id, then) {
    this.host.outbox.heard(id, then);
  }

  /** @param {string} id */
  waiting(id) {
    return this.host.outbox.wishes.value.some((wish) => wish.id === id);
  }

  /** @param {number} seq */
  knows(seq) {
    return (this.host.store.seq(this.channel) ?? 0) >= seq;
  }
}

/** A room's or item's blocks. @implements {Way} */
export class SectionWay extends Living {
  named = true;
  single = false;
  styled = true;
  /** @type {{blocks: Block[], lines: EditedLine[]} | null} */
  #last = null;

  get target() {
    return this.channel;
  }

  /** @returns {EditedLine[] | null} */
  told() {
    const blocks = this.host.store.room(this.channel)?.blocks;
    if (!blocks) return null;
    if (this.#last?.blocks !== blocks) this.#last = { blocks, lines: blocks.map(lineOf) };
    return this.#last.lines;
  }

  /** @param {EditedLine[]} base @param {EditedLine[]} mine @param {EditedLine[]} theirs */
  merge(base, mine, theirs) {
    return mergedSection(base, mine, theirs);
  }

  /** @param {EditedLine[]} from @param {EditedLine[]} to @param {EditedLine[]} now */
  turn(from, to, now) {
    return turnedSection(from, to, now);
  }

  /** @param {EditedLine[]} base @param {EditedLine[]} mine */
  wishes(base, mine) {
    return sectionWishes(base, mine);
  }

  /** @param {() => void} changed */
  follow(changed) {
    return this.host.follow(() => {
      void this.told();
      void this.host.outbox.wishes.value;
      changed();
    });
  }
}

/** A text of the paper that stands in no room. @implements {Way} */
export class PartWay extends Living {
  named = false;
  /** @type {Line[] | null} */
  #lines = null;
  /** @type {EditedLine[]} */
  #told = [];

  /**
   * @param {Host} host
   * @param {string} part
   * @param {{single: boolean, lines: () => Line[] | null}} text `lines`: what stands in the paper now
   */
  constructor(host, part, { single, lines }) {
    super(host, "draft");
    this.part = part;
    this.single = single;
    this.styled = !single;
    this.lines = lines;
  }

  get target() {
    return `draft:${this.part}`;
  }

  /** @returns {EditedLine[] | null} */
  told() {
    const lines = this.lines();
    if (!lines) return null;
    if (!this.#lines || !sameLines(this.#lines, lines)) {
      this.#lines = lines;
      this.#told = named(lines, this.#told);
    }
    return this.#told;
  }

  /** @param {EditedLine[]} base @param {EditedLine[]} mine @param {EditedLine[]} theirs */
  merge(base, mine, theirs) {
    return named(mergedLines(base, mine, theirs), mine);
  }

  /** @param {EditedLine[]} from @param {EditedLine[]} to @param {EditedLine[]} now @returns {EditedLine[] | null} */
  turn(from, to, now) {
    const { text, taken } = remains(from.map(bare), to.map(bare), now.map(bare));
    if ([text, taken].some(([were, are]) => were > 0 && are === 0)) return null;
    const lines = this.merge(from, to, now);
    return sameLines(lines, now) ? null : lines;
  }

  /** @param {EditedLine[]} base @param {EditedLine[]} mine @returns {Wish[]} */
  wishes(base, mine) {
    if (sameLines(base, mine) || (this.single && isBlank(mine))) return []; // a heading is never without words
    return [{ type: "text.edit", data: { part: this.part, lines: mine.map(bare), base: base.map(bare) } }];
  }

  /** @param {() => void} changed */
  follow(changed) {
    return this.host.follow(() => {
      void this.told();
      void this.host.outbox.wishes.value;
      changed();
    });
  }
}

/** A pattern across the rooms: one line. A new one comes to be when there are words in it. @implements {Way} */
export class ThemeWay extends PartWay {
  /** Whether it is known to have stood there: what somebody has taken away is not made again. */
  #stood = false;

  /**
   * @param {Host} host
   * @param {string} theme its id, also of one that is to be
   * @param {{themes: () => Pick<Theme, "id" | "text" | "runs">[] | null, fresh: () => boolean}} means `fresh`: it is to be made here
   */
  constructor(host, theme, { themes, fresh }) {
    super(host, theme, { single: true, lines: () => this.#linesNow() });
    this.styled = true;
    this.themes = themes;
    this.fresh = fresh;
    this.channel = "session";
  }

  /** @override */
  get target() {
    return `theme:${this.part}`;
  }

  /** @override @param {EditedLine[]} base @param {EditedLine[]} mine @returns {Wish[]} */
  wishes(base, mine) {
    const [was, runs] = [wording(base), wording(mine)];
    if (sameRuns(was, runs) || isBlank(mine)) return [];
    if (this.#found()) return [{ type: "theme.edit", data: { theme: this.part, runs, base: was } }];
    if (this.#stood) return [];
    return [{ type: "theme.add", data: { runs }, id: this.part }];
  }

  /** The server keeps no space at an end: that is nobody's change, and the next word may be on its way. @override @param {EditedLine[]} base @param {EditedLine[]} mine @param {EditedLine[]} theirs */
  merge(base, mine, theirs) {
    const same = theirs.length > 0 && sameRuns(wording(base), wording(theirs));
    return same ? mine : super.merge(base, mine, theirs);
  }

  /** The session's channel has wishes that belong to their moment; these are words. @override @param {Wish & {id: string}} wish */
  send({ id, type, data }) {
    return this.host.outbox.keep(this.channel, type, data, id);
  }

  #found() {
    return this.themes()?.find((each) => each.id === this.part);
  }

  /** @returns {Line[] | null} */
  #linesNow() {
    const found = this.#found();
    if (found) {
      this.#stood = true;
      return [{ kind: "paragraph", level: 0, runs: runsOf(found) }];
    }
    return this.#stood || this.fresh() ? [] : null;
  }
}

/** @param {Line} line @returns {Line} */
function bare({ kind, level, runs }) {
  return { kind, level, runs };
}

/** @param {Line[]} lines @param {EditedLine[]} known @returns {EditedLine[]} with the ids of what they were, from both ends */
function named(lines, known) {
  const same = (/** @type {Line | undefined} */ one, /** @type {Line | undefined} */ other) =>
    one !== undefined && other !== undefined && sameLines([one], [other]);
  let head = 0;
  while (head < lines.length && same(lines[head], known[head])) head += 1;
  let tail = 0;
  while (
    tail < lines.length - head &&
    same(lines.at(-1 - tail), known.at(-1 - tail)) &&
    tail < known.length - head
  )
    tail += 1;
  const alike = lines.length === known.length;
  return lines.map((line, at) => {
    const from_end = at - lines.length;
    const kept = at < head || alike ? known[at] : from_end >= -tail ? known.at(from_end) : undefined;
    return { ...bare(line), id: kept?.id ?? uuid(), sources: [] };
  });
}

/** @param {EditedLine[]} lines @returns {RichRun[]} as the server keeps them of a pattern */
function wording(lines) {
  return trimmed(inOneLine(lines));
}

/** @param {EditedLine[]} lines */
function isBlank(lines) {
  return wording(lines).length === 0;
}
