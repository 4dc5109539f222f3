/** What is dragged over the paper: where it may be let go, and why not elsewhere. */

import { effect, html, Icon, useComputed, useEffect } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { dragged } from "../shared/dragging.js";
import { NEW_THEME } from "./editing.js";
import { ADD } from "./pattern_pieces.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./material.js").Piece} Piece */

/** @param {Piece} piece @returns {string | null} the pattern that a note makes or supports when it is let go there */
export function patternOf({ id, theme }) {
  return id === ADD ? NEW_THEME : theme;
}

/** @param {Editing} editing @param {Piece} piece @returns {boolean} whether the note in the air may be let go on it */
export function useTakes(editing, piece) {
  return useComputed(() => {
    const thing = dragged.value;
    if (thing?.kind !== "note") return false;
    const { edit } = piece;
    if (edit && "channel" in edit) return editing.saidIn(edit.channel, thing.id);
    return patternOf(piece) !== null;
  }).value;
}

/** @param {Editing} editing @param {Piece} piece what happens when a note is dragged over a pattern */
export function patternDrop(editing, piece) {
  const pattern = patternOf(piece);
  if (pattern === null) return {};
  const place = (/** @type {DragEvent} */ event) => /** @type {HTMLElement} */ (event.currentTarget);
  const take = (/** @type {DragEvent} */ event) => {
    if (dragged.peek()?.kind !== "note") return false;
    event.preventDefault();
    return true;
  };
  const over = (/** @type {DragEvent} */ event) => {
    if (take(event)) place(event).dataset.over = "true";
  };
  return {
    onDragEnter: over,
    onDragOver: over,
    onDragLeave(/** @type {DragEvent} */ event) {
      if (!goesWithin(event)) delete place(event).dataset.over;
    },
    onDrop(/** @type {DragEvent} */ event) {
      const thing = dragged.peek();
      delete place(event).dataset.over;
      if (!thing || !take(event)) return;
      dragged.value = null;
      void editing.supportTheme(thing.id, pattern);
    },
  };
}

/** @param {DragEvent} event @returns {boolean} whether what is left is only one element of several in the same place */
function goesWithin({ currentTarget, relatedTarget }) {
  return relatedTarget instanceof Node && /** @type {Element} */ (currentTarget).contains(relatedTarget);
}

/** What cannot be let go where it is carried is told why. @param {Editing} editing */
export function paperDrop(editing) {
  const pieceAt = (/** @type {DragEvent} */ event) =>
    /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-piece]"));
  const look = (/** @type {DragEvent} */ event) => {
    const kind = dragged.peek()?.kind ?? null;
    const here = pieceAt(event)?.dataset;
    const takes = kind === "note" ? here?.takes === "true" : here?.piece === editing.carriedFrom;
    editing.barred.value = takes ? null : kind;
  };
  return {
    onDragStartCapture(/** @type {DragEvent} */ event) {
      editing.carriedFrom = pieceAt(event)?.dataset.piece ?? null;
    },
    onDragEnterCapture: look,
    onDragOverCapture: look,
    onDragLeave(/** @type {DragEvent} */ event) {
      if (!goesWithin(event)) editing.barred.value = null;
    },
  };
}

/** @param {{ editing: Editing }} props */
export function Barred({ editing }) {
  useEffect(
    () =>
      effect(() => {
        if (dragged.value === null) editing.barred.value = null;
      }),
    [editing],
  );
  const kind = editing.barred.value;
  if (!kind) return null;
  return html`<p class="barred"><${Icon} name="info" /><span>${
    kind === "note"
      ? t("Ett inlägg kan stå i det egna rummets avsnitt, eller ligga bakom ett mönster.")
      : t("Ett stycke flyttas inom sitt avsnitt. Klipp ut och klistra in för att flytta det längre.")
  }</span></p>`;
}
