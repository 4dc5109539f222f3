/** What remains before a meeting is closed, as a check list: nothing on it stops the closing. */

import { written } from "../../session/blocks.js";
import { shownNotes as visible } from "../shown.js";
import { reported } from "./moderation.js";
import { currentStep } from "./run_sheet.js";
import { unsent, writingIn } from "./writing.js";

/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../../session/wire").Presence} Present */
/** @typedef {import("../../session/wire").Away} Away */
/** @typedef {{ name: string, room: string, since: string | null }} Somebody `since` there is no contact with the device */
/**
 * @typedef {{ kind: "no-notes" | "no-text" | "not-confirmed", channel: string, name: string, notes: number }
 *   | { kind: "no-talk-notes", channel: string, name: string }
 *   | { kind: "no-themes" } | { kind: "unplaced", count: number } | { kind: "writing", count: number, rooms: string[] }
 *   | { kind: "unsent" | "away", people: Somebody[], rooms: string[] } | { kind: "reported", count: number }
 *   | { kind: "step-runs", title: string }} Remaining
 */

/**
 * @param {SessionSnapshot} session
 * @param {Map<string, RoomSnapshot>} channels the rooms' and items' snapshots that have come
 * @param {Map<string, Present[]>} presence who is connected to each channel
 * @param {number} [nowMs]
 * @param {Away[]} [away] who has lost contact
 * @returns {Remaining[]} most serious first
 */
export function remaining(session, channels, presence, nowMs = Number.POSITIVE_INFINITY, away = []) {
  return [
    ...writing(writingIn(presence, channels, nowMs)),
    ...holding("unsent", session, [...unsent(presence, away).keys()], away),
    ...holding("away", session, withoutContact(away), away),
    ...reports(reported(session, channels).length),
    ...session.rooms.flatMap((room) => roomRemains(room, channels.get(room.id))),
    ...talks(session).flatMap(({ channel, name }) => talkRemains(channel, name, channels.get(channel))),
    ...(session.themes.length === 0 ? [{ kind: /** @type {const} */ ("no-themes") }] : []),
    ...stepRuns(session),
  ];
}

/** @param {SessionSnapshot} session @param {Map<string, RoomSnapshot>} channels what is safely there */
export function kept(session, channels) {
  const notes = [...channels.values()].reduce((sum, room) => sum + visible(room).length, 0);
  const blocks = [...channels.values()].reduce((sum, room) => sum + written(room.blocks).length, 0);
  return { notes, blocks, themes: session.themes.length };
}

/** @param {SessionSnapshot} session @returns {{ channel: string, name: string }[]} openings' and talks' parts, else the whole item */
export function talks(session) {
  return session.programme.flatMap((item) => {
    if (!item.channel) return [];
    if (item.parts.length === 0) return [{ channel: item.channel, name: item.title }];
    return item.parts.map((part) => ({ channel: part.channel, name: part.title ?? part.speaker }));
  });
}

/** @param {import("../../session/wire").RoomInfo} listed @param {RoomSnapshot | undefined} room @returns {Remaining[]} */
function roomRemains({ id: channel, name, proposal }, room) {
  const about = { channel, name: proposal?.title ?? name, notes: room ? visible(room).length : 0 };
  const nothing = written(room?.blocks ?? []).length === 0;
  if (nothing) return [{ kind: about.notes === 0 ? "no-notes" : "no-text", ...about }];
  return room?.confirmation ? [] : [{ kind: "not-confirmed", ...about }];
}

/** @param {string} channel @param {string} name @param {RoomSnapshot | undefined} room @returns {Remaining[]} */
function talkRemains(channel, name, room) {
  const empty = !room || (visible(room).length === 0 && written(room.blocks).length === 0);
  return empty ? [{ kind: "no-talk-notes", channel, name }] : [];
}

/** @param {Map<string, string>} where @returns {Remaining[]} */
function writing(where) {
  const rooms = [...new Set(where.values())];
  return where.size > 0 ? [{ kind: "writing", count: where.size, rooms }] : [];
}

/** Those whose devices have not said that anything waits there. @param {Away[]} away @returns {string[]} the latest first */
function withoutContact(away) {
  const silent = away.filter((each) => !each.unsent);
  return silent.sort((one, other) => other.since.localeCompare(one.since)).map(({ id }) => id);
}

/**
 * @param {"unsent" | "away"} kind
 * @param {SessionSnapshot} session
 * @param {string[]} ids
 * @param {Away[]} away
 * @returns {Remaining[]} about those who have a room
 */
function holding(kind, session, ids, away) {
  const people = ids.flatMap((id) => {
    const person = session.participants.find((each) => each.id === id);
    const { since = null } = away.find((each) => each.id === id) ?? {};
    return person?.room ? [{ name: person.name ?? "", room: person.room, since }] : [];
  });
  return people.length > 0 ? [{ kind, people, rooms: [...new Set(people.map(({ room }) => room))] }] : [];
}

/** @param {number} count @returns {Remaining[]} */
function reports(count) {
  return count > 0 ? [{ kind: "reported", count }] : [];
}

/** @param {SessionSnapshot} session @returns {Remaining[]} */
function stepRuns(session) {
  const step = session.step?.status === "running" ? currentStep(session) : null;
  return step ? [{ kind: "step-runs", title: step.title }] : [];
}
