/**
 * A text that several may be writing at once: what its writer made of it here, and what stands on the server.
 *
 * One round of wishes is on its way at a time. What others do meanwhile waits for the answers, so that it is always
 * clear what the writer's text was made from; then both become one. Everything unsent is kept on the device.
 *
 * @import { Change, EditedLine, Way } from "./shapes"
 * @import { Ack, WireError } from "../session/wire"
 */

import { signal } from "../lib/html.js";
import { uuid } from "../lib/uuid.js";
import { isBlank, sameSection, standsAfter, stoodFor } from "./section.js";

const GATHERED_MS = 300; // typing that is sent together

/**
 * @typedef {"saved" | "saving" | "refused"} Saving
 * @typedef {{id: string, from: string[], to: string[]}} Sent a wish that is on its way: which lines it makes of which; of none where
 *   it is about the whole text
 * @typedef {{get: (key: string) => string, set: (key: string, text: string) => void,
 *   inherit: (key: string, take: (left: {text: string, forget: () => void}) => void) => void}} Shelf `inherit`: what other
 *   pages, which are gone, had not got away
 * @typedef {{base: EditedLine[] | null, coming: EditedLine[], sent: Sent[], mine: EditedLine[]}} Copy what is kept of a text
 * @typedef {{record: (change: Change) => void, rename: (target: string, was: string, now: string) => void,
 *   close: () => void, ids: (target: string) => string[]}} Memory of one's own changes
 * @typedef {{composing: () => boolean, show: (lines: EditedLine[], options?: {follow?: boolean}) => void}} View
 */

export class Text {
  /** What its writer sees; never without a line. */
  lines = signal(/** @type {EditedLine[]} */ ([]));
  /** Whether it is known what stands there: before, there is nothing to write in. */
  begun = signal(false);
  saving = signal(/** @type {Saving} */ ("saved"));
  /** When all of it was on the server's disk last, milliseconds since 1970; 0: it has not changed here. */
  saved_at = signal(0);
  /** Why the server does not want it. */
  refusal = signal(/** @type {WireError | null} */ (null));

  /** What the lines were made from; null until anything is known. @type {EditedLine[] | null} */
  #base = null;
  /** What the wishes that are on their way make of the base. @type {EditedLine[]} */
  #coming = [];
  /** @type {Sent[]} */
  #sent = [];
  /** @type {Map<string, Ack>} */
  #answers = new Map();
  /** What pages that are gone had not got away, to be made one with what stands here. @type {{copy: Copy, forget: () => void}[]} */
  #left = [];
  #closed = false;
  /** Ids that the server has seen: nothing new can be made with them. @type {Set<string>} */
  #used = new Set();
  #way;
  #shelf;
  #memory;
  #timer = /** @type {any} */ (0);
  #listening = /** @type {any} */ (0);
  #stop;
  /** @type {Set<View>} */
  #views = new Set();

  /** @param {Way} way @param {{shelf: Shelf, memory: Memory}} keeping */
  constructor(way, { shelf, memory }) {
    this.#way = way;
    this.#shelf = shelf;
    this.#memory = memory;
    for (const id of memory.ids(way.target)) this.#used.add(id);
    this.#recall();
    this.#hear();
    shelf.inherit(this.#key, (left) => this.#inherit(left));
    this.#stop = way.follow(() => this.#listen());
  }

  get target() {
    return this.#way.target;
  }

  get single() {
    return this.#way.single;
  }

  get styled() {
    return this.#way.styled;
  }

  /** @param {View} view that shows the lines @returns {() => void} what ends it */
  attach(view) {
    this.#views.add(view);
    return () => void this.#views.delete(view);
  }

  /** Ends the following; what is unsent is on the device. */
  close() {
    this.#closed = true;
    this.save();
    this.#stop();
  }

  /** @param {EditedLine[]} lines as their writer has made them */
  change(lines) {
    const before = this.lines.peek();
    if (sameSection(before, lines)) return;
    this.#memory.record({ target: this.target, before, after: lines, at: Date.now() });
    this.#put(lines);
  }

  /** As `change`, by something else than typing: the field shows it. @param {EditedLine[]} lines */
  put(lines) {
    this.#memory.close();
    const before = this.lines.peek();
    this.#memory.record({ target: this.target, before, after: lines, at: Date.now() });
    this.#memory.close();
    this.#show(orBlank(lines), { follow: true });
    this.#put(orBlank(lines));
  }

  /**
   * Takes one's own change back, or makes it again; what others did since stays.
   *
   * @param {EditedLine[]} from
   * @param {EditedLine[]} to
   * @returns {{before: EditedLine[], after: EditedLine[]} | null} what that changed; null where others have changed the
   *   text so that it cannot be done
   */
  turn(from, to) {
    const before = this.#written();
    const turned = this.#way.turn(from, to, before);
    if (!turned) return null;
    const after = orBlank(turned);
    this.#show(after, { follow: true });
    this.#put(after);
    return { before, after };
  }

  /** Sends what is unsent now. */
  save() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (!this.#base || this.#sent.length > 0) return;
    const lines = this.#renamed(this.lines.peek());
    const wishes = this.#way.wishes(this.#base, lines).map((wish) => ({ ...wish, id: wish.id ?? uuid() }));
    if (wishes.length === 0) return this.#settled();
    this.#sent = wishes.map((wish) => ({ id: wish.id, from: stoodFor(wish), to: standsAfter(wish) }));
    const known = new Set([...this.#base.map((line) => line.id), ...this.#sent.flatMap((wish) => wish.to)]);
    this.#coming = !this.#way.named ? lines : lines.filter((line) => known.has(line.id));
    for (const { id } of wishes) this.#used.add(id);
    this.saving.value = "saving";
    this.refusal.value = null;
    this.#keep();
    for (const wish of wishes) this.#way.send(wish).then((ack) => this.#answered(wish.id, ack));
  }

  /** What others did while a word was being composed can be shown now. */
  composed() {
    this.#listen();
  }

  /** @param {EditedLine[]} lines */
  #put(lines) {
    this.lines.value = lines;
    this.#keep();
    this.#gather();
  }

  #gather() {
    this.saving.value = "saving";
    if (!this.#timer) this.#timer = setTimeout(() => this.save(), GATHERED_MS);
  }

  /** @param {string} id @param {Ack} ack */
  #answered(id, ack) {
    this.#answers.set(id, ack);
    this.#listen();
  }

  /** Something may have come from the server: looked at when all that came with it is here. */
  #listen() {
    this.#listening ||= setTimeout(() => this.#hear(), 0);
  }

