/**
 * The facilitator's hands: each wish, what is said when it is done, and how it is taken back.
 *
 * @import { Live } from "../../session/live.js"
 * @import { Participant, Role, SessionSnapshot, Step, Theme } from "../../session/wire"
 */

import { t, tn } from "../../lib/i18n.js";
import { secondsLeft } from "../../lib/time.js";
import { toast } from "../shared/toast.js";
import { currentStep, nextStep } from "./run_sheet.js";

/** @typedef {{ id: string, minutes: number | null, left: number | null, paused: boolean }} Moment how far a step had come */

export class Steering {
  #live;

  /** @param {Live} live */
  constructor(live) {
    this.#live = live;
  }

  /** @returns {Promise<boolean>} */
  async open() {
    return this.#wish("session.open", {}, t("Träffen är öppen."));
  }

  close() {
    return this.#wish("session.close", {});
  }

  reopen() {
    return this.#wish("session.reopen", {}, t("Träffen är öppen igen. Rummen går att skriva i."));
  }

  /** @param {Step} step */
  async start(step) {
    const before = this.#moment();
    if (await this.#wish("step.start", { step: step.id })) this.#begun(step.title, before);
  }

  async next() {
    const session = this.#session();
    const [before, next] = [this.#moment(), session && nextStep(session)];
    const on = session?.step?.id; // two facilitators who press at once must not skip a step
    if (!(await this.#wish("step.next", on ? { step: on } : {}))) return;
    if (next) this.#begun(next.title, before);
    else done(t("Körschemat är klart."), before && (() => this.#goBack(before)));
  }

  pauseOrRun() {
    const step = this.#session()?.step;
    if (!step) return;
    if (step.status === "running") return this.#wish("step.pause", {});
    return this.#wish("step.start", { step: step.id });
  }

  /** @param {number} minutes more */
  extend(minutes) {
    return this.#wish(
      "step.extend",
      { seconds: minutes * 60 },
      tn("En minut till.", "%(count)s minuter till.", minutes),
    );
  }

  /** @param {{ id: string, name: string, locked: boolean }} room */
  async lockOrUnlock({ id, name, locked }) {
    const [type, opposite] = locked ? ["room.unlock", "room.lock"] : ["room.lock", "room.unlock"];
    if (!(await this.#wish(type, { room: id }))) return;
    const said = locked
      ? t("%(room)s är öppet igen.", { room: name })
      : t("%(room)s är låst.", { room: name });
    done(said, () => this.#wish(opposite, { room: id }));
  }

  /** @param {Participant} person @param {string | null} room @param {string} where how the room is told */
  async move(person, room, where) {
    const before = person.room;
    if (before === room || !(await this.#wish("participant.move", { participant: person.id, room }))) return;
    const said = room
      ? t("%(name)s är nu i %(room)s.", { name: named(person), room: where })
      : t("%(name)s har ingen grupp.", { name: named(person) });
    done(said, () => this.#wish("participant.move", { participant: person.id, room: before }));
  }

  /** @param {Participant} person @param {Role} role */
  async giveRole(person, role) {
    const before = person.role;
    if (before === role || !(await this.#wish("participant.role", { participant: person.id, role }))) return;
    const said =
      role === "note-taker"
        ? t("%(name)s är dokumentatör.", { name: named(person) })
        : t("%(name)s är deltagare.", { name: named(person) });
    done(said, () => this.#wish("participant.role", { participant: person.id, role: before }));
  }

  /** @param {string} text @param {string[] | null} rooms null for everybody and the projector */
  call(text, rooms) {
    return this.#wish("message.send", rooms ? { text, rooms } : { text }, t("Utropet är skickat."));
  }

  /** @param {string} note */
  liftNote(note) {
    return this.#wish("spotlight.set", { note });
  }

  /** @param {string} theme */
  liftTheme(theme) {
    return this.#wish("spotlight.set", { theme });
  }

  clearSpotlight() {
    return this.#wish("spotlight.set", {});
  }

  /** @param {string | null} id of the pattern, null for a new one @param {string} text @param {string[]} sources */
  keepTheme(id, text, sources) {
    if (id) return this.#wish("theme.edit", { theme: id, text, sources });
    return this.#wish("theme.add", { text, sources });
  }

  /** @param {Theme} theme */
  async removeTheme({ id, text, sources }) {
    if (!(await this.#wish("theme.remove", { theme: id }))) return;
    done(t("Mönstret är borttaget."), () => this.#wish("theme.add", { text, sources }));
  }

  /** @param {string} title @param {Moment | null} before */
  #begun(title, before) {
    done(t("Nu: %(title)s", { title }), before && (() => this.#goBack(before)));
  }

  /** Starts the earlier step again with the time that it had left. @param {Moment} before */
  async #goBack({ id, minutes, left, paused }) {
    if (!(await this.#wish("step.start", { step: id }))) return;
    const missing = left === null || minutes === null ? 0 : Math.round(left - minutes * 60);
    if (missing !== 0) await this.#wish("step.extend", { seconds: missing });
    if (paused) await this.#wish("step.pause", {});
  }

  /** @returns {Moment | null} */
  #moment() {
    const session = this.#session();
    if (!session?.step) return null;
    const { id, status } = session.step;
    const left = secondsLeft(session.step, this.#live.connection.clock.now());
    return { id, minutes: currentStep(session)?.minutes ?? null, left, paused: status === "paused" };
  }

  /** @returns {SessionSnapshot | null} */
  #session() {
    return this.#live.store.session.peek();
  }

  /** @param {string} type @param {Record<string, any>} data @param {string} [said] when it is done */
  async #wish(type, data, said) {
    const ack = await this.#live.command("session", type, data);
    if (!ack.ok) toast(ack.error.message);
    else if (said) done(said);
    return ack.ok;
  }
}

/** @param {Participant} person */
function named(person) {
  return person.name || t("Deltagaren");
}

/** @param {string} text @param {(() => void) | null} [undo] */
function done(text, undo = null) {
  toast(text, undo ? { label: t("Ångra"), run: undo } : undefined);
}
