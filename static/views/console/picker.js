/** Choosing notes out of all rooms: as sources of a pattern, or one to lift. */

import { html, Icon, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { groupNumber } from "../groups.js";
import { Dialog } from "../shared/dialog.js";
import { Toasts, toast } from "../shared/toast.js";
import { shownNotes } from "../shown.js";
import { talks } from "./closing.js";
import { useKept } from "./kept.js";
import { Measures } from "./review_panel.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../session/wire").Note} Note */

/** @param {{ desk: Desk, id: string | null }} props writes a pattern, or rewrites the one with this id */
export function ThemeDialog({ desk, id }) {
  const theme = desk.session.value.themes.find((each) => each.id === id);
  const [opened] = useState({ text: theme?.text ?? "", sources: theme?.sources ?? [] });
  const kept = useKept(desk, `theme:${id ?? "new"}`, { ...opened, base: opened });
  const { text, sources, base } = kept.value;
  const [missing, setMissing] = useState(false);
  /** @param {string} note */
  const toggle = (note) =>
    kept.write({
      ...kept.value,
      sources: sources.includes(note) ? sources.filter((each) => each !== note) : [...sources, note],
    });
  const cancel = () => {
    kept.forget();
    desk.closeDialog();
    if (kept.begun)
      toast(t("Det du hade börjat skriva är borta."), {
        label: t("Ångra"),
        run: () => {
          kept.write(kept.value);
          desk.dialog.value = { kind: "theme", id };
        },
      });
  };
  /** @param {Event} event */
  const onSubmit = async (event) => {
    event.preventDefault();
    setMissing(!text.trim());
    if (!text.trim()) document.getElementById("theme-text")?.focus();
    else if (await desk.steering.keepTheme(id, { text, sources }, base)) {
      kept.forget();
      desk.closeDialog();
    }
  };
  return html`<${Dialog} wide title=${id ? t("Ändra mönster") : t("Nytt mönster")} onClose=${() => desk.closeDialog()}
    foot=${html`<p class="small dialog__said">${tn("%(count)s inlägg valt", "%(count)s inlägg valda", sources.length)}</p>
      <button class="btn" type="button" onClick=${cancel}>${t("Avbryt")}</button>
      <button class="btn btn--primary" type="submit" form="theme-form">${t("Spara mönstret")}</button>`}>
    <form id="theme-form" onSubmit=${onSubmit} noValidate>
      <div class="field">
        <label class="field__label" for="theme-text">${t("Mönstret som en mening")}</label>
        <span class="field__hint" id="theme-hint">${t("Så står det i dokumentationen, under det som gäller alla grupper.")}</span>
        <textarea class="textarea" id="theme-text" rows="2" maxlength="2000" value=${text} aria-invalid=${missing ? "true" : undefined}
          aria-describedby=${missing ? "theme-hint theme-missing" : "theme-hint"} onInput=${(/** @type {any} */ event) => kept.write({ ...kept.value, text: event.target.value })}></textarea>
        ${missing && html`<span class="field__error" id="theme-missing"><${Icon} name="warning-circle-fill" />${t("Skriv mönstret först.")}</span>`}
      </div>
      <${Picker} desk=${desk} legend=${t("Inlägg som visar det")} row=${(
        /** @type {Note} */ note,
        /** @type {string} */ about,
      ) => html`<label key=${note.id} class="picker__note">
        <input type="checkbox" checked=${sources.includes(note.id)} onChange=${() => toggle(note.id)} />
        <span class="dash" data-kind=${note.kind} aria-hidden="true"></span>
        <span>${note.text}<small>${about}</small></span>
      </label>`} />
    </form>
    <${Toasts} />
  <//>`;
}

/** @param {{ desk: Desk, channel: string | null }} props picks a note for the projector, now or in its turn, or reviews it */
export function LiftDialog({ desk, channel }) {
  /** @param {string} note */
  const lift = async (note) => {
    if (await desk.steering.liftNote(note)) desk.closeDialog();
  };
  return html`<${Dialog} wide title=${t("Lyft ett inlägg")} onClose=${() => desk.closeDialog()}>
    <p class="muted">${t("Det du väljer visas stort på projektorn tills du tar ner det.")} ${t("Flaggan döljer ett inlägg eller ber om en ändring.")}</p>
    <${Picker} desk=${desk} legend=${t("Inlägg att lyfta")} only=${channel ?? ""} row=${(
      /** @type {Note} */ note,
      /** @type {string} */ about,
      /** @type {string} */ place,
    ) =>
      html`<${Liftable} key=${note.id} desk=${desk} note=${note} about=${about} channel=${place} lift=${lift} />`} />
    <${Toasts} />
  <//>`;
}

