/**
 * What is done with a note before it is known whether the server has it. What has not been tried is changed here; what
 * may have arrived keeps its id, and the change follows it: so nothing is written twice.
 *
 * @import { Ack } from "./wire"
 * @import { Outbox, Wish } from "./outbox.js"
 */

/** @param {Wish} wish @returns {boolean} whether the server does not have it */
export function isHere(wish) {
  return wish.state === "refused" || (wish.state === "pending" && !wish.tried);
}

/** @param {Wish} wish of a note @returns {boolean} an anonymous one is nobody's, once it may have arrived */
export function mayChange(wish) {
  return isHere(wish) || !wish.data.anonymous;
}

/**
 * @param {Outbox} outbox
 * @param {string} channel where its writer is; what has been refused is asked there
 * @param {string} note its id, also of one that has not been sent
 * @param {{text?: string, kind?: string}} change
 * @param {string} id of the wish
 * @returns {Promise<Ack>}
 */
export function editNote(outbox, channel, note, change, id) {
  const added = outbox.find(note);
  if (added && isHere(added))
    return outbox.change(added, { channel, data: { ...dataIn(added, channel), ...change } });
  const earlier = editsOf(outbox, note).filter(isHere);
  const waiting = earlier.filter((wish) => wish.state === "pending").map((wish) => wish.data);
  for (const wish of earlier) outbox.forget(wish.id);
  return outbox.keep(channel, "note.edit", Object.assign({}, ...waiting, { note, ...change }), id);
}

/** @param {Wish} added @param {string} channel @returns {Record<string, any>} in another room it is no reply */
function dataIn(added, channel) {
  const { reply_to, ...data } = added.data;
  return reply_to && added.channel === channel ? added.data : data;
}

/** @param {Outbox} outbox @param {string} note @returns {Wish[]} */
function editsOf(outbox, note) {
  return outbox.wishes.peek().filter((wish) => wish.type === "note.edit" && wish.data.note === note);
}

/**
 * @param {Outbox} outbox
 * @param {string} channel
 * @param {string} note
 * @param {string} id of the wish, where one is needed
 * @returns {{answer: Promise<Ack> | null, undo: () => void}} `answer` of the server, where it has to do with it
 */
export function removeNote(outbox, channel, note, id) {
  const added = outbox.find(note);
  if (added && isHere(added)) {
    outbox.forget(note);
    return { answer: null, undo: () => void outbox.putBack(added) };
  }
  const answer = outbox.keep(channel, "note.remove", { note }, id);
  return { answer, undo: () => bringBack(outbox, channel, note, id) };
}

/** @param {Outbox} outbox @param {string} channel @param {string} note @param {string} removal */
function bringBack(outbox, channel, note, removal) {
  const wish = outbox.find(removal);
  if (wish && isHere(wish)) outbox.forget(removal);
  else outbox.command(channel, "note.restore", { note });
}
