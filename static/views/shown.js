/** Which notes count as said: those that are neither removed nor hidden by the facilitator. */

/** @typedef {import("../session/wire").Note} Note */

/** @param {{ removed?: boolean, hidden?: boolean }} note */
export function isShown(note) {
  return !note.removed && !note.hidden;
}

/** @param {import("../session/wire").RoomSnapshot | null | undefined} room @returns {Note[]} */
export function shownNotes(room) {
  return (room?.notes ?? []).filter(isShown);
}
