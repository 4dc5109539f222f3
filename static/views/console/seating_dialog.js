/** A proposal of who sits where, from the server; nothing is moved until the facilitator says so. */

import { call } from "../../lib/api.js";
import { html, Icon, useEffect, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { groupNumber } from "../groups.js";
import { Dialog } from "../shared/dialog.js";
import { Toasts } from "../shared/toast.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {{ participant: string, room: string }} Move */

/** @param {{ desk: Desk }} props */
export function SeatingDialog({ desk }) {
  const [everybody, setEverybody] = useState(false);
  const [moves, setMoves] = useState(/** @type {Move[] | null} */ (null));
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const { participants, session } = desk.session.value;
  useEffect(() => {
    let current = true;
    setMoves(null);
    call(`/sessions/${session.id}/seating${everybody ? "?everybody=1" : ""}`).then((answer) => {
      if (!current) return;
      setWrong(answer.ok ? "" : answer.error.message);
      setMoves(answer.ok ? answer.data.moves : []);
    });
    return () => {
      current = false;
    };
  }, [everybody]);
  // what somebody else has moved meanwhile is no longer proposed
  const left = (moves ?? []).filter(({ participant, room }) =>
    participants.some((person) => person.id === participant && person.room !== room),
  );
  const takeAll = async () => {
    setBusy(true);
    const done = await desk.steering.seat(left);
    setBusy(false);
    if (done) desk.closeDialog();
  };
  return html`<${Dialog} wide title=${t("Föreslagen placering")} onClose=${() => desk.closeDialog()}
    foot=${html`<p class="small dialog__said">${tn("%(count)s flyttas.", "%(count)s flyttas.", left.length)}</p>
      <button class="btn" type="button" onClick=${() => desk.closeDialog()}>${t("Stäng")}</button>
      ${left.length > 0 && html`<button class="btn btn--primary" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${() => !busy && takeAll()}>${t("Placera alla")}</button>`}`}>
    <p class="muted">${t("Organisationer sprids ut, och varje förslag får möta andra än dem som lämnade det. Ingen flyttas förrän du säger till.")}</p>
    <div class="switch" role="group" aria-label=${t("Vilka")}>
      <button type="button" aria-pressed=${!everybody} onClick=${() => setEverybody(false)}>${t("De utan grupp")}</button>
      <button type="button" aria-pressed=${everybody} onClick=${() => setEverybody(true)}>${t("Alla på nytt")}</button>
    </div>
    <div role="status">${wrong && html`<p class="field__error"><${Icon} name="warning-circle-fill" />${wrong}</p>`}
      ${moves && !wrong && left.length === 0 && html`<p class="muted">${t("Det finns inget att flytta: alla sitter bra, eller så är det fullt.")}</p>`}</div>
    ${left.length > 0 && html`<ul class="seating">${left.map((move) => html`<${Proposed} key=${move.participant} desk=${desk} move=${move} />`)}</ul>`}
    <${Toasts} />
  <//>`;
}

/** @param {{ desk: Desk, move: Move }} props */
function Proposed({ desk, move }) {
  const { participants, rooms } = desk.session.value;
  const person = participants.find((each) => each.id === move.participant);
  if (!person) return null;
  /** @param {string | null} id */
  const number = (id) => {
    const place = rooms.findIndex((room) => room.id === id);
    return place < 0 ? null : groupNumber(rooms[place], place);
  };
  const [from, to] = [number(person.room), number(move.room)];
  const name = person.name || t("Utan namn");
  return html`<li><span><strong>${name}</strong> <span class="muted">${person.organisation}</span></span>
    <span class="seating__way">${from ? html`<span class="gnr gnr--out">${from}</span>` : html`<span class="muted">${t("Ingen grupp")}</span>`}<${Icon} name="arrow-right" /><span class="sr-only">${t("till")} </span><span class="gnr">${to}</span></span>
    <button class="btn btn--sm" type="button" aria-label=${t("Placera %(name)s i grupp %(number)s", { name, number: to ?? "" })} onClick=${() => desk.steering.seat([move])}>${t("Placera")}</button></li>`;
}
