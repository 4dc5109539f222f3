/**
 * Writing a comment on a piece of the paper. What is written stays on the device until the server has it.
 *
 * @import { Kept } from "./kept.js"
 * @import { Place } from "./places.js"
 */

import { announce } from "../../lib/announce.js";
import { call } from "../../lib/api.js";
import { copyText } from "../../lib/copying.js";
import { html, Icon, useLayoutEffect, useRef, useState } from "../../lib/html.js";
import { number, t } from "../../lib/i18n.js";
import { Dialog } from "../shared/dialog.js";
import { toast } from "../shared/toast.js";
import { around } from "./places.js";

const MOST_CHARACTERS = 2_000;
const SHOW_COUNT_FROM = 1_800;
const PATIENCE_MS = 15_000;
const GONE = ["block", "theme", "part", "channel"]; // what was commented is there no longer

/** @param {{place: Place, address: string, kept: Kept}} props */
export function CommentDialog({ place, address, kept }) {
  const text = kept.memory.value.unsent[place.id]?.text ?? "";
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {import("../../lib/api.js").ApiError | null} */ (null));
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const signs = [...text].length;

  useLayoutEffect(() => field.current?.focus(), []);

  function close() {
    kept.chosen.value = null;
  }

  /** @param {Place["at"]} at */
  async function send(at) {
    const comment = kept.memory.value.unsent[place.id];
    if (busy) return;
    if (!comment) return setError(refusal(t("Skriv din kommentar först.")));
    if (signs > MOST_CHARACTERS) return setError(refusal(t("Kommentaren är för lång: högst 2 000 tecken.")));
    setBusy(true);
    const organisation = kept.memory.value.organisation.trim() || undefined;
    const answer = await call(address, {
      method: "POST",
      body: JSON.stringify({ ...at, ...comment, organisation }),
      patience_ms: PATIENCE_MS,
    });
    setBusy(false);
    if (!answer.ok) return setError(answer.error);
    kept.sent(place.id, comment, answer.data.at);
    close();
    announce(t("Din kommentar är skickad."));
  }

  function onSubmit(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    send(place.at);
  }

  async function copy() {
    toast(
      (await copyText(text))
        ? t("Texten är kopierad.")
        : t("Det gick inte att kopiera. Markera texten själv."),
    );
  }

  const stranded = error?.code === "not_found" && GONE.includes(error.field ?? "");
  const section = stranded && around(place.at);
  return html`
    <${Dialog} title=${t("Kommentera")} onClose=${close}>
      <form id="comment" class="stack" novalidate onSubmit=${onSubmit}>
        <blockquote class="quoted" dir="auto" lang=${place.element.closest("[lang]")?.getAttribute("lang")}>${place.text}</blockquote>
        ${
          error &&
          html`<div class="summary" role="alert"><p>${error.message}</p>
            ${!["invalid", "too_large"].includes(error.code) && html`<p>${t("Det du har skrivit finns kvar på den här enheten.")}</p>`}
            ${section && html`<p><button type="button" class="btn btn--sm" onClick=${() => send(section)}>${t("Skicka till hela avsnittet i stället")}</button></p>`}
            ${["not_found", "locked"].includes(error.code) && html`<p><button type="button" class="btn btn--sm" onClick=${copy}><${Icon} name="copy" />${t("Kopiera")}</button></p>`}
          </div>`
        }
        <div class="field"><label class="field__label" for="comment-text">${t("Din kommentar")}</label>
          <textarea class="textarea" id="comment-text" name="text" ref=${field} rows="4" dir="auto" aria-describedby="comment-hint comment-count" aria-invalid=${error?.field === "text" ? "true" : undefined} value=${text} onInput=${(/** @type {any} */ event) => kept.write(place.id, event.currentTarget.value)}></textarea>
          <p class="field__hint" id="comment-hint">${t("Bara arrangören läser den.")} ${text && t("Sparas på den här enheten tills den är skickad.")}</p>
          <p class="field__hint" id="comment-count" hidden=${signs < SHOW_COUNT_FROM}>${t("%(count)s av %(most)s tecken", { count: number(signs), most: number(MOST_CHARACTERS) })}</p>
        </div>
        <div class="field"><label class="field__label" for="comment-organisation">${t("Organisation (frivilligt)")}</label>
          <input class="input" id="comment-organisation" name="organisation" autocomplete="organization" maxlength="120" value=${kept.memory.value.organisation} onInput=${(/** @type {any} */ event) => kept.name(event.currentTarget.value)} />
        </div>
        <div class="row row--between"><button type="button" class="btn btn--quiet" onClick=${close}>${text.trim() ? t("Fortsätt senare") : t("Avbryt")}</button>
          <button type="submit" class="btn btn--primary" aria-disabled=${busy}><${Icon} name="paper-plane-right" />${busy ? t("Skickar …") : t("Skicka kommentaren")}</button></div>
      </form>
    <//>
  `;
}

/** @param {string} message */
function refusal(message) {
  return { code: "invalid", field: "text", message };
}
