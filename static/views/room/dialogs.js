/**
 * The room's dialogs: a cluster's name, changing or reporting a note, handing the role over, reading back, changing rooms.
 *
 * @import { RoomPage, OpenDialog } from "./page.js"
 * @import { RoomInfo } from "../../session/wire"
 */

import { call } from "../../lib/api.js";
import { focusSoon } from "../../lib/focus.js";
import { html, Icon, useEffect, useLayoutEffect, useRef, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { uuid } from "../../lib/uuid.js";
import { Dialog } from "../shared/dialog.js";
import { itemKinds, kindIcon } from "../shared/kinds.js";
import { toast } from "../shared/toast.js";
import { Copy } from "./kept.js";
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

/**
 * What is written in a dialog is kept on the device until the outbox has it; where the server says no it is there again.
 *
 * @param {Props} props
 * @param {string} key of what is written in this place
 * @param {string} was what stood there
 */
function useWriting({ page, close }, key, was) {
  const { texts, connection, outbox } = page.live;
  const [channel] = useState(page.channel.peek() ?? ""); // also when one is moved meanwhile
  const place = `${channel}:${key}`;
  const [text, setText] = useState(() => texts.get(place) || was);
  const [refusal, setRefusal] = useState("");
  const [sending, setSending] = useState(false);
  const open = useRef(true);
  const last = useRef(text);
  const lost = connection.contact.value === "lost";
  useEffect(() => {
    if (sending && lost) close(); // it waits with what else is unsent
  }, [sending, lost]);
  useEffect(
    () => () => {
      open.current = false;
    },
    [],
  );

  function write(/** @type {string} */ changed) {
    setText(changed);
    last.current = changed;
    setRefusal("");
    texts.set(place, changed === was ? "" : changed);
  }

  /** @param {(own: import("./page.js").Own) => Promise<import("../../session/wire").Ack>} ask */
  async function send(ask) {
    if (sending) return;
    const id = uuid();
    setSending(true);
    texts.set(place, "");
    const ack = await ask({ id, channel });
    const kept = outbox.find(id); // else it has no words, or they stand in a note that waits
    if (!ack.ok && (!open.current || !kept)) toast(ack.error.message);
    if (!open.current) return;
    if (ack.ok || !kept) return close();
    outbox.forget(id);
    write(last.current);
    setRefusal(ack.error.message);
    setSending(false);
  }

  /** @param {string} what the button does @returns {string} what is written on it */
  function label(what) {
    if (sending) return t("Skickar …");
    return refusal ? t("Försök igen") : what;
  }

  const closed = page.closed.value && text !== was;
  const late = closed ? t("Träffen är avslutad. Det du har skrivit finns kvar hos dig.") : "";
  return { text, write, send, refusal: refusal || late, label };
}

/** Why the server does not want it. @param {{id: string, refusal: string, text: string}} props */
function Refusal({ id, refusal, text }) {
  if (!refusal) return null;
  return html`<div class="row"><span class="field__error grow" id=${id} role="alert"><${Icon} name="warning-circle-fill" />${refusal}</span>${text && html`<${Copy} text=${text} />`}</div>`;
}

/** @param {Props} props */
function ClusterDialog(props) {
  const { page, open, close } = props;
  const { cluster } = open;
  const writing = useWriting(props, `cluster:${cluster?.id ?? ""}`, cluster?.title ?? "");
  const { text: title, refusal } = writing;
  const [error, setError] = useState("");
  function save(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    const name = title.trim();
    if (!name) {
      setError(t("Ge temat ett namn."));
      document.getElementById("cluster-title")?.focus();
      return;
    }
    setError("");
    writing.send((own) =>
      cluster ? page.renameCluster(cluster.id, name, own) : page.addCluster(name, open.note, own),
    );
  }
  const heading = cluster ? t("Byt namn på temat") : t("Nytt tema");
  const button = writing.label(cluster ? t("Byt namn") : t("Lägg till"));
  return html`
    <${Dialog} title=${heading} onClose=${close} foot=${html`<button type="button" class="btn" onClick=${close}>${t("Avbryt")}</button>${!page.closed.value && html`<button type="submit" form="cluster-form" class="btn btn--primary">${button}</button>`}`}>
      <form id="cluster-form" class="field" onSubmit=${save} noValidate>
        <label class="field__label" for="cluster-title">${t("Temats namn")}</label>
        <span class="field__hint" id="cluster-hint">${t("Till exempel Uppdrag och mandat. Alla i gruppen ser det.")}</span>
        <input class="input" id="cluster-title" maxlength="300" autocomplete="off" value=${title} aria-invalid=${error ? "true" : undefined} aria-describedby=${error ? "cluster-error cluster-hint" : "cluster-hint"} onInput=${(/** @type {any} */ event) => writing.write(event.currentTarget.value)} />
        ${error && html`<span class="field__error" id="cluster-error" role="alert"><${Icon} name="warning-circle-fill" />${error}</span>`}
        <${Refusal} id="cluster-refusal" refusal=${refusal} text=${title} />
      </form>
    </${Dialog}>
  `;
}

/** @param {Props} props */
function EditDialog(props) {
  return props.open.note ? html`<${EditNote} ...${props} note=${props.open.note} />` : null;
}

/** @param {Props & {note: import("./model.js").ShownNote}} props */
function EditNote(props) {
  const { page, note, close } = props;
  const stood = { text: note.text, kind: note.kind };
  const begun = note.edit?.state === "refused" ? note.edit.data : {};
  const writing = useWriting(props, `edit:${note.id}`, JSON.stringify({ ...stood, ...withoutNote(begun) }));
  const { text, kind } = JSON.parse(writing.text);
  const [error, setError] = useState("");
  const kinds = [...(page.isItem.value ? itemKinds() : []), ...(page.session.value?.note_kinds ?? [])];
  const write = (/** @type {{text?: string, kind?: string}} */ changes) =>
    writing.write(JSON.stringify({ text, kind, ...changes }));
  function save(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    const wrong = whatIsWrong(text);
    setError(wrong);
    if (wrong) return;
    const change = {
      ...(text.trim() !== stood.text && { text: text.trim() }),
      ...(kind !== stood.kind && { kind }),
    };
    if (Object.keys(change).length > 0 || note.waiting === "refused")
      return writing.send((own) => page.editNote(note, change, own));
    if (note.edit?.state === "refused") page.live.outbox.forget(note.edit.id);
    writing.write(JSON.stringify(stood));
    close();
  }
  return html`
    <${Dialog} title=${t("Ändra inlägget")} onClose=${close} foot=${html`<button type="button" class="btn" onClick=${close}>${t("Avbryt")}</button>${!page.closed.value && html`<button type="submit" form="edit-form" class="btn btn--primary">${writing.label(t("Spara"))}</button>`}`}>
      <form id="edit-form" class="stack" onSubmit=${save} noValidate>
        <div class="field"><label class="field__label" for="edit-text">${t("Inlägget")}</label>
          <textarea class="textarea" id="edit-text" value=${text} aria-invalid=${error ? "true" : undefined} aria-describedby=${error ? "edit-error" : undefined} onInput=${(/** @type {any} */ event) => write({ text: event.currentTarget.value })}></textarea>
          ${note.author === null && html`<span class="field__hint"><${Icon} name="eye-slash" /> ${t("Anonymt i gruppen")}</span>`}
          ${error && html`<span class="field__error" id="edit-error" role="alert"><${Icon} name="warning-circle-fill" />${error}</span>`}
          <${Refusal} id="edit-refusal" refusal=${writing.refusal} text=${text} /></div>
        <fieldset class="kinds-plain"><legend class="field__label">${t("Slags inlägg")}</legend>
          <div class="row">${kinds.map((each) => html`<label key=${each.id} class="check kind" data-kind=${each.id}><input type="radio" name="edit-kind" checked=${each.id === kind} onChange=${() => write({ kind: each.id })} /><span><${Icon} name=${kindIcon(each.id)} /> ${each.label}</span></label>`)}</div></fieldset>
      </form>
    </${Dialog}>
  `;
}

/** @param {Record<string, any>} data of a wish @returns {Record<string, any>} what it changes */
function withoutNote({ note: _, ...change }) {
  return change;
}

/** @param {string} text @returns {string} "" where it can be sent */
function whatIsWrong(text) {
  const over = characters(text) - MAX_NOTE_CHARACTERS;
  if (over > 0) return tn("Korta texten med %(count)s tecken.", "Korta texten med %(count)s tecken.", over);
  return text.trim() ? "" : t("Skriv något först.");
}

/** @param {Props} props the facilitator hears of it, and not from whom */
function ReportDialog(props) {
  const { page, open, close } = props;
  const { note } = open;
  const writing = useWriting(props, `report:${note?.id}`, "");
  if (!note) return null;
  function send(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    writing.send((own) => page.reportNote(/** @type {any} */ (note), writing.text.trim(), own));
  }
  return html`
    <${Dialog} title=${t("Anmäl till processledaren")} onClose=${close} foot=${html`<button type="button" class="btn" onClick=${close}>${t("Avbryt")}</button>${!page.closed.value && html`<button type="submit" form="report-form" class="btn btn--primary">${writing.label(t("Anmäl"))}</button>`}`}>
      <form id="report-form" class="stack" onSubmit=${send}>
        <blockquote class="composer__reply"><span dir="auto">${note.text}</span></blockquote>
        <p class="muted">${t("Bara processledaren ser anmälan. Vem som anmäler sparas inte.")}</p>
        <div class="field"><label class="field__label" for="report-reason">${t("Vad gäller det? (Behöver inte fyllas i)")}</label>
          <textarea class="textarea" id="report-reason" maxlength="500" value=${writing.text} onInput=${(/** @type {any} */ event) => writing.write(event.currentTarget.value)}></textarea>
          <${Refusal} id="report-refusal" refusal=${writing.refusal} text=${writing.text} /></div>
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
function ReadBack(props) {
  const { page, close } = props;
  const room = page.room.value;
  const writing = useWriting(props, "reservation", "");
  const [reserving, setReserving] = useState(writing.text !== "");
  const writes = page.documents.value && (room?.blocks.length ?? 0) > 0;
  function reserve() {
    setReserving(true);
    focusSoon("#reservation", { scroll: true });
  }
  const confirm = () => writing.send((own) => page.confirm(reserving ? writing.text.trim() : null, own));
  const buttons = html`
    ${!reserving && html`<button type="button" class="btn" onClick=${reserve}>${t("Stämmer, med förbehåll …")}</button>`}
    <button type="button" class="btn btn--primary" onClick=${confirm}><${Icon} name="check" />${writing.label(reserving ? t("Spara med förbehåll") : t("Stämmer"))}</button>`;
  return html`
    <${Dialog} title=${t("Så här blir det i dokumentationen")} onClose=${close} wide foot=${writes && buttons}>
      <${AsPrinted} page=${page} />
      ${reserving && html`<div class="field readback__reserve"><label class="field__label" for="reservation">${t("Vilket förbehåll?")}</label><textarea class="textarea" id="reservation" maxlength="2000" value=${writing.text} onInput=${(/** @type {any} */ event) => writing.write(event.currentTarget.value)}></textarea></div>`}
      <${Refusal} id="readback-refusal" refusal=${writing.refusal} text=${reserving && writing.text} />
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
