/** How a text came to be what it is, and the way back to what it was. */

import { isBlank } from "../../editor/section.js";
import { call } from "../../lib/api.js";
import { html, useEffect, useRef, useState } from "../../lib/html.js";
import { number, t } from "../../lib/i18n.js";
import { uuid } from "../../lib/uuid.js";
import { runsOf } from "../../session/runs.js";
import { Dialog } from "../shared/dialog.js";
import { toast } from "../shared/toast.js";
import { when } from "./comments.js";
import { bursts } from "./versions.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./editing.js").Spot} Spot */
/** @typedef {import("../../editor/shapes").EditedLine} EditedLine */
/** @typedef {import("../../session/wire").Run} Run */
/** @typedef {import("./versions.js").Version} Version */

/** @param {{ editing: Editing, spot: Spot }} props */
export function HistoryDialog({ editing, spot }) {
  const [versions, setVersions] = useState(/** @type {Version[] | null} */ (null));
  const [before, setBefore] = useState(/** @type {number | null} */ (null));
  const [asking, setAsking] = useState(false);
  const [wrong, setWrong] = useState("");
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  async function fetchOlder() {
    const asked = new URLSearchParams(/** @type {Record<string, string>} */ (spot));
    if (before !== null) asked.set("before", String(before));
    setAsking(true);
    const answer = await call(`/sessions/${editing.session}/history?${asked}`);
    setAsking(false);
    setWrong(answer.ok ? "" : answer.error.message);
    if (!answer.ok) return;
    const entries = list.current?.children.length ?? 0;
    setVersions([...(versions ?? []), ...answer.data.versions.toReversed()]);
    setBefore(answer.data.before);
    if (versions) requestAnimationFrame(() => focusOn(list.current, entries));
  }
  useEffect(() => void fetchOlder(), []);
  const close = () => {
    editing.dialog.value = null;
  };
  function restore(/** @type {Version} */ version) {
    close();
    if (bringBack(editing, spot, version))
      toast(t("Den äldre versionen står nu i texten."), {
        label: t("Ångra"),
        run: () => editing.bench.undo(),
      });
  }
  const take = editing.locked.value ? null : restore;
  return html`<${Dialog} title=${t("Versioner")} onClose=${close} wide>
    ${!versions && !wrong && html`<div class="skeleton" role="status" aria-label=${t("Hämtar versionerna …")}><i></i><i></i></div>`}
    ${versions?.length === 0 && html`<p>${t("Texten har inte ändrats. Den är som Samtal föreslog.")}</p>`}
    <ol ref=${list} class="versions">${bursts(versions ?? []).map((burst) => html`<${Burst} key=${burst.at(-1)?.seq} versions=${burst} restore=${take} />`)}</ol>
    ${wrong && html`<p role="status">${wrong}</p>`}
    ${((versions && before !== null) || (wrong && !asking)) && html`<p class="versions__more"><button type="button" class="btn" aria-disabled=${asking} onClick=${() => asking || fetchOlder()}>${versions ? t("Visa äldre") : t("Försök igen")}</button></p>`}
  <//>`;
}

/** @param {HTMLElement | null} list @param {number} at the first of those that came: who reads on does so there */
function focusOn(list, at) {
  const entry = /** @type {HTMLElement | undefined} */ (list?.children[at] ?? list?.lastElementChild);
  entry?.focus();
}

/** @typedef {((version: Version) => void) | null} Restore null where nothing may be changed */

/** What one hand made with short pauses: the last of it, and the rest when it is asked for. @param {{ versions: Version[], restore: Restore }} props newest first */
function Burst({ versions, restore }) {
  const [open, setOpen] = useState(false);
  const [last, ...earlier] = versions;
  if (!last) return null;
  return html`<li class="version" tabindex="-1"><${One} version=${last} since=${earlier.at(-1)} restore=${restore} />
    ${earlier.length > 0 && html`<p><button type="button" class="linkbtn small" aria-expanded=${open} onClick=${() => setOpen(!open)}>${open ? t("Visa färre") : t("Visa alla %(count)s ändringar", { count: number(versions.length) })}</button></p>`}
    ${open && html`<ol class="versions version__earlier">${earlier.map((version) => html`<li key=${version.seq} class="version"><${One} version=${version} restore=${restore} /></li>`)}</ol>`}
  </li>`;
}

