/** The run-sheet's column: what is on with its clock, and every step with its planned time. */

import { announce } from "../../lib/announce.js";
import { html, Icon, useEffect, useRef } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { planned } from "../planned.js";
import { passedMark, reading } from "../timing.js";
import { nextStep, runSheet } from "./run_sheet.js";
import { writersText } from "./writing_dialog.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./run_sheet.js").Line} Line */

/** @param {{ desk: Desk }} props */
export function RunSheet({ desk }) {
  const session = desk.session.value;
  const groups = runSheet(session, desk.lastStep.value);
  return html`<nav class="console__left" aria-labelledby="h-run">
    <div class="row row--between console__colhead"><h2 class="panel__title" id="h-run">${t("Körschema")}</h2></div>
    ${session.session.status === "prepared" && html`<${Begin} desk=${desk} />`}
    ${session.session.status === "open" && !session.step && html`<${Resting} desk=${desk} />`}
    <ol class="runsheet">
      ${groups.map((group) => (single(group) ? html`<${Row} key=${group.item} desk=${desk} line=${group.lines[0]} />` : html`<${Head} key=${group.item} group=${group} />${group.lines.map((line) => html`<${Row} key=${line.id} desk=${desk} line=${line} />`)}`))}
    </ol>
    <${Keys} desk=${desk} />
  </nav>`;
}

/** An item that is one step stands as that step. @param {import("./run_sheet.js").Group} group */
function single(group) {
  return group.kind !== "workshop" && group.lines.length === 1;
}

/** @param {{ group: import("./run_sheet.js").Group }} props */
function Head({ group }) {
  return html`<li class="runsheet__head"><span></span><h3 class="panel__title">${group.title}</h3></li>`;
}

/** @param {{ desk: Desk, line: Line }} props */
function Row({ desk, line }) {
  if (line.state === "now") return html`<${Now} desk=${desk} line=${line} />`;
  const done = line.state === "done";
  return html`<li class=${done ? "is-done" : undefined}>
    ${line.from ? html`<time>${planned(line.from)}</time>` : html`<span></span>`}
    <span>${line.title}${done && html`<span class="sr-only">, ${t("klart")}</span>`}</span>
    <span class="runsheet__end">
      ${done ? html`<${Icon} name="check" />` : line.minutes && html`<span class="runsheet__min">${t("%(count)s min", { count: line.minutes })}</span>`}
      ${
        desk.session.value.session.status !== "closed" &&
        html`<button class="btn btn--quiet btn--sm btn--icon" type="button" aria-label=${t("Starta %(title)s", { title: line.title })} onClick=${() => desk.endStep(() => desk.steering.start(line))}><${Icon} name="play" /></button>`
      }
    </span>
  </li>`;
}

/** @param {{ desk: Desk, line: Line }} props */
function Now({ desk, line }) {
  const session = desk.session.value;
  const card = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    // only where the column scrolls by itself: a page must not move under its reader
    if (matchMedia("(min-width: 64rem)").matches) card.current?.scrollIntoView({ block: "nearest" });
  }, [line.id]);
  const step = session.step;
  if (!step) return null;
  const next = nextStep(session);
  const paused = step.status === "paused";
  return html`<li ref=${card} class="is-now" aria-current="step">
    <div class="row row--between small"><time>${span(step, line)}</time><span class="tag tag--mark">${paused ? t("Pausat") : t("Just nu")}</span></div>
    <p class="console__phase">${line.title}</p>
    <${Timer} desk=${desk} minutes=${line.minutes} />
    <div class="console__timeacts" role="group" aria-label=${t("Styr tiden")}>
      <button class="btn btn--sm" type="button" onClick=${() => desk.steering.pauseOrRun()}><${Icon} name=${paused ? "play" : "pause"} />${paused ? t("Fortsätt") : t("Pausa")}</button>
      <button class="btn btn--sm" type="button" aria-label=${t("+1 minut")} onClick=${() => desk.steering.extend(1)}>+1</button>
      <button class="btn btn--sm" type="button" aria-label=${t("+5 minuter")} onClick=${() => desk.steering.extend(5)}>+5</button>
    </div>
    <button class="btn btn--primary btn--wide" type="button" onClick=${() => desk.endStep(() => desk.steering.next())}>
      <span>${next ? t("Nästa: %(title)s", { title: shortened(next.title) }) : t("Avsluta sista momentet")}</span><${Icon} name="skip-forward" />
    </button>
    <${Back} desk=${desk} />
    <${Writers} desk=${desk} />
  </li>`;
}

