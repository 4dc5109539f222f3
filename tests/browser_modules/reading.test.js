import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Kept } from "../../static/views/reading/kept.js";

/** A device's storage, which may be full. */
class Device {
  /** @type {Map<string, string>} */
  kept = new Map();
  full = false;
  getItem(/** @type {string} */ key) {
    return this.kept.get(key) ?? null;
  }
  setItem(/** @type {string} */ key, /** @type {string} */ value) {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.kept.set(key, value);
  }
}

/** @param {Device | null} device @param {string} [reading] */
function kept(device, reading = "r1") {
  return new Kept(reading, /** @type {any} */ (device));
}

describe("what a reader's device remembers", () => {
  test("a comment that is begun keeps its id while it is written, and after the page was closed", () => {
    const device = new Device();
    const before = kept(device);
    before.write("part:lead", "Fel");
    const id = before.memory.value.unsent["part:lead"]?.id;
    before.write("part:lead", "Fel datum");

    const after = kept(device);
    assert.deepEqual(after.memory.value.unsent["part:lead"], { id, text: "Fel datum" });
    assert.deepEqual(kept(device, "r2").memory.value.unsent, {}, "another link's reading is another one");
  });

  test("what was emptied is no longer begun, and what was sent is told in its place", () => {
    const device = new Device();
    const reader = kept(device);
    reader.write("a", "Ett");
    reader.write("b", " \n");
    const comment = /** @type {any} */ (reader.memory.value.unsent.a);
    reader.sent("a", comment, "2025-10-01T08:00:00.000Z");

    assert.deepEqual(Object.keys(reader.memory.value.unsent), []);
    assert.deepEqual(kept(device).memory.value.sent.a, [{ ...comment, at: "2025-10-01T08:00:00.000Z" }]);
  });

  test("what is begun anew while the first is on its way stays", () => {
    const reader = kept(new Device());
    reader.write("a", "Ett");
    const first = /** @type {any} */ (reader.memory.value.unsent.a);
    reader.write("a", "");
    reader.write("a", "Två");
    reader.sent("a", first, "2025-10-01T08:00:00.000Z");

    assert.equal(reader.memory.value.unsent.a?.text, "Två");
  });

  test("a device that keeps nothing, is full or keeps nonsense still takes what one writes", () => {
    const full = new Device();
    full.full = true;
    const damaged = new Device();
    damaged.kept.set("samtal:reading:r1", "{");
    for (const device of [null, full, damaged]) {
      const reader = kept(device);
      reader.write("a", "Ett");
      assert.equal(reader.memory.value.unsent.a?.text, "Ett");
    }
  });
});
