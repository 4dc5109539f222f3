/**
 * A section's blocks, read as the server reads them.
 *
 * @import { Block } from "./wire"
 */

const SEEN = /[^\p{Cc}\p{Cf}\p{Z}]/u;

/**
 * @param {Block[]} blocks
 * @returns {Block[]} those in which something is written: a line that is only begun is no documentation and covers no notes
 */
export function written(blocks) {
  return blocks.filter((block) => SEEN.test(block.text));
}
