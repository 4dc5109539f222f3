/** The projector's plain scenes: a working step, a pause, a lifted note, the end. */

import { html } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { pulse } from "../../lib/pulse.js";
import { clock } from "../../lib/time.js";
import { isPause } from "../console/run_sheet.js";
import { groupNumber } from "../groups.js";
import { PulseBars } from "../pulse_bars.js";
import { Kind } from "../shared/kinds.js";
import { shownNotes } from "../shown.js";
import { reading } from "../timing.js";
import { Late } from "./codes.js";
import { chunks, pageAt } from "./pages.js";
import { Text } from "./text.js";

/** @typedef {import("./screen.js").Screen} Screen */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {{ screen: Screen, scene: Scene }} Props */

const ROOMS_WIDE = 6;
const ROOMS_NARROW = 4;
const WIDE = 150; // vmin
const TURN_MS = 12_000;
const LONG_TIMER = 5; // characters, as in 22:40
const HOURS_TIMER = 6; // as in +12:30; beyond that hours are told
const BIG_TITLE = 46; // characters

/** @param {Props} props */
export function StepClock({ screen, scene }) {
  const step = screen.session.value.step;
  const read = step && reading(step, scene.step?.minutes ?? null, screen.ticks.second.value);
  if (!step || !read) return html`<${Unstepped} screen=${screen} />`;
  if (read.mood === "open") return html`<${Untimed} screen=${screen} scene=${scene} />`;
  return html`<main id="content" class=${`proj__main proj__work timer--${read.mood}`}>
    <div class="proj__phase"><h1>${scene.step?.title}</h1><${Late} screen=${screen} /></div>
    <div class="proj__clock">
      <p class=${`proj__timer ${timerSize(read.text)}`} role="timer">${read.text}</p>
      <p class="proj__until">${untilText(step, scene, read.mood)}</p>
    </div>
    <div class="timer__line proj__line" aria-hidden="true"><i style=${{ "--left": `${100 * read.share}%` }}></i></div>
    <${Rooms} screen=${screen} />
  </main>`;
}

/** A step without length: its name instead of a clock. @param {Props} props */
function Untimed({ screen, scene }) {
  const title = scene.step?.title ?? "";
  return html`<main id="content" class="proj__main proj__work">
    <div class="proj__phase"><span></span><${Late} screen=${screen} /></div>
    <div class="proj__clock"><h1 class=${title.length > BIG_TITLE ? undefined : "proj__timer proj__timer--words"}>${title}</h1></div>
    <p class="proj__until proj__until--wide">${scene.next && thenText(scene.next.title)}</p>
    <${Rooms} screen=${screen} />
  </main>`;
}

/** Work without a step that is on: the meeting's name and the groups. @param {{ screen: Screen }} props */
function Unstepped({ screen }) {
  return html`<main id="content" class="proj__main proj__work">
    <div class="proj__phase"><span></span><${Late} screen=${screen} /></div>
    <div class="proj__clock"><h1 class="proj__whole">${screen.session.value.session.title}</h1></div>
    <span></span>
    <${Rooms} screen=${screen} />
  </main>`;
}

/** @param {Props} props */
export function Pause({ screen, scene }) {
  const session = screen.session.value;
  const step = isPause(session) ? session.step : null; // a pause chosen by hand has no clock
  const read = step && reading(step, scene.step?.minutes ?? null, screen.ticks.second.value);
  return html`<main id="content" class=${`proj__main proj__pause timer--${read?.mood}`}>
    <div class="proj__phase"><h1>${step ? scene.step?.title : t("Paus")}</h1><${Late} screen=${screen} /></div>
    <div class="proj__clock">
      ${read && read.mood !== "open" && html`<p class=${`proj__timer ${timerSize(read.text) || "proj__timer--long"}`} role="timer">${read.text}</p>`}
      <p class="proj__until">${step?.ends_at ? againText(step.ends_at, scene) : step && scene.next && thenText(scene.next.title)}</p>
    </div>
    <div class="timer__line proj__line" aria-hidden="true"><i style=${{ "--left": `${100 * (read?.share ?? 0)}%` }}></i></div>
  </main>`;
}

/** @param {Props} props */
export function Spotlight({ screen }) {
  const session = screen.session.value;
  const spot = session.spotlight;
  if (!spot) return html`<main id="content" class="proj__main"></main>`;
  return html`<main id="content" class="proj__main proj__spotlight">
    <h1 class="sr-only">${t("Ur samtalen")}</h1>
    <span class="dash" data-kind=${spot.kind} aria-hidden="true"></span>
    <${Text} screen=${screen} text=${spot.text} marked />
    <${Cite} screen=${screen} />
  </main>`;
}

