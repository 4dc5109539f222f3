import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { options } from "preact";
import { drawApart } from "../../static/lib/drawing.js";

/** @param {(draw: () => void) => void} ask @returns {Promise<string>} whether it is drawn in this task or in a later one */
async function drawn(ask) {
  let task = "this task";
  const drawing = new Promise((resolve) => {
    ask(() => resolve(task));
  });
  for (let turn = 0; turn < 10; turn++) await null; // all that is still this task
  task = "a later task";
  return drawing;
}

const draw = (/** @type {() => void} */ run) => options.debounceRendering?.(run);

describe("when views are drawn", () => {
  test("what somebody does here, at once", async () => {
    assert.equal(await drawn(draw), "this task");
  });

  test("what comes over the wire, in a task of its own", async () => {
    assert.equal(await drawn((run) => drawApart(() => draw(run))), "a later task");
  });

  test("and after it what is done here at once again, also where the change failed", async () => {
    const failing = () => {
      throw new Error("unknown event");
    };
    assert.throws(() => drawApart(failing), /unknown event/);
    assert.equal(await drawn(draw), "this task");
  });
});
