/**
 * What a channel's events make of its snapshot: pure, so that the recorded stories can hold it against the server's.
 *
 * @import { Block, ChannelState, Cluster, Comment, DraftSnapshot, Event, Note, Participant, RoomSnapshot, SessionSnapshot, StepClock, Text, Theme } from "./wire"
 */

const KEPT_MESSAGES = 50;
const KEPT_CLOCKS = 20;
const AUTOMATIC_SCREEN = { scene: "auto", theme: "auto", language: "auto" };

/** An event type that this page is too old to know: the page has to be loaded again. */
export class UnknownEvent extends Error {
  /** @param {string} type */
  constructor(type) {
    super(`unknown event ${type}`);
    this.name = "UnknownEvent";
  }
}

/** An event is missing before this one: the channel has to be asked for again. */
export class Gap extends Error {
  /** @param {number} held the last seq here @param {number} came */
  constructor(held, came) {
    super(`event ${came} came after ${held}`);
    this.name = "Gap";
  }
}

/**
 * @param {string} channel
 * @returns {ChannelState} the channel before anything is known of it
 */
export function empty(channel) {
  const data =
    channel === "session" ? emptySession() : channel === "draft" ? emptyDraft() : emptyRoom(channel);
  return /** @type {ChannelState} */ ({ channel, seq: 0, data });
}

/**
 * @param {string} channel
 * @param {SessionSnapshot | RoomSnapshot | DraftSnapshot} snapshot
 * @param {number} seq of the last event in the snapshot
 * @returns {ChannelState}
 */
export function fromSnapshot(channel, snapshot, seq) {
  return /** @type {ChannelState} */ ({ channel, seq, data: structuredClone(snapshot) });
}

/**
 * @param {ChannelState} state
 * @returns {SessionSnapshot | RoomSnapshot | DraftSnapshot} what the server's snapshot would be
 */
export function toSnapshot(state) {
  return state.data;
}

/**
 * Puts one event in its place. Things that it does not touch keep their identity.
 *
 * @template {ChannelState} S
 * @param {S} state
 * @param {Event} event the same one again changes nothing
 * @returns {S}
 * @throws {Gap | UnknownEvent}
 */
export function apply(state, event) {
  if (event.seq <= state.seq) return state;
  if (event.seq > state.seq + 1) throw new Gap(state.seq, event.seq);
  if (event.type === undefined) return { ...state, seq: event.seq };
  const changes = state.channel === "session" ? SESSION : state.channel === "draft" ? DRAFT : ROOM;
  const change = Object.hasOwn(changes, event.type) ? changes[event.type] : undefined;
  if (!change) throw new UnknownEvent(event.type);
  return {
    ...state,
    seq: event.seq,
    data: { ...state.data, ...change(/** @type {any} */ (state.data), event.data) },
  };
}

/** How each event changes the session's channel. @type {Record<string, (data: any, told: any) => object>} */
const SESSION = {
  "session.created": (_, told) => ({ session: told }),
  "session.opened": opened,
  "session.reopened": opened,
  "session.closed": (data, told) => ({
    session: { ...data.session, status: "closed", closed_at: told.at },
    step: null,
    undoable: 0,
  }),
  "step.started": (data, told) => ({ step: clockOf(told), ...undoableAfter(data, told) }),
  "step.paused": (_, told) => ({ step: clockOf(told) }),
  "step.extended": (_, told) => ({ step: clockOf(told) }),
  "step.ended": (data, told) => ({ step: null, ...undoableAfter(data, told) }),
  "step.restored": restored,
  "room.added": (data, told) => ({ rooms: put(data.rooms, told) }),
  "room.edited": (data, told) => ({ rooms: put(data.rooms, told) }),
  "room.locked": (data, told) => ({ rooms: put(data.rooms, told) }),
  "room.unlocked": (data, told) => ({ rooms: put(data.rooms, told) }),
  "room.called": (data, told) => ({ rooms: put(data.rooms, told) }),
  "room.answered": (data, told) => ({ rooms: put(data.rooms, told) }),
  "participant.joined": (data, told) => ({ participants: put(data.participants, told) }),
  "participant.moved": (data, told) => ({ participants: put(data.participants, told) }),
  "participant.role_set": (data, told) => ({ participants: put(data.participants, told) }),
  "names.erased": (data) => ({ participants: data.participants.map(nameless) }),
  "theme.added": (data, told) =>
    "after" in told ? moveTheme(data, told) : { themes: put(data.themes, told) },
  "theme.edited": (data, told) => ({ themes: put(data.themes, told) }),
  "theme.moved": moveTheme,
  "theme.removed": (data, told) => ({ themes: without(data.themes, told.id) }),
  "spotlight.set": (_, told) => ({ spotlight: told.note || told.theme ? told : null }),
  "spotlight.queued": (_, told) => ({ spotlight_queue: told.queue }),
  "spotlight.unqueued": (_, told) => ({ spotlight_queue: told.queue }),
  "screen.set": (_, told) => ({ screen: { ...AUTOMATIC_SCREEN, ...told } }),
  "hall.set": (_, told) => ({ hall: told.ssid ? told : null }),
  "note.reported": (data, told) => ({ reports: put(data.reports, told) }),
  "report.settled": (data, told) => ({ reports: without(data.reports, told.id) }),
  "message.sent": (data, told) => ({ messages: [...data.messages, told].slice(-KEPT_MESSAGES) }),
};

