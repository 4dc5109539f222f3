/** The categories of the table, one after the other: title and examples to write in. */

import { Field } from "../../editor/field.js";
import { html } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Dialog } from "../shared/dialog.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./material.js").Got} Got */

/** @param {{ editing: Editing, got: Got }} props */
export function CategoriesDialog({ editing, got }) {
  const edits = got.draft.pieces.find((piece) => piece.edits?.length)?.edits ?? [];
  const close = () => {
    editing.bench.save();
    editing.dialog.value = null;
  };
  return html`<${Dialog} title=${t("Kategorierna i tabellen")} onClose=${close} wide foot=${html`<button type="button" class="btn btn--primary" onClick=${close}>${t("Klar")}</button>`}>
    <div class="categories">${edits.map(({ part, single }) => {
      const text = editing.bench.text(`draft:${part}`);
      const label = single ? t("Kategorins namn") : t("Exempel, ett på varje rad");
      return (
        text &&
        html`<div key=${part} class=${single ? "categories__title" : "categories__examples"}><${Field} bench=${editing.bench} text=${text} label=${label} lang=${got.session.session.language} /></div>`
      );
    })}</div>
  <//>`;
}
