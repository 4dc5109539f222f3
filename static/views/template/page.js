/** The page of the look: the agency's Word template, which of its styles stand for ours, and the logo. */

import { announce } from "../../lib/announce.js";
import { focusSoon } from "../../lib/focus.js";
import { html, Icon, useEffect, useRef, useState } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { Toasts, toast } from "../shared/toast.js";
import { blankWord, kindOf, ourStyles } from "./looks.js";

/** @import { Looks, Part, Template } from "./looks.js" */

const SAVED_BY_THEN_MS = 60_000;
const KILOBYTE = 1000;

/** @param {{looks: Looks}} props */
export function LooksPage({ looks }) {
  useEffect(() => {
    looks.fetch();
  }, [looks]);
  const wrong = looks.wrong.value;
  if (!looks.known.value)
    return wrong
      ? html`<div class="empty" role="alert"><p class="empty__title">${wrong.message}</p><button type="button" class="btn" onClick=${() => looks.fetch()}>${t("Försök igen")}</button></div>`
      : html`<div class="skeleton" role="status" aria-label=${t("Hämtar …")}><i></i><i></i><i></i></div>`;
  return html`
    <section class="look__part" aria-labelledby="h-template">
      <h2 id="h-template" tabindex="-1">${t("Word-mall")}</h2>
      <p>${t("Ladda upp myndighetens egen mall, så skrivs dokumentationen i den: med sidhuvud, logotyp, typsnitt, marginaler och formatmallar.")}</p>
      <${Fault} looks=${looks} part="template" />
      ${looks.template.value ? html`<${Kept} looks=${looks} template=${looks.template.value} />` : html`<${Drop} looks=${looks} part="template" />`}
    </section>
    ${looks.template.value && html`<${Report} template=${looks.template.value} />`}
    ${looks.template.value && html`<${Mapping} looks=${looks} template=${looks.template.value} />`}
    <section class="look__part" aria-labelledby="h-logo">
      <h2 id="h-logo" tabindex="-1">${t("Logotyp")}</h2>
      <p>${t("Står överst i PDF, webbsida och LibreOffice, och i Word utan mall. Arrangörens namn blir dess alternativtext.")}</p>
      <${Fault} looks=${looks} part="logo" />
      ${looks.logo.value ? html`<${Logo} looks=${looks} />` : html`<${Drop} looks=${looks} part="logo" />`}
    </section>
    <${Toasts} />
  `;
}

/** @param {{looks: Looks, part: Part}} props */
function Fault({ looks, part }) {
  const wrong = looks.wrong.value;
  if (wrong?.part !== part) return null;
  return html`<div class="summary" id=${`${part}-fault`} tabindex="-1" role="alert"><p class="look__fault"><${Icon} name="warning-circle-fill" /><span>${wrong.message}</span></p></div>`;
}

/** A place to choose or drop a file. @param {{looks: Looks, part: Part}} props */
function Drop({ looks, part }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [over, setOver] = useState(false);
  const template = part === "template";
  function take(/** @type {FileList | null | undefined} */ files) {
    const [file] = files ?? [];
    if (file && !looks.busy.value) keep(looks, part, file);
    if (input.current) input.current.value = "";
  }
  function drop(/** @type {DragEvent} */ event) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files);
  }
  function hover(/** @type {DragEvent} */ event) {
    event.preventDefault();
    setOver(true);
  }
  const title = template ? t("Välj en Word-mall") : t("Välj en logotyp");
  const hint = template
    ? t("Eller släpp den här. En .docx eller .dotx, högst 10 MB, utan makron.")
    : t("Eller släpp den här. En SVG, PNG eller JPEG, högst 1 MB.");
  return html`
    <label class=${over ? "start__drop look__drop is-over" : "start__drop look__drop"} onDragOver=${hover} onDragLeave=${() => setOver(false)} onDrop=${drop}>
      <${Icon} name="file-arrow-up" large /><span><strong>${looks.busy.value === part ? t("Läser in …") : title}</strong><small>${hint}</small></span>
      <input ref=${input} id=${`choose-${part}`} class="sr-only" type="file" accept=${template ? ".docx,.dotx" : ".svg,.png,.jpg,.jpeg"} onChange=${() => take(input.current?.files)} />
    </label>
  `;
}

