/** The harvest: the patterns that recur, which groups carry each, and beside them a note that is lifted. */

import { html } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { carriers } from "../groups.js";
import { chunks, pageAt } from "./pages.js";
import { Cite } from "./scenes.js";
import { Text } from "./text.js";

/** @typedef {import("./screen.js").Screen} Screen */

const ROWS = 4;
const TURN_MS = 15_000;
const SPOT_FRAME = { width: 28, height: 62 }; // vmin
const SPOT_SHARE = 0.41;

/** @param {{ screen: Screen }} props */
export function Harvest({ screen }) {
  const { spotlight, themes } = screen.session.value;
  const pages = chunks(themes, ROWS);
  const place = pageOf(screen, pages);
  return html`<main id="content" class=${spotlight?.note ? "proj__main proj__harvest proj__harvest--two" : "proj__main proj__harvest"}>
    <section aria-labelledby="h-themes">
      <div class="proj__harvesthead"><h1 id="h-themes">${t("Det här återkommer")}</h1>${pages.length > 1 && html`<p class="proj__page-of">${place + 1}/${pages.length}</p>`}</div>
      ${themes.length === 0 && html`<p class="proj__until proj__until--wide">${t("Här samlas det som återkommer i flera grupper.")}</p>`}
      <ol class="proj__patterns">${(pages[place] ?? []).map((theme) => html`<${Pattern} key=${theme.id} screen=${screen} theme=${theme} lifted=${spotlight?.theme === theme.id} />`)}</ol>
    </section>
    ${spotlight?.note && html`<${Spot} screen=${screen} spot=${spotlight} />`}
  </main>`;
}

/** The page with the lifted pattern, else the pages in turn. @param {Screen} screen @param {import("../../session/wire").Theme[][]} pages */
function pageOf(screen, pages) {
  const lifted = screen.session.value.spotlight?.theme;
  const held = pages.findIndex((page) => page.some((theme) => theme.id === lifted));
  return held >= 0 ? held : pageAt(pages.length, screen.ticks.slow.value, TURN_MS);
}

/** @param {{ screen: Screen, theme: import("../../session/wire").Theme, lifted: boolean }} props */
function Pattern({ screen, theme, lifted }) {
  const groups = carriers(theme, screen.session.value.rooms, screen.rooms());
  return html`<li>
    <p>${lifted ? html`<span class="marked">${theme.text}</span>` : theme.text}</p>
    <p class="proj__g"><span class="sr-only">${t("Grupp")} </span>${groups.map((group) =>
      group.carries
        ? html`<span key=${group.id} class="gnr">${group.number}</span>`
        : html`<span key=${group.id} class="gnr gnr--off" aria-hidden="true"></span>`,
    )}</p>
  </li>`;
}

/** @param {{ screen: Screen, spot: import("../../session/wire").Spotlight }} props */
function Spot({ screen, spot }) {
  return html`<section class="proj__spot" aria-labelledby="h-spot">
    <h2 id="h-spot">${t("Ur samtalen")}</h2>
    <blockquote><span class="dash" data-kind=${spot.kind} aria-hidden="true"></span><div><${Text} screen=${screen} text=${spot.text} marked taken=${SPOT_FRAME} share=${SPOT_SHARE} /></div></blockquote>
    <${Cite} screen=${screen} />
  </section>`;
}
