/**
 * Where a note is written: a resting line that opens. What is typed is kept on the device at every keystroke.
 *
 * @import { RoomPage } from "./page.js"
 * @import { ShownNote } from "./model.js"
 */

import { announce } from "../../lib/announce.js";
import { focusSoon } from "../../lib/focus.js";
import { fitToText } from "../../lib/growing.js";
import { html, Icon, useEffect, useLayoutEffect, useRef, useState } from "../../lib/html.js";
import { number, t, tn } from "../../lib/i18n.js";
import { itemKinds, kindIcon, kindPrompt } from "../shared/kinds.js";
import { StandingLine } from "../shared/standing.js";
import { characters, MAX_NOTE_CHARACTERS } from "./model.js";

const NEAR_LIMIT = 40;
const LOW = "(max-width: 63.99rem) and (max-height: 30rem)";

/** @param {{page: RoomPage}} props */
export function Composer({ page }) {
  if (!page.mayType.value) return html`<${WhyNot} page=${page} />`;
  if (!page.composing.value) return html`<div class="proom__compose"><${Resting} page=${page} /></div>`;
  return html`<div class="proom__compose" onFocusOut=${(/** @type {FocusEvent} */ event) => makeRoom(page, event)}>
    <${StandingLine} standing=${page.standing.value} /><${Open} key=${page.writing_place.value} page=${page} /></div>`;
}

/** On a low screen the open composer lies over everything: it folds when the focus goes to what is under it. @param {RoomPage} page @param {FocusEvent} event */
function makeRoom(page, { currentTarget, relatedTarget }) {
  const composer = /** @type {HTMLElement} */ (currentTarget);
  const notes = document.getElementById("content");
  if (!(relatedTarget instanceof HTMLElement) || composer.contains(relatedTarget)) return;
  if (notes?.contains(relatedTarget) && matchMedia(LOW).matches) page.fold();
}

/** @param {{page: RoomPage}} props the sentence that stands there when nothing can be written */
function WhyNot({ page }) {
  const stopped = page.closed.value || page.locked.value;
  if (page.belongs.value && !stopped) return null;
  return html`<div class="proom__compose"><p class="proom__why muted">${stopped && page.belongs.value && html`<${Icon} name=${page.closed.value ? "flag-checkered" : "lock-simple"} /> `}${page.whyNotNow()}</p></div>`;
}

/** @param {{page: RoomPage}} props */
function Resting({ page }) {
  const { text, anonymous } = page.begun.value;
  function open() {
    page.composing.value = true;
    focusSoon("#note-text");
  }
  return html`<button type="button" class="proom__open" id="compose" onClick=${open}><span class="dash" aria-hidden="true"></span><span class="grow proom__begun">${text || t("Skriv ett inlägg …")}</span>${text && anonymous && html`<span class="tag"><${Icon} name="eye-slash" />${t("Anonymt")}</span>`}<span class="btn btn--primary btn--icon" aria-hidden="true"><${Icon} name="pencil-simple-line" /></span></button>`;
}

