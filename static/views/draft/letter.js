/**
 * What is written to somebody whose words the paper lacks: ready to send, in the paper's language, whoever edits it.
 *
 * @import { ProgrammeItem, ProgrammePart, RoomInfo, SessionSnapshot } from "../../session/wire"
 */

import { longDate } from "../../lib/time.js";

/** @typedef {{ subject: string, body: string }} Letter */
/** @typedef {{ names: string[], role: "speaker" | "note-taker" | "room" | "item" }} Addressee */
/**
 * @typedef {object} Phrases of one language
 * @property {(names: string[]) => string} hello
 * @property {(what: string) => string} subject
 * @property {(meeting: string, date: string) => Record<"speaker" | "item" | "room", string>} thanks
 * @property {(title: string | null) => string} talk what is missing, of one who spoke
 * @property {(title: string) => string} item
 * @property {(title: string) => string} room
 * @property {string} notes what there is already
 * @property {Record<"speaker" | "item" | "room", string>} wish
 * @property {string} answer
 * @property {(date: string) => string} by
 * @property {string} bye
 */

const MOST_CHARACTERS = 1_900; // of an address: Windows hands no longer one to the program that writes mail

/**
 * @param {SessionSnapshot} session
 * @param {{ channel: string, notes: boolean }} section `notes`: whether it has notes that nobody has worked through
 * @param {string} today ISO; a day on which the paper was to be sent and that has passed is not told
 * @returns {Letter}
 */
export function letterFor(session, { channel, notes }, today) {
  const { title, date, language, published, organiser } = session.session;
  const say = PHRASES[language];
  const place = placeOf(session, channel);
  const to = addressee(session, channel);
  const kind = place.room ? "room" : place.part ? "speaker" : "item";
  const about = place.room
    ? say.room(titleOf(place.room))
    : place.part
      ? say.talk(place.item?.kind === "talks" ? place.part.title : null)
      : say.item(place.item?.title ?? title);
  const by = published && published > today ? say.by(longDate(published, language)) : "";
  const paragraphs = [
    say.hello(to.role === "note-taker" ? to.names : []),
    [say.thanks(title, longDate(date, language))[kind], about, notes ? say.notes : ""],
    [say.wish[kind], say.answer],
    by,
    [say.bye, organiser?.name ?? ""].filter(Boolean).join("\n"),
  ];
  return {
    subject: say.subject(title),
    body: paragraphs
      .map((each) => (Array.isArray(each) ? each.filter(Boolean).join(" ") : each))
      .filter(Boolean)
      .join("\n\n"),
  };
}

/** @param {SessionSnapshot} session @param {string} channel @returns {Addressee} whom to write to; nobody's address is known */
export function addressee(session, channel) {
  const { room, part } = placeOf(session, channel);
  if (part) return { names: [part.speaker], role: "speaker" };
  if (!room) return { names: [], role: "item" };
  const names = session.participants
    .filter((person) => person.role === "note-taker" && person.room === room.id)
    .flatMap((person) => person.name ?? []);
  return { names, role: names.length > 0 ? "note-taker" : "room" };
}

/** @param {Letter} letter @returns {string | null} what opens it in a mail program (RFC 6068); null where it is too long for that */
export function mailAddress({ subject, body }) {
  const lines = body.replaceAll(/\r?\n/g, "\r\n");
  const address = `mailto:?subject=${encodeURIComponent(subject.trim())}&body=${encodeURIComponent(lines)}`;
  return address.length > MOST_CHARACTERS ? null : address;
}

/** @param {SessionSnapshot} session @param {string} channel */
function placeOf(session, channel) {
  /** @type {{ room: RoomInfo | null, item: ProgrammeItem | null, part: ProgrammePart | null }} */
  const place = { room: session.rooms.find((each) => each.id === channel) ?? null, item: null, part: null };
  for (const item of session.programme) {
    const part = item.parts.find((each) => each.channel === channel) ?? null;
    if (part || item.channel === channel) return { ...place, item, part };
  }
  return place;
}

/** @param {RoomInfo} room */
function titleOf(room) {
  return room.proposal?.title ?? room.name;
}

/** @type {Record<"sv" | "en", Phrases>} */
const PHRASES = {
  sv: {
    hello: (names) => (names.length > 0 ? `Hej ${listed(names, "och")},` : "Hej,"),
    subject: (meeting) => `Text till dokumentationen från ${meeting}`,
    thanks: (meeting, date) => ({
      speaker: `Tack för att du medverkade vid ${meeting} den ${date}.`,
      item: `Tack för att du medverkade vid ${meeting} den ${date}.`,
      room: `Tack för att ni var med vid ${meeting} den ${date}.`,
    }),
    talk: (title) =>
      title
        ? `Dokumentationen saknar en text om ditt föredrag ”${title}”.`
        : "Dokumentationen saknar en text om det du sa i inledningen.",
    item: (title) => `Dokumentationen saknar en text om ”${title}”.`,
    room: (title) => `Dokumentationen saknar en text om er grupps samtal, ”${title}”.`,
    notes: "Inläggen finns kvar, men ingen har gjort en sammanhängande text av dem.",
    wish: {
      speaker: "Skriv gärna tre meningar: vad du tog upp, vad som var viktigast och vad vi ska ta med oss.",
      item: "Skriv gärna tre meningar: vad som togs upp, vad som var viktigast och vad vi ska ta med oss.",
      room: "Skriv gärna några meningar: vad ni såg, vad ni kom fram till och vad som behövs härnäst.",
    },
    answer: "Det räcker att svara på det här meddelandet.",
    by: (date) =>
      `Dokumentationen ska skickas ut den ${date}, och vi behöver texten i god tid före den dagen.`,
    bye: "Vänliga hälsningar",
  },
  en: {
    hello: (names) => (names.length > 0 ? `Dear ${listed(names, "and")},` : "Hello,"),
    subject: (meeting) => `Text for the documentation of ${meeting}`,
    thanks: (meeting, date) => ({
      speaker: `Thank you for taking part in ${meeting} on ${date}.`,
      item: `Thank you for taking part in ${meeting} on ${date}.`,
      room: `Thank you for taking part in ${meeting} on ${date}.`,
    }),
    talk: (title) =>
      title
        ? `The documentation has no text about your talk “${title}”.`
        : "The documentation has no text about what you said in the opening.",
    item: (title) => `The documentation has no text about “${title}”.`,
    room: (title) => `The documentation has no text about your group’s conversation, “${title}”.`,
    notes: "The notes are there, but nobody has made a text of them.",
    wish: {
      speaker:
        "Please write three sentences: what you spoke about, what mattered most and what we should take with us.",
      item: "Please write three sentences: what was spoken about, what mattered most and what we should take with us.",
      room: "Please write a few sentences: what you saw, what you arrived at and what is needed next.",
    },
    answer: "You can simply answer this message.",
    by: (date) =>
      `The documentation is to be sent out on ${date}, and we need your text in good time before.`,
    bye: "Kind regards",
  },
};

/** @param {string[]} names @param {string} and */
function listed(names, and) {
  const last = names.at(-1) ?? "";
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} ${and} ${last}` : last;
}
