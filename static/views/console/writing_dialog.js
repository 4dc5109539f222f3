/** Before a step ends while people write: they are told of, and can be given a minute. */

import { html, Icon } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { Dialog } from "../shared/dialog.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk, go: () => void }} props `go` ends the step all the same */
export function WritingDialog({ desk, go }) {
  const count = desk.writers();
  const { step } = desk.session.value;
  const extend = () => {
    desk.closeDialog();
    desk.steering.extend(1);
  };
  const goOn = () => {
    desk.closeDialog();
    go();
  };
  return html`<${Dialog} title=${writersText(count)} onClose=${() => desk.closeDialog()}
    foot=${html`${step?.ends_at && html`<button class="btn" type="button" onClick=${extend}><${Icon} name="plus" />${t("+1 minut")}</button>`}
      <button class="btn" type="button" onClick=${() => desk.closeDialog()}>${t("Vänta")}</button>
      <button class="btn btn--primary" type="button" onClick=${goOn}>${t("Gå vidare")}<${Icon} name="skip-forward" /></button>`}>
    <p>${t("Det som skrivs går inte förlorat, men samtalet bryts. Vill du ge en minut till?")}</p>
  <//>`;
}

/** @param {number} count */
export function writersText(count) {
  if (count === 0) return t("Ingen skriver just nu");
  return tn("%(count)s person skriver just nu", "%(count)s personer skriver just nu", count);
}
