/** The page /join and /j/KEY: who one is, and which group. */

import { boot } from "../lib/boot.js";
import { html, render } from "../lib/html.js";
import { speak } from "../lib/i18n.js";
import { recallTheme } from "../lib/theme.js";
import { Join } from "../views/join/join.js";

recallTheme();
const facts = boot();
const code = typeof facts.code === "string" ? facts.code : null;
const key = typeof facts.key === "string" ? facts.key : null;
const root = document.getElementById("content");
if (root && (code || key)) {
  await speak(facts);
  root.replaceChildren();
  render(html`<${Join} code=${code} keyed=${key} />`, root);
}
