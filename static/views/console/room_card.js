/** A group's room as the facilitator sees it at a glance. */

import { html, Icon } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { perMinute, pulse } from "../../lib/pulse.js";
import { clock } from "../../lib/time.js";
import { groupNumber } from "../groups.js";
import { PulseBars } from "../pulse_bars.js";
import { Menu } from "../shared/menu.js";
import { shownNotes } from "../shown.js";
import { attention, documentation, seats, textIsDue } from "./attention.js";
import { members } from "./people.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../session/wire").RoomInfo} RoomInfo */
/** @typedef {import("./attention.js").Flag} Flag */

const SHOWN_NAMES = 9;

/** @param {{ desk: Desk, info: RoomInfo, place: number }} props */
export function RoomCard({ desk, info, place }) {
  const session = desk.session.value;
  const room = desk.live.store.room(info.id);
  const now = desk.ticks.slow.value;
  const number = groupNumber(info, place);
  const flag = attention(session, room, info.id, now, desk.live.store.presence(info.id), desk.away());
  const notes = shownNotes(room);
  const counts = pulse(notes, now);
  const heading = `room-${info.id}`;
  return html`<article class=${flag && flag.kind !== "locked" ? "room room--attn" : "room"} aria-labelledby=${heading}>
    <header class="room__head">
      <span class="gnr" aria-hidden="true">${number}</span>
      <h3 class="room__name" id=${heading}><span class="sr-only">${t("Grupp %(number)s: ", { number })}</span>${info.proposal?.title ?? info.name}</h3>
      <${RoomMenu} desk=${desk} info=${info} number=${number} />
    </header>
    <${PulseBars} counts=${counts} label=${t("Inlägg per minut de senaste 15 minuterna i grupp %(number)s: %(counts)s", { number, counts: counts.join(", ") })} />
    <p class="room__stats">
      <span><b>${notes.length}</b> ${t("inlägg")}</span>
      <${Filled} desk=${desk} info=${info} />
      <span>${t("%(rate)s per minut", { rate: decimal(perMinute(counts)) })}</span>
    </p>
    <${Seats} desk=${desk} info=${info} room=${room} number=${number} now=${now} />
    <div class="room__mid">
      ${notes
        .slice(-2)
        .reverse()
        .map(
          (note, age) => html`<div key=${note.id} class=${age ? "room__last room__last--prev" : "room__last"}>
          <span class="dash" data-kind=${note.kind} aria-hidden="true"></span><p>${note.text}</p>
        </div>`,
        )}
      ${
        flag &&
        html`<p class=${flag.kind === "locked" ? "room__flag" : "room__flag is-attn"}><${Icon} name=${flag.kind === "locked" ? "lock-simple" : "warning-fill"} /><span>${flagText(flag)}</span>${
          flag.kind === "called" &&
          html`<button class="btn btn--sm" type="button" onClick=${() => desk.steering.answer(info.id, number)}>${t("Jag kommer")}<span class="sr-only"> ${t("till grupp %(number)s", { number })}</span></button>`
        }${
          flag.kind === "no-taker" &&
          html`<button class="btn btn--sm" type="button" aria-haspopup="dialog" onClick=${() => desk.openPeople(info.id)}>${t("Utse")}<span class="sr-only"> ${t("i grupp %(number)s", { number })}</span></button>`
        }</p>`
      }
    </div>
    <footer class="room__foot">
      <${Documentation} room=${room} due=${textIsDue(session, now)} />
      <a class="btn btn--sm push" href=${desk.roomLink(info.id)} target="_blank">${t("Gå in")}<span class="sr-only"> ${t("i grupp %(number)s (ny flik)", { number })}</span></a>
    </footer>
  </article>`;
}

/** @param {{ desk: Desk, info: RoomInfo, number: number }} props */
function RoomMenu({ desk, info, number }) {
  const name = t("grupp %(number)s", { number });
  const closed = desk.session.value.session.status === "closed";
  const edit = {
    icon: "pencil-simple",
    label: t("Ändra rummet"),
    hint: t("Namn, rubrik och antal platser"),
    run: () => {
      desk.dialog.value = { kind: "room", id: info.id };
    },
  };
  return html`<${Menu} label=${t("Fler val för grupp %(number)s", { number })} class="btn btn--quiet btn--sm btn--icon" items=${[
    {
      icon: info.locked ? "lock-simple-open" : "lock-simple",
      label: info.locked ? t("Lås upp rummet") : t("Lås rummet"),
      hint: info.locked ? t("Deltagarna kan skriva igen") : t("Bara du kan skriva där"),
      run: () =>
        desk.steering.lockOrUnlock({
          id: info.id,
          name: t("Grupp %(number)s", { number }),
          locked: info.locked,
        }),
    },
    {
      icon: "chat-text",
      label: t("Visa inläggen"),
      hint: t("Lyft, dölj eller be om ändring"),
      run: () => desk.openNotes(info.id),
    },
    { icon: "megaphone", label: t("Utrop till %(room)s", { room: name }), run: () => desk.callTo([info.id]) },
    { icon: "pencil-simple-line", label: t("Utse dokumentatör"), run: () => desk.openPeople(info.id) },
    ...(closed ? [] : [edit]),
    {
      icon: "arrow-square-out",
      label: t("Gå in som gäst"),
      hint: t("Öppnas i en ny flik"),
      run: () => open(desk.roomLink(info.id), "_blank"),
    },
  ]} />`;
}

