/**
 * The group's text: everyone reads it live, the note-taker writes it, each part with traces to its notes.
 *
 * @import { RoomPage } from "./page.js"
 * @import { Point } from "./model.js"
 * @import { Block, Run } from "../../session/wire"
 */

import { announce } from "../../lib/announce.js";
import { focusSoon } from "../../lib/focus.js";
import { effect, html, Icon, useEffect, useRef, useState } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { Kept } from "../shared/kept.js";
import { othersWriting, Writers } from "../shared/writers.js";
import { paragraphs } from "./model.js";

const SHOWN_TRACES = 6;

/** @param {{page: RoomPage}} props */
export function Document({ page }) {
  const room = page.room.value;
  const writes = page.documents.value;
  return html`
    <section class="proom__doc" aria-labelledby="text-title">
      <div class="panel__head"><h2 class="panel__title" id="text-title" tabindex="-1">${page.isItem.value ? t("Text till dokumentationen") : t("Gruppens text")}</h2>${writes ? html`<${Writers} writers=${othersWriting(page.live, page.channel.value ?? "")} /><${Kept} now=${page.kept.value} class="small muted push" /><${HandOver} page=${page} />` : html`<${Writer} page=${page} />`}</div>
      <div class="proom__docbody">
        ${writes ? null : html`<p class="small muted">${page.isItem.value ? t("Så här står det i dokumentationen just nu. Alla i träffen kan läsa.") : t("Så här står det i dokumentationen just nu. Alla i gruppen kan läsa.")}</p>`}
        ${room && (writes ? html`<${Editor} page=${page} blocks=${room.blocks} />` : html`<${Reading} page=${page} blocks=${room.blocks} />`)}
      </div>
      <${Foot} page=${page} />
    </section>
  `;
}

/** Who holds the pen. @param {{page: RoomPage}} props */
function Writer({ page }) {
  const channel = page.channel.value ?? "";
  const takers = (page.session.value?.participants ?? []).filter(
    (person) => person.role === "note-taker" && (page.isItem.value || person.room === channel),
  );
  const writing = new Set(
    page.live.store
      .presence(channel)
      .filter((each) => each.state === "writing")
      .map((each) => each.id),
  );
  const taker = takers.find((person) => writing.has(person.id)) ?? takers[0];
  if (!taker || page.isItem.value) return null;
  const name = taker.name ?? taker.organisation ?? t("Dokumentatören");
  const text = writing.has(taker.id) ? t("%(name)s skriver", { name }) : t("%(name)s dokumenterar", { name });
  return html`<span class="tag push"><${Icon} name="pencil-simple" />${text}</span>`;
}

/** @param {{page: RoomPage}} props */
function HandOver({ page }) {
  const others = (page.session.value?.participants ?? []).filter(
    (person) => person.room === page.channel.value && person.id !== page.me.value?.id,
  );
  if (others.length === 0 || page.isItem.value) return null;
  return html`<button type="button" class="btn btn--sm btn--quiet push" onClick=${() => (page.dialog.value = { name: "handover" })}><${Icon} name="hand-arrow-up" />${t("Lämna över")}</button>`;
}

/** @param {{page: RoomPage, blocks: Block[]}} props */
function Reading({ page, blocks }) {
  const written = blocks.filter((block) => block.text.trim());
  if (written.length === 0) return html`<${NoText} />`;
  return html`<div class="doctext">${paragraphs(written).map((part) =>
    "points" in part
      ? html`<${Points} key=${part.points[0]?.block.id} page=${page} points=${part.points} />`
      : html`<p key=${part.block.id} class=${part.block.kind === "heading" ? "doctext__heading" : undefined} dir="auto"><${Said} block=${part.block} /><${Traces} page=${page} block=${part.block} /></p>`,
  )}</div>`;
}

/** @param {{page: RoomPage, points: Point[]}} props @returns {any} */
function Points({ page, points }) {
  const items = points.map(
    ({ block, below }) =>
      html`<li key=${block.id} dir="auto"><${Said} block=${block} /><${Traces} page=${page} block=${block} />${below.length > 0 && html`<${Points} page=${page} points=${below} />`}</li>`,
  );
  return points[0]?.block.kind === "numbered" ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
}

/** @param {{block: Block}} props */
function Said({ block }) {
  return block.runs ? block.runs.map(styled) : block.text;
}

/** @param {Run} run */
function styled({ text, bold, italic, link }) {
  const leaning = italic ? html`<em>${text}</em>` : text;
  const said = bold ? html`<strong>${leaning}</strong>` : leaning;
  return link ? html`<a href=${link} rel="noopener noreferrer">${said}</a>` : said;
}

function NoText() {
  return html`<div class="empty"><span class="dash" aria-hidden="true"></span><p class="empty__title">${t("Ingen text än")}</p><p>${t("När dokumentatören skriver syns det här direkt.")}</p></div>`;
}

