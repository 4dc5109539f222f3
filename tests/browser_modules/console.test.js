import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { bars, latestAt, PULSE_HEIGHT, PULSE_MINUTES, perMinute, pulse } from "../../static/lib/pulse.js";
import { attention, documentation, seats, textIsDue } from "../../static/views/console/attention.js";
import { kept, remaining, talks } from "../../static/views/console/closing.js";
import { askedFor, hiddenNotes, reported } from "../../static/views/console/moderation.js";
import { members, rows, seated, unplaced } from "../../static/views/console/people.js";
import { currentStep, nextStep, runSheet, workshopShare } from "../../static/views/console/run_sheet.js";
import { known, news } from "../../static/views/console/tidings.js";
import { unsent, writers } from "../../static/views/console/writing.js";
import { passedMark, reading } from "../../static/views/timing.js";
import { ago, block, meeting, NOW, note, person, room } from "./workshop_cast.js";

describe("the pulse of a room", () => {
  test("counts notes into the minute in which they came, the newest minute last", () => {
    const counts = pulse(
      [note("a", { at: ago(0.2) }), note("b", { at: ago(0.9) }), note("c", { at: ago(3.5) })],
      NOW,
    );

    assert.equal(counts.length, PULSE_MINUTES);
    assert.deepEqual(counts.slice(-4), [1, 0, 0, 2]);
  });

  test("leaves out removed notes, notes without a time and those of more than a quarter of an hour ago", () => {
    const counts = pulse(
      [note("a", { removed: true }), { id: "b", removed: true }, note("c", { at: ago(15.5) })],
      NOW,
    );

    assert.equal(counts.some(Boolean), false);
  });

  test("takes a note from a clock that is ahead as one of this minute", () => {
    assert.equal(pulse([note("a", { at: ago(-2) })], NOW).at(-1), 1);
  });

  test("draws an empty minute as a thin line and the busiest minute at full height", () => {
    const drawn = bars([0, 3, 1]);

    assert.deepEqual(
      drawn.map((bar) => bar.kind),
      ["z", "", "now"],
    );
    assert.equal(drawn[1].height, PULSE_HEIGHT);
    assert.equal(drawn[1].y, 0);
    assert.equal(drawn[0].y + drawn[0].height, PULSE_HEIGHT);
  });

  test("is told as a mean with one decimal", () => {
    assert.equal(perMinute([1, 0, 1]), 0.7);
    assert.equal(perMinute([]), 0);
  });

  test("knows when the latest note came", () => {
    assert.equal(latestAt([note("a", { at: ago(9) }), note("b", { at: ago(4) })]), NOW - 4 * 60_000);
    assert.equal(latestAt([]), null);
  });
});

describe("the run-sheet", () => {
  test("groups steps by programme item and says what is done, on and to come", () => {
    const groups = runSheet(meeting());

    assert.deepEqual(
      groups.map((group) => group.title),
      ["Inledning", "Lunch", "Workshop"],
    );
    assert.deepEqual(
      groups.flatMap((group) => group.lines.map((line) => line.state)),
      ["done", "done", "done", "now", "coming"],
    );
  });

  test("plans a step without a time of its own where the one before it ends", () => {
    const lines = runSheet(meeting()).flatMap((group) => group.lines);

    assert.deepEqual(
      lines.map((line) => line.from),
      ["09.30", "12.00", "13.00", "13.10", "13.50"],
    );
    assert.equal(lines[3].to, "13.50");
    assert.equal(lines[4].to, null);
  });

  test("does not guess a time after a step of unknown length", () => {
    const session = meeting();
    session.steps[0].minutes = null;
    session.steps[1].time = null;

    assert.deepEqual(
      runSheet(session).flatMap((group) => group.lines.map((line) => line.from)),
      ["09.30", null, null, null, null],
    );
  });

  test("has everything ahead before the first step and everything behind when the meeting is closed", () => {
    const before = meeting({ step: null });
    const closed = meeting({ step: null, session: { ...meeting().session, status: "closed" } });

    assert.ok(runSheet(before).every((group) => group.lines.every((line) => line.state === "coming")));
    assert.ok(runSheet(closed).every((group) => group.lines.every((line) => line.state === "done")));
  });

  test("remembers the step that was on when none is on any more", () => {
    const lines = runSheet(meeting({ step: null }), "step-5").flatMap((group) => group.lines);

    assert.ok(lines.every((line) => line.state === "done"));
  });

  test("knows the step that is on and the next one", () => {
    assert.equal(currentStep(meeting())?.id, "step-4");
    assert.equal(nextStep(meeting())?.id, "step-5");
    assert.equal(nextStep(meeting({ step: null }))?.id, "step-1");
    assert.equal(nextStep(meeting({ step: { ...meeting().step, id: "step-5" } })), null);
  });

  test("measures how far the workshop has come in planned minutes", () => {
    assert.equal(workshopShare(meeting(), NOW), (10 + 12) / 50);
    assert.equal(workshopShare(meeting({ step: { ...meeting().step, id: "step-2" } }), NOW), 0);
    assert.equal(workshopShare(meeting({ step: { ...meeting().step, started_at: ago(300) } }), NOW), 1);
  });
});

