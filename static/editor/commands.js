/** What keys and buttons do with the lines. Each is a ProseMirror command: (state, dispatch) → whether it applies. */

import { chainCommands, deleteSelection, toggleMark } from "prosemirror-commands";
import { TextSelection } from "prosemirror-state";
import { uuid } from "../lib/uuid.js";
import { add } from "./lineage.js";
import { MARKS, SCHEMA } from "./schema.js";

/** @typedef {import("prosemirror-state").Command} Command */
/** @typedef {import("prosemirror-state").EditorState} EditorState */
/** @typedef {import("prosemirror-state").Transaction} Transaction */
/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("./shapes").LineKind} LineKind */

const DEEPEST_LEVEL = 2;
const LISTS = new Set(["bullet", "numbered"]);

/** @param {EditorState} state @returns {{first: number, last: number}} which lines the selection touches */
export function chosen({ selection }) {
  return { first: selection.$from.index(0), last: selection.$to.index(0) };
}

/** @param {Node} doc @param {number} index @returns {number} where a line begins */
export function placeOf(doc, index) {
  let place = 0;
  for (let at = 0; at < index; at += 1) place += doc.child(at).nodeSize;
  return place;
}

export const toggleBold = toggleMark(MARKS.bold);
export const toggleItalic = toggleMark(MARKS.italic);

/** @param {LineKind} kind @returns {Command} */
export function setKind(kind) {
  return eachLine((line) => ({ kind, level: LISTS.has(kind) ? line.attrs.level : 0 }));
}

/** A list of that kind, or plain text where it is one already. @param {"bullet" | "numbered"} kind @returns {Command} */
export function toggleKind(kind) {
  return (state, dispatch) => {
    const { first, last } = chosen(state);
    const lines = state.doc.children.slice(first, last + 1);
    return setKind(lines.every((line) => line.attrs.kind === kind) ? "paragraph" : kind)(state, dispatch);
  };
}

/** @param {-1 | 1} step in or out @returns {Command} */
export function shift(step) {
  return (state, dispatch) => {
    const { first } = chosen(state);
    const before = first > 0 ? state.doc.child(first - 1) : null;
    const deepest = before && LISTS.has(before.attrs.kind) ? before.attrs.level + 1 : 0;
    return eachLine((line) => {
      const level = Math.min(line.attrs.level + step, DEEPEST_LEVEL, Math.max(deepest, line.attrs.level));
      return LISTS.has(line.attrs.kind) && level >= 0 ? { level } : {};
    })(state, dispatch);
  };
}

/** @param {(line: Node) => object} change attributes for each chosen line @returns {Command} */
function eachLine(change) {
  return (state, dispatch) => {
    const { first, last } = chosen(state);
    const { tr } = state;
    for (let index = first; index <= last; index += 1) {
      const line = state.doc.child(index);
      for (const [name, value] of Object.entries(change(line)))
        if (line.attrs[name] !== value) tr.setNodeAttribute(placeOf(state.doc, index), name, value);
    }
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };
}

/** Enter: a new line. In an empty list item the list ends. @type {Command} */
export function splitLine(state, dispatch) {
  const tr = state.tr.deleteSelection();
  const { $from } = tr.selection;
  const line = $from.parent;
  if (line.content.size === 0 && LISTS.has(line.attrs.kind)) return outdent(state, dispatch);
  const [at_start, at_end] = [$from.parentOffset === 0, $from.parentOffset === line.content.size];
  const fresh = { id: uuid(), kind: line.attrs.kind, level: line.attrs.level, sources: line.attrs.sources };
  if (line.content.size > 0 && at_start) {
    tr.insert($from.before(), SCHEMA.node("line", { ...fresh, sources: [] }));
  } else {
    if (at_end) Object.assign(fresh, { sources: [], ...(fresh.kind === "heading" && { kind: "paragraph" }) });
    tr.split($from.pos, 1, [{ type: SCHEMA.nodes.line, attrs: fresh }]);
  }
  dispatch?.(tr.scrollIntoView());
  return true;
}

/** @type {Command} */
function outdent(state, dispatch) {
  return eachLine((line) => (line.attrs.level > 0 ? { level: line.attrs.level - 1 } : { kind: "paragraph" }))(
    state,
    dispatch,
  );
}

