/** The notes that no part of the paper was made from: put into the text, or left out on purpose, never silently. */

import { focusSoon } from "../../lib/focus.js";
import { html, Icon, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { useNear } from "../../lib/near.js";
import { grip } from "../shared/dragging.js";
import { Kind, kindLabel } from "../shared/kinds.js";
import { whose } from "./traces.js";
import { byRoom } from "./unused.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./material.js").Got} Got */
/** @typedef {import("./unused.js").UnusedGroup} UnusedGroup */
/** @typedef {import("../../session/wire").Note} Note */

const SHOWN = 50; // of a room, and as many more each time
const FEW = 200; // are all drawn, wherever they are
const HIGH = 8; // rem, about, of a note that is not drawn yet

/** @param {{ editing: Editing, got: Got }} props */
export function Tray({ editing, got }) {
  const [room, setRoom] = useState("");
  const [kind, setKind] = useState("");
  const groups = byRoom(got.unused, got.session, got.channels);
  const kinds = [...new Set(groups.flatMap(({ notes }) => notes.map((note) => note.kind ?? "")))].filter(
    Boolean,
  );
  const shown = groups
    .filter((group) => !room || group.channel === room)
    .map((group) => ({ ...group, notes: group.notes.filter((note) => !kind || note.kind === kind) }))
    .filter((group) => group.notes.length > 0);
  if (groups.length === 0)
    return html`<p class="small muted">${t("Alla inlägg finns med i texten.")}</p><${Omitted} editing=${editing} got=${got} />`;
  return html`<p class="small muted">${t("Dra till texten, eller välj Lägg till och peka ut platsen.")} <kbd>L</kbd></p>
    <div class="draft__filter"><select class="select select--sm" aria-label=${t("Visa inlägg från")} value=${room} onChange=${(/** @type {any} */ event) => setRoom(event.target.value)}>
      <option value="">${t("Alla rum")}</option>
      ${groups.map((group) => html`<option key=${group.channel} value=${group.channel}>${groupTitle(group)} (${group.notes.length})</option>`)}
    </select>
    <select class="select select--sm" aria-label=${t("Visa inlägg av typen")} value=${kind} onChange=${(/** @type {any} */ event) => setKind(event.target.value)}>
      <option value="">${t("Alla typer")}</option>
      ${kinds.map((each) => html`<option key=${each} value=${each}>${kindLabel(got.session, each)}</option>`)}
    </select></div>
    ${shown.map((group) => html`<${Room} key=${`${group.channel} ${kind}`} group=${group} few=${got.unused.size <= FEW} editing=${editing} got=${got} />`)}
    ${shown.length === 0 && html`<p class="small muted">${t("Inga inlägg passar urvalet.")}</p>`}
    <${Omitted} editing=${editing} got=${got} />`;
}

/** A room's notes, the first ones, drawn as they come near. @param {{ group: UnusedGroup, few: boolean, editing: Editing, got: Got }} props */
function Room({ group, few, editing, got }) {
  const [most, setMost] = useState(SHOWN);
  const [place, near] = useNear(".draft__tray");
  const first = group.notes.slice(0, most);
  const left = group.notes.length - first.length;
  const drawn = few || near;
  const more = () => {
    setMost(most + SHOWN);
    focusSoon(`[data-place="${CSS.escape(group.notes[most]?.id ?? "")}"]`);
  };
  return html`<section ref=${place} aria-label=${groupTitle(group)}>
    <h3 class="tray__room">${group.number && html`<span class="gnr" aria-hidden="true">${group.number}</span>`}${group.name}</h3>
    <ul class="tray" style=${drawn ? undefined : { blockSize: `${first.length * HIGH}rem` }}>${drawn && first.map((note) => html`<li key=${note.id}><${UnusedNote} note=${note} editing=${editing} got=${got} /></li>`)}</ul>
    ${left > 0 && html`<p><button class="btn btn--sm" type="button" onClick=${more}>${t("Visa fler (%(count)s kvar)", { count: left })}<span class="sr-only">: ${groupTitle(group)}</span></button></p>`}
  </section>`;
}

/** @param {{ note: Note, editing: Editing, got: Got }} props */
function UnusedNote({ note, editing, got }) {
  const said = html`<span class="sr-only">: ${note.text}</span>`;
  const placing = editing.placing.value?.note.id === note.id;
  const drag = editing.locked.value ? {} : grip({ kind: "note", id: note.id }, "article");
  return html`<article class=${placing ? "note note--compact note--placing" : "note note--compact"} data-kind=${note.kind} data-unused=${note.id} aria-label=${note.text} ...${drag}>
    <p class="note__text"><span>${note.text}</span></p>
    <p class="note__meta"><${Kind} session=${got.session} kind=${note.kind} /><span>${whose(note, got)}</span></p>
    ${
      !editing.locked.value &&
      html`<div class="note__acts"><button class="btn btn--sm btn--quiet" type="button" data-place=${note.id} aria-keyshortcuts="L" onClick=${() => editing.place(note)}><${Icon} name="plus" />${t("Lägg till")}${said}</button>
      <button class="btn btn--sm btn--quiet" type="button" onClick=${() => editing.omit(note.id)}>${t("Utelämna")}${said}</button></div>`
    }
  </article>`;
}

/** @param {{ editing: Editing, got: Got }} props */
function Omitted({ editing, got }) {
  const notes = got.omitted;
  if (notes.length === 0) return null;
  return html`<details class="draft__omitted"><summary>${tn("%(count)s utelämnat inlägg", "%(count)s utelämnade inlägg", notes.length)}</summary>
    <ul class="tray">${notes.map(
      (
        note,
      ) => html`<li key=${note.id}><article class="note note--compact" data-kind=${note.kind} aria-label=${note.text}><p class="note__text"><span>${note.text}</span></p>
        <div class="note__acts"><button class="btn btn--sm btn--quiet" type="button" onClick=${() => editing.include(note.id)}>${t("Ta tillbaka")}<span class="sr-only">: ${note.text}</span></button></div></article></li>`,
    )}</ul></details>`;
}

/** @param {UnusedGroup} group */
function groupTitle(group) {
  return group.number
    ? t("Grupp %(number)s: %(name)s", { number: group.number, name: group.name })
    : group.name;
}
