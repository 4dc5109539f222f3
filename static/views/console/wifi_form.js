/** The hall's Wi-Fi: with it the projector shows a second QR code that puts a phone on the net. */

import { html, Icon, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function WifiForm({ desk }) {
  const { hall } = desk.session.value;
  const [ssid, setSsid] = useState(hall?.ssid ?? "");
  const [password, setPassword] = useState(hall?.password ?? "");
  const [missing, setMissing] = useState(false);
  /** @param {Event} event */
  const onSubmit = async (event) => {
    event.preventDefault();
    setMissing(!ssid.trim());
    if (!ssid.trim()) document.getElementById("wifi-name")?.focus();
    else await desk.steering.setHall(ssid.trim(), password);
  };
  const takeAway = async () => {
    if (!(await desk.steering.setHall(null, ""))) return;
    setSsid("");
    setPassword("");
    document.getElementById("wifi-name")?.focus();
  };
  return html`<form class="wifi" aria-labelledby="h-wifi" onSubmit=${onSubmit} noValidate>
    <h3 class="panel__title" id="h-wifi">${t("Salens trådlösa nät")}</h3>
    <p class="small muted">${t("Projektorn visar då också en QR-kod som ansluter telefonen. Lösenordet går att läsa ur koden.")}</p>
    <div class="field"><label class="field__label" for="wifi-name">${t("Nätets namn")}</label>
      <input class="input" id="wifi-name" autocomplete="off" value=${ssid} aria-invalid=${missing ? "true" : undefined} aria-describedby=${missing ? "wifi-missing" : undefined} onInput=${(/** @type {any} */ event) => setSsid(event.target.value)} />
      ${missing && html`<span class="field__error" id="wifi-missing"><${Icon} name="warning-circle-fill" />${t("Skriv nätets namn.")}</span>`}</div>
    <div class="field"><label class="field__label" for="wifi-password">${t("Lösenord, om det har ett")}</label>
      <input class="input" id="wifi-password" autocomplete="off" value=${password} onInput=${(/** @type {any} */ event) => setPassword(event.target.value)} /></div>
    <div class="row"><button class="btn btn--sm btn--primary" type="submit"><${Icon} name="wifi-high" />${t("Visa nätet på projektorn")}</button>
      ${hall && html`<button class="btn btn--sm" type="button" onClick=${takeAway}>${t("Ta bort nätet")}</button>`}</div>
  </form>`;
}
