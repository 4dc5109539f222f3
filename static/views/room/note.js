/**
 * One note with its replies, and what can be done with it.
 *
 * @import { RoomPage } from "./page.js"
 * @import { ShownNote } from "./model.js"
 * @import { MenuItem } from "../shared/menu.js"
 */

import { focusSoon } from "../../lib/focus.js";
import { html, Icon, memo, useComputed, useState } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { mayChange } from "../../session/unsent.js";
import { grip } from "../shared/dragging.js";
import { Kind } from "../shared/kinds.js";
import { Menu } from "../shared/menu.js";
import { toast } from "../shared/toast.js";
import { Copy, NotSaved } from "./kept.js";

/** @param {{page: RoomPage, note: ShownNote, replies: ShownNote[]}} props */
function Card({ page, note, replies }) {
  const own = note.author !== null && note.author === page.myId.value;
  const lifted = useComputed(() => page.lifted.value === note.id).value;
  const unsent = note.waiting === "pending" || note.waiting === "refused";
  const look = [
    "note",
    own && "note--own",
    lifted && "note--lifted",
    unsent && "note--unsent",
    note.hidden && "note--hidden",
    note.waiting && "note--new",
  ];
  return html`
    <article id=${`note-${note.id}`} class=${look.filter(Boolean).join(" ")} data-kind=${note.kind} aria-labelledby=${`meta-${note.id}`} tabindex="-1" data-note=${note.id}>
      <p class="note__text"><span dir="auto">${lifted ? html`<mark class="marked">${note.text}</mark>` : note.text}</span></p>
      ${!note.waiting && page.mayWrite.value && html`<span class="note__grip" aria-hidden="true" title=${t("Dra till ett tema")} ...${grip({ kind: "note", id: note.id }, "article")}></span>`}
      <${Meta} page=${page} note=${note} own=${own} lifted=${lifted} />
      <${Asked} page=${page} note=${note} own=${own} />
      <${RefusedEdit} page=${page} note=${note} />
      ${replies.length > 0 && html`<ul class="note__replies" aria-label=${t("Byggt vidare")}>${replies.map((reply) => html`<${Reply} key=${reply.id} page=${page} note=${reply} />`)}</ul>`}
      ${unsent ? html`<${UnsentActions} page=${page} note=${note} />` : html`<${Actions} page=${page} note=${note} own=${own} />`}
    </article>
  `;
}

/** Drawn again only when the note or its replies have changed. */
export const NoteCard = memo(Card);

/** What the facilitator has done with the note, and asks of its writer. @param {{page: RoomPage, note: ShownNote, own: boolean}} props */
function Asked({ page, note, own }) {
  const concerned = own || note.author === null || page.facilitates.value;
  const asked = note.request && concerned;
  if (!note.hidden && !asked) return null;
  const mayEdit = (own || page.facilitates.value) && page.actsShow.value;
  return html`
    ${note.hidden && html`<p class="note__asked"><${Icon} name="eye-slash" /><span>${own ? t("Processledaren har dolt inlägget. Bara du och processledaren ser det.") : t("Dolt för gruppen.")}</span></p>`}
    ${
      asked &&
      html`<div class="note__asked"><${Icon} name="info" /><span>${t("Processledaren ber om en ändring: %(text)s", { text: note.request ?? "" })}</span>
      ${mayEdit && html`<button type="button" class="btn btn--sm btn--line" ...${act(page, () => edit(page, note))}><${Icon} name="pencil-simple" />${t("Ändra")}</button>`}</div>`
    }
  `;
}

/**
 * What can be done stays where it stood while a room is locked, and when the meeting is closed: nothing moves under who
 * reads. Pressed it says why it cannot be done.
 *
 * @param {RoomPage} page @param {() => void} run
 */
export function act(page, run) {
  const off = !page.mayWrite.value;
  return {
    "aria-disabled": off ? "true" : undefined,
    onClick: () => (off ? toast(page.whyNotNow()) : run()),
  };
}

/** What the note was to become. @param {{page: RoomPage, note: ShownNote}} props */
function RefusedEdit({ page, note }) {
  if (note.edit?.state !== "refused") return null;
  return html`<div class="note__refused"><${NotSaved} page=${page} wish=${note.edit} edit=${page.mayWrite.value && (() => edit(page, note))} /></div>`;
}

/** @param {RoomPage} page @param {ShownNote} note */
function edit(page, note) {
  page.dialog.value = { name: "edit", note };
}

