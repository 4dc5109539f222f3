/** The draft's page. */

import { boot } from "../lib/boot.js";
import { html, render } from "../lib/html.js";
import { speak } from "../lib/i18n.js";
import { DraftPage } from "../views/draft/draft.js";
import { Material } from "../views/draft/material.js";

const facts = boot();
await speak(facts);
const page = document.getElementById("page");
if (page && facts.session) {
  page.replaceChildren();
  render(html`<${DraftPage} material=${new Material(facts.session)} />`, page);
}