describe("a room that needs help", () => {
  test("is one without a note for seven minutes while the workshop goes on", () => {
    const silent = room("room-1", { notes: [note("a", { at: ago(8) })] });

    assert.deepEqual(attention(meeting(), silent, "room-1", NOW), { kind: "silent", minutes: 8 });
  });

  test("is not reproached for the time before the step began", () => {
    const session = meeting({ step: { ...meeting().step, started_at: ago(3) } });

    assert.equal(
      attention(session, room("room-1", { notes: [note("a", { at: ago(40) })] }), "room-1", NOW),
      null,
    );
  });

  test("is left in peace while the step is paused, in a break and before the meeting", () => {
    const quiet = room("room-1");
    const paused = meeting({ step: { ...meeting().step, status: "paused" } });
    const lunch = meeting({ step: { ...meeting().step, id: "step-2" } });
    const prepared = meeting({ session: { ...meeting().session, status: "prepared" } });

    for (const session of [paused, lunch, prepared])
      assert.equal(attention(session, quiet, "room-1", NOW), null);
  });

  test("is one that nobody sits in", () => {
    const session = meeting({ participants: [] });

    assert.deepEqual(attention(session, room("room-1"), "room-1", NOW), { kind: "empty" });
  });

  test("is one without text when the workshop nears its end", () => {
    const late = meeting({ step: { ...meeting().step, started_at: ago(30) } });
    const written = room("room-1", { notes: [note("a")], blocks: [block("b")] });

    assert.equal(textIsDue(late, NOW), true);
    assert.deepEqual(attention(late, room("room-1", { notes: [note("a")] }), "room-1", NOW), {
      kind: "no-text",
    });
    assert.equal(attention(late, written, "room-1", NOW), null);
  });

  test("is not one whose text is confirmed: it has done its work", () => {
    const confirmation = { at: ago(10), reservation: null };

    assert.equal(attention(meeting(), room("room-1", { confirmation }), "room-1", NOW), null);
  });

  test("says first that it is locked", () => {
    const session = meeting();
    session.rooms[0].locked = true;

    assert.deepEqual(attention(session, null, "room-1", NOW), { kind: "locked" });
  });
});

describe("who is in a room", () => {
  test("writes when typing or when a note of theirs came lately, else is quiet; away without a connection", () => {
    const session = meeting({
      participants: ["typing", "wrote", "reads", "gone"].map((id) => person(id, { room: "room-1" })),
    });
    const here = room("room-1", {
      notes: [note("a", { author: "wrote", at: ago(2) }), note("b", { author: "gone", at: ago(1) })],
    });
    const present = /** @type {any} */ ([
      { id: "typing", state: "writing" },
      { id: "wrote", state: "here" },
      { id: "reads", state: "here" },
    ]);

    assert.deepEqual(
      seats(session, here, "room-1", present, NOW).map((seat) => seat.state),
      ["writes", "writes", "quiet", "away"],
    );
  });

  test("leaves out those of other rooms", () => {
    assert.deepEqual(
      seats(meeting(), room("room-2"), "room-2", [], NOW).map((seat) => seat.name),
      ["Bo Öman"],
    );
  });
});

describe("a room's text", () => {
  test("is none, a number of pieces, or confirmed with its reservation", () => {
    assert.deepEqual(documentation(null), { kind: "none" });
    assert.deepEqual(documentation(room("room-1")), { kind: "none" });
    assert.deepEqual(documentation(room("room-1", { blocks: [block("a"), block("b")] })), {
      kind: "blocks",
      count: 2,
    });
    assert.deepEqual(
      documentation(
        room("room-1", { blocks: [block("a")], confirmation: { at: ago(1), reservation: "Inte punkt 2" } }),
      ),
      { kind: "confirmed", at: ago(1), reservation: "Inte punkt 2" },
    );
  });
});

