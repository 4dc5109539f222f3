/**
 * What a screen reader is told, through the page's one polite status. Many things at once are told as one, and no more
 * than six times in a minute: who listens must also hear the room.
 */

const GATHER_MS = 600;
const MINUTE_MS = 60_000;
const MOST_IN_A_MINUTE = 6;

/** @type {string[]} */
let waiting = [];
/** @type {number[]} when the latest were told */
let told = [];

/** @param {string} text a whole sentence */
export function announce(text) {
  waiting.push(text);
  if (waiting.length === 1) setTimeout(tell, wait_ms(told, performance.now()));
}

/**
 * @param {number[]} times when something was told, oldest first
 * @param {number} now milliseconds, by the same clock
 * @returns {number} milliseconds until the next may be told
 */
export function wait_ms(times, now) {
  const recent = times.filter((time) => now - time < MINUTE_MS);
  const [first = now] = recent.slice(-MOST_IN_A_MINUTE);
  return recent.length < MOST_IN_A_MINUTE ? GATHER_MS : Math.max(GATHER_MS, first + MINUTE_MS - now);
}

function tell() {
  const status = document.getElementById("announcements");
  if (status) status.textContent = [...new Set(waiting)].join(" ");
  waiting = [];
  told = [...told, performance.now()].slice(-MOST_IN_A_MINUTE);
}
