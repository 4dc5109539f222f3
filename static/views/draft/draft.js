/** The draft page: the outline and what remains, the paper, and what it does not use. */

import { html, Icon, useEffect, useState } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { Sign } from "../sign.js";
import { ExportMenu } from "./export_menu.js";
import { Outline, Remaining } from "./outline.js";
import { Paper } from "./paper.js";
import { Tray } from "./tray.js";
import { words } from "./unused.js";

/** @typedef {import("./material.js").Material} Material */
/** @typedef {import("./material.js").Got} Got */
/** @typedef {"traces" | "paper"} Mode */

const JUST_CLOSED = "samtal:just-closed";
const WIDE = "(min-width: 64rem)";

/** @param {{ material: Material }} props */
export function DraftPage({ material }) {
  const [mode, setMode] = useState(/** @type {Mode} */ ("traces"));
  const got = material.got.value;
  useEffect(() => {
    material.fetch();
  }, [material]);
  return html`<${Bar} material=${material} mode=${mode} setMode=${setMode} />
    <section class="draft__banners" aria-label=${t("Läget")}><${Banners} material=${material} /></section>
    ${got ? html`<${Columns} material=${material} got=${got} mode=${mode} />` : html`<${Waiting} material=${material} />`}`;
}

/** @param {{ material: Material, mode: Mode, setMode: (mode: Mode) => void }} props */
function Bar({ material, mode, setMode }) {
  const got = material.got.value;
  const sub = [
    got?.session.session.title,
    got && t("hämtat %(time)s", { time: clock(got.at, spoken()) }),
  ].filter(Boolean);
  return html`<header class="bar draft__bar">
    <a class="brand" href="/" aria-label=${t("Samtal, till startsidan")}><${Sign} /></a>
    <div class="draft__name"><h1 class="bar__title">${t("Utkast till dokumentation")}</h1><p class="bar__sub">${sub.join(" · ")}</p></div>
    <div class="switch draft__mode" role="group" aria-label=${t("Vy")}>
      <button type="button" aria-pressed=${mode === "traces"} onClick=${() => setMode("traces")}>${t("Med spår")}</button>
      <button type="button" aria-pressed=${mode === "paper"} onClick=${() => setMode("paper")}>${t("Som papper")}</button>
    </div>
    <a class="btn" href=${`/s/${material.session}/facilitator`}>${t("Till träffen")}</a>
    <${ExportMenu} material=${material} />
  </header>`;
}

/** @param {{ material: Material }} props */
function Banners({ material }) {
  const got = material.got.value;
  if (material.wrong.value && got)
    return html`<div class="banner banner--off" role="status"><${Icon} name="wifi-slash" /><p><strong>${material.wrong.value}</strong> ${t("Det du ser är från %(time)s.", { time: clock(got.at, spoken()) })}</p><${Again} material=${material} /></div>`;
  if (!got) return null;
  if (got.session.session.status === "closed")
    return sessionStorage.getItem(JUST_CLOSED) === material.session
      ? html`<${Closed} material=${material} />`
      : null;
  return html`<div class="banner"><${Icon} name="info" /><p><strong>${t("Förhandsvisning.")}</strong> ${t("Träffen är inte avslutad. Så här skulle dokumentationen se ut om den avslutades %(time)s.", { time: clock(got.at, spoken()) })}</p><${Again} material=${material} /></div>`;
}

/** Right after closing there is a way back. @param {{ material: Material }} props */
function Closed({ material }) {
  return html`<div class="banner banner--back" role="status"><${Icon} name="check-circle-fill" /><p><strong>${t("Träffen är avslutad.")}</strong> ${t("Utkastet är skapat och rummen är låsta.")}</p><a class="btn btn--sm" href=${`/s/${material.session}/facilitator`}>${t("Ångra, öppna träffen igen")}</a></div>`;
}

/** @param {{ material: Material }} props */
function Again({ material }) {
  return html`<button class="btn btn--sm" type="button" aria-disabled=${material.busy.value ? "true" : undefined} onClick=${() => material.fetch()}><${Icon} name="arrow-counter-clockwise" />${t("Hämta igen")}</button>`;
}

/** @param {{ material: Material, got: Got, mode: Mode }} props */
function Columns({ got, mode }) {
  const [count, setCount] = useState(0);
  return html`<div class=${`draft__grid draft--${mode}`}>
    <nav class="draft__outline" aria-labelledby="h-outline">
      <${Fold} id="h-outline" title=${t("Disposition")}><${Outline} got=${got} /><//>
      <section class="draft__check"><${Fold} id="h-remaining" title=${t("Kvar att göra")} count=${got.draft.warnings.length}><${Remaining} got=${got} /><//></section>
    </nav>
    <main id="content" class="draft__main" tabindex="0" aria-label=${t("Dokumentet")}>
      <div class="draft__tools"><span>${tn("%(count)s ord", "%(count)s ord", count, { count: grouped(count) })}</span>
        <button class="btn btn--quiet btn--sm push" type="button" onClick=${() => print()}><${Icon} name="printer" />${t("Skriv ut")}</button></div>
      <${Paper} got=${got} onWritten=${(/** @type {HTMLElement} */ article) => setCount(wordsIn(article))} />
    </main>
    <aside class="draft__tray" aria-labelledby="h-tray">
      <${Fold} id="h-tray" title=${t("Oanvända inlägg")} count=${got.draft.unused.length}><${Tray} got=${got} /><//>
    </aside>
  </div>`;
}

/** Folded on a small screen, always open on a wide one. @param {{ id: string, title: string, count?: number, children?: any }} props */
function Fold({ id, title, count, children }) {
  return html`<details class="draft__fold" open=${matchMedia(WIDE).matches}>
    <summary><h2 class="panel__title" id=${id}>${title} ${count !== undefined && html`<span class="muted">${count}</span>`}</h2><span class="chev"><${Icon} name="caret-down" /></span></summary>
    ${children}
  </details>`;
}

/** @param {{ material: Material }} props */
function Waiting({ material }) {
  return html`<main id="content" class="draft__main draft__waiting" tabindex="-1">${
    material.wrong.value
      ? html`<div class="empty" role="status"><p class="empty__title">${material.wrong.value}</p><${Again} material=${material} /></div>`
      : html`<div class="skeleton" role="status" aria-label=${t("Hämtar utkastet …")}><i></i><i></i><i></i></div>`
  }</main>`;
}

/** Words of the paper itself, without its margins. @param {HTMLElement} article */
function wordsIn(article) {
  return words([...article.querySelectorAll(".dblock__text")].map((block) => block.textContent).join(" "));
}

/** @param {number} count @returns {string} "1 840", with a space that does not break */
function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}
