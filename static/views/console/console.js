/** The facilitator's console: time to the left, rooms in the middle, what crosses rooms to the right. */

import { isWriting } from "../../lib/focus.js";
import { html, Icon, useEffect, useMemo } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { perMinute, pulse } from "../../lib/pulse.js";
import { clock, longDate } from "../../lib/time.js";
import { spacedCode } from "../code.js";
import { OwnMenu } from "../shared/own_menu.js";
import { Banners, StandingLine, useTold } from "../shared/standing.js";
import { Toasts } from "../shared/toast.js";
import { shownNotes } from "../shown.js";
import { Sign } from "../sign.js";
import { reading } from "../timing.js";
import { attention } from "./attention.js";
import { Call } from "./call.js";
import { CallsForHelp } from "./calls_for_help.js";
import { CloseDialog } from "./close_dialog.js";
import { ItemCards } from "./items.js";
import { JoinDialog } from "./join_dialog.js";
import { LiftPanel } from "./lift.js";
import { seated, unplaced } from "./people.js";
import { PeopleDialog } from "./people_dialog.js";
import { LiftDialog, ThemeDialog } from "./picker.js";
import { ReviewPanel } from "./review_panel.js";
import { RoomCard } from "./room_card.js";
import { RoomDialog } from "./room_dialog.js";
import { currentStep } from "./run_sheet.js";
import { RunSheet } from "./run_sheet_view.js";
import { SeatingDialog } from "./seating_dialog.js";
import { ThemePanel } from "./theme_panel.js";
import { useTidings } from "./tidings.js";
import { WritingDialog } from "./writing_dialog.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../shared/standing.js").Standing} Standing */

/** @param {{ desk: Desk }} props */
export function Console({ desk }) {
  useShortcuts(desk);
  useTidings(desk);
  if (!desk.session.value) return html`<${Waiting} desk=${desk} />`;
  return html`<${Bar} desk=${desk} />
    <${Situation} desk=${desk} />
    <div class="console__grid">
      <${RunSheet} desk=${desk} />
      <${Rooms} desk=${desk} />
      <aside class="console__right" aria-label=${t("Mönster och projektor")}>
        <${ReviewPanel} desk=${desk} />
        <${ThemePanel} desk=${desk} />
        <${LiftPanel} desk=${desk} />
      </aside>
    </div>
    <${OpenDialog} desk=${desk} />
    ${!desk.dialog.value && html`<${Toasts} />`}`;
}

/** @param {{ desk: Desk }} props */
function Bar({ desk }) {
  const { session } = desk.session.value;
  const people = seated(desk.session.value);
  const connected = new Set(desk.live.store.presence("session").map(({ id }) => id));
  const here = people.filter((person) => connected.has(person.id)).length;
  return html`<header class="bar console__bar">
    <a class="brand" href="/" aria-label=${t("Samtal, till startsidan")}><${Sign} /></a>
    <div class="console__name"><h1 class="bar__title">${session.title}</h1><p class="bar__sub">${subtitle(session)}</p></div>
    <span class="bar__sep" aria-hidden="true"></span>
    <p class="console__code"><span class="bar__sub">${t("Kod")}</span> <strong>${spacedCode(session.code)}</strong></p>
    <p class="console__code"><span class="bar__sub">${t("På plats")}</span> <strong>${people.length > 0 ? t("%(here)s av %(all)s", { here, all: people.length }) : "0"}</strong></p>
    <span class="push"></span>
    <button class="btn btn--quiet btn--icon" type="button" aria-haspopup="dialog" aria-label=${t("Visa QR-kod och länk")} onClick=${() => {
      desk.dialog.value = { kind: "join" };
    }}><${Icon} name="qr-code" large /></button>
    <button class="btn btn--quiet" type="button" aria-haspopup="dialog" onClick=${() => desk.openPeople()}><${Icon} name="arrows-left-right" /><span class="btn__word">${t("Flytta deltagare")}</span></button>
    <a class="btn" href=${desk.pageLink("projector")} target="_blank"><${Icon} name="projector-screen" /><span class="btn__word">${t("Projektor")}</span><span class="sr-only"> (${t("ny flik")})</span></a>
    <${OwnMenu} />
    <${Ending} desk=${desk} />
  </header>`;
}

/** @param {{ desk: Desk }} props the last button: to close, or, when closed, to the draft */
function Ending({ desk }) {
  if (desk.session.value.session.status === "closed")
    return html`<a class="btn btn--mark" href=${desk.pageLink("draft")}><${Icon} name="file-text" />${t("Till utkastet")}</a>`;
  return html`<button class="btn btn--mark" type="button" aria-haspopup="dialog" onClick=${() => {
    desk.dialog.value = { kind: "close" };
  }}><${Icon} name="flag-checkered" />${t("Avsluta träffen …")}</button>`;
}

