/**
 * The top of the room: where one is, who is here, the menu; the step and its time; the banners.
 *
 * @import { RoomPage } from "./page.js"
 */

import { announce } from "../../lib/announce.js";
import { html, Icon, useEffect, useRef, useState } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { clock, digits, longDate, secondsLeft } from "../../lib/time.js";
import { forgetful } from "../../session/shelf.js";
import { Menu } from "../shared/menu.js";
import { languageItems, lightItems } from "../shared/own_choices.js";
import { useNow } from "../shared/ticking.js";
import { channelOfNow, itemPlaces, messageNow, stepNow } from "./model.js";
import { roomSign } from "./page.js";

const SOON_S = 120;
const TOLD_AT_MINUTES = [10, 5, 2, 0];
const MESSAGE_KEPT_MS = 15 * 60_000;
const BACK_SHOWN_MS = 6_000;

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
  const hint = t("J K nästa, I instämmer, B bygger vidare, N nytt inlägg");
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
    return html`<section class="phasebar" aria-label=${t("Moment och tid")}><div class="phasebar__in"><p>${t("Hämtar träffen …")}</p></div></section>`;
  return html`
    <section class="phasebar" aria-label=${t("Moment och tid")}>
      <div class="phasebar__in">
        <p class="phasebar__step"><strong>${step?.title ?? restTitle(session.session.status)}</strong></p>
        ${left !== null && html`<p class="phasebar__time" role="timer" aria-label=${spokenTime(left)}>${shownTime(left, session.step?.status)}</p>`}
      </div>
      <${TimeLine} left=${left} minutes=${step?.minutes ?? null} paused=${session.step?.status === "paused"} />
    </section>
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

/** Ten, five, two and zero minutes are told, each once. @param {string} step @param {number | null} left @param {boolean} running @param {{step: string, at: Set<number>}} told */
function tellTime(step, left, running, told) {
  if (told.step !== step) {
    told.step = step;
    told.at = new Set(left === null ? [] : TOLD_AT_MINUTES.filter((minutes) => left < minutes * 60));
  }
  if (left === null || !running) return;
  for (const minutes of TOLD_AT_MINUTES.filter((each) => left <= each * 60 && !told.at.has(each))) {
    told.at.add(minutes);
    announce(
      minutes === 0 ? t("Tiden är slut.") : tn("%(count)s minut kvar.", "%(count)s minuter kvar.", minutes),
    );
  }
}

/** What is true right now and needs saying. @param {{page: RoomPage}} props */
export function Banners({ page }) {
  return html`<div class="proom__banners">
    <${ContactBanner} page=${page} />
    <${MovedBanner} page=${page} />
    <${ForgetfulBanner} />
    <${CallBanner} page=${page} />
    <${StateBanner} page=${page} />
    <${MessageBanner} page=${page} />
    <${OfferBanner} page=${page} />
  </div>`;
}

/** @param {{page: RoomPage}} props */
function ContactBanner({ page }) {
  const contact = page.live.connection.contact.value;
  const waiting = page.live.outbox.wishes.value.filter((wish) => wish.state === "pending").length;
  const [back, setBack] = useState(false);
  const was = useRef(contact);
  const waited = useRef(0);
  useEffect(() => {
    if (contact === "lost") waited.current = Math.max(waited.current, waiting);
    const returned = was.current === "lost" && contact === "live";
    was.current = contact;
    if (!returned) return;
    setBack(true);
    const timer = setTimeout(() => setBack(false), BACK_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [contact, waiting]);
  if (contact === "lost") {
    return html`<div class="banner banner--off" role="status"><${Icon} name="wifi-slash" />
      <p><strong>${t("Ingen kontakt.")}</strong> ${t("Skriv vidare, det sparas på din enhet.")} ${waiting > 0 && tn("%(count)s sak väntar på att skickas.", "%(count)s saker väntar på att skickas.", waiting)}</p>
      <button type="button" class="btn btn--sm" onClick=${() => page.live.connection.retry()}>${t("Försök nu")}</button></div>`;
  }
  if (!back) return null;
  const sent = waited.current > 0 && waiting === 0 ? t("Det du skrev är skickat.") : "";
  return html`<div class="banner banner--back" role="status"><${Icon} name="wifi-high" /><p><strong>${t("Kontakt igen.")}</strong> ${sent}</p></div>`;
}

/** Being moved is a question to the person, where one may choose; else it is said. @param {{page: RoomPage}} props */
function MovedBanner({ page }) {
  const moved = page.moved.value;
  if (!moved || page.closed.value) return null;
  const text = t("Du har flyttats till %(room)s.", { room: page.roomTitle(moved.to) ?? "" });
  const away = moved.from !== null || page.place.value !== null;
  return html`<div class="banner banner--call" role="status"><${Icon} name="arrows-left-right" />
    <p><strong>${text}</strong> ${t("Det du har börjat skriva följer med.")}</p>
    <p class="row"><button type="button" class="btn btn--sm btn--line" onClick=${() => page.goAlong()}>${away ? t("Gå dit") : t("Jag har sett det")}</button>
      ${moved.from && html`<button type="button" class="btn btn--sm btn--line" onClick=${() => page.stay()}>${t("Stanna i %(room)s", { room: page.roomTitle(moved.from) ?? "" })}</button>`}</p></div>`;
}

/** A device that can keep nothing works from memory. */
function ForgetfulBanner() {
  if (!forgetful.value) return null;
  return html`<div class="banner" role="status"><${Icon} name="info" /><p>${t("Enheten kan inte spara text. Låt sidan vara öppen tills allt är skickat.")}</p></div>`;
}

/** The room has asked the facilitator to come. @param {{page: RoomPage}} props */
function CallBanner({ page }) {
  const room = page.session.value?.rooms.find((each) => each.id === page.home.value);
  if (!room?.called_at || page.closed.value) return null;
  return html`<div class="banner" role="status"><${Icon} name="bell-ringing" />
    <p><strong>${t("Processledaren är kallad.")}</strong> <span class="muted small nowrap">${clock(room.called_at, spoken())}</span></p>
    <button type="button" class="btn btn--sm" onClick=${() => page.call(false)}>${t("Behövs inte längre")}</button></div>`;
}

/** @param {{page: RoomPage}} props */
function StateBanner({ page }) {
  if (page.closed.value) {
    return html`<div class="banner" role="status"><${Icon} name="flag-checkered" /><p><strong>${t("Träffen är avslutad.")}</strong> ${t("Tack för i dag. Du kan läsa, men inget mer kan skrivas.")} ${page.leftBehind.value.length > 0 && t("Det du hade börjat skriva finns kvar här.")}</p></div>`;
  }
  if (page.locked.value) {
    return html`<div class="banner banner--danger" role="alert"><${Icon} name="lock-simple" /><p><strong>${t("Rummet är låst.")}</strong> ${t("Processledaren har låst det en stund. Det du har skrivit finns kvar.")}</p></div>`;
  }
  return null;
}

/** The facilitator's latest message. @param {{page: RoomPage}} props */
function MessageBanner({ page }) {
  const session = page.session.value;
  const now = useNow(page.live.connection.clock, 15_000);
  const [closed, setClosed] = useState(page.live.texts.get("message-closed"));
  const message = session && messageNow(session.messages, page.me.value?.room ?? null, now, MESSAGE_KEPT_MS);
  if (!message || message.id === closed) return null;
  function close() {
    page.live.texts.set("message-closed", message?.id ?? "");
    setClosed(message?.id ?? "");
  }
  return html`<div class="banner banner--call" role="status"><${Icon} name="megaphone" />
    <p><strong>${message.rooms ? t("Till er grupp:") : t("Till alla:")}</strong> ${message.text} <span class="muted small nowrap">${clock(message.at, spoken())}</span></p>
    <button type="button" class="btn btn--sm btn--icon" aria-label=${t("Stäng meddelandet")} onClick=${close}><${Icon} name="x" /></button></div>`;
}

/** The programme has moved on: an offer to follow, nobody is taken there. @param {{page: RoomPage}} props */
function OfferBanner({ page }) {
  const session = page.session.value;
  if (!session?.step || page.fixed_room || page.closed.value) return null;
  const now = channelOfNow(session);
  const inItem = page.isItem.value && page.item.value?.channel;
  if (now && inItem !== now) {
    const title = itemPlaces(session).find((place) => place.channel === now)?.title ?? "";
    return html`<${Offer} text=${t("Nu: %(title)s", { title })} label=${t("Gå dit")} go=${() => page.go(now)} />`;
  }
  const workshop = session.programme.find((item) => item.id === stepNow(session)?.item)?.kind === "workshop";
  if (!workshop || !page.isItem.value) return null;
  return html`<${Offer} text=${t("Nu: samtal i grupperna")} label=${t("Till min grupp")} go=${() => page.go(null)} />`;
}

/** @param {{text: string, label: string, go: () => void}} props */
function Offer({ text, label, go }) {
  return html`<div class="banner" role="status"><${Icon} name="arrow-right" /><p><strong>${text}</strong></p><button type="button" class="btn btn--sm" onClick=${go}>${label}</button></div>`;
}
