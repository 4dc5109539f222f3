/**
 * The top of the room: where one is, who is here, the menu; the step and its time; the banners.
 *
 * @import { RoomPage } from "./page.js"
 */

import { announce } from "../../lib/announce.js";
import { html, Icon, useEffect, useRef } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { keepBelow } from "../../lib/place.js";
import { digits, longDate, secondsLeft } from "../../lib/time.js";
import { Menu } from "../shared/menu.js";
import { languageItems, lightItems } from "../shared/own_choices.js";
import { Banners, useTold } from "../shared/standing.js";
import { useNow } from "../shared/ticking.js";
import { undoKeys } from "../shared/toast.js";
import { stepNow } from "./model.js";
import { roomSign } from "./page.js";

const SCROLLING = ".proom__notes, .proom__left, .proom__docbody";
const SOON_S = 120;
const TOLD_AT_MINUTES = [10, 5, 2, 0];
const SOON_MINUTES = SOON_S / 60;

/** @param {{page: RoomPage}} props */
export function Bar({ page }) {
  const session = page.session.value;
  const info = page.info.value;
  const sign = info && session ? roomSign(info, session.rooms) : "";
  const here = page.channel.value ? page.live.store.presence(page.channel.value).length : 0;
  const facts = session?.session;
  return html`
    <header class="bar proom__bar">
      ${sign && html`<span class="gnr" aria-hidden="true">${sign}</span>`}
      <div class="grow">
        <h1 class="bar__title">${info?.proposal && html`<span class="sr-only">${info.name}: </span>`}${placeTitle(page)}</h1>
        <p class="bar__sub proom__meet">${facts && `${facts.title} · ${longDate(facts.date, spoken())}`}</p>
      </div>
      ${
        page.channel.value &&
        html`
        <button type="button" class="btn btn--quiet btn--sm" aria-label=${tn("%(count)s här nu. Visa deltagare.", "%(count)s här nu. Visa deltagare.", here)} onClick=${() => showPeople(page)}>
          <${Icon} name="users-three" /><span class="num">${here}</span>
        </button>`
      }
      <${Menu} label=${t("Meny")} icon="list" class="btn btn--quiet btn--sm btn--icon" items=${menuItems(page)} />
    </header>
  `;
}

/** @param {RoomPage} page */
export function placeTitle(page) {
  const info = page.info.value;
  if (info) return info.proposal?.title ?? info.name;
  const item = page.item.value;
  return item?.title ?? page.session.value?.session.title ?? "Samtal";
}

/** @param {RoomPage} page */
function showPeople(page) {
  page.view.value = "people";
  requestAnimationFrame(() => document.getElementById("people")?.focus());
}

/** @param {RoomPage} page @returns {import("../shared/menu.js").MenuItem[]} */
function menuItems(page) {
  const session = page.session.value;
  const others =
    session?.session.settings.rooms_visible === "all" || page.facilitates.value ? (session?.rooms ?? []) : [];
  const chooses =
    !page.fixed_room && session?.session.settings.self_select_room && session.session.status !== "closed";
  return [
    ...others.map((room) => ({
      label: room.proposal?.title ?? room.name,
      hint: room.proposal ? room.name : undefined,
      checked: room.id === page.channel.value,
      run: () => page.go(room.id === page.home.value ? null : room.id),
    })),
    others.length > 0 ? null : undefined,
    chooses
      ? { label: t("Byt grupp"), icon: "arrows-left-right", run: () => openDialog(page, "rooms") }
      : undefined,
    page.isItem.value || !page.channel.value
      ? undefined
      : {
          label: t("Läs gruppens del som den blir"),
          icon: "book-open-text",
          run: () => openDialog(page, "readback"),
        },
    page.me.value?.role === "facilitator" && !page.fixed_room
      ? {
          label: t("Till processledningen"),
          icon: "megaphone",
          run: () => location.assign(`/s/${session?.session.id}/facilitator`),
        }
      : undefined,
    mayCall(page)
      ? { label: t("Kalla på processledaren"), icon: "bell-ringing", run: () => void page.call(true) }
      : undefined,
    null,
    ...languageItems(),
    null,
    ...lightItems(),
    ...shortcutItems(page),
    null,
    {
      label: t("Om dina uppgifter"),
      icon: "info",
      run: () => window.open("/about/privacy", "_blank", "noopener"),
    },
    {
      label: t("Tillgänglighet"),
      icon: "eye",
      run: () => window.open("/about/accessibility", "_blank", "noopener"),
    },
  ].filter((item) => item !== undefined);
}

/** @param {RoomPage} page */
export function mayCall(page) {
  const room = page.session.value?.rooms.find((each) => each.id === page.home.value);
  return Boolean(
    room && !room.called_at && !page.fixed_room && !page.closed.value && !page.moved.value?.from,
  );
}

