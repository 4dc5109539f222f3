/** The projector's page. */

import { boot } from "../lib/boot.js";
import { html, render } from "../lib/html.js";
import { Live } from "../session/live.js";
import { Projector } from "../views/projector/projector.js";
import { hidePointer, Screen, stayAwake, wearTheme } from "../views/projector/screen.js";

wearTheme();
hidePointer();
stayAwake();
const live = await new Live(boot()).start();
const page = document.getElementById("page");
if (page) {
  page.replaceChildren();
  render(html`<${Projector} screen=${new Screen(live)} />`, page);
}
