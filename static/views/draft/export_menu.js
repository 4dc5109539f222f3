/** Taking the paper along: a file of each format. What remains is said, and never stops anybody. */

import { html, Icon, useRef } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";

/** @typedef {import("./material.js").Material} Material */

/** @param {{ material: Material }} props */
export function ExportMenu({ material }) {
  const menu = useRef(/** @type {HTMLElement | null} */ (null));
  const got = material.got.value;
  const closed = got?.session.session.status === "closed";
  const leave = () => menu.current?.hidePopover();
  return html`<button class="btn btn--mark" type="button" popovertarget="export-menu" aria-haspopup="true"><${Icon} name="download-simple" />${t("Exportera")}<${Icon} name="caret-down" /></button>
    <div ref=${menu} class="menu draft__export" id="export-menu" popover="auto" role="region" aria-label=${t("Exportera")}>
      <p class="draft__exhead"><strong>${t("Exportera dokumentationen")}</strong><span class="small">${remainsText(got?.draft.warnings.length ?? 0, closed)}</span></p>
      ${closed && papers().map((format) => html`<${File} key=${format.id} material=${material} format=${format} onPick=${leave} />`)}
      ${closed && html`<hr />`}
      <${File} material=${material} format=${{ id: "json", icon: "archive", name: t("Hela träffen som data"), hint: t("Inlägg, spår och utkast"), kind: "JSON" }} onPick=${leave} />
    </div>`;
}

/** @typedef {{ id: string, icon: string, name: string, hint: string, kind: string }} Format */

/** @param {{ material: Material, format: Format, onPick: () => void }} props */
function File({ material, format, onPick }) {
  return html`<a class="menu__item" href=${material.fileLink(format.id)} download onClick=${onPick}><${Icon} name=${format.icon} /><span>${format.name}<small>${format.hint}</small></span><small>${format.kind}</small></a>`;
}

/** @returns {Format[]} */
function papers() {
  return [
    { id: "docx", icon: "file-doc", name: "Word", hint: t("För att redigera vidare"), kind: "DOCX" },
    { id: "pdf", icon: "file-pdf", name: "PDF", hint: t("För att läsa och skriva ut"), kind: "PDF" },
    {
      id: "odt",
      icon: "file-text",
      name: "LibreOffice",
      hint: t("OpenDocument, för att redigera vidare"),
      kind: "ODT",
    },
    { id: "html", icon: "file-html", name: t("Webbsida"), hint: t("En fil, inget utifrån"), kind: "HTML" },
    { id: "md", icon: "file-code", name: t("Ren text"), hint: t("Med rubriker, i Markdown"), kind: "MD" },
    { id: "zip", icon: "archive", name: t("Alla format"), hint: t("Och inläggen rum för rum"), kind: "ZIP" },
  ];
}

/** @param {number} count @param {boolean} closed */
function remainsText(count, closed) {
  if (!closed) return t("Dokumentationen går att exportera när träffen är avslutad.");
  if (count === 0) return t("Inget återstår.");
  const said = tn(
    "%(count)s sak återstår. Det går att exportera ändå.",
    "%(count)s saker återstår. Det går att exportera ändå.",
    count,
  );
  return html`<${Icon} name="warning-fill" />${said}`;
}
