/** @import { EditedLine } from "../../static/editor/shapes" */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EditorState, TextSelection } from "prosemirror-state";
import { backspace } from "../../static/editor/commands.js";
import { lineage } from "../../static/editor/lineage.js";
import { documentOf, linesOf } from "../../static/editor/schema.js";

/** @param {string} id @param {string} text @param {string[]} sources @returns {EditedLine} */
function line(id, text, ...sources) {
  return { id, kind: "paragraph", level: 0, sources, runs: text ? [{ text }] : [] };
}

/** A text with its notes, and where in it something is written. @param {EditedLine[]} lines */
function written(...lines) {
  let state = EditorState.create({ doc: documentOf(lines), plugins: [lineage("told")] });
  return {
    /** @param {number} from @param {number} [to] */
    selects(from, to = from) {
      state = state.apply(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
      return this;
    },
    /** @param {string} text */
    types(text) {
      state = state.apply(state.tr.insertText(text));
      return this;
    },
    deletesBack() {
      backspace(state, (tr) => {
        state = state.apply(tr);
      });
      return this;
    },
    /** What others did comes so. */
    isTold() {
      state = state.apply(state.tr.deleteSelection().setMeta("told", true));
      return this;
    },
    stands: () =>
      linesOf(state.doc).map(({ runs, sources }) => [runs.map((run) => run.text).join(""), sources]),
  };
}

const THREE = [line("a", "Ett", "n1"), line("b", "Två", "n2"), line("c", "Tre", "n3")]; // from 1, 6 and 11

describe("the notes behind a text", () => {
  test("of two lines are both behind what is typed over their seam", () => {
    const text = written(...THREE)
      .selects(3, 7)
      .types("-");
    assert.deepEqual(text.stands(), [
      ["Et-vå", ["n1", "n2"]],
      ["Tre", ["n3"]],
    ]);
  });

  test("of a line that is gone altogether are gone with it", () => {
    const text = written(...THREE)
      .selects(2, 9)
      .types("");
    assert.deepEqual(text.stands(), [
      ["E", ["n1"]],
      ["Tre", ["n3"]],
    ]);
    assert.deepEqual(
      written(...THREE)
        .selects(3, 12)
        .types("x")
        .stands(),
      [["Etxre", ["n1", "n3"]]],
    );
  });

  test("follow a line's words to the line before, and not where it was empty", () => {
    assert.deepEqual(
      written(...THREE)
        .selects(6)
        .deletesBack()
        .stands()[0],
      ["EttTvå", ["n1", "n2"]],
    );
    const emptied = written(line("a", "Ett", "n1"), line("b", "", "n2"))
      .selects(6)
      .deletesBack();
    assert.deepEqual(emptied.stands(), [["Ett", ["n1"]]]);
  });

  test("are for the server to say where somebody else wrote", () => {
    assert.deepEqual(
      written(...THREE)
        .selects(3, 7)
        .isTold()
        .stands()[0],
      ["Etvå", ["n1"]],
    );
  });
});
