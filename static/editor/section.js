/**
 * A section's blocks as lines with ids: how two changes become one, and what has to be asked for.
 *
 * @import { EditedLine, RichRun, Wish } from "./shapes"
 */

import { uuid } from "../lib/uuid.js";
import { runsOf } from "../session/runs.js";
import { goesOn, merged, mergedNamed, plain, remains, sameRuns } from "./merge.js";

const MOST_LINES = 1_000; // the most that one wish may have

/** @param {{id: string, kind: any, level?: number, runs?: RichRun[] | null, text: string, sources: string[]}} block @returns {EditedLine} */
export function lineOf(block) {
  const level = /** @type {0 | 1 | 2} */ (block.level ?? 0);
  return { id: block.id, kind: block.kind, level, runs: runsOf(block), sources: block.sources };
}

/** @param {EditedLine} line */
export function isBlank(line) {
  return plain(line.runs).trim() === "";
}

/** @param {EditedLine} one @param {EditedLine} other */
export function sameLine(one, other) {
  return (
    one.id === other.id &&
    one.kind === other.kind &&
    one.level === other.level &&
    sameRuns(one.runs, other.runs) &&
    one.sources.join(" ") === other.sources.join(" ")
  );
}

/** @param {EditedLine[]} one @param {EditedLine[]} other */
export function sameSection(one, other) {
  return (
    one.length === other.length &&
    one.every((line, at) => sameLine(line, /** @type {EditedLine} */ (other[at])))
  );
}

/**
 * A line that one took away and the other wrote in stays, with what the other wrote. What was written in words that the
 * other has parted from their line, or joined to another one, follows them.
 *
 * @param {EditedLine[]} base what both began with
 * @param {EditedLine[]} mine
 * @param {EditedLine[]} theirs what stands now
 * @returns {EditedLine[]} in their order, with what I added or moved where I put it
 */
export function mergedSection(base, mine, theirs) {
  const parts = stretches(base, mine, theirs);
  return parts ? parts.flatMap((part) => mergedStretch(...part)) : mergedByLine(base, mine, theirs);
}

/**
 * Takes a change back, or makes it again, in what others have made of the text since.
 *
 * @param {EditedLine[]} from what the change made: all lines by their names, or only those that differ
 * @param {EditedLine[]} to the same as they are to be
 * @param {EditedLine[]} now
 * @returns {EditedLine[] | null} null where nothing is left of what was changed
 */
export function turnedSection(from, to, now) {
  const [was, wanted] = sameOrder(from, to) ? among(now, from, to) : [from, to];
  const parts = stretches(was, wanted, now);
  if (parts && !parts.every(([before, after, there]) => found(before, after, there))) return null;
  const lines = mergedSection(was, wanted, now);
  return sameSection(lines, now) ? null : lines;
}

/** @param {EditedLine[]} before @param {EditedLine[]} after @param {EditedLine[]} now @returns {boolean} whether what a change did can be told in what stands now */
function found(before, after, now) {
  if (sameSection(before, after)) return true;
  const { text, taken } = remains(before, after, now);
  return [text, taken].every(([were, are]) => were === 0 || are > 0);
}

/**
 * Puts the lines that differ among the others.
 *
 * @param {EditedLine[]} now
 * @param {EditedLine[]} from
 * @param {EditedLine[]} to
 * @returns {[EditedLine[], EditedLine[]]} without lines that are not there any more, nor those that words of `from` have
 *   been parted off to
 */
function among(now, from, to) {
  const [was, wanted] = [byId(from), byId(to)];
  const [before, after] = [/** @type {EditedLine[]} */ ([]), /** @type {EditedLine[]} */ ([])];
  /** @type {string | null} what the line before has lost at its end */
  let lost = null;
  let stands = "";
  for (const line of now) {
    const own = was.get(line.id);
    lost = own ? plain(own.runs) : lost && goesOn(lost, stands, plain(line.runs));
    stands = own ? plain(line.runs) : "";
    if (!own && lost !== null) continue;
    before.push(own ?? line);
    after.push(wanted.get(line.id) ?? line);
  }
  return [before, after];
}

