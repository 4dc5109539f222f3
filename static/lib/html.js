/** Templates: `html` makes what `render` puts on the page. Text is put in as text, never as markup. */

import htm from "htm";
import { h } from "preact";

export { batch, computed, effect, signal, useComputed, useSignal } from "@preact/signals";
export { Fragment, render } from "preact";
export { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

export const html = htm.bind(h);

const SPRITE = "/static/dist/icons.svg";

/** @param {{name: string, large?: boolean}} props a Phosphor icon that static/icons.txt names; decoration only */
export function Icon({ name, large = false }) {
  return html`<svg class=${large ? "icon icon--lg" : "icon"} aria-hidden="true" focusable="false"><use href=${`${SPRITE}#i-${name}`} /></svg>`;
}
