/** The QR codes: to the page where one joins, and to the hall's Wi-Fi where there is one. */

import { html } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

/** @typedef {import("./screen.js").Screen} Screen */

/** In the lobby, to scan from the back row. @param {{ screen: Screen }} props */
export function Codes({ screen }) {
  const { hall } = screen.session.value;
  return html`<div class="proj__codes">
    ${hall && html`<figure class="proj__qr"><${WifiCode} screen=${screen} /><figcaption>${t("1. Anslut till %(net)s", { net: hall.ssid })}</figcaption></figure>`}
    <figure class="proj__qr"><${JoinCode} screen=${screen} /><figcaption>${hall ? t("2. Gå med i träffen") : t("Eller skanna här")}</figcaption></figure>
  </div>`;
}

/** Small ones, for those who come late. @param {{ screen: Screen }} props */
export function Late({ screen }) {
  return html`<div class="proj__late">${screen.session.value.hall && html`<figure><${WifiCode} screen=${screen} /><figcaption>${t("Nät")}</figcaption></figure>`}<figure><${JoinCode} screen=${screen} /><figcaption>${t("Gå med")}</figcaption></figure></div>`;
}

/** Beside the code's letters, where a scene needs its room: the way in, and no second code to mistake it for. @param {{ screen: Screen }} props */
export function SmallCode({ screen }) {
  return html`<p class="proj__small"><${JoinCode} screen=${screen} /></p>`;
}

/** @param {{ screen: Screen }} props */
function JoinCode({ screen }) {
  return html`<img class="qr" src=${`/api/v1/sessions/${screen.session.value.session.id}/join-qr.svg`} alt=${t("QR-kod till sidan där man går med")} />`;
}

/** Asked for anew when the net's name or password changes. @param {{ screen: Screen }} props */
function WifiCode({ screen }) {
  const { session, hall } = screen.session.value;
  const version = encodeURIComponent(`${hall?.ssid} ${hall?.password?.length ?? 0}`);
  return html`<img class="qr" src=${`/api/v1/sessions/${session.id}/wifi-qr.svg?of=${version}`} alt=${t("QR-kod till det trådlösa nätet")} />`;
}
