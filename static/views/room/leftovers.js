/**
 * What others have left on this device, in words: somebody who had to join anew finds here what they had begun.
 *
 * @import { Leftover } from "../../session/shelf.js"
 * @import { Begun } from "./begun.js"
 * @import { RoomPage } from "./page.js"
 */

import { t } from "../../lib/i18n.js";
import { uuid } from "../../lib/uuid.js";
import { hasWords } from "../../session/outbox.js";
import { toast } from "../shared/toast.js";
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

/** Shows what is to be decided about; what has arrived needs no place on the device any more. @param {RoomPage} page */
export async function findLeftovers(page) {
  const left = await page.live.leftovers();
  for (const each of left) if (each.wish?.state === "sent") each.forget();
  page.leftovers.value = found(left);
}

/**
 * It becomes a note of the page's reader, where they are; if it has arrived already, not another one.
 *
 * @param {RoomPage} page
 * @param {Found} found
 */
export function sendHere(page, { left, channel, begun }) {
  const here = page.channel.peek() ?? "";
  const { text, kind, anonymous, reply_to } = begun;
  const known = channel === here && page.notes.peek().some((note) => note.id === reply_to);
  const data = {
    text: text.trim(),
    kind: kind || (page.session.peek()?.note_kinds[0]?.id ?? ""),
    ...(anonymous && { anonymous }),
    ...(known && { reply_to }),
  };
  left.forget();
  page.leftovers.value = page.leftovers.peek().filter((each) => each.left !== left);
  return page.live.outbox.keep(
    here,
    "note.add",
    data,
    left.wish?.state === "pending" ? left.wish.id : uuid(),
  );
}

/** @param {RoomPage} page @param {Found} unwanted */
export function clearAway(page, unwanted) {
  const before = page.leftovers.peek();
  unwanted.left.forget();
  page.leftovers.value = before.filter((each) => each !== unwanted);
  const run = () => {
    unwanted.left.putBack();
    const now = page.leftovers.peek();
    page.leftovers.value = before.filter((each) => each === unwanted || now.includes(each));
  };
  toast(t("Texten är borttagen."), { label: t("Ångra"), run });
}

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