/** @param {{ version: Version, since?: Version, restore: Restore }} props `since`: the first of its burst */
function One({ version, since, restore }) {
  return html`<p class="small muted">${since && when(since.at) !== when(version.at) && html`<time datetime=${since.at}>${when(since.at)}</time> – `}<time datetime=${version.at}>${when(version.at)}</time> · ${writer(version)} · ${happening(version)}</p>
    <p class="version__text" dir="auto">${version.text ? html`<${Styled} runs=${wordsOf(version)} />` : t("(ingen text)")}</p>
    ${restore && restorable(version) && html`<p><button type="button" class="btn btn--sm" onClick=${() => restore(version)}>${t("Återställ")}<span class="sr-only">: ${version.text}</span></button></p>`}`;
}

/** @param {Version} version @returns {Run[]} what it says, each line of a part below the other */
function wordsOf({ text, runs, lines }) {
  if (!lines) return runsOf({ text, runs });
  return lines.flatMap((line, at) => (at === 0 ? line.runs : [{ text: "\n" }, ...line.runs]));
}

/** A text with its styles; a link only shows that it is one. @param {{ runs: Run[] }} props */
function Styled({ runs }) {
  return runs.map(({ text, bold, italic, link }) => {
    const said = italic ? html`<em>${text}</em>` : text;
    const strong = bold ? html`<strong>${said}</strong>` : said;
    return link ? html`<u title=${link}>${strong}</u>` : strong;
  });
}

/** @param {Version} version */
function restorable(version) {
  return version.type !== "block.moved" && (version.text !== "" || Boolean(version.lines));
}

/** @param {Version} version @returns {string} who wrote it; the role alone where the name is not known, or erased */
function writer({ name, by }) {
  return name ? `${name}, ${roleWord(by)}` : roleWord(by);
}

/** @param {string | null} role */
function roleWord(role) {
  const words = {
    facilitator: t("processledare"),
    "note-taker": t("dokumentatör"),
    participant: t("deltagare"),
    reader: t("läsare"),
  };
  return words[/** @type {keyof typeof words} */ (role)] ?? t("okänd");
}

/** @param {Version} version */
function happening({ type, lines }) {
  const words = {
    "block.added": t("skrivet"),
    "block.edited": t("ändrat"),
    "block.moved": t("flyttat"),
    "block.removed": t("borttaget"),
    "theme.added": t("skrivet"),
    "theme.edited": t("ändrat"),
    "text.edited": lines === null ? t("tillbaka till förslaget") : t("ändrat"),
  };
  return words[/** @type {keyof typeof words} */ (type)] ?? type;
}

/** @param {Editing} editing @param {Spot} spot @param {Version} version @returns {boolean} whether there was somewhere to put it */
function bringBack(editing, spot, version) {
  const text = editing.bench.text(targetOf(spot));
  if (!text) return false;
  editing.bench.memory.close();
  if ("theme" in spot) {
    const [now] = text.lines.peek();
    text.put([lineOf({ ...version, sources: [] }, now)]);
    return true;
  }
  if ("part" in spot) {
    text.put((version.lines ?? []).map((line) => ({ ...line, id: uuid(), sources: [] })));
    return true;
  }
  const lines = text.lines.peek().filter((line) => !isBlank(line) || line.id === version.block);
  const at = lines.findIndex((line) => line.id === version.block);
  const old = lineOf(version, lines[at]);
  if (at >= 0) text.put(lines.with(at, old));
  else text.put(lines.toSpliced(lines.findIndex((line) => line.id === version.after) + 1, 0, old));
  return true;
}

/** @param {Spot} spot @returns {string} the text that stands there */
function targetOf(spot) {
  if ("theme" in spot) return `theme:${spot.theme}`;
  return "part" in spot ? `draft:${spot.part}` : spot.channel;
}

/** @param {Version} version @param {EditedLine | undefined} now @returns {EditedLine} */
function lineOf({ text, runs, kind, level, sources }, now) {
  return {
    id: now?.id ?? uuid(),
    kind: kind ?? now?.kind ?? "paragraph",
    level: level ?? now?.level ?? 0,
    runs: runsOf({ text, runs }),
    sources: sources ?? now?.sources ?? [],
  };
}
