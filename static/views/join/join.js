/**
 * Joining: the code, then who one is and which group. A device that has been here gets its place back.
 *
 * @typedef {{id: string, name: string, title: string | null, number: number | null, capacity: number | null, members: number, full: boolean}} RoomOffer
 * @typedef {object} Meeting
 * @property {{id: string, title: string, series: string | null, theme?: string | null, place?: string | null, date: string, organiser: string | {name: string} | null, retention_days: number, status: string}} session
 * @property {{name: string, short: string | null}[]} organisations
 * @property {RoomOffer[]} rooms
 * @property {boolean} self_select_room
 * @property {{name: string | null, organisation: string | null, room: string | null} | null} you
 */

import { call } from "../../lib/api.js";
import { html, Icon, useEffect, useRef, useState } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { daysAfter, longDate } from "../../lib/time.js";

/** @param {{code: string | null, keyed: string | null}} props `keyed` is the key of a link or QR code */
export function Join({ code, keyed }) {
  const [meeting, setMeeting] = useState(/** @type {Meeting | null} */ (null));
  const [error, setError] = useState(/** @type {import("../../lib/api.js").ApiError | null} */ (null));
  /** @type {Record<string, string>} */
  const by = keyed ? { key: keyed } : { code: code ?? "" };
  async function load() {
    setError(null);
    const answer = await call(`/join?${new URLSearchParams(by)}`);
    if (answer.ok) setMeeting(answer.data);
    else setError(answer.error);
  }
  useEffect(() => void load(), []);
  if (error) return html`<${WrongCode} code=${code} error=${error} again=${load} />`;
  return meeting ? html`<${About} meeting=${meeting} by=${by} />` : html`<${Waiting} />`;
}

function Waiting() {
  return html`<div class="stack"><h1 class="sr-only">${t("Gå med i träffen")}</h1><div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div><p class="muted">${t("Hämtar träffen …")}</p></div>`;
}

/** @param {{code: string | null, error: import("../../lib/api.js").ApiError, again: () => void}} props */
function WrongCode({ code, error, again }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const unknown = error.code === "not_found" || error.code === "invalid" || error.code === "unauthorised";
  useEffect(() => input.current?.focus(), []);
  return html`
    <section aria-labelledby="code-title">
      <div class="join__hello"><span class="join__dash" aria-hidden="true"></span><h1 id="code-title">${t("Välkommen in. Vilken träff gäller det?")}</h1></div>
      <form class="stack" action="/join" method="get" noValidate>
        <div class="field">
          <label class="field__label" for="code">${t("Träffkod")}</label>
          <span class="field__hint" id="code-hint">${t("Sex tecken. Koden står på skärmen i lokalen och i din kallelse.")}</span>
          <input ref=${input} class="input codefield" id="code" name="code" defaultValue=${code ?? ""} autocomplete="off" autocapitalize="characters" spellcheck=${false} maxlength="16" aria-invalid="true" aria-describedby="code-error code-hint" required />
          <span class="field__error" id="code-error" role="alert"><${Icon} name="warning-circle-fill" /><span>${unknown && code ? t("Vi hittar ingen öppen träff med koden %(code)s. Kontrollera tecknen eller fråga processledaren.", { code }) : error.message}</span></span>
        </div>
        <button class="btn btn--primary btn--lg btn--wide" type="submit">${t("Fortsätt")}<${Icon} name="arrow-right" /></button>
        ${!unknown && html`<button class="btn btn--wide" type="button" onClick=${again}>${t("Försök igen")}</button>`}
      </form>
    </section>
  `;
}

/** @param {{meeting: Meeting, by: object}} props */
function About({ meeting, by }) {
  const { session } = meeting;
  const organiser = organiserName(meeting);
  const facts = [longDate(session.date, spoken()), session.place, organiser].filter(Boolean).join(" · ");
  return html`
    <section class="join__about" aria-labelledby="about-title">
      <div class="join__meet">
        ${session.status === "open" && html`<p class="tag tag--soft"><${Icon} name="broadcast" />${t("Pågår nu")}</p>`}
        <h1 id="about-title" tabindex="-1">${session.title}</h1>
        <p class="muted">${[session.theme ?? session.series].filter(Boolean).map((line) => html`${line}<br />`)}${facts}</p>
      </div>
      ${session.status === "closed" ? html`<p><strong>${t("Träffen är avslutad.")}</strong> ${t("Det går inte längre att gå med.")}</p>` : html`<${Entrance} meeting=${meeting} by=${by} organiser=${organiser} />`}
    </section>
  `;
}

