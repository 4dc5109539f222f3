/**
 * What somebody wrote and the server does not have: it stays, to be sent again or copied.
 *
 * @import { RoomPage } from "./page.js"
 * @import { Wish } from "../../session/outbox.js"
 */

import { copyText } from "../../lib/copying.js";
import { html, Icon, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { isHere } from "../../session/unsent.js";
import { toast } from "../shared/toast.js";
import { clearAway, sendHere } from "./leftovers.js";

/** @param {{page: RoomPage}} props */
export function LeftBehind({ page }) {
  const [gone, setGone] = useState(/** @type {string[]} */ ([]));
  const left = page.leftBehind.value.filter(({ key }) => !gone.includes(key));
  if (left.length === 0) return null;
  function drop(/** @type {import("../../session/shelf.js").Kept} */ kept) {
    kept.forget();
    setGone([...gone, kept.key]);
    const run = () => {
      kept.putBack();
      setGone((others) => others.filter((each) => each !== kept.key));
    };
    toast(t("Texten är borttagen."), { label: t("Ångra"), run });
  }
  return html`
    <section class="kept" aria-labelledby="kept-title"><h3 class="theme__name waiting__title" id="kept-title">${t("Det du hade börjat skriva")}</h3>
      <p class="muted small">${t("Det hann inte skickas innan träffen avslutades. Kopiera det om du vill ha det kvar.")}</p>
      ${left.map(
        (kept) => html`
        <div key=${kept.key} class="note note--unsent"><p class="note__text"><span dir="auto">${kept.text}</span></p>
          <div class="note__acts"><${Copy} text=${kept.text} /><button type="button" class="btn btn--sm" onClick=${() => drop(kept)}><${Icon} name="trash" />${t("Ta bort")}</button></div></div>`,
      )}
    </section>
  `;
}

/** What others have left here: shown to whoever has the device now, as it may be the same person. @param {{page: RoomPage}} props */
export function LeftByOthers({ page }) {
  const all = page.leftovers.value;
  if (all.length === 0) return null;
  return html`
    <section class="kept" aria-labelledby="earlier-title"><h3 class="theme__name waiting__title" id="earlier-title">${t("Skrivet tidigare på den här enheten")}</h3>
      <p class="muted small">${t("Det kom kanske aldrig fram. Är det ditt kan du skicka det nu, annars kan du ta bort det.")}</p>
      ${all.map(
        (found) => html`
        <div key=${found.left.key} class="note note--unsent"><p class="note__text"><span dir="auto">${found.begun.text}</span></p>
          ${found.begun.anonymous && html`<p class="note__meta"><span class="tag"><${Icon} name="eye-slash" />${t("Anonymt")}</span></p>`}
          <div class="note__acts">
            ${found.note && page.mayWrite.value && html`<button type="button" class="btn btn--sm" onClick=${() => sendHere(page, found)}><${Icon} name="paper-plane-right" />${t("Skicka här")}</button>`}
            <${Copy} text=${found.begun.text} />
            <button type="button" class="btn btn--sm" onClick=${() => clearAway(page, found)}><${Icon} name="trash" />${t("Ta bort")}</button></div></div>`,
      )}
    </section>
  `;
}

/** What was written beside notes, while there is no contact and where the server does not want it. @param {{page: RoomPage}} props */
export function Unsaved({ page }) {
  return html`${page.unsaved.value.map((wish) => html`<div key=${wish.id} class="note note--unsent"><${NotSaved} page=${page} wish=${wish} /></div>`)}`;
}

/** @param {{page: RoomPage, wish: Wish, edit?: () => void}} props one such text, and what can be done with it */
export function NotSaved({ page, wish, edit }) {
  const refused = wish.state === "refused";
  const open = !page.closed.value;
  const text = wordsOf(wish);
  return html`
    <p class="note__text"><span dir="auto">${text}</span></p>
    <p class="note__meta"><span>${whatItIs(wish)}</span>
      ${refused ? html`<span class="tag tag--danger"><${Icon} name="warning-circle-fill" />${t("Kunde inte sparas")}</span>` : html`<span class="tag tag--soft"><${Icon} name="cloud-slash" />${t("Inte skickat än")}</span>`}
      ${wish.error && html`<span class="note__error">${wish.error.message}</span>`}</p>
    <div class="note__acts">
      ${edit && open && html`<button type="button" class="btn btn--sm" onClick=${edit}><${Icon} name="pencil-simple" />${t("Ändra")}</button>`}
      ${refused && open && html`<button type="button" class="btn btn--sm" onClick=${() => page.resend(wish.id)}><${Icon} name="paper-plane-right" />${t("Försök igen")}</button>`}
      <${Copy} text=${text} />
      ${isHere(wish) && html`<button type="button" class="btn btn--sm" onClick=${() => page.discard(wish)}><${Icon} name="trash" />${t("Ta bort")}</button>`}
    </div>
  `;
}

/** @param {Wish} wish @returns {string} */
function wordsOf({ data }) {
  return data.text ?? data.title ?? data.reservation ?? data.reason ?? "";
}

/** @param {Wish} wish @returns {string} */
function whatItIs({ type }) {
  if (type === "note.edit") return t("Din ändring av inlägget");
  if (type === "cluster.add") return t("Nytt tema");
  if (type === "cluster.rename") return t("Nytt namn på ett tema");
  if (type === "section.confirm") return t("Förbehåll");
  return t("Anmälan till processledaren");
}

/** @param {{text: string}} props */
export function Copy({ text }) {
  async function copy() {
    toast(
      (await copyText(text))
        ? t("Texten är kopierad.")
        : t("Det gick inte att kopiera. Markera texten själv."),
    );
  }
  return html`<button type="button" class="btn btn--sm" onClick=${copy}><${Icon} name="copy" />${t("Kopiera")}</button>`;
}
