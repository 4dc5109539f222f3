/** What the draft does not use, by room, and the notes that a block of it was made from. */

/** @typedef {import("../../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").Note} Note */
/** @typedef {Partial<Note> & { id: string, text: string, room?: string, channel?: string }} UnusedNote */
/** @typedef {{ channel: string, name: string, number: number | null, notes: UnusedNote[] }} UnusedGroup */

/**
 * @param {UnusedNote[]} unused as the draft lists them
 * @param {SessionSnapshot} session
 * @param {Map<string, RoomSnapshot>} channels
 * @returns {UnusedGroup[]} in the order of the paper: items, then rooms
 */
export function byRoom(unused, session, channels) {
  const home = homes(channels);
  const places = [
    ...[...channels.values()]
      .filter(({ room }) => room.kind === "item")
      .map(({ room }) => ({ channel: room.id, name: room.name, number: null })),
    ...session.rooms.map((room, place) => ({
      channel: room.id,
      name: room.proposal?.title ?? room.name,
      number: room.proposal?.number ?? place + 1,
    })),
  ];
  return places
    .map((place) => ({
      ...place,
      notes: unused.filter((note) => (note.room ?? note.channel ?? home.get(note.id)) === place.channel),
    }))
    .filter((group) => group.notes.length > 0);
}

/** @param {Map<string, RoomSnapshot>} channels @returns {Map<string, Note>} every note that can be read, by id */
export function notesById(channels) {
  return new Map(
    [...channels.values()]
      .flatMap((room) => room.notes.filter((note) => !note.removed))
      .map((note) => [note.id, note]),
  );
}

/** @param {string} text @returns {number} words in running text */
export function words(text) {
  return text.match(/[\p{L}\p{N}]+(?:[-’'.:][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/** @param {Map<string, RoomSnapshot>} channels */
function homes(channels) {
  return new Map([...channels].flatMap(([id, room]) => room.notes.map((note) => [note.id, id])));
}
