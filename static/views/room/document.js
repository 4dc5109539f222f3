/**
 * The group's text: everyone reads it live, the note-taker writes it, each part with traces to its notes.
 *
 * @import { RoomPage, NewBlock } from "./page.js"
 * @import { Block } from "../../session/wire"
 */

import { focusSoon } from "../../lib/focus.js";
import { html, Icon, useEffect, useRef, useState } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { dropPlace, grip } from "../shared/dragging.js";
import { toast } from "../shared/toast.js";
import { characters, MAX_BLOCK_CHARACTERS, paragraphs } from "./model.js";

const SAVE_AFTER_MS = 1_000;
const SHOWN_TRACES = 6;
const SPOKEN_START = 60;

/** @param {{page: RoomPage}} props */
export function Document({ page }) {
  const room = page.room.value;
  const writes = page.documents.value;
  return html`
    <section class="proom__doc" aria-labelledby="text-title">
      <div class="panel__head"><h2 class="panel__title" id="text-title" tabindex="-1">${page.isItem.value ? t("Text till dokumentationen") : t("Gruppens text")}</h2>${writes ? html`<${SaveState} page=${page} />` : html`<${Writer} page=${page} />`}</div>
      <div class="proom__docbody">
        ${writes ? html`<${Tools} page=${page} />` : html`<p class="small muted">${t("Så här står det i dokumentationen just nu. Alla i gruppen kan läsa.")}</p>`}
        ${room && (writes ? html`<${Editor} page=${page} blocks=${room.blocks} />` : html`<${Reading} page=${page} blocks=${room.blocks} />`)}
        <${Foot} page=${page} />
      </div>
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

/** Whether everything that the note-taker wrote is on the server's disk. @param {{page: RoomPage}} props */
function SaveState({ page }) {
  const channel = page.channel.value;
  const pending = page.live.outbox.wishes.value.some(
    (wish) => wish.channel === channel && wish.type.startsWith("block.") && wish.state === "pending",
  );
  const [at, setAt] = useState(0);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !pending) setAt(Date.now());
    was.current = pending;
  }, [pending]);
  if (pending)
    return html`<span class="small muted push" role="status"><${Icon} name="circle-dashed" /> ${page.live.connection.contact.value === "lost" ? t("Sparat på din enhet") : t("Sparar …")}</span>`;
  if (!at) return null;
  return html`<span class="small muted push" role="status"><${Icon} name="check-circle-fill" /> ${t("Sparat %(time)s", { time: clock(at, spoken()) })}</span>`;
}

/** @param {{page: RoomPage}} props */
function Tools({ page }) {
  const others = (page.session.value?.participants ?? []).filter(
    (person) => person.room === page.channel.value && person.id !== page.me.value?.id,
  );
  if (page.picked.value) return html`<${PickTools} page=${page} />`;
  function begin(/** @type {"paragraph" | "bullet"} */ kind) {
    const after = page.activeBlock.peek() ?? undefined;
    focusSoon(`#block-${page.beginBlock(kind, after)}`);
  }
  return html`
    <div class="proom__doctools" role="group" aria-label=${t("Skriv i texten")}>
      <button type="button" class="btn btn--sm" onClick=${() => begin("paragraph")}><${Icon} name="paragraph" />${t("Nytt stycke")}</button>
      <button type="button" class="btn btn--sm" onClick=${() => begin("bullet")}><${Icon} name="list-bullets" />${t("Ny punkt")}</button>
      ${page.blocks.value.length > 1 && html`<button type="button" class="btn btn--sm" onClick=${() => (page.picked.value = new Set())}><${Icon} name="list-plus" />${t("Välj flera")}</button>`}
      ${others.length > 0 && !page.isItem.value && html`<button type="button" class="btn btn--sm btn--quiet push" onClick=${() => (page.dialog.value = { name: "handover" })}><${Icon} name="hand-arrow-up" />${t("Lämna över")}</button>`}
    </div>
  `;
}

/** Turns what is picked into paragraphs or bullets, all in one go. @param {{page: RoomPage}} props */
function PickTools({ page }) {
  const picked = page.picked.value ?? new Set();
  const blocks = page.blocks.value;
  const all = picked.size === blocks.length;
  const turn = (/** @type {"paragraph" | "bullet"} */ kind) => void page.turnPicked(kind);
  return html`
    <div class="proom__doctools" role="group" aria-label=${t("Ändra flera delar")}>
      <button type="button" class="btn btn--sm" onClick=${() => (page.picked.value = new Set(all ? [] : blocks.map((block) => block.id)))}>${all ? t("Välj ingen") : t("Välj alla")}</button>
      <button type="button" class="btn btn--sm" onClick=${() => turn("bullet")}><${Icon} name="list-bullets" />${t("Gör till punkter")}</button>
      <button type="button" class="btn btn--sm" onClick=${() => turn("paragraph")}><${Icon} name="paragraph" />${t("Gör till stycken")}</button>
      <button type="button" class="btn btn--sm btn--quiet" onClick=${() => (page.picked.value = null)}>${t("Avbryt")}</button>
    </div>
  `;
}

