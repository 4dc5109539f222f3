import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, mock, test } from "node:test";
import { Pages, pageAt } from "../../static/views/draft/pages.js";

const SEVEN = { ok: true, data: { pages: 7, starts: { "d-room-1": 4 } } };

/** What has been asked of a server that answers when the test says so. */
function house() {
  /** @type {((answer: any) => void)[]} */
  const asked = [];
  const pages = new Pages(() => new Promise((answer) => asked.push(answer)));
  return { pages, asked };
}

/** @param {number} seconds */
function pass(seconds) {
  mock.timers.tick(seconds * 1_000);
}

/** Let what waits for an answer go on. */
async function answered() {
  for (let turn = 0; turn < 5; turn += 1) await null;
}

describe("which page one is on", () => {
  const marks = [
    { page: 1, top: -900 },
    { page: 2, top: -100 },
    { page: 3, top: 500 },
  ];

  test("it is that of what stands last at or above the line", () => {
    assert.equal(pageAt(marks, 300), 2);
    assert.equal(pageAt(marks, 500), 3);
    assert.equal(pageAt(marks, 5_000), 3);
  });

  test("where nothing that is told of stands above, it is the first", () => {
    assert.equal(pageAt(marks, -1_000), 1);
    assert.equal(pageAt([], 300), 1);
  });

  test("what has been moved since counts where it stands now", () => {
    const moved = [...marks, { page: 1, top: 200 }];
    assert.equal(pageAt(moved, 300), 1);
    assert.equal(pageAt(moved.toReversed(), 300), 1);
  });

  test("of two at the same place the later one counts", () => {
    assert.equal(pageAt([...marks, { page: 4, top: 500 }], 600), 4);
  });
});

describe("asking for the pages", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 }));
  afterEach(() => mock.timers.reset());

  test("it is asked when the paper has rested, and told with the time of asking", async () => {
    const { pages, asked } = house();
    pages.see("one", true);
    pass(2);
    pages.see("two", true);
    pass(2.9);
    assert.equal(asked.length, 0);
    pass(0.1);
    assert.equal(asked.length, 1);
    assert.equal(pages.told.value, null);

    pass(1);
    asked[0]?.(SEVEN);
    await answered();

    assert.deepEqual(pages.told.value, { ...SEVEN.data, at: 1_005_000 });
  });

  test("a paper that has not changed is not asked about again", async () => {
    const { pages, asked } = house();
    pages.see("one", true);
    pass(3);
    asked[0]?.(SEVEN);
    await answered();

    pages.see("one", true);
    pass(600);

    assert.equal(asked.length, 1);
  });

  test("however much is written, some time passes between two questions", async () => {
    const { pages, asked } = house();
    pages.see("one", true);
    pass(3);
    asked[0]?.(SEVEN);
    await answered();

    pages.see("two", true);
    pass(14);
    assert.equal(asked.length, 1);
    pass(1);

    assert.equal(asked.length, 2);
  });

  test("what changes while it is being laid out is asked about afterwards", async () => {
    const { pages, asked } = house();
    pages.see("one", true);
    pass(3);
    pages.see("two", true);
    pass(60);
    assert.equal(asked.length, 1);

    asked[0]?.(SEVEN);
    await answered();
    pass(3);

    assert.equal(asked.length, 2);
  });

  test("a page that nobody sees asks nothing until it is seen", () => {
    const { pages, asked } = house();
    pages.see("one", true);
    pages.see("one", false);
    pass(60);
    assert.equal(asked.length, 0);

    pages.see("one", true);
    pass(3);

    assert.equal(asked.length, 1);
  });

  test("without an answer what was told stays, and a minute passes before the next try", async () => {
    const { pages, asked } = house();
    pages.see("one", true);
    pass(3);
    asked[0]?.(SEVEN);
    await answered();
    pages.see("two", true);
    pass(15);
    asked[1]?.({ ok: false, error: { code: "unavailable" } });
    await answered();
    assert.equal(pages.told.value?.pages, 7);

    pass(59);
    assert.equal(asked.length, 2);
    pass(1);

    assert.equal(asked.length, 3);
  });

  test("a paper that is too large for it is not tried again before it has changed", async () => {
    const { pages, asked } = house();
    pages.see("one", true);
    pass(3);
    asked[0]?.({ ok: false, error: { code: "too_large" } });
    await answered();

    pass(600);
    assert.equal(asked.length, 1);
    pages.see("shorter", true);
    pass(3);

    assert.equal(asked.length, 2);
  });
});
