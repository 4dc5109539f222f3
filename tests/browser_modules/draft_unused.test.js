import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { byRoom, leftOver } from "../../static/views/draft/unused.js";

const note = (/** @type {string} */ id) => ({ id, removed: false });
const block = (/** @type {string[]} */ ...sources) => ({ id: `of ${sources}`, sources });

/** @param {string[]} notes @param {any[]} blocks @returns {any} */
function room(notes, blocks = []) {
  return { room: { id: "room-1", kind: "room", name: "Grupp 1" }, notes: notes.map(note), blocks };
}

describe("what the paper does not use", () => {
  const draft = { unused: ["a", "b", "c"], omitted: ["d"] };

  /** @param {{ omitted?: string[], blocks?: any[], themes?: any[] }} [now] */
  const left = ({ omitted = ["d"], blocks = [], themes = [] } = {}) => [
    ...leftOver(draft, omitted, new Map([["room-1", room(["a", "b", "c", "d"], blocks)]]), themes),
  ];

  test("it is what the server told, while nothing has changed", () => {
    assert.deepEqual(left(), ["a", "b", "c"]);
  });

  test("a note that has been put into a text or under a pattern is not there any more, before the server tells", () => {
    assert.deepEqual(left({ blocks: [block("b")], themes: [{ sources: ["c"] }] }), ["a"]);
  });

  test("a note that has been left out goes, and one that was taken back comes", () => {
    assert.deepEqual(left({ omitted: ["a", "d"] }), ["b", "c"]);
    assert.deepEqual(left({ omitted: [] }), ["a", "b", "c", "d"]);
  });

  test("it is shown room by room in the room's order, without what the room has not got", () => {
    const session = /** @type {any} */ ({ rooms: [{ id: "room-1", name: "Grupp 1", proposal: null }] });
    const channels = new Map([["room-1", room(["c", "a"])]]);
    const [group, ...others] = byRoom(new Set(["a", "b", "c"]), session, channels);
    assert.deepEqual(
      group?.notes.map(({ id }) => id),
      ["c", "a"],
    );
    assert.equal(group?.number, 1);
    assert.deepEqual(others, []);
  });
});