/** @param {{page: RoomPage, blocks: Block[]}} props */
function Reading({ page, blocks }) {
  if (blocks.length === 0) return html`<${NoText} page=${page} />`;
  return html`<div class="doctext">${paragraphs(blocks).map((part) =>
    part.bullets
      ? html`<ul key=${part.blocks[0]?.id}>${part.blocks.map((block) => html`<li key=${block.id} dir="auto">${block.text}<${Traces} page=${page} block=${block} /></li>`)}</ul>`
      : html`<p key=${part.blocks[0]?.id} dir="auto">${part.blocks[0]?.text}${part.blocks[0] && html`<${Traces} page=${page} block=${part.blocks[0]} />`}</p>`,
  )}</div>`;
}

/** @param {{page: RoomPage}} props */
function NoText({ page }) {
  const hint = page.documents.value
    ? t("Börja med ett stycke, eller tryck Till texten på ett inlägg.")
    : t("När dokumentatören skriver syns det här direkt.");
  return html`<div class="empty"><span class="dash" aria-hidden="true"></span><p class="empty__title">${t("Ingen text än")}</p><p>${hint}</p></div>`;
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

/** @param {{page: RoomPage, blocks: Block[]}} props */
function Editor({ page, blocks }) {
  const list = withNew(blocks, page.newBlocks.value);
  useEffect(() => {
    for (const block of page.newBlocks.peek())
      if (blocks.some((each) => each.id === block.id)) page.dropNewBlock(block.id);
  }, [blocks]);
  if (list.length === 0) return html`<${NoText} page=${page} />`;
  return html`<ol class="docedit" aria-label=${t("Styckena i texten")}>${list.map(({ block, fresh }, at) => html`<${EditedBlock} key=${block.id} page=${page} block=${block} fresh=${fresh} first=${at === 0} last=${at === list.length - 1} />`)}</ol>`;
}

/** @param {Block[]} blocks @param {NewBlock[]} begun @returns {{block: Block, fresh: NewBlock | null}[]} begun blocks stand where they will */
function withNew(blocks, begun) {
  /** @type {{block: Block, fresh: NewBlock | null}[]} */
  const list = blocks.map((block) => ({ block, fresh: null }));
  for (const fresh of begun) {
    if (list.some(({ block }) => block.id === fresh.id)) continue;
    const at = list.findIndex(({ block }) => block.id === fresh.after);
    const block = { id: fresh.id, kind: fresh.kind, text: "", sources: [], version: 0 };
    list.splice(at < 0 ? list.length : at + 1, 0, { block, fresh });
  }
  return list;
}

/** @param {{page: RoomPage, block: Block, fresh: NewBlock | null, first: boolean, last: boolean}} props */
function EditedBlock({ page, block, fresh, first, last }) {
  const key = `${page.channel.value}:block:${block.id}`;
  const { texts } = page.live;
  const [mine, setMine] = useState(() => texts.get(key) || null);
  const base = useRef(block.version);
  const timer = useRef(0);
  const latest = useRef(mine);
  const asked = useRef(false);
  latest.current = mine;
  const active = page.activeBlock.value === block.id;
  const changedElsewhere =
    mine !== null && !asked.current && block.version > base.current && block.text !== mine.trim();

  useEffect(() => {
    if (mine === null) base.current = block.version;
    else if (block.version > 0 && block.text === mine.trim()) settle();
    else if (block.version > 0 && block.version <= base.current) saveSoon();
  }, [block, mine]);
  useEffect(() => () => clearTimeout(timer.current), []);

  /** What came back is what was written: nothing is unsaved any more. */
  function settle() {
    base.current = block.version;
    texts.set(key, "");
    if (mine === block.text || document.activeElement?.id !== `block-${block.id}`) setMine(null);
  }

  function write(/** @type {any} */ event) {
    const text = event.currentTarget.value;
    setMine(text);
    texts.set(key, text);
    page.tellWriting();
    saveSoon();
  }

  function saveSoon() {
    clearTimeout(timer.current);
    timer.current = setTimeout(save, SAVE_AFTER_MS);
  }

  /** One wish at a time; what is typed meanwhile goes with the next. */
  async function save() {
    clearTimeout(timer.current);
    const text = latest.current?.trim();
    if (asked.current || !text || text === block.text || characters(text) > MAX_BLOCK_CHARACTERS) return;
    asked.current = true;
    const ack = await (fresh
      ? page.addBlock(fresh, text)
      : page.editBlock(block.id, { text, version: base.current }));
    asked.current = false;
    if (ack?.ok) base.current += 1;
    else if (ack?.error.code !== "conflict") toast(ack?.error.message ?? "");
    if (ack?.ok && latest.current?.trim() !== text) saveSoon();
  }

  function keepMine() {
    base.current = block.version;
    setMine(`${mine}`);
    save();
  }

  function takeTheirs() {
    setMine(null);
    texts.set(key, "");
    base.current = block.version;
  }

  function onKeyDown(/** @type {KeyboardEvent} */ event) {
    const wanted = wantedBy(event, fresh !== null && !mine);
    if (!wanted) return;
    event.preventDefault();
    ({ up: () => move(-1), down: () => move(1), begin, giveUp })[wanted]();
  }

  function move(/** @type {-1 | 1} */ step) {
    page.moveBlock(block.id, step);
    focusSoon(`#block-${block.id}`);
  }

  function begin() {
    save();
    focusSoon(`#block-${page.beginBlock(block.kind, block.id)}`);
  }

  function giveUp() {
    page.dropNewBlock(block.id);
    focusSoon(`#block-${fresh?.after}`);
  }

  function leave(/** @type {FocusEvent} */ event) {
    const item = /** @type {HTMLElement} */ (event.currentTarget);
    if (item.contains(/** @type {Node | null} */ (event.relatedTarget))) return;
    save();
    if (fresh && !latest.current?.trim()) page.dropNewBlock(block.id);
  }

  const label = block.kind === "bullet" ? t("Punkt") : t("Stycke");
  const picked = page.picked.value;
  return html`
    <li class=${active ? "docedit__block docedit__block--active" : "docedit__block"} data-block=${block.kind} data-id=${block.id} ...${dropPlace("block", (id) => page.placeBlock(id, block.id))} onFocusIn=${() => (page.activeBlock.value = block.id)} onFocusOut=${leave}>
      ${!fresh && !picked && html`<span class="docedit__grip" aria-hidden="true" title=${t("Dra för att flytta")} ...${grip({ kind: "block", id: block.id }, "li")}></span>`}
      ${!fresh && picked && html`<label class="check docedit__pick"><input type="checkbox" checked=${picked.has(block.id)} onChange=${() => page.pick(block.id)} /><span>${t("Ta med")}<span class="sr-only"> ${block.text.slice(0, SPOKEN_START)}</span></span></label>`}
      <textarea id=${`block-${block.id}`} class="docedit__text" rows="1" dir="auto" aria-label=${label} aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown" placeholder=${t("Skriv här …")} value=${mine ?? block.text} onInput=${write} onKeyDown=${onKeyDown}></textarea>
      <${Traces} page=${page} block=${block} />
      ${changedElsewhere && html`<${Conflict} theirs=${block.text} keepMine=${keepMine} takeTheirs=${takeTheirs} />`}
      ${active && !fresh && html`<${BlockTools} page=${page} block=${block} first=${first} last=${last} />`}
    </li>
  `;
}

/** @param {KeyboardEvent} event @param {boolean} empty @returns {"up" | "down" | "begin" | "giveUp" | null} what a key means in a block */
function wantedBy(event, empty) {
  if (event.isComposing) return null;
  if (event.altKey) return event.key === "ArrowUp" ? "up" : event.key === "ArrowDown" ? "down" : null;
  if (event.key === "Enter") return event.shiftKey || event.ctrlKey ? null : "begin";
  return event.key === "Backspace" && empty ? "giveUp" : null;
}

/** Somebody else was first: both texts are kept and the writer chooses. @param {{theirs: string, keepMine: () => void, takeTheirs: () => void}} props */
function Conflict({ theirs, keepMine, takeTheirs }) {
  return html`<div class="docedit__conflict" role="alert"><p><strong>${t("Någon annan har ändrat stycket.")}</strong> ${t("Där står nu:")}</p><p class="doctext">${theirs}</p>
    <p class="row"><button type="button" class="btn btn--sm" onClick=${keepMine}>${t("Behåll min text")}</button><button type="button" class="btn btn--sm" onClick=${takeTheirs}>${t("Ta den andra")}</button></p></div>`;
}

/** @param {{page: RoomPage, block: Block, first: boolean, last: boolean}} props */
function BlockTools({ page, block, first, last }) {
  const other = block.kind === "bullet" ? "paragraph" : "bullet";
  function remove() {
    page.activeBlock.value = null;
    page.removeBlock(block.id);
    focusSoon("#text-title");
  }
  return html`
    <div class="docedit__tools" role="group" aria-label=${t("Stycket")}>
      <button type="button" class="btn btn--sm btn--icon" aria-label=${t("Flytta upp")} aria-disabled=${first ? "true" : undefined} onClick=${() => page.moveBlock(block.id, -1)}><${Icon} name="arrow-up" /></button>
      <button type="button" class="btn btn--sm btn--icon" aria-label=${t("Flytta ner")} aria-disabled=${last ? "true" : undefined} onClick=${() => page.moveBlock(block.id, 1)}><${Icon} name="arrow-down" /></button>
      <button type="button" class="btn btn--sm" onClick=${() => page.editBlock(block.id, { kind: other })}><${Icon} name=${other === "bullet" ? "list-bullets" : "paragraph"} />${other === "bullet" ? t("Gör till punkt") : t("Gör till stycke")}</button>
      <button type="button" class="btn btn--sm btn--icon push" aria-label=${t("Ta bort stycket")} onClick=${remove}><${Icon} name="trash" /></button>
    </div>
  `;
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
