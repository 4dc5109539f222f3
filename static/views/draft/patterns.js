/** The patterns across the rooms: each a line to write in, with its menu; and where a new one is begun. */

import { Field } from "../../editor/field.js";
import { isBlank } from "../../editor/section.js";
import { html, Icon, useLayoutEffect, useRef } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Menu } from "../shared/menu.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./material.js").Got} Got */

/** @param {{ theme: string, editing: Editing, got: Got }} props */
export function ThemeText({ theme, editing, got }) {
  const text = editing.bench.text(`theme:${theme}`);
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const enters = editing.entering === `theme:${theme}`;
  if (!text) return null;
  if (enters) editing.entering = null; // the caret goes in once: as the line comes
  function onFocusOut(/** @type {FocusEvent} */ event) {
    const piece = place.current?.closest(".dblock");
    const stays = event.relatedTarget instanceof Node && piece?.contains(event.relatedTarget);
    if (!stays && document.hasFocus()) editing.leaveTheme(theme);
  }
  function onKeyDown(/** @type {KeyboardEvent} */ event) {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey && !event.isComposing;
    if (event.key === "Enter" && plain && !text?.lines.peek().every(isBlank)) editing.beginTheme();
  }
  return html`<div ref=${place} class="paper__theme" onFocusOut=${onFocusOut} onKeyDown=${onKeyDown}><${Field} bench=${editing.bench} text=${text} label=${t("Mönster")} lang=${got.session.session.language} placeholder=${t("Skriv mönstret som en mening")} typed=${() => editing.tellWriting("session", theme)} autofocus=${enters} /></div>`;
}

/** @param {{ theme: string, editing: Editing }} props nothing where it has no words yet */
export function ThemeMenu({ theme, editing }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const moved = useRef(false);
  const themes = editing.themes.value;
  const at = themes.findIndex((each) => each.id === theme);
  const move = (/** @type {number} */ step) => {
    moved.current = true;
    void editing.moveTheme(theme, step);
  };
  useLayoutEffect(() => {
    if (moved.current) place.current?.querySelector("button")?.focus(); // the page has moved what had the focus
    moved.current = false;
  }, [at]);
  if (at < 0) return null;
  const open = (/** @type {"comment" | "history"} */ name) => () => {
    editing.dialog.value = { name, spot: { theme } };
  };
  const items = [
    { label: t("Flytta upp"), icon: "arrow-up", disabled: at === 0, run: () => move(-1) },
    { label: t("Flytta ner"), icon: "arrow-down", disabled: at === themes.length - 1, run: () => move(1) },
    { label: t("Kommentera"), icon: "chat-text", run: open("comment") },
    { label: t("Versioner"), icon: "clock-counter-clockwise", run: open("history") },
    { label: t("Ta bort mönstret"), icon: "trash", run: () => void editing.removeTheme(theme) },
  ];
  return html`<span ref=${place} class="side-place"><${Menu} label=${t("Mönstret")} items=${items} class="btn btn--quiet btn--sm btn--icon side-menu" /></span>`;
}

/** @param {{ editing: Editing }} props */
export function AddTheme({ editing }) {
  return html`<p class="no-print"><button type="button" class="btn btn--sm" data-add-theme onClick=${() => editing.beginTheme()}><${Icon} name="plus" />${t("Lägg till mönster")}</button></p>`;
}
