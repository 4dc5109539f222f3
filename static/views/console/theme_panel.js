/** Recurring patterns: what the facilitator sees in several groups, each with the notes that show it. */

import { announce } from "../../lib/announce.js";
import { html, Icon } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { carriers, sourcesLeft } from "../groups.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function ThemePanel({ desk }) {
  const { themes, session } = desk.session.value;
  /** @param {string | null} id */
  const open = (id) => {
    desk.dialog.value = { kind: "theme", id };
  };
  const locked = session.status === "closed";
  return html`<section class="panel" aria-labelledby="h-themes">
    <div class="panel__head"><h2 class="panel__title" id="h-themes">${t("Mönster i flera grupper")}</h2>
      ${!locked && html`<button class="btn btn--sm push" type="button" aria-haspopup="dialog" onClick=${() => open(null)}><${Icon} name="plus" />${t("Nytt")}<span class="sr-only"> ${t("mönster")}</span></button>`}
    </div>
    ${themes.length === 0 && html`<p class="console__empty">${t("Ser du något som återkommer i flera rum? Skriv det som en mening och välj inläggen som visar det.")}</p>`}
    ${themes.map((theme, place) => html`<${Pattern} key=${theme.id} desk=${desk} theme=${theme} place=${place} last=${place === themes.length - 1} locked=${locked} open=${open} />`)}
  </section>`;
}

/** @param {{ desk: Desk, theme: import("../../session/wire").Theme, place: number, last: boolean, locked: boolean, open: (id: string) => void }} props */
function Pattern({ desk, theme, place, last, locked, open }) {
  const session = desk.session.value;
  const channels = desk.channels();
  const groups = carriers(theme, session.rooms, channels).filter((group) => group.carries);
  const lifted = session.spotlight?.theme === theme.id;
  const waits = session.spotlight_queue.some((each) => each.theme === theme.id);
  return html`<article class=${lifted ? "pattern pattern--lifted" : "pattern"} aria-label=${t("Mönster")}>
    <h3 class="pattern__text">${theme.text}</h3>
    <p class="pattern__src">
      ${groups.length > 0 && html`<span class="sr-only">${t("Grupp")} </span>`}
      ${groups.map((group) => html`<span key=${group.id} class="gnr">${group.number}</span>`)}
      <span>${tn("%(count)s inlägg", "%(count)s inlägg", sourcesLeft(theme.sources, channels))}</span>
    </p>
    <div class="pattern__acts">
      ${
        lifted
          ? html`<button class="btn btn--sm" type="button" onClick=${() => desk.steering.clearSpotlight()}><${Icon} name="eye-slash" />${t("Ta ner")}</button>`
          : html`<button class="btn btn--sm btn--primary" type="button" onClick=${() => desk.steering.liftTheme(theme.id)}><${Icon} name="projector-screen" />${t("Lyft upp")}</button>`
      }
      ${
        !locked &&
        html`${!lifted && html`<button class="btn btn--sm" type="button" aria-pressed=${waits} onClick=${() => (waits ? desk.steering.unqueue({ theme: theme.id }) : desk.steering.queue({ theme: theme.id }))}>${t("Kö")}</button>`}
        <button class="btn btn--sm" type="button" aria-haspopup="dialog" onClick=${() => open(theme.id)}><${Icon} name="pencil-simple" />${t("Ändra")}</button>
        <button class="btn btn--sm btn--icon btn--quiet" type="button" aria-label=${t("Ta bort mönstret")} onClick=${() => desk.steering.removeTheme(theme)}><${Icon} name="trash" /></button>
        <${Mover} desk=${desk} theme=${theme} way=${-1} end=${place === 0} />
        <${Mover} desk=${desk} theme=${theme} way=${1} end=${last} />`
      }
    </div>
  </article>`;
}

/** Moves a pattern a step up or down and keeps the focus. @param {{ desk: Desk, theme: import("../../session/wire").Theme, way: 1 | -1, end: boolean }} props */
function Mover({ desk, theme, way, end }) {
  const id = `move-${theme.id}-${way}`;
  const move = async () => {
    if (end || !(await desk.steering.moveTheme(theme, way))) return;
    // the list is drawn anew when the event has come back
    for (const wait_ms of [0, 60, 200]) setTimeout(() => document.getElementById(id)?.focus(), wait_ms);
    const place = desk.session.peek().themes.findIndex((each) => each.id === theme.id);
    announce(t("Mönstret står nu på plats %(place)s.", { place: place + 1 }));
  };
  return html`<button id=${id} class="btn btn--sm btn--icon btn--quiet" type="button" aria-disabled=${end ? "true" : undefined} aria-label=${way < 0 ? t("Flytta mönstret uppåt") : t("Flytta mönstret nedåt")} onClick=${move}><${Icon} name=${way < 0 ? "arrow-up" : "arrow-down"} /></button>`;
}
