/** What happens in the rooms, told to a screen reader: gathered, so that it is heard at most six times a minute. */

import { announce } from "../../lib/announce.js";
import { useEffect, useRef } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { roomName } from "./picker.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../../session/wire").SessionSnapshot} SessionSnapshot */

export const GATHER_MS = 10_000;

/** @param {Desk} desk */
export function useTidings(desk) {
  const heard = useRef(/** @type {{ calls: Set<string>, reports: Set<string> } | null} */ (null));
  const told_at = useRef(Number.NEGATIVE_INFINITY);
  const now = desk.ticks.second.value;
  const session = desk.session.value;
  useEffect(() => {
    if (!session) return;
    const current = known(session);
    const before = heard.current;
    if (before && now - told_at.current < GATHER_MS) return;
    heard.current = current;
    if (!before) return;
    const sentences = news(before, current).map((each) => sentence(desk, each));
    if (sentences.length === 0) return;
    told_at.current = now;
    announce(sentences.join(" "));
  }, [session, now]);
}

/** @param {SessionSnapshot} session @returns {{ calls: Set<string>, reports: Set<string> }} */
export function known(session) {
  return {
    calls: new Set(session.rooms.flatMap((room) => (room.called_at ? [room.id] : []))),
    reports: new Set(session.reports.map((report) => report.id)),
  };
}

/**
 * @param {ReturnType<typeof known>} before
 * @param {ReturnType<typeof known>} now
 * @returns {({ kind: "called", room: string } | { kind: "reported", count: number })[]}
 */
export function news(before, now) {
  const calls = [...now.calls]
    .filter((room) => !before.calls.has(room))
    .map((room) => ({ kind: /** @type {const} */ ("called"), room }));
  const count = [...now.reports].filter((report) => !before.reports.has(report)).length;
  return count > 0 ? [...calls, { kind: "reported", count }] : calls;
}

/** @param {Desk} desk @param {ReturnType<typeof news>[number]} each */
function sentence(desk, each) {
  if (each.kind === "called") return t("%(room)s kallar på dig.", { room: roomName(desk, each.room) });
  return tn("%(count)s inlägg är anmält.", "%(count)s inlägg är anmälda.", each.count);
}
