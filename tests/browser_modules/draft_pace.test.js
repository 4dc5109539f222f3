import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { Pace } from "../../static/views/draft/pace.js";

/** A server that answers when the test says so, and a meeting that is open or not. @param {{ open?: boolean }} [meeting] */
function house({ open = false } = {}) {
  /** @type {((answered: boolean) => void)[]} */
  const asked = [];
  const pace = new Pace({ ask: () => new Promise((answer) => asked.push(answer)), open: () => open });
  return { pace, asked };
}

/** @param {number} seconds */
function pass(seconds) {
  mock.timers.tick(seconds * 1_000);
}

/** @param {ReturnType<typeof house>} house @param {boolean} [well] */
async function answer({ asked }, well = true) {
  asked.at(-1)?.(well);
  for (let turn = 0; turn < 5; turn += 1) await null;
}

/** A page that has the paper as it stands. @param {{ open?: boolean }} [meeting] */
async function shown(meeting) {
  const here = house(meeting);
  here.pace.changed();
  pass(0);
  await answer(here);
  assert.equal(here.pace.behind.value, false);
  pass(60);
  return here;
}

describe("how often the paper is asked for", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 }));
  afterEach(() => mock.timers.reset());

  test("the first time at once, and what changes meanwhile is asked for once more", async () => {
    const here = house();
    for (let room = 0; room < 40; room += 1) here.pace.changed();
    pass(0);
    assert.equal(here.asked.length, 1);

    for (let room = 0; room < 40; room += 1) here.pace.changed();
    await answer(here);
    pass(60);
    assert.equal(here.asked.length, 2);
    await answer(here);
    pass(60);
    assert.equal(here.asked.length, 2);
  });

  test("several changes shortly after each other are one question", async () => {
    const here = await shown();
    here.pace.changed();
    pass(0.3);
    here.pace.changed();
    pass(0.4);
    assert.equal(here.asked.length, 2);
    assert.equal(here.pace.behind.value, true);
    await answer(here);
    assert.equal(here.pace.behind.value, false);
  });

  test("a meeting that goes on is not asked more often than every ten seconds", async () => {
    const here = await shown({ open: true });
    for (let tenth = 0; tenth < 600; tenth += 1) {
      here.pace.changed();
      pass(0.1);
      await answer(here);
    }
    assert.equal(here.asked.length, 1 + 6);
  });

  test("who waits for what a button did sees it soon, also while the meeting goes on", async () => {
    const here = await shown({ open: true });
    here.pace.changed();
    pass(0.7);
    await answer(here);
    here.pace.changed();
    pass(1);
    assert.equal(here.asked.length, 2);

    here.pace.hurry();
    pass(0.7);
    assert.equal(here.asked.length, 3);
  });

  test("also where the answer to the button is here before the change that it made", async () => {
    const here = await shown({ open: true });
    here.pace.changed();
    pass(0.7);
    await answer(here);
    here.pace.hurry();
    here.pace.changed();
    pass(0.7);
    assert.equal(here.asked.length, 3);
  });

  test("nothing is asked for in a hurry that is here already", async () => {
    const here = await shown();
    here.pace.hurry();
    pass(60);
    assert.equal(here.asked.length, 1);
  });

  test("a paper that takes long to make is asked for more seldom", async () => {
    const here = await shown();
    here.pace.changed();
    pass(0.7);
    here.pace.changed();
    pass(2);
    await answer(here);

    pass(5.9);
    assert.equal(here.asked.length, 2);
    pass(0.1);
    assert.equal(here.asked.length, 3);
  });

  test("what was asked for in vain is asked for again by itself, or at once by who presses the button", async () => {
    const here = await shown();
    here.pace.changed();
    pass(0.7);
    await answer(here, false);
    assert.equal(here.pace.behind.value, true);
    pass(29);
    assert.equal(here.asked.length, 2);
    pass(1);
    assert.equal(here.asked.length, 3);
    await answer(here, false);

    here.pace.now();
    pass(0);
    assert.equal(here.asked.length, 4);
  });
});
