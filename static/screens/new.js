/** The page /new: a form that writes a session file. */

import { boot } from "../lib/boot.js";
import { html, render } from "../lib/html.js";
import { speak, spoken } from "../lib/i18n.js";
import { recallTheme } from "../lib/theme.js";
import { recall } from "../views/new/draft.js";
import { NewSession } from "../views/new/new.js";

recallTheme();
await speak(boot());
recall(spoken());
const root = document.getElementById("form");
if (root) {
  root.replaceChildren();
  render(html`<${NewSession} />`, root);
}
