/** The page /: the code field for everybody, the meetings for the organiser. */

import { boot } from "../lib/boot.js";
import { html, render } from "../lib/html.js";
import { speak } from "../lib/i18n.js";
import { recallTheme } from "../lib/theme.js";
import { loadSessions, OpenFile, Sessions } from "../views/start/start.js";

recallTheme();
const facts = boot();
const list = document.getElementById("sessions");
const file = document.getElementById("open-file");
if (facts.organiser && list && file) {
  await speak(facts);
  list.replaceChildren();
  render(html`<${Sessions} />`, list);
  render(html`<${OpenFile} />`, file);
  await loadSessions();
}
