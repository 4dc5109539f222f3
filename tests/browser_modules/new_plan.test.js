/** The form for a new meeting: what stops it, and the session file's keys that come of it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyForm, faults, newItem, newRoom, planOf } from "../../static/views/new/plan.js";

/** @param {object} more */
const filled = (more = {}) => ({ ...emptyForm("sv"), title: " Träff ", date: "2027-03-04", ...more });

/** @param {import("../../static/views/new/plan.js").Form} form */
const wrong = (form) => faults(form).map(({ id }) => id);

test("name and date are all that is needed, and what is empty is left out", () => {
  assert.deepEqual(wrong(emptyForm("sv")), ["title", "date"]);
  assert.deepEqual(wrong(filled()), []);
  assert.deepEqual(planOf(filled()), {
    samtal: 1,
    language: "sv",
    title: "Träff",
    date: "2027-03-04",
    settings: { anonymous_notes: true, rooms_visible: "own", self_select_room: true, retention_days: 90 },
  });
});

test("organisations are lines, with a short form after a semicolon", () => {
  const { organisations } = planOf(filled({ organisations: " Arbetsförmedlingen; Af \n\nSkolverket" }));

  assert.deepEqual(organisations, [{ name: "Arbetsförmedlingen", short: "Af" }, { name: "Skolverket" }]);
});

test("a part of the programme says what it is, with times as the file wants them", () => {
  const talks = { ...newItem("talks"), title: "Föredrag", time: "9.30", minutes: "90" };
  talks.people = [
    { key: "a", name: "En kommun", about: "Vad vi vet" },
    { key: "b", name: "", about: "" },
  ];
  const workshop = { ...newItem("workshop"), title: "Samtal" };
  workshop.steps = [{ key: "c", title: "Skriv", minutes: "10", silent: true }];

  assert.deepEqual(planOf(filled({ programme: [talks, workshop] })).programme, [
    {
      talks: {
        title: "Föredrag",
        time: "09.30",
        minutes: 90,
        talks: [{ speaker: "En kommun", title: "Vad vi vet" }],
      },
    },
    { workshop: { title: "Samtal", steps: [{ title: "Skriv", minutes: 10, silent: true }] } },
  ]);
});

test("numbers and times that are none are told at their fields", () => {
  const item = { ...newItem("break"), key: "p", title: "", time: "25.00", minutes: "1,5" };

  assert.deepEqual(wrong(filled({ programme: [item], number: "0", retention: "" })), [
    "number",
    "p-title",
    "p-time",
    "p-minutes",
    "retention",
  ]);
});

test("two rooms have different names, two proposals different numbers", () => {
  const one = { ...newRoom(1), key: "a", name: "Sal A", title: "En väg in", number: "2" };
  const two = { ...newRoom(2), key: "b", name: "sal a ", title: "En dörr till" };
  const form = filled({ rooms: [one, two] });

  assert.deepEqual(wrong(form), ["b-name", "b-number"]);
  assert.equal(planOf(form).rooms[1].proposal.number, 2, "a proposal has its place's number");
});

test("a room without a proposal has none, and one with a question needs a title", () => {
  const form = filled({ rooms: [{ ...newRoom(1), key: "a", name: "Sal A" }] });
  assert.deepEqual(planOf(form).rooms, [{ name: "Sal A" }]);

  form.rooms = [{ ...newRoom(1), key: "a", name: "Sal A", question: "Hur?" }];
  assert.deepEqual(wrong(form), ["a-title"]);
});
