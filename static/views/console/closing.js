/** What remains before a meeting is closed, as a check list: nothing on it stops the closing. */

import { written } from "../../session/blocks.js";
import { shownNotes as visible } from "../shown.js";
import { reported } from "./moderation.js";
import { currentStep } from "./run_sheet.js";
import { unsent, writers } from "./writing.js";

/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../../session/wire").Presence} Present */
/**
 * @typedef {{ kind: "no-notes" | "no-text" | "not-confirmed", channel: string, name: string, notes: number }
 *   | { kind: "no-talk-notes", channel: string, name: string }
 *   | { kind: "no-themes" } | { kind: "unplaced", count: number } | { kind: "writing", count: number }
 *   | { kind: "unsent", count: number } | { kind: "reported", count: number }
 *   | { kind: "step-runs", title: string }} Remaining
 */

/**
 * @param {SessionSnapshot} session
 * @param {Map<string, RoomSnapshot>} channels the rooms' and items' snapshots that have come
 * @param {Map<string, Present[]>} presence who is connected to each channel
 * @param {number} [nowMs]
 * @returns {Remaining[]} most serious first
 */
export function remaining(session, channels, presence, nowMs = Number.POSITIVE_INFINITY) {
  return [
    ...counted("writing", writers(presence, channels, nowMs)),
    ...counted("unsent", unsent(presence).devices),
    ...counted("reported", reported(session, channels).length),
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

/** @param {"writing" | "unsent" | "reported"} kind @param {number} count @returns {Remaining[]} */
function counted(kind, count) {
  return count > 0 ? [{ kind, count }] : [];
}

/** @param {SessionSnapshot} session @returns {Remaining[]} */
function stepRuns(session) {
  const step = session.step?.status === "running" ? currentStep(session) : null;
  return step ? [{ kind: "step-runs", title: step.title }] : [];
}