/** @typedef {[EditedLine[], EditedLine[], EditedLine[]]} Part the same stretch of the base, of mine and of theirs */

/** Parts them where a line begins that stands in all of them. @param {EditedLine[]} base @param {EditedLine[]} mine @param {EditedLine[]} theirs @returns {Part[] | null} null where lines have changed places */
function stretches(base, mine, theirs) {
  const [was, my, their] = [base, mine, theirs].map(byId);
  if (!was || !my || !their) return null;
  const common = (/** @type {EditedLine[]} */ lines, /** @type {Map<string, EditedLine>[]} */ ...others) =>
    lines.filter((line) => others.every((other) => other.has(line.id)));
  const still =
    sameOrder(common(base, my), common(mine, was)) && sameOrder(common(base, their), common(theirs, was));
  if (!still || mine.some(({ id }) => their.has(id) && !was.has(id))) return null;
  const starts = new Set(ids(common(base, my, their)));
  const [one, two, three] = [base, mine, theirs].map((lines) => cut(lines, starts));
  return (one ?? []).map((part, at) => [part, two?.[at] ?? [], three?.[at] ?? []]);
}

/** @param {EditedLine[]} lines @param {Set<string>} starts @returns {EditedLine[][]} first what stands before all of them */
function cut(lines, starts) {
  /** @type {EditedLine[][]} */
  const parts = [[]];
  for (const line of lines) {
    if (starts.has(line.id)) parts.push([]);
    parts.at(-1)?.push(line);
  }
  return parts;
}

/** @param {EditedLine[]} one @param {EditedLine[]} other */
function sameOrder(one, other) {
  return one.length === other.length && one.every((line, at) => line.id === other[at]?.id);
}

/** @param {EditedLine[]} base @param {EditedLine[]} mine @param {EditedLine[]} theirs @returns {EditedLine[]} */
function mergedStretch(base, mine, theirs) {
  if (sameSection(mine, base) || sameSection(mine, theirs)) return theirs;
  if (sameSection(theirs, base)) return mine;
  const [was, my, their] = [base, mine, theirs].map(byId);
  return mergedNamed(base, mine, theirs).flatMap(({ id, runs }) => {
    const [before, one, other] = [was?.get(id), my?.get(id), their?.get(id)];
    if (before && one && other) return { ...mergedLine(before, one, other), runs };
    const line = other ?? one;
    const emptied = plain(runs).trim() === "" && (before || !line || !isBlank(line));
    return line && !emptied ? { ...line, runs } : [];
  });
}

/** As `mergedSection`, each line for itself: where lines have changed places. @param {EditedLine[]} base @param {EditedLine[]} mine @param {EditedLine[]} theirs @returns {EditedLine[]} */
function mergedByLine(base, mine, theirs) {
  const [was, my, their] = [base, mine, theirs].map(byId);
  if (!was || !my || !their) return theirs;
  const moved = movedIds(
    ids(base).filter((id) => my.has(id)),
    ids(mine).filter((id) => was.has(id)),
  );
  const result = theirs.flatMap((line) => (moved.has(line.id) ? [] : (standing(line, was, my) ?? [])));
  for (const [at, wanted] of mine.entries()) {
    const kept = placed(wanted, was, their, moved);
    if (kept) result.splice(placeAfter(result, mine, at), 0, kept);
  }
  return result;
}

/**
 * @param {EditedLine} line what stands
 * @param {Map<string, EditedLine>} was
 * @param {Map<string, EditedLine>} my
 * @returns {EditedLine | null} with my changes; null where I took it away and nobody wrote in it
 */
function standing(line, was, my) {
  const [before, wanted] = [was.get(line.id), my.get(line.id)];
  if (wanted) return mergedLine(before ?? line, wanted, line);
  if (!before) return line;
  if (sameRuns(before.runs, line.runs)) return null;
  const left = merged(before.runs, [], line.runs);
  return left.length > 0 ? { ...line, runs: left } : null;
}

