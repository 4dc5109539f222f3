/** The page of the Word template and the logo. */

import { boot } from "../lib/boot.js";
import { html, render } from "../lib/html.js";
import { speak } from "../lib/i18n.js";
import { recallTheme } from "../lib/theme.js";
import { Looks } from "../views/template/looks.js";
import { LooksPage } from "../views/template/page.js";

recallTheme();
const facts = boot();
await speak(facts);
const root = document.getElementById("looks");
if (root && facts.session) {
  root.replaceChildren();
  render(html`<${LooksPage} looks=${new Looks(facts.session)} />`, root);
}
