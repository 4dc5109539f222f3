import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  goesOn,
  joined,
  merged,
  mergedLines,
  mergedNamed,
  plain,
  remains,
  replacements,
} from "../../static/editor/merge.js";

/** @typedef {import("../../static/editor/shapes").RichRun} RichRun */
/** @typedef {import("../../static/editor/shapes").Line} Line */

const ROUNDS = 400;

/** @param {string} text @returns {RichRun[]} */
const text = (text) => (text ? [{ text }] : []);

/** @param {string} runs @param {"paragraph" | "bullet"} [kind] @returns {Line} */
const line = (runs, kind = "paragraph") => ({ kind, level: 0, runs: text(runs) });

/** The same numbers each time. @param {number} seed */
function dice(seed) {
  let state = seed;
  return (/** @type {number} */ sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/** @param {(sides: number) => number} roll @returns {RichRun[]} */
function anyRuns(roll) {
  return joined(
    Array.from({ length: roll(5) }, () => ({
      text: Array.from({ length: roll(8) }, () => "ab \nåé😀"[roll(6)] ?? "😀").join(""),
      ...(roll(2) && { bold: true }),
      ...(roll(4) === 0 && { link: "https://samtal.example" }),
    })),
  );
}

/** @param {(sides: number) => number} roll @returns {Line[]} */
function anyLines(roll) {
  return Array.from({ length: roll(4) }, () => ({
    kind: roll(2) ? "paragraph" : "bullet",
    level: /** @type {0 | 1 | 2} */ (roll(3)),
    runs: anyRuns(roll),
  }));
}

/** Each sign is there at least as often as it was written, less what both together took out. @param {string[]} texts base, mine, theirs, result */
function holdsAll(texts) {
  const [was, one, other, now] = texts.map((each) => {
    /** @type {Map<string, number>} */
    const count = new Map();
    for (const sign of each) count.set(sign, (count.get(sign) ?? 0) + 1);
    return (/** @type {string} */ sign) => count.get(sign) ?? 0;
  });
  if (!was || !one || !other || !now) return;
  for (const sign of new Set(texts.join(""))) {
    const added = Math.max(0, one(sign) - was(sign)) + Math.max(0, other(sign) - was(sign));
    const taken = Math.max(0, was(sign) - one(sign)) + Math.max(0, was(sign) - other(sign));
    assert.ok(now(sign) >= was(sign) + added - taken, JSON.stringify(texts));
  }
}

describe("two changes of one text", () => {
  for (const [base, mine, theirs, both] of /** @type {[string, string, string, string][]} */ ([
    ["Vi ses.", "Vi ses snart.", "Ja, vi ses.", "Ja, vi ses snart."],
    ["Vi ses.", "Vi ses. Tack.", "Vi ses. Hej.", "Vi ses. Hej. Tack."],
    ["ett förslag", "ett förslagen", "ett Förslag", "ett Förslagen"],
    ["ett två tre", "ett tre", "ett två 2 tre", "ett 2 tre"],
    ["", "mitt", "ditt", "dittmitt"],
    ["samma", "", "samma ord", " ord"],
    [
      "Den ena och den andra.",
      "En ena och en annan.",
      "Den ena och den tredje andra.",
      "En ena och en tredje annan.",
    ],
  ]))
    test(`both stand: ${both}`, () => {
      assert.equal(plain(merged(text(base), text(mine), text(theirs))), both);
    });

  test("what anybody wrote is kept, and gone is what somebody took out", () => {
    const roll = dice(7);
    for (let round = 0; round < ROUNDS; round += 1) {
      const [base, mine, theirs] = [anyRuns(roll), anyRuns(roll), anyRuns(roll)];
      const result = merged(base, mine, theirs);
      assert.deepEqual(joined(result), result);
      if (JSON.stringify(mine) !== JSON.stringify(theirs)) holdsAll([base, mine, theirs, result].map(plain));
    }
  });

  test("lines keep what anybody wrote", () => {
    const roll = dice(11);
    const all = (/** @type {Line[]} */ lines) => lines.map((each) => plain(each.runs)).join("");
    for (let round = 0; round < ROUNDS; round += 1) {
      const [base, mine, theirs] = [anyLines(roll), anyLines(roll), anyLines(roll)];
      const result = mergedLines(base, mine, theirs);
      if (JSON.stringify(mine) !== JSON.stringify(theirs)) holdsAll([base, mine, theirs, result].map(all));
    }
  });

  test("one change alone is the result", () => {
    const roll = dice(3);
    for (let round = 0; round < ROUNDS; round += 1) {
      const [base, changed] = [anyRuns(roll), anyRuns(roll)];
      assert.deepEqual(merged(base, changed, base), changed);
      assert.deepEqual(merged(base, base, changed), changed);
      const [lines, other] = [anyLines(roll), anyLines(roll)];
      assert.deepEqual(mergedLines(lines, other, lines), other);
      assert.deepEqual(mergedLines(lines, lines, other), other);
    }
  });

  test("one emphasises what the other writes in", () => {
    const result = merged(
      text("en bra idé"),
      [{ text: "en " }, { text: "bra", bold: true }, { text: " idé" }],
      [{ text: "en mycket bra idé", italic: true }],
    );
    assert.deepEqual(result, [
      { text: "en mycket ", italic: true },
      { text: "bra", bold: true, italic: true },
      { text: " idé", italic: true },
    ]);
  });

  test("a line that one splits keeps what the other writes at its end", () => {
    const result = mergedLines(
      [line("ett två")],
      [line("ett"), line("två", "bullet")],
      [line("ett två tre")],
    );
    assert.deepEqual(result, [line("ett"), line("två tre", "bullet")]);
  });

  test("the longest texts, which repeat themselves, keep what both wrote anew", () => {
    for (const signs of ["ab. ", "a ", ".,", "åäö", "🎈🎉"]) {
      const times = Math.floor(20_000 / [...signs].length);
      const [base, turned] = [signs.repeat(times), [...signs].reverse().join("").repeat(times)];
      const [mine, theirs] = [`x${turned}`, `${turned}y`];
      holdsAll([base, mine, theirs, plain(merged(text(base), text(mine), text(theirs)))]);
    }
  });

  test("a long text written anew is merged too", () => {
    const [base, mine] = ["a ".repeat(9_000), "a b ".repeat(4_000)];
    assert.equal(plain(merged(text(base), text(mine), text(`${base}slut`))), `${mine}slut`);
  });
});

describe("what has to be put where", () => {
  test("it makes the one of the other, and touches only what differs", () => {
    const roll = dice(5);
    for (let round = 0; round < ROUNDS; round += 1) {
      const [was, now] = [plain(anyRuns(roll)), plain(anyRuns(roll))];
      let made = was;
      for (const { from, to, start, end } of replacements(was, now))
        made = made.slice(0, from) + now.slice(start, end) + made.slice(to);
      assert.equal(made, now);
    }
  });

  test("two changes far apart are two", () => {
    assert.deepEqual(replacements("ett två tre", "Ett två tre!"), [
      { from: 11, to: 11, start: 11, end: 12 },
      { from: 0, to: 1, start: 0, end: 1 },
    ]);
  });
});

describe("a line that somebody has parted", () => {
  test("goes on where the end that it lost stands", () => {
    const told = /** @type {[string, string, string, string | null][]} */ ([
      ["Ett stycke. Till.", "Ett stycke.", " Till.", ""],
      ["Ett stycke. Till.", "Ett stycke.", " Till. Och så.", ""],
      ["Ett stycke. Till.", "Först ett stycke.", "Och så. Till.", ""],
      ["Ett två tre fyra", "Ett", " två", " tre fyra"],
      ["Slut.", "Slut", ".", ""],
      ["Slut.", "Slut", "Nästa.", null],
      ["Ett stycke.", "Ett stycke. Till.", "Ett stycke.", null],
      ["Vi ses. Hej då.", "Du! Vi ses. Hej då.", "Vi ses. Hej då.", null],
      ["", "", "", null],
    ]);
    for (const [was, now, next, rest] of told) assert.equal(goesOn(was, now, next), rest, next);
  });

  const [A, B] = [
    { id: "a", runs: text("Ett stycke.") },
    { id: "b", runs: text(" Till.") },
  ];
  const whole = { id: "a", runs: text("Ett stycke. Till.") };
  const said = (/** @type {{id: string, runs: RichRun[]}[]} */ lines) =>
    lines.map(({ id, runs }) => `${id}:${plain(runs)}`);

  test("takes what the other wrote at its end along, and gives it back when it is joined again", () => {
    const written = { id: "a", runs: text("Ett stycke. Till. Mer.") };
    assert.deepEqual(said(mergedNamed([whole], [written], [A, B])), ["a:Ett stycke.", "b: Till. Mer."]);
    const more = { id: "b", runs: text(" Till. Mer.") };
    assert.deepEqual(said(mergedNamed([A, B], [whole], [A, more])), ["a:Ett stycke. Till. Mer."]);
  });

  test("what is written at its end does not go into a new line after it", () => {
    const written = { id: "a", runs: text("Ett stycke. Mer.") };
    const after = { id: "c", runs: text("Nytt.") };
    assert.deepEqual(said(mergedNamed([A], [written], [A, after])), ["a:Ett stycke. Mer.", "c:Nytt."]);
  });

  test("a line that one takes away stays with what the other wrote in it", () => {
    const more = { id: "b", runs: text(" Till. Mer.") };
    assert.deepEqual(said(mergedNamed([A, B], [A], [A, more])), ["a:Ett stycke.", "b: Mer."]);
  });

  test("what remains of a change is counted without blanks", () => {
    assert.deepEqual(remains([whole], [A], [A, B]), { text: [15, 15], taken: [5, 5] });
    assert.deepEqual(remains([whole], [A], [A]), { text: [15, 10], taken: [5, 0] });
  });
});
