/**
 * How two people's changes to the same text become one: the browser's twin of server/domain/rich_text.py.
 *
 * By word and, inside a changed word, by sign: what anybody wrote is in the result, and gone is only what somebody took
 * out of the text that both began with.
 *
 * @import { Line, RichRun } from "./shapes"
 */

import { uuid } from "../lib/uuid.js";

// Comparing takes time with the tokens and with the pairs of equal ones, again for each stretch that is found: what is
// left when it has been looked at so often counts as written anew.
const MOST_LOOKS = 300_000;
const MOST_IN_PLACE = 2_000; // words in a row that were each replaced by another
const TOKENS = /[\p{L}\p{N}_]+\s*|\s+|./gsu; // a word takes the blank space after it along
const LINE_END = ""; // no sign that anybody writes: its style is the line's kind and level
const LINE_START = "\0"; // with the line's id it is one sign, where a line that has a name begins
const CERTAIN = 4; // so many signs in a row that are the same are no chance

/**
 * @typedef {any[]} Style of a sign: bold, italic, link; of a line's end: kind, level
 * @typedef {{text: string, style: Style}} Sign
 * @typedef {{id: string, runs: RichRun[]}} Named a line by its name
 * @typedef {{kept: Map<number, Style>, added: Map<number, Sign[]>}} Change `kept`: a kept sign's new style by its place;
 *   `added`: what stands before a place
 * @typedef {{same: boolean, was: [number, number], now: [number, number]}} Stretch from and to, in signs
 */

/** @param {RichRun[]} runs @returns {string} the text without its styles */
export function plain(runs) {
  return runs.map((run) => run.text).join("");
}

/** @param {RichRun[]} runs @returns {RichRun[]} the same text in as few runs as it takes, none of them empty */
export function joined(runs) {
  /** @type {RichRun[]} */
  const together = [];
  for (const run of runs) {
    const before = together.at(-1);
    if (!run.text) continue;
    if (before && sameStyle(before, run))
      together[together.length - 1] = { ...before, text: before.text + run.text };
    else together.push(written(run.text, [run.bold, run.italic, run.link]));
  }
  return together;
}

/** @param {RichRun[]} runs @returns {RichRun[]} without blank space at either end */
export function trimmed(runs) {
  const kept = runs.map((run) => ({ ...run }));
  const [first, last] = [kept[0], kept.at(-1)];
  if (first) first.text = first.text.trimStart();
  if (last) last.text = last.text.trimEnd();
  const left = kept.filter((run) => run.text);
  return left.length === kept.length ? left : trimmed(left);
}

/** @param {{runs: RichRun[]}[]} lines @returns {RichRun[]} all in one, with a space between two */
export function inOneLine(lines) {
  return lines.flatMap(({ runs }, at) => (at === 0 ? runs : [{ text: " " }, ...runs]));
}

/** @param {RichRun[]} one @param {RichRun[]} other */
export function sameRuns(one, other) {
  return JSON.stringify(joined(one)) === JSON.stringify(joined(other));
}

/**
 * Where both wrote in the same place, theirs stands first.
 *
 * @param {RichRun[]} base what both began with
 * @param {RichRun[]} mine what one made of it
 * @param {RichRun[]} theirs what the other made of it, and what stands now
 * @returns {RichRun[]}
 */
export function merged(base, mine, theirs) {
  if (sameRuns(mine, theirs) || sameRuns(mine, base)) return theirs;
  if (sameRuns(theirs, base)) return mine;
  return asRuns(merge(signsOf(base), signsOf(mine), signsOf(theirs)));
}

/** As `merged`, for texts of several lines; where a line ends is part of the text. @param {Line[]} base @param {Line[]} mine @param {Line[]} theirs @returns {Line[]} */
export function mergedLines(base, mine, theirs) {
  if (sameLines(mine, theirs) || sameLines(mine, base)) return theirs;
  if (sameLines(theirs, base)) return mine;
  /** @type {Line[]} */
  const lines = [];
  /** @type {Sign[]} */
  let begun = [];
  for (const sign of merge(lineSigns(base), lineSigns(mine), lineSigns(theirs))) {
    if (sign.text !== LINE_END) {
      begun.push(sign);
      continue;
    }
    lines.push({ kind: sign.style[0], level: sign.style[1], runs: asRuns(begun) });
    begun = [];
  }
  if (begun.length > 0) lines.push({ kind: "paragraph", level: 0, runs: asRuns(begun) });
  return lines;
}

