/**
 * The lines of a text as one field that is written in. What its writer does goes to the text; what others do comes from it
 * as the smallest possible changes, so that caret, selection and a word that is being composed stay.
 *
 * @import { EditedLine, PastedLine } from "./shapes"
 * @import { Text } from "./text.js"
 */

import { baseKeymap } from "prosemirror-commands";
import { InputRule, inputRules } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Fragment, Slice } from "prosemirror-model";
import { EditorState, Plugin, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { announce } from "../lib/announce.js";
import { t } from "../lib/i18n.js";
import { uuid } from "../lib/uuid.js";
import {
  backspace,
  breakLine,
  chosen,
  forwardDelete,
  moveLines,
  placeOf,
  shift,
  splitLine,
  toggleBold,
  toggleItalic,
} from "./commands.js";
import { add, clipboardSerializer, lineage } from "./lineage.js";
import { goesOn, inOneLine, plain, replacements } from "./merge.js";
import { pastedLines, textLines } from "./paste.js";
import { documentOf, fresh, linesOf, MARKS, marksOf, nodeOf, runsOf, textOf } from "./schema.js";

/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("prosemirror-state").Command} Command */
/** @typedef {import("prosemirror-model").Node} Node */

/**
 * @typedef {object} Wiring
 * @property {string} label what the field is called
 * @property {string} lang
 * @property {string} [describedby] the id of what says how it works
 * @property {string} [placeholder]
 * @property {string} [look] classes
 * @property {() => boolean} writable
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} link asks for an address
 * @property {() => void} [focused]
 * @property {() => void} [moved] the selection, or what is in it, has changed
 * @property {() => void} [typed]
 */

const TOLD = "told";
const PASSING = new Set(["Tab", "Shift", "Escape", "Control", "Alt", "Meta"]);

export class LinesView {
  #text;
  #wiring;
  #detach;
  /** Whether Tab leaves the text: while one only passes by, and after Escape. */
  #leaving = true;

  /** @param {HTMLElement} place @param {Text} text @param {Wiring} wiring */
  constructor(place, text, wiring) {
    this.#text = text;
    this.#wiring = wiring;
    this.view = new EditorView(place, {
      state: EditorState.create({ doc: documentOf(text.lines.peek()), plugins: this.#plugins() }),
      dispatchTransaction: (tr) => this.#dispatch(tr),
      editable: () => wiring.writable(),
      attributes: () => this.#attributes(),
      clipboardSerializer: clipboardSerializer(text.target),
      clipboardTextSerializer: (slice) => asText(slice.content),
      handleDOMEvents: {
        focus: () => void wiring.focused?.(),
        blur: () => void this.#left(),
        mousedown: () => this.#stays(),
        keydown: (_, event) => (PASSING.has(event.key) ? false : this.#stays()),
        compositionend: () => void setTimeout(() => text.composed(), 0),
        paste: (_, event) => this.#pasted(event),
        drop: (_, event) => this.#drop(event),
        beforeinput: (_, event) => this.#historyInput(event),
      },
    });
    this.#detach = text.attach(this);
  }

  get text() {
    return this.#text;
  }

  composing() {
    return this.view.composing;
  }

  destroy() {
    this.#detach();
    this.view.destroy();
  }

  /** @param {Command} command */
  run(command) {
    const done = command(this.view.state, this.view.dispatch, this.view);
    this.view.focus();
    return done;
  }

  /** Makes the field show the lines, changing no more than what differs. @param {EditedLine[]} lines @param {{follow?: boolean}} [options] `follow`: the caret goes where something changed */
  show(lines, { follow = false } = {}) {
    const { state } = this.view;
    const tr = state.tr.setMeta(TOLD, true);
    const caret = followed(
      state.doc,
      lines,
      whereIs(state.doc, state.selection.anchor, state.selection.head),
    );
    const shuffled = putInOrder(tr, lines);
    let changed = shuffled;
    for (const [index, line] of lines.entries()) changed = putLine(tr, index, line) ?? changed;
    if (!tr.docChanged) return;
    if (follow && changed !== null)
      tr.setSelection(
        TextSelection.near(tr.doc.resolve(Math.min(changed, tr.doc.content.size)), -1),
      ).scrollIntoView();
    else if (shuffled !== null) restoreCaret(tr, caret);
    this.view.dispatch(tr);
  }

  /** Puts the caret at the end, or in a line. @param {string} [id] */
  focus(id) {
    const { state } = this.view;
    const index = state.doc.children.findIndex((line) => line.attrs.id === id);
    const place = index < 0 ? state.doc.content.size - 1 : placeOf(state.doc, index + 1) - 1;
    this.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, place)).scrollIntoView());
    this.view.focus();
  }

