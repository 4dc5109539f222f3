/**
 * One note with its replies, and what can be done with it.
 *
 * @import { RoomPage } from "./page.js"
 * @import { ShownNote } from "./model.js"
 * @import { MenuItem } from "../shared/menu.js"
 */

import { focusSoon } from "../../lib/focus.js";
import { html, Icon, useState } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { Kind } from "../shared/kinds.js";
import { Menu } from "../shared/menu.js";
import { personWith } from "./model.js";

/** @param {{page: RoomPage, note: ShownNote, replies: ShownNote[]}} props */
export function NoteCard({ page, note, replies }) {
  const session = page.session.value;
  const own = note.author !== null && note.author === page.me.value?.id;
  const lifted = session?.spotlight?.note === note.id;
  const unsent = note.waiting === "pending" || note.waiting === "refused";
  const look = [
    "note",
    own && "note--own",
    lifted && "note--lifted",
    unsent && "note--unsent",
    note.waiting && "note--new",
  ];
  return html`
    <article id=${`note-${note.id}`} class=${look.filter(Boolean).join(" ")} data-kind=${note.kind} aria-labelledby=${`meta-${note.id}`} tabindex="-1" data-note=${note.id}>
      <p class="note__text"><span>${lifted ? html`<mark class="marked">${note.text}</mark>` : note.text}</span></p>
      <${Meta} page=${page} note=${note} own=${own} lifted=${lifted} />
      ${replies.length > 0 && html`<ul class="note__replies" aria-label=${t("Byggt vidare")}>${replies.map((reply) => html`<${Reply} key=${reply.id} page=${page} note=${reply} />`)}</ul>`}
      ${unsent ? html`<${UnsentActions} page=${page} note=${note} />` : html`<${Actions} page=${page} note=${note} own=${own} />`}
    </article>
  `;
}

/** @param {{page: RoomPage, note: ShownNote, own: boolean, lifted: boolean}} props */
function Meta({ page, note, own, lifted }) {
  return html`
    <p class="note__meta" id=${`meta-${note.id}`}>
      <${Kind} session=${page.session.value} kind=${note.kind} />
      <span>${whose(page, note)}</span>
      ${!note.waiting && html`<time datetime=${note.at}>${clock(note.at, spoken())}</time>`}
      ${own && !note.waiting && html`<span class="note__saved"><${Icon} name="check" /><span>${t("ditt inlägg")}</span><span class="sr-only">, ${t("sparat")}</span></span>`}
      ${note.edited_at && html`<span>${t("ändrat")}</span>`}
      ${note.waiting === "sent" && html`<span class="note__saved"><${Icon} name="check" />${t("Sparat")}</span>`}
      ${note.waiting === "pending" && html`<span class="tag tag--soft"><${Icon} name="cloud-slash" />${t("Inte skickat än")}</span>`}
      ${note.waiting === "refused" && html`<span class="tag tag--danger"><${Icon} name="warning-circle-fill" />${t("Kunde inte sparas")}</span>`}
      ${note.veiled && html`<span class="tag"><${Icon} name="eye-slash" />${t("Visas när tystnaden är slut")}</span>`}
      ${lifted && html`<span class="tag tag--mark"><${Icon} name="projector-screen" />${t("Lyft")}</span>`}
      ${note.error && html`<span class="note__error">${note.error}</span>`}
    </p>
  `;
}

/** @param {RoomPage} page @param {ShownNote} note @returns {string} the organisation, as notes name organisations */
function whose(page, note) {
  if (note.author === null) return t("Anonymt");
  const session = page.session.value;
  const person = session && personWith(session, note.author);
  return (
    person?.organisation ??
    person?.name ??
    (note.author === page.me.value?.id ? t("Du") : t("Processledaren"))
  );
}

/** @param {{page: RoomPage, note: ShownNote}} props */
function Reply({ page, note }) {
  const own = note.author !== null && note.author === page.me.value?.id;
  const items = menuItems(page, note, own);
  return html`
    <li id=${`note-${note.id}`} tabindex="-1" data-note=${note.id}>
      <div class="note__reply">
        <p>${note.text}<span class="note__meta">${whose(page, note)}${note.waiting ? ` · ${t("sparas …")}` : ` · ${clock(note.at, spoken())}`}</span></p>
        ${!note.waiting && items.length > 0 && html`<${Menu} label=${t("Fler val för svaret")} items=${items} class="btn btn--quiet btn--sm btn--icon" />`}
      </div>
    </li>
  `;
}

