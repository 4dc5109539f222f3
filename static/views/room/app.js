/**
 * The group room, put together.
 *
 * @import { RoomPage } from "./page.js"
 */

import { announce } from "../../lib/announce.js";
import { focusSoon, isWriting } from "../../lib/focus.js";
import { html, Icon, useEffect, useRef, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { StandingLine } from "../shared/standing.js";
import { Toasts } from "../shared/toast.js";
import { Bar, PhaseBar, placeTitle, RoomBanners } from "./bar.js";
import { Dialogs, RoomChoice } from "./dialogs.js";
import { Document } from "./document.js";
import { Left } from "./left.js";
import { reply } from "./note.js";
import { Notes } from "./notes.js";

const SLOW_MS = 8_000;

/** @param {{page: RoomPage}} props */
export function RoomApp({ page }) {
  useShortcuts(page);
  useMoves(page);
  useTitle(page);
  useRoot(page);
  const refusal = page.live.connection.refusal.value;
  if (refusal && !page.session.value) return html`<${TurnedAway} page=${page} message=${refusal.message} />`;
  return html`
    <div class="proom" data-view=${page.view.value} data-composing=${String(page.composing.value)} data-documents=${String(page.documentsShow.value)}>
      <${Bar} page=${page} />
      <section class="proom__top" aria-label=${t("Moment och tid")}><${PhaseBar} page=${page} /><${Line} page=${page} /></section>
      <${RoomBanners} page=${page} />
      ${page.channel.value && html`<${Tabs} page=${page} />`}
      <${Content} page=${page} />
      <${Toasts} />
      <${Dialogs} page=${page} />
    </div>
  `;
}

/** What is scrolled to keeps clear of the open composer. @param {RoomPage} page */
function useRoot(page) {
  useEffect(() => {
    document.documentElement.dataset.writing = String(page.composing.value);
  }, [page.composing.value]);
}

/** Where the banners have been scrolled away. @param {{page: RoomPage}} props */
function Line({ page }) {
  return html`<${StandingLine} standing=${page.standing.value} instead="#banners" />`;
}

/** @param {{page: RoomPage}} props */
function Content({ page }) {
  if (!page.session.value) return html`<${Loading} page=${page} />`;
  if (!page.channel.value) return html`<${NoRoom} page=${page} />`;
  if (!page.room.value) return html`<${Loading} page=${page} />`;
  return html`
    <main id="content" class="proom__grid" tabindex="-1">
      <${Left} page=${page} />
      <${Notes} page=${page} />
      <${Document} page=${page} />
    </main>
  `;
}

/** The three views of a phone. @param {{page: RoomPage}} props */
function Tabs({ page }) {
  /** @type {[typeof page.view.value, string][]} */
  const tabs = [
    ["talk", t("Samtal")],
    ["text", page.isItem.value ? t("Text") : t("Gruppens text")],
    ["people", t("Deltagare")],
  ];
  return html`
    <nav class="tabs proom__tabs" aria-label=${t("Vyer i rummet")}>
      ${tabs.map(([view, label]) => html`<button key=${view} type="button" aria-current=${page.view.value === view ? "page" : undefined} onClick=${() => (page.view.value = view)}>${label}</button>`)}
    </nav>
  `;
}

/** Dashes that wait for text; after a while a sentence and a way to try again. @param {{page: RoomPage}} props */
function Loading({ page }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  return html`
    <main id="content" class="proom__loading" tabindex="-1">
      <div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
      <p class="muted">${slow ? t("Det tar längre tid än det brukar.") : t("Hämtar rummet …")}</p>
      ${slow && html`<p><button type="button" class="btn" onClick=${() => page.live.connection.retry()}>${t("Försök igen")}</button></p>`}
    </main>
  `;
}

/** Somebody who has no group yet. @param {{page: RoomPage}} props */
function NoRoom({ page }) {
  return html`
    <main id="content" class="proom__grid proom__grid--single" tabindex="-1">
      <${Left} page=${page} />
      <section class="proom__choose" aria-labelledby="choose-title"><${WayIn} page=${page} /></section>
    </main>
  `;
}

/** @param {{page: RoomPage}} props to choose a group where one may, else what one waits for */
function WayIn({ page }) {
  const { session, rooms = [] } = page.session.value ?? {};
  const heading = (/** @type {string} */ words) => html`<h2 id="choose-title">${words}</h2>`;
  if (rooms.length === 0 && !page.closed.value)
    return html`${heading(t("Det finns inga grupper än"))}<p>${t("Processledaren lägger till dem. De syns här direkt.")}</p>`;
  if (session?.settings.self_select_room && !page.closed.value)
    return html`${heading(t("Vilken grupp vill du samtala i?"))}<${RoomChoice} page=${page} />`;
  return html`${heading(t("Du har ingen grupp än"))}<p>${t("Processledaren placerar dig. Sidan visar gruppen så fort det är gjort.")}</p>`;
}

/** @param {{page: RoomPage, message: string}} props the server does not know this device */
function TurnedAway({ page, message }) {
  return html`
    <main id="content" class="join__main stack" tabindex="-1">
      <h1>${t("Du behöver gå med på nytt")}</h1>
      <p>${message}</p>
      <p class="row"><a class="btn btn--primary" href="/join">${t("Till sidan för att gå med")}<${Icon} name="arrow-right" /></a><button type="button" class="btn" onClick=${() => page.live.connection.retry()}>${t("Försök igen")}</button></p>
    </main>
  `;
}

/** @param {RoomPage} page */
function useTitle(page) {
  const title = placeTitle(page);
  useEffect(() => {
    document.title = `${title} – Samtal`;
  }, [title]);
}

/** A new place and a new role are told. @param {RoomPage} page */
function useMoves(page) {
  const was = useRef(/** @type {string | null | undefined} */ (undefined));
  const me = page.me.value;
  const role = useRef(me?.role);
  const room = page.session.value ? page.home.value : undefined;
  useEffect(() => {
    const before = was.current;
    was.current = room;
    if (before === undefined || room === undefined || before === room) return;
    if (page.moved.peek()?.to === room) return; // the banner says so
    const title = page.roomTitle(room);
    announce(title ? t("Du är nu i %(room)s.", { room: title }) : t("Du har ingen grupp just nu."));
  }, [room]);
  useEffect(() => {
    if (role.current && me?.role === "note-taker" && role.current !== "note-taker")
      announce(t("Du är nu gruppens dokumentatör."));
    role.current = me?.role;
  }, [me?.role]);
}

/** J and K go between notes, I agrees, B builds on, N writes; never while something is being written. @param {RoomPage} page */
function useShortcuts(page) {
  useEffect(() => {
    function onKeyDown(/** @type {KeyboardEvent} */ event) {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target);
      if (!plain || !page.shortcuts.peek() || page.dialog.peek()) return;
      if (shortcut(page, event.key.toLowerCase())) event.preventDefault();
    }
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

/** @param {RoomPage} page @param {string} key @returns {boolean} whether it meant something */
function shortcut(page, key) {
  const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("article[data-note]")]);
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const id = cards[at]?.dataset.note;
  const note = page.notes.peek().find((each) => each.id === id);
  if (key === "j" || key === "k") {
    const next = cards[key === "j" ? at + 1 : Math.max(0, at - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return true;
  }
  if (key === "n" && page.mayWrite.peek()) {
    page.composing.value = true;
    focusSoon("#note-text");
    return true;
  }
  if (!note || !page.mayWrite.peek() || (key !== "i" && key !== "b")) return false;
  if (key === "b") reply(page, note);
  else page.support(note, !note.supporters.includes(page.me.peek()?.id ?? ""));
  return true;
}