/**
 * As `merged`, for lines that have names; where a line begins is part of the text. So what one writes in words that the
 * other has put on a line of their own, or has joined to the line before, follows them there.
 *
 * @param {Named[]} base
 * @param {Named[]} mine
 * @param {Named[]} theirs
 * @returns {Named[]} also a line that one took away with its words, where the other wrote in it, with what was written
 */
export function mergedNamed(base, mine, theirs) {
  /** @type {{id: string, signs: Sign[]}[]} */
  const lines = [];
  for (const sign of merge(namedSigns(base), namedSigns(mine), namedSigns(theirs))) {
    if (isStart(sign.text)) lines.push({ id: sign.text.slice(LINE_START.length), signs: [] });
    else if (lines.length > 0) lines.at(-1)?.signs.push(sign);
    else lines.push({ id: uuid(), signs: [sign] });
  }
  return lines.map(({ id, signs }) => ({ id, runs: asRuns(signs) }));
}

/**
 * How much of a change can be found again in what others have made of the text since.
 *
 * @param {Line[] | Named[]} was
 * @param {Line[] | Named[]} wanted
 * @param {Line[] | Named[]} now
 * @returns {{text: [number, number], taken: [number, number]}} how many signs there were, but blank ones, and how many of
 *   them still stand: in all, and of those that `wanted` takes out
 */
export function remains(was, wanted, now) {
  const base = signsOfLines(was);
  const [change, since] = [changeOf(base, signsOfLines(wanted)), changeOf(base, signsOfLines(now))];
  /** @type {{text: [number, number], taken: [number, number]}} */
  const count = { text: [0, 0], taken: [0, 0] };
  for (const [place, sign] of base.entries()) {
    if (sign.text.trim() === "" || isStart(sign.text)) continue;
    const stands = since.kept.has(place) ? 1 : 0;
    count.text = [count.text[0] + 1, count.text[1] + stands];
    if (!change.kept.has(place)) count.taken = [count.taken[0] + 1, count.taken[1] + stands];
  }
  return count;
}

/**
 * Whether a line that has lost its end goes on in the line after it.
 *
 * @param {string} was the line's text before
 * @param {string} now
 * @param {string} next the text of the line after it
 * @returns {string | null} what of the lost end can stand in yet another line; null: it does not go on
 */
export function goesOn(was, now, next) {
  const first = same(was, now);
  const [rest, instead] = [was.slice(first), now.slice(first)];
  if (rest.trim() === "") return null;
  const head = same(rest, next);
  const tail = same(backwards(rest.slice(head)), backwards(next.slice(head)));
  const found = head + tail;
  const elsewhere = found > same(backwards(rest), backwards(instead));
  const certain = found >= CERTAIN && 2 * found >= Math.min(rest.length, next.length);
  if (!elsewhere || !(certain || rest === next)) return null;
  return tail > 0 ? "" : rest.slice(head);
}

/** @param {string} text */
function backwards(text) {
  return text.split("").reverse().join("");
}

/** @param {string} one @param {string} other @returns {number} how far they begin alike */
function same(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  return at;
}

/** @param {Line[]} one @param {Line[]} other */
export function sameLines(one, other) {
  return (
    one.length === other.length &&
    one.every((line, place) => {
      const against = /** @type {Line} */ (other[place]);
      return line.kind === against.kind && line.level === against.level && sameRuns(line.runs, against.runs);
    })
  );
}

/**
 * What has to be put where, to make one text of the other: from the end, so that places before stay right.
 *
 * @param {string} was
 * @param {string} now
 * @returns {{from: number, to: number, start: number, end: number}[]} in UTF-16 units: `from` to `to` of what was becomes
 *   `start` to `end` of what is
 */
export function replacements(was, now) {
  const [old, fresh] = [[...was], [...now]];
  const [oldPlaces, freshPlaces] = [places(old), places(fresh)];
  return stretches(old, fresh)
    .filter(
      (stretch) => !stretch.same && (stretch.was[0] < stretch.was[1] || stretch.now[0] < stretch.now[1]),
    )
    .map((stretch) => ({
      from: /** @type {number} */ (oldPlaces[stretch.was[0]]),
      to: /** @type {number} */ (oldPlaces[stretch.was[1]]),
      start: /** @type {number} */ (freshPlaces[stretch.now[0]]),
      end: /** @type {number} */ (freshPlaces[stretch.now[1]]),
    }))
    .reverse();
}

