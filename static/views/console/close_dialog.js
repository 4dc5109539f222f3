/** Closing the meeting: a check list, never a bare yes or no, and it can be taken back. */

import { html, Icon, useState } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { Dialog } from "../shared/dialog.js";
import { Toasts } from "../shared/toast.js";
import { kept, remaining } from "./closing.js";
import { roomName } from "./picker.js";
import { writersText } from "./writing_dialog.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("./closing.js").Remaining} Remaining */

/** @param {{ desk: Desk }} props */
export function CloseDialog({ desk }) {
  const [busy, setBusy] = useState(false);
  const channels = desk.channels();
  const left = remaining(desk.session.value, channels, desk.presence(), desk.ticks.second.value, desk.away());
  const safe = kept(desk.session.value, channels);
  const close = async () => {
    setBusy(true);
    const closed = await desk.steering.close();
    setBusy(false);
    if (!closed) return;
    location.assign(desk.pageLink("draft"));
  };
  return html`<${Dialog} wide title=${t("Avsluta träffen?")} onClose=${() => desk.closeDialog()}
    foot=${html`<button class="btn" type="button" onClick=${() => desk.closeDialog()}>${t("Fortsätt träffen")}</button>
      <button class="btn btn--primary" type="button" aria-disabled=${busy ? "true" : undefined} onClick=${() => !busy && close()}>${busy ? t("Avslutar …") : t("Avsluta och skapa utkast")}<${Icon} name="arrow-right" /></button>`}>
    <p>${t("Rummen låses för nya inlägg och ett utkast till dokumentation skapas. Du kan öppna träffen igen.")}</p>
    <ul class="checks">
      ${left.map((point) => html`<${Point} key=${`${point.kind} ${"channel" in point ? point.channel : ""}`} desk=${desk} point=${point} />`)}
      <li class="is-ok"><${Icon} name="check-circle-fill" /><span>${t("Sparat: %(notes)s inlägg, %(blocks)s stycken text och %(themes)s mönster", safe)}</span><span></span></li>
    </ul>
    <${Toasts} />
  <//>`;
}

/** @param {{ desk: Desk, point: Remaining }} props */
function Point({ desk, point }) {
  return html`<li class="is-warn"><${Icon} name="warning-fill" /><span>${sentence(desk, point)}</span><${Way} desk=${desk} point=${point} /></li>`;
}

/** @param {{ desk: Desk, point: Remaining }} props what can be done about it from here */
function Way({ desk, point }) {
  if (point.kind === "no-themes")
    return html`<button class="linkbtn" type="button" onClick=${() => {
      desk.dialog.value = { kind: "theme", id: null };
    }}>${t("Skriv ett")}</button>`;
  if ("rooms" in point)
    return html`<span class="checks__ways">${point.kind === "writing" && desk.session.value.step?.ends_at && html`<button class="linkbtn" type="button" onClick=${() => desk.steering.extend(1)}>${t("+1 minut")}</button>`}
      ${point.rooms.slice(0, SHOWN_WAYS).map((room) => html`<a key=${room} class="linkbtn" href=${desk.roomLink(room)} target="_blank">${roomName(desk, room)}<span class="sr-only"> ${t("(ny flik)")}</span></a>`)}</span>`;
  if (point.kind === "reported")
    return html`<button class="linkbtn" type="button" onClick=${() => desk.goToReview()}>${t("Granska")}</button>`;
  if (!("channel" in point)) return html`<span></span>`;
  return html`<a class="linkbtn" href=${desk.roomLink(point.channel)} target="_blank">${t("Gå in")}<span class="sr-only"> ${t("i %(name)s (ny flik)", { name: point.name })}</span></a>`;
}

const SHOWN_PEOPLE = 6;
const SHOWN_WAYS = 4;

/** @param {Desk} desk @param {import("./closing.js").Somebody[]} people @returns {string} "Anna, grupp 1, sedan 14.05; Bo, grupp 2" */
function listed(desk, people) {
  const shown = people.slice(0, SHOWN_PEOPLE).map(({ name, room, since }) => {
    const gone = since && t("borta sedan %(time)s", { time: clock(since, spoken()) });
    return [name || t("Utan namn"), roomName(desk, room), gone].filter(Boolean).join(", ");
  });
  const more = people.length - shown.length;
  return [...shown, ...(more > 0 ? [t("och %(count)s till", { count: more })] : [])].join("; ");
}

/** @param {Desk} desk @param {Remaining} point */
function sentence(desk, point) {
  switch (point.kind) {
    case "writing":
      return writersText(point.count);
    case "unsent":
      return tn(
        "%(count)s enhet har inlägg som inte är skickade: %(people)s",
        "%(count)s enheter har inlägg som inte är skickade: %(people)s",
        point.people.length,
        { people: listed(desk, point.people) },
      );
    case "away":
      return tn(
        "%(count)s person är borta. Det som skrivs utan kontakt finns bara på den egna enheten: %(people)s",
        "%(count)s personer är borta. Det som skrivs utan kontakt finns bara på den egna enheten: %(people)s",
        point.people.length,
        { people: listed(desk, point.people) },
      );
    case "reported":
      return tn(
        "%(count)s anmält inlägg är inte granskat",
        "%(count)s anmälda inlägg är inte granskade",
        point.count,
      );
    case "no-notes":
      return t("%(room)s har inga inlägg och ingen text", { room: roomName(desk, point.channel) });
    case "no-text":
      return t("%(room)s har %(notes)s inlägg men ingen text", {
        room: roomName(desk, point.channel),
        notes: point.notes,
      });
    case "not-confirmed":
      return t("%(room)s har inte stämt av sin text", { room: roomName(desk, point.channel) });
    case "no-talk-notes":
      return t("Inget är skrivet om ”%(name)s”", { name: point.name });
    case "no-themes":
      return t("Inga mönster över grupperna är skrivna");
    case "unplaced":
      return tn("%(count)s person har ingen grupp", "%(count)s personer har ingen grupp", point.count);
    case "step-runs":
      return t("Momentet ”%(title)s” pågår", { title: point.title });
  }
}
