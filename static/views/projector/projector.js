/** The projector: one scene at a time, driven by the meeting's state. It has no controls and never shows an error. */

import { html } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { spacedCode } from "../code.js";
import { Sign } from "../sign.js";
import { reading } from "../timing.js";
import { SmallCode } from "./codes.js";
import { Harvest } from "./harvest.js";
import { Lobby } from "./lobby.js";
import { sceneOf } from "./scene.js";
import { End, Pause, Spotlight, StepClock } from "./scenes.js";
import { Call } from "./text.js";

/** @typedef {import("./screen.js").Screen} Screen */
/** @typedef {import("./scene.js").Scene} Scene */

/** Scenes that have no large timer of their own. */
const TIMED_ABOVE = new Set(["spotlight", "harvest", "message"]);

/** @param {{ screen: Screen }} props */
export function Projector({ screen }) {
  const session = screen.session.value;
  if (!session)
    return html`<main id="content" class="proj__main proj__end"><h1 class="sr-only">${t("Projektor")}</h1><span class="brand"><${Sign} /><span>Samtal</span></span></main>`;
  const scene = sceneOf(session, screen.ticks.second.value);
  return html`<${Top} screen=${screen} scene=${scene} />${sceneView(screen, scene)}`;
}

/** @param {Screen} screen @param {Scene} scene */
function sceneView(screen, scene) {
  const views = {
    lobby: Lobby,
    step: StepClock,
    pause: Pause,
    spotlight: Spotlight,
    harvest: Harvest,
    message: Call,
    end: End,
  };
  return html`<${views[scene.name]} key=${scene.name} screen=${screen} scene=${scene} />`;
}

/** The code and the address are always there, for those who come late. @param {{ screen: Screen, scene: Scene }} props */
function Top({ screen, scene }) {
  const { session, step } = screen.session.value;
  const timer =
    step && TIMED_ABOVE.has(scene.name)
      ? reading(step, scene.step?.minutes ?? null, screen.ticks.second.value).text
      : null;
  return html`<header class="proj__top">
    <p class="brand"><${Sign} /><span>Samtal</span></p>
    <p class="proj__meet">${session.title}</p>
    ${timer && html`<p class="proj__left" role="timer">${timer}</p>`}
    ${scene.name !== "end" && html`<p class="proj__join">${screen.address} <strong>${spacedCode(session.code)}</strong></p>`}
    ${TIMED_ABOVE.has(scene.name) && html`<${SmallCode} screen=${screen} />`}
  </header>`;
}