/** @param {string[]} signs @returns {number[]} where each begins in the text, and where the text ends */
function places(signs) {
  const found = [0];
  for (const sign of signs) found.push(/** @type {number} */ (found.at(-1)) + sign.length);
  return found;
}

// how it is merged

/** @param {RichRun} one @param {RichRun} other */
function sameStyle(one, other) {
  return (
    Boolean(one.bold) === Boolean(other.bold) &&
    Boolean(one.italic) === Boolean(other.italic) &&
    (one.link ?? null) === (other.link ?? null)
  );
}

/** @param {string} text @param {Style} style @returns {RichRun} what is not set is left out */
function written(text, [bold, italic, link]) {
  return { text, ...(bold && { bold: true }), ...(italic && { italic: true }), ...(link && { link }) };
}

/** @param {RichRun[]} runs @returns {Sign[]} */
function signsOf(runs) {
  return runs.flatMap((run) =>
    [...run.text].map((text) => ({
      text,
      style: [Boolean(run.bold), Boolean(run.italic), run.link ?? null],
    })),
  );
}

/** @param {Line[]} lines @returns {Sign[]} */
function lineSigns(lines) {
  return lines.flatMap((line) => [...signsOf(line.runs), { text: LINE_END, style: [line.kind, line.level] }]);
}

/** @param {Named[]} lines @returns {Sign[]} */
function namedSigns(lines) {
  return lines.flatMap((line) => [{ text: LINE_START + line.id, style: [] }, ...signsOf(line.runs)]);
}

/** @param {Line[] | Named[]} lines @returns {Sign[]} */
function signsOfLines(lines) {
  return lines.flatMap((line) => ("id" in line ? namedSigns([line]) : lineSigns([line])));
}

/** @param {string} sign */
function isStart(sign) {
  return sign.length > 1 && sign.startsWith(LINE_START);
}

/** @param {Sign[]} signs @returns {RichRun[]} */
function asRuns(signs) {
  return joined(signs.map((sign) => written(sign.text, sign.style)));
}

/** @param {Sign[]} base @param {Sign[]} mine @param {Sign[]} theirs @returns {Sign[]} */
function merge(base, mine, theirs) {
  const [ours, others] = [changeOf(base, mine), changeOf(base, theirs)];
  /** @type {Sign[]} */
  const result = [];
  for (let place = 0; place <= base.length; place += 1) {
    result.push(...inTurn(others.added.get(place) ?? [], ours.added.get(place) ?? []));
    const [my, their, was] = [ours.kept.get(place), others.kept.get(place), base[place]];
    if (was && !my !== !their && isStart(was.text) && !wentOn(base, place, my ? others : ours))
      result.push(was);
    if (!my || !their || !was) continue;
    result.push({
      text: was.text,
      style: was.style.map((before, at) => (my[at] !== before ? my[at] : their[at])),
    });
  }
  return result;
}

/** What goes on with the line stands before new lines, and the words after them stay in the line that stands. @param {Sign[]} theirs @param {Sign[]} mine @returns {Sign[]} */
function inTurn(theirs, mine) {
  const ends = [theirs, mine].map((signs) => {
    const start = signs.findIndex((sign) => isStart(sign.text));
    return start < 0 ? signs.length : start;
  });
  const [their, my] = /** @type {[number, number]} */ (ends);
  return [...theirs.slice(0, their), ...mine.slice(0, my), ...mine.slice(my), ...theirs.slice(their)];
}

/** @param {Sign[]} base @param {number} place where a line began that somebody took away @param {Change} change @returns {boolean} whether its words stayed, in another line */
function wentOn(base, place, change) {
  for (let at = place + 1; at < base.length && !isStart(base[at]?.text ?? ""); at += 1)
    if (change.kept.has(at)) return true;
  return false;
}

/** @param {Sign[]} base @param {Sign[]} now @returns {Change} */
function changeOf(base, now) {
  /** @type {Change} */
  const change = { kept: new Map(), added: new Map() };
  const texts = (/** @type {Sign[]} */ signs) => signs.map((sign) => sign.text);
  for (const { same, was, now: at } of stretches(texts(base), texts(now))) {
    if (same)
      for (let step = 0; step < was[1] - was[0]; step += 1)
        change.kept.set(was[0] + step, /** @type {Sign} */ (now[at[0] + step]).style);
    else if (at[1] > at[0])
      change.added.set(was[0], [...(change.added.get(was[0]) ?? []), ...now.slice(at[0], at[1])]);
  }
  return change;
}

