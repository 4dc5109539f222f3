/** The tools of the text: one stop for Tab, arrow keys inside. They act on the field that was written in last. */

import { html, Icon, useRef, useState } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { Dialog } from "../views/shared/dialog.js";
import {
  linkAt,
  moveLines,
  setKind,
  setLink,
  shift,
  toggleBold,
  toggleItalic,
  toggleKind,
} from "./commands.js";
import { address, MARKS } from "./schema.js";

/** @typedef {import("./bench.js").Bench} Bench */
/** @typedef {import("./shapes").LineKind} LineKind */
/** @typedef {{icon: string, label: string, keys?: string, pressed?: boolean, off?: boolean, run: () => void}} Tool */

/** @param {{bench: Bench, children?: any, compact?: boolean}} props `children` stand after the tools */
export function Toolbar({ bench, children, compact = false }) {
  const bar = useRef(/** @type {HTMLElement | null} */ (null));
  const [at, setAt] = useState(0);
  const { kind, off, tools } = toolsNow(bench);

  function onKeyDown(/** @type {KeyboardEvent} */ event) {
    const stops = /** @type {HTMLElement[]} */ ([
      ...(bar.current?.querySelectorAll("[data-tool]:enabled") ?? []),
    ]);
    const here = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: stops.length - 1 };
    const next = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    stops[(next + stops.length) % stops.length]?.focus();
  }

  const stop = off ? Math.max(1, at) : at; // the choice of kind takes no focus while it cannot be made
  const tab = (/** @type {number} */ index) => (index === Math.min(stop, tools.length) ? 0 : -1);
  return html`<div class=${compact ? "tools tools--compact" : "tools"}>
    <div ref=${bar} class="tools__bar" role="toolbar" aria-label=${t("Textverktyg")} onKeyDown=${onKeyDown}>
      <select data-tool class="select select--sm tools__kind" aria-label=${t("Stycketyp")} tabindex=${tab(0)} disabled=${off} value=${kind} onFocus=${() => setAt(0)} onChange=${(/** @type {any} */ event) => bench.run(setKind(event.currentTarget.value))}>
        ${kinds().map(([value, label]) => html`<option key=${value} value=${value}>${label}</option>`)}
      </select>
      ${tools.map(
        (
          tool,
          index,
        ) => html`<button key=${tool.icon} data-tool type="button" class="btn btn--quiet btn--sm btn--icon" aria-label=${tool.label} title=${tool.label} aria-keyshortcuts=${tool.keys} tabindex=${tab(index + 1)}
          aria-pressed=${tool.pressed === undefined ? undefined : String(tool.pressed)} aria-disabled=${tool.off ? "true" : undefined}
          onMouseDown=${(/** @type {MouseEvent} */ event) => event.preventDefault()} onFocus=${() => setAt(index + 1)} onClick=${() => !tool.off && tool.run()}><${Icon} name=${tool.icon} /></button>`,
      )}
    </div>
    ${children}
    <p class="sr-only" id="editor-help">${t("Tabb ändrar nivå i en lista. Tryck Escape och sedan Tabb för att lämna texten.")}</p>
    ${bench.linking.value && html`<${LinkDialog} bench=${bench} />`}
  </div>`;
}

