/** The form that writes a session file: the day, who comes, the programme, the rooms, the rules. */

import { call } from "../../lib/api.js";
import { focusSoon } from "../../lib/focus.js";
import { html, Icon, signal } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { Toasts, toast } from "../shared/toast.js";
import { begin, change, forget, form, keeping } from "./draft.js";
import { Field, Growing, Tick } from "./fields.js";
import { faults, newCategory, newItem, newPerson, newRoom, newStep, planOf } from "./plan.js";

/** @import { Category, Item, ItemKind, Person, Room, Step } from "./plan.js" */
/** @import { Errors } from "./fields.js" */

const found = signal(/** @type {{id: string, text: string}[]} */ ([]));
const busy = signal(false);

/** @typedef {(changed: object) => void} Set */

export function NewSession() {
  const left = new Set(faults(form.value).map(({ id }) => id)); // what is right by now says so at once
  const errors = Object.fromEntries(
    found.value.flatMap(({ id, text }) => (left.has(id) ? [[id, text]] : [])),
  );
  return html`
    <form class="new__form" noValidate onSubmit=${create}>
      ${found.value.length > 0 && html`<${Summary} />`}
      <${TheDay} errors=${errors} />
      <${WhoComes} errors=${errors} />
      <${Programme} errors=${errors} />
      <${Rooms} errors=${errors} />
      <${Rules} errors=${errors} />
      <div class="new__go">
        <p class="small muted" role="status">${keptSentence()}</p>
        <button type="submit" class="btn btn--primary btn--lg" aria-disabled=${busy.value ? "true" : undefined}>${t("Skapa träffen")}<${Icon} name="arrow-right" /></button>
        <button type="button" class="btn" onClick=${download}><${Icon} name="download-simple" />${t("Ladda ner träffilen")}</button>
        <button type="button" class="btn btn--quiet" onClick=${empty}>${t("Töm formuläret")}</button>
      </div>
    </form>
    <${Toasts} />
  `;
}