describe("before closing", () => {
  test("everything that lacks something is listed by name, and who is writing comes first", () => {
    const channels = new Map([
      ["room-1", room("room-1", { notes: [note("a")] })],
      ["room-2", room("room-2", { notes: [note("b")], blocks: [block("c")] })],
    ]);
    const presence = /** @type {any} */ (
      new Map([
        [
          "room-1",
          [
            { id: "anna", state: "writing" },
            { id: "bo", state: "here" },
          ],
        ],
      ])
    );

    assert.deepEqual(remaining(meeting(), channels, presence), [
      { kind: "writing", count: 1, rooms: ["room-1"] },
      { kind: "no-text", channel: "room-1", name: "Startenkäter", notes: 1 },
      { kind: "not-confirmed", channel: "room-2", name: "Grupp 2", notes: 1 },
      { kind: "no-talk-notes", channel: "item-1-1", name: "Generaldirektören" },
      { kind: "no-themes" },
      { kind: "step-runs", title: "Samtal" },
    ]);
  });

  test("nothing remains when every room has a confirmed text, the talks have notes and there is a pattern", () => {
    const confirmed = { blocks: [block("x")], confirmation: { at: ago(1), reservation: null } };
    const channels = new Map([
      ["room-1", room("room-1", confirmed)],
      ["room-2", room("room-2", confirmed)],
      ["item-1-1", room("item-1-1", { notes: [note("a")] })],
    ]);
    const session = meeting({ step: null, themes: [{ id: "t", text: "Uppdrag", sources: [] }] });

    assert.deepEqual(remaining(session, channels, new Map()), []);
    assert.deepEqual(kept(session, channels), { notes: 1, blocks: 2, themes: 1 });
  });

  test("who has lost contact is named with room and time, those whose device holds something first", () => {
    const away = [
      { id: "anna", since: ago(9) },
      { id: "bo", since: ago(4), unsent: 2 },
      { id: "nobody", since: ago(1) },
    ];
    const session = meeting({
      participants: [person("anna", { room: "room-1" }), person("bo", { room: "room-2" })],
    });

    assert.deepEqual(remaining(session, new Map(), new Map(), NOW, away).slice(0, 2), [
      {
        kind: "unsent",
        people: [{ name: session.participants[1].name, room: "room-2", since: ago(4) }],
        rooms: ["room-2"],
      },
      {
        kind: "away",
        people: [{ name: session.participants[0].name, room: "room-1", since: ago(9) }],
        rooms: ["room-1"],
      },
    ]);
    assert.deepEqual(attention(session, room("room-2", { confirmation: {} }), "room-2", NOW, [], away), {
      kind: "unsent",
      devices: 1,
    });
    assert.equal(seats(session, room("room-1"), "room-1", [], NOW, away)[0].since, ago(9));
  });

  test("a removed note does not count as something said", () => {
    const channels = new Map([["room-1", room("room-1", { notes: [note("a", { removed: true })] })]]);

    assert.equal(remaining(meeting(), channels, new Map())[0].kind, "no-notes");
  });

  test("an item without parts is asked for itself", () => {
    const session = meeting();
    session.programme[0].parts = [];

    assert.deepEqual(talks(session), [{ channel: "item-1", name: "Inledning" }]);
  });
});

describe("moving people", () => {
  test("those without a room come first, then room by room; who is made facilitator stays", () => {
    assert.deepEqual(
      rows(meeting()).map((row) => row.id),
      ["eva", "lotta", "anna", "bo"],
    );
    assert.deepEqual(
      unplaced(meeting()).map((each) => each.id),
      ["eva"],
    );
    assert.equal(seated(meeting()).length, 3);
  });

  test("search looks at name and organisation, without regard to case and accents", () => {
    assert.deepEqual(
      rows(meeting(), "OMAN malmo").map((row) => row.id),
      ["bo"],
    );
    assert.deepEqual(rows(meeting(), "nobody"), []);
  });

  test("every room is counted, also the empty one", () => {
    assert.deepEqual(
      [...members(meeting({ participants: [person("x", { room: "room-1" })] }))],
      [
        ["room-1", 1],
        ["room-2", 0],
      ],
    );
  });
});

describe("the step's clock", () => {
  const clock = {
    id: "s",
    status: /** @type {const} */ ("running"),
    started_at: ago(12),
    ends_at: ago(-28),
    remaining: null,
  };

  test("shows what is left, and a line that is as long as the share that is left", () => {
    assert.deepEqual(reading(clock, 40, NOW), { left: 28 * 60, text: "28:00", share: 0.7, mood: "running" });
  });

  test("never shows a line longer than whole, also when the step was given more time than planned", () => {
    assert.equal(reading(clock, 10, NOW).share, 1);
  });

  test("warns in the last two minutes and counts on after the end", () => {
    assert.equal(reading({ ...clock, ends_at: ago(-1.5) }, 40, NOW).mood, "soon");
    assert.deepEqual(reading({ ...clock, ends_at: ago(1.2) }, 40, NOW), {
      left: -72,
      text: "+1:12",
      share: 0,
      mood: "over",
    });
  });

  test("stands still while paused", () => {
    const paused = { ...clock, status: /** @type {const} */ ("paused"), ends_at: null, remaining: 1360 };

    assert.equal(reading(paused, 40, NOW).text, "22:40");
    assert.equal(reading(paused, 40, NOW + 60_000).mood, "paused");
  });

  test("tells the time that has passed where a step has no length", () => {
    assert.deepEqual(reading({ ...clock, ends_at: null }, null, NOW), {
      left: null,
      text: "12:00",
      share: 0,
      mood: "open",
    });
  });

  test("is announced at ten, five, two and no minutes, once, and not when time was added or skipped", () => {
    assert.equal(passedMark(601, 600), 10);
    assert.equal(passedMark(600, 599), null);
    assert.equal(passedMark(1, 0), 0);
    assert.equal(passedMark(1200, 290), null);
    assert.equal(passedMark(null, 300), null);
  });
});

