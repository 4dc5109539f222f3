/**
 * What a screen reader is told: the one place from which it is, on a page. Many things at once are told as one, and no
 * more than six times in a minute: who listens must also hear the room. What must not wait goes first, interrupts, and
 * has the sixth time to itself.
 */

const GATHER_MS = 600;
const MINUTE_MS = 60_000;
const MOST_IN_A_MINUTE = 6;
const KEPT_MS = 10_000; // who goes through the page later shall not find what was true once
const MOST_CALM_IN_A_MINUTE = 5;

/** @typedef {{text: string, urgent: boolean, about?: string}} Told */

/** @type {Told[]} */
let waiting = [];
/** @type {number[]} when the latest were told */
let told = [];
let fade = () => {};
let fading = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
let due = Number.POSITIVE_INFINITY;
let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

/**
 * @param {string} text a whole sentence
 * @param {{urgent?: boolean, about?: string}} [options] urgent: who listens is interrupted; about: instead of what
 *   waits to be told about the same thing, which is no longer true
 */
export function announce(text, { urgent = false, about } = {}) {
  waiting = [...waiting.filter((each) => !about || each.about !== about), { text, urgent, about }];
  const now = performance.now();
  const most = waiting.some((each) => each.urgent) ? MOST_IN_A_MINUTE : MOST_CALM_IN_A_MINUTE;
  const at = now + wait_ms(told, now, most);
  if (waiting.length > 1 && at >= due) return;
  clearTimeout(timer);
  due = at;
  timer = setTimeout(tell, at - now);
}

/**
 * @param {number[]} times when something was told, oldest first
 * @param {number} now milliseconds, by the same clock
 * @param {number} [most] how many are told in a minute
 * @returns {number} milliseconds until the next may be told
 */
export function wait_ms(times, now, most = MOST_IN_A_MINUTE) {
  const recent = times.filter((time) => now - time < MINUTE_MS);
  const [first = now] = recent.slice(-most);
  return recent.length < most ? GATHER_MS : Math.max(GATHER_MS, first + MINUTE_MS - now);
}

/** @param {Told[]} list @returns {string} what must not wait first, nothing twice */
export function sentences(list) {
  const inOrder = [...list.filter((each) => each.urgent), ...list.filter((each) => !each.urgent)];
  return [...new Set(inOrder.map((each) => each.text))].join(" ");
}

function tell() {
  const region = regionFor(waiting.some((each) => each.urgent));
  fade();
  region?.replaceChildren(sentences(waiting));
  fade = () => region?.replaceChildren();
  clearTimeout(fading);
  fading = setTimeout(fade, KEPT_MS);
  waiting = [];
  due = Number.POSITIVE_INFINITY;
  told = [...told, performance.now()].slice(-MOST_IN_A_MINUTE);
}

/** @param {boolean} urgent @returns {Element | null} in the open dialog, as all else is silent then */
function regionFor(urgent) {
  const dialog = [...document.querySelectorAll("dialog[open]")].at(-1);
  const calm = (dialog ?? document).querySelector("[data-told], #announcements");
  if (!urgent || !calm) return calm;
  if (calm.nextElementSibling?.matches(".told-at-once")) return calm.nextElementSibling;
  const alert = document.createElement("div");
  alert.className = "sr-only told-at-once";
  alert.setAttribute("role", "alert");
  calm.after(alert);
  return alert;
}