/** @param {Looks} looks @param {Part} part @param {File} file */
async function keep(looks, part, file) {
  announce(t("Läser in …"));
  if (!(await looks.keep(part, file))) return focusSoon(`#${part}-fault`);
  toast(part === "template" ? t("Mallen är inläst.") : t("Logotypen är inläst."));
  focusSoon(part === "template" ? "#h-report" : "#h-logo");
}

/** The template that there is. @param {{looks: Looks, template: Template}} props */
function Kept({ looks, template }) {
  return html`
    <div class="look__file">
      <p class="look__name"><${Icon} name="file-doc" large /><span><strong>${template.file_name}</strong><small>${size(template.size)}</small></span></p>
      <div class="row look__acts">
        <button type="button" class="btn btn--primary" aria-disabled=${looks.busy.value === "trial" ? "true" : undefined} onClick=${() => tryOut(looks)}><${Icon} name="download-simple" />${looks.busy.value === "trial" ? t("Skapar …") : t("Prova")}</button>
        <${Exchange} looks=${looks} part="template" label=${t("Byt mall")} />
        <${Removal} looks=${looks} part="template" label=${t("Ta bort mallen")} question=${t("Ta bort mallen och valen av formatmallar?")} />
      </div>
    </div>
  `;
}

/** @param {Looks} looks */
async function tryOut(looks) {
  if (looks.busy.value) return;
  announce(t("Skapar …"));
  const file = await looks.trial();
  if (file === null) return focusSoon("#template-fault");
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: address, download: t("Prov.docx") }).click();
  setTimeout(() => URL.revokeObjectURL(address), SAVED_BY_THEN_MS);
  toast(t("Provet är nedladdat. Det visar dokumentationen som den är nu."));
}

/** A button that takes another file. @param {{looks: Looks, part: Part, label: string}} props */
function Exchange({ looks, part, label }) {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  function take() {
    const [file] = input.current?.files ?? [];
    if (file && !looks.busy.value) keep(looks, part, file);
    if (input.current) input.current.value = "";
  }
  return html`<label class="btn look__exchange"><${Icon} name="file-arrow-up" />${label}<input ref=${input} class="sr-only" type="file" accept=${part === "template" ? ".docx,.dotx" : ".svg,.png,.jpg,.jpeg"} onChange=${take} /></label>`;
}

/** Removing asks first: the file is not here to be put back. @param {{looks: Looks, part: Part, label: string, question: string}} props */
function Removal({ looks, part, label, question }) {
  const [asking, setAsking] = useState(false);
  async function remove() {
    if (!(await looks.remove(part))) return focusSoon(`#${part}-fault`);
    toast(part === "template" ? t("Mallen är borttagen.") : t("Logotypen är borttagen."));
    focusSoon(`#choose-${part}`);
  }
  function ask(/** @type {boolean} */ now) {
    setAsking(now);
    focusSoon(now ? `#keep-${part}` : `#remove-${part}`);
  }
  if (!asking)
    return html`<button type="button" id=${`remove-${part}`} class="btn btn--quiet" onClick=${() => ask(true)}><${Icon} name="trash" />${label}</button>`;
  return html`<div class="look__sure" role="group" aria-label=${question}><span>${question}</span>
    <button type="button" class="btn btn--danger" onClick=${remove}>${t("Ta bort")}</button>
    <button type="button" id=${`keep-${part}`} class="btn" onClick=${() => ask(false)}>${t("Behåll")}</button></div>`;
}

