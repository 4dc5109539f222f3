import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { begunOf, joined, keptOf, NOTHING } from "../../static/views/room/begun.js";

/** @param {object} [more] @returns {any} */
const begun = (more = {}) => ({ ...NOTHING, text: "Mitt i en mening", ...more });

describe("a note that somebody has begun", () => {
  test("keeps its words, kind, name and what it answers together", () => {
    const critical = begun({ kind: "need", anonymous: true, reply_to: "n1" });

    assert.deepEqual(begunOf(keptOf(critical)), critical);
    assert.equal(keptOf(NOTHING), "");
    assert.deepEqual(begunOf(""), NOTHING);
  });

  test("is anonymous and an answer also before it has words", () => {
    for (const more of [{ anonymous: true }, { reply_to: "n1" }])
      assert.deepEqual(begunOf(keptOf(begun({ text: "", ...more }))), begun({ text: "", ...more }));
  });

  test("is read where an earlier page kept the words alone, whatever they are", () => {
    for (const text of ["Bara ord", "{inte json", "42", "null", '"citat"', '{"a": 1}'])
      assert.deepEqual(begunOf(text), begun({ text }));
  });

  test("takes another's words up behind its own, and names nobody who did not want it", () => {
    const here = begun({ text: "Här", kind: "need" });
    const coming = begun({ text: "Dit", kind: "insight", anonymous: true, reply_to: "n1" });

    assert.deepEqual(joined(here, coming), {
      text: "Här\nDit",
      kind: "need",
      anonymous: true,
      reply_to: "n1",
    });
    assert.deepEqual(joined(NOTHING, coming), coming);
    assert.deepEqual(joined(coming, NOTHING), coming);
    assert.equal(joined(begun({ text: "", anonymous: true }), here).anonymous, true);
  });
});
