/**
 * What a room shows, worked out of its channel: threads, groups, what the text covers. What has not changed keeps its
 * identity, so that one note more costs the page one card, not all of them.
 *
 * @import { Block, Cluster, Message, Note, Participant, RoomSnapshot, SessionSnapshot, You } from "../../session/wire"
 * @import { Wish } from "../../session/outbox.js"
 */

import { written } from "../../session/blocks.js";

export const MAX_NOTE_CHARACTERS = 2_000;
export const MAX_BLOCK_CHARACTERS = 20_000;
const RUN_NOTES = 25;

/**
 * A note as the page shows it: the server's, or one of this device that the stream has not brought yet.
 *
 * @typedef {Note & {waiting?: import("../../session/outbox.js").WishState, error?: string | null, edit?: Wish}} ShownNote
 *   `edit`: a change of it that is on its way, and shown, or that was refused
 * @typedef {{note: ShownNote, replies: ShownNote[]}} Thread
 * @typedef {{cluster: Cluster | null, threads: Thread[]}} Group
 * @typedef {{place: number, threads: Thread[]}} Run
 */

/**
 * @param {RoomSnapshot} room
 * @param {Wish[]} wishes of this device about notes, oldest first
 * @param {string | null} me
 * @returns {ShownNote[]} what is shown, by number; removed notes are not
 */
export function shownNotes(room, wishes, me) {
  const held = new Set(room.notes.map((note) => note.id));
  const next = (room.notes.at(-1)?.number ?? 0) + 1;
  const coming = wishes
    .filter((wish) => wish.type === "note.add" && !held.has(wish.id))
    .map((wish, place) => comingNote(wish, next + place, me));
  const there = [...room.notes.filter((note) => !note.removed), ...coming];
  const changes = wishes.filter((wish) => wish.type !== "note.add");
  return changes.length > 0 ? asWished(there, changes) : there;
}

/** @param {ShownNote[]} notes @param {Wish[]} changes @returns {ShownNote[]} as they will be; those without a change the very same */
function asWished(notes, changes) {
  const going = new Set();
  for (const { type, data } of changes)
    if (type === "note.remove") going.add(data.note);
    else if (type === "note.restore") going.delete(data.note);
  const edits = changes.filter((wish) => wish.type === "note.edit");
  return notes
    .filter((note) => !going.has(note.id))
    .map((note) => edits.filter((wish) => wish.data.note === note.id).reduce(edited, note));
}

/** @param {ShownNote} note @param {Wish} edit @returns {ShownNote} */
function edited(note, edit) {
  const { note: _, ...change } = edit.data;
  return edit.state === "refused" ? { ...note, edit } : { ...note, ...change, edit };
}

/** @param {Wish} wish @param {number} number likely, so that it comes to stand where it is shown @param {string | null} me @returns {ShownNote} */
function comingNote(wish, number, me) {
  const { text, kind, anonymous, reply_to } = wish.data;
  return {
    id: wish.id,
    number,
    text,
    kind,
    author: anonymous ? null : me,
    at: new Date(wish.made_at).toISOString(),
    reply_to: reply_to ?? null,
    cluster: null,
    supporters: [],
    edited_at: null,
    removed: false,
    veiled: false,
    hidden: false,
    request: null,
    waiting: wish.state,
    error: wish.error?.message ?? null,
  };
}

/** @type {WeakMap<ShownNote, Thread>} the thread that a note had last */
const lastThreads = new WeakMap();
/** @type {WeakMap<Thread, Run>} the run that began with a thread last */
const lastRuns = new WeakMap();
/** @type {ShownNote[]} */
const NO_REPLIES = [];

/** @param {ShownNote[]} notes @returns {Thread[]} a reply whose note is gone or hidden stands by itself */
export function threads(notes) {
  const begins = new Set(notes.filter((note) => !note.reply_to).map((note) => note.id));
  const isReply = (/** @type {ShownNote} */ note) => note.reply_to !== null && begins.has(note.reply_to);
  /** @type {Map<string | null, ShownNote[]>} */
  const replies = new Map();
  for (const note of notes.filter(isReply))
    replies.set(note.reply_to, [...(replies.get(note.reply_to) ?? []), note]);
  return notes
    .filter((note) => !isReply(note))
    .map((note) => threadOf(note, replies.get(note.id) ?? NO_REPLIES));
}

/** @param {ShownNote} note @param {ShownNote[]} replies @returns {Thread} the one it was, while it holds the same notes */
function threadOf(note, replies) {
  const last = lastThreads.get(note);
  if (last && isSame(last.replies, replies)) return last;
  const thread = { note, replies };
  lastThreads.set(note, thread);
  return thread;
}

/**
 * Cuts a list by the notes' numbers, so that a note that comes or goes changes its own run only.
 *
 * @param {Thread[]} list by number, either way
 * @returns {Run[]} none empty; the very ones they were, while they hold the same threads
 */
export function runs(list) {
  /** @type {Run[]} */
  const cut = [];
  for (const thread of list) {
    const place = Math.floor(thread.note.number / RUN_NOTES);
    const last = cut.at(-1);
    if (last?.place === place) last.threads.push(thread);
    else cut.push({ place, threads: [thread] });
  }
  return cut.map(steady);
}

/** @param {Run} run @returns {Run} */
function steady(run) {
  const [first] = run.threads;
  if (!first) return run;
  const last = lastRuns.get(first);
  if (last && isSame(last.threads, run.threads)) return last;
  lastRuns.set(first, run);
  return run;
}

/** @param {object[]} one @param {object[]} other */
function isSame(one, other) {
  return one.length === other.length && one.every((each, place) => each === other[place]);
}

/**
 * @param {Thread[]} list
 * @param {Cluster[]} clusters
 * @returns {Group[]} a group for each cluster, also an empty one; last those without a cluster, if any
 */