/** @param {{page: RoomPage, note: ShownNote, own: boolean}} props */
function Actions({ page, note, own }) {
  const me = page.me.value?.id;
  const on = me ? note.supporters.includes(me) : false;
  const [burst, setBurst] = useState(false);
  if (note.waiting) return null;
  const count = note.supporters.length;
  const items = menuItems(page, note, own);
  function support() {
    setBurst(!on);
    page.support(note, !on);
  }
  if (!page.mayWrite.value) {
    return count > 0
      ? html`<p class="note__meta"><${Icon} name="thumbs-up" /> ${t("Instämmer")} <span class="voices">${count}</span></p>`
      : null;
  }
  return html`
    <div class="note__acts">
      <button type="button" class=${burst ? "btn btn--sm btn--given" : "btn btn--sm"} aria-pressed=${String(on)} data-act="support" onClick=${support}><${Icon} name="thumbs-up" /><span>${t("Instämmer")}${count > 0 && html` <span class="voices">${count}</span>`}</span></button>
      <button type="button" class="btn btn--sm" data-act="reply" onClick=${() => reply(page, note)}><${Icon} name="arrow-bend-down-right" />${t("Bygg vidare")}</button>
      ${page.documents.value && html`<${ToText} page=${page} note=${note} />`}
      ${items.length > 0 && html`<span class="push"><${Menu} label=${t("Fler val för inlägget")} items=${items} /></span>`}
    </div>
  `;
}

/** Once the text builds on the note, the button leads to where. @param {{page: RoomPage, note: ShownNote}} props */
function ToText({ page, note }) {
  const block = page.room.value?.blocks.find((each) => each.sources.includes(note.id));
  function show() {
    page.view.value = "text";
    focusSoon(`#block-${block?.id}`, { scroll: true });
  }
  if (block) {
    return html`<button type="button" class="btn btn--sm note__totext note__intext" onClick=${show}><${Icon} name="check" />${t("I texten")}</button>`;
  }
  return html`<button type="button" class="btn btn--sm note__totext" onClick=${() => page.toText(note)}><${Icon} name="file-plus" />${t("Till texten")}</button>`;
}

/** @param {RoomPage} page @param {ShownNote} note */
export function reply(page, note) {
  page.replyTo.value = note.reply_to ?? note.id;
  page.composing.value = true;
  focusSoon("#note-text");
}

/** @param {RoomPage} page @param {ShownNote} note @param {boolean} own @returns {MenuItem[]} */
function menuItems(page, note, own) {
  if (!page.mayWrite.value) return [];
  const clusters = page.room.value?.clusters ?? [];
  const mine = own || page.facilitates.value;
  /** @type {MenuItem[]} */
  const items = [];
  if (page.documents.value) {
    items.push({
      label: t("Till texten"),
      hint: t("Som ett eget stycke"),
      icon: "file-plus",
      run: () => void page.toText(note),
    });
    if (page.activeBlock.value)
      items.push({
        label: t("Källa till stycket du skriver"),
        icon: "link",
        run: () => page.addSource(note),
      });
  }
  if (!note.reply_to) {
    if (items.length > 0) items.push(null);
    for (const cluster of clusters) {
      items.push({
        label: cluster.title,
        hint: t("Tema"),
        checked: note.cluster === cluster.id,
        run: () => void page.moveNote(note, cluster.id),
      });
    }
    if (note.cluster)
      items.push({ label: t("Ta ur temat"), icon: "x", run: () => void page.moveNote(note, null) });
    items.push({
      label: t("Nytt tema …"),
      icon: "plus",
      run: () => (page.dialog.value = { name: "cluster", note }),
    });
  }
  if (!mine) return items;
  if (items.length > 0) items.push(null);
  items.push({
    label: t("Ändra"),
    icon: "pencil-simple",
    run: () => (page.dialog.value = { name: "edit", note }),
  });
  items.push({ label: t("Ta bort"), icon: "trash", run: () => remove(page, note) });
  return items;
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
  const { outbox, texts } = page.live;
  function takeBack() {
    const channel = page.channel.peek();
    outbox.forget(note.id);
    const begun = texts.get(`${channel}:note`);
    texts.set(`${channel}:note`, begun ? `${begun}\n${note.text}` : note.text);
    page.composing.value = true;
    focusSoon("#note-text");
  }
  return html`
    <div class="note__acts">
      <button type="button" class="btn btn--sm" onClick=${takeBack}><${Icon} name="pencil-simple" />${t("Ändra")}</button>
      ${note.waiting === "refused" && html`<button type="button" class="btn btn--sm" onClick=${() => page.resend(note.id)}><${Icon} name="paper-plane-right" />${t("Försök igen")}</button>`}
      <button type="button" class="btn btn--sm" onClick=${() => outbox.forget(note.id)}><${Icon} name="trash" />${t("Ta bort")}</button>
    </div>
  `;
}
