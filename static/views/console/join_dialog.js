/** How people join: the code, the QR code and the link to send. */

import { html, Icon } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { spacedCode } from "../code.js";
import { Dialog } from "../shared/dialog.js";
import { Toasts, toast } from "../shared/toast.js";
import { WifiForm } from "./wifi_form.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function JoinDialog({ desk }) {
  const { session } = desk.session.value;
  const link = joinLink(desk.live.boot, session.code);
  return html`<${Dialog} title=${t("Gå med i träffen")} onClose=${() => desk.closeDialog()}>
    <div class="joincard">
      <img class="joincard__qr" src=${`/api/v1/sessions/${session.id}/join-qr.svg`} alt=${t("QR-kod till sidan där man går med")} width="288" height="288" />
      <p>${t("Eller gå till %(address)s och skriv koden", { address: location.host })}</p>
      <p class="joincard__code">${spacedCode(session.code)}</p>
      <div class="joincard__link">
        <input class="input" id="join-link" readonly value=${link} aria-label=${t("Länk att skicka")} onFocus=${(/** @type {any} */ event) => event.target.select()} />
        <button class="btn btn--primary" type="button" onClick=${() => copy(link)}><${Icon} name="copy" />${t("Kopiera länk")}</button>
      </div>
    </div>
    <${WifiForm} desk=${desk} />
    <p><a class="btn btn--sm" href=${`/api/v1/sessions/${session.id}/session-file`} download><${Icon} name="download-simple" />${t("Ladda ner träffilen")}</a> <span class="small muted">${t("Program, förslag och inställningar, att återanvända nästa gång.")}</span></p>
    <${Toasts} />
  <//>`;
}

/** @param {import("../../session/wire").Boot} boot @param {string} code */
function joinLink(boot, code) {
  const links = /** @type {{ join?: string } | undefined} */ (boot.links);
  return links?.join ?? `${location.origin}/join?code=${code}`;
}

/** Over plain http in a hall the browser gives no clipboard: the text is selected and copied the old way. @param {string} text */
async function copy(text) {
  const copied = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  if (copied || copySelected()) toast(t("Länken är kopierad."));
  else toast(t("Länken är markerad. Kopiera den med Ctrl+C."));
}

function copySelected() {
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById("join-link"));
  field?.focus();
  field?.select();
  return document.execCommand("copy");
}
