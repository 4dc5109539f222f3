import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Exports, worthAnotherTry } from "../../static/views/draft/exports.js";

const FILE = new Blob(["paper"]);
const BUSY = { code: "unavailable", message: "Servern har för mycket att göra." };

/** A server that answers when the test says so, and what was saved and told. */
function house() {
  /** @type {{ format: string, answer: (given: any) => void }[]} */
  const asked = [];
  /** @type {string[]} */
  const saved = [];
  /** @type {string[]} */
  const told = [];
  const exports = new Exports(
    (format) => new Promise((answer) => asked.push({ format, answer })),
    (_file, name) => saved.push(name),
    {
      begun: (name) => told.push(`begun ${name}`),
      done: (name) => told.push(`done ${name}`),
      failed: (message) => told.push(message),
    },
  );
  return { exports, asked, saved, told };
}

describe("files that are being made", () => {
  test("a file stands there until it has been handed over", async () => {
    const { exports, asked, saved, told } = house();
    const made = exports.make("docx", "Paper.docx");
    assert.deepEqual(exports.under.value, [{ format: "docx", name: "Paper.docx", error: null }]);
    assert.deepEqual(saved, []);

    asked[0]?.answer({ ok: true, data: FILE });
    await made;

    assert.deepEqual(exports.under.value, []);
    assert.deepEqual(saved, ["Paper.docx"]);
    assert.deepEqual(told, ["begun Paper.docx", "done Paper.docx"]);
  });

  test("a file is called what the server calls it, whatever was known when it was asked for", async () => {
    const { exports, asked, saved, told } = house();
    const made = exports.make("docx", "Paper draft.docx");
    asked[0]?.answer({ ok: true, data: FILE, name: "Paper confirmed.docx" });
    await made;

    assert.deepEqual(saved, ["Paper confirmed.docx"]);
    assert.deepEqual(told.at(-1), "done Paper confirmed.docx");
  });

  test("one of a kind is made at a time, and different kinds at once", async () => {
    const { exports, asked } = house();
    exports.make("docx", "Paper.docx");
    await exports.make("docx", "Paper.docx");
    exports.make("pdf", "Paper.pdf");

    assert.deepEqual(
      asked.map((each) => each.format),
      ["docx", "pdf"],
    );
    assert.deepEqual(
      [exports.makes("docx"), exports.makes("pdf"), exports.makes("zip")],
      [true, true, false],
    );
  });

  test("what went wrong stands until it is read or tried again", async () => {
    const { exports, asked, saved, told } = house();
    const made = exports.make("zip", "All.zip");
    asked[0]?.answer({ ok: false, error: BUSY });
    await made;

    assert.deepEqual(exports.under.value, [{ format: "zip", name: "All.zip", error: BUSY }]);
    assert.equal(exports.makes("zip"), false);
    assert.equal(told.at(-1), BUSY.message);

    const again = exports.make("zip", "All.zip");
    assert.deepEqual(exports.under.value, [{ format: "zip", name: "All.zip", error: null }]);
    asked[1]?.answer({ ok: true, data: FILE });
    await again;
    assert.deepEqual(saved, ["All.zip"]);
  });

  test("what was too large will be too large again", () => {
    assert.equal(worthAnotherTry(BUSY), true);
    assert.equal(worthAnotherTry({ code: "too_large", message: "" }), false);
  });
});
