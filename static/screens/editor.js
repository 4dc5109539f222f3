/** The field that a group's text is written in: loaded by the room's page when somebody is to write there. */

import { Bench } from "../editor/bench.js";
import { Field } from "../editor/field.js";
import { Toolbar } from "../editor/toolbar.js";
import { SectionWay } from "../editor/ways.js";
import { effect, html, render, signal } from "../lib/html.js";
import { speak, t, tn } from "../lib/i18n.js";

/** @typedef {import("../editor/shapes").EditedLine} EditedLine */
/** @typedef {import("../session/wire").Note} Note */

const SHOWN_TRACES = 6;

/**
 * What the page gives. Its signals are read in `follow` only: this file has a copy of its own of what makes signals.
 *
 * @typedef {import("../editor/ways.js").Host & {
 *   boot: import("../session/wire").Boot,
 *   channel: string,
 *   label: string,
 *   lang: string,
 *   writable: () => boolean,
 *   contact: () => boolean,
 *   notes: () => Note[],
 *   showNote: (id: string) => void,
 *   entered: (block: string | null) => void,
 *   typed: (block: string | null) => void,
 *   kept: (now: import("../editor/bench.js").KeptNow) => void,
 * }} RoomHost
 */

/** @param {HTMLElement} place @param {RoomHost} host @returns {Promise<() => void>} what closes it */
export async function openEditor(place, host) {
  await speak(host.boot);
  const bench = new Bench(host.boot.session ?? "", {
    wayOf: (target) => (target === host.channel ? new SectionWay(host, target) : null),
    shelf: host.texts,
  });
  const notes = signal(/** @type {ReadonlyMap<string, Note>} */ (new Map()));
  const save = () => bench.save();
  const stops = [
    host.follow(() => {
      bench.writable.value = host.writable();
    }),
    host.follow(() => {
      bench.contact.value = host.contact();
    }),
    host.follow(() => {
      notes.value = new Map(host.notes().map((note) => [note.id, note]));
    }),
    effect(() => host.kept(bench.kept.value)),
  ];
  addEventListener("pagehide", save);
  render(html`<${GroupText} bench=${bench} host=${host} notes=${notes} />`, place);
  return () => {
    removeEventListener("pagehide", save);
    render(null, place);
    bench.close();
    for (const stop of stops) stop();
    host.entered(null);
  };
}

/** @param {{bench: Bench, host: RoomHost, notes: import("@preact/signals").Signal<ReadonlyMap<string, Note>>}} props */
function GroupText({ bench, host, notes }) {
  const text = bench.text(host.channel);
  const known = notes.value;
  return html`<${Toolbar} bench=${bench} />
    ${
      text &&
      html`<${Field} bench=${bench} text=${text} label=${host.label} lang=${host.lang} placeholder=${t("Skriv här, eller tryck Till texten på ett inlägg.")} look="doctext" typed=${host.typed} entered=${host.entered}
      side=${(/** @type {EditedLine} */ line) => traces(line, known, host)} />`
    }`;
}

/** Small dashes that lead back to the notes. @param {EditedLine} line @param {ReadonlyMap<string, Note>} known @param {RoomHost} host */
function traces(line, known, host) {
  const notes = line.sources.flatMap((id) => known.get(id) ?? []).filter((note) => !note.removed);
  const [first] = notes;
  if (!first) return null;
  const label = tn(
    "Bygger på %(count)s inlägg. Visa det.",
    "Bygger på %(count)s inlägg. Visa det första.",
    notes.length,
  );
  return html`<button type="button" class="trace-ref" aria-label=${label} title=${label} onClick=${() => host.showNote(first.id)}>${notes.slice(0, SHOWN_TRACES).map((note) => html`<span key=${note.id} class="dash" data-kind=${note.kind} aria-hidden="true"></span>`)}</button>`;
}