/** @param {RoomPage} page @returns {import("../shared/menu.js").MenuItem[]} nothing where there is hardly a keyboard */
function shortcutItems(page) {
  if (!matchMedia("(any-hover: hover)").matches) return [];
  const on = page.shortcuts.value;
  const hint = t("J K nästa, I instämmer, B bygger vidare, N nytt inlägg, %(undo)s ångrar", {
    undo: undoKeys(),
  });
  return [
    null,
    { label: t("Kortkommandon"), hint, checked: on, run: () => page.setShortcuts(on ? "off" : "on") },
  ];
}

/** @param {RoomPage} page @param {"rooms" | "readback"} name */
function openDialog(page, name) {
  page.dialog.value = { name };
}

/** The step and what is left of it. @param {{page: RoomPage}} props */
export function PhaseBar({ page }) {
  const session = page.session.value;
  const now = useNow(page.live.connection.clock);
  const told = useRef(/** @type {{step: string, at: Set<number>}} */ ({ step: "", at: new Set() }));
  const step = stepNow(session);
  const left = session?.step ? secondsLeft(session.step, now) : null;
  useEffect(() => tellTime(step?.id ?? "", left, session?.step?.status === "running", told.current));
  if (!session)
    return html`<div class="phasebar"><div class="phasebar__in"><p>${t("Hämtar träffen …")}</p></div></div>`;
  return html`
    <div class="phasebar">
      <div class="phasebar__in">
        <p class="phasebar__step"><strong>${step?.title ?? restTitle(session.session.status)}</strong></p>
        ${left !== null && isSoon(left, session.step?.status) && html`<p class="phasebar__soon"><${Icon} name="warning-fill" />${t("Snart slut")}</p>`}
        ${left !== null && html`<p class="phasebar__time" role="timer" aria-label=${spokenTime(left)}>${shownTime(left, session.step?.status)}</p>`}
      </div>
      <${TimeLine} left=${left} minutes=${step?.minutes ?? null} paused=${session.step?.status === "paused"} />
    </div>
  `;
}

/** @param {{left: number | null, minutes: number | null, paused: boolean}} props the line that shrinks */
function TimeLine({ left, minutes, paused }) {
  const whole = (minutes ?? 0) * 60;
  const share = left === null || whole === 0 ? 0 : Math.min(1, Math.max(0, left / whole));
  const look =
    left === null
      ? ""
      : left <= 0
        ? "timer--over"
        : paused
          ? "timer--paused"
          : left < SOON_S
            ? "timer--soon"
            : "";
  return html`<div class=${look} aria-hidden="true"><div class="timer__line"><i style=${{ "--left": `${(share * 100).toFixed(2)}%` }}></i></div></div>`;
}

/** @param {number} left @param {string | undefined} status */
function isSoon(left, status) {
  return status === "running" && left > 0 && left < SOON_S;
}

/** @param {"prepared" | "open" | "closed"} status */
function restTitle(status) {
  if (status === "prepared") return t("Träffen har inte börjat");
  return status === "closed" ? t("Träffen är avslutad") : t("Inget moment pågår");
}

/** @param {number} left @param {string | undefined} status */
function shownTime(left, status) {
  if (status === "paused") return t("Pausad %(time)s", { time: digits(left) });
  return left <= -1
    ? t("%(time)s över tiden", { time: digits(left) })
    : t("%(time)s kvar", { time: digits(Math.max(0, left)) });
}

/** @param {number} left */
function spokenTime(left) {
  const minutes = Math.round(Math.abs(left) / 60);
  return left < 0
    ? tn("%(count)s minut över tiden", "%(count)s minuter över tiden", minutes)
    : tn("%(count)s minut kvar", "%(count)s minuter kvar", minutes);
}

/**
 * Ten, five, two and zero minutes are told, each once; who comes when there is little time left is told so too.
 *
 * @param {string} step @param {number | null} left @param {boolean} running
 * @param {{step: string, at: Set<number>}} told
 */
function tellTime(step, left, running, told) {
  if (told.step !== step) {
    told.step = step;
    const gone = TOLD_AT_MINUTES.filter((minutes) => left !== null && left < minutes * 60);
    told.at = new Set(gone.filter((minutes) => minutes > SOON_MINUTES));
  }
  if (left === null || !running) return;
  const passed = TOLD_AT_MINUTES.filter((minutes) => left <= minutes * 60 && !told.at.has(minutes));
  if (passed.length === 0) return;
  for (const minutes of passed) told.at.add(minutes);
  announce(said(Math.min(...passed), left), { about: "time" });
}

/** @param {number} minutes the mark that has been passed @param {number} left seconds */
function said(minutes, left) {
  if (minutes === 0) return t("Tiden är slut.");
  if (minutes === SOON_MINUTES) return t("Snart slut: %(time)s.", { time: spokenTime(left) });
  return tn("%(count)s minut kvar.", "%(count)s minuter kvar.", minutes);
}

/** What is true right now and needs saying: whole at the top of the page. @param {{page: RoomPage}} props */
export function RoomBanners({ page }) {
  const standing = page.standing.value;
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useTold(standing);
  useEffect(() => (place.current ? keepBelow(place.current, SCROLLING) : undefined), []);
  return html`<section ref=${place} class="proom__banners" id="banners" aria-label=${t("Läget")}><${Banners} standing=${standing} /></section>`;
}