/** What can be done where the caret stands now. @param {Bench} bench @returns {{kind: LineKind, off: boolean, tools: Tool[]}} */
function toolsNow(bench) {
  void bench.moved.value;
  const view = bench.active.value;
  const state = view?.view.state;
  const writable = bench.writable.value;
  const plain = !view || !writable || !view.text.styled;
  const off = !view || !writable || view.text.single;
  const kind = /** @type {LineKind} */ (state?.selection.$from.node(1)?.attrs.kind ?? "paragraph");
  const marked = (/** @type {any} */ type) =>
    Boolean(state && type.isInSet(state.storedMarks ?? state.selection.$from.marks()));
  const { canUndo, canRedo } = bench.memory;
  /** @type {Tool[]} */
  const tools = [
    {
      icon: "text-b",
      label: t("Fet"),
      keys: "Control+B",
      pressed: marked(MARKS.bold),
      off: plain,
      run: () => bench.run(toggleBold),
    },
    {
      icon: "text-italic",
      label: t("Kursiv"),
      keys: "Control+I",
      pressed: marked(MARKS.italic),
      off: plain,
      run: () => bench.run(toggleItalic),
    },
    {
      icon: "list-bullets",
      label: t("Punktlista"),
      pressed: kind === "bullet",
      off,
      run: () => bench.run(toggleKind("bullet")),
    },
    {
      icon: "list-numbers",
      label: t("Numrerad lista"),
      pressed: kind === "numbered",
      off,
      run: () => bench.run(toggleKind("numbered")),
    },
    ...(kind === "bullet" || kind === "numbered" ? indents(bench, off) : []),
    {
      icon: "link",
      label: t("Länk"),
      keys: "Control+K",
      pressed: Boolean(state && linkAt(state)),
      off: plain,
      run: () => ask(bench),
    },
    {
      icon: "arrow-up",
      label: t("Flytta upp"),
      keys: "Alt+ArrowUp",
      off,
      run: () => bench.run(moveLines(-1)),
    },
    {
      icon: "arrow-down",
      label: t("Flytta ner"),
      keys: "Alt+ArrowDown",
      off,
      run: () => bench.run(moveLines(1)),
    },
    {
      icon: "arrow-counter-clockwise",
      label: t("Ångra"),
      keys: "Control+Z",
      off: !writable || !canUndo.value,
      run: () => bench.undo(),
    },
    {
      icon: "arrow-clockwise",
      label: t("Gör om"),
      keys: "Control+Shift+Z",
      off: !writable || !canRedo.value,
      run: () => bench.redo(),
    },
  ];
  return { kind, off, tools };
}

/** @param {Bench} bench @param {boolean} off @returns {Tool[]} */
function indents(bench, off) {
  return [
    {
      icon: "text-outdent",
      label: t("Minska indrag"),
      keys: "Shift+Tab",
      off,
      run: () => bench.run(shift(-1)),
    },
    { icon: "text-indent", label: t("Öka indrag"), keys: "Tab", off, run: () => bench.run(shift(1)) },
  ];
}

/** @returns {[LineKind, string][]} */
function kinds() {
  return [
    ["paragraph", t("Brödtext")],
    ["heading", t("Rubrik")],
    ["bullet", t("Punktlista")],
    ["numbered", t("Numrerad lista")],
  ];
}

/** @param {Bench} bench */
function ask(bench) {
  bench.linking.value = true;
}

/** @param {{bench: Bench}} props */
function LinkDialog({ bench }) {
  const state = bench.active.peek()?.view.state;
  const there = state ? linkAt(state) : null;
  const [typed, setTyped] = useState(there?.href ?? "");
  const [wrong, setWrong] = useState(false);
  function close() {
    bench.linking.value = false;
    setTimeout(() => bench.active.peek()?.view.focus(), 0);
  }
  function save(/** @type {Event} */ event) {
    event.preventDefault();
    const href = address(typed);
    setWrong(!href);
    if (!href) return;
    bench.run(setLink(href));
    close();
  }
  function remove() {
    bench.run(setLink(null));
    close();
  }
  return html`<${Dialog} title=${t("Länk")} onClose=${close} foot=${html`${there && html`<button type="button" class="btn btn--danger" onClick=${remove}>${t("Ta bort länken")}</button>`}<button type="button" class="btn btn--quiet" onClick=${close}>${t("Avbryt")}</button><button type="submit" form="link-form" class="btn btn--primary">${t("Spara länken")}</button>`}>
    <form id="link-form" class="field" onSubmit=${save} novalidate>
      <label class="field__label" for="link-address">${t("Webbadress eller e-postadress")}</label>
      <input class="input" id="link-address" type="url" inputmode="url" autocomplete="off" spellcheck="false" value=${typed} aria-invalid=${wrong ? "true" : undefined} aria-describedby=${wrong ? "link-wrong" : undefined} onInput=${(/** @type {any} */ event) => setTyped(event.currentTarget.value)} />
      ${wrong && html`<p class="field__error" id="link-wrong" role="alert"><${Icon} name="warning-circle-fill" />${t("Länken måste vara en webbadress eller en e-postadress.")}</p>`}
    </form>
  <//>`;
}