/** @param {{ desk: Desk }} props whole at the top of the page, and in one line with the clock where that has been scrolled away */
function Situation({ desk }) {
  const lost = desk.live.connection.contact.value === "lost";
  const { status, closed_at } = desk.session.value.session;
  const standing = useMemo(() => standingNow(desk, lost), [desk, lost, status, closed_at]);
  useTold(standing);
  return html`<section class="console__top" aria-label=${t("Moment och tid")}><${PhaseLine} desk=${desk} /><${StandingLine} standing=${standing} instead="#banners" /></section>
    <section class="console__banners" id="banners" aria-label=${t("Läget")}><${Banners} standing=${standing} /></section>`;
}

/** @param {Desk} desk @param {boolean} lost @returns {Standing[]} */
function standingNow(desk, lost) {
  const { session } = desk.session.value;
  /** @type {Standing} */
  const no_contact = {
    key: "lost",
    look: "off",
    icon: "wifi-slash",
    title: t("Ingen kontakt."),
    text: t("Bilden kan vara gammal. Klockan går vidare; rummen påverkas inte."),
    acts: [{ label: t("Försök nu"), run: () => desk.live.connection.retry() }],
    urgent: true,
    over: () => t("Kontakt igen."),
  };
  /** @type {Standing} */
  const closed = {
    key: "closed",
    look: "back",
    icon: "check-circle-fill",
    title: t("Träffen avslutades %(time)s.", { time: clock(session.closed_at ?? Date.now(), spoken()) }),
    text: t("Rummen är låsta och utkastet är klart."),
    acts: [
      { label: t("Öppna igen"), run: () => void desk.steering.reopen() },
      { label: t("Till utkastet"), href: desk.pageLink("draft"), look: "btn--primary" },
    ],
  };
  return [lost && no_contact, session.status === "closed" && closed].filter((each) => each !== false);
}

/** The step and its clock, on the screen wherever one has scrolled. @param {{ desk: Desk }} props */
function PhaseLine({ desk }) {
  const session = desk.session.value;
  const step = currentStep(session);
  if (!session.step || !step) return null;
  const { text, mood } = reading(session.step, step.minutes, desk.ticks.second.value);
  return html`<div class="phasebar"><div class="phasebar__in"><p class="phasebar__step"><strong>${step.title}</strong></p>
    ${mood === "soon" && html`<p class="phasebar__soon"><${Icon} name="warning-fill" />${t("Snart slut")}</p>`}<p class="phasebar__time">${text}</p></div></div>`;
}

/** @param {{ desk: Desk }} props */
function Rooms({ desk }) {
  const session = desk.session.value;
  const early = ["opening", "talks"].includes(kindOn(session) ?? "");
  return html`<main id="content" class="console__mid" tabindex="-1">
    <div class="row row--between console__colhead"><h2 class="panel__title">${t("Grupprum")}</h2><${Needing} desk=${desk} /><${NewRoom} desk=${desk} /><${SoFar} desk=${desk} /><${Summary} desk=${desk} /></div>
    <${CallsForHelp} desk=${desk} />
    <${Unplaced} desk=${desk} />
    ${early && html`<${ItemCards} desk=${desk} first />`}
    <div class="console__rooms">
      ${session.rooms.length === 0 && html`<div class="empty"><span class="dash" aria-hidden="true"></span><p class="empty__title">${t("Inga rum än")}</p><p>${t("Lägg till ett rum för varje grupp. Deltagarna går med i det direkt.")}</p></div>`}
      ${session.rooms.map((info, place) => (!desk.onlyNeeding.value || needs(desk, info.id) ? html`<${RoomCard} key=${info.id} desk=${desk} info=${info} place=${place} />` : null))}
      ${session.session.status !== "closed" && html`<${Call} desk=${desk} />`}
    </div>
    ${!early && html`<${ItemCards} desk=${desk} />`}
  </main>`;
}

/** @param {{ desk: Desk }} props */
function NewRoom({ desk }) {
  if (desk.session.value.session.status === "closed") return null;
  return html`<button class="btn btn--sm btn--quiet" type="button" aria-haspopup="dialog" onClick=${() => {
    desk.dialog.value = { kind: "room", id: null };
  }}><${Icon} name="plus" />${t("Lägg till rum")}</button>`;
}

/** The way to the paper while it comes about, beside the console as the hall still works. @param {{ desk: Desk }} props */
function SoFar({ desk }) {
  if (desk.session.value.session.status === "closed") return null;
  return html`<a class="btn btn--sm btn--quiet" href=${desk.pageLink("draft")} target="_blank"><${Icon} name="file-text" />${t("Dokumentationen hittills")}<span class="sr-only"> (${t("ny flik")})</span></a>`;
}