/**
 * @param {EditedLine} wanted
 * @param {Map<string, EditedLine>} was
 * @param {Map<string, EditedLine>} their
 * @param {Set<string>} moved
 * @returns {EditedLine | null} what I put where it stands: new, moved, or written in while somebody else took it away
 */
function placed(wanted, was, their, moved) {
  const [before, line] = [was.get(wanted.id), their.get(wanted.id)];
  if (line) return moved.has(wanted.id) ? mergedLine(before ?? line, wanted, line) : null;
  if (!before) return wanted;
  const left = merged(before.runs, wanted.runs, []);
  return sameRuns(before.runs, wanted.runs) || left.length === 0
    ? null
    : { ...wanted, id: uuid(), runs: left };
}

/** @param {EditedLine} was @param {EditedLine} mine @param {EditedLine} theirs @returns {EditedLine} */
function mergedLine(was, mine, theirs) {
  const added = mine.sources.filter((id) => !was.sources.includes(id));
  const taken = new Set(was.sources.filter((id) => !mine.sources.includes(id)));
  return {
    id: theirs.id,
    kind: mine.kind === was.kind ? theirs.kind : mine.kind,
    level: mine.level === was.level ? theirs.level : mine.level,
    runs: merged(was.runs, mine.runs, theirs.runs),
    sources: [...new Set([...theirs.sources.filter((id) => !taken.has(id)), ...added])],
  };
}

/**
 * What is asked for, in the order in which it has to be carried out. A new line without text is nobody's business yet.
 *
 * @param {EditedLine[]} base what stands
 * @param {EditedLine[]} mine what is to stand
 * @returns {Wish[]}
 */
export function sectionWishes(base, mine) {
  const was = byId(base);
  const wanted = mine.filter((line) => was.has(line.id) || !isBlank(line));
  const [moves, moved] = placedAnew(base, wanted);
  const starts = new Set(ids(wanted.filter((line) => was.has(line.id))));
  const [parts, wants] = [cut(moved, starts), cut(wanted, starts)];
  const wishes = parts.flatMap((part, at) => {
    const want = wants[at] ?? [];
    if (isCutOtherwise(part, want)) return [rewritten(part, want, parts[at + 1]?.[0]?.id ?? null)];
    return want.flatMap((line, place) => edited(was.get(line.id), line, want[place - 1]?.id ?? null) ?? []);
  });
  const taken = new Set(wishes.flatMap(stoodFor));
  const gone = base.filter((line) => !starts.has(line.id) && !taken.has(line.id));
  return [
    ...moves,
    ...wishes,
    ...gone.map(({ id, runs }) => ({ type: "block.remove", data: { block: id, base: runs } })),
  ];
}

/** @param {Wish} wish @returns {string[]} the lines that it is about, as they stand before */
export function stoodFor({ type, data }) {
  if (type === "section.edit") return ids(/** @type {EditedLine[]} */ (data.base));
  return typeof data.block === "string" ? [data.block] : [];
}

/** @param {Wish & {id: string}} wish @returns {string[]} the lines that stand when it has been done */
export function standsAfter({ id, type, data }) {
  if (type === "section.edit") return ids(/** @type {EditedLine[]} */ (data.lines));
  return type === "block.add" ? [id] : stoodFor({ type, data });
}

/** @param {EditedLine[]} base @param {EditedLine[]} wanted @returns {[Wish[], EditedLine[]]} as few moves as it takes, and the base after them */
function placedAnew(base, wanted) {
  const [was, want] = [byId(base), byId(wanted)];
  const kept = wanted.filter((line) => was.has(line.id));
  const stays = base.filter((line) => want.has(line.id));
  const moved = movedIds(ids(stays), ids(kept));
  /** @type {Wish[]} */
  const moves = [];
  let lines = base;
  for (const [at, { id }] of kept.entries()) {
    if (!moved.has(id)) continue;
    const after = kept[at - 1]?.id ?? null;
    const others = lines.filter((line) => line.id !== id);
    const place = others.findIndex((line) => line.id === after) + 1;
    lines = others.toSpliced(place, 0, ...lines.filter((line) => line.id === id));
    moves.push({ type: "block.move", data: { block: id, after } });
  }
  return [moves, lines];
}

