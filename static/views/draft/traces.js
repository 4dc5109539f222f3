/** The margin: which notes a text was made from, or else where its words come from. */

import { html, Icon } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";

/** @typedef {import("./material.js").Got} Got */
/** @typedef {import("../../session/wire").Note} Note */

const MOST_DASHES = 8;

/** @param {{ sources: string[], got: Got }} props */
export function Trace({ sources, got }) {
  const notes = sources.flatMap((id) => got.notes.get(id) ?? []);
  if (notes.length === 0) return null;
  return html`<details class="trace">
    <summary><span class="trace__dashes">${notes.slice(0, MOST_DASHES).map((note) => html`<span key=${note.id} class="dash" data-kind=${note.kind} aria-hidden="true"></span>`)}</span><span>${tn("%(count)s inlägg", "%(count)s inlägg", notes.length)}</span></summary>
    <ul>${notes.map((note) => html`<li key=${note.id}><span class="dash" data-kind=${note.kind} aria-hidden="true"></span><span>${note.text}<small>${whose(note, got)}</small></span></li>`)}</ul>
  </details>`;
}

/** @param {{ origin: string }} props where words without notes come from */
export function Origin({ origin }) {
  const told = originText(origin);
  return told && html`<p class="side-src"><${Icon} name=${told.icon} />${told.text}</p>`;
}

/** @param {string} origin */
function originText(origin) {
  switch (origin) {
    case "programme":
      return { icon: "calendar-blank", text: t("Ur körschemat") };
    case "generated":
      return { icon: "lightbulb", text: t("Förslag från Samtal") };
    case "prework":
      return { icon: "tray", text: t("Ur förarbetet") };
    case "themes":
      return { icon: "users-three", text: t("Mönster utan valda inlägg") };
    case "documentation":
    case "editor":
      return { icon: "pencil-simple", text: t("Skrivet för hand") };
    default:
      return null;
  }
}

/** @param {Note} note @param {Got} got */
export function whose(note, got) {
  if (!note.author) return t("Anonymt");
  return got.session.participants.find((person) => person.id === note.author)?.organisation ?? "";
}
