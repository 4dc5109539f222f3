/** Templates: `html` makes what `render` puts on the page. Text is put in as text, never as markup. */

import htm from "htm";
import { Component, h } from "preact";

export { batch, computed, effect, signal, useComputed, useSignal } from "@preact/signals";
export { Fragment, render } from "preact";
export { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

export const html = htm.bind(h);

/**
 * A view that is drawn again only when one of its properties is another one (or a signal that it reads has changed).
 *
 * @template {object} P
 * @param {(props: P) => any} view
 */
export function memo(view) {
  return class extends Component {
    /** @override @param {any} next @returns {boolean} */
    shouldComponentUpdate(next) {
      const now = /** @type {any} */ (this.props);
      return Object.keys(next).some((name) => next[name] !== now[name]);
    }
    /** @override */
    render() {
      return h(/** @type {any} */ (view), this.props);
    }
  };
}

const SPRITE = "/static/dist/icons.svg";

/** @param {{name: string, large?: boolean}} props a Phosphor icon that static/icons.txt names; decoration only */
export function Icon({ name, large = false }) {
  return html`<svg class=${large ? "icon icon--lg" : "icon"} aria-hidden="true" focusable="false"><use href=${`${SPRITE}#i-${name}`} /></svg>`;
}
