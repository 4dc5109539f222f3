/** "Att granska": reported notes with what can be done about each, and what is hidden already. */

import { html, Icon, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { useKept } from "./kept.js";
import { askedFor, hiddenNotes, reported } from "./moderation.js";
import { roomName } from "./picker.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./moderation.js").Placed} Placed */

/** @param {{ desk: Desk }} props */
export function ReviewPanel({ desk }) {
  const channels = desk.channels();
  const waiting = reported(desk.session.value, channels);
  const [hidden, asked] = [hiddenNotes(channels), askedFor(channels)];
  if (waiting.length + hidden.length + asked.length === 0) return null;
  return html`<section class="panel console__review" aria-labelledby="h-review">
    <div class="panel__head"><h2 class="panel__title" id="h-review" tabindex="-1">${t("Att granska")}</h2>
      ${waiting.length > 0 && html`<span class="tag tag--danger push"><${Icon} name="flag" />${tn("%(count)s anmält", "%(count)s anmälda", waiting.length)}</span>`}
    </div>
    ${waiting.map((each) => html`<${Reported} key=${each.note.id} desk=${desk} reported=${each} />`)}
    <${Folded} title=${tn("Väntar på ändring: %(count)s", "Väntar på ändring: %(count)s", asked.length)} placed=${asked} row=${(
      /** @type {Placed} */ each,
    ) => html`<${Asked} key=${each.note.id} desk=${desk} placed=${each} />`} />
    <${Folded} title=${tn("Dolt inlägg: %(count)s", "Dolda inlägg: %(count)s", hidden.length)} placed=${hidden} row=${(
      /** @type {Placed} */ each,
    ) => html`<${Hidden} key=${each.note.id} desk=${desk} placed=${each} />`} />
  </section>`;
}

/** @param {{ desk: Desk, reported: import("./moderation.js").Reported }} props */
function Reported({ desk, reported: { channel, note, reports } }) {
  const reasons = reports.flatMap(({ reason }) => (reason ? [reason] : []));
  const said = reasons.length > 0 ? t("Anmält: %(reason)s", { reason: reasons.join(" · ") }) : t("Anmält");
  return html`<article class="review" aria-label=${t("Anmält inlägg")}>
    <${Quote} desk=${desk} placed=${{ channel, note }} more=${said} />
    <${Measures} desk=${desk} placed=${{ channel, note }}>
      <button class="btn btn--sm btn--quiet" type="button" onClick=${() => desk.steering.letStand(reports.map(({ id }) => id))}>${t("Låt stå")}</button>
    <//>
  </article>`;
}

/** What can be done about a note; asking for a change opens a field. @param {{ desk: Desk, placed: Placed, children?: any }} props */
export function Measures({ desk, placed: { channel, note }, children }) {
  const kept = useKept(desk, `ask:${note.id}`, { text: "" });
  const { text } = kept.value;
  const [asking, setAsking] = useState(kept.begun);
  const id = `ask-${note.id}`;
  /** @param {Event} event */
  const onSubmit = async (event) => {
    event.preventDefault();
    if (!text.trim()) document.getElementById(id)?.focus();
    else if (await desk.steering.askForChange(channel, note.id, text)) {
      kept.write({ text: "" });
      setAsking(false);
    }
  };
  return html`<div class="pattern__acts">
      <button class="btn btn--sm" type="button" onClick=${() => desk.steering.hide(channel, note.id)}><${Icon} name="eye-slash" />${t("Dölj")}</button>
      <button class="btn btn--sm" type="button" aria-expanded=${asking} onClick=${() => setAsking(!asking)}>${t("Be om ändring")}</button>
      ${children}
    </div>
    ${
      asking &&
      html`<form class="review__ask" onSubmit=${onSubmit} noValidate>
        <label class="field__label" for=${id}>${t("Vad ska ändras?")}</label>
        <textarea class="textarea" id=${id} rows="2" maxlength="300" required value=${text} ref=${focused} onInput=${(/** @type {any} */ event) => kept.write({ text: event.target.value })}></textarea>
        <button class="btn btn--sm btn--primary" type="submit">${t("Skicka till den som skrev")}</button>
      </form>`
    }`;
}

/** @param {{ desk: Desk, placed: Placed }} props */
function Asked({ desk, placed }) {
  return html`<li class="review">
    <${Quote} desk=${desk} placed=${placed} more=${placed.note.request} />
    <div class="pattern__acts"><button class="btn btn--sm" type="button" onClick=${() => desk.steering.hide(placed.channel, placed.note.id)}><${Icon} name="eye-slash" />${t("Dölj")}</button></div>
  </li>`;
}

/** @param {{ desk: Desk, placed: Placed }} props */
function Hidden({ desk, placed }) {
  return html`<li class="review">
    <${Quote} desk=${desk} placed=${placed} />
    <div class="pattern__acts"><button class="btn btn--sm" type="button" onClick=${() => desk.steering.show(placed.channel, placed.note.id)}><${Icon} name="eye" />${t("Visa igen")}</button></div>
  </li>`;
}

/** @param {{ title: string, placed: Placed[], row: (placed: Placed) => any }} props */
function Folded({ title, placed, row }) {
  if (placed.length === 0) return null;
  return html`<details class="review__fold"><summary>${title}</summary><ul>${placed.map(row)}</ul></details>`;
}

/** @param {{ desk: Desk, placed: Placed, more?: string | null }} props the note, where it stands and why it is here */
function Quote({ desk, placed: { channel, note }, more }) {
  const author = desk.session.value.participants.find((person) => person.id === note.author);
  const whose = note.author ? (author?.organisation ?? author?.name) : t("anonymt");
  const about = [roomName(desk, channel), whose].filter(Boolean).join(", ");
  return html`<p class="small review__text">”${note.text}”<span class="muted">${[about, more].filter(Boolean).join(". ")}</span></p>`;
}

/** @param {HTMLTextAreaElement | null} field takes the focus when it comes */
function focused(field) {
  if (field && field.dataset.met !== "yes") {
    field.dataset.met = "yes";
    field.focus();
  }
}
