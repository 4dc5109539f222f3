/**
 * A text on the page: the field itself, a grip to drag a line by, and what stands in the margin beside each line.
 *
 * @import { Bench } from "./bench.js"
 * @import { Text } from "./text.js"
 * @import { EditedLine } from "./shapes"
 */

import { html, useEffect, useLayoutEffect, useRef, useState } from "../lib/html.js";
import { t } from "../lib/i18n.js";
import { dragged, grip } from "../views/shared/dragging.js";
import { placeLines } from "./commands.js";
import { LinesView } from "./lines_view.js";

const BETWEEN_PX = 4; // what stands in the margin does not touch

/**
 * @param {object} props
 * @param {Bench} props.bench
 * @param {Text} props.text
 * @param {string} props.label
 * @param {string} props.lang
 * @param {string} [props.look] classes of the lines
 * @param {string} [props.placeholder]
 * @param {(line: EditedLine) => any} [props.side] what stands beside a line; falsy: nothing
 * @param {(note: string, before: number) => void} [props.take] a note that is let go between the lines
 * @param {(note: string) => boolean} [props.takes] whether a note may stand here; every one where it is not given
 * @param {number | null} [props.mark] the line before which something is to come
 * @param {(line: string | null) => void} [props.entered] the line that is written in
 * @param {(line: string | null) => void} [props.typed] in which line
 * @param {boolean} [props.autofocus]
 */
export function Field(props) {
  return props.text.begun.value && html`<${Begun} ...${props} />`;
}

/** @param {Parameters<typeof Field>[0]} props once it is known what stands there */
function Begun({
  bench,
  text,
  label,
  lang,
  look,
  placeholder,
  side,
  take,
  takes = () => true,
  mark = null,
  entered,
  typed,
  autofocus,
}) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const view = useRef(/** @type {LinesView | null} */ (null));
  const field = useRef(/** @type {HTMLElement | null} */ (null));
  const [hovered, setHovered] = useState(/** @type {{id: string, top: number} | null} */ (null));
  const writable = bench.writable.value;

  useLayoutEffect(() => {
    if (!place.current) return;
    const made = new LinesView(place.current, text, {
      label,
      lang,
      look,
      placeholder,
      describedby: text.single ? undefined : "editor-help",
      writable: () => bench.writable.peek(),
      undo: () => bench.undo(),
      redo: () => bench.redo(),
      link: () => {
        bench.linking.value = true;
      },
      focused: () => {
        bench.active.value = made;
        tell();
      },
      moved: tell,
      typed: () => typed?.(here()),
    });
    function here() {
      return made.view.state.selection.$from.node(1)?.attrs.id ?? null;
    }
    function tell() {
      bench.moved.value = bench.moved.peek() + 1;
      entered?.(here());
    }
    view.current = made;
    if (autofocus) made.focus();
    return () => {
      bench.leave(made);
      made.destroy();
    };
  }, [text]);
  useEffect(() => view.current?.refresh(), [writable]);

  function onPointerMove(/** @type {any} */ event) {
    if (text.single || !writable || event.pointerType !== "mouse" || event.buttons) return;
    const line = lineAt(place.current, event.clientY);
    if (line && line.dataset.line !== hovered?.id)
      setHovered({ id: line.dataset.line ?? "", top: line.offsetTop });
  }

  const [over, setOver] = useState(/** @type {number | null} */ (null));
  const drop = text.single ? {} : dropping(place, setOver, { accepts, letGo });
  /** @param {import("../views/shared/dragging.js").Dragged} thing */
  function accepts({ kind, id }) {
    return kind === "note"
      ? take !== undefined && takes(id)
      : text.lines.peek().some((line) => line.id === id);
  }
  /** @param {number} before the line that it comes to stand before */
  function letGo(before) {
    const thing = dragged.peek();
    const lines = text.lines.peek();
    dragged.value = null;
    if (thing?.kind === "note") return take?.(thing.id, before);
    const from = lines.findIndex((line) => line.id === thing?.id);
    if (from >= 0) view.current?.run(placeLines(from, from, before));
  }

  return html`<div ref=${field} class=${text.single ? "field-text field-text--single" : "field-text"} onPointerMove=${onPointerMove} onPointerLeave=${() => dragged.peek() === null && setHovered(null)} ...${drop}>
    <div ref=${place} class="field-text__in"></div>
    ${hovered && html`<span class="field-text__grip" style=${{ insetBlockStart: `${hovered.top}px` }} aria-hidden="true" title=${t("Dra för att flytta")} ...${grip({ kind: "block", id: hovered.id }, ".field-text")}></span>`}
    ${mark !== null && html`<${Mark} place=${place} at=${mark} />`}
    ${over !== null && html`<span class="field-text__over" style=${{ insetBlockStart: `${over}px` }} aria-hidden="true"></span>`}
    ${side && html`<${Margin} text=${text} place=${place} side=${side} />`}
  </div>`;
}

