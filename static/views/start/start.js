/**
 * The organiser's start: the meetings, and opening a session file.
 *
 * @typedef {{facilitator: string, projector: string, join: string}} Links
 * @typedef {{id: string, code: string, title: string, date: string, status: "prepared" | "open" | "closed", links: Links}} Listed
 */

import { call } from "../../lib/api.js";
import { html, Icon, signal, useRef } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { dayAndMonth } from "../../lib/time.js";
import { spacedCode } from "../code.js";

/** @type {import("@preact/signals").Signal<Listed[] | null>} null until they have come */
const sessions = signal(null);
const failure = signal("");
const refused = signal(
  /** @type {{file: string, message: string, problems: {line: number, column: number, message: string}[]} | null} */ (
    null
  ),
);
const busy = signal(false);
const showClosed = signal(false);

export async function loadSessions() {
  const answer = await call("/sessions");
  failure.value = answer.ok ? "" : answer.error.message;
  if (answer.ok) sessions.value = answer.data.sessions;
}

export function Sessions() {
  if (failure.value)
    return html`<div class="empty"><p class="empty__title">${failure.value}</p><button type="button" class="btn" onClick=${loadSessions}>${t("Försök igen")}</button></div>`;
  const all = sessions.value;
  if (all === null) return html`<div class="skeleton" aria-hidden="true"><i></i><i></i></div>`;
  if (all.length === 0)
    return html`<div class="empty"><span class="dash" aria-hidden="true"></span><p class="empty__title">${t("Inga träffar än")}</p><p>${t("Öppna en sparad träff, en fil som beskriver dagen. Två exempel följer med installationen.")}</p></div>`;
  const closed = all.filter((each) => each.status === "closed");
  const shown = showClosed.value ? closed : all.filter((each) => each.status !== "closed");
  return html`
    ${closed.length > 0 && html`<div class="switch start__switch" role="group" aria-label=${t("Visa träffar")}><button type="button" aria-pressed=${String(!showClosed.value)} onClick=${() => (showClosed.value = false)}>${t("Aktuella")}</button><button type="button" aria-pressed=${String(showClosed.value)} onClick=${() => (showClosed.value = true)}>${t("Avslutade")}</button></div>`}
    ${shown.length === 0 ? html`<p class="muted">${t("Inga aktuella träffar.")}</p>` : html`<ul class="meets">${shown.map((each) => html`<${Meeting} key=${each.id} session=${each} />`)}</ul>`}
  `;
}

/** @param {{session: Listed}} props */
function Meeting({ session }) {
  const { id, title, code, date, status, links } = session;
  const { day, month } = dayAndMonth(date, spoken());
  const year = date.slice(0, 4);
  const main = status === "closed" ? `/s/${id}/draft${query(links.facilitator)}` : links.facilitator;
  return html`
    <li class=${status === "open" ? "meet meet--now" : "meet"}>
      <div class="meet__when"><span class="digits">${day}</span><span>${month}</span>${year !== String(new Date().getFullYear()) && html`<span>${year}</span>`}</div>
      <div><h3><a href=${main}>${title}</a></h3><p class="small muted">${t("Kod")} <span class="meet__code">${spacedCode(code)}</span></p></div>
      <p class=${status === "open" ? "tag tag--mark" : "tag"}><${Icon} name=${STATUS_ICONS[status]} />${statusWord(status)}</p>
      <p class="meet__links">
        <a href=${links.facilitator}>${t("Processledning")}<span class="sr-only">: ${title}</span></a><a href=${links.projector} target="_blank" rel="noopener">${t("Projektor")}<span class="sr-only">: ${title}</span></a><a href=${links.join}>${t("Gå med")}<span class="sr-only">: ${title}</span></a><a href=${`/s/${id}/draft${query(links.facilitator)}`}>${t("Utkast")}<span class="sr-only">: ${title}</span></a>
      </p>
    </li>
  `;
}

const STATUS_ICONS = { prepared: "calendar-blank", open: "broadcast", closed: "file-text" };

/** @param {string} link @returns {string} its `?key=…`, for another page of the same holder */
function query(link) {
  const at = link.indexOf("?");
  return at < 0 ? "" : link.slice(at);
}

/** @param {Listed["status"]} status */
function statusWord(status) {
  if (status === "open") return t("Pågår");
  return status === "closed" ? t("Avslutad") : t("Förberedd");
}

export function OpenFile() {
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  function take(/** @type {FileList | null | undefined} */ files) {
    const [file] = files ?? [];
    if (file) open(file);
    if (input.current) input.current.value = "";
  }
  return html`
    <label class="start__drop" onDragOver=${(/** @type {DragEvent} */ event) => event.preventDefault()} onDrop=${(
      /** @type {DragEvent} */ event,
    ) => {
      event.preventDefault();
      take(event.dataTransfer?.files);
    }}>
      <${Icon} name="file-arrow-up" large /><span><strong>${busy.value ? t("Läser in …") : t("Öppna en sparad träff")}</strong><small>${t("Välj eller släpp en YAML-fil här. Den läses in som en ny träff.")}</small></span>
      <input ref=${input} class="sr-only" type="file" accept=".yaml,.yml,application/yaml" onChange=${() => take(input.current?.files)} />
    </label>
    ${refused.value && html`<${Problems} refused=${refused.value} />`}
  `;
}

/** @param {File} file */
async function open(file) {
  busy.value = true;
  refused.value = null;
  const answer = await call("/sessions", {
    method: "POST",
    body: await file.text(),
    type: "application/yaml",
  });
  busy.value = false;
  if (answer.ok) return location.assign(answer.data.links.facilitator);
  refused.value = { file: file.name, message: answer.error.message, problems: answer.error.problems ?? [] };
  requestAnimationFrame(() => document.getElementById("file-problems")?.focus());
}

/** Every error of the file, each with its place, in the file's order. @param {{refused: NonNullable<typeof refused.value>}} props */
function Problems({ refused: { file, message, problems } }) {
  return html`
    <div class="summary" id="file-problems" tabindex="-1" role="alert">
      <h2 class="summary__title">${problems.length > 0 ? tn("%(file)s har ett fel", "%(file)s har %(count)s fel", problems.length, { file }) : message}</h2>
      ${
        problems.length > 0 &&
        html`<p>${t("Inget har lästs in. Ändra i filen och öppna den igen.")}</p>
        <ol class="problems">${problems.map((problem) => html`<li><span class="problems__at">${t("Rad %(line)s, tecken %(column)s", { line: problem.line, column: problem.column })}</span> ${problem.message}</li>`)}</ol>`
      }
    </div>
  `;
}
