import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { byRoom, notesById, words } from "../../static/views/draft/unused.js";
import { beside, carriers, sourcesLeft } from "../../static/views/groups.js";
import { chunks, fits, layOut, pageAt, rowPages, SIZES } from "../../static/views/projector/pages.js";
import { sceneOf } from "../../static/views/projector/scene.js";
import { ago, meeting, NOW, note, room } from "./workshop_cast.js";

/** @param {object} changes */
const shown = (changes) => sceneOf(meeting(changes), NOW).name;
const THEMES = [{ id: "t", text: "Uppdrag håller frågan kvar.", sources: ["a"] }];
const SPOT = {
  note: "a",
  theme: null,
  channel: "room-1",
  text: "Vem äger helheten?",
  kind: "insight",
  organisation: null,
};
/** @param {string} step */
const on = (step) => ({ ...meeting().step, id: step });

describe("what the screen shows", () => {
  test("the code before the meeting and until a step is on", () => {
    assert.equal(shown({ session: { ...meeting().session, status: "prepared" } }), "lobby");
    assert.equal(shown({ step: null }), "lobby");
  });

  test("the timer during a step, a calmer picture in a break", () => {
    assert.equal(shown({}), "step");
    assert.equal(shown({ step: on("step-2") }), "pause");
  });

  test("a step of the workshop that is called a pause is one", () => {
    const session = meeting();
    session.steps[3].title = "Paus med kaffe";

    assert.equal(sceneOf(session, NOW).name, "pause");
  });

  test("a lifted note takes the screen, a lifted pattern shows all patterns", () => {
    assert.equal(shown({ spotlight: SPOT }), "spotlight");
    assert.equal(shown({ spotlight: { ...SPOT, note: null, theme: "t" }, themes: THEMES }), "harvest");
  });

  test("patterns come up by themselves in the workshop's last step, once there are any", () => {
    assert.equal(shown({ step: on("step-5"), themes: THEMES }), "harvest");
    assert.equal(shown({ step: on("step-5") }), "step");
    assert.equal(shown({ step: on("step-5"), themes: THEMES, spotlight: SPOT }), "harvest");
    assert.equal(shown({ step: on("step-4"), themes: THEMES }), "step");
  });

  test("a long note takes the whole screen also then", () => {
    const long = { ...SPOT, text: "En lång tanke. ".repeat(12) };

    assert.equal(shown({ step: on("step-5"), themes: THEMES, spotlight: long }), "spotlight");
  });

  test("a call to everybody stays for half a minute; one to a room never comes", () => {
    const call = { id: "c", text: "Fem minuter kvar.", rooms: null, at: ago(0.4) };

    assert.equal(shown({ messages: [call] }), "message");
    assert.equal(shown({ messages: [{ ...call, at: ago(0.6) }] }), "step");
    assert.equal(shown({ messages: [{ ...call, rooms: ["room-1"] }] }), "step");
  });

  test("thanks when the meeting is closed, whatever else is going on", () => {
    assert.equal(
      shown({ session: { ...meeting().session, status: "closed" }, spotlight: SPOT, step: null }),
      "end",
    );
  });

  test("knows what comes after the step", () => {
    assert.equal(sceneOf(meeting(), NOW).next?.title, "Skörd");
  });
});

describe("a scene chosen by hand", () => {
  /** @param {string} scene @param {object} [more] */
  const chosen = (scene, more = {}) => shown({ screen: { scene, theme: "auto" }, ...more });

  test("stands whatever the meeting does, but for the end and a call", () => {
    assert.equal(chosen("pause"), "pause");
    assert.equal(chosen("lobby", { spotlight: SPOT }), "lobby");
    assert.equal(chosen("work", { step: null }), "step");
    assert.equal(chosen("pause", { session: { ...meeting().session, status: "closed" } }), "end");
    const call = { id: "c", text: "Fem minuter kvar.", rooms: null, at: ago(0.1) };
    assert.equal(chosen("pause", { messages: [call] }), "message");
  });

  test("at the harvest a short note stands beside the patterns and a long one takes the screen", () => {
    assert.equal(chosen("harvest", { spotlight: SPOT }), "harvest");
    assert.equal(chosen("harvest", { spotlight: { ...SPOT, text: "Lång. ".repeat(40) } }), "spotlight");
  });
});

describe("the groups that carry a pattern", () => {
  const channels = new Map([
    ["room-1", room("room-1", { notes: [note("a")] })],
    ["room-2", room("room-2", { notes: [note("b", { removed: true })] })],
  ]);

  test("each room has its fixed place, with the number people know it by", () => {
    assert.deepEqual(carriers(THEMES[0], meeting().rooms, channels), [
      { id: "room-1", number: 4, carries: true },
      { id: "room-2", number: 2, carries: false },
    ]);
  });

  test("a removed note is no longer a source to show", () => {
    assert.equal(sourcesLeft(["a", "b"], channels), 1);
  });
});

