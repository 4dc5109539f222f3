/**
 * What is pasted, from Word, mail or the web: lines with bold, italic and links, and nothing else. Only a line of the same
 * text brings along which notes are behind it.
 *
 * @import { LineKind, PastedLine, RichRun } from "./shapes"
 */

import { joined, plain, trimmed } from "./merge.js";
import { address } from "./schema.js";

const BLOCKS = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER LI MAIN OL P PRE SECTION TABLE TD TH TR UL".split(
    " ",
  ),
);
const UNREAD = new Set("HEAD META NOSCRIPT SCRIPT STYLE TEMPLATE TITLE".split(" "));
const BULLET = /^\s*[-*•·–]\s+/;
const NUMBER = /^\s*\d{1,3}[.)]\s+/;

/** @typedef {{bold: boolean, italic: boolean, link: string | null}} Style */
/** @typedef {{kind: LineKind, level: 0 | 1 | 2, sources?: string[]}} Place */

/** @param {string} text @returns {PastedLine[]} a line for each; those that begin like a list are one */
export function textLines(text) {
  return text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const kind = BULLET.test(line) ? "bullet" : NUMBER.test(line) ? "numbered" : "paragraph";
      const said = kind === "paragraph" ? line : line.replace(kind === "bullet" ? BULLET : NUMBER, "");
      return { kind, level: 0, runs: [{ text: said.trim() }] };
    });
}

/** @param {string} markup of any kind; nothing in it runs @param {string} target the text that it is pasted into @returns {PastedLine[]} */
export function pastedLines(markup, target) {
  const page = new DOMParser().parseFromString(undressed(markup), "text/html");
  const reading = new Reading(target);
  reading.read(page.body, { bold: false, italic: false, link: null }, { kind: "paragraph", level: 0 });
  return reading.done();
}

/** The page's policy would refuse its styles aloud: they are put aside, to be read as text. @param {string} markup */
function undressed(markup) {
  return markup
    .replace(/<style\b[\s\S]*?<\/style\s*>/gi, "")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

class Reading {
  /** @type {PastedLine[]} */
  #lines = [];
  /** @type {RichRun[]} */
  #runs = [];
  /** @type {Place} */
  #place = { kind: "paragraph", level: 0 };
  #target;

  /** @param {string} target */
  constructor(target) {
    this.#target = target;
  }

  /** @param {Node} node @param {Style} style @param {Place} place */
  read(node, style, place) {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.#write(child.textContent ?? "", style);
      if (child instanceof Element || child.nodeType === Node.ELEMENT_NODE)
        this.#element(/** @type {HTMLElement} */ (child), style, place);
    }
  }

  /** @returns {PastedLine[]} */
  done() {
    this.#cut(this.#place);
    return this.#lines;
  }

  /** @param {HTMLElement} element @param {Style} style @param {Place} place */
  #element(element, style, place) {
    if (UNREAD.has(element.tagName) || isWordsOwnBullet(element)) return;
    if (element.tagName === "BR") return this.#write("\n", style, true);
    const inner = styled(element, style);
    if (!BLOCKS.has(element.tagName)) return this.read(element, inner, place);
    const where = placeOf(element, place, this.#target);
    this.#cut(where);
    this.read(element, inner, where);
    this.#cut(place);
  }

  /** @param {string} text @param {Style} style @param {boolean} [as_is] */
  #write(text, { bold, italic, link }, as_is = false) {
    const said = as_is ? text : text.replace(/[ \t\r\n\f\u00a0]+/g, " ");
    if (!said) return;
    this.#runs.push({
      text: said,
      ...(bold && { bold: /** @type {const} */ (true) }),
      ...(italic && { italic: /** @type {const} */ (true) }),
      ...(link && { link }),
    });
  }

  /** Ends the line. @param {Place} next where the next one stands */
  #cut(next) {
    const runs = trimmed(joined(this.#runs));
    if (plain(runs)) this.#lines.push({ ...this.#place, runs });
    this.#runs = [];
    this.#place = next;
  }
}

/** @param {HTMLElement} element @param {Style} style @returns {Style} */
function styled(element, { bold, italic, link }) {
  const { tagName } = element;
  const [, weight] = dressOf(element).match(/font-weight:\s*(\w+)/i) ?? [];
  const [, slant] = dressOf(element).match(/font-style:\s*(\w+)/i) ?? [];
  const heavy = weight === "bold" || Number(weight) >= 600;
  return {
    bold: weight ? heavy : bold || tagName === "B" || tagName === "STRONG",
    italic: slant ? slant !== "normal" : italic || tagName === "I" || tagName === "EM",
    link: tagName === "A" ? linkOf(element) : link,
  };
}

/** @param {HTMLElement} element @returns {string | null} */
function linkOf(element) {
  const href = element.getAttribute("href") ?? "";
  return /^(https?|mailto):/i.test(href.trim()) ? address(href) : null;
}

/** @param {HTMLElement} element @param {Place} place @param {string} target @returns {Place} */
function placeOf(element, place, target) {
  const own = element.dataset.kind; // a line of ours
  if (own && element.classList.contains("line")) {
    const sources =
      element.dataset.text === target ? (element.dataset.sources ?? "").split(" ").filter(Boolean) : [];
    return {
      kind: /** @type {LineKind} */ (own),
      level: levelOf(Number(element.dataset.level)),
      ...(sources.length > 0 && { sources }),
    };
  }
  const [, word] = dressOf(element).match(/mso-list:[^;]*level(\d)/) ?? [];
  if (word) return { kind: wordsKind(element), level: levelOf(Number(word) - 1) };
  if (/^H[1-6]$/.test(element.tagName)) return { kind: "heading", level: 0 };
  if (element.tagName !== "LI") return place;
  let depth = -1;
  for (let at = element.parentElement; at; at = at.parentElement) if (/^[OU]L$/.test(at.tagName)) depth += 1;
  const kind = element.parentElement?.tagName === "OL" ? "numbered" : "bullet";
  return { kind, level: levelOf(depth) };
}

/** @param {number} depth @returns {0 | 1 | 2} */
function levelOf(depth) {
  return /** @type {0 | 1 | 2} */ (Math.max(0, Math.min(2, depth || 0)));
}

/** Word writes a list as paragraphs, each with its sign in a stretch that is to be ignored. @param {HTMLElement} element @returns {LineKind} */
function wordsKind(element) {
  const sign = [...element.querySelectorAll("span")].find(isWordsOwnBullet)?.textContent ?? "";
  return /\d|^[a-z][.)]/i.test(sign.trim()) && !/^o$/.test(sign.trim()) ? "numbered" : "bullet";
}

/** @param {HTMLElement} element */
function isWordsOwnBullet(element) {
  return /mso-list:\s*ignore/i.test(dressOf(element));
}

/** @param {HTMLElement} element */
function dressOf(element) {
  return element.dataset.style ?? "";
}