/** Whose words they are. @param {{ screen: Screen }} props */
export function Cite({ screen }) {
  const session = screen.session.value;
  const spot = session.spotlight;
  if (!spot?.note) return null;
  const place = session.rooms.findIndex((room) => room.id === spot.channel);
  const support =
    screen.live.store.room(spot.channel ?? "")?.notes.find((note) => note.id === spot.note)?.supporters
      .length ?? 0;
  return html`<p class="proj__cite">
    ${spot.kind && html`<${Kind} session=${session} kind=${spot.kind} />`}
    ${spot.organisation && html`<span>${spot.organisation}</span>`}
    ${place >= 0 && html`<span>${t("Grupp %(number)s", { number: groupNumber(session.rooms[place], place) })}</span>`}
    ${support > 0 && html`<span><strong>${support}</strong> ${tn("instämmer", "instämmer", support)}</span>`}
  </p>`;
}

/** @param {Props} props */
export function End({ screen }) {
  const { session } = screen.session.value;
  return html`<main id="content" class="proj__main proj__end">
    <span class="proj__enddash" aria-hidden="true"></span>
    <h1>${t("Tack för i dag")}</h1>
    <p class="proj__thanks">${t("Det ni skrev blir nu dokumentationen från %(title)s. Ni får den för läsning.", { title: session.title })}</p>
  </main>`;
}

/** Every group with its number, notes and pulse; turned where they are many. @param {{ screen: Screen }} props */
function Rooms({ screen }) {
  const { rooms } = screen.session.value;
  const now = screen.ticks.slow.value;
  const pages = chunks(rooms, screen.box.value.width >= WIDE ? ROOMS_WIDE : ROOMS_NARROW);
  const shown = pages[pageAt(pages.length, now, TURN_MS)] ?? [];
  return html`<ul class="proj__rooms" aria-label=${t("Grupper")}>
    ${shown.map((room) => {
      const number = groupNumber(room, rooms.indexOf(room));
      const notes = shownNotes(screen.live.store.room(room.id));
      const counts = pulse(notes, now);
      return html`<li key=${room.id}>
        <div class="proj__rtop"><span class="gnr">${number}</span><p class="proj__rcount"><strong>${notes.length}</strong><span class="sr-only"> ${t("inlägg")}</span></p></div>
        <p class="proj__rname">${room.proposal?.title ?? room.name}</p>
        <${PulseBars} counts=${counts} label=${t("Grupp %(number)s, inlägg per minut: %(counts)s", { number, counts: counts.join(", ") })} />
      </li>`;
    })}
  </ul>`;
}

/** @param {string} text the clock's digits @returns {string} a class for more than four of them */
function timerSize(text) {
  if (text.length > HOURS_TIMER) return "proj__timer--hours";
  return text.length > LONG_TIMER ? "proj__timer--long" : "";
}

/** @param {import("../../session/wire").StepClock} step @param {Scene} scene @param {import("../timing.js").Mood} mood */
function untilText(step, scene, mood) {
  if (mood === "paused") return t("Pausad");
  if (mood === "over")
    return html`${t("Över tiden")}${scene.next && html`,<br />${thenText(scene.next.title)}`}`;
  const done = t("Klart %(time)s", { time: clock(step.ends_at ?? Date.now(), spoken()) });
  return html`${done}${scene.next && html`,<br />${thenText(scene.next.title)}`}`;
}

/** @param {string} ends_at @param {Scene} scene */
function againText(ends_at, scene) {
  const again = t("Vi fortsätter %(time)s", { time: clock(ends_at, spoken()) });
  return html`${again}${scene.next && html`<br />${t("med %(title)s", { title: inSentence(scene.next.title) })}`}`;
}

const SHORT_TITLE = 40;

/** @param {string} title */
function thenText(title) {
  return t("sedan %(title)s", { title: inSentence(title) });
}

/** A title inside a sentence: small first letter (not in an abbreviation), and not too long. @param {string} title */
function inSentence(title) {
  const small = /^\p{Lu}\p{Ll}/u.test(title) ? title[0].toLowerCase() + title.slice(1) : title;
  return small.length > SHORT_TITLE ? `${small.slice(0, SHORT_TITLE - 1).trimEnd()}…` : small;
}
