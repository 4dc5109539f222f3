/**
 * The notes of a room: by theme or by time, what waits to be sent, and the way to what is new.
 *
 * @import { RoomPage } from "./page.js"
 * @import { Group, Run, ShownNote, Thread } from "./model.js"
 */

import { announce } from "../../lib/announce.js";
import { focusSoon } from "../../lib/focus.js";
import { html, Icon, memo, useEffect, useRef, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { keepPlace } from "../../lib/place.js";
import { dropPlace } from "../shared/dragging.js";
import { Menu } from "../shared/menu.js";
import { Composer } from "./composer.js";
import { LeftBehind, LeftByOthers, Unsaved } from "./kept.js";
import { byCluster, byTime, newsCount, noteCount, runs, threads } from "./model.js";
import { act, NoteCard } from "./note.js";

const NEWS_EVERY_MS = 10_000;
const NOTE_REM = 9; // about how high a note is, until the browser has seen the run that it is in
/** @type {ShownNote[]} */
const NO_REPLIES = [];

/** @param {{page: RoomPage}} props */
export function Notes({ page }) {
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => (list.current ? keepPlace(list.current, ".note, .theme__bar") : undefined), []);
  const lost = page.live.connection.contact.value === "lost" || page.closed.value;
  const all = page.notes.value;
  const waiting = all.filter((note) => note.waiting === "refused" || (note.waiting === "pending" && lost));
  const placed = all.filter((note) => !waiting.includes(note));
  const missing = page.onlyMissing.value
    ? new Set(page.coverage.value?.missing.map((note) => note.id))
    : null;
  const shown = missing ? placed.filter((note) => missing.has(note.id)) : placed;
  return html`
    <section class="proom__mid" aria-labelledby="notes-title">
      <div class="proom__viewbar">
        <h2 class="panel__title" id="notes-title" tabindex="-1">${t("Inlägg")} <span class="muted num">${all.length}</span></h2>
        <div class="switch push" role="group" aria-label=${t("Ordning")}>
          <button type="button" aria-pressed=${String(page.order.value === "clusters")} onClick=${() => page.setOrder("clusters")}>${t("Teman")}</button>
          <button type="button" aria-pressed=${String(page.order.value === "time")} onClick=${() => page.setOrder("time")}>${t("Tid")}</button>
        </div>
        ${page.actsShow.value && page.order.value === "clusters" && html`<button type="button" class="btn btn--sm btn--icon" aria-label=${t("Nytt tema")} ...${act(page, () => openCluster(page))}><${Icon} name="plus" /></button>`}
      </div>
      <div ref=${list} class="proom__notes" id="notes" role="region" aria-label=${t("Inlägg")} tabindex="0">
        ${page.silent.value && html`<${SilentNotice} />`}
        ${missing && html`<${MissingNotice} page=${page} count=${missing.size} />`}
        <${LeftBehind} page=${page} />
        <${LeftByOthers} page=${page} />
        ${(waiting.length > 0 || page.unsaved.value.length > 0) && html`<${Waiting} page=${page} notes=${waiting} />`}
        ${all.length === 0 ? html`<${NoNotes} page=${page} />` : html`<${Arranged} page=${page} threads=${threads(shown)} />`}
      </div>
      <${NewsOffer} page=${page} />
      <${Composer} page=${page} />
    </section>
  `;
}

/** @param {{page: RoomPage, threads: Thread[]}} props */
function Arranged({ page, threads: list }) {
  if (page.order.value === "time") {
    return html`<div class="theme__list" role="group" aria-label=${t("Nyast först")}>${inRuns(page, byTime(list))}</div>`;
  }
  const groups = byCluster(list, page.room.value?.clusters ?? []);
  const plain = groups.length === 1 && groups[0]?.cluster === null;
  if (plain) return html`<div class="theme__list">${inRuns(page, list)}</div>`;
  return groups.map(
    (group) => html`<${ClusterGroup} key=${group.cluster?.id ?? "loose"} page=${page} group=${group} />`,
  );
}

/** @param {RoomPage} page @param {Thread[]} list so that the browser, too, lays out again only the run that has changed */
function inRuns(page, list) {
  return runs(list).map((run) => html`<${RunOfNotes} key=${run.place} page=${page} run=${run} />`);
}

const RunOfNotes = memo(
  /** @param {{page: RoomPage, run: Run}} props */ ({ page, run }) =>
    html`<div class="theme__list theme__run" style=${{ containIntrinsicBlockSize: `auto ${run.threads.length * NOTE_REM}rem` }}>${run.threads.map((thread) => html`<${NoteCard} key=${thread.note.id} page=${page} note=${thread.note} replies=${thread.replies} />`)}</div>`,
);

/** @param {{page: RoomPage, group: Group}} props */
function ClusterGroup({ page, group }) {
  const [open, setOpen] = useState(true);
  const { cluster } = group;
  const items = cluster && [
    { label: t("Byt namn"), icon: "pencil-simple", run: () => openCluster(page, cluster) },
    {
      label: t("Ta bort temat"),
      hint: t("Inläggen finns kvar"),
      icon: "trash",
      run: () => {
        page.removeCluster(cluster.id);
        focusSoon("#notes-title");
      },
    },
  ];
  return html`
    <div class="theme" role="group" aria-label=${cluster?.title ?? t("Utan tema")} ...${dropPlace("note", (id) => moveTo(page, id, cluster?.id ?? null))}>
      <div class="theme__bar">
        <h3 class="theme__name"><button type="button" class="theme__toggle" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}><span>${cluster?.title ?? t("Utan tema")}</span><span class="theme__count">${tn("%(count)s inlägg", "%(count)s inlägg", noteCount(group))}</span><${Icon} name="caret-down" /></button></h3>
        ${items && page.mayWrite.value && html`<${Menu} label=${t("Fler val för temat %(title)s", { title: cluster.title })} items=${items} class="btn btn--quiet btn--sm btn--icon" />`}
      </div>
      ${open && html`<div class="theme__list">${inRuns(page, group.threads)}</div>`}
      ${open && group.threads.length === 0 && html`<p class="muted small theme__empty">${t("Inga inlägg här än. Flytta hit ett från inläggets meny.")}</p>`}
    </div>
  `;
}

