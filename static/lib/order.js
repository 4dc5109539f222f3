/** Where something that was taken away comes to stand again. */

/** @param {string[]} before those that stood before it, in order @param {string[]} now those that are there @returns {string | null} the last of them that still is, null for first */
export function lastStanding(before, now) {
  return before.findLast((id) => now.includes(id)) ?? null;
}
