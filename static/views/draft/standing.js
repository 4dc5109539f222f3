/** What is true of the draft page right now and needs saying: no contact, a paper that is locked, a meeting that goes on. */

import { spoken, t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("../shared/standing.js").Standing} Standing */

/** @param {Editing} editing @returns {Standing[]} the most pressing first; nothing until the paper has come */
export function standingOf(editing) {
  if (!editing.material.got.value) return [];
  return [lineOf(editing), lockOf(editing), meetingOf(editing)].flatMap((each) => each ?? []);
}

/** @param {Editing} editing @returns {Standing | null} */
function lineOf({ bench, live, material }) {
  if (!bench.contact.value)
    return {
      key: "lost",
      look: "off",
      icon: "wifi-slash",
      title: t("Ingen kontakt."),
      text: t("Skriv vidare: det sparas på din enhet."),
      acts: [{ label: t("Försök nu"), run: () => live.connection.retry() }],
      over: () => t("Kontakt igen."),
    };
  const wrong = material.wrong.value;
  if (!wrong) return null;
  const time = clock(material.got.value?.at ?? 0, spoken());
  return {
    key: `wrong ${wrong}`,
    look: "off",
    icon: "warning-fill",
    title: wrong,
    text: t("Det du ser är från %(time)s.", { time }),
    acts: [{ label: t("Hämta igen"), run: () => material.fetch() }],
  };
}

/** @param {Editing} editing @returns {Standing | null} */
function lockOf(editing) {
  if (!editing.locked.value) return null;
  const state = editing.state.value;
  return {
    key: state,
    icon: "lock-simple",
    title: state === "sent" ? t("Dokumentationen är utsänd.") : t("Dokumentationen är fastställd."),
    text: t("Den kan läsas och exporteras, men inte ändras."),
    acts: [{ label: t("Öppna igen"), run: () => editing.mark("draft") }],
  };
}

/** Whether the meeting still goes on, and the way back to it. @param {Editing} editing @returns {Standing | null} */
function meetingOf(editing) {
  const back = { label: t("Till träffen"), href: `/s/${editing.session}/facilitator` };
  if (!editing.closed.value)
    return {
      key: "open",
      icon: "info",
      title: t("Förhandsvisning."),
      text: t("Träffen är inte avslutad. Det ni skriver här är med i utkastet."),
      acts: [back],
    };
  if (editing.locked.value) return null;
  return {
    key: "closed",
    look: "quiet",
    icon: "flag-checkered",
    title: t("Träffen är avslutad."),
    text: t("Bara processledare kan ändra texten."),
    acts: [{ label: t("Öppna träffen igen"), run: () => editing.reopen() }, back],
  };
}
