/** Before the meeting: how to join, and how many have. */

import { html } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { longDate } from "../../lib/time.js";
import { spacedCode } from "../code.js";
import { seated } from "../console/people.js";
import { runSheet } from "../console/run_sheet.js";
import { planned } from "../planned.js";
import { Codes } from "./codes.js";

const MOST_DASHES = 120;

/** @param {{ screen: import("./screen.js").Screen }} props */
export function Lobby({ screen }) {
  const { session, hall } = screen.session.value;
  return html`<main id="content" class=${hall ? "proj__main proj__lobby proj__lobby--wifi" : "proj__main proj__lobby"}>
    <div class="proj__lobbytext">
      <h1 class="sr-only">${t("Gå med i %(title)s", { title: session.title })}</h1>
      <p class="proj__step">${t("Gå till")} <strong>${screen.address}</strong><br />${t("och skriv koden")}</p>
      <${Code} code=${session.code} />
      <${Here} screen=${screen} />
    </div>
    <${Codes} screen=${screen} />
  </main>`;
}

/** @param {{ code: string }} props read letter by letter by screen readers */
function Code({ code }) {
  const [first, second] = spacedCode(code).split(" ");
  return html`<p class="proj__code"><span class="sr-only">${[...code].join(" ")}</span><b aria-hidden="true">${first}<i> </i>${second}</b></p>`;
}

/** @param {{ screen: import("./screen.js").Screen }} props */
function Here({ screen }) {
  const people = seated(screen.session.value);
  const connected = new Set(screen.live.store.presence("session").map(({ id }) => id));
  const here = people.filter((person) => connected.has(person.id)).length;
  const count = Math.min(people.length, MOST_DASHES);
  return html`<div class="proj__here">
    <div class="proj__dashes" aria-hidden="true">${Array.from({ length: count }, (_, place) => html`<i key=${place} class=${place < here ? "on" : undefined}></i>`)}</div>
    <p>${presentText(here, people.length)} ${startText(screen.session.value)}</p>
  </div>`;
}

/** @param {number} here @param {number} joined */
function presentText(here, joined) {
  if (joined === 0) return t("Välkommen.");
  if (here < joined)
    return html`<strong>${t("%(here)s av %(all)s", { here, all: joined })}</strong> ${tn("är på plats.", "är på plats.", joined)}`;
  return html`<strong>${joined}</strong> ${tn("är på plats.", "är på plats.", joined)}`;
}

/** @param {import("../../session/wire").SessionSnapshot} session */
function startText(session) {
  if (session.session.status !== "prepared") return longDate(session.session.date, spoken());
  const from = runSheet(session)[0]?.lines[0]?.from;
  return from
    ? html`${t("Vi börjar")} <strong>${planned(from)}</strong>.`
    : longDate(session.session.date, spoken());
}
