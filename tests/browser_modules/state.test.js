import assert from "node:assert/strict";
import { test } from "node:test";
import {
  apply,
  empty,
  fromSnapshot,
  Gap,
  ROOM_EVENTS,
  SESSION_EVENTS,
  toSnapshot,
  UnknownEvent,
} from "../../static/session/state.js";

const room = () => fromSnapshot("room-1", /** @type {any} */ (empty("room-1").data), 4);

/** @param {number} number @param {object} [more] */
function note(number, more = {}) {
  const blank = {
    reply_to: null,
    cluster: null,
    supporters: [],
    edited_at: null,
    removed: false,
    veiled: false,
  };
  return {
    id: `note-${number}`,
    number,
    text: `Inlägg ${number}`,
    kind: "insight",
    author: "p-1",
    at: "",
    ...blank,
    ...more,
  };
}

/** @param {any} state @param {string} type @param {object} data */
function next(state, type, data) {
  return apply(state, { channel: state.channel, seq: state.seq + 1, type, by: null, at: "", data });
}

/** @param {any} state @param {string} part */
const ids = (state, part) => state.data[part].map((/** @type {any} */ each) => each.id);

test("notes stand by number, in whatever order they come", () => {
  let state = next(room(), "note.added", note(2));
  state = next(state, "note.added", note(3));
  state = next(state, "note.added", note(1));

  assert.deepEqual(ids(state, "notes"), ["note-1", "note-2", "note-3"]);
});

test("a removed note disappears for those who may not see it and stays, marked, for its author", () => {
  const state = next(next(room(), "note.added", note(1)), "note.added", note(2));

  const others = next(state, "note.removed", { id: "note-1", removed: true });
  const author = next(state, "note.removed", note(1, { removed: true }));

  assert.deepEqual(ids(others, "notes"), ["note-2"]);
  assert.deepEqual(ids(author, "notes"), ["note-1", "note-2"]);
  assert.deepEqual(ids(next(others, "note.restored", note(1)), "notes"), ["note-1", "note-2"]);
});

test("what was written silently comes when the silence ends", () => {
  const state = next(room(), "notes.revealed", { notes: [note(2), note(1)] });

  assert.deepEqual(ids(state, "notes"), ["note-1", "note-2"]);
});

test("removing a cluster leaves its notes without one", () => {
  let state = next(room(), "cluster.added", { id: "c-1", title: "Uppdrag" });
  state = next(state, "note.added", note(1, { cluster: "c-1" }));
  state = next(state, "cluster.removed", { id: "c-1" });

  assert.deepEqual(toSnapshot(state), { ...toSnapshot(room()), notes: [note(1)] });
});

test("a block stands after the one it names, first without one, and keeps no trace of where it was told to stand", () => {
  const block = (/** @type {string} */ id, /** @type {string | null} */ after) => ({
    id,
    kind: "paragraph",
    text: id,
    sources: [],
    version: 1,
    after,
  });
  let state = next(room(), "block.added", block("a", null));
  state = next(state, "block.added", block("b", "a"));
  state = next(state, "block.added", block("c", null));
  assert.deepEqual(ids(state, "blocks"), ["c", "a", "b"]);

  state = next(state, "block.moved", block("c", "b"));
  assert.deepEqual(ids(state, "blocks"), ["a", "b", "c"]);
  assert.deepEqual(Object.keys(/** @type {any} */ (state.data).blocks[0]), [
    "id",
    "kind",
    "text",
    "sources",
    "version",
  ]);
});

test("a bare event only counts", () => {
  const before = room();
  const state = apply(before, { channel: "room-1", seq: 5 });

  assert.equal(state.seq, 5);
  assert.equal(state.data, before.data);
});

test("the same event again changes nothing", () => {
  const state = next(room(), "note.added", note(1));

  assert.equal(apply(state, { channel: "room-1", seq: 5, type: "note.added", data: note(9) }), state);
});

test("a missing event is noticed", () => {
  assert.throws(() => apply(room(), { channel: "room-1", seq: 6 }), Gap);
});

test("an event that this page does not know is not guessed at", () => {
  assert.throws(() => next(room(), "note.folded", {}), UnknownEvent);
  assert.throws(() => next(room(), "toString", {}), UnknownEvent);
});

test("what an event does not touch keeps its identity, so that lists update by key", () => {
  const before = /** @type {any} */ (next(next(room(), "note.added", note(1)), "note.added", note(2)));
  const after = /** @type {any} */ (next(before, "note.supported", note(2, { supporters: ["p-2"] })));

  assert.equal(after.data.notes[0], before.data.notes[0]);
  assert.equal(after.data.blocks, before.data.blocks);
});

test("a meeting opens, closes and opens again", () => {
  const data = {
    ...empty("session").data,
    session: { id: "s", status: "prepared", opened_at: null, closed_at: null },
  };
  const prepared = fromSnapshot("session", /** @type {any} */ (data), 1);
  const clock = { id: "step-1", status: "running", started_at: "t1", ends_at: null, remaining: null };

  let state = next(prepared, "session.opened", { status: "open", at: "t1" });
  state = next(state, "step.started", clock);
  assert.deepEqual(/** @type {any} */ (state.data).step, clock);
  state = next(state, "session.closed", { status: "closed", at: "t2" });
  assert.equal(/** @type {any} */ (state.data).step, null);
  state = next(state, "session.reopened", { status: "open", at: "t3" });
  assert.deepEqual(/** @type {any} */ (state.data).session, {
    id: "s",
    status: "open",
    opened_at: "t1",
    closed_at: null,
  });
});

test("a spotlight on nothing is no spotlight, and the oldest messages give way", () => {
  let state = fromSnapshot("session", /** @type {any} */ (empty("session").data), 0);
  state = next(state, "spotlight.set", { note: "n", theme: null, text: "Lyft" });
  assert.equal(/** @type {any} */ (state.data).spotlight.note, "n");
  state = next(state, "spotlight.set", { note: null, theme: null });
  assert.equal(/** @type {any} */ (state.data).spotlight, null);
  for (let number = 1; number <= 51; number += 1)
    state = next(state, "message.sent", { id: `m-${number}`, text: "" });
  assert.equal(ids(state, "messages").length, 50);
  assert.equal(ids(state, "messages")[0], "m-2");
});

test("every event type of the protocol is known", () => {
  assert.equal(SESSION_EVENTS.length, 19);
  assert.equal(ROOM_EVENTS.length, 16);
});