/** How each event changes a room's or item's channel. @type {Record<string, (data: any, told: any) => object>} */
const ROOM = {
  "room.renamed": (_, told) => ({ room: told }),
  "note.added": putNote,
  "note.edited": putNote,
  "note.removed": putNote,
  "note.restored": putNote,
  "note.supported": putNote,
  "note.moved": putNote,
  "note.hidden": putNote,
  "note.shown": putNote,
  "note.asked": putNote,
  "notes.revealed": putNotes,
  "notes.veiled": putNotes,
  "cluster.added": addCluster,
  "cluster.renamed": (data, told) => ({ clusters: put(data.clusters, told) }),
  "cluster.removed": (data, told) => ({
    clusters: without(data.clusters, told.id),
    notes: data.notes.map((/** @type {Note} */ note) =>
      note.cluster === told.id ? { ...note, cluster: null } : note,
    ),
  }),
  "block.added": putBlock,
  "block.edited": putBlock,
  "block.moved": putBlock,
  "block.removed": (data, told) => ({ blocks: without(data.blocks, told.id) }),
  "section.confirmed": (_, told) => ({ confirmation: told }),
  "section.unconfirmed": () => ({ confirmation: null }),
};

/** How each event changes the draft's channel. @type {Record<string, (data: any, told: any) => object>} */
const DRAFT = {
  "text.edited": putText,
  "note.omitted": (data, told) => ({ omitted: [...data.omitted, told.note] }),
  "note.included": (data, told) => ({
    omitted: data.omitted.filter((/** @type {string} */ id) => id !== told.note),
  }),
  "comment.added": (data, told) => ({ comments: put(data.comments, told) }),
  "comment.settled": (data, told) => ({ comments: put(data.comments, told) }),
  "comment.reopened": (data, told) => ({ comments: put(data.comments, told) }),
  "comment.removed": (data, told) => ({ comments: without(data.comments, told.id) }),
  "comments.erased": (data, told) => ({
    comments: data.comments.map((/** @type {Comment} */ each) => ({
      ...each,
      text: told.text,
      organisation: null,
    })),
  }),
  "paper.marked": (data, told) => ({ paper: { ...data.paper, ...told } }),
  "paper.set": (data, told) => ({ paper: { ...data.paper, ...told } }),
  "reading.opened": (data, told) => ({ readings: put(data.readings, told) }),
  "reading.withdrawn": (data, told) => ({ readings: put(data.readings, told) }),
};

/** The event types of each kind of channel, for the test that demands a story for every one of them. */
export const SESSION_EVENTS = Object.freeze(Object.keys(SESSION));
export const ROOM_EVENTS = Object.freeze(Object.keys(ROOM));
export const DRAFT_EVENTS = Object.freeze(Object.keys(DRAFT));

/** @param {SessionSnapshot} data @param {{at: string}} told */
function opened(data, told) {
  const { session } = data;
  return {
    session: { ...session, status: "open", opened_at: session.opened_at ?? told.at, closed_at: null },
  };
}

/** @param {StepClock} told an event's data carries more than the clock @returns {StepClock} */
function clockOf({ id, status, started_at, ends_at, remaining }) {
  return { id, status, started_at, ends_at, remaining };
}

