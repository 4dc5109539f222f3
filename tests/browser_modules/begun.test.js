import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { begunOf, joined, keptOf, NOTHING } from "../../static/views/room/begun.js";
import { found } from "../../static/views/room/leftovers.js";

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

describe("what others have left on the device", () => {
  const left = (/** @type {string} */ key, /** @type {string} */ text, wish = null) =>
    /** @type {any} */ ({ owner: "m:participant:bo", key, text, wish, forget() {}, putBack() {} });
  const wish = (/** @type {object} */ more) =>
    left("w", "", /** @type {any} */ ({ channel: "room-1", type: "note.add", state: "pending", ...more }));

  test("is found in words, wherever it was written; only notes can become notes", () => {
    const lines = JSON.stringify({ mine: [{ runs: [{ text: "Gruppen " }, { text: "menar" }] }] });
    const shown = found([
      wish({ data: { text: "Hann inte", kind: "need", anonymous: true } }),
      wish({ type: "note.edit", data: { note: "n", text: "Ändrat" } }),
      left("room-1:note", keptOf(begun({ text: "Halvt", reply_to: "n1" }))),
      left("room-1:note~2", "I en annan flik"),
      left("item-1-1:edit:n7", JSON.stringify({ text: "Omskrivet", kind: "idea" })),
      left("room-2:cluster:", "Ett tema"),
      left("room-1:writing@page", lines),
    ]);

    assert.deepEqual(
      shown.map(({ channel, begun, note }) => [channel, begun.text, note]),
      [
        ["room-1", "Hann inte", true],
        ["room-1", "Ändrat", false],
        ["room-1", "Halvt", true],
        ["room-1", "I en annan flik", true],
        ["item-1-1", "Omskrivet", false],
        ["room-2", "Ett tema", false],
        ["room-1", "Gruppen menar", false],
      ],
    );
    assert.deepEqual([shown[0]?.begun.anonymous, shown[2]?.begun.reply_to], [true, "n1"]);
  });

  test("is not what has arrived, what has no words, or how somebody likes the page", () => {
    const others = [
      wish({ state: "sent", data: { text: "Framme" } }),
      wish({ type: "note.support", data: { note: "n", on: true } }),
      left("room-1:note", keptOf(begun({ text: " ", anonymous: true }))),
      left("order", "time"),
      left("kind:room", "need"),
    ];
    assert.deepEqual(found(others), []);
  });
});
