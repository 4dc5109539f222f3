/**
 * The facilitator's desk: what the console's views share. It follows every room, remembers the last step and which
 * dialog is open.
 *
 * @import { Live } from "../../session/live.js"
 * @import { RoomSnapshot, Presence, SessionSnapshot } from "../../session/wire"
 */

import { computed, effect, signal } from "../../lib/html.js";
import { Ticks } from "../ticks.js";
import { begunOf } from "./kept.js";
import { Steering } from "./steering.js";
import { writers } from "./writing.js";

/**
 * @typedef {{ kind: "people", room: string | null } | { kind: "join" } | { kind: "close" } | { kind: "seating" }
 *   | { kind: "lift", channel: string | null } | { kind: "theme", id: string | null }
 *   | { kind: "room", id: string | null } | { kind: "writing", go: () => void }} OpenDialog
 */

const SHORTCUTS = "samtal:shortcuts";
const CALL = "console:call";

export class Desk {
  dialog = signal(/** @type {OpenDialog | null} */ (null));
  shortcuts = signal(localStorage.getItem(SHORTCUTS) !== "off");
  /** The call that is being written. */
  callText = signal("");
  /** Rooms it goes to; null for everybody and the projector. */
  callRooms = signal(/** @type {string[] | null} */ (null));
  /** Only rooms that need something are shown. */
  onlyNeeding = signal(false);
  lastStep;
  ticks;
  steering;

  /** @param {Live} live */
  constructor(live) {
    this.live = live;
    this.ticks = new Ticks(live.connection.clock).start();
    this.steering = new Steering(live);
    this.session = computed(() => /** @type {SessionSnapshot} */ (live.store.session.value));
    this.lastStep = signal(sessionStorage.getItem(this.#lastStepKey()));
    this.#takeUpCall();
    effect(() => this.#keepCall());
    effect(() => this.#watchRooms());
    effect(() => this.#rememberStep());
  }

  /** @returns {Map<string, RoomSnapshot>} every room's and item's snapshot that has come */
  channels() {
    return new Map(
      this.channelIds().flatMap((id) => {
        const room = this.live.store.room(id);
        return room ? [[id, room]] : [];
      }),
    );
  }

  /** @returns {Map<string, Presence[]>} */
  presence() {
    return new Map(this.channelIds().map((id) => [id, this.live.store.presence(id)]));
  }

  /** @returns {import("../../session/wire").Away[]} who has lost contact */
  away() {
    return this.live.store.away();
  }

  /** @returns {string[]} */
  channelIds() {
    const session = this.live.store.session.value;
    if (!session) return [];
    const items = session.programme.flatMap((item) => [
      item.channel,
      ...item.parts.map((part) => part.channel),
    ]);
    return [...items.filter((id) => id !== null), ...session.rooms.map((room) => room.id)];
  }

  /** @returns {number} how many are in the middle of a sentence */
  writers() {
    return writers(this.presence(), this.channels(), this.ticks.second.value);
  }

  /** Nobody is cut off: where people write, the facilitator is asked first. @param {() => void} go ends the step that is on */
  endStep(go) {
    const running = this.session.peek().step?.status === "running";
    if (running && this.writers() > 0) this.dialog.value = { kind: "writing", go };
    else go();
  }

  /** @param {string} channel @returns {string} where the facilitator goes in as a guest */
  roomLink(channel) {
    return `/s/${this.live.boot.session}/rooms/${channel}`;
  }

  /** @param {string} page "projector" or "draft" */
  pageLink(page) {
    return `/s/${this.live.boot.session}/${page}`;
  }

  /** @param {string | null} [room] whose people to show first */
  openPeople(room = null) {
    this.dialog.value = { kind: "people", room };
  }

  /** @param {string | null} [channel] whose notes to show first */
  openNotes(channel = null) {
    this.dialog.value = { kind: "lift", channel };
  }

  closeDialog() {
    this.dialog.value = null;
  }

  /** @param {string[] | null} rooms puts them as receivers and goes to the field */
  callTo(rooms) {
    this.callRooms.value = rooms;
    this.goToCall();
  }

  goToCall() {
    const field = document.getElementById("call-text");
    field?.scrollIntoView({ block: "nearest" });
    field?.focus();
  }

  goToReview() {
    this.closeDialog();
    setTimeout(() => document.getElementById("h-review")?.focus());
  }

  toggleShortcuts() {
    this.shortcuts.value = !this.shortcuts.value;
    localStorage.setItem(SHORTCUTS, this.shortcuts.value ? "on" : "off");
  }

  #takeUpCall() {
    const { text, rooms } = begunOf(this.live.texts.get(CALL), { text: "", rooms: null });
    this.callText.value = text;
    this.callRooms.value = rooms;
  }

  /** The receivers are kept with the words: what was meant for one room must not go to all after a reload. */
  #keepCall() {
    const [text, rooms] = [this.callText.value, this.callRooms.value];
    this.live.texts.set(CALL, text.trim() ? JSON.stringify({ text, rooms }) : "");
  }

  #watchRooms() {
    for (const channel of this.channelIds()) this.live.connection.watch(channel);
  }

  #rememberStep() {
    const step = this.live.store.session.value?.step;
    if (!step) return;
    this.lastStep.value = step.id;
    sessionStorage.setItem(this.#lastStepKey(), step.id);
  }

  #lastStepKey() {
    return `samtal:last-step:${this.live.boot.session}`;
  }
}