/** @param {SessionSnapshot} data @param {{clock: StepClock | null, status?: "prepared"}} told a meeting that the start opened has not begun */
function restored({ session, undoable }, { clock, status }) {
  const back = { step: clock, undoable: undoable - 1 };
  return status ? { ...back, session: { ...session, status, opened_at: null } } : back;
}

/** @param {SessionSnapshot} data @param {{replaced?: unknown}} told a start that can be taken back says what it replaced */
function undoableAfter(data, told) {
  return told.replaced === undefined ? {} : { undoable: Math.min(data.undoable + 1, KEPT_CLOCKS) };
}

/** @param {SessionSnapshot} data @param {Theme & {after: string | null}} told */
function moveTheme(data, { after, ...theme }) {
  const others = without(data.themes, theme.id);
  const place = others.findIndex((each) => each.id === after);
  return { themes: others.toSpliced(place + 1, 0, theme) };
}

/** @param {RoomSnapshot} data @param {Cluster & {after?: string | null}} told */
function addCluster(data, { after, ...cluster }) {
  if (after === undefined) return { clusters: put(data.clusters, cluster) };
  const place = data.clusters.findIndex((each) => each.id === after);
  return { clusters: data.clusters.toSpliced(place + 1, 0, cluster) };
}

/** @param {RoomSnapshot} data @param {{notes: Note[]}} told */
function putNotes(data, told) {
  return { notes: told.notes.reduce(withNote, data.notes) };
}

/** @param {RoomSnapshot} data @param {Note} told */
function putNote(data, told) {
  return { notes: withNote(data.notes, told) };
}

/**
 * Notes stand by number. What arrives as `{"id", "removed": true}` is gone for this reader.
 *
 * @param {Note[]} notes
 * @param {Note} note
 */
function withNote(notes, note) {
  if (note.number === undefined) return without(notes, note.id);
  const place = notes.findIndex((each) => each.id === note.id);
  if (place >= 0) return notes.with(place, note);
  const next = notes.findIndex((each) => each.number > note.number);
  return next < 0 ? [...notes, note] : notes.toSpliced(next, 0, note);
}

/**
 * A block stands after the one that `after` names; first where that is null or gone.
 *
 * @param {RoomSnapshot} data
 * @param {Block & {after: string | null}} told
 */
function putBlock(data, { after, ...block }) {
  const others = without(data.blocks, block.id);
  const place = others.findIndex((each) => each.id === after);
  return { blocks: others.toSpliced(place + 1, 0, block) };
}

/** The projector's participants have no names to lose. @param {Participant} person */
function nameless(person) {
  return "name" in person ? { ...person, name: null } : person;
}

/** @param {DraftSnapshot} data @param {Text} told without lines: the paper has what is composed again */
function putText(data, told) {
  const { [told.part]: _, ...others } = data.texts;
  return { texts: told.lines === null ? others : { ...data.texts, [told.part]: told } };
}

/** @template {{id: string}} T @param {T[]} things @param {T} thing @returns {T[]} in its old place, or last */
function put(things, thing) {
  const place = things.findIndex((each) => each.id === thing.id);
  return place < 0 ? [...things, thing] : things.with(place, thing);
}

/** @template {{id: string}} T @param {T[]} things @param {string} id @returns {T[]} */
function without(things, id) {
  return things.filter((each) => each.id !== id);
}

function emptySession() {
  return {
    session: null,
    organisations: [],
    categories: [],
    note_kinds: [],
    programme: [],
    steps: [],
    step: null,
    rooms: [],
    participants: [],
    themes: [],
    spotlight: null,
    spotlight_queue: [],
    screen: AUTOMATIC_SCREEN,
    hall: null,
    reports: [],
    undoable: 0,
    messages: [],
  };
}

function emptyDraft() {
  return {
    texts: {},
    comments: [],
    omitted: [],
    paper: { state: "working", at: null, confirmations: true },
    readings: [],
  };
}

/** @param {string} channel */
function emptyRoom(channel) {
  const kind = channel.startsWith("item-") ? "item" : "room";
  return { room: { id: channel, kind, name: "" }, notes: [], clusters: [], blocks: [], confirmation: null };
}