  /** Reads again whether it may be written in, and what it is called. */
  refresh() {
    this.view.setProps({});
  }

  #attributes() {
    const { label, lang, describedby, look = "" } = this.#wiring;
    const writable = this.#wiring.writable();
    return {
      class: `lines ${look}`,
      role: "textbox",
      "aria-multiline": String(!this.#text.single),
      "aria-label": label,
      ...(describedby && { "aria-describedby": describedby }),
      ...(!writable && { "aria-readonly": "true" }),
      tabindex: "0",
      lang,
      dir: "auto",
      spellcheck: "true",
      autocapitalize: "sentences",
    };
  }

  /** @param {Transaction} asked */
  #dispatch(asked) {
    const { state } = this.view.state.applyTransaction(asked);
    this.view.updateState(state);
    if (asked.docChanged && !asked.getMeta(TOLD)) {
      this.#text.change(linesOf(state.doc));
      this.#wiring.typed?.();
    }
    this.#wiring.moved?.();
  }

  #plugins() {
    const { undo, redo, link } = this.#wiring;
    const does = (/** @type {() => void} */ run) => () => {
      run();
      return true;
    };
    const { single, styled } = this.#text;
    const marks = /** @type {Record<string, Command>} */ ({
      "Mod-b": styled ? toggleBold : () => true,
      "Mod-i": styled ? toggleItalic : () => true,
      ...(styled && { "Mod-k": does(link) }),
    });
    const several = /** @type {Record<string, Command>} */ ({
      "Shift-Enter": breakLine,
      Tab: (...at) => this.#indents(at[0]) && held(shift(1))(...at),
      "Shift-Tab": (...at) => this.#indents(at[0]) && held(shift(-1))(...at),
      "Alt-ArrowUp": held(told(moveLines(-1))),
      "Alt-ArrowDown": held(told(moveLines(1))),
      Enter: splitLine,
      Backspace: backspace,
      Delete: forwardDelete,
      "Mod-Enter": () => true,
    });
    const one = /** @type {Record<string, Command>} */ ({
      Enter: () => true,
      "Shift-Enter": () => true,
    });
    const shared = /** @type {Record<string, Command>} */ ({
      "Mod-z": does(undo),
      "Shift-Mod-z": does(redo),
      "Mod-y": does(redo),
      Escape: () => {
        this.#leaving = true;
        return false;
      },
    });
    return [
      identities(),
      lineage(TOLD),
      ...(single ? [] : [listRules()]),
      keymap({ ...shared, ...marks, ...(single ? one : several) }),
      keymap(baseKeymap),
      decorations(this.#wiring.placeholder),
    ];
  }

  /** Tab belongs to the page, but in a list. @param {EditorState} state */
  #indents(state) {
    return !this.#leaving && inList(state);
  }

  #stays() {
    this.#leaving = false;
    return false;
  }

  #left() {
    this.#leaving = true;
    this.#text.save();
  }

  /** A shaken phone and the browser's own menu take back too. @param {InputEvent} event */
  #historyInput(event) {
    if (event.inputType === "historyUndo") this.#wiring.undo();
    else if (event.inputType === "historyRedo") this.#wiring.redo();
    else return false;
    event.preventDefault();
    return true;
  }

  /** Read by us alone: nothing of its looks gets as far as the page. @param {ClipboardEvent} event */
  #pasted(event) {
    event.preventDefault();
    if (this.#wiring.writable()) this.#paste(event.clipboardData);
    return true;
  }

  /** @param {DataTransfer | null} data */
  #paste(data) {
    if (!data) return;
    const markup = data.getData("text/html");
    const lines = markup ? pastedLines(markup, this.#text.target) : textLines(data.getData("text/plain"));
    this.insert(lines.length > 0 ? lines : textLines(data.getData("text/plain")));
  }

  /** Text from outside is pasted where it is let go; lines have a grip of their own. @param {DragEvent} event */
  #drop(event) {
    const text = event.dataTransfer?.getData("text/plain");
    const at = this.view.posAtCoords({ left: event.clientX, top: event.clientY });
    event.preventDefault();
    if (!text || !at || !this.#wiring.writable()) return true;
    this.view.dispatch(
      this.view.state.tr.setSelection(TextSelection.near(this.view.state.doc.resolve(at.pos))),
    );
    this.#paste(event.dataTransfer);
    return true;
  }

  /** @param {PastedLine[]} lines in place of the selection: the first goes on with the line that stands there */
  insert(lines) {
    const { tr } = this.view.state;
    const [first] = lines;
    if (!first) return;
    if (this.#text.single) {
      const runs = inOneLine(lines).map((run) => ({ ...run, text: run.text.replaceAll("\n", " ") }));
      if (this.#text.styled) tr.replaceSelection(new Slice(textOf(runs), 0, 0));
      else tr.insertText(plain(runs));
    } else if (lines.length === 1 && first.kind === "paragraph") {
      tr.replaceSelection(new Slice(textOf(first.runs), 0, 0));
      add(tr, tr.selection.from, first.sources ?? []);
    } else insertLines(tr, lines);
    this.view.dispatch(tr.scrollIntoView().setMeta("paste", true));
  }
}

