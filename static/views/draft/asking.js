/** Asking somebody for words that the paper lacks: a letter to change, copy, or open where one writes mail. Nothing is sent. */

import { announce } from "../../lib/announce.js";
import { copyText } from "../../lib/copying.js";
import { html, Icon, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Dialog } from "../shared/dialog.js";
import { addressee, letterFor, mailAddress } from "./letter.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./letter.js").Addressee} Addressee */
/** @typedef {import("./material.js").Got} Got */
/** @typedef {import("./material.js").SectionEdit} SectionEdit */

/** @param {{ edit: SectionEdit, title: string, editing: Editing }} props beside a gap */
export function AskButton({ edit, title, editing }) {
  const open = () => {
    editing.dialog.value = { name: "ask", channel: edit.channel, notes: edit.notes };
  };
  return html`<button type="button" class="btn btn--sm side-act no-print" onClick=${open}><${Icon} name="envelope-simple" />${t("Be om text")}<span class="sr-only">: ${title}</span></button>`;
}

/** @param {{ editing: Editing, got: Got, section: { channel: string, notes: boolean } }} props */
export function AskDialog({ editing, got, section }) {
  const { language } = got.session.session;
  const [letter, setLetter] = useState(
    () => editing.letters.get(section.channel) ?? letterFor(got.session, section, isoDay(new Date())),
  );
  const [copied, setCopied] = useState("");
  const mail = mailAddress(letter);
  const close = () => {
    editing.dialog.value = null;
  };
  const write = (/** @type {Partial<typeof letter>} */ change) => {
    setLetter({ ...letter, ...change });
    setCopied("");
    editing.letters.set(section.channel, { ...letter, ...change });
  };
  async function copy() {
    const done = await copyText(letter.body);
    const said = done ? t("Texten är kopierad.") : t("Det gick inte att kopiera. Markera texten själv.");
    setCopied(said);
    announce(said);
  }
  return html`<${Dialog} title=${t("Be om text")} onClose=${close} foot=${html`<p class="ask__told small">${copied}</p>
      <button type="button" class="btn" onClick=${copy}><${Icon} name="copy" />${t("Kopiera")}</button>
      ${mail ? html`<a class="btn btn--primary" href=${mail}><${Icon} name="envelope-simple" />${t("Öppna i e-post")}</a>` : html`<a class="btn btn--primary" role="link" aria-disabled="true" aria-describedby="ask-long">${t("Öppna i e-post")}</a>`}`}>
    <div class="stack">
      <p>${whom(addressee(got.session, section.channel))}</p>
      <div class="field"><label class="field__label" for="ask-subject">${t("Ämne")}</label>
        <input class="input" id="ask-subject" lang=${language} value=${letter.subject} onInput=${(/** @type {any} */ event) => write({ subject: event.currentTarget.value })} /></div>
      <div class="field"><label class="field__label" for="ask-body">${t("Meddelande")}</label>
        <textarea class="textarea ask__body" id="ask-body" lang=${language} aria-describedby="ask-hint" value=${letter.body} onInput=${(/** @type {any} */ event) => write({ body: event.currentTarget.value })}></textarea>
        <p class="field__hint" id="ask-hint">${t("Samtal skickar ingenting. Meddelandet går iväg först när ni själva skickar det.")}</p>
        ${!mail && html`<p class="field__hint ask__long" id="ask-long"><${Icon} name="warning-fill" />${t("Meddelandet är för långt för att öppnas i e-post. Kopiera det i stället.")}</p>`}</div>
    </div>
  <//>`;
}

/** @param {Addressee} to */
function whom({ names, role }) {
  const who = names.join(", ");
  if (role === "speaker") return t("Till den som talade: %(who)s.", { who });
  if (role === "note-taker") return t("Till gruppens dokumentatör: %(who)s.", { who });
  if (role === "room") return t("Gruppen har ingen dokumentatör. Skicka till någon som var med.");
  return t("Skicka till den som höll i programpunkten.");
}

/** @param {Date} day @returns {string} "2025-09-30", by this device */
function isoDay(day) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