describe("what a room needs", () => {
  const calm = room("room-1", { notes: [note("a", { at: ago(2) })], blocks: [block("b")] });

  test("a call for the facilitator comes before all else, also from a locked room", () => {
    const session = meeting();
    session.rooms[0].called_at = ago(3);
    session.rooms[0].locked = true;

    assert.deepEqual(attention(session, calm, "room-1", NOW), { kind: "called", at: ago(3) });
  });

  test("a room whose people have all gone is told from one where nobody was placed", () => {
    assert.equal(attention(meeting(), calm, "room-1", NOW, [])?.kind, "away");
    assert.equal(attention(meeting(), calm, "room-1", NOW, [{ id: "anna", state: "here" }]), null);
  });

  test("a room where nobody takes notes says so, before its text is missed", () => {
    const session = meeting({ participants: [person("anna", { room: "room-1" })] });
    const bare = room("room-1", { notes: [note("a", { at: ago(2) })] });

    assert.deepEqual(attention(session, bare, "room-1", NOW), { kind: "no-taker" });
    assert.equal(attention(meeting({ ...session, step: null }), bare, "room-1", NOW), null);
  });

  test("notes that wait on a device are told of", () => {
    const present = [{ id: "anna", state: /** @type {const} */ ("here"), unsent: 2 }];

    assert.deepEqual(attention(meeting(), calm, "room-1", NOW, present), { kind: "unsent", devices: 1 });
  });
});

describe("who is in the middle of a sentence", () => {
  const typing = new Map([["room-1", [{ id: "anna", state: /** @type {const} */ ("writing") }]]]);

  test("is who types, once, wherever", () => {
    const twice = new Map([...typing, ["item-1-1", typing.get("room-1") ?? []]]);

    assert.equal(writers(twice, new Map(), NOW), 1);
  });

  test("is not who has just sent what was written", () => {
    const sent = new Map([["room-1", room("room-1", { notes: [note("a", { at: ago(0.05) })] })]]);
    const earlier = new Map([["room-1", room("room-1", { notes: [note("a", { at: ago(1) })] })]]);

    assert.equal(writers(typing, sent, NOW), 0);
    assert.equal(writers(typing, earlier, NOW), 1);
  });

  test("a device in two channels is one device", () => {
    const waits = [{ id: "bo", state: /** @type {const} */ ("here"), unsent: 3 }];

    assert.deepEqual(
      unsent(
        new Map([
          ["room-1", waits],
          ["session", waits],
        ]),
        [],
      ),
      new Map([["bo", 3]]),
    );
  });
});

describe("what has to be reviewed", () => {
  const rooms = new Map([
    [
      "room-1",
      room("room-1", {
        notes: [note("a"), note("b", { hidden: true }), note("c", { request: "Utan namn" })],
      }),
    ],
  ]);
  /** @param {string} id @param {string} about */
  const report = (id, about) => ({ id, note: about, channel: "room-1", reason: null, at: ago(1) });

  test("a note that several report stands once, and what is hidden already not at all", () => {
    const session = meeting({
      reports: [report("r1", "a"), report("r2", "a"), report("r3", "b"), report("r4", "gone")],
    });

    const found = reported(session, rooms);

    assert.deepEqual(
      found.map((each) => [each.note.id, each.reports.length]),
      [["a", 2]],
    );
  });

  test("hidden notes and those that wait for a change are listed by themselves", () => {
    assert.deepEqual(
      hiddenNotes(rooms).map((each) => each.note.id),
      ["b"],
    );
    assert.deepEqual(
      askedFor(rooms).map((each) => each.note.id),
      ["c"],
    );
  });

  test("calls and reports are heard once each", () => {
    const before = known(meeting());
    const session = meeting({ reports: [report("r1", "a"), report("r2", "a")] });
    session.rooms[1].called_at = ago(0);

    assert.deepEqual(news(before, known(session)), [
      { kind: "called", room: "room-2" },
      { kind: "reported", count: 2 },
    ]);
    assert.deepEqual(news(known(session), known(session)), []);
  });
});