/** @param {Transaction} tr @param {PastedLine[]} lines with the notes behind them; what they go on with keeps its own */
function insertLines(tr, lines) {
  tr.deleteSelection();
  const { $from } = tr.selection;
  const nodes = lines.map((line) => nodeOf(fresh(line)));
  if ($from.parent.content.size === 0) {
    tr.replaceWith($from.before(), $from.after(), nodes);
    return;
  }
  const after = $from.parentOffset < $from.parent.content.size ? $from.parent.attrs.sources : [];
  const steps = tr.steps.length;
  tr.replace($from.pos, $from.pos, new Slice(Fragment.from(nodes), 1, 1));
  add(tr, $from.pos, lines[0]?.sources ?? []);
  add(tr, tr.mapping.slice(steps).map($from.pos), after);
}

/** Says where the line came to stand. @param {Command} move @returns {Command} */
function told(move) {
  return (state, dispatch, view) => {
    const moved = move(state, dispatch, view);
    if (moved && view) {
      const place = chosen(view.state).first + 1;
      announce(t("Plats %(place)s av %(count)s.", { place, count: view.state.doc.childCount }));
    }
    return moved;
  };
}

/** The key does nothing else, whether or not there was anything to do. @param {Command} command @returns {Command} */
function held(command) {
  return (...at) => {
    command(...at);
    return true;
  };
}

/** @param {EditorState} state */
function inList({ selection }) {
  const { kind } = selection.$from.parent.attrs;
  return kind === "bullet" || kind === "numbered";
}

/** Each line has an id of its own, whatever made it. */
function identities() {
  return new Plugin({
    appendTransaction(_, __, state) {
      const seen = new Set();
      const { tr } = state;
      state.doc.forEach((line, place) => {
        if (!line.attrs.id || seen.has(line.attrs.id)) tr.setNodeAttribute(place, "id", uuid());
        seen.add(line.attrs.id);
      });
      return tr.docChanged ? tr : null;
    },
  });
}

