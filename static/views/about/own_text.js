/** The organiser's own words on a page: sent as they stand in the form, then read on the page itself. */

import { call } from "../../lib/api.js";
import { t } from "../../lib/i18n.js";

/** @param {HTMLFormElement} form with a field for each language @param {string} name of the page's text */
export function watchOwnText(form, name) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const words = Object.fromEntries(new FormData(form));
    const answer = await call(`/texts/${name}`, { method: "PUT", body: JSON.stringify(words) });
    busy = false;
    if (answer.ok) show();
    else tell(answer.error);
  });
}

/** Shows the page anew, at the text. */
function show() {
  location.hash = "own";
  location.reload();
}

/** @param {import("../../lib/api.js").ApiError} error */
function tell({ message, field }) {
  const said = document.getElementById("own-said");
  if (!said) return;
  const link = document.createElement(field ? "a" : "p");
  link.textContent = message;
  if (link instanceof HTMLAnchorElement) link.href = `#own-${field}`;
  said.replaceChildren(
    Object.assign(document.createElement("strong"), { textContent: t("Texten är inte sparad.") }),
    link,
  );
  said.hidden = false;
  said.focus();
}
