/** One small meeting for the tests of the console and the projector: two rooms, an opening, a talk and a workshop. */

export const NOW = Date.parse("2025-09-30T12:00:00.000Z");

/** @param {number} minutes @returns {string} that many minutes before NOW, as the server writes it */
export function ago(minutes) {
  return new Date(NOW - minutes * 60_000).toISOString();
}

/** @param {object} [changes] @returns {any} the snapshot of the session channel */
export function meeting(changes = {}) {
  return {
    session: {
      id: "m1",
      code: "KLM234",
      title: "Samverkansträff 3",
      series: null,
      number: 3,
      theme: null,
      date: "2025-09-30",
      place: "Göteborg",
      published: null,
      language: "sv",
      status: "open",
      opened_at: ago(120),
      closed_at: null,
      organiser: null,
      settings: { anonymous_notes: true, rooms_visible: "own", self_select_room: true, retention_days: 90 },
    },
    organisations: [],
    categories: [],
    note_kinds: [{ id: "insight", label: "Insikt" }],
    programme: [
      {
        id: "item-1",
        kind: "opening",
        title: "Inledning",
        time: "09.30",
        channel: "item-1",
        parts: [{ channel: "item-1-1", speaker: "Generaldirektören", role: null, title: null }],
      },
      { id: "item-2", kind: "break", title: "Lunch", time: "12.00", channel: null, parts: [] },
      { id: "item-3", kind: "workshop", title: "Workshop", time: "13.00", channel: null, parts: [] },
    ],
    steps: [
      { id: "step-1", item: "item-1", title: "Inledning", minutes: 30, silent: false, time: "09.30" },
      { id: "step-2", item: "item-2", title: "Lunch", minutes: 60, silent: false, time: "12.00" },
      { id: "step-3", item: "item-3", title: "Skriv tyst", minutes: 10, silent: true, time: null },
      { id: "step-4", item: "item-3", title: "Samtal", minutes: 40, silent: false, time: null },
      { id: "step-5", item: "item-3", title: "Skörd", minutes: null, silent: false, time: null },
    ],
    step: { id: "step-4", status: "running", started_at: ago(12), ends_at: ago(-28), remaining: null },
    rooms: [
      {
        id: "room-1",
        name: "Grupp 1",
        capacity: 12,
        locked: false,
        called_at: null,
        proposal: { number: 4, title: "Startenkäter", text: "", from: [], question: null },
      },
      { id: "room-2", name: "Grupp 2", capacity: null, locked: false, called_at: null, proposal: null },
    ],
    participants: [
      person("anna", { name: "Anna", room: "room-1", role: "note-taker" }),
      person("bo", {
        name: "Bo Öman",
        room: "room-2",
        organisation: "Malmö universitet",
        role: "note-taker",
      }),
      person("eva", { name: "Eva", room: null }),
      person("lotta", { name: "Lotta", role: "facilitator" }),
    ],
    themes: [],
    spotlight: null,
    spotlight_queue: [],
    screen: { scene: "auto", theme: "auto", language: "auto" },
    hall: null,
    reports: [],
    undoable: 0,
    messages: [],
    ...changes,
  };
}

/** @param {string} id @param {object} fields @returns {any} */
export function person(id, fields) {
  return {
    id,
    name: id,
    organisation: null,
    role: "participant",
    room: null,
    joined_at: ago(100),
    ...fields,
  };
}

/** @param {string} id @param {object} [fields] @returns {any} */
export function note(id, fields = {}) {
  return {
    id,
    number: 1,
    text: `Inlägg ${id}`,
    kind: "insight",
    author: "anna",
    at: ago(1),
    reply_to: null,
    cluster: null,
    supporters: [],
    edited_at: null,
    removed: false,
    veiled: false,
    hidden: false,
    request: null,
    ...fields,
  };
}

/** @param {string} id @param {object} [fields] @returns {any} a room's or item's snapshot */
export function room(id, fields = {}) {
  const kind = id.startsWith("item") ? "item" : "room";
  return { room: { id, kind, name: id }, notes: [], clusters: [], blocks: [], confirmation: null, ...fields };
}

/** @param {string} id @returns {any} */
export function block(id) {
  return { id, kind: "paragraph", text: "Gruppen vill se en utvärdering.", sources: [], version: 1 };
}
