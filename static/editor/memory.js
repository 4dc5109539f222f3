/**
 * One's own changes, to be taken back and made again, across all texts of a page; kept for as long as the tab lives.
 *
 * Taking back is one more merge: what others did in the same text since then stays. Where nothing is left of what was
 * changed, it cannot be taken back.
 *
 * @import { Change, EditedLine } from "./shapes"
 */

import { signal } from "../lib/html.js";
import { plain } from "./merge.js";
import { sameLine } from "./section.js";

const MOST_CHANGES = 100;
const BURST_MS = 700; // typing with shorter pauses is one change

/** @typedef {Pick<Storage, "getItem" | "setItem">} Drawer */
/** @typedef {(target: string) => {turn: (from: EditedLine[], to: EditedLine[]) => {before: EditedLine[], after: EditedLine[]} | null} | null} Find */

export class Memory {
  canUndo = signal(false);
  canRedo = signal(false);
  /** @type {Change[]} */
  #done = [];
  /** @type {Change[]} */
  #undone = [];
  #open = false;
  #drawer;
  #key;

  /** @param {string} session @param {Drawer} [drawer] */
  constructor(session, drawer = sessionStorage) {
    this.#drawer = drawer;
    this.#key = `samtal:undo:${session}`;
    try {
      const kept = JSON.parse(drawer.getItem(this.#key) ?? "{}");
      this.#done = kept.done ?? [];
      this.#undone = kept.undone ?? [];
    } catch {
      // no storage, or not ours: it begins anew
    }
    this.#tell();
  }

  /** @param {Change} change */
  record(change) {
    const small = compact(change);
    const last = this.#done.at(-1);
    if (this.#open && last && follows(last, small)) {
      last.after = small.after;
      last.at = small.at;
    } else this.#done = [...this.#done, small].slice(-MOST_CHANGES);
    this.#open = true;
    this.#undone = [];
    this.#keep();
  }

  /** What comes next is a change of its own. */
  close() {
    this.#open = false;
  }

  /** @param {Find} find the text of a target; null where it is not here @returns {boolean | null} whether it could be done; null: there is nothing to take back */
  undo(find) {
    return this.#turn(find, this.#done, this.#undone, (change) => ({
      ...change,
      before: change.after,
      after: change.before,
    }));
  }

  /** @param {Find} find @returns {boolean | null} */
  redo(find) {
    return this.#turn(find, this.#undone, this.#done, (change) => change);
  }

  /** A line stands under another id from now on. @param {string} target @param {string} was @param {string} now */
  rename(target, was, now) {
    for (const change of [...this.#done, ...this.#undone])
      if (change.target === target)
        for (const line of [...change.before, ...change.after]) if (line.id === was) line.id = now;
    this.#keep();
  }

  /** @param {string} target @returns {string[]} the lines that changes of it name */
  ids(target) {
    return [...this.#done, ...this.#undone]
      .filter((change) => change.target === target)
      .flatMap((change) => [...change.before, ...change.after].map((line) => line.id));
  }

  /**
   * What is kept for the way back is what was done indeed, beside what others had done by then: so nothing is taken out
   * that was not put in, nor put in twice. What cannot be done any more is forgotten.
   *
   * @param {Find} find
   * @param {Change[]} from
   * @param {Change[]} to
   * @param {(change: Change) => Change} way which way the change is made
   * @returns {boolean | null}
   */
  #turn(find, from, to, way) {
    this.#open = false;
    const at = from.findLastIndex((change) => find(change.target));
    const [change] = at < 0 ? [] : from.splice(at, 1);
    if (!change) return null;
    const { before, after } = way(change);
    const done = find(change.target)?.turn(before, after);
    if (done) to.push(compact(way({ ...change, ...done })));
    this.#keep();
    return Boolean(done);
  }

  #keep() {
    this.#tell();
    try {
      this.#drawer.setItem(this.#key, JSON.stringify({ done: this.#done, undone: this.#undone }));
    } catch {
      // full or forbidden: it lives as long as the page
    }
  }

  #tell() {
    this.canUndo.value = this.#done.length > 0;
    this.canRedo.value = this.#undone.length > 0;
  }
}

/** Keeps what differs, and the order where that differs. @param {Change} change @returns {Change} */
function compact({ target, before, after, at }) {
  if (target.includes(":")) return { target, before, after, at };
  const was = new Map(before.map((line) => [line.id, line]));
  const now = new Map(after.map((line) => [line.id, line]));
  const same = (/** @type {string} */ id) => {
    const [one, other] = [was.get(id), now.get(id)];
    return one !== undefined && other !== undefined && sameLine(one, other);
  };
  const ordered =
    before.length === after.length && before.every((line, place) => line.id === after[place]?.id);
  const kept = (/** @type {EditedLine[]} */ lines) =>
    ordered
      ? lines.filter((line) => !same(line.id)).map((line) => ({ ...line }))
      : lines.map((line) => (same(line.id) ? { ...line, runs: [] } : { ...line }));
  return { target, before: kept(before), after: kept(after), at };
}

/** @param {Change} last @param {Change} next @returns {boolean} whether both are typing in one line, with no pause between */
function follows(last, next) {
  const lines = [last.before, last.after, next.before, next.after];
  if (last.target !== next.target || next.at - last.at > BURST_MS) return false;
  if (lines.some((each) => each.length !== 1)) return false;
  const [one, , two, three] = lines.map((each) => /** @type {EditedLine} */ (each[0]));
  if (!one || !two || !three || one.id !== two.id) return false;
  return one.kind === three.kind && one.level === three.level && plain(two.runs) !== plain(three.runs);
}
