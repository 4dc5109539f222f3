/** What the draft does not use, by room, and the notes that a block of it was made from. */

/** @typedef {import("../../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").Note} Note */
/** @typedef {{ channel: string, name: string, number: number | null, notes: Note[] }} UnusedGroup */

/**
 * What the paper does not use: as the server told, but for what has been put in, left out or taken back since.
 *
 * @param {{ unused: string[], omitted: string[] }} draft
 * @param {string[]} omitted as of now
 * @param {Map<string, RoomSnapshot>} channels
 * @param {{ sources: string[] }[]} themes
 * @returns {Set<string>} ids of notes
 */
export function leftOver(draft, omitted, channels, themes) {
  const left = new Set([...draft.unused, ...draft.omitted]);
  const made = [...[...channels.values()].flatMap(({ blocks }) => blocks), ...themes];
  for (const { sources } of made) for (const id of sources) left.delete(id);
  for (const id of omitted) left.delete(id);
  return left;
}

/**
 * @param {ReadonlySet<string>} unused ids of notes
 * @param {SessionSnapshot} session
 * @param {Map<string, RoomSnapshot>} channels
 * @returns {UnusedGroup[]} in the order of the paper: items, then rooms
 */
export function byRoom(unused, session, channels) {
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
    .map((place) => {
      const notes = channels.get(place.channel)?.notes ?? [];
      return { ...place, notes: notes.filter((note) => unused.has(note.id) && !note.removed) };
    })
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
