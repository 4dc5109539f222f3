/**
 * What each person chooses for the own screen, as items of a menu: language and light.
 *
 * @import { MenuItem } from "./menu.js"
 */

import { spoken, t } from "../../lib/i18n.js";
import { changeLanguage, LANGUAGES } from "../../lib/language.js";
import { setTheme } from "../../lib/theme.js";
import { toast } from "./toast.js";

/** @returns {MenuItem[]} what is half-written comes back with the page */
export function languageItems() {
  return Object.entries(LANGUAGES).map(([language, label]) => ({
    label,
    lang: language,
    checked: language === spoken(),
    run: () => language !== spoken() && choose(language),
  }));
}

/** @returns {MenuItem[]} */
export function lightItems() {
  const theme = document.documentElement.dataset.theme;
  return [
    { label: t("Ljust"), checked: theme === "light", run: () => setTheme("light") },
    { label: t("Mörkt"), checked: theme === "dark", run: () => setTheme("dark") },
    { label: t("Som enheten"), checked: !theme, run: () => setTheme(null) },
  ];
}

/** @param {string} language */
async function choose(language) {
  if (!(await changeLanguage(language))) toast(t("Ingen kontakt. Språket går att byta när den är tillbaka."));
}
