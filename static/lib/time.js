/** Times as people read them: digits for what is left, clock times, dates. */

/**
 * @param {number} seconds left; below zero is time over
 * @returns {string} "22:40", "1:05:00", "0:59"
 */
export function digits(seconds) {
  const whole = Math.abs(Math.ceil(seconds));
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const text = hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  return seconds <= -1 ? `+${text}` : text;
}

/**
 * @param {string | number | Date} time
 * @param {string} language
 * @returns {string} "13.45" in Swedish, "13:45" in English, by this device's time zone
 */
export function clock(time, language) {
  const date = new Date(time);
  const parts = [date.getHours(), date.getMinutes()].map((number) => String(number).padStart(2, "0"));
  return parts.join(language === "sv" ? "." : ":");
}

/** @param {string} date ISO, "2025-09-30" @param {string} language @returns {string} "30 september 2025" */
export function longDate(date, language) {
  return format(date, language, { day: "numeric", month: "long", year: "numeric" });
}

/** @param {string} date ISO @param {string} language @returns {{day: string, month: string}} */
export function dayAndMonth(date, language) {
  return {
    day: format(date, language, { day: "numeric" }),
    month: format(date, language, { month: "long" }),
  };
}

/** @param {string} date ISO @param {number} days @returns {string} ISO, that many days later */
export function daysAfter(date, days) {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

/**
 * @param {{status: string, ends_at: string | null, remaining: number | null}} step the step's clock
 * @param {number} now milliseconds, by the server's clock
 * @returns {number | null} seconds left, below zero when over time; null for a step without length
 */
export function secondsLeft(step, now) {
  if (step.status === "paused") return step.remaining;
  return step.ends_at === null ? null : (Date.parse(step.ends_at) - now) / 1_000;
}

/** @param {string} date @param {string} language @param {Intl.DateTimeFormatOptions} options */
function format(date, language, options) {
  const locale = language === "sv" ? "sv-SE" : "en-GB";
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}
