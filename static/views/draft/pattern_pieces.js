/** The patterns among the paper's pieces as they are now: one's own and others' come and go before the server has composed anew. */

/** @typedef {import("./material.js").Piece} Piece */

/** The piece in which the server says that there is no pattern. */
const GAP = "themes/1";
/** The part that stands above them. */
export const HEADING = "themes/heading";
/** The piece in which a new one is begun. */
export const ADD = "themes/add";

/**
 * @param {Piece[]} pieces as they were composed last
 * @param {readonly string[]} themes ids, in their order
 * @param {readonly string[]} fresh ids of those that are begun here and have no words yet
 * @returns {Piece[]} with a piece for each pattern and, after the last, one for a new one; unchanged where the paper has none
 */
export function withPatterns(pieces, themes, fresh) {
  const heading = pieces.findIndex((piece) => piece.id === HEADING);
  if (heading < 0) return pieces;
  const known = new Map(pieces.flatMap((piece) => (piece.theme ? [[piece.theme, piece]] : [])));
  const ids = [...themes, ...fresh.filter((id) => !themes.includes(id))];
  const gap = pieces.filter((piece) => piece.id === GAP && ids.length === 0);
  const patterns = ids.map((id) => known.get(id) ?? pieceOf(id));
  const others = pieces.filter((piece) => !piece.theme && piece.id !== GAP);
  return others.toSpliced(heading + 1, 0, ...gap, ...patterns, { ...bare(ADD), origin: "themes" });
}

/** @param {string} theme @returns {Piece} */
function pieceOf(theme) {
  return { ...bare(`theme-${theme}`), origin: "themes", theme };
}

/** @param {string} id */
function bare(id) {
  return { id, anchor: null, html: "", origin: "", sources: [], edit: null, theme: null };
}
