/** @import { KeptNow } from "../../editor/bench.js" */

import { announce } from "../../lib/announce.js";
import { html, Icon, useEffect } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";

/**
 * Whether everything that somebody wrote in a text is on the server's disk. It changes at every pause in typing, so only
 * what was refused is told to who listens.
 *
 * @param {{now: KeptNow, class?: string}} props
 */
export function Kept({ now, class: classes }) {
  const { state, at, message } = now;
  useEffect(() => {
    if (state === "refused") announce(message ?? "", { about: "kept" });
  }, [state, message]);
  if (state === "saved" && !at) return null;
  const [icon, text] = {
    saved: ["check-circle-fill", t("Sparat %(time)s", { time: clock(at, spoken()) })],
    saving: ["circle-dashed", t("Sparar …")],
    device: ["circle-dashed", t("Sparat på din enhet")],
    refused: ["warning-fill", message ?? ""],
  }[state];
  return html`<span class=${classes}><${Icon} name=${icon} /> ${text}</span>`;
}
