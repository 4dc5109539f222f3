/** Rooms that have called the facilitator, above all others, however many rooms there are. */

import { html, Icon } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { groupNumber } from "../groups.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function CallsForHelp({ desk }) {
  const { rooms } = desk.session.value;
  const calling = rooms
    .filter((room) => room.called_at)
    .sort((a, b) => (a.called_at ?? "").localeCompare(b.called_at ?? ""));
  if (calling.length === 0) return null;
  return html`<ul class="console__calls" aria-label=${t("Rum som kallar")}>
    ${calling.map((room) => {
      const number = groupNumber(room, rooms.indexOf(room));
      return html`<li key=${room.id}><${Icon} name="hand-arrow-up" />
        <span><strong>${t("Grupp %(number)s kallar på dig", { number })}</strong> <span class="muted">${t("sedan %(time)s", { time: clock(room.called_at ?? "", spoken()) })}</span></span>
        <button class="btn btn--sm btn--primary" type="button" onClick=${() => desk.steering.answer(room.id, number)}>${t("Jag kommer")}<span class="sr-only"> ${t("till grupp %(number)s", { number })}</span></button>
        <a class="btn btn--sm" href=${desk.roomLink(room.id)} target="_blank">${t("Gå in")}<span class="sr-only"> ${t("i grupp %(number)s (ny flik)", { number })}</span></a>
      </li>`;
    })}
  </ul>`;
}
