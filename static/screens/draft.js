/** The draft's page. */

import { boot } from "../lib/boot.js";
import { html, render } from "../lib/html.js";
import { watchKeyboard } from "../lib/keyboard.js";
import { recallTheme } from "../lib/theme.js";
import { DraftPage } from "../views/draft/draft.js";
import { Editing } from "../views/draft/editing.js";

recallTheme();
watchKeyboard();
const editing = new Editing(boot());
await editing.start();
const page = document.getElementById("page");
if (page) {
  page.replaceChildren();
  render(html`<${DraftPage} editing=${editing} />`, page);
}
