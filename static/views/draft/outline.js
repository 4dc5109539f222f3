/** The draft's left column: its outline, where one is in it, and what remains to be done. */

import { html, Icon, useEffect, useState } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { GoTo } from "./leaks.js";

/** @typedef {import("./material.js").Got} Got */
/** @typedef {import("./material.js").OutlineEntry} OutlineEntry */

const READING_LINE = 160; // pixels from the top of the window

/** @param {{ got: Got, starts?: Record<string, number> }} props `starts`: on which page of the PDF each part stands, once that is known */
export function Outline({ got, starts = {} }) {
  const { outline, warnings } = got.draft;
  const here = useReadingPlace(outline);
  const lacking = new Set(
    warnings.filter((warning) => warning.kind !== "unused_notes").map((warning) => warning.anchor),
  );
  return html`<ol class="outline">
    ${nested(outline).map(
      (entry) => html`<li key=${entry.anchor}>
      <${Link} entry=${entry} page=${starts[entry.anchor]} here=${here} lacking=${lacking} />
      ${entry.below.length > 0 && html`<ol>${entry.below.map((each) => html`<li key=${each.anchor}><${Link} entry=${each} page=${starts[each.anchor]} here=${here} lacking=${lacking} /></li>`)}</ol>`}
    </li>`,
    )}
  </ol>`;
}

/** @param {{ entry: OutlineEntry, page?: number, here: string | null, lacking: Set<string> }} props */
function Link({ entry, page, here, lacking }) {
  return html`<a href=${`#${entry.anchor}`} aria-current=${here === entry.anchor ? "location" : undefined}>${entry.title}
    ${lacking.has(entry.anchor) && html`<span class="outline__w"><${Icon} name="warning-fill" /><span class="sr-only">${t("något återstår")}</span></span>`}
    ${page && html`<span class="outline__page"><span class="sr-only">${t("Sida")} </span>${page}</span>`}
  </a>`;
}

/** @param {{ got: Got }} props */
export function Remaining({ got }) {
  const { warnings } = got.draft;
  return html`<ul class="checks small">
      ${warnings.map(
        (warning) =>
          html`<li key=${`${warning.kind} ${warning.anchor}`} class="is-warn"><${Icon} name="warning-fill" /><span>${warning.message} ${warning.anchor && html`<a href=${`#${warning.anchor}`}>${t("Gå dit")}<span class="sr-only">: ${warning.message}</span></a>`}</span></li>`,
      )}
      ${warnings.length === 0 && html`<li class="is-ok"><${Icon} name="check-circle-fill" /><span>${t("Alla delar har text.")}</span></li>`}
      <${Names} got=${got} />
    </ul>`;
}

/** Whether the paper names somebody who joined. Once their names have been erased, nobody can tell. @param {{ got: Got }} props */
function Names({ got }) {
  const named = (got.draft.leaks ?? []).filter((leak) => leak.kind === "person");
  const [first] = named;
  if (first) {
    const said = tn(
      "%(count)s text nämner en deltagare vid namn.",
      "%(count)s texter nämner deltagare vid namn.",
      named.length,
    );
    return html`<li class="is-warn"><${Icon} name="warning-fill" /><span>${said} <${GoTo} place=${first} got=${got} told=${said} /></span></li>`;
  }
  if (got.session.participants.some((person) => person.name === null))
    return html`<li><${Icon} name="info" /><span>${t("Deltagarnas namn är raderade. Om de står i texten går inte längre att se.")}</span></li>`;
  return html`<li class="is-ok"><${Icon} name="check-circle-fill" /><span>${t("Deltagarnas namn finns inte i texten.")}</span></li>`;
}

/** @param {OutlineEntry[]} outline @returns {(OutlineEntry & { below: OutlineEntry[] })[]} */
function nested(outline) {
  /** @type {(OutlineEntry & { below: OutlineEntry[] })[]} */
  const top = [];
  for (const entry of outline) {
    const last = top.at(-1);
    if (last && entry.level > last.level) last.below.push(entry);
    else top.push({ ...entry, below: [] });
  }
  return top;
}

/** The heading that was passed last. @param {OutlineEntry[]} outline */
function useReadingPlace(outline) {
  const [here, setHere] = useState(/** @type {string | null} */ (null));
  useEffect(() => {
    let asked = 0;
    const look = () => {
      asked = 0;
      const passed = outline.filter(
        ({ anchor }) =>
          (document.getElementById(anchor)?.getBoundingClientRect().top ?? Infinity) < READING_LINE,
      );
      setHere(passed.at(-1)?.anchor ?? null);
    };
    const ask = () => {
      if (asked === 0) asked = requestAnimationFrame(look);
    };
    addEventListener("scroll", ask, { capture: true, passive: true });
    return () => removeEventListener("scroll", ask, { capture: true });
  }, [outline]);
  return here;
}
