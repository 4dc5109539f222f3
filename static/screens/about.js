/** The pages /about/…: the organiser changes the words that stand there. */

import { boot } from "../lib/boot.js";
import { speak } from "../lib/i18n.js";
import { recallTheme } from "../lib/theme.js";
import { watchOwnText } from "../views/about/own_text.js";

recallTheme();
const facts = boot();
const form = document.getElementById("own-form");
if (form instanceof HTMLFormElement && typeof facts.name === "string") {
  await speak(facts);
  watchOwnText(form, facts.name);
}