/** Backspace at a line's start: out of its list first, then together with the line before. @type {Command} */
function joinBefore(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0) return false;
  if ($from.parent.attrs.kind !== "paragraph") return outdent(state, dispatch);
  const index = $from.index(0);
  return index > 0 && joinLines(state, index - 1, dispatch);
}

/** Delete at a line's end: together with the line after. @type {Command} */
function joinAfter(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset < $from.parent.content.size) return false;
  const index = $from.index(0);
  return index < state.doc.childCount - 1 && joinLines(state, index, dispatch);
}

/** An empty line goes, with the notes behind it; of two with text the first stays, with the notes behind both. @param {EditorState} state @param {number} index @param {((tr: Transaction) => void)} [dispatch] */
function joinLines(state, index, dispatch) {
  const [one, other] = [state.doc.child(index), state.doc.child(index + 1)];
  const place = placeOf(state.doc, index);
  const { tr } = state;
  if (one.content.size === 0) {
    tr.delete(place, place + one.nodeSize);
    tr.setSelection(TextSelection.create(tr.doc, place + 1));
  } else {
    tr.join(place + one.nodeSize);
    if (other.content.size > 0) add(tr, place + 1, other.attrs.sources);
    tr.setSelection(TextSelection.create(tr.doc, place + one.nodeSize - 1));
  }
  dispatch?.(tr.scrollIntoView());
  return true;
}

export const backspace = chainCommands(deleteSelection, joinBefore);
export const forwardDelete = chainCommands(deleteSelection, joinAfter);

/** A line break within the line. @type {Command} */
export function breakLine(state, dispatch) {
  dispatch?.(state.tr.insertText("\n").scrollIntoView());
  return true;
}

/** @param {-1 | 1} step up or down @returns {Command} */
export function moveLines(step) {
  return (state, dispatch) => {
    const { first, last } = chosen(state);
    if (step < 0 ? first === 0 : last === state.doc.childCount - 1) return false;
    const place = step < 0 ? first - 1 : last + 1;
    return placeLines(first, last, step < 0 ? place : place + 1)(state, dispatch);
  };
}

/** @param {number} first @param {number} last @param {number} before the line that they come to stand before @returns {Command} */
export function placeLines(first, last, before) {
  return (state, dispatch) => {
    if (before >= first && before <= last + 1) return false;
    const [from, to] = [placeOf(state.doc, first), placeOf(state.doc, last + 1)];
    const { anchor, head } = state.selection;
    const lines = state.doc.slice(from, to).content;
    const tr = state.tr.delete(from, to);
    const target = placeOf(state.doc, before) - (before > last ? to - from : 0);
    tr.insert(target, lines);
    const inside = anchor > from && anchor < to && head > from && head < to;
    if (inside) tr.setSelection(TextSelection.create(tr.doc, anchor - from + target, head - from + target));
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** @param {EditorState} state @returns {{from: number, to: number, href: string} | null} the link that the selection stands in */
export function linkAt(state) {
  const { $from } = state.selection;
  const href = hrefOf($from.marks()) ?? hrefOf($from.nodeAfter?.marks ?? []);
  if (!href) return null;
  const start = $from.start();
  let [from, to] = [$from.pos, $from.pos];
  $from.parent.forEach((text, offset) => {
    if (hrefOf(text.marks) !== href) return;
    const [begins, ends] = [start + offset, start + offset + text.nodeSize];
    if (begins <= to && ends >= from) [from, to] = [Math.min(from, begins), Math.max(to, ends)];
  });
  return from < to ? { from, to, href } : null;
}

/** @param {readonly import("prosemirror-model").Mark[]} marks @returns {string | undefined} */
function hrefOf(marks) {
  return marks.find((mark) => mark.type === MARKS.link)?.attrs.href;
}

/** @param {string | null} href null takes the link away; without a selection the address is written out @returns {Command} */
export function setLink(href) {
  return (state, dispatch) => {
    const there = linkAt(state);
    const { from, to } = state.selection.empty && there ? there : state.selection;
    const { tr } = state;
    if (href && from === to) tr.replaceSelectionWith(SCHEMA.text(href, [MARKS.link.create({ href })]), false);
    else {
      tr.removeMark(from, to, MARKS.link);
      if (href) tr.addMark(from, to, MARKS.link.create({ href }));
    }
    dispatch?.(tr);
    return true;
  };
}
