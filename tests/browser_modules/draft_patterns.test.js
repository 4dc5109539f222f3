import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Text } from "../../static/editor/text.js";
import { ThemeWay } from "../../static/editor/ways.js";
import { ADD, withPatterns } from "../../static/views/draft/pattern_pieces.js";

/** @param {string} id @param {string | null} [theme] @returns {any} */
const piece = (id, theme = null) => ({ id, theme, html: id });
const FRAME = [piece("lead"), piece("themes/heading")];
const AFTER = [piece("room-1/heading")];
const GAP = piece("themes/1");
const A = piece("theme-a", "a");
const B = piece("theme-b", "b");
const ids = (/** @type {any[]} */ pieces) => pieces.map((each) => each.id);

describe("the patterns among the paper's pieces", () => {
  test("stand in the order that they have now, whatever was composed last", () => {
    const told = withPatterns([...FRAME, A, B, ...AFTER], ["b", "a"], []);

    assert.deepEqual(ids(told), ["lead", "themes/heading", "theme-b", "theme-a", ADD, "room-1/heading"]);
    assert.equal(told[2], B, "the piece itself, so that nothing in it is drawn anew");
  });

  test("one that is begun here, or added elsewhere, has a piece before the server has composed it", () => {
    const told = withPatterns([...FRAME, A, ...AFTER], ["a", "b"], ["c", "b"]);

    assert.deepEqual(ids(told).slice(2, -1), ["theme-a", "theme-b", "theme-c", ADD]);
    assert.equal(told[4]?.theme, "c");
  });

  test("one that was taken away goes at once", () => {
    assert.deepEqual(ids(withPatterns([...FRAME, A, B], ["a"], [])).slice(2), ["theme-a", ADD]);
  });

  test("without any, the gap stands there until one is begun", () => {
    assert.deepEqual(ids(withPatterns([...FRAME, GAP], [], [])).slice(2), ["themes/1", ADD]);
    assert.deepEqual(ids(withPatterns([...FRAME, GAP], [], ["c"])).slice(2), ["theme-c", ADD]);
  });

  test("a paper without groups has no place for them", () => {
    assert.deepEqual(ids(withPatterns([piece("lead")], [], [])), ["lead"]);
  });
});

/** A page on which patterns are written, and the server behind it. */
class Page {
  /** @type {{id: string, text: string, runs?: any[] | null}[]} */
  themes = [];
  /** @type {any[]} */
  wishes = [];
  fresh = new Set(["new"]);
  seq = 0;
  #changed = () => {};

  /** @param {string} id */
  text(id) {
    const host = /** @type {any} */ ({
      follow: (/** @type {() => void} */ run) => {
        this.#changed = run;
        run();
        return () => {};
      },
      store: { seq: () => this.seq },
      outbox: {
        wishes: { value: [] },
        keep: async (
          /** @type {string} */ channel,
          /** @type {string} */ type,
          /** @type {any} */ data,
          /** @type {string} */ id,
        ) => {
          this.wishes.push({ channel, type, id, ...data });
          const said = {
            text: data.runs.map((/** @type {any} */ run) => run.text).join(""),
            runs: data.runs,
          };
          if (type === "theme.add") this.themes = [...this.themes, { id, ...said }];
          else
            this.themes = this.themes.map((each) => (each.id === data.theme ? { ...each, ...said } : each));
          this.seq += 1;
          return { ok: true, channel, seq: this.seq };
        },
      },
    });
    const way = new ThemeWay(host, id, { themes: () => this.themes, fresh: () => this.fresh.has(id) });
    const shelf = { get: () => "", set: () => {}, inherit: () => {} };
    const memory = { record: () => {}, rename: () => {}, close: () => {}, ids: () => [] };
    return new Text(way, { shelf, memory });
  }

  tell() {
    this.#changed();
  }
}

/** @param {Text} text @param {string} words */
function write(text, words) {
  text.change(text.lines.peek().map((line) => ({ ...line, runs: words ? [{ text: words }] : [] })));
  text.save();
}

/** @param {Text} text */
async function rest(text) {
  for (let turn = 0; turn < 1_000 && text.saving.peek() !== "saved"; turn += 1)
    await new Promise((go) => setTimeout(go, 1));
  assert.equal(text.saving.peek(), "saved");
}

