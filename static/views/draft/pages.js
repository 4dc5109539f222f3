/** On which page of the PDF one is: told by the server each time that the paper has rested for a while. */

import { call } from "../../lib/api.js";
import { html, signal, useEffect, useMemo, useState } from "../../lib/html.js";
import { number, spoken, t, tn } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {{ pages: number, starts: Record<string, number>, at: number }} Told `starts`: on which page what has this name stands; `at`: when it was asked, in milliseconds */
/** @typedef {{ page: number, top: number }} Mark something that is told of, and how far down the window it stands, in pixels */

const RESTS_MS = 3_000; // without a change
const APART_MS = 15_000; // from asking to asking
const AGAIN_MS = 60_000; // after asking in vain
const PATIENCE_MS = 90_000; // files are written first
const LOOKS_MS = 150;
const WORDS_ON_A_PAGE = 320; // of a paper with headings and boxes, while the PDF has not told

/** What is known of the pages, and when to ask again. Knows no page of the browser. */
export class Pages {
  told = signal(/** @type {Told | null} */ (null));
  #paper = "";
  #visible = false;
  #busy = false;
  #asked = /** @type {string | null} */ (null);
  #not_before = 0;
  #timer = /** @type {any} */ (0);

  /** @param {() => Promise<{ ok: true, data: { pages: number, starts: Record<string, number> } } | { ok: false, error: { code: string } }>} ask */
  constructor(ask) {
    this.ask = ask;
  }

  /** @param {string} paper as it is now @param {boolean} visible whether somebody sees it */
  see(paper, visible) {
    this.#paper = paper;
    this.#visible = visible;
    this.#wait();
  }

  #wait() {
    clearTimeout(this.#timer);
    if (!this.#visible || this.#busy || this.#paper === this.#asked) return;
    const wait = Math.max(RESTS_MS, this.#not_before - Date.now());
    this.#timer = setTimeout(() => this.#askNow(), wait);
  }

  async #askNow() {
    const at = Date.now();
    this.#busy = true;
    this.#asked = this.#paper;
    const answer = await this.ask();
    this.#busy = false;
    if (answer.ok) this.told.value = { ...answer.data, at };
    else if (answer.error.code !== "too_large") this.#asked = null;
    this.#not_before = answer.ok ? at + APART_MS : Date.now() + AGAIN_MS;
    this.#wait();
  }
}

/**
 * @param {Mark[]} marks
 * @param {number} line how far down the window one reads or writes, in pixels
 * @returns {number} the page of what stands last at or above it; the first page where nothing does
 */
export function pageAt(marks, line) {
  const above = marks.filter((mark) => mark.top <= line);
  return above.reduce((last, mark) => (mark.top >= last.top ? mark : last), { page: 1, top: -Infinity }).page;
}

/** @param {Editing} editing @param {string} paper the paper's markup @returns {Pages} */
export function usePages(editing, paper) {
  const pages = useMemo(
    () => new Pages(() => call(`/sessions/${editing.session}/draft/pages`, { patience_ms: PATIENCE_MS })),
    [editing],
  );
  useEffect(() => {
    const look = () => pages.see(paper, document.visibilityState === "visible");
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [pages, paper]);
  return pages;
}

/** @param {{ pages: Pages, count: number }} props `count`: words */
export function PageCount({ pages, count }) {
  const told = pages.told.value;
  const here = usePageHere(told);
  const known =
    told && t("Sida %(page)s av %(pages)s", { page: Math.min(here, told.pages), pages: told.pages });
  const when = told ? t("Som PDF, %(time)s", { time: clock(told.at, spoken()) }) : undefined;
  return html`<span class="draft__count push" title=${when}>${known ?? about(count)} · ${tn("%(count)s ord", "%(count)s ord", count, { count: number(count) })}</span>`;
}

/** @param {number} count of words */
function about(count) {
  return tn(
    "ungefär %(count)s sida",
    "ungefär %(count)s sidor",
    Math.max(1, Math.ceil(count / WORDS_ON_A_PAGE)),
  );
}

/** @param {Told | null} told @returns {number} the page where one writes, or else reads */
function usePageHere(told) {
  const [here, setHere] = useState(1);
  useEffect(() => {
    if (!told) return;
    const places = new Places(told.starts);
    let timer = /** @type {any} */ (0);
    const look = () => {
      timer = 0;
      setHere(pageAt(places.marks(), lineHere()));
    };
    const ask = () => {
      timer ||= setTimeout(look, LOOKS_MS);
    };
    look();
    addEventListener("scroll", ask, { capture: true, passive: true });
    addEventListener("resize", ask);
    document.addEventListener("selectionchange", ask);
    return () => {
      clearTimeout(timer);
      removeEventListener("scroll", ask, { capture: true });
      removeEventListener("resize", ask);
      document.removeEventListener("selectionchange", ask);
    };
  }, [told]);
  return here;
}

/** Where on the page that stands which is told of. Pieces are drawn anew as they come near: what is gone is looked for again. */
class Places {
  /** @type {{ name: string, page: number, element: Element | null }[]} */
  #named;

  /** @param {Record<string, number>} starts */
  constructor(starts) {
    this.#named = Object.entries(starts).map(([name, page]) => ({ name, page, element: null }));
  }

  /** @returns {Mark[]} */
  marks() {
    return this.#named.flatMap((each) => {
      if (!each.element?.isConnected) each.element = elementOf(each.name);
      return each.element ? { page: each.page, top: each.element.getBoundingClientRect().top } : [];
    });
  }
}

/** @param {string} name of a heading, a part, a block or a note @returns {Element | null} */
function elementOf(name) {
  const is = `"${CSS.escape(name)}"`;
  const ways = [`[data-piece=${is}]`, `[data-line=${is}]`, `[data-id=${is}]`, `[data-sources~=${is}]`];
  return document.getElementById(name) ?? document.querySelector(`.paper :is(${ways.join()})`);
}

/** @returns {number} how far down the window one writes; or reads, where the caret is out of sight */
function lineHere() {
  const main = document.querySelector(".draft__main");
  const box = main?.getBoundingClientRect();
  const top = Math.max(0, box?.top ?? 0);
  const bottom = Math.min(innerHeight, box?.bottom ?? innerHeight);
  const caret = caretLine()?.getBoundingClientRect();
  if (caret && caret.bottom > top && caret.top < bottom) return caret.top;
  return atEnd(main) || atEnd(document.scrollingElement) ? bottom : top + (bottom - top) / 3;
}

/** @returns {Element | null} the line that is written in */
function caretLine() {
  const { focusNode } = getSelection() ?? { focusNode: null };
  const element = focusNode instanceof Element ? focusNode : focusNode?.parentElement;
  const writes = document.activeElement?.closest(".paper")?.contains(focusNode) ?? false;
  return (writes && element?.closest("[data-line], [data-piece]")) || null;
}

/** @param {Element | null} element @returns {boolean} whether it scrolls, and cannot be scrolled further down */
function atEnd(element) {
  if (!element || element.scrollHeight <= element.clientHeight) return false;
  return element.scrollTop + element.clientHeight >= element.scrollHeight - 2;
}