/** @param {{page: RoomPage, note: ShownNote, own: boolean, lifted: boolean}} props */
function Meta({ page, note, own, lifted }) {
  const whose = useWhose(page, note);
  return html`
    <p class="note__meta" id=${`meta-${note.id}`}>
      <${Kind} session=${page.kinds.value} kind=${note.kind} />
      <span>${whose}</span>
      ${!note.waiting && html`<time datetime=${note.at}>${clock(note.at, spoken())}</time>`}
      ${own && !note.waiting && html`<span class="note__saved"><${Icon} name="check" /><span>${t("ditt inlägg")}</span><span class="sr-only">, ${t("sparat")}</span></span>`}
      ${note.edited_at && html`<span>${t("ändrat")}</span>`}
      ${note.waiting === "sent" && html`<span class="note__saved"><${Icon} name="check" />${t("Sparat")}</span>`}
      ${note.waiting === "pending" && html`<span class="tag tag--soft"><${Icon} name="cloud-slash" />${t("Inte skickat än")}</span>`}
      ${note.waiting === "refused" && html`<span class="tag tag--danger"><${Icon} name="warning-circle-fill" />${t("Kunde inte sparas")}</span>`}
      ${note.edit?.state === "pending" && !note.waiting && html`<span class="tag tag--soft"><${Icon} name="cloud-slash" />${t("Ändringen är inte skickad än")}</span>`}
      ${note.veiled && html`<span class="tag"><${Icon} name="eye-slash" />${t("Visas när tystnaden är slut")}</span>`}
      ${lifted && html`<span class="tag tag--mark"><${Icon} name="projector-screen" />${t("Lyft")}</span>`}
      ${note.error && html`<span class="note__error">${note.error}</span>`}
    </p>
  `;
}

/** @param {RoomPage} page @param {ShownNote} note @returns {string} the organisation; who joins or moves makes no card be drawn again */
function useWhose(page, { author }) {
  return useComputed(() => {
    if (author === null) return t("Anonymt");
    const person = page.people.value.get(author);
    return (
      person?.organisation ?? person?.name ?? (author === page.myId.value ? t("Du") : t("Processledaren"))
    );
  }).value;
}

/** @param {{page: RoomPage, note: ShownNote}} props */
function Reply({ page, note }) {
  const own = note.author !== null && note.author === page.myId.value;
  const whose = useWhose(page, note);
  return html`
    <li id=${`note-${note.id}`} tabindex="-1" data-note=${note.id}>
      <div class="note__reply">
        <p><span dir="auto">${note.text}</span><span class="note__meta">${whose}${note.waiting ? ` · ${t("sparas …")}` : ` · ${clock(note.at, spoken())}`}${note.edit?.state === "pending" && !note.waiting && ` · ${t("ändringen är inte skickad än")}`}</span></p>
        ${!note.waiting && page.actsShow.value && html`<${Menu} label=${t("Fler val för svaret")} items=${() => menuItems(page, note, own)} class="btn btn--quiet btn--sm btn--icon" />`}
      </div>
      <${Asked} page=${page} note=${note} own=${own} />
      <${RefusedEdit} page=${page} note=${note} />
    </li>
  `;
}

/** @param {{page: RoomPage, note: ShownNote, own: boolean}} props */
function Actions({ page, note, own }) {
  const me = page.myId.value;
  const on = me ? note.supporters.includes(me) : false;
  const [burst, setBurst] = useState(false);
  if (note.waiting) return null;
  const count = note.supporters.length;
  function support() {
    setBurst(!on);
    page.support(note, !on);
  }
  if (!page.actsShow.value) {
    return count > 0
      ? html`<p class="note__meta"><${Icon} name="thumbs-up" /> ${t("Instämmer")} <span class="voices">${count}</span></p>`
      : null;
  }
  return html`
    <div class="note__acts">
      <button type="button" class=${burst ? "btn btn--sm btn--given" : "btn btn--sm"} aria-pressed=${String(on)} data-act="support" ...${act(page, support)}><${Icon} name="thumbs-up" /><span>${t("Instämmer")}${count > 0 && html` <span class="voices">${count}</span>`}</span></button>
      <button type="button" class="btn btn--sm" data-act="reply" ...${act(page, () => reply(page, note))}><${Icon} name="arrow-bend-down-right" />${t("Bygg vidare")}</button>
      ${page.documentsShow.value && html`<${ToText} page=${page} note=${note} />`}
      <span class="push"><${Menu} label=${t("Fler val för inlägget")} items=${() => menuItems(page, note, own)} /></span>
    </div>
  `;
}

