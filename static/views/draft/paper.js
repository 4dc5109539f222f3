/** The paper as the server writes it, with each block's traces back to the conversation in its margin. */

import { html, Icon, render, useLayoutEffect, useRef } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";

/** @typedef {import("./material.js").Got} Got */
/** @typedef {import("../../session/wire").Note} Note */

const MOST_DASHES = 8;
const NO_MARGIN = new Set(["Heading", "Label", "NotWorkedThrough", "Missing", "Confirmed"]);

/** @param {{ got: Got, onWritten: (article: HTMLElement) => void }} props */
export function Paper({ got, onWritten }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const article = parsed(got.draft.html);
    if (!article || !place.current) return;
    for (const block of article.querySelectorAll(".dblock")) margin(/** @type {HTMLElement} */ (block), got);
    place.current.replaceChildren(article);
    onWritten(article);
  }, [got]);
  return html`<div ref=${place}></div>`;
}

/** The server's own markup, in which all text is escaped; nothing in it can run. @param {string} markup */
function parsed(markup) {
  const page = new DOMParser().parseFromString(markup, "text/html");
  const article = page.querySelector("article");
  return article && /** @type {HTMLElement} */ (document.adoptNode(article));
}

/** @param {HTMLElement} block @param {Got} got */
function margin(block, got) {
  const side = block.querySelector(":scope > .dblock__side");
  if (!side) return;
  const sources = (block.dataset.sources ?? "").split(" ").filter(Boolean);
  const notes = sources.flatMap((id) => got.notes.get(id) ?? []);
  if (notes.length > 0) render(html`<${Trace} notes=${notes} got=${got} />`, side);
  else if (!NO_MARGIN.has(block.dataset.block ?? ""))
    render(html`<${Origin} origin=${block.dataset.origin} />`, side);
}

/** @param {{ notes: Note[], got: Got }} props */
function Trace({ notes, got }) {
  return html`<details class="trace">
    <summary><span class="trace__dashes">${notes.slice(0, MOST_DASHES).map((note) => html`<span key=${note.id} class="dash" data-kind=${note.kind} aria-hidden="true"></span>`)}</span><span>${tn("%(count)s inlägg", "%(count)s inlägg", notes.length)}</span></summary>
    <ul>${notes.map((note) => html`<li key=${note.id}><span class="dash" data-kind=${note.kind} aria-hidden="true"></span><span>${note.text}<small>${whose(note, got)}</small></span></li>`)}</ul>
  </details>`;
}

/** @param {{ origin: string | undefined }} props where words without notes come from */
function Origin({ origin }) {
  const told = originText(origin);
  return told && html`<p class="side-src"><${Icon} name=${told.icon} />${told.text}</p>`;
}

/** @param {string | undefined} origin */
function originText(origin) {
  switch (origin) {
    case "programme":
    case "generated":
      return { icon: "calendar-blank", text: t("Ur programmet") };
    case "prework":
      return { icon: "tray", text: t("Ur förarbetet") };
    case "themes":
      return { icon: "users-three", text: t("Mönster utan valda inlägg") };
    case "documentation":
      return { icon: "pencil-simple", text: t("Skrivet i gruppen") };
    default:
      return null;
  }
}

/** @param {Note} note @param {Got} got */
export function whose(note, got) {
  if (!note.author) return t("Anonymt");
  return got.session.participants.find((person) => person.id === note.author)?.organisation ?? "";
}
