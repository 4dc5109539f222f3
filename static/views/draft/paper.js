/** The paper, piece by piece in the server's order, with its margin. */

import { html, useEffect, useMemo, useRef } from "../../lib/html.js";
import { paperDrop } from "./carrying.js";
import { withPatterns } from "./pattern_pieces.js";
import { Piece, Printed } from "./piece.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./material.js").Got} Got */

/** @param {{ editing: Editing, got: Got, mode: "traces" | "paper", onWritten: (article: HTMLElement) => void }} props */
export function Paper({ editing, got, mode, onWritten }) {
  const article = useRef(/** @type {HTMLElement | null} */ (null));
  const head = useMemo(() => headOf(got.draft.html), [got.draft.html]);
  const writes = mode === "traces" && !editing.locked.value;
  useEffect(() => {
    if (article.current) onWritten(article.current);
  }, [got.draft]);
  const themes = editing.themes.value.map((theme) => theme.id);
  const pieces = writes ? withPatterns(got.draft.pieces, themes, editing.fresh.value) : got.draft.pieces;
  return html`<article ref=${article} class="paper" lang=${got.session.session.language} aria-labelledby="d-title" ...${paperDrop(editing)}>
    <${Printed} markup=${head} />
    ${pieces.map((piece) => html`<${Piece} key=${piece.id} piece=${piece} editing=${editing} got=${got} writes=${writes} />`)}
  </article>`;
}

/** @param {string} markup of the whole paper @returns {string} its head, as it is printed */
function headOf(markup) {
  const page = new DOMParser().parseFromString(markup, "text/html");
  return page.querySelector(".paper__head")?.outerHTML ?? "";
}