function Summary() {
  return html`
    <div class="summary" id="faults" tabindex="-1" role="alert">
      <h2 class="panel__title">${tn("En sak behöver ändras", "%(count)s saker behöver ändras", found.value.length)}</h2>
      <ul>${found.value.map(({ id, text }) => html`<li key=${id + text}>${id ? html`<a href=${`#${id}`}>${text}</a>` : text}</li>`)}</ul>
    </div>
  `;
}

/** @param {{errors: Errors}} props */
function TheDay({ errors }) {
  const { title, date, place, organiser, series, number, theme, language } = form.value;
  return html`
    <section class="new__part" aria-labelledby="day-title">
      <h2 id="day-title" tabindex="-1">${t("Dagen")}</h2>
      <div class="new__fields">
        <${Field} id="title" label=${t("Träffens namn")} hint=${t("Till exempel Samverkansträff 3.")} value=${title} errors=${errors} change=${(/** @type {string} */ text) => change({ title: text })} />
        <${Field} id="date" label=${t("Datum")} type="date" short value=${date} errors=${errors} change=${(/** @type {string} */ text) => change({ date: text })} />
        <${Field} id="place" label=${t("Plats")} limit=${120} value=${place} errors=${errors} change=${(/** @type {string} */ text) => change({ place: text })} />
        <${Field} id="organiser" label=${t("Arrangör")} limit=${120} value=${organiser} errors=${errors} change=${(/** @type {string} */ text) => change({ organiser: text })} />
        <${Field} id="theme" label=${t("Tema för dagen")} value=${theme} errors=${errors} change=${(/** @type {string} */ text) => change({ theme: text })} />
        <${Field} id="series" label=${t("Serie")} hint=${t("Om träffen är en av flera i samma uppdrag.")} value=${series} errors=${errors} change=${(/** @type {string} */ text) => change({ series: text })} />
        <${Field} id="number" label=${t("Nummer i serien")} type="number" short value=${number} errors=${errors} change=${(/** @type {string} */ text) => change({ number: text })} />
        <fieldset><legend class="field__label">${t("Träffens språk")}</legend>
          <div class="row">${/** @type {const} */ (["sv", "en"]).map((each) => html`<label class="choice choice--plain new__language" key=${each}><input type="radio" name="language" checked=${language === each} onChange=${() => change({ language: each })} /><span lang=${each}>${each === "sv" ? "Svenska" : "English"}</span></label>`)}</div>
        </fieldset>
      </div>
    </section>
  `;
}

/** @param {{errors: Errors}} props */
function WhoComes({ errors }) {
  const { organisations, categories } = form.value;
  const name = (/** @type {Category} */ each, /** @type {number} */ at) =>
    each.title || t("Kategori %(number)s", { number: at + 1 });
  return html`
    <section class="new__part" aria-labelledby="who-title">
      <h2 id="who-title" tabindex="-1">${t("Organisationer och bidrag")}</h2>
      <${Field} id="organisations" label=${t("Organisationer")} lines=${4} hint=${t("En på varje rad. En förkortning kan stå efter ett semikolon: Arbetsförmedlingen; Af")} value=${organisations} errors=${errors} change=${(/** @type {string} */ text) => change({ organisations: text })} />
      <h3 class="new__sub">${t("Kategorier som bidragen är sorterade i")}</h3>
      <${Growing} all=${categories} name=${name} field="title" change=${(/** @type {Category[]} */ all) => change({ categories: all })} add=${[{ label: t("Lägg till en kategori"), make: newCategory }]}
        draw=${(/** @type {Category} */ each, /** @type {Set} */ set) => html`
          <${Field} id=${`${each.key}-title`} label=${t("Kategorins namn")} value=${each.title} errors=${errors} change=${(/** @type {string} */ title) => set({ title })} />
          <${Field} id=${`${each.key}-examples`} label=${t("Exempel, ett på varje rad")} lines=${3} value=${each.examples} errors=${errors} change=${(/** @type {string} */ examples) => set({ examples })} />`} />
    </section>
  `;
}

/** @param {ItemKind} kind */
function kindWord(kind) {
  return { opening: t("Inledning"), talks: t("Föredrag"), workshop: t("Workshop"), break: t("Paus") }[kind];
}

/** @param {{errors: Errors}} props */
function Programme({ errors }) {
  const add = /** @type {ItemKind[]} */ (["opening", "talks", "workshop", "break"]).map((kind) => ({
    label: kindWord(kind),
    make: () => newItem(kind),
  }));
  const name = (/** @type {Item} */ each) =>
    each.title ? `${kindWord(each.kind)}: ${each.title}` : kindWord(each.kind);
  return html`
    <section class="new__part" aria-labelledby="programme-title">
      <h2 id="programme-title" tabindex="-1">${t("Programmet")}</h2>
      <p class="muted">${t("I den ordning det händer. Ordningen blir också dokumentationens.")} ${t("När träffen är skapad går programmet inte att ändra, men rum kan läggas till.")}</p>
      <${Growing} all=${form.value.programme} name=${name} field="title" change=${(/** @type {Item[]} */ programme) => change({ programme })} add=${add}
        draw=${(/** @type {Item} */ each, /** @type {Set} */ set) => html`<${ItemFields} item=${each} set=${set} errors=${errors} />`} />
    </section>
  `;
}

/** @param {{item: Item, set: Set, errors: Errors}} props */
function ItemFields({ item, set, errors }) {
  const { key, kind, title, time, minutes, people, steps } = item;
  return html`
    <${Field} id=${`${key}-title`} label=${t("Rubrik")} value=${title} errors=${errors} change=${(/** @type {string} */ text) => set({ title: text })} />
    <div class="new__pair">
      <${Field} id=${`${key}-time`} label=${t("Klockslag")} short limit=${5} value=${time} errors=${errors} change=${(/** @type {string} */ text) => set({ time: text })} />
      ${kind !== "workshop" && html`<${Field} id=${`${key}-minutes`} label=${t("Minuter")} type="number" short value=${minutes} errors=${errors} change=${(/** @type {string} */ text) => set({ minutes: text })} />`}
    </div>
    ${(kind === "opening" || kind === "talks") && html`<${People} kind=${kind} people=${people} set=${set} errors=${errors} />`}
    ${kind === "workshop" && html`<${Steps} steps=${steps} set=${set} errors=${errors} />`}
  `;
}

/** @param {{kind: ItemKind, people: Person[], set: Set, errors: Errors}} props */
function People({ kind, people, set, errors }) {
  const talks = kind === "talks";
  const name = (/** @type {Person} */ each, /** @type {number} */ at) =>
    each.name || t("Talare %(number)s", { number: at + 1 });
  return html`<${Growing} small all=${people} name=${name} field="name" change=${(/** @type {Person[]} */ all) => set({ people: all })} add=${[{ label: talks ? t("Lägg till ett föredrag") : t("Lägg till en talare"), make: newPerson }]}
    draw=${(/** @type {Person} */ each, /** @type {Set} */ here) => html`
      <${Field} id=${`${each.key}-name`} label=${t("Talare")} value=${each.name} errors=${errors} change=${(/** @type {string} */ text) => here({ name: text })} />
      <${Field} id=${`${each.key}-about`} label=${talks ? t("Föredragets rubrik") : t("Titel och organisation")} value=${each.about} errors=${errors} change=${(/** @type {string} */ text) => here({ about: text })} />`} />`;
}

/** @param {{steps: Step[], set: Set, errors: Errors}} props */
function Steps({ steps, set, errors }) {
  const name = (/** @type {Step} */ each, /** @type {number} */ at) =>
    each.title || t("Moment %(number)s", { number: at + 1 });
  return html`<${Growing} small all=${steps} name=${name} field="title" change=${(/** @type {Step[]} */ all) => set({ steps: all })} add=${[{ label: t("Lägg till ett moment"), make: newStep }]}
    draw=${(/** @type {Step} */ each, /** @type {Set} */ here) => html`
      <${Field} id=${`${each.key}-title`} label=${t("Moment")} value=${each.title} errors=${errors} change=${(/** @type {string} */ text) => here({ title: text })} />
      <div class="new__pair"><${Field} id=${`${each.key}-minutes`} label=${t("Minuter")} type="number" short value=${each.minutes} errors=${errors} change=${(/** @type {string} */ text) => here({ minutes: text })} />
      <${Tick} id=${`${each.key}-silent`} label=${t("Tyst: andras inlägg syns först när momentet är slut")} checked=${each.silent} change=${(/** @type {boolean} */ silent) => here({ silent })} /></div>`} />`;
}

/** @param {{errors: Errors}} props */
function Rooms({ errors }) {
  const { rooms } = form.value;
  const name = (/** @type {Room} */ each, /** @type {number} */ at) =>
    each.name || t("Rum %(number)s", { number: at + 1 });
  return html`
    <section class="new__part" aria-labelledby="rooms-title">
      <h2 id="rooms-title" tabindex="-1">${t("Rummen")}</h2>
      <p class="muted">${t("Ett rum för varje grupp, och förslaget som gruppen ska samtala om.")}</p>
      <${Growing} all=${rooms} name=${name} field="name" change=${(/** @type {Room[]} */ all) => change({ rooms: all })} add=${[{ label: t("Lägg till ett rum"), make: () => newRoom(rooms.length + 1) }]}
        draw=${(/** @type {Room} */ each, /** @type {Set} */ set) => html`<${RoomFields} room=${each} set=${set} errors=${errors} />`} />
    </section>
  `;
}

/** @param {{room: Room, set: Set, errors: Errors}} props */
function RoomFields({ room, set, errors }) {
  const { key, name, capacity, number, title, text, question, from } = room;
  return html`
    <div class="new__pair">
      <${Field} id=${`${key}-name`} label=${t("Rummets namn")} limit=${120} value=${name} errors=${errors} change=${(/** @type {string} */ each) => set({ name: each })} />
      <${Field} id=${`${key}-capacity`} label=${t("Antal platser")} type="number" short value=${capacity} errors=${errors} change=${(/** @type {string} */ each) => set({ capacity: each })} />
    </div>
    <div class="new__pair">
      <${Field} id=${`${key}-title`} label=${t("Förslagets rubrik")} value=${title} errors=${errors} change=${(/** @type {string} */ each) => set({ title: each })} />
      <${Field} id=${`${key}-number`} label=${t("Nummer")} type="number" short value=${number} errors=${errors} change=${(/** @type {string} */ each) => set({ number: each })} />
    </div>
    <${Field} id=${`${key}-text`} label=${t("Förslaget")} lines=${4} hint=${t("En tom rad börjar ett nytt stycke, ”- ” en punkt, **så här** blir fetstil.")} value=${text} errors=${errors} change=${(/** @type {string} */ each) => set({ text: each })} />
    <${Field} id=${`${key}-question`} label=${t("Fråga att hålla i")} lines=${2} value=${question} errors=${errors} change=${(/** @type {string} */ each) => set({ question: each })} />
    <${Field} id=${`${key}-from`} label=${t("Vilka bidragen kommer från, en på varje rad")} lines=${2} value=${from} errors=${errors} change=${(/** @type {string} */ each) => set({ from: each })} />
  `;
}

/** @param {{errors: Errors}} props */
function Rules({ errors }) {
  const { anonymous, all_rooms, self_select, retention } = form.value;
  return html`
    <section class="new__part" aria-labelledby="rules-title">
      <h2 id="rules-title" tabindex="-1">${t("Inställningar")}</h2>
      <div class="new__fields">
        <${Tick} id="anonymous" label=${t("Inlägg får skrivas anonymt")} checked=${anonymous} change=${(/** @type {boolean} */ on) => change({ anonymous: on })} />
        <${Tick} id="self-select" label=${t("Deltagarna väljer grupp själva")} checked=${self_select} change=${(/** @type {boolean} */ on) => change({ self_select: on })} />
        <${Tick} id="all-rooms" label=${t("Alla får läsa i alla rum")} checked=${all_rooms} change=${(/** @type {boolean} */ on) => change({ all_rooms: on })} />
        <${Field} id="retention" label=${t("Dagar som namnen sparas")} type="number" short value=${retention} errors=${errors} change=${(/** @type {string} */ text) => change({ retention: text })} />
      </div>
    </section>
  `;
}

function keptSentence() {
  if (keeping.value === "forgetful") return t("Enheten kan inte spara. Ladda ner filen innan du går.");
  return keeping.value ? t("Sparat på den här enheten.") : "";
}

/** @param {{id: string, text: string}[]} all */
function tell(all) {
  found.value = all;
  focusSoon("#faults", { scroll: true });
}

/** @returns {Promise<string | null>} the session file, or null when something must be changed first (and has been told) */
async function written() {
  const missing = faults(form.value);
  if (missing.length > 0) {
    tell(missing);
    return null;
  }
  found.value = [];
  const body = JSON.stringify(planOf(form.value));
  const answer = await call("/session-file", { method: "POST", body, as: "text" });
  if (answer.ok) return answer.data;
  const { message, problems = [] } = answer.error;
  tell((problems.length > 0 ? problems : [{ message }]).map((each) => ({ id: "", text: each.message })));
  return null;
}

async function download() {
  const file = await written();
  if (file === null) return;
  const address = URL.createObjectURL(new Blob([file], { type: "application/yaml" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: fileName() });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  toast(t("Träffilen är nedladdad."));
}

/** @returns {string} such as "samverkanstraff-3.yaml" */
function fileName() {
  const plain = form.value.title.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return `${plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "samtal"}.yaml`;
}

/** @param {globalThis.Event} event */
async function create(event) {
  event.preventDefault();
  if (busy.value) return;
  busy.value = true;
  const file = await written();
  if (file !== null) {
    const answer = await call("/sessions", { method: "POST", body: file, type: "application/yaml" });
    if (answer.ok) {
      forget();
      return location.assign("/");
    }
    tell([{ id: "", text: answer.error.message }]);
  }
  busy.value = false;
}

function empty() {
  const before = form.value;
  found.value = [];
  begin();
  focusSoon("#title", { scroll: true });
  toast(t("Formuläret är tömt."), { label: t("Ångra"), run: () => begin(before) });
}
