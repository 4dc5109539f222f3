/**
 * The note that somebody has begun: its words, its kind, under which name, and what it answers. They stay together on
 * the device, so that what was meant to be anonymous is so when it comes back, and an answer still is one.
 */

/**
 * @typedef {object} Begun
 * @property {string} text
 * @property {string} kind "" where none has been chosen
 * @property {boolean} anonymous
 * @property {string | null} reply_to a note of the room that it was begun in
 */

/** @type {Begun} */
export const NOTHING = Object.freeze({ text: "", kind: "", anonymous: false, reply_to: null });

/** @param {string} kept what `keptOf` made; earlier pages kept the words alone @returns {Begun} */
export function begunOf(kept) {
  if (!kept) return NOTHING;
  try {
    const held = JSON.parse(kept);
    if (typeof held?.text === "string") return { ...NOTHING, ...held };
  } catch {} // words that are no JSON
  return { ...NOTHING, text: kept };
}

/** @param {Begun} begun @returns {string} "" where there is nothing to keep */
export function keptOf(begun) {
  return begun.text || begun.anonymous || begun.reply_to ? JSON.stringify(begun) : "";
}

/**
 * @param {Begun} here
 * @param {Begun} coming what is to be written on in the same field
 * @returns {Begun} both texts; anonymous if one of them was, as nobody is to be named without wanting it
 */
export function joined(here, coming) {
  const [first, second] = here.text || !coming.text ? [here, coming] : [coming, here];
  return {
    text: [here.text, coming.text].filter(Boolean).join("\n"),
    kind: first.kind || second.kind,
    anonymous: here.anonymous || coming.anonymous,
    reply_to: first.reply_to ?? second.reply_to,
  };
}
