/** Taking the paper along: a file of each format. What remains is said, and never stops anybody. */

import { announce } from "../../lib/announce.js";
import { call } from "../../lib/api.js";
import { html, Icon, useMemo, useRef } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { Exports, worthAnotherTry } from "./exports.js";

/** @typedef {import("./material.js").Material} Material */
/** @typedef {import("./exports.js").Making} Making */

const SAVED_BY_THEN_MS = 60_000;

/** @param {{ material: Material, children?: any }} props `children` stand below the files */
export function ExportMenu({ material, children }) {
  const menu = useRef(/** @type {HTMLElement | null} */ (null));
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const exports = useMemo(() => exportsOf(material), [material]);
  const got = material.got.value;
  const closed = got?.session.session.status === "closed";

  function pick(/** @type {MouseEvent} */ event, /** @type {Format} */ format) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // whoever wants another tab gets it
    event.preventDefault();
    menu.current?.hidePopover();
    button.current?.focus();
    exports.make(format.id, got?.draft.files[format.of ?? format.id] ?? format.name);
  }

  const file = (/** @type {Format} */ format) =>
    html`<${File} key=${format.id} material=${material} format=${format} making=${exports.makes(format.id)} onPick=${pick} />`;
  return html`<button ref=${button} class="btn btn--mark" type="button" popovertarget="export-menu" aria-haspopup="true"><${Icon} name="download-simple" />${t("Exportera")}<${Icon} name="caret-down" /></button>
    <div ref=${menu} class="menu draft__export" id="export-menu" popover="auto" role="region" aria-label=${t("Exportera")}>
      <p class="draft__exhead"><strong>${t("Exportera dokumentationen")}</strong><span class="small">${remainsText(got?.draft.warnings.length ?? 0, closed)}</span></p>
      ${closed && papers().map(file)}
      ${closed && html`<hr />`}
      ${file({ id: "json", icon: "archive", name: t("Hela träffen som data"), hint: t("Inlägg, spår och utkast"), kind: "JSON" })}
      ${children}
    </div>
    <${UnderWay} exports=${exports} goBack=${() => button.current?.focus()} />`;
}

/** @typedef {{ id: string, icon: string, name: string, hint: string, kind: string, of?: string }} Format `id`: as it is asked for; `of`: the format whose file this is */

/** @param {{ material: Material, format: Format, making: boolean, onPick: (event: MouseEvent, format: Format) => void }} props */
function File({ material, format, making, onPick }) {
  return html`<a class="menu__item" href=${material.fileLink(format.id)} download onClick=${(/** @type {MouseEvent} */ event) => onPick(event, format)}><${Icon} name=${format.icon} /><span>${format.name}<small>${making ? t("Skapas nu …") : format.hint}</small></span><small>${format.kind}</small></a>`;
}

/** What is being made stands here until it is there; what could not be made, until somebody has read why. @param {{ exports: Exports, goBack: () => void }} props */
function UnderWay({ exports, goBack }) {
  const under = exports.under.value;
  if (under.length === 0) return null;
  return html`<section class="making" aria-label=${t("Filer som skapas")}>
    ${under.map((making) => (making.error ? html`<${Failed} key=${making.format} making=${making} exports=${exports} goBack=${goBack} />` : html`<${Made} key=${making.format} name=${making.name} />`))}
  </section>`;
}

/** @param {{ name: string }} props */
function Made({ name }) {
  return html`<div class="making__file"><p>${t("Skapar %(name)s …", { name })}</p><progress aria-label=${t("Skapar %(name)s …", { name })}></progress></div>`;
}

/** Its buttons go away when they are pressed; focus goes back to where the export began. @param {{ making: Making, exports: Exports, goBack: () => void }} props */
function Failed({ making, exports, goBack }) {
  const { format, name, error } = making;
  if (!error) return null;
  function leave(/** @type {() => void} */ act) {
    goBack();
    act();
  }
  const again = worthAnotherTry(error);
  return html`<div class="making__file making__file--wrong">
    <p><${Icon} name="warning-fill" /><strong>${t("%(name)s blev inte klar.", { name })}</strong></p>
    <p>${error.message} ${!again && t("Prova ett annat format.")}</p>
    <p class="making__ways">
      ${again && html`<button class="btn btn--sm" type="button" onClick=${() => leave(() => exports.make(format, name))}><${Icon} name="arrow-counter-clockwise" />${t("Försök igen")}</button>`}
      <button class="btn btn--quiet btn--sm" type="button" onClick=${() => leave(() => exports.forget(format))}>${t("Stäng")}</button>
    </p>
  </div>`;
}

/** @param {Material} material */
function exportsOf(material) {
  const path = (/** @type {string} */ format) => `/sessions/${material.session}/export?format=${format}`;
  return new Exports((format) => call(path(format), { as: "blob" }), save, {
    begun: (name) => announce(t("Skapar %(name)s …", { name })),
    done: (name) => announce(t("%(name)s är klar och laddas ned.", { name })),
    failed: announce,
  });
}

/** Hand a file over as a download. @param {Blob} file @param {string} name */
function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_BY_THEN_MS);
}

/** @returns {Format[]} */
function papers() {
  return [
    { id: "docx", icon: "file-doc", name: "Word", hint: t("För att redigera vidare"), kind: "DOCX" },
    {
      id: "docx&traces=1",
      icon: "file-doc",
      name: t("Word med spår"),
      hint: t("Inläggen bakom texten som kommentarer"),
      kind: "DOCX",
      of: "docx",
    },
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
