/**
 * The facilitator's hands: each wish, what is said when it is done, and how it is taken back.
 *
 * @import { Live } from "../../session/live.js"
 * @import { Participant, Role, RoomInfo, Screen, SessionSnapshot, Step, Theme } from "../../session/wire"
 */

import { t, tn } from "../../lib/i18n.js";
import { lastStanding } from "../../lib/order.js";
import { runsOf } from "../../session/runs.js";
import { toast } from "../shared/toast.js";
import { currentStep, nextStep } from "./run_sheet.js";

/** @typedef {{ note?: string, theme?: string }} Lifted one of them */
/** @typedef {Pick<Theme, "text" | "sources">} Pattern */
/** @typedef {{ name: string, title: string, capacity: number | null }} RoomWish `title` of the proposal, "" where there is none */

const PATIENCE_MS = 1_100;

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
    if (await this.#wish("step.start", { step: step.id })) this.#begun(step);
  }

  async next() {
    const session = this.#session();
    const next = session && nextStep(session);
    const on = session?.step?.id; // two facilitators who press at once must not skip a step
    if (!(await this.#wish("step.next", on ? { step: on } : {}))) return;
    if (next) this.#begun(next);
    else done(t("Körschemat är klart."), () => this.undoStep(null));
  }

  /** Takes the last start back. @param {string | null} [of] only if this is still the step that is on */
  async undoStep(of) {
    const on = this.#session()?.step?.id ?? null;
    if (of !== undefined && on !== of) return toast(t("Någon har redan gått vidare."));
    if (!(await this.#wish("step.undo", {}))) return;
    const session = this.#session();
    const step = session && currentStep(session);
    done(step ? t("Tillbaka till %(title)s", { title: step.title }) : t("Starten är tagen tillbaka."));
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

  /** Changes a room, or adds one. @param {RoomInfo | null} room @param {RoomWish} wish */
  async keepRoom(room, { name, title, capacity }) {
    if (!room) {
      const proposal = title ? { proposal: { title } } : {};
      const places = capacity === null ? {} : { capacity };
      return this.#wish(
        "room.add",
        { name, ...places, ...proposal },
        t("%(room)s finns nu.", { room: name }),
      );
    }
    const titled = room.proposal && title ? { title } : {};
    if (!(await this.#wish("room.edit", { room: room.id, name, capacity, ...titled }))) return false;
    const before = {
      room: room.id,
      name: room.name,
      capacity: room.capacity,
      ...(room.proposal ? { title: room.proposal.title } : {}),
    };
    done(t("%(room)s är ändrat.", { room: name }), () => this.#wish("room.edit", before));
    return true;
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

  /** @param {Participant} person @param {Exclude<Role, "projector">} role */
  async giveRole(person, role) {
    const before = person.role;
    if (before === role || !(await this.#wish("participant.role", { participant: person.id, role }))) return;
    const said = {
      "note-taker": t("%(name)s är dokumentatör.", { name: named(person) }),
      participant: t("%(name)s är deltagare.", { name: named(person) }),
      facilitator: t("%(name)s är processledare och kan styra träffen från sin egen skärm.", {
        name: named(person),
      }),
    };
    done(said[role], () => this.#wish("participant.role", { participant: person.id, role: before }));
  }

  /** @param {string} text @param {string[] | null} rooms null for everybody and the projector */
  call(text, rooms) {
    return this.#wish("message.send", rooms ? { text, rooms } : { text }, t("Utropet är skickat."));
  }

  /** @param {string} note */
  liftNote(note) {
    return this.#lift({ note });
  }

  /** @param {string} theme */
  liftTheme(theme) {
    return this.#lift({ theme });
  }

  /** @param {Lifted} what waits for its turn on the projector */
  queue(what) {
    return this.#wish("spotlight.queue", what, t("Står i kön till projektorn."));
  }

  /** @param {Lifted} what */
  async unqueue(what) {
    if (await this.#wish("spotlight.unqueue", what))
      done(t("Borttaget ur kön."), () => this.#wish("spotlight.queue", what));
  }

  /** @param {Partial<Screen>} wanted the projector's scene, or its light */
  setScreen(wanted) {
    return this.#wish("screen.set", wanted);
  }

  /** @param {string | null} ssid null takes the net away @param {string} password */
  setHall(ssid, password) {
    if (ssid === null) return this.#wish("hall.set", {}, t("Nätet är borttaget."));
    return this.#wish("hall.set", password ? { ssid, password } : { ssid }, t("Nätet visas på projektorn."));
  }

  /** @param {string} room @param {number} number */
  answer(room, number) {
    return this.#wish("room.answer", { room }, t("Du är väntad i grupp %(number)s.", { number }));
  }

  /** @param {string} channel @param {string} note */
  async hide(channel, note) {
    if (await this.#wish("note.hide", { note }, undefined, channel))
      done(t("Inlägget är dolt."), () => this.show(channel, note));
  }

  /** @param {string} channel @param {string} note */
  show(channel, note) {
    return this.#wish("note.show", { note }, t("Inlägget visas igen."), channel);
  }

  /** @param {string} channel @param {string} note @param {string} text */
  askForChange(channel, note, text) {
    return this.#wish("note.ask", { note, text }, t("Den som skrev ser vad du ber om."), channel);
  }

  /** @param {string[]} reports of the same note */
  async letStand(reports) {
    const settled = await Promise.all(reports.map((report) => this.#wish("report.settle", { report })));
    if (settled.every(Boolean)) done(t("Inlägget får stå."));
  }

  /** @param {Theme} theme @param {1 | -1} way down or up */
  moveTheme({ id }, way) {
    const others = (this.#session()?.themes ?? []).map((theme) => theme.id);
    const place = others.indexOf(id) + way;
    others.splice(others.indexOf(id), 1);
    return this.#wish("theme.move", { theme: id, after: others[place - 1] ?? null });
  }

  /** Moves several as one thing, which is also taken back as one. @param {{ participant: string, room: string | null }[]} moves */
  async seat(moves) {
    const people = new Map((this.#session()?.participants ?? []).map((person) => [person.id, person.room]));
    const moved = await this.#moveAll(moves);
    const back = moved.map(({ participant }) => ({ participant, room: people.get(participant) ?? null }));
    if (moved.length > 0)
      done(tn("%(count)s är placerad.", "%(count)s är placerade.", moved.length), () => this.#moveAll(back));
    return moved.length === moves.length;
  }

  clearSpotlight() {
    return this.#wish("spotlight.set", {});
  }

  /**
   * Only what was changed is told, and from what: another may be writing in the same pattern.
   * @param {string | null} id of the pattern, null for a new one
   * @param {Pattern} written
   * @param {Pattern} base what stood there when the writing began
   */
  keepTheme(id, { text, sources }, base) {
    if (!id) return this.#wish("theme.add", { text, sources });
    return this.#wish("theme.edit", {
      theme: id,
      ...(text === base.text ? {} : { text, base: base.text }),
      ...(String(sources) === String(base.sources) ? {} : { sources }),
    });
  }

  /** @param {Theme} theme */
  async removeTheme({ id, sources, ...theme }) {
    const before = this.#themeIds();
    if (!(await this.#wish("theme.remove", { theme: id }))) return;
    done(t("Mönstret är borttaget."), () => {
      const after = lastStanding(before.slice(0, before.indexOf(id)), this.#themeIds());
      return this.#wish("theme.add", { runs: runsOf(theme), sources, after });
    });
  }

  #themeIds() {
    return this.#live.store.session.peek()?.themes.map((theme) => theme.id) ?? [];
  }

  /** @param {Step} step */
  #begun({ id, title }) {
    done(t("Nu: %(title)s", { title }), () => this.undoStep(id));
  }

  /** The server takes so many wishes a second: the rest wait a moment. @param {{ participant: string, room: string | null }[]} moves */
  async #moveAll(moves) {
    const moved = [];
    for (const move of moves) {
      let ack = await this.#live.command("session", "participant.move", move);
      while (!ack.ok && ack.error.code === "rate_limited") {
        await new Promise((go) => setTimeout(go, PATIENCE_MS));
        ack = await this.#live.command("session", "participant.move", move);
      }
      if (ack.ok) moved.push(move);
      else {
        toast(ack.error.message);
        break;
      }
    }
    return moved;
  }

  /** What is lifted shall be seen: a scene that was chosen by hand gives way. @param {Lifted} what */
  async #lift(what) {
    if (!(await this.#wish("spotlight.set", what))) return false;
    const session = this.#session();
    const waits = session?.spotlight_queue.some((each) =>
      what.note ? each.note === what.note : each.theme === what.theme,
    );
    if (waits) await this.#wish("spotlight.unqueue", what);
    if (session && !["auto", "harvest"].includes(session.screen.scene))
      await this.setScreen({ scene: "auto" });
    return true;
  }

  /** @returns {SessionSnapshot | null} */
  #session() {
    return this.#live.store.session.peek();
  }

  /** @param {string} type @param {Record<string, any>} data @param {string} [said] when it is done @param {string} [channel] */
  async #wish(type, data, said, channel = "session") {
    const ack = await this.#live.command(channel, type, data);
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