/** Once the text builds on the note, the button leads to where. @param {{page: RoomPage, note: ShownNote}} props */
function ToText({ page, note }) {
  const block = useComputed(() => page.inText.value.get(note.id)).value;
  function show() {
    page.view.value = "text";
    focusSoon(`#block-${block}`, { scroll: true });
  }
  if (block) {
    return html`<button type="button" class="btn btn--sm note__totext note__intext" onClick=${show}><${Icon} name="check" />${t("I texten")}</button>`;
  }
  return html`<button type="button" class="btn btn--sm note__totext" ...${act(page, () => void page.toText(note))}><${Icon} name="file-plus" />${t("Till texten")}</button>`;
}

/** @param {RoomPage} page @param {ShownNote} note */
export function reply(page, note) {
  page.composing.value = true;
  page.write({ reply_to: note.reply_to ?? note.id });
  focusSoon("#note-text");
}

/** @param {RoomPage} page @param {ShownNote} note @param {boolean} own @returns {MenuItem[]} */
function menuItems(page, note, own) {
  const groups = [
    documentItems(page, note),
    note.reply_to ? [] : clusterItems(page, note),
    ownItems(page, note, own),
  ];
  const disabled = !page.mayWrite.peek();
  return groups
    .filter((items) => items.length > 0)
    .flatMap((items, at) => (at === 0 ? items : [null, ...items]))
    .map((item) => item && { ...item, disabled });
}

/** @param {RoomPage} page @param {ShownNote} note @returns {MenuItem[]} */
function documentItems(page, note) {
  if (!page.documents.peek()) return [];
  /** @type {MenuItem[]} */
  const items = [
    {
      label: t("Till texten"),
      hint: t("Som ett eget stycke"),
      icon: "file-plus",
      run: () => void page.toText(note),
    },
  ];
  if (page.activeBlock.peek())
    items.push({
      label: t("Källa till stycket du skriver"),
      icon: "link",
      run: () => page.addSource(note),
    });
  return items;
}

/** @param {RoomPage} page @param {ShownNote} note @returns {MenuItem[]} */
function clusterItems(page, note) {
  /** @type {MenuItem[]} */
  const items = page.clusters.peek().map((cluster) => ({
    label: cluster.title,
    hint: t("Tema"),
    checked: note.cluster === cluster.id,
    run: () => void page.moveNote(note, cluster.id),
  }));
  if (note.cluster)
    items.push({ label: t("Ta ur temat"), icon: "x", run: () => void page.moveNote(note, null) });
  items.push({
    label: t("Nytt tema …"),
    icon: "plus",
    run: () => (page.dialog.value = { name: "cluster", note }),
  });
  return items;
}

/** @param {RoomPage} page @param {ShownNote} note @param {boolean} own @returns {MenuItem[]} */
function ownItems(page, note, own) {
  if (own || page.facilitates.peek())
    return [
      { label: t("Ändra"), icon: "pencil-simple", run: () => edit(page, note) },
      { label: t("Ta bort"), icon: "trash", run: () => remove(page, note) },
    ];
  const run = () => (page.dialog.value = { name: "report", note });
  return [{ label: t("Anmäl till processledaren"), icon: "flag", run }];
}

/** @param {RoomPage} page @param {ShownNote} note the focus goes to the next note */
function remove(page, note) {
  const cards = [...document.querySelectorAll("[data-note]")];
  const at = cards.findIndex((card) => card.id === `note-${note.id}`);
  const next = cards[at + 1] ?? cards[at - 1];
  page.removeNote(note);
  focusSoon(next ? `#${CSS.escape(next.id)}` : "#notes-title");
}

/** @param {{page: RoomPage, note: ShownNote}} props */
function UnsentActions({ page, note }) {
  const closed = page.closed.value;
  const wish = page.live.outbox.find(note.id);
  if (wish && !mayChange(wish)) {
    return html`<p class="note__meta">${t("Det kan redan ha kommit fram, och ett anonymt inlägg går inte att ändra då.")}</p>
      <div class="note__acts"><${Copy} text=${note.text} /></div>`;
  }
  return html`
    <div class="note__acts">
      ${closed ? html`<${Copy} text=${note.text} />` : html`<button type="button" class="btn btn--sm" onClick=${() => edit(page, note)}><${Icon} name="pencil-simple" />${t("Ändra")}</button>`}
      ${note.waiting === "refused" && !closed && html`<button type="button" class="btn btn--sm" onClick=${() => page.resend(note.id)}><${Icon} name="paper-plane-right" />${t("Försök igen")}</button>`}
      <button type="button" class="btn btn--sm" onClick=${() => remove(page, note)}><${Icon} name="trash" />${t("Ta bort")}</button>
    </div>
  `;
}