/** Parts both in stretches that are the same and stretches that differ. @param {string[]} base @param {string[]} now @returns {Stretch[]} */
function stretches(base, now) {
  /** @type {Stretch[]} */
  const found = [];
  let [at, to] = [0, 0];
  if (alike(base, now)) return cutOtherwise(base, now, 0, 0);
  for (const block of blocks(tokens(base), tokens(now))) {
    const [was, wrote] = [block.was.flat(), block.now.flat()];
    if (!block.same && alike(was, wrote)) {
      found.push(...cutOtherwise(was, wrote, at, to));
      [at, to] = [at + was.length, to + wrote.length];
      continue;
    }
    const first = block.same ? was.length : shared(was, wrote);
    const last = block.same ? 0 : shared(was.slice(first).reverse(), wrote.slice(first).reverse());
    found.push({ same: true, was: [at, at + first], now: [to, to + first] });
    found.push({
      same: false,
      was: [at + first, at + was.length - last],
      now: [to + first, to + wrote.length - last],
    });
    [at, to] = [at + was.length, to + wrote.length];
    found.push({ same: true, was: [at - last, at], now: [to - last, to] });
  }
  return found;
}

/** @param {string} sign where a line begins or ends */
function isEdge(sign) {
  return sign === LINE_END || isStart(sign);
}

/** Whether both are the same words, in other lines perhaps. @param {string[]} was @param {string[]} wrote */
function alike(was, wrote) {
  const words = (/** @type {string[]} */ signs) => signs.filter((sign) => !isEdge(sign)).join("");
  return words(was) === words(wrote);
}

/**
 * As `stretches`, of the same words in other lines.
 *
 * @param {string[]} was
 * @param {string[]} wrote
 * @param {number} at where they begin in the base
 * @param {number} to and in now
 * @returns {Stretch[]}
 */
function cutOtherwise(was, wrote, at, to) {
  /** @type {Stretch[]} */
  const found = [];
  let [old, fresh] = [0, 0];
  const add = (/** @type {boolean} */ same, /** @type {number} */ gone, /** @type {number} */ come) => {
    found.push({ same, was: [at + old, at + old + gone], now: [to + fresh, to + fresh + come] });
    [old, fresh] = [old + gone, fresh + come];
  };
  while (old < was.length || fresh < wrote.length) {
    let same = 0;
    while (old + same < was.length && was[old + same] === wrote[fresh + same]) same += 1;
    add(true, same, same);
    add(false, edges(was, old), edges(wrote, fresh));
  }
  return found;
}

/** @param {string[]} signs @param {number} from @returns {number} how many edges of lines stand there */
function edges(signs, from) {
  let until = from;
  while (until < signs.length && isEdge(/** @type {string} */ (signs[until]))) until += 1;
  return until - from;
}

/** @typedef {string[]} Token the signs of a word */

/**
 * @param {Token[]} old
 * @param {Token[]} fresh
 * @returns {{same: boolean, was: Token[], now: Token[]}[]} the tokens of both, side by side
 */
function blocks(old, fresh) {
  const [was, now] = [old.map(named), fresh.map(named)];
  const head = shared(was, now);
  const tail = shared(was.slice(head).reverse(), now.slice(head).reverse());
  const [oldEnd, freshEnd] = [old.length - tail, fresh.length - tail];
  const middle = differing(old.slice(head, oldEnd), fresh.slice(head, freshEnd));
  return [
    { same: true, was: old.slice(0, head), now: fresh.slice(0, head) },
    ...middle,
    { same: true, was: old.slice(oldEnd), now: fresh.slice(freshEnd) },
  ];
}

/** @param {Token[]} was @param {Token[]} wrote */
function differing(was, wrote) {
  const [a, b] = [was.map(named), wrote.map(named)];
  return opcodes(a, b).flatMap(({ same, was: [from, to], now: [start, end] }) => {
    // as many words as before: each in its place
    if (!same && to > from && to - from === end - start && to - from <= MOST_IN_PLACE)
      return was
        .slice(from, to)
        .map((one, at) => ({ same: false, was: [one], now: wrote.slice(start + at, start + at + 1) }));
    return [{ same, was: was.slice(from, to), now: wrote.slice(start, end) }];
  });
}

