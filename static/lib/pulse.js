/** The pulse of a conversation: how many notes came in each of the last minutes, and how to draw them. */

export const PULSE_MINUTES = 15;
export const BAR_PITCH = 11;
export const BAR_WIDTH = 8;
export const PULSE_HEIGHT = 36;
export const PULSE_WIDTH = PULSE_MINUTES * BAR_PITCH - (BAR_PITCH - BAR_WIDTH);
const EMPTY_BAR = 2;
const LOWEST_FULL = 2; // one note in a minute never fills the whole height
const MINUTE_MS = 60_000;

/** @typedef {{ at: string, removed?: boolean }} Stamped */
/** @typedef {{ x: number, y: number, width: number, height: number, kind: "z" | "now" | "" }} Bar */

/**
 * @param {Iterable<Stamped>} notes
 * @param {number} nowMs the server's time
 * @returns {number[]} notes per minute, oldest minute first; the last one is the minute that is going on
 */
export function pulse(notes, nowMs, minutes = PULSE_MINUTES) {
  const counts = Array(minutes).fill(0);
  for (const { at, removed } of notes) {
    if (removed || !at) continue;
    const age = Math.max(0, Math.floor((nowMs - Date.parse(at)) / MINUTE_MS));
    if (age < minutes) counts[minutes - 1 - age] += 1;
  }
  return counts;
}

/** @param {number[]} counts @returns {number} the mean per minute, one decimal */
export function perMinute(counts) {
  if (counts.length === 0) return 0;
  return Math.round((10 * counts.reduce((sum, count) => sum + count, 0)) / counts.length) / 10;
}

/** @param {number[]} counts @returns {Bar[]} rectangles in a drawing of PULSE_WIDTH × PULSE_HEIGHT */
export function bars(counts) {
  const full = Math.max(LOWEST_FULL, ...counts);
  return counts.map((count, place) => {
    const height = count === 0 ? EMPTY_BAR : Math.max(EMPTY_BAR * 2, (PULSE_HEIGHT * count) / full);
    const latest = place === counts.length - 1;
    const kind = count === 0 ? "z" : latest ? "now" : "";
    return { x: place * BAR_PITCH, y: PULSE_HEIGHT - height, width: BAR_WIDTH, height, kind };
  });
}

/** @param {Iterable<Stamped>} notes @returns {number | null} when the latest note came, milliseconds */
export function latestAt(notes) {
  let latest = null;
  for (const { at, removed } of notes) {
    if (removed || !at) continue;
    const time = Date.parse(at);
    if (latest === null || time > latest) latest = time;
  }
  return latest;
}
