/** The draft page: the outline and what remains, the paper to write in, and what it does not use. */

import { Toolbar } from "../../editor/toolbar.js";
import { announce } from "../../lib/announce.js";
import { html, Icon, useEffect, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Kept } from "../shared/kept.js";
import { OwnMenu } from "../shared/own_menu.js";
import { Banners, useTold } from "../shared/standing.js";
import { Toasts } from "../shared/toast.js";
import { Sign } from "../sign.js";
import { AskDialog } from "./asking.js";
import { Barred } from "./carrying.js";
import { CategoriesDialog } from "./categories.js";
import { CommentDialog } from "./comments.js";
import { EditionsDialog } from "./editions.js";
import { ExportMenu } from "./export_menu.js";
import { HistoryDialog } from "./history.js";
import { Confirmations, Leaks } from "./leaks.js";
import { Outline, Remaining } from "./outline.js";
import { PageCount, usePages } from "./pages.js";
import { Paper } from "./paper.js";
import { Placing, usePlacingKeys } from "./placing.js";
import { ShareDialog } from "./sharing.js";
import { standingOf } from "./standing.js";
import { StateMenu } from "./state.js";
import { Tray } from "./tray.js";
import { words } from "./unused.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./material.js").Material} Material */
/** @typedef {import("./material.js").Got} Got */
/** @typedef {"traces" | "paper"} Mode */

const WIDE = "(min-width: 64rem)";

/** @param {{ editing: Editing }} props */
export function DraftPage({ editing }) {
  const [mode, setMode] = useState(/** @type {Mode} */ ("traces"));
  const { material } = editing;
  const got = material.got.value;
  usePlacingKeys(editing);
  useEffect(() => material.pace.hurry(), [mode]); // what is printed is as of the last answer
  return html`<${Bar} editing=${editing} mode=${mode} setMode=${setMode} />
    <${Standing} editing=${editing} />
    ${got ? html`<${Columns} editing=${editing} got=${got} mode=${mode} />` : html`<${Waiting} material=${material} />`}
    <${Placing} editing=${editing} got=${got} />
    <${Barred} editing=${editing} />
    <${Dialogs} editing=${editing} got=${got} />
    <${Toasts} />`;
}

/** @param {{ editing: Editing, mode: Mode, setMode: (mode: Mode) => void }} props */
function Bar({ editing, mode, setMode }) {
  const { material } = editing;
  const got = material.got.value;
  const share = () => {
    editing.dialog.value = { name: "share" };
  };
  return html`<header class="bar draft__bar">
    <a class="brand" href="/" aria-label=${t("Samtal, till startsidan")}><${Sign} /></a>
    <div class="draft__name"><h1 class="bar__title">${t("Utkast till dokumentation")}</h1><p class="bar__sub">${got?.session.session.title}<span class="bar__kept"> · <${Kept} now=${editing.bench.kept.value} /></span></p></div>
    <div class="switch draft__mode" role="group" aria-label=${t("Vy")}>
      <button type="button" aria-pressed=${mode === "traces"} onClick=${() => setMode("traces")}>${t("Med spår")}</button>
      <button type="button" aria-pressed=${mode === "paper"} onClick=${() => setMode("paper")}>${t("Som papper")}</button>
    </div>
    ${got && html`<${StateMenu} editing=${editing} />`}
    <button type="button" class="btn" onClick=${share}><${Icon} name="share-network" />${t("Dela för läsning")}</button>
    <${ExportMenu} material=${material}>${got && html`<${Leaks} got=${got} onGo=${closeExport} /><${Confirmations} editing=${editing} /><a class="menu__item" href=${`/s/${editing.session}/template`}><${Icon} name="file-doc" /><span>${t("Mall och logotyp")}</span></a>`}<//>
    <${OwnMenu} />
  </header>`;
}

function closeExport() {
  document.getElementById("export-menu")?.hidePopover();
}

/** @param {{ editing: Editing }} props */
function Standing({ editing }) {
  const standing = standingOf(editing);
  useTold(standing);
  return html`<section class="draft__banners" aria-label=${t("Läget")}><${Banners} standing=${standing} /></section>`;
}