/** Small dashes that lead back to the notes. @param {{page: RoomPage, block: Block}} props */
function Traces({ page, block }) {
  const notes = block.sources
    .map((id) => page.room.value?.notes.find((note) => note.id === id && !note.removed))
    .filter((note) => note !== undefined);
  const [first] = notes;
  if (!first) return null;
  const label = tn(
    "Bygger på %(count)s inlägg. Visa det.",
    "Bygger på %(count)s inlägg. Visa det första.",
    notes.length,
  );
  return html`<button type="button" class="trace-ref" aria-label=${label} onClick=${() => showNote(page, first.id)}>${notes.slice(0, SHOWN_TRACES).map((note) => html`<span key=${note.id} class="dash" data-kind=${note.kind} aria-hidden="true"></span>`)}</button>`;
}

/** @param {RoomPage} page @param {string} id */
function showNote(page, id) {
  page.view.value = "talk";
  page.onlyMissing.value = false;
  focusSoon(`#note-${CSS.escape(id)}`, { scroll: true });
}

/** @typedef {{script: string, style: string, catalogue: string | null}} EditorFiles */

/** The field is loaded when somebody is to write in it; until then, and where it does not come, the text can be read. @param {{page: RoomPage, blocks: Block[]}} props */
function Editor({ page, blocks }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [state, setState] = useState(/** @type {"coming" | "here" | "lost"} */ ("coming"));
  const [tries, setTries] = useState(0);
  const channel = page.channel.value;
  const without = page.live.connection.contact.value === "lost";
  const again = () => setTries((before) => before + 1);
  useEffect(() => {
    if (state === "lost" && !without) again(); // what could not be fetched without contact can be now
  }, [without]);
  useEffect(() => {
    let close = () => {};
    let left = false;
    async function open() {
      try {
        const files = /** @type {EditorFiles} */ (page.live.boot.editor);
        dress(files.style);
        const { openEditor } = await import(files.script);
        if (left || !place.current) return;
        close = await openEditor(place.current, hostOf(page, files));
        if (left) close();
        setState("here");
      } catch (error) {
        console.error(error);
        announce(t("Skrivfältet gick inte att hämta."));
        setState("lost");
      }
    }
    open();
    return () => {
      left = true;
      close();
    };
  }, [channel, tries]);
  return html`
    ${state !== "here" && blocks.length > 0 && html`<${Reading} page=${page} blocks=${blocks} />`}
    ${state === "lost" && html`<p class="notice"><span>${t("Skrivfältet gick inte att hämta.")}</span><button type="button" class="btn btn--sm" onClick=${again}>${t("Försök igen")}</button>${tries > 0 && html`<button type="button" class="btn btn--sm" onClick=${() => location.reload()}>${t("Ladda om sidan")}</button>`}</p>`}
    <div ref=${place} class="proom__editor" hidden=${state !== "here"}></div>
  `;
}

/** @param {string} style an address, put on the page once */
function dress(style) {
  if (document.querySelector(`link[href="${CSS.escape(style)}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = style;
  document.head.append(link);
}

/** What the editor needs of the page. @param {RoomPage} page @param {EditorFiles} files */
function hostOf(page, files) {
  const { live } = page;
  return {
    boot: { ...live.boot, catalogue: files.catalogue },
    channel: page.channel.peek() ?? "",
    follow: effect,
    store: live.store,
    outbox: live.outbox,
    texts: live.texts,
    label: page.isItem.peek() ? t("Text till dokumentationen") : t("Gruppens text"),
    lang: page.session.peek()?.session.language ?? spoken(),
    writable: () => page.documents.value,
    contact: () => page.live.connection.contact.value !== "lost",
    notes: () => page.room.value?.notes ?? [],
    showNote: (/** @type {string} */ id) => showNote(page, id),
    entered: (/** @type {string | null} */ block) => {
      page.activeBlock.value = block;
    },
    typed: (/** @type {string | null} */ block) => page.tellWriting(block),
    kept: (/** @type {import("../../editor/bench.js").KeptNow} */ now) => {
      page.kept.value = now;
    },
  };
}

/** @param {{page: RoomPage}} props */
function Foot({ page }) {
  const coverage = page.coverage.value;
  const room = page.room.value;
  if (!coverage || !room || room.blocks.length === 0) return null;
  const missing = coverage.missing.length;
  function showMissing() {
    page.onlyMissing.value = true;
    page.view.value = "talk";
    focusSoon("#notes-title");
  }
  return html`
    <div class="proom__docfoot">
      <p class="small"><strong>${t("%(covered)s av %(all)s", { covered: coverage.covered.size, all: coverage.all })}</strong> ${t("inlägg finns med i texten.")}</p>
      <p class="row">
        ${missing > 0 && page.documents.value && html`<button type="button" class="btn btn--sm" onClick=${showMissing}><${Icon} name="tray" />${tn("Visa det som saknas", "Visa de %(count)s som saknas", missing)}</button>`}
        <button type="button" class="btn btn--sm" onClick=${() => (page.dialog.value = { name: "readback" })}><${Icon} name="book-open-text" />${page.documents.value ? t("Läs upp och stäm av") : t("Läs som den blir")}</button>
      </p>
      ${room.confirmation && html`<p class="small proom__confirmed"><${Icon} name="check-circle-fill" /> ${t("Avstämt i gruppen %(time)s.", { time: clock(room.confirmation.at, spoken()) })} ${room.confirmation.reservation && t("Förbehåll: %(text)s", { text: room.confirmation.reservation })}</p>`}
    </div>
  `;
}
