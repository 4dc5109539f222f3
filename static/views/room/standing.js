/**
 * What is true right now in the room and needs saying, most pressing first.
 *
 * @import { RoomPage } from "./page.js"
 * @import { Standing } from "../shared/standing.js"
 */

import { computed, effect, signal } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { forgetful } from "../../session/shelf.js";
import { channelOfNow, itemPlaces, messageNow, stepNow } from "./model.js";

const MESSAGE_KEPT_MS = 15 * 60_000;
const LOOK_EVERY_MS = 15_000;
const BACK_SHOWN_MS = 6_000;

/** @param {RoomPage} page @returns {import("@preact/signals").ReadonlySignal<Standing[]>} */
export function roomStanding(page) {
  const looks = signal(0);
  setInterval(() => {
    looks.value += 1;
  }, LOOK_EVERY_MS);
  const closed_message = signal(/** @type {string | null} */ (null));
  const back = contactAgain(page);
  return computed(() => {
    void looks.value; // what has been said for long enough goes
    const now = page.live.connection.clock.now(); // the device may have learnt since that its own clock is wrong
    return [
      contact(page, back.value),
      moved(page),
      state(page),
      message(page, now, closed_message),
      call(page),
      offer(page),
      forgets(),
    ].filter((each) => each !== null);
  });
}

/** @param {RoomPage} page @returns {import("@preact/signals").Signal<{sent: boolean} | null>} for a while after the contact has come back */
function contactAgain(page) {
  const back = signal(/** @type {{sent: boolean} | null} */ (null));
  let was = page.live.connection.contact.peek();
  let waited = 0;
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  effect(() => {
    const contact = page.live.connection.contact.value;
    const waiting = waitingCount(page);
    if (contact === "lost") waited = Math.max(waited, waiting);
    if (contact === "live" && (was === "lost" || back.peek()))
      back.value = { sent: waited > 0 && waiting === 0 && !refused(page) };
    if (contact === "live" && was === "lost") {
      clearTimeout(timer);
      timer = setTimeout(() => {
        waited = 0;
        back.value = null;
      }, BACK_SHOWN_MS);
    }
    was = contact;
  });
  return back;
}

/** @param {RoomPage} page */
function waitingCount(page) {
  return page.live.outbox.wishes.value.filter((wish) => wish.state === "pending").length;
}

/** @param {RoomPage} page */
function refused(page) {
  return page.live.outbox.wishes.value.some((wish) => wish.state === "refused");
}

/** @param {RoomPage} page @param {{sent: boolean} | null} back @returns {Standing | null} */
function contact(page, back) {
  if (page.live.connection.contact.value === "lost") {
    const count = waitingCount(page);
    const waits =
      count > 0
        ? tn("%(count)s sak väntar på att skickas.", "%(count)s saker väntar på att skickas.", count)
        : "";
    const short =
      count > 0 && tn("Ingen kontakt · %(count)s väntar", "Ingen kontakt · %(count)s väntar", count);
    return {
      key: "lost",
      look: "off",
      icon: "wifi-slash",
      title: t("Ingen kontakt."),
      text: [t("Skriv vidare, det sparas på din enhet."), waits].filter(Boolean).join(" "),
      short: short || t("Ingen kontakt"),
      acts: [{ label: t("Försök nu"), run: () => page.live.connection.retry() }],
      urgent: true,
    };
  }
  if (!back) return null;
  const text = back.sent ? t("Det du skrev är skickat.") : "";
  return { key: "back", look: "back", icon: "wifi-high", title: t("Kontakt igen."), text };
}

/** Being moved is a question to the person, where one may choose; else it is said. @param {RoomPage} page @returns {Standing | null} */
function moved(page) {
  const move = page.moved.value;
  if (!move || page.closed.value) return null;
  const away = move.from !== null || page.place.value !== null;
  const stay = {
    label: t("Stanna i %(room)s", { room: page.roomTitle(move.from) ?? "" }),
    run: () => void page.stay(),
    look: "btn--line",
  };
  const go = {
    label: away ? t("Gå dit") : t("Jag har sett det"),
    run: () => page.goAlong(),
    look: "btn--line",
  };
  return {
    key: `moved ${move.to}`,
    look: "call",
    icon: "arrows-left-right",
    title: t("Du har flyttats till %(room)s.", { room: page.roomTitle(move.to) ?? "" }),
    text: t("Det du har börjat skriva följer med."),
    acts: move.from ? [go, stay] : [go],
    apart: true,
    urgent: true,
  };
}

