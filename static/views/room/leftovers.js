/**
 * What others have left on this device, in words: somebody who had to join anew finds here what they had begun.
 *
 * @import { Leftover } from "../../session/shelf.js"
 * @import { Begun } from "./begun.js"
 */

import { hasWords } from "../../session/outbox.js";
import { begunOf, NOTHING } from "./begun.js";
import { unsaid } from "./model.js";

const BEGUN_NOTE = /^([^:]+):note(~\d+)?$/;
const OTHER_WORDS = /^([^:]+):(edit|cluster|reservation|report)/;
const GROUP_TEXT = /^([^:]+):writing/;

/**
 * @typedef {object} Found
 * @property {Leftover} left
 * @property {string} channel where it was written
 * @property {Begun} begun
 * @property {boolean} note whether it was to be a note, and can be one here
 */

/** @param {Leftover[]} leftovers @returns {Found[]} what has words in it and is not known to have arrived */
export function found(leftovers) {
  return leftovers.map(inWords).filter((each) => each !== null && each.begun.text.trim() !== "");
}

/** @param {Leftover} left @returns {any} null where it is something else than words */
function inWords(left) {
  const { wish, key, text } = left;
  if (wish) return wish.state !== "sent" && hasWords(wish) ? ofWish(left, wish) : null;
  const note = key.match(BEGUN_NOTE);
  if (note) return { left, channel: note[1], begun: begunOf(text), note: true };
  const words = key.match(OTHER_WORDS);
  if (words) return { left, channel: words[1], begun: begunOf(text), note: false };
  const written = key.match(GROUP_TEXT);
  if (written)
    return { left, channel: written[1], begun: { ...NOTHING, text: unsaid(text, []) }, note: false };
  return null;
}

/** @param {Leftover} left @param {import("../../session/outbox.js").Wish} wish @returns {Found} */
function ofWish(left, wish) {
  const { text, title, reservation, reason, kind = "", anonymous = false, reply_to = null } = wish.data;
  const begun = { text: text ?? title ?? reservation ?? reason ?? "", kind, anonymous, reply_to };
  return { left, channel: wish.channel, begun, note: wish.type === "note.add" };
}