/** A mistaken start is taken back, with everything as it was. @param {{ desk: Desk }} props */
function Back({ desk }) {
  const { undoable, session } = desk.session.value;
  if (!undoable || session.status === "closed") return null;
  return html`<button class="btn btn--wide btn--sm console__back" type="button" onClick=${() => desk.steering.undoStep()}><${Icon} name="arrow-counter-clockwise" />${t("Ångra senaste start")}</button>`;
}

/** The line is always there, so that nothing moves under the pointer. @param {{ desk: Desk }} props */
function Writers({ desk }) {
  const count = desk.writers();
  return html`<p class=${count > 0 ? "small console__writers" : "small muted console__writers"}><${Icon} name="pencil-simple" />${writersText(count)}</p>`;
}

/** @param {{ desk: Desk, minutes: number | null }} props */
function Timer({ desk, minutes }) {
  const step = desk.session.value.step;
  const before = useRef(/** @type {number | null} */ (null));
  const now = desk.ticks.second.value;
  const shown = step ? reading(step, minutes, now) : null;
  useEffect(() => {
    const mark = passedMark(before.current, shown?.left ?? null);
    before.current = shown?.left ?? null;
    if (mark !== null)
      announce(mark === 0 ? t("Tiden är ute.") : t("%(count)s minuter kvar.", { count: mark }));
  });
  if (!shown) return null;
  /** @param {KeyboardEvent} event */
  const onKeyDown = (event) => {
    if (event.key !== " " || !desk.shortcuts.value) return;
    event.preventDefault();
    desk.steering.pauseOrRun();
  };
  return html`<div class=${`timer timer--${shown.mood}`} role="group" tabindex="0" aria-label=${t("Tid. Mellanslag pausar och fortsätter.")} onKeyDown=${onKeyDown}>
    <p class="timer__digits" role="timer">${shown.text}</p>
    <div class="timer__line" aria-hidden="true"><i style=${{ "--left": `${100 * shown.share}%` }}></i></div>
    ${moodText(shown.mood) && html`<p class="timer__note">${moodText(shown.mood)}</p>`}
  </div>`;
}

/** @param {{ desk: Desk }} props before the meeting */
function Begin({ desk }) {
  const joined = desk.session.value.participants.length;
  return html`<div class="console__begin">
    <p class="small">${tn("%(count)s person har gått med. Det går att skriva redan nu.", "%(count)s personer har gått med. Det går att skriva redan nu.", joined)}</p>
    <button class="btn btn--primary btn--wide" type="button" onClick=${() => desk.steering.open()}><${Icon} name="play" />${t("Öppna träffen")}</button>
  </div>`;
}

/** @param {{ desk: Desk }} props open, and no step is on */
function Resting({ desk }) {
  const session = desk.session.value;
  const first = nextStep(session);
  const over = desk.lastStep.value !== null && desk.lastStep.value === session.steps.at(-1)?.id;
  return html`<div class="console__begin">
    <p class="small">${restingSentence(session.steps.length, over)}</p>
    ${!over && first && html`<button class="btn btn--primary btn--wide" type="button" onClick=${() => desk.steering.start(first)}><${Icon} name="play" /><span>${t("Starta %(title)s", { title: shortened(first.title) })}</span></button>`}
    <${Back} desk=${desk} />
  </div>`;
}

/** @param {number} steps how many the programme has @param {boolean} over */
function restingSentence(steps, over) {
  if (steps === 0) return t("Programmet har inga moment, så ingen klocka går. Grupperna kan skriva ändå.");
  return over ? t("Alla moment är klara.") : t("Inget moment är i gång.");
}

/** @param {{ desk: Desk }} props single keys can be turned off (WCAG 2.1.4) */
function Keys({ desk }) {
  return html`<div class="console__keys">
    <label class="check"><input type="checkbox" checked=${desk.shortcuts.value} onChange=${() => desk.toggleShortcuts()} /><span>${t("Kortkommandon")}</span></label>
    <span><kbd>M</kbd> ${t("utrop")}</span><span><kbd>${t("Mellanslag")}</kbd> ${t("pausar på klockan")}</span>
  </div>`;
}

/** @param {import("../../session/wire").StepClock} step @param {Line} line */
function span(step, line) {
  const from = clock(step.started_at, spoken());
  if (step.ends_at) return `${from}–${clock(step.ends_at, spoken())}`;
  return line.minutes ? from : t("sedan %(time)s", { time: from });
}

/** @param {import("../timing.js").Mood} mood */
function moodText(mood) {
  return {
    running: "",
    soon: t("Snart slut"),
    paused: t("Pausad"),
    over: t("Över tiden"),
    open: t("Utan sluttid"),
  }[mood];
}

const SHORT = 26;

/** @param {string} title */
function shortened(title) {
  return title.length > SHORT ? `${title.slice(0, SHORT - 1).trimEnd()}…` : title;
}
