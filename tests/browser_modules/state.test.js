import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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

const protocol = readFileSync(new URL("../../docs/protocol.md", import.meta.url), "utf8");

/** @returns {any} */
const session = () => fromSnapshot("session", /** @type {any} */ (empty("session").data), 0);

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
    hidden: false,
    request: null,
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

/** @param {any} state @param {string} type @param {object} data @returns {any} */
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

/** @param {string} id @param {object} [more] */
const clock = (id, more = {}) => ({
  id,
  status: "running",
  started_at: "t1",
  ends_at: "t2",
  remaining: null,
  ...more,
});

/** @param {any} state */
const stepOf = (state) => [state.data.step, state.data.undoable];

test("a hidden note disappears for the others, stays for its author, and is shown again in its place", () => {
  const state = next(next(room(), "note.added", note(1)), "note.added", note(2));

  const others = next(state, "note.hidden", { id: "note-1", removed: true });
  const author = next(state, "note.hidden", note(1, { hidden: true }));

  assert.deepEqual(ids(others, "notes"), ["note-2"]);
  assert.deepEqual(author.data.notes[0], note(1, { hidden: true }));
  for (const each of [others, author])
    assert.deepEqual(next(each, "note.shown", note(1)).data.notes, [note(1), note(2)]);
});

test("what the facilitator asks for stands at the note until it is edited", () => {
  let state = next(next(room(), "note.added", note(1)), "note.asked", note(1, { request: "Skriv om" }));
  assert.equal(state.data.notes[0].request, "Skriv om");

  state = next(state, "note.edited", note(1, { text: "Omskrivet" }));
  assert.deepEqual(state.data.notes, [note(1, { text: "Omskrivet" })]);
});

test("what was shown by mistake is one's own again, and what others wrote is gone until it is shown in earnest", () => {
  const silent = next(room(), "note.added", note(2, { veiled: true }));
  const shown = next(silent, "notes.revealed", { notes: [note(1), note(2)] });

  const veiled = next(shown, "notes.veiled", {
    notes: [{ id: "note-1", removed: true }, note(2, { veiled: true })],
  });

  assert.deepEqual(veiled.data.notes, [note(2, { veiled: true })]);
  assert.deepEqual(next(veiled, "notes.revealed", { notes: [note(1), note(2)] }).data.notes, [
    note(1),
    note(2),
  ]);
});

test("starts of steps are counted and taken back, and the clock holds nothing but the clock", () => {
  let state = next(session(), "step.started", { ...clock("step-1"), replaced: null, revealed: {} });
  assert.deepEqual(stepOf(state), [clock("step-1"), 1]);

  const paused = clock("step-1", { status: "paused", ends_at: null, remaining: 30 });
  state = next(state, "step.paused", paused);
  state = next(state, "step.started", { ...clock("step-2"), replaced: paused, revealed: { "room-1": [] } });
  state = next(state, "step.extended", clock("step-2", { ends_at: "t3" }));
  state = next(state, "step.started", clock("step-2")); // runs on after a pause: no start to take back
  assert.deepEqual(stepOf(state), [clock("step-2"), 2]);
  state = next(state, "step.ended", { id: "step-2", replaced: clock("step-2"), revealed: {} });
  assert.deepEqual(stepOf(state), [null, 3]);

  state = next(state, "step.restored", { clock: clock("step-2") });
  state = next(state, "step.restored", { clock: paused });
  assert.deepEqual(stepOf(state), [paused, 1]);
  state = next(state, "step.restored", { clock: null });
  assert.deepEqual(stepOf(state), [null, 0]);
});

test("no more than twenty starts can be taken back, and none after the meeting", () => {
  let state = session();
  for (let number = 1; number <= 25; number += 1)
    state = next(state, "step.started", { ...clock(`step-${number}`), replaced: null, revealed: {} });
  assert.equal(state.data.undoable, 20);

  state = next(state, "session.closed", { status: "closed", at: "t9" });
  assert.deepEqual(stepOf(state), [null, 0]);
});

test("patterns are moved after one another, first without one, and keep no trace of where they were told to stand", () => {
  const theme = (/** @type {string} */ id) => ({ id, text: id, sources: [] });
  let state = session();
  for (const id of ["a", "b", "c"]) state = next(state, "theme.added", theme(id));

  state = next(state, "theme.moved", { ...theme("c"), after: null });
  assert.deepEqual(ids(state, "themes"), ["c", "a", "b"]);
  state = next(state, "theme.moved", { ...theme("c"), after: "a" });
  assert.deepEqual(state.data.themes, [theme("a"), theme("c"), theme("b")]);
});

test("a room that calls and is answered keeps its place among the rooms", () => {
  const group = (/** @type {string} */ id, /** @type {string | null} */ at = null) => ({ id, called_at: at });
  let state = next(next(session(), "room.added", group("room-1")), "room.added", group("room-2"));

  state = next(state, "room.called", group("room-1", "t1"));
  assert.deepEqual(state.data.rooms, [group("room-1", "t1"), group("room-2")]);
  state = next(state, "room.answered", group("room-1"));
  assert.deepEqual(state.data.rooms, [group("room-1"), group("room-2")]);
});

test("the wall's queue, scene and net are what was last told", () => {
  const waiting = { note: "n", theme: null, channel: "room-1" };
  let state = next(session(), "spotlight.queued", { queue: [waiting] });
  assert.deepEqual(state.data.spotlight_queue, [waiting]);
  state = next(state, "spotlight.unqueued", { queue: [] });
  assert.deepEqual(state.data.spotlight_queue, []);

  state = next(state, "screen.set", { scene: "pause", theme: "dark" });
  assert.deepEqual(state.data.screen, { scene: "pause", theme: "dark", language: "auto" });

  state = next(state, "hall.set", { ssid: "Konferens", password: null });
  assert.deepEqual(state.data.hall, { ssid: "Konferens", password: null });
  state = next(state, "hall.set", { ssid: null, password: null });
  assert.equal(state.data.hall, null);
});

test("reports wait until they are settled", () => {
  let state = next(session(), "note.reported", { id: "r-1", note: "n-1" });
  state = next(state, "note.reported", { id: "r-2", note: "n-1" });
  state = next(state, "report.settled", { id: "r-1" });

  assert.deepEqual(ids(state, "reports"), ["r-2"]);
});

test("every event type of the protocol is known", () => {
  const types = (/** @type {string} */ channel) =>
    [...protocol.matchAll(new RegExp(`^\\| ${channel} \\|(.*?)\\|`, "gm"))]
      .flatMap(([, cell]) => [...cell.matchAll(/`([a-z]+\.[a-z_]+)`/g)].map(([, type]) => type))
      .sort();

  assert.deepEqual([...SESSION_EVENTS].sort(), types("session"));
  assert.deepEqual([...ROOM_EVENTS].sort(), types("room"));
});