/** @param {Meeting} meeting */
function organiserName({ session }) {
  return typeof session.organiser === "string" ? session.organiser : (session.organiser?.name ?? "");
}

/** A device that has joined before is offered its old place; somebody else may still join on it. @param {{meeting: Meeting, by: object, organiser: string}} props */
function Entrance({ meeting, by, organiser }) {
  const { you, rooms, session } = meeting;
  const form = html`<${Form} meeting=${meeting} by=${by} organiser=${organiser} />`;
  if (!you) return form;
  const who = [you.name, you.organisation, roomName(rooms, you.room)].filter(Boolean).join(", ");
  return html`
    <aside class="join__back join__back--first" aria-label=${t("Tidigare besök")}><p><strong>${t("Var du nyss med?")}</strong> ${t("Du finns kvar som %(who)s.", { who })}</p><a class="btn btn--primary" href=${`/s/${session.id}`}>${t("Gå tillbaka in")}</a></aside>
    <details class="join__else"><summary>${t("Är det någon annan som ska gå med?")}</summary>${form}</details>
  `;
}

/** @param {{meeting: Meeting, by: object, organiser: string}} props */
function Form({ meeting, by, organiser }) {
  const { you, rooms, session } = meeting;
  const [name, setName] = useState("");
  const [organisation, setOrganisation] = useState("");
  const [room, setRoom] = useState("");
  const [errors, setErrors] = useState(/** @type {Record<string, string>} */ ({}));
  const [busy, setBusy] = useState(false);
  const summary = useRef(/** @type {HTMLDivElement | null} */ (null));
  const chooses = meeting.self_select_room && rooms.length > 0;
  const shown = Object.entries(errors);

  function refuse(/** @type {Record<string, string>} */ found) {
    setErrors(found);
    requestAnimationFrame(() => summary.current?.focus());
  }

  async function send(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    if (busy) return;
    const found = whatIsMissing({ name, room, chooses });
    if (Object.keys(found).length > 0) return refuse(found);
    setBusy(true);
    const wanted = {
      ...by,
      name: name.trim(),
      ...(organisation.trim() && { organisation: organisation.trim() }),
      ...(room && { room }),
      ...(you && { as_new: true }),
    };
    const answer = await call("/join", { method: "POST", body: JSON.stringify(wanted) });
    if (answer.ok) return location.assign(`/s/${answer.data.session.id}`);
    setBusy(false);
    refuse({ [answer.error.field ?? "form"]: answer.error.message });
  }

  return html`
    <form class="stack join__form" onSubmit=${send} noValidate>
      ${shown.length > 0 && html`<div class="summary" ref=${summary} tabindex="-1" role="alert"><h2>${tn("En sak behöver ändras", "%(count)s saker behöver ändras", shown.length)}</h2><ul>${shown.map(([field, text]) => html`<li key=${field}>${field === "form" ? text : html`<a href=${`#${field}`}>${text}</a>`}</li>`)}</ul></div>`}
      <${Field} id="name" label=${t("Ditt namn")} hint=${t("Syns för din grupp i dag. Kommer inte med i dokumentationen.")} value=${name} error=${errors.name} change=${setName} autocomplete="name" />
      <${Field} id="organisation" label=${t("Organisation")} value=${organisation} error=${errors.organisation} change=${setOrganisation} autocomplete="organization" list=${meeting.organisations.map((each) => each.name)} />
      ${chooses && html`<${Groups} rooms=${rooms} room=${room} choose=${setRoom} error=${errors.room} />`}
      <${Privacy} session=${session} organiser=${organiser} />
      <div class="join__go"><button class="btn btn--primary btn--lg btn--wide" type="submit" aria-disabled=${busy ? "true" : undefined}>${busy ? t("Går in …") : goLabel(rooms, room)}<${Icon} name="arrow-right" /></button></div>
    </form>
  `;
}

/** @param {{name: string, room: string, chooses: boolean}} filled @returns {Record<string, string>} by field */
function whatIsMissing({ name, room, chooses }) {
  /** @type {Record<string, string>} */
  const missing = {};
  if (!name.trim()) missing.name = t("Skriv ditt namn.");
  if (chooses && !room) missing.room = t("Välj en grupp, eller låt oss placera dig.");
  return missing;
}