/** @param {RoomPage} page @returns {Standing | null} */
function state(page) {
  if (page.closed.value) {
    const kept = page.leftBehind.value.length > 0 ? t("Det du hade börjat skriva finns kvar här.") : "";
    const text = t("Tack för i dag. Du kan läsa, men inget mer kan skrivas.");
    return {
      key: "closed",
      icon: "flag-checkered",
      title: t("Träffen är avslutad."),
      text: [text, kept].filter(Boolean).join(" "),
    };
  }
  if (!page.locked.value) return null;
  const room = page.channel.value;
  const opened = () => page.channel.peek() === room && !page.closed.peek() && !page.locked.peek();
  return {
    key: "locked",
    look: "danger",
    icon: "lock-simple",
    title: t("Rummet är låst."),
    text: t("Processledaren har låst det en stund. Det du har skrivit finns kvar."),
    short: t("Rummet är låst"),
    urgent: true,
    over: () => (opened() ? t("Rummet är öppet igen.") : ""),
  };
}

/** The facilitator's latest message. @param {RoomPage} page @param {number} now @param {import("@preact/signals").Signal<string | null>} closed @returns {Standing | null} */
function message(page, now, closed) {
  const session = page.session.value;
  const said = session && messageNow(session.messages, page.me.value?.room ?? null, now, MESSAGE_KEPT_MS);
  if (!said || said.id === (closed.value ?? page.live.texts.get("message-closed"))) return null;
  function close() {
    page.live.texts.set("message-closed", said?.id ?? "");
    closed.value = said?.id ?? "";
  }
  return {
    key: `message ${said.id}`,
    look: "call",
    icon: "megaphone",
    title: said.rooms ? t("Till er grupp:") : t("Till alla:"),
    text: said.text,
    at: clock(said.at, spoken()),
    acts: [{ label: t("Stäng meddelandet"), icon: "x", run: close }],
  };
}

/** The room has asked the facilitator to come. @param {RoomPage} page @returns {Standing | null} */
function call(page) {
  const room = page.session.value?.rooms.find((each) => each.id === page.home.value);
  if (!room?.called_at || page.closed.value) return null;
  return {
    key: `called ${room.called_at}`,
    icon: "bell-ringing",
    title: t("Processledaren är kallad."),
    at: clock(room.called_at, spoken()),
    acts: [{ label: t("Behövs inte längre"), run: () => void page.call(false) }],
  };
}

/** The programme has moved on: an offer to follow, nobody is taken there. @param {RoomPage} page @returns {Standing | null} */
function offer(page) {
  const session = page.session.value;
  if (!session?.step || page.fixed_room || page.closed.value) return null;
  const now = channelOfNow(session);
  const inItem = page.isItem.value && page.item.value?.channel;
  if (now && inItem !== now) {
    const title = itemPlaces(session).find((place) => place.channel === now)?.title ?? "";
    return offered(t("Nu: %(title)s", { title }), t("Gå dit"), () => page.go(now));
  }
  const workshop = session.programme.find((item) => item.id === stepNow(session)?.item)?.kind === "workshop";
  if (!workshop || !page.isItem.value) return null;
  return offered(t("Nu: samtal i grupperna"), t("Till min grupp"), () => page.go(null));
}

/** @param {string} title @param {string} label @param {() => void} run @returns {Standing} */
function offered(title, label, run) {
  return { key: `offer ${title}`, icon: "arrow-right", title, acts: [{ label, run }] };
}

/** A device that can keep nothing works from memory. @returns {Standing | null} */
function forgets() {
  if (!forgetful.value) return null;
  const title = t("Enheten kan inte spara text.");
  return { key: "forgetful", icon: "info", title, text: t("Låt sidan vara öppen tills allt är skickat.") };
}
