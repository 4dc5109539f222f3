/** A note of the tray on its way into the paper: by keys, or by a bar with buttons for fingers. */

import { focusSoon, isWriting } from "../../lib/focus.js";
import { html, Icon, useEffect } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { NEW_THEME } from "./editing.js";
import { titleOf } from "./material.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./material.js").Got} Got */

const MOST_OF_A_PATTERN = 70; // characters in the list
const FRAMES = 12;

/** A note on its way into the text: the same as the keys do, for fingers. @param {{ editing: Editing, got: Got | null }} props */
export function Placing({ editing, got }) {
  const placing = editing.placing.value;
  const target = placing && (placing.theme ?? placing.channel);
  useEffect(() => {
    if (target) return showSoon();
  }, [target]);
  if (!placing || !got) return null;
  return html`<div class="placing" role="region" aria-label=${t("Placera inlägget")}>
    <p class="placing__note">${placing.note.text}</p>
    <div class="placing__where"><label for="placing-where">${t("Placera i")}</label>
      <select class="select select--sm" id="placing-where" aria-describedby="placing-why" value=${placing.theme ?? ""} onChange=${(/** @type {any} */ event) => editing.placeIn(event.currentTarget.value || null)}>
        <option value="">${t("Avsnittet %(title)s", { title: titleOf(placing.channel, got) })}</option>
        <optgroup label=${t("Bakom ett mönster")}>${editing.themes.value.map(({ id, text }) => html`<option key=${id} value=${id}>${text.length > MOST_OF_A_PATTERN ? `${text.slice(0, MOST_OF_A_PATTERN)} …` : text}</option>`)}
          <option value=${NEW_THEME}>${t("Nytt mönster")}</option></optgroup>
      </select></div>
    <p class="small muted placing__why" id="placing-why">${t("Inlägget kan stå i det egna rummets avsnitt, eller ligga bakom ett mönster.")}</p>
    <p class="row"><button type="button" class="btn btn--sm btn--icon" aria-label=${t("Uppåt")} onClick=${() => editing.movePlace(-1)}><${Icon} name="arrow-up" /></button>
      <button type="button" class="btn btn--sm btn--icon" aria-label=${t("Nedåt")} onClick=${() => editing.movePlace(1)}><${Icon} name="arrow-down" /></button>
      <button type="button" class="btn btn--sm btn--primary" onClick=${() => put(editing)}>${t("Lägg här")}</button>
      <button type="button" class="btn btn--sm btn--quiet" onClick=${() => giveUp(editing)}>${t("Avbryt")}</button></p>
  </div>`;
}

/** Brings into view where the note is to come, until what comes near it has been drawn. @returns {() => void} what ends it */
function showSoon() {
  let frames = FRAMES;
  let asked = 0;
  function show() {
    const place =
      document.querySelector(".field-text__over--placing") ?? document.querySelector(".dblock--placing");
    place?.scrollIntoView({ block: "center" });
    frames -= 1;
    if (frames > 0) asked = requestAnimationFrame(show);
  }
  show();
  return () => cancelAnimationFrame(asked);
}

/** L takes a note, arrow keys choose its place, Enter puts it there, Escape lets it be. @param {Editing} editing */
export function usePlacingKeys(editing) {
  useEffect(() => {
    function onKeyDown(/** @type {KeyboardEvent} */ event) {
      if (event.ctrlKey || event.metaKey || event.altKey || editing.dialog.peek()) return;
      const done = editing.placing.peek() ? placingKey(editing, event) : takingKey(editing, event);
      if (done) event.preventDefault();
    }
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [editing]);
}

/** @param {Editing} editing @param {KeyboardEvent} event @returns {boolean} whether it meant something */
function placingKey(editing, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const chooses = event.key.startsWith("Arrow") && target.closest?.("select");
  const onButton = event.key === "Enter" && target.closest?.(".placing button");
  const does = {
    ArrowUp: () => editing.movePlace(-1),
    ArrowDown: () => editing.movePlace(1),
    Enter: () => put(editing),
    Escape: () => giveUp(editing),
  }[event.key];
  if (!does || onButton || chooses) return false;
  does();
  return true;
}

/** @param {Editing} editing @param {KeyboardEvent} event */
function takingKey(editing, event) {
  if (event.key.toLowerCase() !== "l" || isWriting(event.target) || editing.locked.peek()) return false;
  const near = document.activeElement?.closest("[data-unused]") ?? document.querySelector("[data-unused]");
  const id = /** @type {HTMLElement | null} */ (near)?.dataset.unused;
  const note = editing.material.notes.peek().get(id ?? "");
  if (note) editing.place(note);
  return note !== undefined;
}

/** The next note is at hand. @param {Editing} editing */
function put(editing) {
  const id = editing.placing.peek()?.note.id;
  const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-place]")]);
  const next = all[all.findIndex((button) => button.dataset.place === id) + 1];
  editing.putPlaced();
  focusSoon(next ? `[data-place="${CSS.escape(next.dataset.place ?? "")}"]` : "#h-tray, #content");
}

/** @param {Editing} editing */
function giveUp(editing) {
  const id = editing.placing.peek()?.note.id ?? "";
  editing.placing.value = null;
  focusSoon(`[data-place="${CSS.escape(id)}"]`);
}
