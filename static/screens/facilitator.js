/** The facilitator's page. */

import { boot } from "../lib/boot.js";
import { html, render } from "../lib/html.js";
import { recallTheme } from "../lib/theme.js";
import { Live } from "../session/live.js";
import { Console } from "../views/console/console.js";
import { Desk } from "../views/console/desk.js";

recallTheme();
const live = await new Live(boot()).start();
const page = document.getElementById("page");
if (page) {
  page.replaceChildren();
  render(html`<${Console} desk=${new Desk(live)} />`, page);
}