const MANY_ROOMS = 8;

/** Among many rooms, those that need something. @param {{ desk: Desk }} props */
function Needing({ desk }) {
  const { rooms } = desk.session.value;
  if (rooms.length <= MANY_ROOMS && !desk.onlyNeeding.value) return null;
  const count = rooms.filter((room) => needs(desk, room.id)).length;
  return html`<button class="btn btn--sm" type="button" aria-pressed=${desk.onlyNeeding.value} onClick=${() => {
    desk.onlyNeeding.value = !desk.onlyNeeding.value;
  }}><${Icon} name="warning" />${t("Behöver något: %(count)s", { count })}</button>`;
}

/** @param {Desk} desk @param {string} room */
function needs(desk, room) {
  const { store } = desk.live;
  const flag = attention(
    desk.session.value,
    store.room(room),
    room,
    desk.ticks.slow.value,
    store.presence(room),
    desk.away(),
  );
  return flag !== null && flag.kind !== "locked";
}

/** @param {{ desk: Desk }} props */
function Summary({ desk }) {
  const rooms = desk.session.value.rooms.map((room) => shownNotes(desk.live.store.room(room.id)));
  const notes = rooms.flat();
  const rate = perMinute(pulse(notes, desk.ticks.slow.value)) / Math.max(1, rooms.length);
  const shown = rate.toFixed(1).replace(".", spoken() === "sv" ? "," : ".");
  return html`<p class="small muted">${tn("%(count)s inlägg · %(rate)s per minut och rum", "%(count)s inlägg · %(rate)s per minut och rum", notes.length, { rate: shown })}</p>`;
}

/** @param {{ desk: Desk }} props */
function Unplaced({ desk }) {
  const waiting = unplaced(desk.session.value);
  if (waiting.length === 0 || desk.session.value.session.status === "closed") return null;
  const names = waiting.slice(0, 4).map((person) => person.name || t("Utan namn"));
  return html`<p class="console__waiting"><strong>${tn("%(count)s person har ingen grupp", "%(count)s personer har ingen grupp", waiting.length)}</strong>
    <span class="muted">${names.join(", ")}${waiting.length > names.length ? " …" : ""}</span>
    <button class="btn btn--sm" type="button" aria-haspopup="dialog" onClick=${() => {
      desk.dialog.value = { kind: "seating" };
    }}>${t("Föreslå placering")}</button>
    <button class="btn btn--sm" type="button" aria-haspopup="dialog" onClick=${() => desk.openPeople()}>${t("Placera")}</button></p>`;
}

/** @param {{ desk: Desk }} props */
function OpenDialog({ desk }) {
  const open = desk.dialog.value;
  if (!open) return null;
  if (open.kind === "people") return html`<${PeopleDialog} desk=${desk} room=${open.room} />`;
  if (open.kind === "theme") return html`<${ThemeDialog} desk=${desk} id=${open.id} />`;
  if (open.kind === "lift") return html`<${LiftDialog} desk=${desk} channel=${open.channel} />`;
  if (open.kind === "room") return html`<${RoomDialog} desk=${desk} id=${open.id} />`;
  if (open.kind === "writing") return html`<${WritingDialog} desk=${desk} go=${open.go} />`;
  return html`<${{ join: JoinDialog, close: CloseDialog, seating: SeatingDialog }[open.kind]} desk=${desk} />`;
}

/** @param {{ desk: Desk }} props */
function Waiting({ desk }) {
  const refused = desk.live.connection.refusal.value;
  return html`<main id="content" class="console__grid" tabindex="-1">
    <h1 class="sr-only">${t("Processledning")}</h1>
    ${
      refused
        ? html`<p class="empty"><span class="empty__title">${refused.message}</span><a href="/">${t("Till startsidan")}</a></p>`
        : html`<div class="skeleton" role="status" aria-label=${t("Hämtar träffen …")}><i></i><i></i><i></i></div>`
    }
  </main>`;
}

/** `M` goes to the call, unless something is being written or a dialog is open. @param {Desk} desk */
function useShortcuts(desk) {
  useEffect(() => {
    /** @param {KeyboardEvent} event */
    const onKeyDown = (event) => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!plain || event.key.toLowerCase() !== "m" || !desk.shortcuts.value) return;
      if (desk.dialog.value || isWriting(event.target)) return;
      event.preventDefault();
      desk.goToCall();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [desk]);
}

/** @param {import("../../session/wire").SessionSnapshot} session */
function kindOn(session) {
  const step = currentStep(session);
  return session.programme.find((item) => item.id === step?.item)?.kind;
}

/** @param {import("../../session/wire").SessionInfo} session */
function subtitle({ series, theme, date }) {
  return [series ?? theme, longDate(date, spoken())].filter(Boolean).join(" · ");
}
