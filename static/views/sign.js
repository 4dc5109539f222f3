/** The sign of Samtal: two staggered dashes, two people talking. */

import { html } from "../lib/html.js";

export function Sign() {
  return html`<svg class="brand__sign" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path class="brand__a" d="M3 9h18v5.5H3z" /><path class="brand__b" d="M11 18h18v5.5H11z" /></svg>`;
}