/** @param {{ desk: Desk, note: Note, about: string, channel: string, lift: (note: string) => void }} props */
function Liftable({ desk, note, about, channel, lift }) {
  const [open, setOpen] = useState(false);
  const waits = desk.session.value.spotlight_queue.some((each) => each.note === note.id);
  const number = note.number;
  return html`<div class="picker__row">
    <button class="picker__note picker__note--lift" type="button" onClick=${() => lift(note.id)}>
      <span class="dash" data-kind=${note.kind} aria-hidden="true"></span>
      <span>${note.text}<small>${about}</small></span>
      <${Icon} name="projector-screen" />
    </button>
    <button class="btn btn--sm" type="button" aria-pressed=${waits} aria-label=${t("I kön: inlägg %(number)s", { number })} onClick=${() => (waits ? desk.steering.unqueue({ note: note.id }) : desk.steering.queue({ note: note.id }))}>${t("Kö")}</button>
    <button class="btn btn--sm btn--icon btn--quiet" type="button" aria-expanded=${open} aria-label=${t("Granska inlägg %(number)s", { number })} onClick=${() => setOpen(!open)}><${Icon} name="flag" /></button>
    ${open && html`<div class="picker__measures"><${Measures} desk=${desk} placed=${{ channel, note }} /></div>`}
  </div>`;
}

/** @param {{ desk: Desk, legend: string, only?: string, row: (note: Note, about: string, channel: string) => any }} props every visible note, newest first, by room */
function Picker({ desk, legend, only = "", row }) {
  const [wanted, setWanted] = useState("");
  const [channel, setChannel] = useState(only);
  const places = placesOf(desk);
  const groups = places
    .filter((place) => !channel || place.channel === channel)
    .map((place) => ({ ...place, notes: found(desk, place.channel, wanted) }))
    .filter((place) => place.notes.length > 0);
  return html`<fieldset>
    <legend class="field__label">${legend}</legend>
    <div class="picker__tools">
      <input class="input input--sm" type="search" aria-label=${t("Sök bland inläggen")} placeholder=${t("Sök bland inläggen")} value=${wanted} onInput=${(/** @type {any} */ event) => setWanted(event.target.value)} />
      <select class="select select--sm" aria-label=${t("Visa inlägg från")} value=${channel} onChange=${(/** @type {any} */ event) => setChannel(event.target.value)}>
        <option value="">${t("Alla rum")}</option>
        ${places.map((place) => html`<option key=${place.channel} value=${place.channel}>${place.label}</option>`)}
      </select>
    </div>
    ${groups.length === 0 && html`<p class="muted">${wanted ? t("Inget inlägg innehåller det.") : t("Här finns inga inlägg än.")}</p>`}
    ${groups.map(
      (place) => html`<div key=${place.channel} role="group" aria-label=${place.label}>
        <p class="picker__room">${place.number && html`<span class="gnr">${place.number}</span>`}${place.name}</p>
        <div class="picker">${place.notes.map((note) => row(note, about(desk, note), place.channel))}</div>
      </div>`,
    )}
  </fieldset>`;
}

/** @param {Desk} desk @param {string | null} channel @returns {string} how a room or item is told */
export function roomName(desk, channel) {
  const place = placesOf(desk).find((each) => each.channel === channel);
  if (!place) return "";
  return place.number ? t("Grupp %(number)s", { number: place.number }) : place.name;
}

/** @param {Desk} desk rooms first, then openings and talks */
function placesOf(desk) {
  const session = desk.session.value;
  const rooms = session.rooms.map((room, place) => {
    const [number, name] = [groupNumber(room, place), room.proposal?.title ?? room.name];
    return { channel: room.id, number, name, label: t("Grupp %(number)s: %(name)s", { number, name }) };
  });
  const items = [
    ...talks(session),
    ...session.programme.flatMap((item) =>
      item.channel ? [{ channel: item.channel, name: item.title }] : [],
    ),
  ];
  return [...rooms, ...items.map(({ channel, name }) => ({ channel, name, number: null, label: name }))];
}

/** @param {Desk} desk @param {string} channel @param {string} wanted */
function found(desk, channel, wanted) {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  const notes = shownNotes(desk.live.store.room(channel)).filter((note) => !note.veiled);
  return notes.filter((note) => words.every((word) => note.text.toLowerCase().includes(word))).reverse();
}

/** @param {Desk} desk @param {Note} note whose it is and how many support it */
function about(desk, note) {
  const author = desk.session.value.participants.find((person) => person.id === note.author);
  const support = note.supporters.length;
  const whose = note.author ? (author?.organisation ?? author?.name ?? "") : t("Anonymt");
  return [whose, support > 0 && tn("%(count)s instämmer", "%(count)s instämmer", support)]
    .filter(Boolean)
    .join(" · ");
}
