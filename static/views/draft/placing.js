/** A note of the tray on its way into the paper: by keys, or by a bar with buttons for fingers. */

import { focusSoon, isWriting } from "../../lib/focus.js";
import { html, Icon, useEffect } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

/** @typedef {import("./editing.js").Editing} Editing */

/** A note on its way into the text: the same as the keys do, for fingers. @param {{ editing: Editing }} props */
export function Placing({ editing }) {
  const placing = editing.placing.value;
  if (!placing) return null;
  return html`<div class="placing" role="region" aria-label=${t("Placera inlägget")}>
    <p class="placing__note">${placing.note.text}</p>
    <p class="row"><button type="button" class="btn btn--sm btn--icon" aria-label=${t("Uppåt")} onClick=${() => editing.movePlace(-1)}><${Icon} name="arrow-up" /></button>
      <button type="button" class="btn btn--sm btn--icon" aria-label=${t("Nedåt")} onClick=${() => editing.movePlace(1)}><${Icon} name="arrow-down" /></button>
      <button type="button" class="btn btn--sm btn--primary" onClick=${() => put(editing)}>${t("Lägg här")}</button>
      <button type="button" class="btn btn--sm btn--quiet" onClick=${() => giveUp(editing)}>${t("Avbryt")}</button></p>
  </div>`;
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
  const onButton =
    event.key === "Enter" && /** @type {HTMLElement} */ (event.target).closest?.(".placing button");
  const does = {
    ArrowUp: () => editing.movePlace(-1),
    ArrowDown: () => editing.movePlace(1),
    Enter: () => put(editing),
    Escape: () => giveUp(editing),
  }[event.key];
  if (!does || onButton) return false;
  does();
  return true;
}

/** @param {Editing} editing @param {KeyboardEvent} event */
function takingKey(editing, event) {
  if (event.key.toLowerCase() !== "l" || isWriting(event.target) || editing.locked.peek()) return false;
  const near = document.activeElement?.closest("[data-unused]") ?? document.querySelector("[data-unused]");
  const id = /** @type {HTMLElement | null} */ (near)?.dataset.unused;
  const note = editing.material.got.peek()?.draft.unused.find((each) => each.id === id);
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
