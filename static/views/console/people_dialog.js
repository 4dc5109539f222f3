/** Moving people between rooms and naming note-takers; those without a room stand first. */

import { html, Icon, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { groupNumber } from "../groups.js";
import { Dialog } from "../shared/dialog.js";
import { Toasts } from "../shared/toast.js";
import { members, rows, unplaced } from "./people.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./people.js").Row} Row */

/** @param {{ desk: Desk, room: string | null }} props `room`: only those of this room */
export function PeopleDialog({ desk, room }) {
  const [wanted, setWanted] = useState("");
  const [only, setOnly] = useState(room ?? "");
  const session = desk.session.value;
  const people = rows(session, wanted).filter((row) => !only || row.room === only);
  const waiting = unplaced(session).length;
  return html`<${Dialog} wide title=${t("Flytta deltagare")} onClose=${() => desk.closeDialog()}
    foot=${html`<p class="small dialog__said">${waiting > 0 ? tn("%(count)s person har ingen grupp.", "%(count)s personer har ingen grupp.", waiting) : t("Alla har en grupp.")}</p>
      <button class="btn" type="button" aria-haspopup="dialog" onClick=${() => {
        desk.dialog.value = { kind: "seating" };
      }}>${t("Föreslå placering")}</button>
      <button class="btn btn--primary" type="button" onClick=${() => desk.closeDialog()}>${t("Klar")}</button>`}>
    <p class="muted">${t("Den som flyttas får veta det direkt. Inlägg stannar i rummet där de skrevs.")}</p>
    <div class="picker__tools">
      <input class="input input--sm" type="search" aria-label=${t("Sök namn eller organisation")} placeholder=${t("Sök namn eller organisation")} value=${wanted} onInput=${(/** @type {any} */ event) => setWanted(event.target.value)} />
      <select class="select select--sm" aria-label=${t("Visa")} value=${only} onChange=${(/** @type {any} */ event) => setOnly(event.target.value)}>
        <option value="">${t("Alla grupper")}</option>
        ${session.rooms.map((each, place) => html`<option key=${each.id} value=${each.id}>${optionText(desk, each.id, place)}</option>`)}
      </select>
    </div>
    ${people.length === 0 && html`<p class="muted">${wanted ? t("Ingen heter så.") : t("Ingen är här än.")}</p>`}
    ${people.length > 0 && html`<${Table} desk=${desk} people=${people} />`}
    <${Toasts} />
  <//>`;
}

/** @param {{ desk: Desk, people: Row[] }} props */
function Table({ desk, people }) {
  return html`<table class="movetable">
    <caption class="sr-only">${t("Deltagare och grupp")}</caption>
    <thead><tr><th scope="col">${t("Deltagare")}</th><th scope="col">${t("Grupp")}</th><th scope="col">${t("Roll")}</th></tr></thead>
    <tbody>${people.map((row) => html`<${Person} key=${row.id} desk=${desk} row=${row} />`)}</tbody>
  </table>`;
}

/** @param {{ desk: Desk, row: Row }} props */
function Person({ desk, row }) {
  const { rooms } = desk.session.value;
  const takesNotes = row.role === "note-taker";
  const leads = row.role === "facilitator";
  const name = row.name || t("Utan namn");
  /** @param {any} event */
  const onMove = (event) => {
    const to = event.target.value || null;
    const place = rooms.findIndex((room) => room.id === to);
    desk.steering.move(
      row,
      to,
      place < 0 ? "" : t("grupp %(number)s", { number: groupNumber(rooms[place], place) }),
    );
  };
  return html`<tr class=${row.room || leads ? undefined : "is-unplaced"}>
    <th scope="row">${name}<span>${row.organisation}</span></th>
    <td><select class="select select--sm" aria-label=${t("Grupp för %(name)s", { name })} value=${row.room ?? ""} onChange=${onMove}>
      <option value="">${t("Ingen grupp")}</option>
      ${rooms.map((room, place) => html`<option key=${room.id} value=${room.id}>${optionText(desk, room.id, place)}</option>`)}
    </select></td>
    <td><span class="movetable__roles"><button class="btn btn--sm" type="button" aria-pressed=${takesNotes} aria-label=${t("Dokumentatör: %(name)s", { name })} onClick=${() => desk.steering.giveRole(row, takesNotes ? "participant" : "note-taker")}><${Icon} name="pencil-simple-line" />${t("Dokumentatör")}</button>
      <button class="btn btn--sm btn--icon" type="button" aria-pressed=${leads} aria-label=${t("Processledare: %(name)s", { name })} title=${t("Processledare")} onClick=${() => desk.steering.giveRole(row, leads ? "participant" : "facilitator")}><${Icon} name="megaphone" /></button></span></td>
  </tr>`;
}

/** @param {Desk} desk @param {string} id @param {number} place */
function optionText(desk, id, place) {
  const session = desk.session.value;
  const room = session.rooms[place];
  const count = members(session).get(id) ?? 0;
  const filled = room.capacity
    ? t("%(count)s av %(capacity)s", { count, capacity: room.capacity })
    : String(count);
  return t("Grupp %(number)s (%(filled)s)", { number: groupNumber(room, place), filled });
}
