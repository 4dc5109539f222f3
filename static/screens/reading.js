/** The page /r/KEY: the paper by a link, with a place for a comment at each piece of it. */

import { boot } from "../lib/boot.js";
import { watchFields } from "../lib/growing.js";
import { html, render } from "../lib/html.js";
import { speak } from "../lib/i18n.js";
import { recallTheme } from "../lib/theme.js";
import { Kept } from "../views/reading/kept.js";
import { places } from "../views/reading/places.js";
import { Reading } from "../views/reading/reading.js";
import { Spot } from "../views/reading/spot.js";

recallTheme();
watchFields();
const facts = boot();
await speak(facts);
const page = document.getElementById("reading");
if (page && typeof facts.reading === "string") {
  const kept = new Kept(facts.reading);
  const open = facts.comments === true;
  for (const place of places(document)) {
    const host = document.createElement("div");
    host.className = "spot";
    place.element.append(host);
    place.element.classList.add("spotted");
    render(html`<${Spot} place=${place} kept=${kept} open=${open} />`, host);
  }
  render(html`<${Reading} address=${`/reading/${facts.key}/comments`} kept=${kept} />`, page);
}
