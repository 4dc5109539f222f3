/**
 * The text of a block or a pattern, whether or not it has styles.
 *
 * @import { Run } from "./wire"
 */

/** @param {{text: string, runs?: Run[] | null}} written @returns {Run[]} its text in runs */
export function runsOf({ text, runs }) {
  return runs ?? (text ? [{ text }] : []);
}