/** What was found. @param {{template: Template}} props */
function Report({ template }) {
  const found = Object.keys(template.mapping).length - template.missing.length;
  const blanks = template.blanks.map(blankWord);
  return html`
    <section class="look__part" aria-labelledby="h-report">
      <h2 id="h-report" tabindex="-1">${t("Det här hittades")}</h2>
      <ul class="checks">
        <li class="is-ok"><${Icon} name="check-circle-fill" /><span>${t("%(found)s av %(all)s formatmallar finns i mallen. De andra läggs till.", { found, all: Object.keys(template.mapping).length })}</span></li>
        <li class="is-ok"><${Icon} name="check-circle-fill" /><span>${template.place ? t("Texten läggs där {{dokumentation}} står. Det runt omkring är kvar.") : t("Mallens brödtext byts mot dokumentationen. Skriv {{dokumentation}} i ett eget stycke om ett försättsblad ska vara kvar.")}</span></li>
        ${blanks.length > 0 && html`<li class="is-ok"><${Icon} name="check-circle-fill" /><span>${t("Fylls i: %(blanks)s.", { blanks: new Intl.ListFormat(spoken()).format(blanks) })}</span></li>`}
        ${template.problems.map((problem) => html`<li class="is-warn" key=${problem}><${Icon} name="warning-fill" /><span>${problem}</span></li>`)}
      </ul>
    </section>
  `;
}

/** @param {{looks: Looks, template: Template}} props */
function Mapping({ looks, template }) {
  return html`
    <section class="look__part" aria-labelledby="h-mapping">
      <h2 id="h-mapping" tabindex="-1">${t("Formatmallar")}</h2>
      <p>${t("Välj vilken av mallens formatmallar varje del ska ha. Valen sparas direkt.")}</p>
      ${ourStyles().map(
        ({ title, styles }) => html`
        <fieldset class="look__group" key=${title}><legend>${title}</legend>
          ${styles.map(({ id, name }) => html`<${Choice} key=${id} looks=${looks} template=${template} id=${id} name=${name} />`)}
        </fieldset>`,
      )}
    </section>
  `;
}

/** @param {{looks: Looks, template: Template, id: string, name: string}} props */
function Choice({ looks, template, id, name }) {
  const now = template.mapping[id] ?? "";
  const styles = template.styles.filter((style) => style.kind === kindOf(id));
  async function choose(/** @type {Event} */ event) {
    const chosen = /** @type {HTMLSelectElement} */ (event.currentTarget).value;
    const label = styles.find((style) => style.name === chosen)?.label ?? t("Samtals egen");
    if (await looks.choose(id, chosen || null))
      announce(t("%(name)s får %(style)s.", { name, style: label }));
    else focusSoon("#template-fault");
  }
  return html`
    <div class="look__row">
      <label for=${`style-${id}`}>${name}</label>
      <select class="select select--sm" id=${`style-${id}`} value=${now} onChange=${choose}>
        <option value="">${t("Samtals egen")}</option>
        ${styles.map((style) => html`<option key=${style.name} value=${style.name}>${shown(style)}</option>`)}
      </select>
      <${How} template=${template} id=${id} />
    </div>
  `;
}

/** @param {{template: Template, id: string}} props */
function How({ template, id }) {
  const now = template.mapping[id];
  if (!now) return html`<span class="tag tag--line">${t("Läggs till")}</span>`;
  if (now === template.found[id])
    return html`<span class="tag tag--ok"><${Icon} name="check" />${t("Hittad")}</span>`;
  return html`<span class="tag tag--soft"><${Icon} name="pencil-simple" />${t("Vald")}</span>`;
}

/** As Word itself shows the name. @param {import("./looks.js").Style} style */
function shown(style) {
  if (spoken() === "sv") return style.label;
  return style.name.charAt(0).toUpperCase() + style.name.slice(1);
}

/** @param {{looks: Looks}} props */
function Logo({ looks }) {
  return html`
    <div class="look__file">
      <img class="look__logo" src=${looks.picture} alt=${t("Logotypen som den skrivs ut")} />
      <div class="row look__acts">
        <${Exchange} looks=${looks} part="logo" label=${t("Byt logotyp")} />
        <${Removal} looks=${looks} part="logo" label=${t("Ta bort logotypen")} question=${t("Ta bort logotypen?")} />
      </div>
    </div>
  `;
}

/** @param {number} bytes @returns {string} "184 kB" */
function size(bytes) {
  const form = { style: "unit", maximumFractionDigits: 1 };
  const [amount, unit] =
    bytes < KILOBYTE * KILOBYTE
      ? [Math.ceil(bytes / KILOBYTE), "kilobyte"]
      : [bytes / KILOBYTE / KILOBYTE, "megabyte"];
  return new Intl.NumberFormat(spoken(), /** @type {any} */ ({ ...form, unit })).format(amount);
}
