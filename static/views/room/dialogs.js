/**
 * The room's dialogs: a cluster's name, changing or reporting a note, handing the role over, reading back, changing rooms.
 *
 * @import { RoomPage, OpenDialog } from "./page.js"
 * @import { RoomInfo } from "../../session/wire"
 */

import { call } from "../../lib/api.js";
import { html, Icon, useEffect, useLayoutEffect, useRef, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { Dialog } from "../shared/dialog.js";
import { itemKinds, kindIcon } from "../shared/kinds.js";
import { characters, MAX_NOTE_CHARACTERS } from "./model.js";
import { roomSign } from "./page.js";

/** @param {{page: RoomPage}} props */
export function Dialogs({ page }) {
  const open = page.dialog.value;
  if (!open) return null;
  const close = () => {
    page.dialog.value = null;
  };
  const dialogs = {
    cluster: ClusterDialog,
    edit: EditDialog,
    report: ReportDialog,
    handover: HandOver,
    readback: ReadBack,
    rooms: RoomsDialog,
    move: RoomsDialog,
  };
  return html`<${dialogs[open.name]} page=${page} open=${open} close=${close} />`;
}

/** @typedef {{page: RoomPage, open: OpenDialog, close: () => void}} Props */

/** @param {Props} props */
function ClusterDialog({ page, open, close }) {
  const [title, setTitle] = useState(open.cluster?.title ?? "");
  const [error, setError] = useState("");
  function save(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    const name = title.trim();
    if (!name) {
      setError(t("Ge temat ett namn."));
      document.getElementById("cluster-title")?.focus();
      return;
    }
    if (open.cluster) page.renameCluster(open.cluster.id, name);
    else page.addCluster(name, open.note);
    close();
  }
  const heading = open.cluster ? t("Byt namn på temat") : t("Nytt tema");
  return html`
    <${Dialog} title=${heading} onClose=${close} foot=${html`<button type="button" class="btn" onClick=${close}>${t("Avbryt")}</button><button type="submit" form="cluster-form" class="btn btn--primary">${open.cluster ? t("Byt namn") : t("Lägg till")}</button>`}>
      <form id="cluster-form" class="field" onSubmit=${save} noValidate>
        <label class="field__label" for="cluster-title">${t("Temats namn")}</label>
        <span class="field__hint" id="cluster-hint">${t("Till exempel Uppdrag och mandat. Alla i gruppen ser det.")}</span>
        <input class="input" id="cluster-title" maxlength="300" autocomplete="off" value=${title} aria-invalid=${error ? "true" : undefined} aria-describedby=${error ? "cluster-error cluster-hint" : "cluster-hint"} onInput=${(/** @type {any} */ event) => setTitle(event.currentTarget.value)} />
        ${error && html`<span class="field__error" id="cluster-error" role="alert"><${Icon} name="warning-circle-fill" />${error}</span>`}
      </form>
    </${Dialog}>
  `;
}

/** @param {Props} props */
function EditDialog({ page, open, close }) {
  const note = open.note;
  const [text, setText] = useState(note?.text ?? "");
  const [kind, setKind] = useState(note?.kind ?? "");
  const [error, setError] = useState("");
  const kinds = [...(page.isItem.value ? itemKinds() : []), ...(page.session.value?.note_kinds ?? [])];
  async function save(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    const count = characters(text);
    if (!note || count === 0) return setError(t("Skriv något först."));
    if (count > MAX_NOTE_CHARACTERS)
      return setError(
        tn(
          "Korta texten med %(count)s tecken.",
          "Korta texten med %(count)s tecken.",
          count - MAX_NOTE_CHARACTERS,
        ),
      );
    const change = {
      ...(text.trim() !== note.text && { text: text.trim() }),
      ...(kind !== note.kind && { kind }),
    };
    close();
    if (Object.keys(change).length > 0) page.editNote(note, change);
  }
  return html`
    <${Dialog} title=${t("Ändra inlägget")} onClose=${close} foot=${html`<button type="button" class="btn" onClick=${close}>${t("Avbryt")}</button><button type="submit" form="edit-form" class="btn btn--primary">${t("Spara")}</button>`}>
      <form id="edit-form" class="stack" onSubmit=${save} noValidate>
        <div class="field"><label class="field__label" for="edit-text">${t("Inlägget")}</label>
          <textarea class="textarea" id="edit-text" value=${text} aria-invalid=${error ? "true" : undefined} aria-describedby=${error ? "edit-error" : undefined} onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}></textarea>
          ${error && html`<span class="field__error" id="edit-error" role="alert"><${Icon} name="warning-circle-fill" />${error}</span>`}</div>
        <fieldset class="kinds-plain"><legend class="field__label">${t("Slags inlägg")}</legend>
          <div class="row">${kinds.map((each) => html`<label key=${each.id} class="check kind" data-kind=${each.id}><input type="radio" name="edit-kind" checked=${each.id === kind} onChange=${() => setKind(each.id)} /><span><${Icon} name=${kindIcon(each.id)} /> ${each.label}</span></label>`)}</div></fieldset>
      </form>
    </${Dialog}>
  `;
}

/** @param {Props} props the facilitator hears of it, and not from whom */
function ReportDialog({ page, open, close }) {
  const [reason, setReason] = useState("");
  const { note } = open;
  if (!note) return null;
  function send(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    close();
    if (note) page.reportNote(note, reason.trim());
  }
  return html`
    <${Dialog} title=${t("Anmäl till processledaren")} onClose=${close} foot=${html`<button type="button" class="btn" onClick=${close}>${t("Avbryt")}</button><button type="submit" form="report-form" class="btn btn--primary">${t("Anmäl")}</button>`}>
      <form id="report-form" class="stack" onSubmit=${send}>
        <blockquote class="composer__reply"><span dir="auto">${note.text}</span></blockquote>
        <p class="muted">${t("Bara processledaren ser anmälan. Vem som anmäler sparas inte.")}</p>
        <div class="field"><label class="field__label" for="report-reason">${t("Vad gäller det? (Behöver inte fyllas i)")}</label>
          <textarea class="textarea" id="report-reason" maxlength="500" value=${reason} onInput=${(/** @type {any} */ event) => setReason(event.currentTarget.value)}></textarea></div>
      </form>
    </${Dialog}>
  `;
}

/** @param {Props} props */
function HandOver({ page, close }) {
  const me = page.me.value?.id;
  const others = (page.session.value?.participants ?? []).filter(
    (person) => person.room === page.channel.value && person.id !== me,
  );
  const present = new Set(page.live.store.presence(page.channel.value ?? "").map((each) => each.id));
  return html`
    <${Dialog} title=${t("Lämna över rollen som dokumentatör")} onClose=${close}>
      <p class="muted">${t("Den du väljer skriver gruppens text från och med nu. Du kan få tillbaka rollen.")}</p>
      <ul class="handover">${others.map((person) => html`<li key=${person.id}><span>${[person.name, person.organisation].filter(Boolean).join(", ")}${!present.has(person.id) && html` <small class="muted">${t("borta")}</small>`}</span><button type="button" class="btn btn--sm" onClick=${() => page.handOver(person.id)}>${t("Välj")}<span class="sr-only"> ${person.name ?? person.organisation}</span></button></li>`)}</ul>
    </${Dialog}>
  `;
}

/** The section exactly as it will be printed; the room says whether it is right. @param {Props} props */
function ReadBack({ page, close }) {
  const room = page.room.value;
  const [reserving, setReserving] = useState(false);
  const [reservation, setReservation] = useState("");
  const writes = page.documents.value && (room?.blocks.length ?? 0) > 0;
  const buttons = html`
    ${!reserving && html`<button type="button" class="btn" onClick=${() => setReserving(true)}>${t("Stämmer, med förbehåll …")}</button>`}
    <button type="button" class="btn btn--primary" onClick=${() => page.confirm(reserving ? reservation.trim() : null)}><${Icon} name="check" />${reserving ? t("Spara med förbehåll") : t("Stämmer")}</button>`;
  return html`
    <${Dialog} title=${t("Så här blir det i dokumentationen")} onClose=${close} wide foot=${writes && buttons}>
      <${AsPrinted} page=${page} />
      ${reserving && html`<div class="field readback__reserve"><label class="field__label" for="reservation">${t("Vilket förbehåll?")}</label><textarea class="textarea" id="reservation" maxlength="2000" value=${reservation} onInput=${(/** @type {any} */ event) => setReservation(event.currentTarget.value)}></textarea></div>`}
    </${Dialog}>
  `;
}

/** The words of the paper's own writer, asked for anew when the room's text has changed. @param {{page: RoomPage}} props */
function AsPrinted({ page }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const [got, setGot] = useState(/** @type {Awaited<ReturnType<typeof call>> | null} */ (null));
  const [tries, setTries] = useState(0);
  const channel = page.channel.value;
  const session = page.session.value?.session.id;
  const room = page.room.value;
  const contact = page.live.connection.contact.value;
  useEffect(() => {
    let wanted = true;
    if (contact === "lost") return;
    call(`/sessions/${session}/sections/${channel}`).then((answer) => wanted && setGot(answer));
    return () => {
      wanted = false;
    };
  }, [channel, room?.blocks, room?.notes, room?.confirmation, contact, tries]);
  useLayoutEffect(() => {
    if (!got?.ok) return;
    // the server's own markup, in which all text is escaped; nothing in it can run
    const section = new DOMParser().parseFromString(got.data.html, "text/html").querySelector("article");
    if (section) place.current?.replaceChildren(document.adoptNode(section));
  }, [got]);
  return html`
    ${contact === "lost" && !got?.ok && html`<${AsHeld} blocks=${room?.blocks ?? []} />`}
    ${contact !== "lost" && !got && html`<div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>`}
    ${contact !== "lost" && got && !got.ok && html`<p>${got.error.message} <button type="button" class="btn btn--sm" onClick=${() => setTries(tries + 1)}>${t("Försök igen")}</button></p>`}
    <div ref=${place} class="readback" role="region" aria-label=${t("Gruppens text")} tabindex="0"></div>
  `;
}

/** Without contact: the text as this device holds it, to be read aloud all the same. @param {{blocks: import("../../session/wire").Block[]}} props */
function AsHeld({ blocks }) {
  return html`
    <p class="notice"><${Icon} name="wifi-slash" /><span>${t("Ingen kontakt. Så här står texten på din enhet; hur den trycks visas när kontakten är tillbaka.")}</span></p>
    <div class="readback readback--held">${blocks.map((block) => (block.kind === "paragraph" ? html`<p key=${block.id}>${block.text}</p>` : html`<ul key=${block.id}><li>${block.text}</li></ul>`))}</div>
    ${blocks.length === 0 && html`<p class="muted">${t("Gruppen har ingen text än.")}</p>`}
  `;
}

/** @param {Props} props */
function RoomsDialog({ page, close }) {
  return html`<${Dialog} title=${t("Byt grupp")} onClose=${close}><p class="muted">${t("Det du har börjat skriva följer med.")}</p><${RoomChoice} page=${page} /></${Dialog}>`;
}

/** The rooms to choose from; a full one stays listed and says so. @param {{page: RoomPage}} props */
export function RoomChoice({ page }) {
  const session = page.session.value;
  if (!session) return null;
  const here = page.me.value?.room;
  const members = (/** @type {RoomInfo} */ room) =>
    session.participants.filter((person) => person.room === room.id).length;
  const full = (/** @type {RoomInfo} */ room) =>
    room.capacity !== null && members(room) >= room.capacity && room.id !== here;
  return html`
    <ul class="choices">${session.rooms.map(
      (room) => html`
      <li key=${room.id}><button type="button" class="choice choice--button" aria-disabled=${full(room) || room.id === here ? "true" : undefined} onClick=${() => !full(room) && room.id !== here && page.changeRoom(room.id)}>
        <span class=${full(room) ? "gnr gnr--out" : "gnr"}>${roomSign(room, session.rooms)}</span><span class="choice__title">${room.proposal?.title ?? room.name}</span>
        <span class="choice__aside">${room.id === here ? t("Här är du") : full(room) ? t("Fullt") : room.capacity ? t("%(members)s av %(capacity)s", { members: members(room), capacity: room.capacity }) : members(room)}</span></button></li>`,
    )}</ul>
  `;
}