/** @param {{ material: Material }} props */
function Again({ material }) {
  return html`<button class="btn btn--sm" type="button" aria-disabled=${material.busy.value ? "true" : undefined} onClick=${() => material.fetch()}><${Icon} name="arrow-counter-clockwise" />${t("Hämta igen")}</button>`;
}

/** @param {{ editing: Editing, got: Got, mode: Mode }} props */
function Columns({ editing, got, mode }) {
  const [count, setCount] = useState(0);
  const pages = usePages(editing, got.draft.html);
  const writes = mode === "traces" && !editing.locked.value;
  return html`<div class=${`draft__grid draft--${mode}`}>
    <nav class="draft__outline" aria-labelledby="h-outline">
      <${Fold} id="h-outline" title=${t("Disposition")}><${Outline} got=${got} starts=${pages.told.value?.starts} /><//>
      <section class="draft__check"><${Fold} id="h-remaining" title=${t("Kvar att göra")} count=${got.draft.warnings.length}><${Remaining} got=${got} /><//></section>
    </nav>
    <main id="content" class="draft__main" tabindex="0" aria-label=${t("Dokumentet")}>
      <div class="draft__tools">${writes && html`<${Toolbar} bench=${editing.bench} />`}
        <${PageCount} pages=${pages} count=${count} />
        <button class="btn btn--quiet btn--sm btn--icon" type="button" aria-label=${t("Skriv ut")} title=${t("Skriv ut")} onClick=${() => print()}><${Icon} name="printer" /></button></div>
      <${Paper} editing=${editing} got=${got} mode=${mode} onWritten=${(/** @type {HTMLElement} */ article) => setCount(wordsIn(article))} />
    </main>
    <aside class="draft__tray" aria-labelledby="h-tray">
      <${Fold} id="h-tray" title=${t("Oanvända inlägg")} count=${got.unused.size}><${Tray} editing=${editing} got=${got} /><//>
    </aside>
  </div>`;
}

/** @param {{ editing: Editing, got: Got | null }} props */
function Dialogs({ editing, got }) {
  const open = editing.dialog.value;
  if (!open || !got) return null;
  if (open.name === "comment") return html`<${CommentDialog} editing=${editing} spot=${open.spot} />`;
  if (open.name === "history") return html`<${HistoryDialog} editing=${editing} spot=${open.spot} />`;
  if (open.name === "ask") return html`<${AskDialog} editing=${editing} got=${got} section=${open} />`;
  if (open.name === "editions") return html`<${EditionsDialog} editing=${editing} />`;
  if (open.name === "categories") return html`<${CategoriesDialog} editing=${editing} got=${got} />`;
  return html`<${ShareDialog} editing=${editing} />`;
}

/** Folded on a small screen, always open on a wide one. @param {{ id: string, title: string, count?: number, children?: any }} props */
function Fold({ id, title, count, children }) {
  const [wide, setWide] = useState(() => matchMedia(WIDE).matches);
  useEffect(() => {
    const width = matchMedia(WIDE);
    const look = () => setWide(width.matches);
    width.addEventListener("change", look);
    return () => width.removeEventListener("change", look);
  }, []);
  return html`<details key=${String(wide)} class="draft__fold" open=${wide}>
    <summary><h2 class="panel__title" id=${id}>${title} ${count !== undefined && html`<span class="muted">${count}</span>`}</h2><span class="chev"><${Icon} name="caret-down" /></span></summary>
    ${children}
  </details>`;
}

/** @param {{ material: Material }} props */
function Waiting({ material }) {
  const wrong = material.wrong.value;
  useEffect(() => {
    if (wrong) announce(wrong);
  }, [wrong]);
  return html`<main id="content" class="draft__main draft__waiting" tabindex="-1">${
    wrong
      ? html`<div class="empty"><p class="empty__title">${wrong}</p><${Again} material=${material} /></div>`
      : html`<div class="skeleton" role="status" aria-label=${t("Hämtar utkastet …")}><i></i><i></i><i></i></div>`
  }</main>`;
}

/** Words of the paper itself, without its margins. @param {HTMLElement} article */
function wordsIn(article) {
  return words(
    [...article.querySelectorAll(".dblock__text :is(.printed, .lines)")]
      .map((block) => block.textContent)
      .join(" "),
  );
}
