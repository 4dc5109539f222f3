/** A piece of the paper: as it is printed while it is far away or closed, and to be written in when it is near. */

import { Field } from "../../editor/field.js";
import { focusSoon } from "../../lib/focus.js";
import { html, Icon, useLayoutEffect, useRef, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { useNear } from "../../lib/near.js";
import { Menu } from "../shared/menu.js";
import { Names, Writers } from "../shared/writers.js";
import { AskButton } from "./asking.js";
import { patternDrop, patternOf, useTakes } from "./carrying.js";
import { Comments } from "./comments.js";
import { titleOf } from "./material.js";
import { ADD, HEADING } from "./pattern_pieces.js";
import { AddTheme, ThemeMenu, ThemeText } from "./patterns.js";
import { Origin, Trace } from "./traces.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("./editing.js").Spot} Spot */
/** @typedef {import("./material.js").Got} Got */
/** @typedef {import("./material.js").Piece} Paperpiece */
/** @typedef {import("./material.js").PartEdit} PartEdit */
/** @typedef {import("./material.js").SectionEdit} SectionEdit */
/** @typedef {import("../../editor/shapes").EditedLine} EditedLine */

/** @param {{ piece: Paperpiece, editing: Editing, got: Got, writes: boolean }} props `writes`: whether it may be written in here */
export function Piece({ piece, editing, got, writes }) {
  const entered = piece.theme !== null && editing.entering === `theme:${piece.theme}`;
  const [place, near, come] = useNear(".draft__main", entered);
  const stands = useStanding(near, editing);
  const takes = useTakes(editing, piece);
  const { edit } = piece;
  const looks = ["dblock"];
  if (piece.edits?.length) looks.push("dblock--wide");
  if (edit && "channel" in edit) looks.push("dblock--lines");
  if (isTarget(editing.placing.value, piece)) looks.push("dblock--placing");
  const inner = !stands || !writes || (!edit && !piece.theme && !piece.edits?.length && piece.id !== ADD);
  // what is far away can still be reached with Tab, and is then ready to be written in
  const far = writes && !stands && (edit || piece.theme);
  function onFocus(/** @type {FocusEvent} */ event) {
    if (!far || event.target !== place.current) return;
    come();
    focusSoon(`[data-piece="${CSS.escape(piece.id)}"] :is([role=textbox], button)`);
  }
  return html`<div ref=${place} class=${looks.join(" ")} data-piece=${piece.id} data-takes=${takes ? "true" : undefined} tabindex=${far ? 0 : undefined} onFocus=${onFocus} ...${writes ? patternDrop(editing, piece) : {}}>
    ${
      inner
        ? html`<div class="dblock__text"><${Printed} markup=${piece.html} /></div>${stands && html`<div class="dblock__side"><${Side} piece=${piece} editing=${editing} got=${got} writes=${writes} /></div>`}`
        : html`<${Written} piece=${piece} editing=${editing} got=${got} />`
    }
  </div>`;
}

/** @param {import("./editing.js").Placing | null} placing @param {Paperpiece} piece @returns {boolean} whether a note is to come there */
function isTarget(placing, piece) {
  if (!placing) return false;
  if (placing.theme) return placing.theme === patternOf(piece);
  return piece.edit !== null && "channel" in piece.edit && piece.edit.channel === placing.channel;
}

/** @param {{ piece: Paperpiece, editing: Editing, got: Got }} props */
function Written({ piece, editing, got }) {
  const { edit } = piece;
  if (edit && "channel" in edit)
    return html`<${Section} piece=${piece} edit=${edit} editing=${editing} got=${got} />`;
  const side = html`<div class="dblock__side"><${Side} piece=${piece} editing=${editing} got=${got} writes /></div>`;
  if (piece.id === ADD) return html`<div class="dblock__text"><${AddTheme} editing=${editing} /></div>`;
  if (piece.theme)
    return html`<div class="dblock__text"><${ThemeText} theme=${piece.theme} editing=${editing} got=${got} /></div>${side}`;
  if (edit)
    return html`<div class="dblock__text"><${PartText} piece=${piece} edit=${edit} editing=${editing} got=${got} /></div>${side}`;
  const open = () => {
    editing.dialog.value = { name: "categories" };
  };
  return html`<div class="dblock__text"><${Printed} markup=${piece.html} /><p class="no-print"><button type="button" class="btn btn--sm" onClick=${open}><${Icon} name="pencil-simple" />${t("Ändra kategorierna")}</button></p></div>${side}`;
}

/** A part that stands in no room: a heading, the introduction, a sentence, the proposal's box. @param {{ piece: Paperpiece, edit: PartEdit, editing: Editing, got: Got }} props */
function PartText({ piece, edit, editing, got }) {
  const text = editing.bench.text(`draft:${edit.part}`);
  if (!text) return null;
  const field = html`<${Field} bench=${editing.bench} text=${text} label=${labelOf(piece, edit)} lang=${got.session.session.language} look=${edit.part === "lead" ? "paper__lead" : ""} placeholder=${t("Skriv här")} typed=${() => editing.tellWriting("draft", edit.part)} />`;
  const [, level] = piece.html.match(/<h([2-6])\b/) ?? [];
  if (edit.part === "title") return html`<h2 class="paper__title" id="d-title">${field}</h2>`;
  if (edit.single && level) return heading(level, piece.anchor, field);
  if (piece.html.includes("paper__from")) return html`<div class="paper__from">${field}</div>`;
  return field;
}

/** @param {string} level @param {string | null} anchor @param {any} inside */
function heading(level, anchor, inside) {
  const id = anchor ?? undefined;
  if (level === "3") return html`<h3 id=${id}>${inside}</h3>`;
  return level === "4" ? html`<h4 id=${id}>${inside}</h4>` : html`<h2 id=${id}>${inside}</h2>`;
}

/** @param {Paperpiece} piece @param {PartEdit} edit */
function labelOf(piece, edit) {
  if (edit.part === "title") return t("Dokumentationens titel");
  if (edit.part === "lead") return t("Ingress");
  if (edit.single) return t("Rubrik");
  return piece.html.includes("paper__from") ? t("Förslaget") : t("Inledande text");
}

/** A room's or talk's own text. @param {{ piece: Paperpiece, edit: SectionEdit, editing: Editing, got: Got }} props */
function Section({ piece, edit, editing, got }) {
  const { channel } = edit;
  const [entered, setEntered] = useState(/** @type {string | null} */ (null));
  const started = editing.begun.value.has(channel);
  const blank = !got.channels.get(channel)?.blocks.some((block) => block.text.trim());
  const text = editing.bench.text(channel);
  const untouched = text?.lines.value.every((line) => line.runs.length === 0) ?? true;
  if (!text || (blank && untouched && !started))
    return html`<${NotBegun} piece=${piece} edit=${edit} editing=${editing} title=${titleOf(channel, got)} />`;
  const enters = editing.entering === channel;
  if (enters) editing.entering = null; // the caret goes in once: as the text comes
  const placing = editing.placing.value;
  const drop = (/** @type {string} */ note, /** @type {number} */ at) => editing.put(note, channel, at);
  const enter = (/** @type {string | null} */ line) => {
    setEntered(line);
    if (line) editing.begin(channel); // its field stays, also once everything in it has been taken out
  };
  return html`<div class="dblock__text">
    <${Writers} writers=${editing.writers(channel)} />
    <${Field} bench=${editing.bench} text=${text} label=${t("Dokumentation: %(title)s", { title: titleOf(channel, got) })} lang=${got.session.session.language} placeholder=${t("Skriv här")}
      entered=${enter} typed=${(/** @type {string | null} */ block) => editing.tellWriting(channel, block)} autofocus=${enters && !placing} take=${drop} takes=${(/** @type {string} */ note) => editing.saidIn(channel, note)} mark=${placing?.channel === channel && !placing.theme ? placing.at : null}
      side=${(/** @type {EditedLine} */ line) => lineSide(line, { editing, got, channel, entered })} />
  </div>`;
}

/** @param {EditedLine} line @param {{ editing: Editing, got: Got, channel: string, entered: string | null }} where */
function lineSide(line, { editing, got, channel, entered }) {
  const spot = { channel, block: line.id };
  const comments = (editing.draft.value?.comments ?? []).filter((comment) => comment.block === line.id);
  const traced = line.sources.some((id) => got.notes.has(id));
  const known = got.channels.get(channel)?.blocks.some((block) => block.id === line.id);
  const writers = editing.writers(channel, line.id);
  if (!traced && comments.length === 0 && entered !== line.id && writers.length === 0) return null;
  return html`<${Names} writers=${writers} /><div class="side-row">${traced ? html`<${Trace} sources=${line.sources} got=${got} />` : html`<span></span>`}
      ${entered === line.id && known && html`<${SpotMenu} editing=${editing} spot=${spot} />`}</div>
    <${Comments} editing=${editing} comments=${comments} />`;
}

/** Nothing is written yet: what the notes say stands there, and ways on. @param {{ piece: Paperpiece, edit: SectionEdit, editing: Editing, title: string }} props */
function NotBegun({ piece, edit, editing, title }) {
  return html`<div class="dblock__text"><${Printed} markup=${piece.html} />
    <p class="row no-print paper__begin">
      ${edit.notes && html`<button type="button" class="btn btn--sm btn--primary" onClick=${() => editing.fetchNotes(edit.channel)}><${Icon} name="list-plus" />${t("Hämta från inläggen")}</button>`}
      <button type="button" class="btn btn--sm" onClick=${() => editing.enter(edit.channel)}><${Icon} name="pencil-simple" />${t("Skriv här")}</button>
    </p></div>
    <div class="dblock__side"><${Trace} sources=${piece.sources} got=${editing.material.got.value} />${piece.html && html`<${AskButton} edit=${edit} title=${title} editing=${editing} />`}</div>`;
}

/** What is told beside a piece that is not a section's text. @param {{ piece: Paperpiece, editing: Editing, got: Got, writes: boolean }} props */
function Side({ piece, editing, got, writes }) {
  const { edit } = piece;
  const part = edit && "part" in edit ? edit : null;
  const channel = channelUnder(piece);
  const comments = (editing.draft.value?.comments ?? []).filter((comment) => {
    if (comment.theme)
      return comment.theme === piece.theme || (part?.part === HEADING && isWithoutPattern(comment, editing));
    return part && (comment.part === part.part || (channel !== null && homeless(comment, channel, got)));
  });
  const headed = part?.single ?? false;
  const traced = piece.sources.some((id) => got.notes.has(id));
  return html`<div class="side-row">
      ${traced ? html`<${Trace} sources=${piece.sources} got=${got} />` : headed || !part ? html`<span></span>` : html`<${Origin} origin=${part.own ? "editor" : piece.origin} />`}
      ${writes && html`<${PieceMenu} theme=${piece.theme} part=${part} channel=${channel} editing=${editing} />`}
    </div>
    ${part && !part.single && writes && html`<${RewriteAct} part=${part} origin=${piece.origin} editing=${editing} />`}
    <${WritersAt} piece=${piece} editing=${editing} />
    <${Comments} editing=${editing} comments=${comments} />`;
}

/** The way from what Samtal suggests to one's own words, or back. @param {{ part: PartEdit, origin: string, editing: Editing }} props */
function RewriteAct({ part, origin, editing }) {
  if (part.own)
    return html`<button type="button" class="btn btn--sm side-act" onClick=${() => editing.backToProposal(part.part)}>${t("Tillbaka till förslaget")}</button>`;
  if (origin !== "generated") return null;
  return html`<button type="button" class="btn btn--sm side-act" onClick=${(/** @type {MouseEvent} */ event) => writeIn(event)}>${t("Skriv om")}</button>`;
}

/** @param {{ piece: Paperpiece, editing: Editing }} props who else writes in a part or a pattern */
function WritersAt({ piece: { edit, theme }, editing }) {
  if (theme) return html`<${Writers} writers=${editing.writers("session", theme)} />`;
  return edit && "part" in edit && html`<${Writers} writers=${editing.writers("draft", edit.part)} />`;
}

/** @param {{ theme: string | null, part: PartEdit | null, channel: string | null, editing: Editing }} props */
function PieceMenu({ theme, part, channel, editing }) {
  if (theme) return html`<${ThemeMenu} theme=${theme} editing=${editing} />`;
  if (!part) return null;
  const back = part.own ? () => editing.backToProposal(part.part) : null;
  return html`<${SpotMenu} editing=${editing} spot=${{ part: part.part }} channel=${channel} back=${back} />`;
}

/** @param {MouseEvent} event puts the caret into the piece's text */
function writeIn(event) {
  const piece = /** @type {HTMLElement} */ (event.currentTarget).closest(".dblock");
  /** @type {HTMLElement | null} */ (piece?.querySelector("[role=textbox]"))?.focus();
}

/** @param {Paperpiece} piece @returns {string | null} the channel whose section the heading begins */
function channelUnder({ edit }) {
  const [, channel] =
    (edit && "part" in edit ? edit.part : "").match(/^((?:room|item)-[\w-]+)\/heading$/) ?? [];
  return channel ?? null;
}

/** A comment at a whole section, or at a block that is gone. @param {import("../../session/wire").Comment} comment @param {string} channel @param {Got} got */
function homeless(comment, channel, got) {
  if (comment.channel !== channel) return false;
  return !comment.block || !got.channels.get(channel)?.blocks.some((block) => block.id === comment.block);
}

/** A comment at a pattern that is gone. @param {import("../../session/wire").Comment} comment @param {Editing} editing */
function isWithoutPattern({ theme }, editing) {
  return editing.themes.value.every(({ id }) => id !== theme);
}

/** @param {{ editing: Editing, spot: Spot, channel?: string | null, back?: (() => void) | null }} props */
function SpotMenu({ editing, spot, channel = null, back = null }) {
  const open = (/** @type {"comment" | "history"} */ name, /** @type {Spot} */ at) => () => {
    editing.dialog.value = { name, spot: at };
  };
  const items = [
    { label: t("Kommentera"), icon: "chat-text", run: open("comment", spot) },
    { label: t("Versioner"), icon: "clock-counter-clockwise", run: open("history", spot) },
    ...(channel && editing.material.channels.peek().has(channel)
      ? [
          {
            label: t("Avsnittets versioner"),
            hint: t("Även det som är borttaget"),
            icon: "clock-counter-clockwise",
            run: open("history", { channel }),
          },
        ]
      : []),
    ...(back ? [{ label: t("Tillbaka till förslaget"), icon: "arrow-counter-clockwise", run: back }] : []),
  ];
  return html`<${Menu} label=${t("Kommentarer och versioner")} items=${items} class="btn btn--quiet btn--sm btn--icon side-menu" />`;
}

/** The server's own markup, in which all text is escaped; nothing in it can run. @param {{ markup: string }} props */
export function Printed({ markup }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useLayoutEffect(() => {
    const page = new DOMParser().parseFromString(markup, "text/html");
    place.current?.replaceChildren(...[...page.body.childNodes].map((node) => document.adoptNode(node)));
  }, [markup]);
  return html`<div ref=${place} class="printed"></div>`;
}

/** @param {boolean} near @param {Editing} editing @returns {boolean} whether it is near, or was so and may say more than what is printed yet */
function useStanding(near, editing) {
  const stood = useRef(false);
  stood.current = near || (stood.current && editing.material.pace.behind.value);
  return stood.current;
}
