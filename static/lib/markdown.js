/** The Markdown subset of proposals: paragraphs, "- " bullets, **bold**, *italic*. Anything else is literal text. */

import { html } from "./html.js";

/**
 * @typedef {{text: string, mark: "bold" | "italic" | null}} Run
 * @typedef {{bullets: boolean, lines: Run[][]}} Part a paragraph has one line, a list one for each bullet
 */

/** @param {string} text @returns {Part[]} */
export function parse(text) {
  /** @type {Part[]} */
  const parts = [];
  for (const chunk of text.replaceAll("\r\n", "\n").split(/\n[ \t]*\n/)) {
    for (const part of chunkParts(chunk)) parts.push(part);
  }
  return parts;
}

/** @param {string} chunk lines without a blank one between them; a bullet may begin in the middle @returns {Part[]} */
function chunkParts(chunk) {
  /** @type {{bullets: boolean, lines: string[]}[]} */
  const parts = [];
  for (const line of chunk
    .split("\n")
    .map((each) => each.trim())
    .filter(Boolean)) {
    const bullet = line.match(/^- +(.*)$/);
    const last = parts.at(-1);
    if (bullet && last?.bullets) last.lines.push(bullet[1] ?? "");
    else if (bullet) parts.push({ bullets: true, lines: [bullet[1] ?? ""] });
    else if (last) last.lines.push(`${last.lines.pop()} ${line}`);
    else parts.push({ bullets: false, lines: [line] });
  }
  return parts.map(({ bullets, lines }) => ({ bullets, lines: lines.map(runs) }));
}

/** @param {string} line @returns {Run[]} an asterisk without its partner stays an asterisk */
function runs(line) {
  return line
    .split(/(\*\*(?=\S)[^*]+(?<=\S)\*\*|\*(?=\S)[^*]+(?<=\S)\*)/)
    .filter(Boolean)
    .map((piece) => {
      if (/^\*\*.+\*\*$/.test(piece)) return { text: piece.slice(2, -2), mark: "bold" };
      if (/^\*[^*]+\*$/.test(piece)) return { text: piece.slice(1, -1), mark: "italic" };
      return { text: piece, mark: null };
    });
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
function shown({ text, mark }) {
  if (mark === "bold") return html`<strong>${text}</strong>`;
  return mark === "italic" ? html`<em>${text}</em>` : text;
}
