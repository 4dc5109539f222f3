/** Who is where: the people of a meeting as the facilitator moves them between rooms. */

/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").Participant} Participant */
/** @typedef {Participant & { name: string, place: number }} Row */

const BY_NAME = new Intl.Collator("sv");
const STAFF = new Set(["facilitator", "projector"]);

/** @param {SessionSnapshot} session @returns {Participant[]} those who sit in a group, or could */
export function seated(session) {
  return session.participants.filter((person) => !STAFF.has(person.role));
}

/** @param {SessionSnapshot} session @returns {Participant[]} those without a room */
export function unplaced(session) {
  return seated(session).filter((person) => person.room === null);
}

/**
 * The table's rows: those without a room first, then room by room, by name. Who is made
 * facilitator stays where they stood: no row moves away under the pointer.
 * @param {SessionSnapshot} session
 * @param {string} [wanted] searched in name and organisation
 * @returns {Row[]}
 */
export function rows(session, wanted = "") {
  const order = new Map(session.rooms.map((room, place) => [room.id, place]));
  const words = fold(wanted).split(/\s+/).filter(Boolean);
  return session.participants
    .filter((person) => person.role !== "projector")
    .map((person) => ({
      ...person,
      name: person.name ?? "",
      place: person.room ? (order.get(person.room) ?? 0) : -1,
    }))
    .filter((row) => words.every((word) => fold(`${row.name} ${row.organisation ?? ""}`).includes(word)))
    .sort((a, b) => a.place - b.place || BY_NAME.compare(a.name, b.name));
}

/** @param {SessionSnapshot} session @returns {Map<string, number>} how many sit in each room */
export function members(session) {
  const counts = new Map(session.rooms.map((room) => [room.id, 0]));
  for (const { room } of seated(session)) if (room) counts.set(room, (counts.get(room) ?? 0) + 1);
  return counts;
}

/** Lower case without accents, so that "oman" finds Öman. @param {string} text */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