/** Where something is to come; it is brought into view. @param {{place: {current: HTMLElement | null}, at: number}} props */
function Mark({ place, at }) {
  const mark = useRef(/** @type {HTMLElement | null} */ (null));
  function put() {
    if (mark.current) mark.current.style.insetBlockStart = `${topOf(place.current, at)}px`;
    mark.current?.scrollIntoView({ block: "center" });
  }
  useLayoutEffect(put, [at]);
  useEffect(put, []); // where it comes with the field itself, the lines are drawn after it
  return html`<span ref=${mark} class="field-text__over field-text__over--placing" aria-hidden="true"></span>`;
}

/** @param {HTMLElement | null} place @param {number} at @returns {number} where the line begins, or the last one ends */
function topOf(place, at) {
  const lines = linesIn(place);
  const last = lines.at(-1);
  return lines[at]?.offsetTop ?? (last ? last.offsetTop + last.offsetHeight : 0);
}

/** What tells about single lines, each beside its own and none over another. @param {{text: Text, place: {current: HTMLElement | null}, side: (line: EditedLine) => any}} props */
function Margin({ text, place, side }) {
  const margin = useRef(/** @type {HTMLElement | null} */ (null));
  const lines = text.lines.value;
  useLayoutEffect(() => {
    const arrange = () => lineUp(place.current, margin.current);
    arrange();
    const sizes = new ResizeObserver(arrange);
    if (place.current) sizes.observe(place.current);
    for (const each of margin.current?.children ?? []) sizes.observe(each);
    return () => sizes.disconnect();
  });
  return html`<div ref=${margin} class="field-text__margin">${lines.map((line) => {
    const told = side(line);
    return told && html`<div key=${line.id} class="field-text__side" data-for=${line.id}>${told}</div>`;
  })}</div>`;
}

/** @param {HTMLElement | null} place @param {HTMLElement | null} margin */
function lineUp(place, margin) {
  if (!place || !margin) return;
  const beside = getComputedStyle(margin).position === "absolute";
  let free = 0;
  for (const each of /** @type {HTMLCollectionOf<HTMLElement>} */ (margin.children)) {
    const line = /** @type {HTMLElement | null} */ (
      place.querySelector(`[data-line="${CSS.escape(each.dataset.for ?? "")}"]`)
    );
    const top = Math.max(free, line?.offsetTop ?? 0);
    each.style.insetBlockStart = beside ? `${top}px` : "";
    free = top + each.offsetHeight + BETWEEN_PX;
  }
  margin.parentElement?.style.setProperty("min-block-size", beside ? `${free}px` : "");
}

/** @param {HTMLElement | null} place @param {number} y @returns {HTMLElement | undefined} the line at that height, or the nearest above */
function lineAt(place, y) {
  return linesIn(place).findLast((line) => line.getBoundingClientRect().top <= y) ?? linesIn(place)[0];
}

/** @param {HTMLElement | null} place @returns {HTMLElement[]} */
function linesIn(place) {
  return [...(place?.querySelectorAll(".line") ?? [])].map((line) => /** @type {HTMLElement} */ (line));
}

/**
 * The mark lies over the lines: what stands in them is the editor's alone to change.
 *
 * @param {{current: HTMLElement | null}} place
 * @param {(top: number | null) => void} mark where it would come to stand
 * @param {{accepts: (thing: import("../views/shared/dragging.js").Dragged) => boolean, letGo: (before: number) => void}} means
 */
function dropping(place, mark, { accepts, letGo }) {
  const placeOf = (/** @type {DragEvent} */ event) => {
    const lines = linesIn(place.current);
    const before = lines.findIndex((line) => {
      const { top, height } = line.getBoundingClientRect();
      return event.clientY < top + height / 2;
    });
    return before < 0 ? lines.length : before;
  };
  const take = (/** @type {DragEvent} */ event) => {
    const thing = dragged.peek();
    if (thing === null || !accepts(thing)) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    onDragOverCapture: (/** @type {DragEvent} */ event) =>
      take(event) && mark(topOf(place.current, placeOf(event))),
    onDragLeave: () => mark(null),
    onDropCapture(/** @type {DragEvent} */ event) {
      if (!take(event)) return;
      mark(null);
      letGo(placeOf(event));
    },
  };
}