/** "- " begins a list, "1. " one with numbers. */
function listRules() {
  const rule = (/** @type {RegExp} */ typed, /** @type {string} */ kind) =>
    new InputRule(typed, (state, _, from, to) => {
      const $from = state.doc.resolve(from);
      if ($from.parent.attrs.kind !== "paragraph") return null;
      return state.tr.delete(from, to).setNodeAttribute($from.before(), "kind", kind);
    });
  return inputRules({ rules: [rule(/^[-*•] $/, "bullet"), rule(/^\d{1,2}[.)] $/, "numbered")] });
}

/** Numbers, the line that is written in, and what an empty text is for. @param {string} [placeholder] */
function decorations(placeholder) {
  return new Plugin({
    props: {
      decorations(state) {
        const { first, last } = chosen(state);
        const numbers = numbersOf(state.doc);
        const only = state.doc.childCount === 1 && state.doc.firstChild?.content.size === 0;
        /** @type {Decoration[]} */
        const all = [];
        let index = 0;
        state.doc.forEach((line, place) => {
          const number = numbers[index];
          const attributes = {
            ...(index >= first && index <= last && { class: "line--on" }),
            ...(number && { "data-number": `${number}.` }),
            ...(only && placeholder && { "data-placeholder": placeholder }),
          };
          if (Object.keys(attributes).length > 0)
            all.push(Decoration.node(place, place + line.nodeSize, attributes));
          index += 1;
        });
        return DecorationSet.create(state.doc, all);
      },
    },
  });
}

/** @param {Node} doc @returns {(number | null)[]} the number of each line; a list begins anew after anything else */
function numbersOf(doc) {
  /** @type {number[]} */
  let counts = [];
  return doc.children.map(({ attrs: { kind, level } }) => {
    const list = kind === "numbered" || kind === "bullet";
    counts = list ? counts.slice(0, level + 1) : [];
    if (kind !== "numbered") {
      delete counts[level];
      return null;
    }
    counts[level] = (counts[level] ?? 0) + 1;
    return counts[level] ?? null;
  });
}

/** @param {Fragment} lines @returns {string} */
function asText(lines) {
  return lines.content
    .map((line) => (line.attrs.kind === "bullet" ? `- ${line.textContent}` : line.textContent))
    .join("\n");
}

// what others did

/** @typedef {{id: string, offset: number}} Place */

/** @param {Node} doc @param {number} anchor @param {number} head @returns {{anchor: Place, head: Place}} */
function whereIs(doc, anchor, head) {
  const at = (/** @type {number} */ place) => {
    const $place = doc.resolve(place);
    return { id: $place.node(1)?.attrs.id ?? "", offset: $place.parentOffset };
  };
  return { anchor: at(anchor), head: at(head) };
}

/** A place in words that somebody else has put on a line of their own, or on the one before, is there. @param {Node} doc @param {EditedLine[]} lines @param {{anchor: Place, head: Place}} caret */
function followed(doc, lines, { anchor, head }) {
  const at = (/** @type {Place} */ place) => {
    const was = doc.children.find((line) => line.attrs.id === place.id)?.textContent ?? "";
    const index = lines.findIndex((line) => line.id === place.id);
    if (index < 0) return whereJoined(doc, lines, place, was);
    const [now, next] = lines.slice(index, index + 2).map((line) => plain(line.runs));
    const fresh = lines[index + 1]?.id;
    if (now === undefined || next === undefined || doc.children.some((line) => line.attrs.id === fresh))
      return place;
    const offset = next.length - (was.length - place.offset);
    const stays = place.offset <= now.length || offset < 0 || goesOn(was, now, next) === null;
    return stays ? place : { id: fresh ?? "", offset };
  };
  return { anchor: at(anchor), head: at(head) };
}

