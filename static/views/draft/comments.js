/** Comments in the margin: editors' own and readers', open ones in full, settled ones folded. */

import { html, Icon, useState } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { clock, longDate } from "../../lib/time.js";
import { Dialog } from "../shared/dialog.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./editing.js").Spot} Spot */
/** @typedef {import("../../session/wire").Comment} Comment */

const MAX_COMMENT_CHARACTERS = 2_000;

/** @param {{ editing: Editing, comments: Comment[] }} props */
export function Comments({ editing, comments }) {
  const open = comments.filter((comment) => !comment.settled_at);
  const settled = comments.filter((comment) => comment.settled_at);
  return html`${open.map((comment) => html`<${One} key=${comment.id} editing=${editing} comment=${comment} />`)}
    ${settled.length > 0 && html`<details class="comments"><summary>${tn("%(count)s klar kommentar", "%(count)s klara kommentarer", settled.length)}</summary>${settled.map((comment) => html`<${One} key=${comment.id} editing=${editing} comment=${comment} />`)}</details>`}`;
}

/** @param {{ editing: Editing, comment: Comment }} props */
function One({ editing, comment }) {
  const settled = Boolean(comment.settled_at);
  return html`<article class=${comment.by === "reader" ? "comment comment--reader" : "comment"} aria-label=${t("Kommentar")}>
    <p class="comment__who"><${Icon} name=${comment.by === "reader" ? "book-open-text" : "chat-text"} />${whoSaid(comment)} <time datetime=${comment.at}>${when(comment.at)}</time></p>
    <p class="comment__text" dir="auto">${comment.text}</p>
    ${comment.settled_at && html`<p class="comment__who comment__settled"><${Icon} name="check" /><time datetime=${comment.settled_at}>${t("Klar %(when)s, redaktör", { when: when(comment.settled_at) })}</time></p>`}
    <p class="comment__acts"><button type="button" class="btn btn--quiet btn--sm" onClick=${() => editing.turnComment(comment, settled ? "reopen" : "settle")}>${settled ? t("Öppna igen") : t("Klar")}<span class="sr-only">: ${comment.text}</span></button>
      <button type="button" class="btn btn--quiet btn--sm" onClick=${() => editing.removeComment(comment)}>${t("Ta bort")}<span class="sr-only">: ${comment.text}</span></button></p>
  </article>`;
}

/** @param {Comment} comment */
function whoSaid(comment) {
  if (comment.by !== "reader") return t("Redaktör");
  return comment.organisation ? t("Läsare, %(who)s", { who: comment.organisation }) : t("Läsare");
}

/** @param {string} at @returns {string} the time today, else the day */
export function when(at) {
  const day = new Date(at);
  const local = `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
  return new Date().toDateString() === day.toDateString()
    ? clock(at, spoken())
    : `${longDate(local, spoken())} ${clock(at, spoken())}`;
}

/** @param {{ editing: Editing, spot: Spot }} props */
export function CommentDialog({ editing, spot }) {
  const [text, setText] = useState("");
  const close = () => {
    editing.dialog.value = null;
  };
  async function save(/** @type {Event} */ event) {
    event.preventDefault();
    if (text.trim() && (await editing.comment(spot, text.trim()))) close();
  }
  return html`<${Dialog} title=${t("Kommentera")} onClose=${close} foot=${html`<button type="button" class="btn btn--quiet" onClick=${close}>${t("Avbryt")}</button><button type="submit" form="comment-form" class="btn btn--primary" aria-disabled=${text.trim() ? undefined : "true"}>${t("Spara kommentaren")}</button>`}>
    <form id="comment-form" class="field" onSubmit=${save}>
      <label class="field__label" for="comment-text">${t("Din kommentar")}</label>
      <textarea class="textarea" id="comment-text" maxlength=${MAX_COMMENT_CHARACTERS} value=${text} onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}></textarea>
      <p class="field__hint">${t("Kommentarer syns för er som redigerar, aldrig i dokumentationen.")}</p>
    </form>
  <//>`;
}
