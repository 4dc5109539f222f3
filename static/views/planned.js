/** Planned clock times, which the session file and the run-sheet write with a point. */

import { spoken } from "../lib/i18n.js";

/** @param {string} time `09.30` as planned @returns {string} in the reader's manner */
export function planned(time) {
  return spoken() === "sv" ? time.replace(":", ".") : time.replace(".", ":");
}
