/** A call: a sentence to everybody and the projector, or to some rooms. */

import { html, Icon, useState } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { groupNumber } from "../groups.js";
import { toast } from "../shared/toast.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function Call({ desk }) {
  const text = desk.callText.value;
  const [missing, setMissing] = useState(false);
  /** @param {Event} event */
  const onSubmit = async (event) => {
    event.preventDefault();
    setMissing(!text.trim());
    if (text.trim() && (await desk.steering.call(text, desk.callRooms.value))) desk.callText.value = "";
    else desk.goToCall();
  };
  /** @param {string} sentence */
  const fill = (sentence) => {
    desk.callText.value = sentence;
    if (!text.trim() || text === sentence) return;
    const back = () => {
      desk.callText.value = text;
    };
    toast(t("Det du hade skrivit är utbytt."), { label: t("Ångra"), run: back });
  };
  return html`<section class="console__call" aria-labelledby="h-call">
    <h3 class="panel__title" id="h-call"><${Icon} name="megaphone" />${t("Utrop")}</h3>
    <form onSubmit=${onSubmit} noValidate>
      <${Receivers} desk=${desk} />
      <div class="field">
        <label class="sr-only" for="call-text">${t("Meddelande")}</label>
        <textarea class="textarea" id="call-text" rows="2" maxlength="300" value=${text} placeholder=${t("Skriv till rummen …")}
          aria-invalid=${missing ? "true" : undefined} aria-describedby=${missing ? "call-missing" : undefined}
          onInput=${(/** @type {any} */ event) => {
            desk.callText.value = event.target.value;
          }}></textarea>
        ${missing && html`<span class="field__error" id="call-missing"><${Icon} name="warning-circle-fill" />${t("Skriv vad som ska ropas ut.")}</span>`}
      </div>
      <div class="console__ready" role="group" aria-label=${t("Färdiga meddelanden")}>
        ${ready().map(({ label, sentence }) => html`<button key=${label} class="btn btn--sm" type="button" onClick=${() => fill(sentence)}>${label}</button>`)}
      </div>
      <button class="btn btn--wide btn--sm btn--primary" type="submit"><${Icon} name="paper-plane-right" />${t("Skicka utrop")}</button>
    </form>
    <${Latest} desk=${desk} />
  </section>`;
}

/** @param {{ desk: Desk }} props everybody, or the rooms that are picked */
function Receivers({ desk }) {
  const chosen = desk.callRooms.value;
  /** @param {string} id */
  const toggle = (id) => {
    const others = (chosen ?? []).filter((each) => each !== id);
    const next = chosen?.includes(id) ? others : [...others, id];
    desk.callRooms.value = next.length > 0 ? next : null;
  };
  return html`<div class="console__to" role="group" aria-label=${t("Till")}>
    <button class="btn btn--sm" type="button" aria-pressed=${chosen === null} onClick=${() => desk.callTo(null)}>${t("Alla")}<span class="sr-only"> ${t("rum och projektorn")}</span></button>
    ${desk.session.value.rooms.map((room, place) => {
      const number = groupNumber(room, place);
      return html`<button key=${room.id} class="btn btn--sm" type="button" aria-pressed=${chosen?.includes(room.id) ?? false} aria-label=${t("Grupp %(number)s", { number })} onClick=${() => toggle(room.id)}>${number}</button>`;
    })}
  </div>`;
}

/** @param {{ desk: Desk }} props */
function Latest({ desk }) {
  const latest = desk.session.value.messages.at(-1);
  if (!latest) return null;
  return html`<p class="small muted console__latest">${t("Senast %(time)s: %(text)s", { time: clock(latest.at, spoken()), text: latest.text })}</p>`;
}

function ready() {
  return [
    { label: t("5 min kvar"), sentence: t("Fem minuter kvar.") },
    { label: t("Byt skribent"), sentence: t("Byt den som skriver, så att fler får prova.") },
  ];
}
