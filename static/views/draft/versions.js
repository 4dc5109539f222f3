/** Putting a text's versions in order, for reading. */

const FOLDED = 3; // so many changes at once stand as one

/** @typedef {import("../../session/wire").Line} Line */
/** @typedef {import("../../session/wire").Run} Run */
/** @typedef {{ seq: number, burst: number, at: string, by: string | null, name?: string | null, type: string, block?: string | null, text: string, kind?: any, level?: any, runs?: Run[] | null, sources?: string[], after?: string | null, lines?: Line[] | null }} Version */

/**
 * @param {Version[]} versions newest first
 * @returns {Version[][]} those that one hand made with short pauses together, as far as nothing else came between
 */
export function bursts(versions) {
  /** @type {Version[][]} */
  const found = [];
  for (const version of versions) {
    const last = found.at(-1);
    if (last?.[0]?.burst === version.burst) last.push(version);
    else found.push([version]);
  }
  return found.flatMap((burst) => (burst.length < FOLDED ? burst.map((version) => [version]) : [burst]));
}
