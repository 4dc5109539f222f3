/** Who is in the middle of a sentence: nobody should be cut off there. */

/** @typedef {import("../../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../../session/wire").Presence} Present */

const FRESH_MS = 8_000; // the server takes somebody for a writer this long after the last key, and a note just sent ends that

/**
 * @param {Map<string, Present[]>} presence who is connected to each channel
 * @param {Map<string, RoomSnapshot>} channels
 * @param {number} nowMs
 * @returns {number} how many write now; those whose note came a moment ago have finished
 */
export function writers(presence, channels, nowMs) {
  const people = new Set();
  for (const [channel, present] of presence) {
    const sent = justSent(channels.get(channel), nowMs);
    for (const { id, state } of present) if (state === "writing" && !sent.has(id)) people.add(id);
  }
  return people.size;
}

/** @param {Map<string, Present[]>} presence @returns {{ devices: number, notes: number }} whose notes wait on their devices */
export function unsent(presence) {
  /** @type {Map<string, number>} */
  const waiting = new Map();
  for (const { id, unsent: count = 0 } of [...presence.values()].flat())
    if (count > 0) waiting.set(id, Math.max(count, waiting.get(id) ?? 0));
  return { devices: waiting.size, notes: [...waiting.values()].reduce((sum, count) => sum + count, 0) };
}

/** @param {RoomSnapshot | undefined} room @param {number} nowMs @returns {Set<string | null>} */
function justSent(room, nowMs) {
  return new Set(
    (room?.notes ?? [])
      .filter((note) => nowMs - Date.parse(note.edited_at ?? note.at) < FRESH_MS)
      .map((note) => note.author),
  );
}