export function byCluster(list, clusters) {
  const known = new Set(clusters.map((cluster) => cluster.id));
  const loose = list.filter(({ note }) => !note.cluster || !known.has(note.cluster));
  const groups = clusters.map((cluster) => ({
    cluster,
    threads: list.filter(({ note }) => note.cluster === cluster.id),
  }));
  return loose.length > 0 || groups.length === 0 ? [...groups, { cluster: null, threads: loose }] : groups;
}

/** @param {Thread[]} list @returns {Thread[]} newest first */
export function byTime(list) {
  return list.toReversed();
}

/** @param {Group | {threads: Thread[]}} group @returns {number} with replies */
export function noteCount(group) {
  return group.threads.reduce((sum, thread) => sum + 1 + thread.replies.length, 0);
}

/** @param {RoomSnapshot} room @returns {{covered: Set<string>, missing: Note[], all: number}} which notes the text builds on */
export function coverage(room) {
  const visible = room.notes.filter((note) => !note.removed);
  const sources = new Set(written(room.blocks).flatMap((block) => block.sources));
  const covered = new Set(visible.filter((note) => sources.has(note.id)).map((note) => note.id));
  return { covered, missing: visible.filter((note) => !covered.has(note.id)), all: visible.length };
}

/** @typedef {{block: Block, below: Point[]}} Point of a list, with the points one step in */

/** @param {Block[]} blocks @returns {({block: Block} | {points: Point[]})[]} points that follow each other are one list */
export function paragraphs(blocks) {
  /** @type {({block: Block} | {points: Point[]})[]} */
  const parts = [];
  for (const block of blocks) {
    const last = parts.at(-1);
    const list = last && "points" in last ? last.points : null;
    if (block.kind !== "bullet" && block.kind !== "numbered") parts.push({ block });
    else if (list && (block.level > 0 || list.at(-1)?.block.kind === block.kind))
      into(list, block, block.level);
    else parts.push({ points: [{ block, below: [] }] });
  }
  return parts;
}

/** @param {Point[]} points @param {Block} block @param {number} level */
function into(points, block, level) {
  const last = points.at(-1);
  if (level > 0 && last) into(last.below, block, level - 1);
  else points.push({ block, below: [] });
}

/**
 * @param {SessionSnapshot | null} session
 * @param {You | null} you as the server said it at the last subscription
 * @returns {You | null} with room and role as they are now
 */
export function meNow(session, you) {
  const person = session?.participants.find((each) => each.id === you?.id);
  if (!you || !person) return you;
  return {
    ...you,
    room: person.room,
    role: person.role,
    name: person.name ?? you.name,
    organisation: person.organisation,
  };
}

/** @param {SessionSnapshot} session @param {string | null} id @returns {Participant | undefined} */
export function personWith(session, id) {
  return session.participants.find((each) => each.id === id);
}

/**
 * @param {SessionSnapshot} session
 * @returns {{channel: string, item: string, kind: "opening" | "talks", title: string, parts: {channel: string, title: string}[]}[]}
 */
export function itemPlaces(session) {
  return session.programme.flatMap((item) => {
    if (item.channel === null || (item.kind !== "opening" && item.kind !== "talks")) return [];
    const parts = item.parts.map((part) => ({ channel: part.channel, title: partTitle(part) }));
    return [{ channel: item.channel, item: item.id, kind: item.kind, title: item.title, parts }];
  });
}

/** @param {{speaker: string, title: string | null}} part */
function partTitle({ speaker, title }) {
  return title ? `${speaker}: ${title}` : speaker;
}

/** @param {SessionSnapshot | null} session @returns {string | null} the item channel that the step of now belongs to */
export function channelOfNow(session) {
  const step = session?.steps.find((each) => each.id === session.step?.id);
  return session?.programme.find((item) => item.id === step?.item)?.channel ?? null;
}

/** @param {SessionSnapshot | null} session */
export function stepNow(session) {
  return session?.steps.find((each) => each.id === session.step?.id) ?? null;
}

/** @param {Message[]} messages @param {string | null} room @param {number} now @param {number} kept_ms @returns {Message | null} */
export function messageNow(messages, room, now, kept_ms) {
  const mine = messages.filter(
    (message) => message.rooms === null || (room !== null && message.rooms.includes(room)),
  );
  const last = mine.at(-1);
  return last && now - Date.parse(last.at) < kept_ms ? last : null;
}

/**
 * @param {string} writing what the editor keeps of the group's text on this device, "" where all of it is saved
 * @param {Block[]} blocks
 * @returns {string} the lines that the group's text does not hold
 */
export function unsaid(writing, blocks) {
  if (!writing) return "";
  const said = new Set(blocks.map((block) => block.text.trim()));
  /** @type {{runs: {text: string}[]}[]} */
  const lines = JSON.parse(writing).mine;
  const texts = lines.map((line) => line.runs.map((run) => run.text).join(""));
  return texts.filter((text) => !said.has(text.trim())).join("\n");
}

/**
 * @param {Note[]} news others' notes that came
 * @param {Cluster[]} clusters
 * @returns {{count: number, most: {title: string, count: number} | null}} how many, and the cluster that got most of them
 */
export function newsCount(news, clusters) {
  const counted = clusters.map(({ id, title }) => ({
    title,
    count: news.filter((note) => note.cluster === id).length,
  }));
  const most = counted.reduce((best, each) => (each.count > best.count ? each : best), {
    title: "",
    count: 0,
  });
  return { count: news.length, most: most.count > 0 ? most : null };
}

/** @param {string} text @returns {number} characters as the server counts them */
export function characters(text) {
  return [...text.normalize("NFC").trim()].length;
}