describe("a pattern that is begun on the draft page", () => {
  test("comes to be with its first words, under the id that the page made, and is the same one from then on", async () => {
    const page = new Page();
    const text = page.text("new");
    assert.equal(text.begun.peek(), true);
    write(text, "Alla");
    await rest(text);
    write(text, "Alla ser det");
    await rest(text);

    assert.deepEqual(page.wishes, [
      { channel: "session", type: "theme.add", id: "new", runs: [{ text: "Alla" }] },
      {
        channel: "session",
        type: "theme.edit",
        id: page.wishes[1].id,
        theme: "new",
        runs: [{ text: "Alla ser det" }],
        base: [{ text: "Alla" }],
      },
    ]);
    assert.deepEqual(page.themes, [{ id: "new", text: "Alla ser det", runs: [{ text: "Alla ser det" }] }]);
  });

  test("a space before the next word stays, though the server keeps none at the end", async () => {
    const page = new Page();
    const text = page.text("new");
    write(text, "Alla ");
    write(text, "Alla ser");
    await rest(text);
    write(text, "Alla ser ");
    await rest(text);
    assert.equal(text.lines.peek()[0]?.runs[0]?.text, "Alla ser ");
    write(text, "Alla ser det");
    await rest(text);

    assert.deepEqual(
      page.wishes.map((wish) => wish.runs[0].text),
      ["Alla", "Alla ser", "Alla ser det"],
    );
    assert.equal(text.lines.peek()[0]?.runs[0]?.text, "Alla ser det");
  });

  test("emphasis alone is a change, told with what it was made from; what others write meanwhile stands beside it", async () => {
    const page = new Page();
    page.themes = [{ id: "old", text: "Uppdrag saknas" }];
    const text = page.text("old");
    const strong = [{ text: "Uppdrag", bold: /** @type {const} */ (true) }, { text: " saknas" }];
    text.change(text.lines.peek().map((line) => ({ ...line, runs: strong })));
    page.themes = [{ id: "old", text: "Uppdrag saknas i norr", runs: null }];
    page.tell();
    await new Promise((go) => setTimeout(go, 1));
    text.save();
    await rest(text);

    const both = [strong[0], { text: " saknas i norr" }];
    assert.deepEqual(text.lines.peek()[0]?.runs, both);
    const { runs, base } = page.wishes[0];
    assert.deepEqual({ runs, base }, { runs: both, base: [{ text: "Uppdrag saknas i norr" }] });
  });

  test("its emphasis is taken back and made again, and what others have written since stays", async () => {
    const page = new Page();
    page.themes = [{ id: "old", text: "Uppdrag saknas" }];
    const text = page.text("old");
    const before = text.lines.peek();
    const after = before.map((line) => ({
      ...line,
      runs: [{ text: "Uppdrag", bold: /** @type {const} */ (true) }, { text: " saknas" }],
    }));
    text.change(after);
    text.save();
    await rest(text);
    page.themes = [
      { id: "old", text: "Uppdrag saknas i norr", runs: [...(after[0]?.runs ?? []), { text: " i norr" }] },
    ];
    page.tell();
    await new Promise((go) => setTimeout(go, 1));

    text.turn(after, before);
    assert.deepEqual(text.lines.peek()[0]?.runs, [{ text: "Uppdrag saknas i norr" }]);
    text.turn(before, after);
    assert.deepEqual(text.lines.peek()[0]?.runs, [
      { text: "Uppdrag", bold: true },
      { text: " saknas i norr" },
    ]);
    await rest(text);
  });

  test("without words nothing is asked for", async () => {
    const page = new Page();
    const text = page.text("new");
    write(text, " ");
    await rest(text);
    assert.deepEqual(page.wishes, []);
  });

  test("what somebody has taken away meanwhile is not made again", async () => {
    const page = new Page();
    page.themes = [{ id: "old", text: "Det som var" }];
    const text = page.text("old");
    page.themes = [];
    page.tell();
    write(text, "Det som var sagt");
    await rest(text);
    assert.deepEqual(page.wishes, []);
  });

  test("an unknown one that nobody begins here has nothing to write in", () => {
    assert.equal(new Page().text("elsewhere").begun.peek(), false);
  });
});