/** @param {Token} token @returns {string} */
function named(token) {
  return token.join("");
}

/** Parts signs in words with the blank space after them and single others; a line's end is a token of its own. @param {string[]} signs @returns {Token[]} */
function tokens(signs) {
  /** @type {Token[]} */
  const found = [];
  let begun = "";
  const cut = () => {
    for (const [token] of begun.matchAll(TOKENS)) found.push([...token]);
    begun = "";
  };
  for (const sign of signs) {
    if (sign !== LINE_END && !isStart(sign)) {
      begun += sign;
      continue;
    }
    cut();
    found.push([sign]);
  }
  cut();
  return found;
}

/** @param {string[]} one @param {string[]} other @returns {number} how many are the same from the beginning */
function shared(one, other) {
  const until = Math.min(one.length, other.length);
  let count = 0;
  while (count < until && one[count] === other[count]) count += 1;
  return count;
}

// as Python's difflib does it, without its guesses of what is junk, until it has looked at so much as is allowed

/** @param {string[]} a @param {string[]} b @returns {Stretch[]} in order, without gaps */
function opcodes(a, b) {
  /** @type {Stretch[]} */
  const found = [];
  let [i, j] = [0, 0];
  for (const { from, to, size } of matches(a, b)) {
    if (i < from || j < to) found.push({ same: false, was: [i, from], now: [j, to] });
    [i, j] = [from + size, to + size];
    if (size > 0) found.push({ same: true, was: [from, i], now: [to, j] });
  }
  return found;
}

/** @typedef {{from: number, to: number, size: number}} Match */

/** @param {string[]} a @param {string[]} b @returns {Match[]} those that follow each other are one; last an empty one at the end */
function matches(a, b) {
  /** @type {Match[]} */
  const together = [];
  for (const match of scattered(a, b)) {
    const last = together.at(-1);
    const follows = last && last.from + last.size === match.from && last.to + last.size === match.to;
    if (last && follows) last.size += match.size;
    else together.push(match);
  }
  return [...together, { from: a.length, to: b.length, size: 0 }];
}

/** @param {string[]} a @param {string[]} b @returns {Match[]} in order: the longest one, and so on to both sides of it */
function scattered(a, b) {
  const where = placesOf(b);
  const looks = [0];
  for (const token of a)
    looks.push(/** @type {number} */ (looks.at(-1)) + 1 + (where.get(token)?.length ?? 0));
  let allowed = MOST_LOOKS;
  /** @type {Match[]} */
  const found = [];
  const left = [[0, a.length, 0, b.length]];
  for (let span = left.pop(); span; span = left.pop()) {
    const [alo, ahi, blo, bhi] = /** @type {[number, number, number, number]} */ (span);
    const needed = /** @type {number} */ (looks[ahi]) - /** @type {number} */ (looks[alo]);
    if (needed > allowed) continue;
    allowed -= needed;
    const best = longest(a, where, [alo, ahi], [blo, bhi]);
    if (best.size === 0) continue;
    found.push(best);
    left.push([alo, best.from, blo, best.to], [best.from + best.size, ahi, best.to + best.size, bhi]);
  }
  return found.sort((one, other) => one.from - other.from || one.to - other.to);
}

/** @param {string[]} tokens @returns {Map<string, number[]>} where each stands */
function placesOf(tokens) {
  /** @type {Map<string, number[]>} */
  const where = new Map();
  for (const [place, token] of tokens.entries()) {
    const known = where.get(token);
    if (known) known.push(place);
    else where.set(token, [place]);
  }
  return where;
}

/** @param {string[]} a @param {Map<string, number[]>} where in b each token stands @param {[number, number]} within_a @param {[number, number]} within_b @returns {Match} */
function longest(a, where, [alo, ahi], [blo, bhi]) {
  const best = { from: alo, to: blo, size: 0 };
  /** @type {Map<number, number>} */
  let lengths = new Map();
  for (let i = alo; i < ahi; i += 1) {
    /** @type {Map<number, number>} */
    const now = new Map();
    for (const j of where.get(/** @type {string} */ (a[i])) ?? []) {
      if (j < blo) continue;
      if (j >= bhi) break;
      const size = (lengths.get(j - 1) ?? 0) + 1;
      now.set(j, size);
      if (size > best.size) Object.assign(best, { from: i - size + 1, to: j - size + 1, size });
    }
    lengths = now;
  }
  return best;
}