/** @param {RoomPage} page @param {string} id @param {string | null} cluster */
function moveTo(page, id, cluster) {
  const note = page.room.peek()?.notes.find((each) => each.id === id);
  if (note && note.cluster !== cluster) page.moveNote(note, cluster);
}

/** @param {RoomPage} page @param {import("../../session/wire").Cluster} [cluster] */
function openCluster(page, cluster) {
  page.dialog.value = { name: "cluster", cluster };
}

/** @param {ReturnType<typeof newsCount>} news @returns {string} "Tre nya inlägg, två i Stöd i vardagen." */
export function newsSentence({ count, most }) {
  const said = tn("%(number)s nytt inlägg", "%(number)s nya inlägg", count, { number: inWords(count) });
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1)}`;
  return most
    ? t("%(news)s, %(number)s i %(title)s.", {
        news: sentence,
        number: inWords(most.count),
        title: most.title,
      })
    : `${sentence}.`;
}

/** @param {number} count @returns {string} a word up to twelve */
function inWords(count) {
  const words = [
    t("ett"),
    t("två"),
    t("tre"),
    t("fyra"),
    t("fem"),
    t("sex"),
    t("sju"),
    t("åtta"),
    t("nio"),
    t("tio"),
    t("elva"),
    t("tolv"),
  ];
  return words[count - 1] ?? String(count);
}

/** @param {{page: RoomPage, notes: ShownNote[]}} props what this device holds and the server does not */
function Waiting({ page, notes }) {
  const waits = [...notes.map((note) => note.waiting), ...page.unsaved.value.map((wish) => wish.state)];
  const here = waits.includes("pending") ? t("Väntar på att skickas") : t("Kunde inte sparas");
  return html`
    <section aria-labelledby="waiting-title"><h3 class="theme__name waiting__title" id="waiting-title">${page.closed.value ? t("Hann inte skickas") : here}</h3>
      <div class="theme__list">${notes.map((note) => html`<${NoteCard} key=${note.id} page=${page} note=${note} replies=${NO_REPLIES} />`)}<${Unsaved} page=${page} /></div>
    </section>
  `;
}

function SilentNotice() {
  return html`<p class="notice"><${Icon} name="eye-slash" /><span><strong>${t("Tyst skrivning.")}</strong> ${t("Skriv var för sig. Allas inlägg visas när momentet är slut.")}</span></p>`;
}

/** @param {{page: RoomPage, count: number}} props */
function MissingNotice({ page, count }) {
  return html`<p class="notice"><${Icon} name="tray" /><span>${tn("%(count)s inlägg finns inte med i texten.", "%(count)s inlägg finns inte med i texten.", count)}</span>
    <button type="button" class="btn btn--sm" onClick=${() => (page.onlyMissing.value = false)}>${t("Visa alla")}</button></p>`;
}

/** @param {{page: RoomPage}} props */
function NoNotes({ page }) {
  const item = page.isItem.value;
  return html`
    <div class="empty"><span class="dash" aria-hidden="true"></span>
      <p class="empty__title">${t("Inga inlägg än")}</p>
      <p>${item ? t("Skriv vad som sägs och vad ni tar med er. Det blir underlag till dokumentationen.") : t("Skriv det första: en insikt, ett behov eller något ni kan göra. Ett par ord räcker.")}</p>
    </div>
  `;
}

/** News below or above what is on the screen: an offer to go there, the page never scrolls by itself. @param {{page: RoomPage}} props */
function NewsOffer({ page }) {
  useNews(page);
  const count = page.fresh.value.size;
  const label = tn("%(count)s nytt inlägg", "%(count)s nya inlägg", count);
  function jump() {
    const [first] = page.fresh.peek();
    const card = first ? document.getElementById(`note-${first}`) : null;
    if (card) focusSoon(`#note-${first}`, { scroll: true });
    page.seen(page.fresh.peek());
  }
  return html`<div class="news">${count > 0 && html`<button type="button" class="btn btn--mark btn--sm" onClick=${jump}><${Icon} name="arrow-down" />${label}</button>`}</div>`;
}

/** Counts news as seen when they have been on the screen; tells a screen reader of them now and then. @param {RoomPage} page */
function useNews(page) {
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => {
      const ids = entries
        .filter((entry) => entry.isIntersecting)
        .map((entry) => entry.target.id.replace(/^note-/, ""));
      if (ids.length > 0 && document.visibilityState === "visible") page.seen(ids);
    });
    for (const id of page.fresh.value) {
      const card = document.getElementById(`note-${id}`);
      if (card) observer.observe(card);
      else page.seen([id]);
    }
    return () => observer.disconnect();
  }, [page.fresh.value]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (page.unheard.length === 0) return;
      announce(newsSentence(newsCount(page.unheard.splice(0), page.clusters.peek())));
    }, NEWS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
}