/** @param {{page: RoomPage}} props */
function Open({ page }) {
  const session = page.session.value;
  const { texts } = page.live;
  const kinds = page.isItem.value ? itemKinds() : (session?.note_kinds ?? []);
  const last = `kind:${page.isItem.value ? "item" : "room"}`;
  const { text, anonymous, reply_to } = page.begun.value;
  const kind = firstKind(kinds, page.begun.value.kind, texts.get(last));
  const [error, setError] = useState("");
  const told = useRef(MAX_NOTE_CHARACTERS);
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const count = characters(text);
  const replyTo = page.replyTo.value;
  const added = !text && !replyTo && page.notes.value.find((note) => note.id === page.added.value);

  useEffect(() => {
    const left = MAX_NOTE_CHARACTERS - count;
    if (left <= NEAR_LIMIT && told.current > NEAR_LIMIT)
      announce(tn("%(count)s tecken kvar.", "%(count)s tecken kvar.", left));
    told.current = left;
    if (error && left >= 0 && count > 0) setError("");
  }, [count]);

  useLayoutEffect(() => fitToText(field.current), [text]);

  function write(/** @type {any} */ event) {
    page.write({ text: event.currentTarget.value });
    page.tellWriting();
  }

  function choose(/** @type {string} */ chosen) {
    page.write({ kind: chosen });
    texts.set(last, chosen);
  }

  function fold() {
    page.fold();
    focusSoon("#compose");
  }

  function send(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    const wrong = page.mayWrite.peek() ? whatIsWrong(count) : whyNotNow(page);
    setError(wrong);
    if (wrong) return focusSoon("#note-text");
    page.addNote(kind);
    announce(t("Inlägget är på väg."));
    focusSoon("#note-text");
  }

  function onKeyDown(/** @type {KeyboardEvent} */ event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send(event);
    if (event.key === "Escape") fold();
  }

  return html`
    <form class="composer" aria-label=${t("Skriv ett inlägg")} onSubmit=${send} onKeyDown=${onKeyDown} noValidate>
      <div class="composer__top">${added ? html`<${Added} page=${page} note=${added} />` : html`<strong>${replyTo ? t("Bygg vidare") : t("Nytt inlägg")}</strong>`}<span class=${count > MAX_NOTE_CHARACTERS ? "small num composer__over" : "small muted num"} id="note-count">${t("%(count)s av %(limit)s", { count: number(count), limit: number(MAX_NOTE_CHARACTERS) })}</span>
        <button type="button" class="btn btn--quiet btn--sm btn--icon" aria-label=${t("Stäng, texten sparas")} onClick=${fold}><${Icon} name="x" /></button></div>
      ${replyTo && html`<p class="composer__reply"><${Icon} name="arrow-bend-down-right" /><span>${replyTo.text}</span><button type="button" class="linkbtn" onClick=${() => page.write({ reply_to: null })}>${t("Ta bort kopplingen")}</button></p>`}
      ${reply_to && !replyTo && html`<p class="composer__reply"><${Icon} name="info" /><span>${t("Det du bygger vidare på finns inte här. Det blir ett eget inlägg.")}</span></p>`}
      <fieldset><legend class="sr-only">${t("Vad är det för slags inlägg?")}</legend>
        <div class="kindpick" style=${{ "--kinds": kinds.length }}>
          ${kinds.map((each) => html`<label key=${each.id} data-kind=${each.id}><input type="radio" name="kind" value=${each.id} checked=${each.id === kind} onChange=${() => choose(each.id)} /><${Icon} name=${kindIcon(each.id)} /><span>${each.label}</span><span class="dash" aria-hidden="true"></span></label>`)}
        </div>
      </fieldset>
      <div class="composer__line" data-kind=${kind}><span class="dash" aria-hidden="true"></span><div class="field"><label class="sr-only" for="note-text">${t("Ditt inlägg")}</label>
        <textarea ref=${field} class="composer__text" id="note-text" rows="2" dir="auto" placeholder=${kindPrompt(kind)} value=${text} onInput=${write} aria-invalid=${error ? "true" : undefined} aria-describedby=${error ? "note-error note-count" : "note-count"}></textarea>
        ${error && html`<span class="field__error" id="note-error" role="alert"><${Icon} name="warning-circle-fill" />${error}</span>`}</div></div>
      <div class="composer__foot">
        <${As} page=${page} anonymous=${anonymous} />
        <button type="submit" class="btn btn--primary" aria-keyshortcuts="Control+Enter">${t("Lägg till")}<${Icon} name="paper-plane-right" /></button>
      </div>
    </form>
  `;
}

/** What became of the note just added, which may have come where it is not seen. @param {{page: RoomPage, note: ShownNote}} props */
function Added({ page, note }) {
  const lost = page.live.connection.contact.value === "lost";
  const show = () => focusSoon(`#note-${note.id}`, { scroll: true });
  return html`<span class="composer__added">${stateWords(note, lost)}<button type="button" class="linkbtn" onClick=${show}>${t("Visa")}<span class="sr-only"> ${t("ditt inlägg")}</span></button></span>`;
}

/** @param {ShownNote} note @param {boolean} lost whether there is no contact */
function stateWords(note, lost) {
  if (note.waiting === "refused") return t("Kunde inte sparas");
  if (note.waiting === "pending") return lost ? t("Inte skickat än") : t("Inlägget är på väg.");
  return html`<strong><${Icon} name="check" />${t("Sparat")}</strong>`;
}

/** @param {{page: RoomPage, anonymous: boolean}} props under which name */
function As({ page, anonymous }) {
  const me = page.me.value;
  const name = me?.organisation ?? me?.name ?? t("Processledaren");
  if (!page.session.value?.session.settings.anonymous_notes) {
    return html`<p class="small muted grow">${t("Som %(name)s", { name })}</p>`;
  }
  return html`<label class="sr-only" for="note-as">${t("Visas som")}</label>
    ${anonymous && html`<${Icon} name="eye-slash" />`}
    <select class="select select--sm proom__as" id="note-as" value=${anonymous ? "anonymous" : "own"} onChange=${(/** @type {any} */ event) => page.write({ anonymous: event.currentTarget.value === "anonymous" })}>
      <option value="own">${t("Som %(name)s", { name })}</option><option value="anonymous">${t("Anonymt i gruppen")}</option>
    </select>`;
}

/** @param {{id: string}[]} kinds @param {string[]} wanted the note's own, then the one used last on this device */
function firstKind(kinds, ...wanted) {
  const known = wanted.find((id) => kinds.some((each) => each.id === id));
  return known ?? kinds[0]?.id ?? "";
}

/** @param {RoomPage} page */
function whyNotNow(page) {
  if (page.locked.peek())
    return t("Rummet är låst en stund. Texten finns kvar, lägg till den när rummet öppnas.");
  return t("Välj först var du vill vara, högst upp på sidan.");
}

/** @param {number} count @returns {string} "" where it can be sent */
function whatIsWrong(count) {
  if (count === 0) return t("Skriv något först.");
  const over = count - MAX_NOTE_CHARACTERS;
  return over > 0 ? tn("Korta texten med %(count)s tecken.", "Korta texten med %(count)s tecken.", over) : "";
}
