/** What the paper reveals, told before it leaves: names of people and organisations, and anonymous notes. */

import { html, Icon } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { goTo } from "./going.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./material.js").Got} Got */
/** @typedef {import("./material.js").Leak} Leak */
/** @typedef {import("./material.js").Paperplace} Paperplace */

/** @param {{ got: Got, onGo: () => void }} props */
export function Leaks({ got, onGo }) {
  const leaks = got.draft.leaks ?? [];
  if (leaks.length === 0) return null;
  return html`<details class="leaks"><summary><${Icon} name="warning-fill" />${t("Kontrollera namn före export (%(count)s)", { count: leaks.length })}</summary>
    <ul class="checks small">${leaks.map(
      (leak, at) =>
        html`<li key=${at} class=${leak.kind === "anonymous" ? "" : "is-warn"}><${Icon} name=${leak.kind === "anonymous" ? "info" : "warning-fill"} /><span>${said(leak)} ${leak.kind === "anonymous" && html`<${Anonymous} leak=${leak} got=${got} />`} <${GoTo} place=${leak} got=${got} told=${leak.text} onGo=${onGo} /></span></li>`,
    )}</ul></details>`;
}

/** @param {{ place: Paperplace, got: Got, told: string, onGo?: () => void }} props `told`: about what */
export function GoTo({ place, got, told, onGo }) {
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    onGo?.();
    goTo(place, got.draft.pieces);
  };
  return html`<a href=${`#${place.anchor}`} onClick=${go}>${t("Gå dit")}<span class="sr-only">: ${told}</span></a>`;
}

/** Which of the notes behind the text were anonymous. @param {{ leak: Leak, got: Got }} props */
function Anonymous({ leak, got }) {
  const notes = (leak.notes ?? []).map((id) => got.notes.get(id)).filter(Boolean);
  return html`<ul class="leaks__notes">${notes.map((note) => html`<li key=${note?.id}>${note?.text}</li>`)}</ul>`;
}

/** @param {Leak} leak */
function said({ kind, words = [], text }) {
  const what = words.join(", ") || text;
  if (kind === "person") return t("Namnet på en deltagare: ”%(what)s”.", { what });
  if (kind === "organisation") return t("En organisation nämns: ”%(what)s”.", { what });
  return t("Bygger på anonyma inlägg: ”%(what)s”.", { what: text });
}

/** @param {{ editing: Editing }} props */
export function Confirmations({ editing }) {
  const printed = editing.draft.value?.paper.confirmations ?? true;
  if (editing.locked.value) return null;
  return html`<label class="check draft__opt"><input type="checkbox" checked=${printed} onChange=${(/** @type {any} */ event) => editing.printConfirmations(event.currentTarget.checked)} /><span>${t("Skriv ut avstämningar")}</span></label>`;
}
