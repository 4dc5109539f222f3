import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { addressee, letterFor, mailAddress } from "../../static/views/draft/letter.js";

/** @param {Record<string, any>} [info] @param {any[]} [participants] @returns {any} a meeting with an opening, a talk and a group */
function meeting(info = {}, participants = []) {
  return {
    session: {
      title: "Samverkansträff 3",
      date: "2025-09-30",
      language: "sv",
      published: "2025-10-28",
      organiser: { name: "Nätverket" },
      ...info,
    },
    programme: [
      {
        kind: "opening",
        title: "Inledning",
        channel: "item-1",
        parts: [{ channel: "item-1-1", speaker: "Ordföranden", role: null, title: null }],
      },
      {
        kind: "talks",
        title: "Perspektiv",
        channel: "item-2",
        parts: [{ channel: "item-2-1", speaker: "En kommun", role: null, title: "Orten växer" }],
      },
    ],
    rooms: [{ id: "room-1", name: "Grupp 1", proposal: { title: "Nätverk & noder" } }],
    participants,
  };
}

const EMPTY = { channel: "item-2-1", notes: false };
const GROUP = { channel: "room-1", notes: true };

describe("a letter that asks for words", () => {
  test("to a speaker it names the meeting, the talk, three sentences and the day that the paper is sent", () => {
    const { subject, body } = letterFor(meeting(), EMPTY, "2025-10-01");

    assert.equal(subject, "Text till dokumentationen från Samverkansträff 3");
    for (const said of ["30 september 2025", "”Orten växer”", "tre meningar", "28 oktober 2025", "Nätverket"])
      assert.ok(body.includes(said), `${said} in ${body}`);
    assert.ok(!body.includes("Inläggen"), "there are none");
  });

  test("a day that has passed, or that nobody has set, is not told", () => {
    for (const [info, today] of /** @type {const} */ ([
      [{}, "2025-10-28"],
      [{ published: null }, "2025-10-01"],
    ]))
      assert.ok(!letterFor(meeting(info), EMPTY, today).body.includes("skickas ut"));
  });

  test("to a group it greets those who took notes there, and says that the notes are left", () => {
    const people = [
      { name: "Bo Ek", role: "note-taker", room: "room-1" },
      { name: "Anna Ås", role: "note-taker", room: "room-1" },
      { name: "Cia Al", role: "note-taker", room: "room-2" },
      { name: "Dan Öh", role: "participant", room: "room-1" },
    ];
    const { body } = letterFor(meeting({}, people), GROUP, "2025-10-01");

    assert.ok(body.startsWith("Hej Bo Ek och Anna Ås,\n"), body);
    assert.ok(body.includes("”Nätverk & noder”"));
    assert.ok(body.includes("Inläggen finns kvar"));
    assert.ok(!/Cia|Dan/.test(body));
    assert.deepEqual(addressee(meeting({}, people), "room-1").names, ["Bo Ek", "Anna Ås"]);
  });

  test("whom to ask is told where nobody took notes, and where names have been erased", () => {
    assert.equal(addressee(meeting(), "room-1").role, "room");
    assert.equal(addressee(meeting({}, [{ role: "note-taker", room: "room-1" }]), "room-1").role, "room");
    assert.deepEqual(addressee(meeting(), "item-1-1"), { names: ["Ordföranden"], role: "speaker" });
    assert.equal(addressee(meeting(), "item-2").role, "item");
  });

  test("is in the paper's language, not in that of whoever edits it", () => {
    const { subject, body } = letterFor(meeting({ language: "en" }), EMPTY, "2025-10-01");

    assert.equal(subject, "Text for the documentation of Samverkansträff 3");
    assert.ok(body.includes("three sentences"));
    assert.ok(body.includes("28 October 2025"));
    assert.ok(!/Dokumentation|meningar/.test(body));
  });

  test("opens in a mail program as it was written, every sign of it", () => {
    const written = { subject: "Be om: 100 % & mer?", body: "Hej,\n\nÅsa+Bo #1 = ”så”\nslut" };
    const address = mailAddress(written) ?? "";
    const [, query = ""] = address.split("?");
    const told = Object.fromEntries(query.split("&").map((pair) => pair.split("=").map(decodeURIComponent)));

    assert.ok(address.startsWith("mailto:?"));
    assert.equal(told.subject, written.subject);
    assert.equal(told.body, written.body.replaceAll("\n", "\r\n"));
  });

  test("the ready ones are short enough for that; a long one says so", () => {
    const long = meeting({
      title: "En träff med ett ovanligt långt namn om välfärdens villkor i hela länet",
    });
    for (const section of [
      EMPTY,
      GROUP,
      { channel: "item-1-1", notes: true },
      { channel: "item-2", notes: true },
    ])
      assert.notEqual(mailAddress(letterFor(long, section, "2025-10-01")), null);
    assert.equal(mailAddress({ subject: "", body: "å".repeat(400) }), null);
  });
});