/** @param {{ desk: Desk, info: RoomInfo, room: any, number: number, now: number }} props */
function Seats({ desk, info, room, number, now }) {
  const people = seats(
    desk.session.value,
    room,
    info.id,
    desk.live.store.presence(info.id),
    now,
    desk.away(),
  );
  if (people.length === 0) return html`<p class="room__who muted">${t("Ingen är placerad här än")}</p>`;
  const shown = people.length > SHOWN_NAMES + 1 ? people.slice(0, SHOWN_NAMES) : people;
  return html`<ul class="room__who" aria-label=${t("Deltagare i grupp %(number)s", { number })}>
    ${shown.map(
      (seat) => html`<li key=${seat.id} class=${seat.state === "away" ? "is-away" : undefined}>
        <span class=${PIPS[seat.state]}></span>${firstName(seat.name)}${seat.since && html` <small>${t("borta %(time)s", { time: clock(seat.since, spoken()) })}</small>`}${seat.role === "note-taker" && html`<${Icon} name="pencil-simple-line" /><span class="sr-only">, ${t("dokumentatör")}</span>`}<span class="sr-only">, ${stateWord(seat.state)}</span>
      </li>`,
    )}
    ${
      shown.length < people.length &&
      html`<li><button class="linkbtn" type="button" onClick=${() => desk.openPeople(info.id)}>${t("och %(count)s till", { count: people.length - shown.length })}</button></li>`
    }
  </ul>`;
}

/** How many sit here, of how many that can. @param {{ desk: Desk, info: RoomInfo }} props */
function Filled({ desk, info }) {
  const count = members(desk.session.value).get(info.id) ?? 0;
  if (!info.capacity || count < info.capacity) return null;
  return html`<span class="tag tag--line">${t("Fullt, %(count)s av %(capacity)s", { count, capacity: info.capacity })}</span>`;
}

/** @param {{ room: any, due: boolean }} props */
export function Documentation({ room, due = false }) {
  const text = documentation(room);
  if (text.kind === "confirmed")
    return html`<span class="room__doc is-confirmed"><${Icon} name="check" />${t("Avstämt %(time)s", { time: clock(text.at, spoken()) })}${text.reservation && html`<span class="room__reservation">${t("Med förbehåll: %(text)s", { text: text.reservation })}</span>`}</span>`;
  if (text.kind === "none")
    return html`<span class=${due ? "room__doc is-attn" : "room__doc"}><${Icon} name=${due ? "warning" : "file-text"} />${t("Ingen text än")}</span>`;
  return html`<span class="room__doc"><${Icon} name="file-text" />${tn("Text: %(count)s stycke", "Text: %(count)s stycken", text.count)}</span>`;
}

const PIPS = { writes: "pip", quiet: "pip pip--quiet", away: "pip pip--away" };

/** @param {"writes" | "quiet" | "away"} state */
function stateWord(state) {
  return { writes: t("skriver"), quiet: t("är här"), away: t("är borta") }[state];
}

/** @param {Flag} flag */
function flagText(flag) {
  if (flag.kind === "silent")
    return tn("Inget nytt på %(count)s minut", "Inget nytt på %(count)s minuter", flag.minutes);
  if (flag.kind === "called") return t("Kallar på dig sedan %(time)s", { time: clock(flag.at, spoken()) });
  if (flag.kind === "unsent")
    return tn(
      "%(count)s enhet har inlägg som inte är skickade",
      "%(count)s enheter har inlägg som inte är skickade",
      flag.devices,
    );
  return {
    empty: t("Ingen är placerad här"),
    away: t("Ingen är här"),
    "no-taker": t("Ingen dokumentatör"),
    "no-text": t("Ingen text än, och tiden går"),
    locked: t("Rummet är låst"),
  }[flag.kind];
}

/** @param {string} name */
function firstName(name) {
  return name.split(/\s+/)[0] || t("Utan namn");
}

/** @param {number} number @returns {string} with the language's decimal sign */
function decimal(number) {
  return number.toFixed(1).replace(".", spoken() === "sv" ? "," : ".");
}
