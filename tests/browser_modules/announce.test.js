import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { sentences, wait_ms } from "../../static/lib/announce.js";
import { newsCount, unsaid } from "../../static/views/room/model.js";

describe("what a screen reader is told", () => {
  test("soon, but not more than six times in a minute", () => {
    assert.equal(wait_ms([], 0), 600);
    assert.equal(wait_ms([0, 10, 20, 30, 40_000], 41_000), 600);
    assert.equal(wait_ms([1_000, 2_000, 3_000, 4_000, 5_000, 6_000], 11_000), 50_000);
    assert.equal(wait_ms([1_000, 2_000, 3_000, 4_000, 5_000, 6_000], 62_000), 600);
  });

  test("the sixth time is kept for what must not wait", () => {
    const five = [1_000, 2_000, 3_000, 4_000, 5_000];
    assert.equal(wait_ms(five, 11_000, 5), 50_000);
    assert.equal(wait_ms(five, 11_000), 600);
    assert.equal(wait_ms([...five, 11_600], 12_000), 49_000);
  });

  test("what must not wait comes first, and nothing twice", () => {
    const told = (/** @type {string} */ text, urgent = false) => ({ text, urgent });
    const list = [told("Ett."), told("Två."), told("Rummet är låst.", true), told("Ett.")];
    assert.equal(sentences(list), "Rummet är låst. Ett. Två.");
  });

  test("how many notes came, and which theme got most of them", () => {
    const clusters = [
      { id: "a", title: "Uppdrag" },
      { id: "b", title: "Stöd i vardagen" },
    ];
    const news = /** @type {any[]} */ ([{ cluster: "b" }, { cluster: null }, { cluster: "b" }]);
    assert.deepEqual(newsCount(news, clusters), { count: 3, most: { title: "Stöd i vardagen", count: 2 } });
    assert.deepEqual(newsCount(news.slice(1, 2), clusters), { count: 1, most: null });
  });
});

test("what the group's text holds already has not been left behind", () => {
  const blocks = /** @type {any[]} */ ([{ id: "b1", text: "Sparat" }]);
  const line = (/** @type {string} */ text) => ({ runs: text ? [{ text }] : [] });
  const writing = JSON.stringify({ mine: [line("Sparat "), line("Påbörjat"), line("")] });
  assert.equal(unsaid(writing, blocks).trim(), "Påbörjat");
  assert.equal(unsaid("", blocks), "");
});
