import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bursts } from "../../static/views/draft/versions.js";

/** @param {[number, number][]} told `seq` and `burst`, newest first */
function seqs(...told) {
  const versions = told.map(([seq, burst]) => ({
    seq,
    burst,
    at: "",
    by: null,
    type: "text.edited",
    text: "",
  }));
  return bursts(versions).map((burst) => burst.map((version) => version.seq));
}

describe("versions of a text", () => {
  test("many changes that one hand made at once stand as one, a few on their own", () => {
    assert.deepEqual(seqs([9, 9], [8, 6], [7, 6], [6, 6], [5, 4], [4, 4], [1, 1]), [
      [9],
      [8, 7, 6],
      [5],
      [4],
      [1],
    ]);
  });

  test("what somebody else did in between parts them", () => {
    assert.deepEqual(seqs([9, 1], [8, 1], [7, 1], [6, 6], [5, 1], [4, 1], [3, 1]), [
      [9, 8, 7],
      [6],
      [5, 4, 3],
    ]);
  });

  test("no version goes, and none comes twice", () => {
    const told = Array.from(
      { length: 40 },
      (_, at) => /** @type {[number, number]} */ ([40 - at, 40 - (at % 7)]),
    );
    assert.deepEqual(
      seqs(...told).flat(),
      told.map(([seq]) => seq),
    );
  });
});
