/** Moving people between rooms and naming note-takers; those without a room stand first. */

import { openFirst } from "../../lib/choosing.js";
import { html, Icon, memo, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { groupNumber } from "../groups.js";
import { Dialog } from "../shared/dialog.js";
import { Toasts } from "../shared/toast.js";
import { members, rows, unplaced } from "./people.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./people.js").Row} Row */
/** @typedef {import("./people.js").SessionSnapshot} SessionSnapshot */

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
        ${placesOf(session)
          .slice(1)
          .map((each) => html`<option key=${each.id} value=${each.id}>${each.label}</option>`)}
      </select>
    </div>
    ${people.length === 0 && html`<p class="muted">${wanted ? t("Ingen heter så.") : t("Ingen är här än.")}</p>`}
    ${people.length > 0 && html`<${Table} desk=${desk} people=${people} />`}
    <${Toasts} />
  <//>`;
}

/** @param {{ desk: Desk, people: Row[] }} props */
function Table({ desk, people }) {
  const labels = new Map(placesOf(desk.session.value).map(({ id, label }) => [id, label]));
  return html`<table class="movetable">
    <caption class="sr-only">${t("Deltagare och grupp")}</caption>
    <thead><tr><th scope="col">${t("Deltagare")}</th><th scope="col">${t("Grupp")}</th><th scope="col">${t("Roll")}</th></tr></thead>
    <tbody>${people.map(
      ({ id, name, organisation, room, role }) =>
        html`<${Person} key=${id} desk=${desk} id=${id} name=${name} organisation=${organisation} room=${room} role=${role} label=${labels.get(room ?? "") ?? ""} />`,
    )}</tbody>
  </table>`;
}

/** @typedef {{ desk: Desk, id: string, name: string, organisation: string | null, room: string | null, role: Row["role"], label: string }} PersonProps */

/** Three hundred of them: one is drawn again only when it is another. */
const Person = memo(
  /** @param {PersonProps} props `label`: how the room is told where one sits */
  ({ desk, id, name: written, organisation, room, role, label }) => {
    const takesNotes = role === "note-taker";
    const leads = role === "facilitator";
    const name = written || t("Utan namn");
    const person = /** @type {Row} */ ({ id, name: written, room, role });
    return html`<tr class=${room || leads ? undefined : "is-unplaced"}>
    <th scope="row">${name}<span>${organisation}</span></th>
    <td><${RoomSelect} desk=${desk} person=${person} name=${name} label=${label} /></td>
    <td><span class="movetable__roles"><button class="btn btn--sm" type="button" aria-pressed=${takesNotes} aria-label=${t("Dokumentatör: %(name)s", { name })} onClick=${() => desk.steering.giveRole(person, takesNotes ? "participant" : "note-taker")}><${Icon} name="pencil-simple-line" />${t("Dokumentatör")}</button>
      <button class="btn btn--sm" type="button" aria-pressed=${leads} aria-label=${t("Processledare: %(name)s", { name })} onClick=${() => desk.steering.giveRole(person, leads ? "participant" : "facilitator")}><${Icon} name="megaphone" />${t("Processledare")}</button></span></td>
  </tr>`;
  },
);

/**
 * The rooms to choose from are there while one chooses: three hundred people and forty rooms would be twelve thousand.
 * @param {{ desk: Desk, person: Row, name: string, label: string }} props
 */
function RoomSelect({ desk, person, name, label }) {
  const [choosing, setChoosing] = useState(false);
  const { room } = person;
  const own = { id: room ?? "", label };
  const places = choosing ? placesOf(desk.session.value) : [own];
  /** @param {any} event */
  const onMove = (event) => {
    const { rooms } = desk.session.peek();
    const to = event.target.value || null;
    const place = rooms.findIndex((each) => each.id === to);
    desk.steering.move(
      person,
      to,
      place < 0 ? "" : t("grupp %(number)s", { number: groupNumber(rooms[place], place) }),
    );
  };
  const choose = () => setChoosing(true);
  return html`<select class="select select--sm" aria-label=${t("Grupp för %(name)s", { name })} value=${own.id} onChange=${onMove} onKeyDown=${openFirst} onFocus=${choose} onPointerDown=${choose} onBlur=${() => setChoosing(false)}>
    ${places.map((each) => html`<option key=${each.id} value=${each.id} selected=${each.id === own.id}>${each.label}</option>`)}
  </select>`;
}

/** @param {SessionSnapshot} session @returns {{ id: string, label: string }[]} no room first, then each with how many sit there */
function placesOf(session) {
  const counts = members(session);
  const rooms = session.rooms.map((room, place) => {
    const count = counts.get(room.id) ?? 0;
    const filled = room.capacity
      ? t("%(count)s av %(capacity)s", { count, capacity: room.capacity })
      : String(count);
    return {
      id: room.id,
      label: t("Grupp %(number)s (%(filled)s)", { number: groupNumber(room, place), filled }),
    };
  });
  return [{ id: "", label: t("Ingen grupp") }, ...rooms];
}