describe("patterns at the harvest", () => {
  const row = { width: 120, height: 18 };
  const whole = { width: 168, height: 50 };
  const pattern = (/** @type {string} */ text) => ({ text });
  const pages = (/** @type {string[]} */ ...texts) =>
    rowPages(texts.map(pattern), 2, (text) => fits(text, row, 4.6), whole);

  test("short ones share a page", () => {
    const shown = pages("Ett", "Två", "Tre");

    assert.deepEqual(
      shown.map((page) => page.rows.map(({ text }) => text)),
      [["Ett", "Två"], ["Tre"]],
    );
  });

  test("one that is too long for its row has pages of its own, in its place, and nothing of it is lost", () => {
    const text = Array.from({ length: 40 }, (_, place) => `Mening nummer ${place} är här.`).join(" ");
    const shown = pages("Ett", text, "Två");
    const long = shown.flatMap((page) => (page.long ? [page.long] : []));

    assert.ok(long.length > 1);
    assert.equal(long.map((page) => page.text).join(" "), text);
    assert.deepEqual(
      [shown[0], shown.at(-1)].map((page) => page?.rows[0]?.text),
      ["Ett", "Två"],
    );
  });
});

describe("long texts on the screen", () => {
  const box = { width: 168, height: 66 };

  test("a short one is as large as can be, a longer one smaller", () => {
    assert.deepEqual(layOut("Vem äger helheten?", box), {
      size: SIZES[0].name,
      pages: ["Vem äger helheten?"],
    });
    assert.equal(layOut("ord ".repeat(60).trim(), box).size, "l");
  });

  test("one that fits at no size is turned page by page and nothing of it is lost", () => {
    const text = Array.from({ length: 80 }, (_, place) => `Mening nummer ${place} är här.`).join(" ");
    const { size, pages } = layOut(text, box);

    assert.equal(size, SIZES.at(-1)?.name);
    assert.ok(pages.length > 1);
    assert.equal(pages.join(" "), text);
  });

  test("a page that breaks inside a sentence says that more follows", () => {
    const { pages } = layOut("ord ".repeat(500).trim(), box);

    assert.ok(pages.slice(0, -1).every((page) => page.endsWith(" …")));
    assert.ok(!pages.at(-1)?.endsWith("…"));
  });

  test("one endless word is cut instead of hanging the screen", () => {
    const { pages } = layOut("å".repeat(2000), box);

    assert.equal(pages.map((page) => page.replace(" …", "")).join(""), "å".repeat(2000));
  });

  test("pages turn in time and start over", () => {
    assert.deepEqual(
      [0, 9, 10, 20, 30].map((seconds) => pageAt(3, seconds, 10)),
      [0, 0, 1, 2, 0],
    );
    assert.equal(pageAt(1, 99, 10), 0);
  });

  test("a list is divided evenly", () => {
    assert.deepEqual(chunks([1, 2, 3, 4, 5, 6, 7], 6), [
      [1, 2, 3, 4],
      [5, 6, 7],
    ]);
    assert.deepEqual(chunks([], 6), [[]]);
  });
});

describe("beside the draft", () => {
  const channels = new Map([
    ["item-1-1", room("item-1-1", { notes: [note("i")] })],
    ["room-1", room("room-1", { notes: [note("a"), note("gone", { removed: true })] })],
    ["room-2", room("room-2", { notes: [note("b")] })],
  ]);

  test("unused notes stand by room, in the order of the paper", () => {
    const groups = byRoom(new Set(["b", "a", "i"]), meeting(), channels);

    assert.deepEqual(
      groups.map(({ channel, number, notes }) => [channel, number, notes.map((each) => each.id)]),
      [
        ["item-1-1", null, ["i"]],
        ["room-1", 4, ["a"]],
        ["room-2", 2, ["b"]],
      ],
    );
  });

  test("a trace finds the notes that can be read", () => {
    assert.deepEqual([...notesById(channels).keys()], ["i", "a", "b"]);
  });

  test("words are counted as a reader would", () => {
    assert.equal(words("Sjukfrånvaro – 224 kommuner, vård-nätverk och 13.45"), 6);
    assert.equal(words(""), 0);
  });
});

describe("the groups beside a pattern", () => {
  const groups = (/** @type {number} */ all, /** @type {number} */ carrying) =>
    Array.from({ length: all }, (_, place) => ({ number: place + 1, carries: place >= all - carrying }));

  test("each have their place while there is room, with more of them only those that carry it", () => {
    assert.deepEqual(beside(groups(12, 3), 12), { shown: groups(12, 3), more: 0 });
    assert.deepEqual(
      beside(groups(40, 3), 12).shown.map((group) => group.number),
      [38, 39, 40],
    );
    const { shown, more } = beside(groups(40, 40), 12);
    assert.equal(shown.length + more, 40);
    assert.equal(shown.length, 11);
  });
});