/** @param {Node} doc @param {EditedLine[]} lines @param {Place} place in a line that is gone @param {string} was its text @returns {Place} */
function whereJoined(doc, lines, place, was) {
  const now = new Map(lines.map((line) => [line.id, plain(line.runs)]));
  const gone = doc.children.findIndex((line) => line.attrs.id === place.id);
  const before = doc.children.slice(0, gone).findLast((line) => now.has(line.attrs.id));
  const text = now.get(before?.attrs.id) ?? "";
  const joined = was !== "" && text.endsWith(was);
  return joined ? { id: before?.attrs.id, offset: text.length - was.length + place.offset } : place;
}

/** @param {Transaction} tr @param {{anchor: Place, head: Place}} caret */
function restoreCaret(tr, { anchor, head }) {
  const at = (/** @type {Place} */ { id, offset }) => {
    const index = tr.doc.children.findIndex((line) => line.attrs.id === id);
    if (index < 0) return null;
    return placeOf(tr.doc, index) + 1 + Math.min(offset, tr.doc.child(index).content.size);
  };
  const [from, to] = [at(anchor), at(head)];
  if (from !== null && to !== null) tr.setSelection(TextSelection.create(tr.doc, from, to));
}

/** Adds, moves and takes away whole lines. @param {Transaction} tr @param {EditedLine[]} lines @returns {number | null} where something came last */
function putInOrder(tr, lines) {
  const wanted = new Set(lines.map((line) => line.id));
  let changed = /** @type {number | null} */ (null);
  for (let index = tr.doc.childCount - 1; index >= 0; index -= 1) {
    if (wanted.has(tr.doc.child(index).attrs.id)) continue;
    const place = placeOf(tr.doc, index);
    // the last one there is becomes another: the document is never without a line
    if (tr.doc.childCount === 1) tr.setNodeAttribute(place, "id", lines[0]?.id ?? uuid());
    else tr.delete(place, place + tr.doc.child(index).nodeSize);
    changed = place;
  }
  for (const [index, line] of lines.entries()) {
    if (index < tr.doc.childCount && tr.doc.child(index).attrs.id === line.id) continue;
    const now = tr.doc.children.findIndex((node) => node.attrs.id === line.id);
    const node = now < 0 ? nodeOf(line) : tr.doc.child(now);
    if (now >= 0) {
      const place = placeOf(tr.doc, now);
      tr.delete(place, place + node.nodeSize);
    }
    const place = placeOf(tr.doc, index);
    tr.insert(place, node);
    changed = place + node.nodeSize - 1;
  }
  return changed;
}

/** @param {Transaction} tr @param {number} index @param {EditedLine} line @returns {number | null} where it changed last */
function putLine(tr, index, line) {
  const place = placeOf(tr.doc, index);
  const node = tr.doc.child(index);
  let changed = /** @type {number | null} */ (null);
  for (const name of /** @type {const} */ (["kind", "level", "sources"]))
    if (String(node.attrs[name]) !== String(line[name])) {
      tr.setNodeAttribute(place, name, line[name]);
      changed = place + 1;
    }
  const now = plain(line.runs);
  for (const { from, to, start, end } of replacements(node.textContent, now)) {
    tr.insertText(now.slice(start, end), place + 1 + from, place + 1 + to);
    changed ??= place + 1 + from + (end - start);
  }
  return putStyles(tr, place, line) ?? changed;
}

/** @param {Transaction} tr @param {number} place @param {EditedLine} line */
function putStyles(tr, place, line) {
  const node = /** @type {Node} */ (tr.doc.nodeAt(place));
  if (JSON.stringify(runsOf(node)) === JSON.stringify(line.runs)) return null;
  let from = place + 1;
  for (const run of line.runs) {
    const to = from + run.text.length;
    const wanted = marksOf(run);
    for (const type of Object.values(MARKS))
      if (!wanted.some((mark) => mark.type === type)) tr.removeMark(from, to, type);
    for (const mark of wanted) tr.addMark(from, to, mark);
    from = to;
  }
  return from;
}
