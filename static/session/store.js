/**
 * What this page knows, a signal for each channel; the one place where it changes.
 *
 * @import { Away, ChannelState, DraftSnapshot, Event, Presence, RoomSnapshot, SessionSnapshot, You } from "./wire"
 * @import { Signal } from "@preact/signals"
 */

import { batch, computed, signal } from "@preact/signals";
import { apply, fromSnapshot, Gap } from "./state.js";

/** @typedef {{participants: Presence[], facilitators?: Presence[], away?: Away[]}} Present who is connected to a channel, as the server tells it */

/** @type {Present} */
const NOBODY = { participants: [] };

export class Store {
  /** @type {Map<string, Signal<ChannelState | null>>} */
  #channels = new Map();
  /** @type {Map<string, Signal<Present>>} */
  #presence = new Map();

  /** Who reads here, as the server said it last. */
  you = signal(/** @type {You | null} */ (null));

  /** The session's snapshot, or null until it has come. */
  session = computed(
    () => /** @type {SessionSnapshot | null} */ (this.#channel("session").value?.data ?? null),
  );

  /** The draft's snapshot, or null until it has come: for editors, who watch its channel. */
  draft = computed(() => /** @type {DraftSnapshot | null} */ (this.#channel("draft").value?.data ?? null));

  /**
   * @param {string} channel a room or an item
   * @returns {RoomSnapshot | null} null until it has come; reading it subscribes the view
   */
  room(channel) {
    return /** @type {RoomSnapshot | null} */ (this.#channel(channel).value?.data ?? null);
  }

  /** @param {string} channel @returns {Presence[]} who is connected to the channel now */
  presence(channel) {
    return this.#present(channel).value.participants;
  }

  /** @param {string} channel @returns {Presence[]} who writes there by the facilitator's link, by connection */
  facilitators(channel) {
    return this.#present(channel).value.facilitators ?? [];
  }

  /** @returns {Away[]} who has lost contact, for those who lead by the facilitator's link */
  away() {
    return this.#present("session").value.away ?? [];
  }

  /** @param {string} channel @returns {number | undefined} the last event held, for `after` */
  seq(channel) {
    return this.#channel(channel).peek()?.seq;
  }

  /** @param {string} channel @param {SessionSnapshot | RoomSnapshot | DraftSnapshot} snapshot @param {number} seq */
  replace(channel, snapshot, seq) {
    this.#channel(channel).value = fromSnapshot(channel, snapshot, seq);
  }

  /**
   * Dispatches each event, in order, as one change of the page.
   *
   * @param {Event[]} events of any channels; those of channels that are not held are passed over
   * @returns {Set<string>} channels where an event is missing
   */
  receive(events) {
    /** @type {Set<string>} */
    const gaps = new Set();
    batch(() => {
      for (const event of events) if (!gaps.has(event.channel)) this.#dispatch(event, gaps);
    });
    return gaps;
  }

  /** @param {string} channel @param {Present} present */
  setPresence(channel, present) {
    this.#present(channel).value = present;
  }

  /** @param {string} channel what is no longer watched must not be shown as current */
  forget(channel) {
    this.#channel(channel).value = null;
    this.#present(channel).value = NOBODY;
  }

  /** @param {Event} event @param {Set<string>} gaps */
  #dispatch(event, gaps) {
    const held = this.#channel(event.channel);
    const state = held.peek();
    if (!state) return;
    try {
      held.value = apply(state, event);
    } catch (error) {
      if (!(error instanceof Gap)) throw error;
      gaps.add(event.channel);
    }
  }

  /** @param {string} channel */
  #channel(channel) {
    let held = this.#channels.get(channel);
    if (!held) {
      held = signal(/** @type {ChannelState | null} */ (null));
      this.#channels.set(channel, held);
    }
    return held;
  }

  /** @param {string} channel */
  #present(channel) {
    let held = this.#presence.get(channel);
    if (!held) {
      held = signal(NOBODY);
      this.#presence.set(channel, held);
    }
    return held;
  }
}
