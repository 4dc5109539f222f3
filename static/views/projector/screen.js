/**
 * What the projector's scenes share: the meeting, the time, the address to join at. It keeps the picture awake and
 * hides the pointer.
 *
 * @import { Live } from "../../session/live.js"
 * @import { RoomSnapshot, SessionSnapshot } from "../../session/wire"
 */

import { computed, effect, signal } from "../../lib/html.js";
import { Ticks } from "../ticks.js";

const POINTER_SHOWN_MS = 3_000;
const THEMES = new Set(["light", "dark"]);

export class Screen {
  address;
  ticks;
  session;
  /** The picture's size in vmin, and what each type size adds to its share of the picture (half a rem, for zooming). */
  box = signal(measure());

  /** @param {Live} live */
  constructor(live) {
    this.live = live;
    this.ticks = new Ticks(live.connection.clock).start();
    this.session = computed(() => /** @type {SessionSnapshot} */ (live.store.session.value));
    this.address = addressOf(live.boot);
    effect(() => this.#watchRooms());
    effect(() => wearTheme(live.store.session.value?.screen.theme));
    effect(() => speakAnew(live.boot, live.store.session.value?.screen.language));
    addEventListener("resize", () => {
      this.box.value = measure();
    });
  }

  /** @returns {Map<string, RoomSnapshot>} the rooms that have come */
  rooms() {
    const session = this.session.value;
    return new Map(
      (session?.rooms ?? []).flatMap(({ id }) => {
        const room = this.live.store.room(id);
        return room ? [[id, room]] : [];
      }),
    );
  }

  /** @param {string} channel */
  watch(channel) {
    this.live.connection.watch(channel);
  }

  #watchRooms() {
    for (const room of this.session.value?.rooms ?? []) this.watch(room.id);
  }
}

/** Follows what the facilitator chose, else the address's `?theme=light|dark`, else the system. @param {string} [chosen] */
export function wearTheme(chosen = "auto") {
  const wanted = [chosen, new URLSearchParams(location.search).get("theme") ?? ""];
  const theme = wanted.find((each) => THEMES.has(each));
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

/** The page comes anew when another language is chosen than it came with. @param {import("../../session/wire").Boot} boot @param {string} [chosen] */
function speakAnew(boot, chosen) {
  if (chosen !== undefined && chosen !== boot.screen_language) location.reload();
}

/** Hides the pointer when it has rested for a while. */
export function hidePointer() {
  let timer = 0;
  const show = () => {
    document.body.classList.remove("proj--still");
    clearTimeout(timer);
    timer = setTimeout(() => document.body.classList.add("proj--still"), POINTER_SHOWN_MS);
  };
  addEventListener("pointermove", show);
  show();
}

/** Whether a page from this address may keep a screen awake: browsers allow it only over https and on the own computer. */
export function mayStayAwake() {
  return isSecureContext;
}

/** Keeps the screen from going dark, where the browser can; asked again when it was let go, and when the page comes back. */
export function stayAwake() {
  const ask = async () => {
    if (document.visibilityState !== "visible" || !navigator.wakeLock) return;
    const lock = await navigator.wakeLock.request("screen").catch(() => null); // a flat battery may refuse
    lock?.addEventListener("release", ask);
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}

/** @param {import("../../session/wire").Boot} boot @returns {string} where people go to type the code */
function addressOf(boot) {
  const links = /** @type {{ join?: string } | undefined} */ (boot.links);
  return links?.join ? new URL(links.join).host : location.host;
}

function measure() {
  const vmin = Math.min(innerWidth, innerHeight) / 100;
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  return { width: innerWidth / vmin, height: innerHeight / vmin, added: rem / 2 / vmin };
}
