/** Which groups carry a pattern: a fixed position for each room, filled where one of its notes is a source. */

import { isShown } from "./shown.js";

/** @typedef {import("../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../session/wire").RoomInfo} RoomListed */

/** @param {RoomListed} room @param {number} place from 0 @returns {number} the number people know the group by */
export function groupNumber(room, place) {
  return room.proposal?.number ?? place + 1;
}

/**
 * @param {{ sources: string[] }} theme
 * @param {RoomListed[]} rooms
 * @param {Map<string, RoomSnapshot>} channels
 * @returns {{ id: string, number: number, carries: boolean }[]}
 */
export function carriers(theme, rooms, channels) {
  const wanted = new Set(theme.sources);
  return rooms.map((room, place) => ({
    id: room.id,
    number: groupNumber(room, place),
    carries: (channels.get(room.id)?.notes ?? []).some((note) => wanted.has(note.id)),
  }));
}

/** @param {string[]} sources @param {Map<string, RoomSnapshot>} channels @returns {number} how many of them can still be read */
export function sourcesLeft(sources, channels) {
  const wanted = new Set(sources);
  return [...channels.values()]
    .flatMap((room) => room.notes)
    .filter((note) => wanted.has(note.id) && isShown(note)).length;
}

/**
 * @template {{ carries: boolean }} G
 * @param {G[]} groups
 * @param {number} most that there is room for
 * @returns {{ shown: G[], more: number }} all of them where they have room; else those that carry it, and how many more do
 */
export function beside(groups, most) {
  if (groups.length <= most) return { shown: groups, more: 0 };
  const carry = groups.filter((group) => group.carries);
  return carry.length <= most
    ? { shown: carry, more: 0 }
    : { shown: carry.slice(0, most - 1), more: carry.length - most + 1 };
}
