/**
 * What the form holds, what stops it, and the session file's keys made of it. Knows no page.
 *
 * @typedef {{key: string, name: string, about: string}} Person a speaker and their role, or who speaks and on what
 * @typedef {{key: string, title: string, minutes: string, silent: boolean}} Step
 * @typedef {"opening" | "talks" | "workshop" | "break"} ItemKind
 * @typedef {{key: string, kind: ItemKind, title: string, time: string, minutes: string, people: Person[], steps: Step[]}} Item
 * @typedef {{key: string, name: string, capacity: string, number: string, title: string, text: string, question: string, from: string}} Room
 * @typedef {{key: string, title: string, examples: string}} Category
 * @typedef {object} Form everything as it is written, not yet read
 * @property {string} title
 * @property {string} date
 * @property {string} place
 * @property {string} organiser
 * @property {string} series
 * @property {string} number
 * @property {string} theme
 * @property {"sv" | "en"} language
 * @property {string} organisations one a line, with its short form after a semicolon
 * @property {Category[]} categories
 * @property {Item[]} programme
 * @property {Room[]} rooms
 * @property {boolean} anonymous
 * @property {boolean} all_rooms
 * @property {boolean} self_select
 * @property {string} retention days
 */

import { t } from "../../lib/i18n.js";
import { uuid } from "../../lib/uuid.js";

const MINUTES = { least: 1, most: 1_440 };
const TIME = /^([01]?\d|2[0-3])[.:][0-5]\d$/;

/** @param {"sv" | "en"} language @returns {Form} */
export function emptyForm(language) {
  return {
    title: "",
    date: "",
    place: "",
    organiser: "",
    series: "",
    number: "",
    theme: "",
    language,
    organisations: "",
    categories: [],
    programme: [],
    rooms: [],
    anonymous: true,
    all_rooms: false,
    self_select: true,
    retention: "90",
  };
}

/** @returns {string} begins with a letter, as an element's id should */
const newKey = () => `k${uuid().slice(0, 8)}`;

/** @returns {Person} */
export const newPerson = () => ({ key: newKey(), name: "", about: "" });
/** @returns {Step} */
export const newStep = () => ({ key: newKey(), title: "", minutes: "", silent: false });
/** @returns {Category} */
export const newCategory = () => ({ key: newKey(), title: "", examples: "" });
/** @param {ItemKind} kind @returns {Item} */
export const newItem = (kind) => ({
  key: newKey(),
  kind,
  title: "",
  time: "",
  minutes: "",
  people: kind === "opening" || kind === "talks" ? [newPerson()] : [],
  steps: kind === "workshop" ? [newStep()] : [],
});
/** @param {number} number @returns {Room} */
export const newRoom = (number) => ({
  key: newKey(),
  name: t("Grupp %(number)s", { number }),
  capacity: "",
  number: "",
  title: "",
  text: "",
  question: "",
  from: "",
});

/** What stops the form, gathered in its order. */
class Faults {
  /** @type {{id: string, text: string}[]} */
  all = [];

  /** @param {string} id @param {string} text what is written in the field @param {string} sentence said where nothing is */
  need(id, text, sentence) {
    if (!text.trim()) this.all.push({ id, text: sentence });
  }

  /** @param {string} id @param {string} text @param {number} least @param {number} most */
  whole(id, text, least, most) {
    const number = Number(text);
    if (!text.trim() || (Number.isInteger(number) && number >= least && number <= most)) return;
    this.all.push({ id, text: t("Skriv ett heltal från %(least)s till %(most)s.", { least, most }) });
  }

  /** @param {string} id @param {string} value @param {Set<string>} before values of the same kind @param {string} sentence */
  alone(id, value, before, sentence) {
    if (value && before.has(value)) this.all.push({ id, text: sentence });
    before.add(value);
  }
}

/**
 * What must be changed before there can be a file, in the order of the form.
 *
 * @param {Form} form
 * @returns {{id: string, text: string}[]} the field's id and a sentence
 */
export function faults(form) {
  const found = new Faults();
  found.need("title", form.title, t("Skriv vad träffen heter."));
  found.need("date", form.date, t("Välj datum."));
  found.whole("number", form.number, 1, 999);
  for (const { key, title } of form.categories)
    found.need(`${key}-title`, title, t("Skriv vad kategorin heter, eller ta bort den."));
  for (const entry of form.programme) checkItem(found, entry);
  checkRooms(found, form.rooms);
  found.need("retention", form.retention, t("Skriv hur många dagar namnen sparas."));
  found.whole("retention", form.retention, 1, 3_650);
  return found.all;
}

