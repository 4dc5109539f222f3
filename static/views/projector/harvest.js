/** The harvest: the patterns that recur, which groups carry each, and beside them a note that is lifted. */

import { html } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { beside, carriers } from "../groups.js";
import { fits, pageAt, rowPages } from "./pages.js";
import { Cite } from "./scenes.js";
import { Text } from "./text.js";

/** @typedef {import("./screen.js").Screen} Screen */

const ROWS = 4;
const TURN_MS = 15_000;
const ROW_VMIN = { alone: 4.6, beside: 3.8 }; // the type's size, as in the styles
const ROW_HEIGHT = 18; // vmin, three lines
const FRAME = { width: 10, height: 44 }; // vmin that belong to others on a pattern's own page
const GROUP_VMIN = 6.5; // a group's number beside the text
const MOST_GROUPS = 12; // beside a pattern; with more rooms than that only those that carry it stand there
const PATTERNS_SHARE = 0.55; // of the width, beside a lifted note
const SPOT_FRAME = { width: 28, height: 67 }; // vmin
const SPOT_SHARE = 0.41;

/** @param {{ screen: Screen }} props */
export function Harvest({ screen }) {
  const { spotlight, themes } = screen.session.value;
  const pages = pagesOf(screen);
  const place = pageOf(screen, pages);
  const { rows = [], long = null } = pages[place] ?? {};
  return html`<main id="content" class=${spotlight?.note ? "proj__main proj__harvest proj__harvest--two" : "proj__main proj__harvest"}>
    <section aria-labelledby="h-themes">
      <div class="proj__harvesthead"><h1 id="h-themes">${t("Det här återkommer")}</h1>${pages.length > 1 && html`<p class="proj__page-of">${place + 1}/${pages.length}</p>`}</div>
      ${themes.length === 0 && html`<p class="proj__until proj__until--wide">${t("Här samlas det som återkommer i flera grupper.")}</p>`}
      ${long && html`<${LongPattern} screen=${screen} long=${long} lifted=${spotlight?.theme === long.of.id} />`}
      ${!long && html`<ol class="proj__patterns">${rows.map((theme) => html`<${Pattern} key=${theme.id} screen=${screen} theme=${theme} lifted=${spotlight?.theme === theme.id} />`)}</ol>`}
    </section>
    ${spotlight?.note && html`<${Spot} screen=${screen} spot=${spotlight} />`}
  </main>`;
}

/** @typedef {import("../../session/wire").Theme} Theme */
/** @typedef {import("./pages.js").RowPage<Theme>} Page */

/** @param {Screen} screen @returns {Page[]} nothing is cut off: what is too long for a row has its own page */
function pagesOf(screen) {
  const { spotlight, themes, rooms } = screen.session.value;
  const { width, height, added } = screen.box.value;
  const share = spotlight?.note ? PATTERNS_SHARE : 1;
  const whole = { width: (width - FRAME.width) * share, height: height - FRAME.height, added };
  const beside = Math.min(Math.min(rooms.length, MOST_GROUPS) * GROUP_VMIN, width * 0.45);
  const size = spotlight?.note ? ROW_VMIN.beside : ROW_VMIN.alone;
  const row = { width: whole.width - beside, height: ROW_HEIGHT + 3 * (added ?? 0), added };
  return rowPages(themes, ROWS, (text) => fits(text, row, size), whole);
}

/** The page with the lifted pattern, or its pages in turn, else all pages in turn. @param {Screen} screen @param {Page[]} pages */
function pageOf(screen, pages) {
  const lifted = screen.session.value.spotlight?.theme;
  const has = (/** @type {Page} */ page) =>
    [page.long?.of, ...page.rows].some((theme) => theme?.id === lifted);
  const held = pages.flatMap((page, place) => (lifted && has(page) ? [place] : []));
  const turning = held.length > 0 ? held : pages.map((_, place) => place);
  return turning[pageAt(turning.length, screen.ticks.slow.value, TURN_MS)] ?? 0;
}

/** @param {{ screen: Screen, long: NonNullable<Page["long"]>, lifted: boolean }} props */
function LongPattern({ screen, long, lifted }) {
  return html`<div class="proj__longpattern">
    <p class=${`proj__text proj__text--${long.size}`}>${lifted ? html`<span class="marked">${long.text}</span>` : long.text}</p>
    <${Groups} screen=${screen} theme=${long.of} />
  </div>`;
}

/** @param {{ screen: Screen, theme: import("../../session/wire").Theme, lifted: boolean }} props */
function Pattern({ screen, theme, lifted }) {
  return html`<li>
    <p>${lifted ? html`<span class="marked">${theme.text}</span>` : theme.text}</p>
    <${Groups} screen=${screen} theme=${theme} />
  </li>`;
}

/** Which groups carry it, each at its fixed place while there is room for that. @param {{ screen: Screen, theme: Theme }} props */
function Groups({ screen, theme }) {
  const { shown, more } = beside(carriers(theme, screen.session.value.rooms, screen.rooms()), MOST_GROUPS);
  return html`<p class="proj__g"><span class="sr-only">${t("Grupp")} </span>${shown.map((group) =>
    group.carries
      ? html`<span key=${group.id} class="gnr">${group.number}</span>`
      : html`<span key=${group.id} class="gnr gnr--off" aria-hidden="true"></span>`,
  )}${more > 0 && html`<span class="gnr">+${more}</span>`}</p>`;
}

/** @param {{ screen: Screen, spot: import("../../session/wire").Spotlight }} props */
function Spot({ screen, spot }) {
  return html`<section class="proj__spot" aria-labelledby="h-spot">
    <h2 id="h-spot">${t("Ur samtalen")}</h2>
    <blockquote><span class="dash" data-kind=${spot.kind} aria-hidden="true"></span><div><${Text} screen=${screen} text=${spot.text} marked taken=${SPOT_FRAME} share=${SPOT_SHARE} /></div></blockquote>
    <${Cite} screen=${screen} />
  </section>`;
}
