/**
 * What lies above the paper: the dialog for a comment while one is written, and words after it.
 *
 * @import { Kept } from "./kept.js"
 */

import { html } from "../../lib/html.js";
import { Toasts } from "../shared/toast.js";
import { CommentDialog } from "./comment_dialog.js";

/** @param {{address: string, kept: Kept}} props `address` below /api/v1, where comments are sent */
export function Reading({ address, kept }) {
  const place = kept.chosen.value;
  return html`
    ${place && html`<${CommentDialog} key=${place.id} place=${place} address=${address} kept=${kept} />`}
    <${Toasts} />
  `;
}
