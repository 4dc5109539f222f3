/** A dialog above the page. The focus stays in it and returns to where it was when the dialog goes. */

import { html, Icon, useId, useLayoutEffect, useRef } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

/**
 * @param {{title: string, onClose: () => void, children?: any, foot?: any, wide?: boolean}} props
 */
export function Dialog({ title, onClose, children, foot, wide = false }) {
  const id = useId();
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));

  useLayoutEffect(() => {
    const opener = /** @type {HTMLElement | null} */ (document.activeElement);
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      if (opener?.isConnected) opener.focus();
    };
  }, []);

  function onCancel(/** @type {globalThis.Event} */ event) {
    event.preventDefault();
    onClose();
  }

  return html`
    <dialog ref=${dialog} class=${wide ? "dialog dialog--wide" : "dialog"} aria-labelledby=${id} onCancel=${onCancel}>
      <div class="dialog__head">
        <h2 id=${id} class="panel__title" tabindex="-1" autofocus>${title}</h2>
        <button type="button" class="btn btn--quiet btn--sm btn--icon" aria-label=${t("Stäng")} onClick=${onClose}><${Icon} name="x" /></button>
      </div>
      <div class="dialog__body">${children}</div>
      ${foot && html`<div class="dialog__foot">${foot}</div>`}
      <div class="sr-only" role="status" data-told></div>
    </dialog>
  `;
}
