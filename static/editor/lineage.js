/** The notes behind a text go where its words go: into the line that it is joined to, and along when it is cut and pasted. */

import { DOMSerializer } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { Mapping } from "prosemirror-transform";
import { SCHEMA } from "./schema.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("prosemirror-state").EditorState} EditorState */
/** @typedef {import("prosemirror-state").Transaction} Transaction */

/** Whatever made one line of two (a key, typing over, the browser itself), the notes behind both are behind it. @param {string} passed_over the mark of a transaction that tells what others did */
export function lineage(passed_over) {
  return new Plugin({
    appendTransaction(transactions, before, after) {
      const written = transactions.filter((each) => each.docChanged);
      if (written.length === 0 || written.some((each) => each.getMeta(passed_over))) return null;
      return withSources(written, before, after);
    },
  });
}

/** @param {readonly Transaction[]} transactions @param {EditorState} before @param {EditorState} after @returns {Transaction | null} */
function withSources(transactions, before, after) {
  const mapping = new Mapping(transactions.flatMap((each) => each.mapping.maps));
  const stand = new Set(after.doc.children.map((line) => line.attrs.id));
  const { tr } = after;
  before.doc.forEach((line, place) => {
    if (stand.has(line.attrs.id) || line.attrs.sources.length === 0) return;
    const [from, to] = [mapping.map(place + 1, 1), mapping.map(place + line.nodeSize - 1, -1)];
    if (to > from) add(tr, to, line.attrs.sources); // some of its words are still there
  });
  return tr.docChanged ? tr : null;
}

/** @param {Transaction} tr @param {number} place in a line @param {string[]} sources are behind that line, too */
export function add(tr, place, sources) {
  const $place = tr.doc.resolve(place);
  const now = $place.node(1)?.attrs.sources ?? [];
  const both = [...new Set([...now, ...sources])];
  if ($place.depth > 0 && both.length > now.length) tr.setNodeAttribute($place.before(1), "sources", both);
}

/** Says on the clipboard which notes are behind a line, and in which text; elsewhere that means nothing. @param {string} target */
export function clipboardSerializer(target) {
  const { line, ...nodes } = DOMSerializer.nodesFromSchema(SCHEMA);
  /** @param {Node} node @returns {import("prosemirror-model").DOMOutputSpec} */
  function traced(node) {
    const [tag, attributes, hole] = /** @type {any} */ (line)(node);
    return [tag, { ...attributes, "data-text": target, "data-sources": node.attrs.sources.join(" ") }, hole];
  }
  return new DOMSerializer({ ...nodes, line: traced }, DOMSerializer.marksFromSchema(SCHEMA));
}
