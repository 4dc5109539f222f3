/** What a step's clock shows: digits, the line's length, its mood, and what is said aloud. */

import { digits, secondsLeft } from "../lib/time.js";

/** @typedef {import("../session/wire").StepClock} StepClock */
/** @typedef {"running" | "soon" | "paused" | "over" | "open"} Mood open: a step without length */
/** @typedef {{ left: number | null, text: string, share: number, mood: Mood }} Reading */

const SOON_SECONDS = 120;
const SPOKEN_MINUTES = [10, 5, 2, 0];

/**
 * @param {StepClock} clock
 * @param {number | null} minutes as planned
 * @param {number} nowMs by the server's clock
 * @returns {Reading} `share` is 1 for all time left and 0 for none
 */
export function reading(clock, minutes, nowMs) {
  const left = secondsLeft(clock, nowMs);
  if (left === null) {
    const passed = Math.max(0, (nowMs - Date.parse(clock.started_at)) / 1_000);
    return {
      left,
      text: digits(Math.floor(passed)),
      share: 0,
      mood: clock.status === "paused" ? "paused" : "open",
    };
  }
  const whole = Math.max((minutes ?? 0) * 60, left, 1);
  return {
    left,
    text: digits(left),
    share: Math.min(1, Math.max(0, left / whole)),
    mood: moodOf(clock, left),
  };
}

/**
 * @param {number | null} before seconds left a moment ago
 * @param {number | null} now
 * @returns {number | null} the minutes to announce, where one of the announced marks was just passed
 */
export function passedMark(before, now) {
  if (before === null || now === null) return null;
  return (
    SPOKEN_MINUTES.find((minutes) => before > minutes * 60 && now <= minutes * 60 && before - now < 60) ??
    null
  );
}

/** @param {StepClock} clock @param {number} left @returns {Mood} */
function moodOf(clock, left) {
  if (clock.status === "paused") return "paused";
  if (left <= -1) return "over";
  return left < SOON_SECONDS ? "soon" : "running";
}
