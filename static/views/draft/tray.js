/** The notes that no part of the paper was made from, by room: nothing that was written is dropped silently. */

import { html, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Kind } from "../shared/kinds.js";
import { whose } from "./paper.js";
import { byRoom } from "./unused.js";

/** @typedef {import("./material.js").Got} Got */

/** @param {{ got: Got }} props */
export function Tray({ got }) {
  const [wanted, setWanted] = useState("");
  const groups = byRoom(got.draft.unused, got.session, got.channels);
  if (groups.length === 0) return html`<p class="small muted">${t("Alla inlägg finns med i texten.")}</p>`;
  const shown = groups.filter((group) => !wanted || group.channel === wanted);
  return html`<p class="small muted">${t("Skrivna, men inte med i någon del av texten.")}</p>
    <div class="draft__filter"><select class="select select--sm" aria-label=${t("Visa inlägg från")} value=${wanted} onChange=${(/** @type {any} */ event) => setWanted(event.target.value)}>
      <option value="">${t("Alla rum")}</option>
      ${groups.map((group) => html`<option key=${group.channel} value=${group.channel}>${groupTitle(group)} (${group.notes.length})</option>`)}
    </select></div>
    ${shown.map(
      (group) => html`<section key=${group.channel} aria-label=${groupTitle(group)}>
      <h3 class="tray__room">${group.number && html`<span class="gnr" aria-hidden="true">${group.number}</span>`}${group.name}</h3>
      <ul class="tray">${group.notes.map((note) => html`<li key=${note.id}><${UnusedNote} note=${note} got=${got} /></li>`)}</ul>
    </section>`,
    )}`;
}

/** @param {{ note: any, got: Got }} props */
function UnusedNote({ note, got }) {
  return html`<article class="note note--compact" data-kind=${note.kind} aria-label=${note.text}>
    <p class="note__text"><span>${note.text}</span></p>
    <p class="note__meta"><${Kind} session=${got.session} kind=${note.kind} /><span>${whose(note, got)}</span></p>
  </article>`;
}

/** @param {import("./unused.js").UnusedGroup} group */
function groupTitle(group) {
  return group.number
    ? t("Grupp %(number)s: %(name)s", { number: group.number, name: group.name })
    : group.name;
}
