import assert from "node:assert/strict";
import { describe, test } from "node:test";
import {
  byCluster,
  byTime,
  channelOfNow,
  characters,
  coverage,
  itemPlaces,
  meNow,
  messageNow,
  noteCount,
  paragraphs,
  runs,
  shownNotes,
  threads,
} from "../../static/views/room/model.js";

/** @param {number} number @param {object} [more] @returns {any} */
function note(number, more = {}) {
  const blank = {
    cluster: null,
    reply_to: null,
    supporters: [],
    edited_at: null,
    removed: false,
    veiled: false,
  };
  return {
    id: `n${number}`,
    number,
    text: `Inlägg ${number}`,
    kind: "insight",
    author: "anna",
    at: "",
    ...blank,
    ...more,
  };
}

/** @param {object} [more] @returns {any} */
const room = (more = {}) => ({
  room: { id: "room-1", kind: "room", name: "" },
  notes: [],
  clusters: [],
  blocks: [],
  confirmation: null,
  ...more,
});

/** @param {object} [more] @returns {any} */
const wish = (more = {}) => ({
  id: "w1",
  channel: "room-1",
  type: "note.add",
  data: { text: "På väg", kind: "need" },
  made_at: 0,
  state: "pending",
  error: null,
  ...more,
});

/** @param {{id: string}[]} list */
const ids = (list) => list.map((each) => each.id);

describe("what a room shows", () => {
  test("a note on its way stands last, as its writer's, until the stream brings it under the same id", () => {
    const before = shownNotes(room({ notes: [note(1)] }), [wish()], "anna");
    const after = shownNotes(room({ notes: [note(1), note(2, { id: "w1" })] }), [wish()], "anna");

    assert.deepEqual(ids(before), ["n1", "w1"]);
    assert.equal(before[1]?.author, "anna");
    assert.equal(before[1]?.waiting, "pending");
    assert.deepEqual(ids(after), ["n1", "w1"]);
    assert.equal(after[1]?.waiting, undefined);
  });

  test("an anonymous note on its way has no author", () => {
    const [shown] = shownNotes(
      room(),
      [wish({ data: { text: "x", kind: "need", anonymous: true } })],
      "anna",
    );

    assert.equal(shown?.author, null);
  });

  test("a change on its way is shown, one that was refused is not, and the others are the very same", () => {
    const notes = [note(1), note(2), note(3)];
    const edit = (/** @type {object} */ data, more = {}) =>
      wish({ id: "e", type: "note.edit", data, ...more });
    const coming = edit({ note: "n1", text: "Ny lydelse" });
    const refused = edit({ note: "n2", text: "Ville de inte ha" }, { state: "refused" });
    const late = edit({ note: "w1", kind: "idea" });
    const shown = shownNotes(room({ notes }), [wish(), coming, refused, late], "anna");

    assert.deepEqual(
      shown.map(({ text, kind, edit }) => [text, kind, edit]),
      [
        ["Ny lydelse", "insight", coming],
        ["Inlägg 2", "insight", refused],
        ["Inlägg 3", "insight", undefined],
        ["På väg", "idea", late],
      ],
    );
    assert.equal(shown[2], notes[2]);
  });

  test("a note that is being removed is not shown, until that is taken back", () => {
    const removal = wish({ id: "r", type: "note.remove", data: { note: "n1" } });
    const back = wish({ id: "b", type: "note.restore", data: { note: "n1" } });

    assert.deepEqual(ids(shownNotes(room({ notes: [note(1), note(2)] }), [removal], "anna")), ["n2"]);
    assert.deepEqual(ids(shownNotes(room({ notes: [note(1)] }), [removal, back], "anna")), ["n1"]);
  });

  test("one's own removed note, which the server still sends, is not shown", () => {
    assert.deepEqual(ids(shownNotes(room({ notes: [note(1, { removed: true }), note(2)] }), [], "anna")), [
      "n2",
    ]);
  });

  test("replies stand under what they build on, and by themselves where that is gone", () => {
    const list = threads([note(1), note(2, { reply_to: "n1" }), note(3, { reply_to: "gone" })]);

    assert.deepEqual(
      list.map((thread) => [thread.note.id, ids(thread.replies)]),
      [
        ["n1", ["n2"]],
        ["n3", []],
      ],
    );
  });

  test("clusters keep their order, empty ones stay, and notes without one come last", () => {
    const clusters = [
      { id: "a", title: "A" },
      { id: "b", title: "B" },
    ];
    const groups = byCluster(
      threads([note(1), note(2, { cluster: "a" }), note(3, { cluster: "unknown" })]),
      clusters,
    );

    assert.deepEqual(
      groups.map((group) => [group.cluster?.id ?? null, noteCount(group)]),
      [
        ["a", 1],
        ["b", 0],
        [null, 2],
      ],
    );
  });

  test("by time, the newest is first", () => {
    assert.deepEqual(
      byTime(threads([note(1), note(2)])).map((thread) => thread.note.id),
      ["n2", "n1"],
    );
  });
});