  #hear() {
    this.#listening = 0;
    const told = this.#way.told();
    if (!told || this.#underWay()) return;
    for (const line of told) this.#used.add(line.id);
    if (this.#sent.length > 0) this.#land(told);
    else if (!this.#base) this.#begin(told);
    else if (!sameSection(this.#base, told)) this.#join(this.#base, told);
    while (this.#sent.length === 0 && this.#takeLeft());
  }

  /** @param {Sent[]} [sent] @returns {boolean} whether a wish has no answer, or its event has not come */
  #underWay(sent = this.#sent) {
    return sent.some(({ id }) => {
      const ack = this.#answers.get(id);
      if (!ack) return this.#way.waiting(id);
      return ack.ok && !this.#way.knows(ack.seq);
    });
  }

  /** @param {EditedLine[]} told the first that is known */
  #begin(told) {
    this.#base = told;
    this.#show(orBlank(told));
    this.begun.value = true;
  }

  /** All wishes are answered and what they did is known. @param {EditedLine[]} told */
  #land(told) {
    const made_from = this.#madeFrom({ base: this.#base, coming: this.#coming, sent: this.#sent });
    const refused = this.#sent
      .map(({ id }) => this.#refused(id))
      .find((error) => error && !HEALED.has(error.code));
    if (!this.#join(made_from, told)) return;
    for (const { id } of this.#sent) this.#answers.delete(id);
    this.#sent = [];
    this.refusal.value = refused ?? null;
    this.#keep();
    if (refused) this.saving.value = "refused";
    else if (this.#timer === 0) this.save();
  }

  /** @param {Omit<Copy, "mine">} copy whose wishes are all answered @returns {EditedLine[]} what its lines were made from */
  #madeFrom({ base, coming, sent }) {
    if (sent.length === 0) return base ?? [];
    const was = new Map((base ?? []).map((line) => [line.id, line]));
    /** @type {Map<string, EditedLine[]>} what still stands for a line */
    const still = new Map();
    for (const { id, from, to } of sent) {
      if (!this.#refused(id)) continue;
      if (to.length === 0 && from.length === 0) return base ?? [];
      const stand = from.flatMap((line) => was.get(line) ?? []);
      for (const [at, line] of to.entries()) still.set(line, at === 0 ? stand : []);
    }
    return coming.flatMap((line) => still.get(line.id) ?? line);
  }

  /** @param {string} id */
  #refused(id) {
    const ack = this.#answers.get(id);
    return ack && !ack.ok ? ack.error : null;
  }

  /**
   * @param {EditedLine[]} from what the lines were made from
   * @param {EditedLine[]} told what stands now
   * @returns {boolean} whether it could be done: a word that is being composed must not be touched
   */
  #join(from, told) {
    const mine = this.lines.peek();
    const lines = this.#merged(from, told);
    const changes = !sameSection(lines, mine);
    if (changes && this.#composing()) return false;
    this.#base = told;
    if (changes) {
      this.#memory.close();
      this.#show(lines);
    }
    if (this.#sent.length === 0) this.#settled();
    return true;
  }

  #composing() {
    return [...this.#views].some((view) => view.composing());
  }

  /** @param {EditedLine[]} from @param {EditedLine[]} told */
  #merged(from, told) {
    const written = this.#written();
    const lines = this.#way.merge(from, written, told);
    return lines.length > 0 || written.length > 0 ? orBlank(lines) : this.lines.peek();
  }

  /** @returns {EditedLine[]} without the line that only offers itself to be written in */
  #written() {
    const lines = this.lines.peek();
    const offered = lines.length === 1 && lines.every((line) => isBlank(line) && !this.#used.has(line.id));
    return offered && this.#way.named ? [] : lines;
  }

  /** @param {EditedLine[]} lines @param {{follow?: boolean}} [options] */
  #show(lines, options) {
    this.lines.value = lines;
    for (const view of this.#views) view.show(lines, options);
  }

  #settled() {
    if (this.refusal.peek()) return;
    const open = this.#base && this.#way.wishes(this.#base, this.lines.peek()).length > 0;
    if (open) return this.#gather();
    if (this.saving.peek() === "saving") this.saved_at.value = Date.now();
    this.saving.value = "saved";
    this.#shelf.set(this.#key, "");
  }

  /** What the server has had under an id, and has no longer, comes under a new one. @param {EditedLine[]} lines */
  #renamed(lines) {
    const there = new Set(this.#base?.map((line) => line.id));
    const gone = lines.filter((line) => !there.has(line.id) && this.#used.has(line.id));
    if (gone.length === 0 || !this.#way.named) return lines;
    const names = new Map(gone.map((line) => [line.id, uuid()]));
    for (const [was, now] of names) this.#memory.rename(this.target, was, now);
    const named = lines.map((line) => ({ ...line, id: names.get(line.id) ?? line.id }));
    this.#show(named);
    return named;
  }

  get #key() {
    return `${this.target}:writing`;
  }

  #keep() {
    const kept = { base: this.#base, coming: this.#coming, sent: this.#sent, mine: this.lines.peek() };
    this.#shelf.set(this.#key, JSON.stringify(kept));
  }

  /** Takes up what this page kept when the text was closed last. */
  #recall() {
    const kept = this.#shelf.get(this.#key);
    if (kept) this.#takeUp(JSON.parse(kept));
  }

  /** @param {Copy} copy that becomes this text */
  #takeUp({ base, coming, sent, mine }) {
    if (!base) return;
    this.#base = base;
    this.#coming = coming;
    this.#sent = sent;
    this.#expect(sent);
    this.#show(mine);
    this.begun.value = true;
    this.saving.value = "saving";
    if (sent.length === 0) this.#timer = setTimeout(() => this.save(), GATHERED_MS);
  }

  /** @param {Sent[]} sent by a page that is gone: this one gets them away, and hears what is answered */
  #expect(sent) {
    for (const { id } of sent) {
      this.#used.add(id);
      this.#way.heard(id, (ack) => this.#answered(id, ack));
    }
  }

  /** @param {{text: string, forget: () => void}} left what a page that is gone had not got away */
  #inherit({ text, forget }) {
    if (this.#closed) return; // whoever opens the text again asks anew
    /** @type {Copy} */
    const copy = JSON.parse(text);
    if (!copy.base) return forget();
    if (this.#untouched()) {
      this.#takeUp(copy);
      this.#keep();
      forget();
    } else {
      this.#left.push({ copy, forget });
      this.#expect(copy.sent);
    }
    this.#listen();
  }

  /** Whether nothing is written here that is not on the server. */
  #untouched() {
    if (!this.#base) return true;
    const written = this.#timer !== 0 || this.#sent.length > 0 || this.#composing();
    return !written && this.#way.wishes(this.#base, this.lines.peek()).length === 0;
  }

  /** Makes what another page left one with what stands here. @returns {boolean} whether there was any, and it could be done */
  #takeLeft() {
    const [left] = this.#left;
    if (!left || this.#underWay(left.copy.sent) || this.#composing()) return false;
    this.#left.shift();
    const lines = orBlank(this.#way.merge(this.#madeFrom(left.copy), left.copy.mine, this.#written()));
    for (const { id } of left.copy.sent) this.#answers.delete(id);
    if (!sameSection(lines, this.lines.peek())) {
      this.#memory.close();
      this.#show(lines);
      this.#put(lines);
    }
    left.forget();
    return true;
  }
}

/** Refusals that the next round mends: somebody took away what was written in, or what it was to stand after. */
const HEALED = new Set(["not_found", "conflict"]);

/** @param {EditedLine[]} lines @returns {EditedLine[]} somewhere to write */
export function orBlank(lines) {
  return lines.length > 0 ? lines : [{ id: uuid(), kind: "paragraph", level: 0, runs: [], sources: [] }];
}
