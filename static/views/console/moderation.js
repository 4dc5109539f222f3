/** What the facilitator has to look at: notes that were reported, that wait for a change, or that are hidden. */

/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */
/** @typedef {import("../../session/wire").RoomSnapshot} RoomSnapshot */
/** @typedef {import("../../session/wire").Note} Note */
/** @typedef {import("../../session/wire").Report} Report */
/** @typedef {{ channel: string, note: Note }} Placed */
/** @typedef {Placed & { reports: Report[] }} Reported */

/**
 * @param {SessionSnapshot} session
 * @param {Map<string, RoomSnapshot>} channels
 * @returns {Reported[]} a note that several have reported stands once; one that is gone is left out
 */
export function reported(session, channels) {
  /** @type {Map<string, Reported>} */
  const found = new Map();
  for (const report of session.reports) {
    const note = channels.get(report.channel)?.notes.find((each) => each.id === report.note);
    if (!note || note.removed || note.hidden) continue;
    const known = found.get(note.id);
    if (known) known.reports.push(report);
    else found.set(note.id, { channel: report.channel, note, reports: [report] });
  }
  return [...found.values()];
}

/** @param {Map<string, RoomSnapshot>} channels @returns {Placed[]} */
export function hiddenNotes(channels) {
  return placed(channels, (note) => note.hidden);
}

/** @param {Map<string, RoomSnapshot>} channels @returns {Placed[]} what the writer has been asked to change, and has not yet */
export function askedFor(channels) {
  return placed(channels, (note) => Boolean(note.request) && !note.hidden);
}

/** @param {Map<string, RoomSnapshot>} channels @param {(note: Note) => boolean} wanted @returns {Placed[]} */
function placed(channels, wanted) {
  return [...channels].flatMap(([channel, room]) =>
    room.notes.filter((note) => !note.removed && wanted(note)).map((note) => ({ channel, note })),
  );
}
