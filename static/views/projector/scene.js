/** Which scene the projector shows, from what the meeting's state says. */

import { currentStep, isPause, nextStep } from "../console/run_sheet.js";

/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").Step} Step */
/** @typedef {import("../../session/wire").Message} Message */
/** @typedef {"lobby" | "step" | "pause" | "spotlight" | "harvest" | "message" | "end"} SceneName */
/** @typedef {{ name: SceneName, message: Message | null, step: Step | null, next: Step | null }} Scene */

export const MESSAGE_SHOWN_MS = 30_000;
const BESIDE_CHARACTERS = 140;

/**
 * @param {SessionSnapshot} session
 * @param {number} nowMs the server's time
 * @returns {Scene}
 */
export function sceneOf(session, nowMs) {
  const message = messageOn(session, nowMs);
  return {
    name: nameOf(session, message),
    message,
    step: currentStep(session),
    next: session.step ? nextStep(session) : null,
  };
}

/** @param {SessionSnapshot} session @param {Message | null} message @returns {SceneName} */
function nameOf(session, message) {
  const { status } = session.session;
  if (status === "closed") return "end";
  if (message) return "message";
  const chosen = chosenScene(session);
  if (chosen) return chosen;
  if (session.spotlight?.theme) return "harvest";
  if (session.spotlight?.note)
    return harvestTime(session) && fitsBeside(session.spotlight) ? "harvest" : "spotlight";
  if (status === "prepared" || !session.step) return "lobby";
  if (isPause(session)) return "pause";
  return harvestTime(session) ? "harvest" : "step";
}

/** What the facilitator has chosen by hand; a long note that is lifted at the harvest takes the screen. @param {SessionSnapshot} session @returns {SceneName | null} */
function chosenScene({ screen, spotlight }) {
  switch (screen.scene) {
    case "auto":
      return null;
    case "work":
      return "step";
    case "harvest":
      return spotlight?.note && !fitsBeside(spotlight) ? "spotlight" : "harvest";
    default:
      return screen.scene;
  }
}

/** A call to everybody stays for half a minute. @param {SessionSnapshot} session @param {number} nowMs */
export function messageOn(session, nowMs) {
  const latest = session.messages.filter((message) => !message.rooms).at(-1);
  if (!latest) return null;
  const age = nowMs - Date.parse(latest.at);
  return age < MESSAGE_SHOWN_MS ? latest : null;
}

/** The last step of the last workshop is when patterns are gathered, once there are any. @param {SessionSnapshot} session */
function harvestTime(session) {
  if (session.themes.length === 0) return false;
  const workshop = session.programme.filter((item) => item.kind === "workshop").at(-1);
  const last = session.steps.filter((step) => step.item === workshop?.id).at(-1);
  return last !== undefined && session.step?.id === last.id;
}

/** A longer note takes the whole screen instead of standing beside the patterns. @param {{ text: string }} spotlight */
function fitsBeside({ text }) {
  return text.length <= BESIDE_CHARACTERS;
}