describe("a long list", () => {
  const notes = Array.from({ length: 60 }, (_, at) => note(at + 1));

  test("shows every note once, in order, either way", () => {
    const list = threads(notes);

    assert.deepEqual(
      runs(list).flatMap((run) => run.threads),
      list,
    );
    assert.deepEqual(
      runs(byTime(list)).flatMap((run) => run.threads),
      byTime(list),
    );
  });

  test("keeps every run but the last when a note arrives", () => {
    const before = runs(threads(notes));
    const after = runs(threads([...notes, note(61)]));

    assert.equal(after.length, before.length);
    assert.deepEqual(
      after.map((run, at) => run === before[at]),
      [true, true, false],
    );
  });

  test("keeps every run but one when a note in the middle goes or gets a reply", () => {
    const before = runs(threads(notes));
    const gone = runs(threads(notes.toSpliced(30, 1)));
    const answered = runs(threads([...notes, note(61, { reply_to: "n31" })]));

    for (const after of [gone, answered])
      assert.deepEqual(
        after.map((run, at) => run === before[at]),
        [true, false, true],
      );
  });

  test("a note on its way stays in its run when the stream brings it", () => {
    const coming = runs(threads(shownNotes(room({ notes }), [wish()], "anna")));
    const here = runs(threads([...notes, note(61, { id: "w1" })]));

    assert.equal(coming.at(-1)?.threads.at(-1)?.note.id, "w1");
    assert.deepEqual(
      coming.map((run) => run.place),
      here.map((run) => run.place),
    );
  });
});

describe("the group's text", () => {
  test("a note is covered when a block with text builds on it; removed notes are not asked for", () => {
    const blocks = [
      { id: "b1", kind: "paragraph", text: "En text", sources: ["n1", "gone"], version: 1 },
      { id: "b2", kind: "bullet", text: " \u200b", runs: [], sources: ["n2"], version: 1 },
    ];
    const found = coverage(room({ notes: [note(1), note(2), note(3, { removed: true })], blocks }));

    assert.deepEqual([...found.covered], ["n1"]);
    assert.deepEqual(ids(found.missing), ["n2"]);
    assert.equal(found.all, 2);
  });

  test("points that follow each other are one list, with what stands below each", () => {
    const block = (/** @type {string} */ id, /** @type {string} */ kind, level = 0) =>
      /** @type {any} */ ({ id, kind, level });
    const parts = paragraphs([
      block("1", "paragraph"),
      block("2", "bullet"),
      block("3", "numbered", 1),
      block("4", "bullet"),
      block("5", "numbered"),
      block("6", "heading"),
    ]);

    assert.deepEqual(
      parts.map((part) =>
        "points" in part
          ? part.points.map((point) => [point.block.id, ids(point.below.map((each) => each.block))])
          : part.block.id,
      ),
      [
        "1",
        [
          ["2", ["3"]],
          ["4", []],
        ],
        [["5", []]],
        "6",
      ],
    );
  });
});

describe("who and where", () => {
  const session = /** @type {any} */ ({
    participants: [{ id: "anna", name: "Anna", organisation: "UHR", role: "note-taker", room: "room-2" }],
    programme: [
      {
        id: "item-1",
        kind: "opening",
        title: "Inledning",
        channel: "item-1",
        parts: [{ channel: "item-1-1", speaker: "Generaldirektören", title: null }],
      },
      { id: "item-2", kind: "break", title: "Kaffe", channel: null, parts: [] },
      {
        id: "item-3",
        kind: "talks",
        title: "Föredrag",
        channel: "item-3",
        parts: [{ channel: "item-3-1", speaker: "Länsstyrelsen", title: "Läget" }],
      },
    ],
    steps: [
      { id: "step-1", item: "item-3" },
      { id: "step-2", item: "item-2" },
    ],
    step: { id: "step-1" },
  });

  test("room and role are what the session says now, not what they were at the subscription", () => {
    const you = /** @type {any} */ ({
      id: "anna",
      role: "participant",
      room: "room-1",
      name: "Anna",
      organisation: null,
    });

    assert.deepEqual(meNow(session, you), {
      id: "anna",
      role: "note-taker",
      room: "room-2",
      name: "Anna",
      organisation: "UHR",
    });
    assert.equal(meNow(session, null), null);
  });

  test("openings and talks are places to write in, breaks are not", () => {
    assert.deepEqual(
      itemPlaces(session).map((place) => [place.channel, place.parts.map((part) => part.title)]),
      [
        ["item-1", ["Generaldirektören"]],
        ["item-3", ["Länsstyrelsen: Läget"]],
      ],
    );
  });

  test("the step that is on says which place it belongs to", () => {
    assert.equal(channelOfNow(session), "item-3");
    assert.equal(channelOfNow({ ...session, step: { id: "step-2" } }), null);
    assert.equal(channelOfNow({ ...session, step: null }), null);
  });

  test("a message shows to those it is for, the latest, and for a while", () => {
    const at = "2025-09-30T12:00:00.000Z";
    const messages = /** @type {any} */ ([
      { id: "1", rooms: null, at },
      { id: "2", rooms: ["room-2"], at },
    ]);
    const soon = Date.parse(at) + 1_000;

    assert.equal(messageNow(messages, "room-2", soon, 60_000)?.id, "2");
    assert.equal(messageNow(messages, "room-1", soon, 60_000)?.id, "1");
    assert.equal(messageNow(messages, "room-1", soon + 60_000, 60_000), null);
  });
});

test("characters are counted as the server counts them", () => {
  assert.equal(characters(" a\u030a🙂 "), 2);
});
