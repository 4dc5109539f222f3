import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { TextShelf } from "../../static/session/shelf.js";

/** A browser's storage, as far as it is used: its keys are its own properties. */
class Storage {
  /** @param {string} key */
  getItem(key) {
    return Object.hasOwn(this, key) ? /** @type {any} */ (this)[key] : null;
  }
  /** @param {string} key @param {string} text */
  setItem(key, text) {
    /** @type {any} */ (this)[key] = text;
  }
  /** @param {string} key */
  removeItem(key) {
    delete (/** @type {any} */ (this)[key]);
  }
}

/** Another tab of the same device shares the one storage and has the other for itself. @param {string} owner */
function tab(owner) {
  const own = new Storage();
  const shelf = new TextShelf(owner);
  return {
    /** @template T @param {(shelf: TextShelf) => T} work @returns {T} */
    does(work) {
      Object.defineProperty(globalThis, "sessionStorage", { value: own, configurable: true });
      return work(shelf);
    },
  };
}

const ANNA = "m1:participant:anna";

describe("half-typed text on a device", () => {
  beforeEach(() => {
    Object.defineProperty(globalThis, "localStorage", { value: new Storage(), configurable: true });
  });

  for (const key of ["room-1:note", "room-1:edit:n1", "room-1:cluster:", "room-1:reservation"])
    test(`two tabs that write under ${key} keep a text each, also when loaded anew`, () => {
      const [one, two] = [tab(ANNA), tab(ANNA)];
      for (const each of [one, two]) each.does((shelf) => shelf.get(key));
      one.does((shelf) => shelf.set(key, "Det ena"));
      two.does((shelf) => shelf.set(key, "Det andra"));
      one.does((shelf) => shelf.set(key, "Det ena och mer"));

      const again = new TextShelf(ANNA);
      assert.equal(
        one.does(() => again.get(key)),
        "Det ena och mer",
      );
      assert.equal(
        two.does(() => new TextShelf(ANNA).get(key)),
        "Det andra",
      );
      for (const each of [one, two])
        assert.deepEqual(
          each.does((shelf) => shelf.kept("room-1:").map(({ text }) => text)),
          ["Det ena och mer", "Det andra"],
        );
    });

  test("what others left in the same session is found, taken away and put back", () => {
    tab("m1:participant:bo").does((shelf) => shelf.set("room-1:edit:n1", "Bos ändring"));
    tab("m1:facilitator").does((shelf) => shelf.set("room-1:note", "Processledarens"));
    tab("m2:participant:bo").does((shelf) => shelf.set("room-1:note", "En annan träff"));
    const anna = new TextShelf(ANNA);
    anna.set("room-1:note", "Annas eget");

    const [left, ...more] = anna.others();
    assert.deepEqual(more, []);
    assert.deepEqual(
      [left?.owner, left?.key, left?.text],
      ["m1:participant:bo", "room-1:edit:n1", "Bos ändring"],
    );
    left?.forget();
    assert.deepEqual(anna.others(), []);
    left?.putBack();
    assert.equal(anna.others()[0]?.text, "Bos ändring");
  });
});
