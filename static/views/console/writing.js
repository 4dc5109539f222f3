/** Who is in the middle of a sentence: nobody should be cut off there. */

/** @typedef {import("../../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../../session/wire").Presence} Present */
/** @typedef {import("../../session/wire").Away} Away */

const FRESH_MS = 8_000; // the server takes somebody for a writer this long after the last key, and a note just sent ends that

/**
 * @param {Map<string, Present[]>} presence who is connected to each channel
 * @param {Map<string, RoomSnapshot>} channels
 * @param {number} nowMs
 * @returns {number} how many write now; those whose note came a moment ago have finished
 */
export function writers(presence, channels, nowMs) {
  return writingIn(presence, channels, nowMs).size;
}

/** @param {Map<string, Present[]>} presence @param {Map<string, RoomSnapshot>} channels @param {number} nowMs @returns {Map<string, string>} where each writes */
export function writingIn(presence, channels, nowMs) {
  const people = new Map();
  for (const [channel, present] of presence) {
    const sent = justSent(channels.get(channel), nowMs);
    for (const { id, state } of present) if (state === "writing" && !sent.has(id)) people.set(id, channel);
  }
  return people;
}

/**
 * Whose notes wait on their devices, as these have said; also of those who have lost contact since.
 * @param {Map<string, Present[]>} presence
 * @param {Away[]} away
 * @returns {Map<string, number>} how many, by person
 */
export function unsent(presence, away) {
  /** @type {Map<string, number>} */
  const waiting = new Map();
  for (const { id, unsent: count = 0 } of [...[...presence.values()].flat(), ...away])
    if (count > 0) waiting.set(id, Math.max(count, waiting.get(id) ?? 0));
  return waiting;
}

/** @param {RoomSnapshot | undefined} room @param {number} nowMs @returns {Set<string | null>} */
function justSent(room, nowMs) {
  return new Set(
    (room?.notes ?? [])
      .filter((note) => nowMs - Date.parse(note.edited_at ?? note.at) < FRESH_MS)
      .map((note) => note.author),
  );
}
