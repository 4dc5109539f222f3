/**
 * A short word after something was done, often with a way to undo it: the button, or Ctrl+Z wherever nothing is being
 * written. Also told to screen readers.
 */

import { announce } from "../../lib/announce.js";
import { takesBack } from "../../lib/focus.js";
import { html, signal, useEffect, useRef } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

const SHOWN_MS = 9_000;

/** @typedef {{text: string, action?: {label: string, run: () => void}}} Toast */

const shown = signal(/** @type {Toast | null} */ (null));
let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

/** @param {string} text @param {{label: string, run: () => void}} [action] for instance to undo */
export function toast(text, action) {
  shown.value = { text, action };
  const keys = hasKeyboard() ? `: ${undoKeys()}` : "";
  announce(action ? `${text} ${action.label}${keys}.` : text);
  stay();
}

/** Where toasts show; once on each page. */
export function Toasts() {
  const word = shown.value;
  const from = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
  if (!word) return null;
  function act() {
    const back = from.current;
    run();
    if (back?.isConnected) back.focus();
  }
  function onFocusIn(/** @type {FocusEvent} */ event) {
    if (event.relatedTarget instanceof HTMLElement && !event.relatedTarget.closest(".toasts"))
      from.current = event.relatedTarget;
    hold();
  }
  return html`
    <div class="toasts" role="region" aria-label=${t("Besked")} onMouseEnter=${hold} onMouseLeave=${stay} onFocusIn=${onFocusIn} onFocusOut=${stay}>
      <div class="toast"><span>${word.text}</span>
        ${word.action && html`<button type="button" class="btn btn--sm" aria-keyshortcuts="Control+Z Meta+Z" onClick=${act}>${word.action.label}${hasKeyboard() && html`<kbd class="toast__keys" aria-hidden="true">${undoKeys()}</kbd>`}</button>`}
      </div>
    </div>
  `;
}

/** Who goes by keys has a longer way to the button: as long as keys are pressed the word stays. @param {KeyboardEvent} event */
function onKeyDown(event) {
  if (event.defaultPrevented || !shown.peek()) return;
  if (takesBack(event.target)) return;
  const undo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
  if (!undo || event.key.toLowerCase() !== "z") return void (timer && stay());
  if (!shown.peek()?.action) return;
  event.preventDefault();
  run();
}

function run() {
  const word = shown.peek();
  hold();
  shown.value = null;
  word?.action?.run();
}

function hasKeyboard() {
  return matchMedia("(any-hover: hover)").matches;
}

/** @returns {string} as it is called on this computer */
export function undoKeys() {
  return /Mac|iP/.test(navigator.platform) ? "⌘Z" : "Ctrl+Z";
}

function hold() {
  clearTimeout(timer);
  timer = undefined;
}

function stay() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    shown.value = null;
  }, SHOWN_MS);
}
