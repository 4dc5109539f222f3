/**
 * The test that keeps server and browser one: every recorded story goes through the browser's own reducer, and after
 * every step it must hold exactly what the server's snapshot for that reader holds.
 */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { apply, fromSnapshot, toSnapshot } from "../../static/session/state.js";

const folder = process.env.SAMTAL_STORIES_DIR;
const recordings = folder
  ? readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort()
  : [];

if (folder) {
  test("stories have been recorded", () => {
    assert.notEqual(recordings.length, 0, `no recordings in ${folder}`);
  });
}

for (const name of recordings) {
  test(`the browser follows ${name}`, () => {
    const story = JSON.parse(readFileSync(join(/** @type {string} */ (folder), name), "utf8"));
    let state = fromSnapshot(story.channel, story.snapshot, story.seq);
    for (const [number, step] of story.steps.entries()) {
      for (const event of step.events) state = apply(state, event);
      const where = `step ${number + 1}: ${step.events.map((/** @type {any} */ event) => event.type ?? "bare").join(", ")}`;
      assert.equal(state.seq, step.seq, where);
      assert.deepEqual(toSnapshot(state), step.snapshot, where);
    }
  });
}
