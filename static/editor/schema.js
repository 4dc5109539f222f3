/**
 * The editor's document: lines one after the other, never one within another, with bold, italic and links.
 *
 * @import { EditedLine, PastedLine, RichRun } from "./shapes"
 */

import { Fragment, Schema } from "prosemirror-model";
import { uuid } from "../lib/uuid.js";
import { joined } from "./merge.js";

/** @typedef {import("prosemirror-model").Node} Node */
/** @typedef {import("prosemirror-model").Mark} Mark */

const LINKS = /^(https?:\/\/|mailto:)\S+$/i;

export const SCHEMA = new Schema({
  nodes: {
    doc: { content: "line+" },
    line: {
      content: "text*",
      attrs: {
        id: { default: "" },
        kind: { default: "paragraph" },
        level: { default: 0 },
        sources: { default: [] },
      },
      whitespace: "pre",
      defining: true,
      toDOM: ({ attrs }) => [
        "p",
        { class: "line", "data-kind": attrs.kind, "data-level": attrs.level, "data-line": attrs.id },
        0,
      ],
      parseDOM: [{ tag: "p" }],
    },
    text: {},
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      toDOM: ({ attrs }) => ["a", { href: attrs.href, rel: "noopener noreferrer" }, 0],
    },
    bold: { toDOM: () => ["strong", 0] },
    italic: { toDOM: () => ["em", 0] },
  },
});

export const MARKS = /** @type {{bold: any, italic: any, link: any}} */ (SCHEMA.marks);

/** @param {EditedLine[]} lines at least one @returns {Node} */
export function documentOf(lines) {
  return SCHEMA.node("doc", null, lines.map(nodeOf));
}

/** @param {EditedLine} line @returns {Node} */
export function nodeOf({ id, kind, level, sources, runs }) {
  return SCHEMA.node("line", { id, kind, level, sources }, textOf(runs));
}

/** @param {RichRun[]} runs @returns {Fragment} */
export function textOf(runs) {
  return Fragment.from(runs.filter((run) => run.text).map((run) => SCHEMA.text(run.text, marksOf(run))));
}

/** @param {RichRun} run @returns {Mark[]} */
export function marksOf(run) {
  return [
    ...(run.link ? [MARKS.link.create({ href: run.link })] : []),
    ...(run.bold ? [MARKS.bold.create()] : []),
    ...(run.italic ? [MARKS.italic.create()] : []),
  ];
}

/** @param {Node} doc @returns {EditedLine[]} */
export function linesOf(doc) {
  return doc.children.map((node) => ({
    id: node.attrs.id,
    kind: node.attrs.kind,
    level: node.attrs.level,
    sources: node.attrs.sources,
    runs: runsOf(node),
  }));
}

/** @param {Node} line @returns {RichRun[]} */
export function runsOf(line) {
  return joined(
    line.children.map((text) => {
      const link = text.marks.find((mark) => mark.type === MARKS.link)?.attrs.href;
      const has = (/** @type {any} */ type) => text.marks.some((mark) => mark.type === type);
      return {
        text: text.text ?? "",
        ...(has(MARKS.bold) && { bold: /** @type {const} */ (true) }),
        ...(has(MARKS.italic) && { italic: /** @type {const} */ (true) }),
        ...(link && { link }),
      };
    }),
  );
}

/** @param {PastedLine} line @returns {EditedLine} with an id of its own */
export function fresh(line) {
  return { id: uuid(), sources: [], ...line };
}

/** @param {string} typed @returns {string | null} the address that is meant, null where it is none */
export function address(typed) {
  const said = typed.trim();
  if (LINKS.test(said)) return said;
  if (/^[^\s@/]+@[^\s@]+\.[^\s@]+$/.test(said)) return `mailto:${said}`;
  return /^[^\s/:]+\.[^\s]+$/.test(said) ? `https://${said}` : null;
}
