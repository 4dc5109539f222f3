/** The paper as it was each time it was confirmed or sent out: where each of them can be read. */

import { call } from "../../lib/api.js";
import { html, useEffect, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Dialog } from "../shared/dialog.js";
import { when } from "./comments.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {{ edition: number, state: "confirmed" | "sent", at: string, opened_at: string | null }} Edition */

/** @param {{ editing: Editing }} props */
export function EditionsDialog({ editing }) {
  const [editions, setEditions] = useState(/** @type {Edition[] | null} */ (null));
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    call(`/sessions/${editing.session}/editions`).then((answer) => {
      if (answer.ok) setEditions(answer.data.editions.toReversed());
      else setWrong(answer.error.message);
    });
  }, []);
  const close = () => {
    editing.dialog.value = null;
  };
  return html`<${Dialog} title=${t("Fastställda versioner")} onClose=${close}>
    ${!editions && !wrong && html`<div class="skeleton" role="status" aria-label=${t("Hämtar versionerna …")}><i></i><i></i></div>`}
    ${wrong && html`<p role="status">${wrong}</p>`}
    ${editions?.length === 0 && html`<p>${t("Dokumentationen har inte fastställts eller sänts ut än.")}</p>`}
    <ol class="versions">${editions?.map((edition) => html`<${Row} key=${edition.edition} edition=${edition} session=${editing.session} />`)}</ol>
  <//>`;
}

/** @param {{ edition: Edition, session: string }} props newest first */
function Row({ edition, session }) {
  const { state, at, opened_at } = edition;
  const made =
    state === "sent"
      ? t("Utsänd %(when)s", { when: when(at) })
      : t("Fastställd %(when)s", { when: when(at) });
  return html`<li class="version">
    <p><a href=${`/s/${session}/editions/${edition.edition}`}>${made}</a></p>
    <p class="small muted">${opened_at ? t("Öppnad igen %(when)s", { when: when(opened_at) }) : t("Så är den nu")}</p>
  </li>`;
}
