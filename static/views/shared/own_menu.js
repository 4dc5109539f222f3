/** The button in a page's bar for what is one's own: language and light. */

import { html } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Menu } from "./menu.js";
import { languageItems, lightItems } from "./own_choices.js";

export function OwnMenu() {
  return html`<${Menu} label=${t("Språk och ljus")} icon="translate" class="btn btn--quiet btn--icon" items=${() => [...languageItems(), null, ...lightItems()]} />`;
}
