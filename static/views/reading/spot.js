/**
 * What stands at a piece of the paper: the button for a comment, and what this device has sent or begun there.
 *
 * @import { Kept } from "./kept.js"
 * @import { Place } from "./places.js"
 */

import { html, Icon } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { clock, longDate } from "../../lib/time.js";

/** @param {{place: Place, kept: Kept, open: boolean}} props `open`: whether comments are taken */
export function Spot({ place, kept, open }) {
  const { [place.id]: sent = [] } = kept.memory.value.sent;
  const begun = kept.memory.value.unsent[place.id];
  function choose() {
    kept.chosen.value = place;
  }
  return html`
    ${
      open &&
      html`<button type="button" class=${begun ? "spot__add spot__add--begun" : "spot__add"} aria-label=${begun ? t("Skriv klart kommentaren: %(text)s", { text: place.name }) : t("Kommentera: %(text)s", { text: place.name })} onClick=${choose}>
        <${Icon} name="chat-circle-text" />${begun && t("Skriv klart kommentaren")}
      </button>`
    }
    ${
      sent.length > 0 &&
      html`<ul class="spot__sent" lang=${spoken()}>
        ${sent.map(
          ({ id, text, at }) =>
            html`<li key=${id}><p class="spot__done"><${Icon} name="check" />${t("Din kommentar är skickad")}${" "}<span class="spot__time">${when(at)}</span></p><p class="spot__text" dir="auto">${text}</p></li>`,
        )}
      </ul>`
    }
  `;
}

/** @param {string} at ISO @returns {string} the clock time today, else the day */
function when(at) {
  const today = new Date().toDateString() === new Date(at).toDateString();
  return today ? clock(at, spoken()) : longDate(at.slice(0, 10), spoken());
}
