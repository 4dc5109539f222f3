/** A room is added, or called something else: its name, its proposal's title, and how many it holds. */

import { html, Icon, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Dialog } from "../shared/dialog.js";
import { Toasts } from "../shared/toast.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../session/wire").RoomInfo} RoomInfo */
/** @typedef {{ name: string, title: string, capacity: string }} Written */

const MAX_CAPACITY = 1000;

/** @param {{ desk: Desk, id: string | null }} props changes the room with this id, or adds one */
export function RoomDialog({ desk, id }) {
  const room = desk.session.value.rooms.find((each) => each.id === id);
  const [written, setWritten] = useState(() =>
    room ? shownOf(room) : { name: "", title: "", capacity: "" },
  );
  const [wrong, setWrong] = useState(/** @type {"name" | "capacity" | null} */ (null));
  /** @param {keyof Written} name */
  const write = (name) => (/** @type {any} */ event) =>
    setWritten({ ...written, [name]: event.target.value });
  /** @param {Event} event */
  const onSubmit = async (event) => {
    event.preventDefault();
    const fault = faultIn(written);
    setWrong(fault);
    if (fault) document.getElementById(`room-${fault}`)?.focus();
    else if (await desk.steering.keepRoom(room ?? null, wishOf(written))) desk.closeDialog();
  };
  const titled = !room || room.proposal;
  return html`<${Dialog} title=${room ? t("Ändra rummet") : t("Nytt rum")} onClose=${() => desk.closeDialog()}
    foot=${html`<button class="btn" type="button" onClick=${() => desk.closeDialog()}>${t("Avbryt")}</button>
      <button class="btn btn--primary" type="submit" form="room-form">${room ? t("Spara") : t("Lägg till rummet")}</button>`}>
    <form id="room-form" class="stack" onSubmit=${onSubmit} noValidate>
      <p class="muted">${room ? t("Det som är skrivet i rummet står kvar. Alla ser det nya namnet direkt.") : t("Rummet går att gå med i direkt, och syns för alla.")}</p>
      <${Field} name="name" label=${t("Rummets namn")} value=${written.name} write=${write("name")} wrong=${wrong === "name" && t("Skriv vad rummet heter.")} />
      ${titled && html`<${Field} name="title" label=${room ? t("Förslagets rubrik") : t("Förslagets rubrik, om rummet har ett")} value=${written.title} write=${write("title")} most=${300} />`}
      <${Field} name="capacity" label=${t("Antal platser, om det är begränsat")} value=${written.capacity} write=${write("capacity")} numeric wrong=${wrong === "capacity" && t("Skriv ett tal från 1 till 1000, eller inget alls.")} />
    </form>
    <${Toasts} />
  <//>`;
}

/** @param {{ name: string, label: string, value: string, write: (event: any) => void, wrong?: string | false, numeric?: boolean, most?: number }} props */
function Field({ name, label, value, write, wrong, numeric = false, most = 120 }) {
  const id = `room-${name}`;
  return html`<div class="field"><label class="field__label" for=${id}>${label}</label>
    <input class=${numeric ? "input input--number" : "input"} id=${id} autocomplete="off" maxlength=${most} inputmode=${numeric ? "numeric" : undefined} value=${value} aria-invalid=${wrong ? "true" : undefined} aria-describedby=${wrong ? `${id}-wrong` : undefined} onInput=${write} />
    ${wrong && html`<span class="field__error" id=${`${id}-wrong`}><${Icon} name="warning-circle-fill" />${wrong}</span>`}
  </div>`;
}

/** @param {RoomInfo} room @returns {Written} */
export function shownOf({ name, proposal, capacity }) {
  return { name, title: proposal?.title ?? "", capacity: capacity === null ? "" : String(capacity) };
}

/** @param {Written} written @returns {"name" | "capacity" | null} */
function faultIn({ name, capacity }) {
  if (!name.trim()) return "name";
  const count = Number(capacity.trim() || 1);
  return Number.isInteger(count) && count >= 1 && count <= MAX_CAPACITY ? null : "capacity";
}

/** @param {Written} written @returns {import("./steering.js").RoomWish} */
function wishOf({ name, title, capacity }) {
  return {
    name: name.trim(),
    title: title.trim(),
    capacity: capacity.trim() ? Number(capacity.trim()) : null,
  };
}
