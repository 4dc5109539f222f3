/** Links for reading the paper without an account: made, copied, and withdrawn. */

import { call } from "../../lib/api.js";
import { copyText } from "../../lib/copying.js";
import { html, Icon, useEffect, useState } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { clock, longDate } from "../../lib/time.js";
import { Dialog } from "../shared/dialog.js";
import { toast } from "../shared/toast.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("../../session/wire").Reading} Reading */

const DAYS = [7, 14, 30, 90];

/** @param {{ editing: Editing }} props */
export function ShareDialog({ editing }) {
  const [days, setDays] = useState(14);
  const [links, setLinks] = useState(/** @type {Record<string, string>} */ ({}));
  const readings = editing.draft.value?.readings ?? [];
  const open = readings.filter((each) => !each.withdrawn_at && Date.parse(each.expires_at) > Date.now());
  useEffect(() => {
    call(`/sessions/${editing.session}/readings`).then((answer) => {
      if (answer.ok) setLinks(linksOf(answer.data.readings));
    });
  }, [readings]);
  const close = () => {
    editing.dialog.value = null;
  };
  return html`<${Dialog} title=${t("Dela för läsning")} onClose=${close}>
    <div class="stack">
    <p>${t("Den som har länken kan läsa dokumentationen och kommentera den, utan konto. Inlägg, namn och era kommentarer syns inte.")}</p>
    <div class="row"><label for="share-days">${t("Länken gäller i")}</label>
      <select class="select select--sm share__days" id="share-days" value=${days} onChange=${(/** @type {any} */ event) => setDays(Number(event.currentTarget.value))}>${DAYS.map((each) => html`<option key=${each} value=${each}>${t("%(days)s dagar", { days: each })}</option>`)}</select>
      <button type="button" class="btn btn--primary btn--sm" onClick=${() => editing.openReading(days)}><${Icon} name="link" />${t("Skapa länk")}</button></div>
    ${open.length > 0 && html`<ul class="shares">${open.map((reading) => html`<${Link} key=${reading.id} reading=${reading} link=${links[reading.id]} editing=${editing} />`)}</ul>`}
    </div>
  <//>`;
}

/** @param {{ id: string, link: string }[]} readings @returns {Record<string, string>} */
function linksOf(readings) {
  return Object.fromEntries(readings.map(({ id, link }) => [id, link]));
}

/** @param {{ reading: Reading, link: string | undefined, editing: Editing }} props */
function Link({ reading, link, editing }) {
  async function copy() {
    toast(
      link && (await copyText(link))
        ? t("Länken är kopierad.")
        : t("Det gick inte att kopiera. Markera texten själv."),
    );
  }
  return html`<li class="share">
    <p class="small muted">${until(reading.expires_at)}</p>
    ${link && html`<input class="input input--sm" readonly aria-label=${t("Länk för läsning")} value=${link} />`}
    <p class="row"><button type="button" class="btn btn--sm" aria-disabled=${link ? undefined : "true"} onClick=${copy}><${Icon} name="copy" />${t("Kopiera")}</button>
      <button type="button" class="btn btn--sm btn--danger" onClick=${() => editing.withdrawReading(reading.id)}>${t("Dra in")}</button></p>
  </li>`;
}

/** @param {string} moment ISO @returns {string} day and time where one is, as the reading page says them */
function until(moment) {
  const day = new Date(moment).toLocaleDateString("sv-SE"); // YYYY-MM-DD
  return t("Gäller till %(date)s kl. %(time)s", {
    date: longDate(day, spoken()),
    time: clock(moment, spoken()),
  });
}
