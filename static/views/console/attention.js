/** What the facilitator is told about a room: whether it needs help, who is there, how far its text has come. */

import { latestAt } from "../../lib/pulse.js";
import { written } from "../../session/blocks.js";
import { currentStep, isPause, minutesIn, workshopShare } from "./run_sheet.js";
import { unsent } from "./writing.js";

/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../../session/wire").Presence} Present */
/** @typedef {import("../../session/wire").Away} Away */
/**
 * @typedef {{ kind: "called", at: string } | { kind: "silent", minutes: number } | { kind: "empty" } | { kind: "away" }
 *   | { kind: "no-taker" } | { kind: "no-text" } | { kind: "unsent", devices: number } | { kind: "locked" }} Flag
 */
/** @typedef {{ id: string, name: string, role: string, state: "writes" | "quiet" | "away", since: string | null }} Seat `since` there is no contact, where that is known */
/** @typedef {{ kind: "none" } | { kind: "blocks", count: number } | { kind: "confirmed", at: string, reservation: string | null }} Documentation */

export const SILENT_MINUTES = 7;
export const TEXT_DUE_SHARE = 0.6;
const MINUTE_MS = 60_000;

/**
 * The one thing to say about a room, most pressing first; null where all is well.
 * @param {SessionSnapshot} session
 * @param {RoomSnapshot | null} room null until its channel has come
 * @param {string} roomId
 * @param {number} nowMs
 * @param {Present[]} [present] who is connected to the room's channel, where that is known
 * @param {Away[]} [away] who has lost contact
 * @returns {Flag | null}
 */
export function attention(session, room, roomId, nowMs, present, away = []) {
  const info = session.rooms.find((each) => each.id === roomId);
  if (info?.called_at) return { kind: "called", at: info.called_at };
  if (info?.locked) return { kind: "locked" };
  return need(session, room, roomId, nowMs, present) ?? waitingDevices(session, roomId, present ?? [], away);
}

/** @param {SessionSnapshot} session @param {RoomSnapshot | null} room @param {string} roomId @param {number} nowMs @param {Present[]} [present] @returns {Flag | null} */
function need(session, room, roomId, nowMs, present) {
  if (!room || room.confirmation || !workshopRuns(session)) return null;
  const members = session.participants.filter((person) => person.room === roomId);
  if (members.length === 0) return { kind: "empty" };
  if (present && !members.some(({ id }) => present.some((each) => each.id === id))) return { kind: "away" };
  const quiet = quietMinutes(session, room, nowMs);
  if (quiet >= SILENT_MINUTES) return { kind: "silent", minutes: quiet };
  if (!members.some(({ role }) => role === "note-taker")) return { kind: "no-taker" };
  if (textIsDue(session, nowMs) && written(room.blocks).length === 0) return { kind: "no-text" };
  return null;
}

/** What devices said last also holds of those who have lost contact since. @param {SessionSnapshot} session @param {string} roomId @param {Present[]} present @param {Away[]} away @returns {Flag | null} */
function waitingDevices(session, roomId, present, away) {
  const members = new Set(session.participants.filter(({ room }) => room === roomId).map(({ id }) => id));
  const devices = unsent(
    new Map([[roomId, present]]),
    away.filter(({ id }) => members.has(id)),
  ).size;
  return devices > 0 ? { kind: "unsent", devices } : null;
}

/** @param {SessionSnapshot} session @param {number} nowMs @returns {boolean} whether every room should have begun its text */
export function textIsDue(session, nowMs) {
  return workshopShare(session, nowMs) >= TEXT_DUE_SHARE;
}

/** @param {RoomSnapshot | null} room @returns {Documentation} */
export function documentation(room) {
  if (room?.confirmation) return { kind: "confirmed", ...room.confirmation };
  const count = written(room?.blocks ?? []).length;
  return count === 0 ? { kind: "none" } : { kind: "blocks", count };
}

/**
 * Who belongs to a room, and what they do there: writes (types now, or wrote lately), quiet (connected), away.
 * @param {SessionSnapshot} session
 * @param {RoomSnapshot | null} room
 * @param {string} roomId
 * @param {Present[]} present who is connected to the room's channel
 * @param {number} nowMs
 * @param {Away[]} [away] who has lost contact
 * @returns {Seat[]}
 */
export function seats(session, room, roomId, present, nowMs, away = []) {
  const states = new Map(present.map((person) => [person.id, person.state]));
  const recent = recentAuthors(room, nowMs);
  const since = new Map(away.map((each) => [each.id, each.since]));
  return session.participants
    .filter((person) => person.room === roomId)
    .map(({ id, name, role }) => ({
      id,
      name: name ?? "",
      role,
      state: seatState(states.get(id), recent.has(id)),
      since: states.has(id) ? null : (since.get(id) ?? null),
    }));
}

/** @param {"writing" | "here" | undefined} presence @param {boolean} wroteLately @returns {Seat["state"]} */
function seatState(presence, wroteLately) {
  if (presence === undefined) return "away";
  return presence === "writing" || wroteLately ? "writes" : "quiet";
}

/** @param {RoomSnapshot | null} room @param {number} nowMs */
function recentAuthors(room, nowMs) {
  const since = nowMs - SILENT_MINUTES * MINUTE_MS;
  return new Set(
    (room?.notes ?? []).filter((note) => Date.parse(note.at) >= since).map((note) => note.author),
  );
}

/** @param {SessionSnapshot} session */
function workshopRuns(session) {
  const step = currentStep(session);
  if (session.session.status !== "open" || session.step?.status !== "running" || !step) return false;
  if (isPause(session)) return false;
  return session.programme.find((item) => item.id === step.item)?.kind === "workshop";
}

/**
 * Whole minutes without a note, counted from the step's beginning at the earliest.
 * @param {SessionSnapshot} session
 * @param {RoomSnapshot} room
 * @param {number} nowMs
 */
function quietMinutes(session, room, nowMs) {
  const latest = latestAt(room.notes);
  const sinceNote = latest === null ? Number.POSITIVE_INFINITY : (nowMs - latest) / MINUTE_MS;
  return Math.floor(Math.min(sinceNote, minutesIn(session, nowMs)));
}
