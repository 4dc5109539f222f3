/** A text in its largest possible size; where it is too long for any, page after page. */

import { html, useEffect, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { layOut, pageAt } from "./pages.js";

/** @typedef {import("./screen.js").Screen} Screen */

const MARGINS = { width: 10, height: 47 }; // vmin that a full scene's frame takes
const READ_CHARACTERS_PER_SECOND = 14;
const LEAST_PAGE_MS = 8_000;

/**
 * @param {{ screen: Screen, text: string, marked?: boolean, taken?: { width: number, height: number }, share?: number }} props
 *   `taken`: vmin that belong to others; `share`: of the width
 */
export function Text({ screen, text, marked = false, taken = MARGINS, share = 1 }) {
  const { width, height, added } = screen.box.value;
  const { size, pages } = layOut(text, {
    width: (width - taken.width) * share,
    height: height - taken.height,
    added,
  });
  const page = useTurning(screen, text, pages);
  const shown = pages[page] ?? "";
  return html`<p class=${`proj__text proj__text--${size}`} key=${page}>${marked ? html`<span class="marked">${shown}</span>` : shown}</p>
    ${pages.length > 1 && html`<p class="proj__page-of"><span class="sr-only">${t("Sida")} </span>${page + 1}/${pages.length}</p>`}`;
}

/** A call to the hall. @param {{ screen: Screen, scene: import("./scene.js").Scene }} props */
export function Call({ screen, scene }) {
  return html`<main id="content" class="proj__main proj__message">
    <h1 class="sr-only">${t("Utrop")}</h1>
    <${Text} screen=${screen} text=${scene.message?.text ?? ""} />
  </main>`;
}

/** Turns the pages at the pace of a slow reader, from the first one on. @param {Screen} screen @param {string} text @param {string[]} pages */
function useTurning(screen, text, pages) {
  const [began, setBegan] = useState(screen.ticks.second.peek());
  useEffect(() => setBegan(screen.ticks.second.peek()), [text]);
  if (pages.length < 2) return 0;
  const turn_ms = Math.max(LEAST_PAGE_MS, ((pages[0]?.length ?? 0) / READ_CHARACTERS_PER_SECOND) * 1_000);
  return pageAt(pages.length, screen.ticks.second.value - began, turn_ms);
}
