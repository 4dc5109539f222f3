/** The run-sheet: all steps under their programme item, with planned times and what is done, on and to come. */

/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").Step} Step */
/** @typedef {Step & { state: "done" | "now" | "coming", from: string | null, to: string | null }} Line */
/** @typedef {{ item: string, title: string, kind: string, time: string | null, lines: Line[] }} Group */

const DAY_MINUTES = 24 * 60;

/**
 * @param {SessionSnapshot} session
 * @param {string | null} [lastSeen] the latest step that was on, where none is on now
 * @returns {Group[]}
 */
export function runSheet(session, lastSeen = null) {
  const lines = withTimes(session.steps).map((line, place) => ({
    ...line,
    state: stateOf(session, place, lastSeen),
  }));
  return session.programme
    .map((item) => ({
      item: item.id,
      title: item.title,
      kind: item.kind,
      time: item.time ? minuteText(minutesOf(item.time)) : null,
      lines: lines.filter((line) => line.item === item.id),
    }))
    .filter((group) => group.lines.length > 0);
}

/** @param {SessionSnapshot} session @returns {Step | null} the step after the one that is on; the first where none is */
export function nextStep(session) {
  const place = placeOf(session, session.step?.id ?? null);
  return session.steps[place + 1] ?? null;
}

/** @param {SessionSnapshot} session @returns {Step | null} */
export function currentStep(session) {
  return session.steps[placeOf(session, session.step?.id ?? null)] ?? null;
}

const PAUSES = /^(paus|rast|bensträckare|lunch|kaffe|fika|break|coffee)/i;

/** @param {SessionSnapshot} session @returns {boolean} whether people rest: a break of the programme, or a step called so */
export function isPause(session) {
  const step = currentStep(session);
  if (!step) return false;
  const item = session.programme.find((each) => each.id === step.item);
  return item?.kind === "break" || PAUSES.test(step.title);
}

/**
 * How far a workshop has come, in planned minutes.
 * @param {SessionSnapshot} session
 * @param {number} nowMs
 * @returns {number} 0 … 1; 0 outside a workshop
 */
export function workshopShare(session, nowMs) {
  const current = currentStep(session);
  const item = current && session.programme.find((each) => each.id === current.item);
  if (!current || item?.kind !== "workshop") return 0;
  const steps = session.steps.filter((step) => step.item === item.id);
  const before = steps.slice(0, steps.indexOf(current));
  const total = steps.reduce((sum, step) => sum + (step.minutes ?? 0), 0);
  if (total === 0) return (before.length + 1) / steps.length;
  const passed = before.reduce((sum, step) => sum + (step.minutes ?? 0), 0);
  return Math.min(1, (passed + Math.min(current.minutes ?? 0, minutesIn(session, nowMs))) / total);
}

/** @param {SessionSnapshot} session @param {number} nowMs @returns {number} minutes since the step began */
export function minutesIn(session, nowMs) {
  if (!session.step) return 0;
  return Math.max(0, (nowMs - Date.parse(session.step.started_at)) / 60_000);
}

/** @param {SessionSnapshot} session @param {string | null} stepId */
function placeOf(session, stepId) {
  return session.steps.findIndex((step) => step.id === stepId);
}

/** @param {SessionSnapshot} session @param {number} place @param {string | null} lastSeen @returns {Line["state"]} */
function stateOf(session, place, lastSeen) {
  if (session.session.status === "closed") return "done";
  const current = placeOf(session, session.step?.id ?? null);
  if (current === place) return "now";
  const last = current >= 0 ? current - 1 : placeOf(session, lastSeen);
  return place <= last ? "done" : "coming";
}

/** Planned times: the step's own, else where the one before it ends. @param {Step[]} steps */
function withTimes(steps) {
  /** @type {number | null} */
  let clock = null;
  return steps.map((step) => {
    /** @type {number | null} */
    const from = step.time ? minutesOf(step.time) : clock;
    clock = from === null || step.minutes === null ? null : from + step.minutes;
    return { ...step, from: minuteText(from), to: minuteText(clock) };
  });
}

/** @param {string} time `09.30` or `09:30` */
function minutesOf(time) {
  const [hours, minutes] = time.split(/[.:]/).map(Number);
  return hours * 60 + minutes;
}

/** @param {number | null} minutes since midnight @returns {string | null} `09.30` */
function minuteText(minutes) {
  if (minutes === null) return null;
  const inDay = minutes % DAY_MINUTES;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}.${String(inDay % 60).padStart(2, "0")}`;
}
