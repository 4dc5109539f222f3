/** A short word after something was done, often with a way to undo it. Also told to screen readers. */

import { announce } from "../../lib/announce.js";
import { html, signal } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

const SHOWN_MS = 9_000;

/** @typedef {{text: string, action?: {label: string, run: () => void}}} Toast */

const shown = signal(/** @type {Toast | null} */ (null));
let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

/** @param {string} text @param {{label: string, run: () => void}} [action] for instance to undo */
export function toast(text, action) {
  shown.value = { text, action };
  announce(action ? `${text} ${action.label}.` : text);
  hold();
  release();
}

/** Where toasts show; once on each page. */
export function Toasts() {
  const word = shown.value;
  if (!word) return null;
  function act() {
    shown.value = null;
    word?.action?.run();
  }
  return html`
    <div class="toasts" role="region" aria-label=${t("Besked")} onMouseEnter=${hold} onMouseLeave=${release} onFocusIn=${hold} onFocusOut=${release}>
      <div class="toast"><span>${word.text}</span>
        ${word.action && html`<button type="button" class="btn btn--sm" onClick=${act}>${word.action.label}</button>`}
      </div>
    </div>
  `;
}

function hold() {
  clearTimeout(timer);
}

function release() {
  timer = setTimeout(() => {
    shown.value = null;
  }, SHOWN_MS);
}
