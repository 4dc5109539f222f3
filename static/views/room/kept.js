/**
 * What a device could not send before the session was closed: it stays, to be copied.
 *
 * @import { RoomPage } from "./page.js"
 */

import { copyText } from "../../lib/copying.js";
import { html, Icon, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { toast } from "../shared/toast.js";

/** @param {{page: RoomPage}} props */
export function LeftBehind({ page }) {
  const [gone, setGone] = useState(/** @type {string[]} */ ([]));
  const left = page.leftBehind.value.filter(({ key }) => !gone.includes(key));
  if (left.length === 0) return null;
  function drop(/** @type {string} */ key) {
    page.live.texts.set(key, "");
    setGone([...gone, key]);
  }
  return html`
    <section class="kept" aria-labelledby="kept-title"><h3 class="theme__name waiting__title" id="kept-title">${t("Det du hade börjat skriva")}</h3>
      <p class="muted small">${t("Det hann inte skickas innan träffen avslutades. Kopiera det om du vill ha det kvar.")}</p>
      ${left.map(
        ({ key, text }) => html`
        <div key=${key} class="note note--unsent"><p class="note__text"><span dir="auto">${text}</span></p>
          <div class="note__acts"><${Copy} text=${text} /><button type="button" class="btn btn--sm" onClick=${() => drop(key)}><${Icon} name="trash" />${t("Ta bort")}</button></div></div>`,
      )}
    </section>
  `;
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
