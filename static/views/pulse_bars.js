/** A room's pulse as a picture: a bar for each of the last minutes. */

import { html } from "../lib/html.js";
import { bars, PULSE_HEIGHT, PULSE_WIDTH } from "../lib/pulse.js";

/** @param {{ counts: number[], label: string }} props */
export function PulseBars({ counts, label }) {
  return html`<svg class="pulse" viewBox=${`0 0 ${PULSE_WIDTH} ${PULSE_HEIGHT}`} preserveAspectRatio="none" role="img" aria-label=${label}>
    ${bars(counts).map(
      (bar) =>
        html`<rect class=${bar.kind || undefined} x=${bar.x} y=${bar.y} width=${bar.width} height=${bar.height} />`,
    )}
  </svg>`;
}
