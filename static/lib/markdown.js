/**
 * The Markdown subset of proposals: paragraphs, "- " bullets, **bold**, *italic*. Anything else is literal text.
 * The paper reads it in the same way (server/draft/markdown_subset.py).
 */

import { html } from "./html.js";

/**
 * @typedef {{text: string, bold: boolean, italic: boolean}} Run
 * @typedef {{bullets: boolean, lines: Run[][]}} Part a paragraph has one line, a list one for each bullet
 */

const BULLET = /^[ \t]{0,3}- +(?=\S)/;
const CONTINUED = /^[ \t]+(?=\S)/;
const BOLD = /(?<!\*)\*\*(?=\S)(.{1,2000}?)(?<=\S)\*\*(?!\*)/;
const ITALIC = /\*(?=[^\s*])([^*]*[^\s*])\*/;

/** @param {string} text @returns {Part[]} */
export function parse(text) {
  /** @type {Part[]} */
  const parts = [];
  for (const { bullet, lines } of stretches(text.replaceAll("\r\n", "\n"))) {
    const line = inline(lines.join(" "));
    const last = parts.at(-1);
    if (bullet && last?.bullets) last.lines.push(line);
    else parts.push({ bullets: bullet, lines: [line] });
  }
  return parts;
}

/** @param {string} text @returns {{bullet: boolean, lines: string[]}[]} lines that follow each other in a paragraph are one text */
function stretches(text) {
  /** @type {{bullet: boolean, lines: string[]}[]} */
  const found = [];
  let open = false;
  for (const line of text.split("\n")) {
    const last = found.at(-1);
    const starts = BULLET.test(line);
    if (!line.trim()) open = false;
    else if (open && last && !starts && (!last.bullet || CONTINUED.test(line))) last.lines.push(line.trim());
    else {
      found.push({ bullet: starts, lines: [line.replace(BULLET, "").trim()] });
      open = true;
    }
  }
  return found;
}

/** @param {string} line @returns {Run[]} a marker without its partner stays as it stands */
function inline(line) {
  return split(BOLD, line).flatMap(([stretch, bold]) =>
    split(ITALIC, stretch).map(([text, italic]) => ({ text, bold, italic })),
  );
}

/** @param {RegExp} marked @param {string} text @returns {[string, boolean][]} stretches, each with whether it stood between markers */
function split(marked, text) {
  return text
    .split(marked)
    .map((piece, place) => /** @type {[string, boolean]} */ ([piece, place % 2 === 1]))
    .filter(([piece]) => piece !== "");
}

/** @param {{text: string}} props */
export function Markdown({ text }) {
  return parse(text).map((part) =>
    part.bullets
      ? html`<ul>${part.lines.map((line) => html`<li>${line.map(shown)}</li>`)}</ul>`
      : html`<p>${part.lines[0]?.map(shown)}</p>`,
  );
}

/** @param {Run} run */
function shown({ text, bold, italic }) {
  const inner = italic ? html`<em>${text}</em>` : text;
  return bold ? html`<strong>${inner}</strong>` : inner;
}