/** @param {RoomOffer[]} rooms @param {string} room */
function goLabel(rooms, room) {
  const name = roomName(rooms, room);
  return name ? t("Gå in i %(room)s", { room: name }) : t("Gå in");
}

/** @param {RoomOffer[]} rooms @param {string | null} id */
function roomName(rooms, id) {
  return rooms.find((room) => room.id === id)?.name ?? "";
}

/** @param {{id: string, label: string, hint?: string, value: string, error?: string, change: (text: string) => void, autocomplete: string, list?: string[]}} props */
function Field({ id, label, hint, value, error, change, autocomplete, list }) {
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return html`
    <div class="field">
      <label class="field__label" for=${id}>${label}</label>
      <input class="input" id=${id} name=${id} maxlength="120" autocomplete=${autocomplete} list=${list?.length ? `${id}-list` : undefined} value=${value} aria-invalid=${error ? "true" : undefined} aria-describedby=${described || undefined} onInput=${(/** @type {any} */ event) => change(event.currentTarget.value)} />
      ${list && html`<datalist id=${`${id}-list`}>${list.map((each) => html`<option key=${each} value=${each}></option>`)}</datalist>`}
      ${hint && html`<span class="field__hint" id=${`${id}-hint`}>${hint}</span>`}
      ${error && html`<span class="field__error" id=${`${id}-error`}><${Icon} name="warning-circle-fill" />${error}</span>`}
    </div>
  `;
}

/** A full group stays listed and says so; there is always a way in. @param {{rooms: RoomOffer[], room: string, choose: (id: string) => void, error?: string}} props */
function Groups({ rooms, room, choose, error }) {
  return html`
    <fieldset aria-describedby=${error ? "room-error" : undefined}>
      <legend class="field__label">${t("Vilken grupp vill du samtala i?")}</legend>
      ${error && html`<span class="field__error" id="room-error"><${Icon} name="warning-circle-fill" />${error}</span>`}
      <div class="choices join__groups">
        ${rooms.map(
          (each, at) => html`
          <label class="choice" key=${each.id}><input type="radio" name="room" id=${at === 0 ? "room" : undefined} value=${each.id} checked=${room === each.id} disabled=${each.full} onChange=${() => choose(each.id)} /><span class=${each.full ? "gnr gnr--out" : "gnr"}>${each.number ?? at + 1}</span><span class="choice__title">${each.title ?? each.name}</span><span class="choice__aside">${places(each)}</span></label>`,
        )}
        <label class="choice choice--plain"><input type="radio" name="room" value="auto" checked=${room === "auto"} onChange=${() => choose("auto")} /><span class="choice__title">${t("Placera mig där det behövs")}</span><span></span></label>
      </div>
    </fieldset>
  `;
}

/** @param {RoomOffer} room */
function places({ full, capacity, members }) {
  if (full) return t("Fullt");
  return capacity
    ? t("%(members)s av %(capacity)s", { members, capacity })
    : tn("%(count)s här", "%(count)s här", members);
}

/** What is stored and until when: information, no tick box. @param {{session: Meeting["session"], organiser: string}} props */
function Privacy({ session, organiser }) {
  const until = longDate(daysAfter(session.date, session.retention_days), spoken());
  return html`
    <div class="join__consent">
      <p class="join__info"><${Icon} name="info" /><span>${organiser ? t("När du går in sparar %(organiser)s ditt namn, din organisation och det du skriver.", { organiser }) : t("När du går in sparas ditt namn, din organisation och det du skriver.")} ${t("Namnet raderas senast")} <time class="nowrap">${until}</time>.</span></p>
      <details><summary>${t("Vad sparas, var och hur länge?")}</summary><p class="small">${t("Inläggen blir underlag till dokumentationen. Där kan organisationer nämnas, aldrig namn. Anonyma inlägg sparas utan koppling till dig. Allt ligger på arrangörens egen server.")} <a href="/about/privacy" target="_blank" rel="noopener">${t("Mer om dina uppgifter")}<span class="sr-only"> ${t("(öppnas i en ny flik)")}</span></a></p></details>
    </div>
  `;
}
