/** How a text came to be what it is, and the way back to what it was. */

import { isBlank } from "../../editor/section.js";
import { call } from "../../lib/api.js";
import { html, useEffect, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { uuid } from "../../lib/uuid.js";
import { Dialog } from "../shared/dialog.js";
import { toast } from "../shared/toast.js";
import { when } from "./comments.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./editing.js").Spot} Spot */
/** @typedef {import("../../editor/shapes").EditedLine} EditedLine */
/** @typedef {import("../../session/wire").Line} Line */
/** @typedef {import("../../session/wire").Run} Run */
/** @typedef {{ at: string, by: string | null, type: string, block?: string | null, text: string, kind?: any, level?: any, runs?: Run[] | null, sources?: string[], after?: string | null, lines?: Line[] | null }} Version */

/** @param {{ editing: Editing, spot: Spot }} props */
export function HistoryDialog({ editing, spot }) {
  const [versions, setVersions] = useState(/** @type {Version[] | null} */ (null));
  const [wrong, setWrong] = useState("");
  useEffect(() => {
    const asked = new URLSearchParams(/** @type {Record<string, string>} */ (spot));
    call(`/sessions/${editing.session}/history?${asked}`).then((answer) => {
      if (answer.ok) setVersions(answer.data.versions.toReversed());
      else setWrong(answer.error.message);
    });
  }, []);
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
  return html`<${Dialog} title=${t("Versioner")} onClose=${close} wide>
    ${wrong && html`<p role="status">${wrong}</p>`}
    ${!versions && !wrong && html`<div class="skeleton" role="status" aria-label=${t("Hämtar versionerna …")}><i></i><i></i></div>`}
    ${versions?.length === 0 && html`<p>${t("Texten har inte ändrats. Den är som Samtal föreslog.")}</p>`}
    <ol class="versions">${versions?.map(
      (version, at) => html`<li key=${at} class="version">
      <p class="small muted"><time datetime=${version.at}>${when(version.at)}</time> · ${roleWord(version.by)} · ${happening(version)}</p>
      <p class="version__text" dir="auto">${version.text || t("(ingen text)")}</p>
      ${restorable(version) && !editing.locked.value && html`<p><button type="button" class="btn btn--sm" onClick=${() => restore(version)}>${t("Återställ")}<span class="sr-only">: ${version.text}</span></button></p>`}
    </li>`,
    )}</ol>
  <//>`;
}

/** @param {Version} version */
function restorable(version) {
  return version.type !== "block.moved" && (version.text !== "" || Boolean(version.lines));
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
    "text.edited": lines === null ? t("tillbaka till förslaget") : t("ändrat"),
  };
  return words[/** @type {keyof typeof words} */ (type)] ?? type;
}

/** @param {Editing} editing @param {Spot} spot @param {Version} version @returns {boolean} whether there was somewhere to put it */
function bringBack(editing, spot, version) {
  const text = editing.bench.text("part" in spot ? `draft:${spot.part}` : spot.channel);
  if (!text) return false;
  editing.bench.memory.close();
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

/** @param {Version} version @param {EditedLine | undefined} now @returns {EditedLine} */
function lineOf({ text, runs, kind, level, sources }, now) {
  return {
    id: now?.id ?? uuid(),
    kind: kind ?? now?.kind ?? "paragraph",
    level: level ?? now?.level ?? 0,
    runs: runs ?? (text ? [{ text }] : []),
    sources: sources ?? now?.sources ?? [],
  };
}