/**
 * Whether words may have gone from one line to another: then all of it is one wish, done as a whole or not at all.
 *
 * @param {EditedLine[]} part a line that stays, and those after it that go
 * @param {EditedLine[]} want the line, and what is new after it
 */
function isCutOtherwise(part, want) {
  const [before, line] = [part[0], want[0]];
  if (!before || before.id !== line?.id || Math.max(part.length, want.length) > MOST_LINES) return false;
  if (part.length === 1 && want.length === 1) return false;
  return !sameRuns(before.runs, line.runs) || (part.length > 1 && want.length > 1);
}

/** @param {EditedLine[]} part @param {EditedLine[]} want @param {string | null} next the line that stands after them @returns {Wish} */
function rewritten(part, want, next) {
  const was = byId(part);
  const lines = want.map((line) => {
    const before = was.get(line.id);
    const { id, runs } = line;
    return before ? { id, runs, ...differing(before, line) } : { id, ...written(line) };
  });
  return { type: "section.edit", data: { base: part.map(({ id, runs }) => ({ id, runs })), lines, next } };
}

/** @param {EditedLine | undefined} before @param {EditedLine} line @param {string | null} after @returns {Wish | null} */
function edited(before, line, after) {
  if (!before) return { type: "block.add", data: { ...written(line), after }, id: line.id };
  const text = sameRuns(before.runs, line.runs) ? {} : { runs: line.runs, base: before.runs };
  const change = { ...text, ...differing(before, line) };
  return Object.keys(change).length > 0 ? { type: "block.edit", data: { block: line.id, ...change } } : null;
}

/** @param {EditedLine} line */
function written({ kind, level, runs, sources }) {
  return { kind, level, runs, ...(sources.length > 0 && { sources }) };
}

/** @param {EditedLine} before @param {EditedLine} line */
function differing(before, line) {
  return {
    ...(before.kind !== line.kind && { kind: line.kind }),
    ...(before.level !== line.level && { level: line.level }),
    ...(before.sources.join(" ") !== line.sources.join(" ") && { sources: line.sources }),
  };
}

/** @param {EditedLine[]} result @param {EditedLine[]} mine @param {number} at @returns {number} behind the nearest line before it that is there */
function placeAfter(result, mine, at) {
  for (let before = at - 1; before >= 0; before -= 1) {
    const place = result.findIndex((line) => line.id === mine[before]?.id);
    if (place >= 0) return place + 1;
  }
  return 0;
}

/** @param {string[]} before @param {string[]} now the same ids @returns {Set<string>} as few as have to be moved */
function movedIds(before, now) {
  const place = new Map(before.map((id, at) => [id, at]));
  /** @type {string[][]} the longest rows in the old order, each by its last id */
  const rows = [];
  for (const id of now) {
    const longest = rows
      .filter(
        (row) => /** @type {number} */ (place.get(row.at(-1) ?? "")) < /** @type {number} */ (place.get(id)),
      )
      .reduce((best, row) => (row.length > best.length ? row : best), /** @type {string[]} */ ([]));
    rows.push([...longest, id]);
  }
  const kept = new Set(rows.reduce((best, row) => (row.length > best.length ? row : best), []));
  return new Set(now.filter((id) => !kept.has(id)));
}

/** @param {EditedLine[]} lines */
function byId(lines) {
  return new Map(lines.map((line) => [line.id, line]));
}

/** @param {EditedLine[]} lines */
function ids(lines) {
  return lines.map((line) => line.id);
}