/** @param {Faults} found @param {Item} item */
function checkItem(found, { key, kind, title, time, minutes, people, steps }) {
  found.need(`${key}-title`, title, t("Skriv vad programpunkten heter, eller ta bort den."));
  if (time.trim() && !TIME.test(time.trim()))
    found.all.push({ id: `${key}-time`, text: t("Skriv klockslaget som 09.30.") });
  found.whole(`${key}-minutes`, minutes, MINUTES.least, MINUTES.most);
  for (const person of people) {
    if (person.about.trim()) found.need(`${person.key}-name`, person.name, t("Skriv vem som talar."));
    if (kind === "talks" && person.name.trim())
      found.need(`${person.key}-about`, person.about, t("Skriv vad föredraget heter."));
  }
  for (const step of steps) {
    if (step.minutes.trim() || step.silent)
      found.need(`${step.key}-title`, step.title, t("Skriv vad momentet heter, eller ta bort det."));
    found.whole(`${step.key}-minutes`, step.minutes, MINUTES.least, MINUTES.most);
  }
}

/** @param {Faults} found @param {Room[]} rooms */
function checkRooms(found, rooms) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @type {Set<string>} */
  const numbers = new Set();
  for (const [at, entry] of rooms.entries()) {
    const { key, name, capacity, title, number } = entry;
    found.need(`${key}-name`, name, t("Skriv vad rummet heter, eller ta bort det."));
    found.alone(`${key}-name`, name.trim().toLowerCase(), names, t("Två rum kan inte heta likadant."));
    found.whole(`${key}-capacity`, capacity, 1, 1_000);
    found.whole(`${key}-number`, number, 1, 999);
    if (!hasProposal(entry)) continue;
    found.need(`${key}-title`, title, t("Skriv vad förslaget heter."));
    const counted = number.trim() || String(at + 1);
    found.alone(`${key}-number`, counted, numbers, t("Två förslag kan inte ha samma nummer."));
  }
}

/** @param {Room} room @returns {boolean} whether anything is written of what the room is to talk about */
function hasProposal({ number, title, text, question, from }) {
  return [number, title, text, question, from].some((each) => each.trim());
}

/**
 * @param {Form} form without faults
 * @returns {Record<string, any>} the keys of a session file (docs/session-file.md); empty ones left out
 */
export function planOf(form) {
  return given({
    samtal: 1,
    language: form.language,
    organiser: form.organiser.trim() ? { name: form.organiser } : undefined,
    series: form.series,
    number: number(form.number),
    title: form.title,
    theme: form.theme,
    date: form.date,
    place: form.place,
    organisations: lines(form.organisations).map(organisation),
    categories: form.categories.map(({ title, examples }) => given({ title, examples: lines(examples) })),
    programme: form.programme.map(item),
    rooms: form.rooms.map(room),
    settings: {
      anonymous_notes: form.anonymous,
      rooms_visible: form.all_rooms ? "all" : "own",
      self_select_room: form.self_select,
      retention_days: number(form.retention),
    },
  });
}

/** @param {string} line "Arbetsförmedlingen; Af" */
function organisation(line) {
  const [name = "", short = ""] = line.split(";");
  return given({ name, short });
}

/** @param {Item} entry */
function item({ kind, title, time, minutes, people, steps }) {
  const named = people.filter(({ name }) => name.trim());
  const usual = { title, time: clockTime(time), ...(kind !== "workshop" && { minutes: number(minutes) }) };
  const more = {
    opening: { speakers: named.map(({ name, about }) => given({ name, role: about })) },
    talks: { talks: named.map(({ name, about }) => ({ speaker: name, title: about })) },
    workshop: {
      steps: steps
        .filter((step) => step.title.trim())
        .map((step) =>
          given({ title: step.title, minutes: number(step.minutes), silent: step.silent || undefined }),
        ),
    },
    break: {},
  };
  return { [kind]: given({ ...usual, ...more[kind] }) };
}

/** @param {Room} entry @param {number} at its place, which numbers a proposal that has no number of its own */
function room(entry, at) {
  const { name, capacity, title, text, question, from } = entry;
  const proposal = given({
    number: number(entry.number) ?? at + 1,
    title,
    text,
    from: lines(from),
    question,
  });
  return given({ name, capacity: number(capacity), proposal: hasProposal(entry) ? proposal : undefined });
}

/** @param {string} time "9.30" @returns {string} "09.30" */
function clockTime(time) {
  const written = time.trim();
  return written === "" ? "" : written.padStart(5, "0");
}

/** @param {string} text @returns {number | undefined} */
function number(text) {
  return text.trim() ? Number(text) : undefined;
}

/** @param {string} text @returns {string[]} */
function lines(text) {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** @param {Record<string, any>} record @returns {Record<string, any>} what has a value, texts without outer blanks */
function given(record) {
  return Object.fromEntries(
    Object.entries(record)
      .map(([key, value]) => [key, typeof value === "string" ? value.trim() : value])
      .filter(
        ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
      ),
  );
}
