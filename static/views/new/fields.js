/** Fields of the form: a label, perhaps a hint and an error, and lists that grow, shrink and change order by buttons. */

import { focusSoon } from "../../lib/focus.js";
import { html, Icon } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { toast } from "../shared/toast.js";

/** @typedef {Record<string, string>} Errors by the field's id */

/**
 * @param {{id: string, label: string, value: string, change: (text: string) => void, errors: Errors, hint?: string, type?: string, lines?: number, limit?: number, short?: boolean}} props
 */
export function Field({ id, label, value, change, errors, hint, type = "text", lines, limit = 300, short }) {
  const error = errors[id];
  const facts = {
    id,
    value,
    "aria-invalid": error ? "true" : undefined,
    "aria-describedby": [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ") || undefined,
    onInput: (/** @type {any} */ event) => change(event.currentTarget.value),
  };
  const numeric =
    type === "number" ? { type: "text", inputmode: "numeric", maxlength: 4 } : { type, maxlength: limit };
  return html`
    <div class=${short ? "field field--short" : "field"}>
      <label class="field__label" for=${id}>${label}</label>
      ${hint && html`<span class="field__hint" id=${`${id}-hint`}>${hint}</span>`}
      ${lines ? html`<textarea class="textarea" rows=${lines} maxlength="20000" ...${facts}></textarea>` : html`<input class="input" autocomplete="off" ...${numeric} ...${facts} />`}
      ${error && html`<span class="field__error" id=${`${id}-error`}><${Icon} name="warning-circle-fill" />${error}</span>`}
    </div>
  `;
}

/** @param {{id: string, label: string, checked: boolean, change: (on: boolean) => void}} props */
export function Tick({ id, label, checked, change }) {
  return html`<label class="check new__tick" for=${id}><input type="checkbox" id=${id} checked=${checked} onChange=${(/** @type {any} */ event) => change(event.currentTarget.checked)} /><span>${label}</span></label>`;
}

/**
 * @param {{all: any[], name: (entry: any, at: number) => string, field: string, change: (all: any[]) => void, draw: (entry: any, set: (changed: object) => void) => any, add: {label: string, make: () => any}[], small?: boolean}} props
 *   `field`: the end of the id of an entry's first field; `add`: the buttons that lengthen the list
 */
export function Growing({ all, name, field, change, draw, add, small }) {
  function set(/** @type {number} */ at, /** @type {object} */ changed) {
    change(all.map((entry, here) => (here === at ? { ...entry, ...changed } : entry)));
  }
  function move(/** @type {number} */ at, /** @type {number} */ by) {
    const next = [...all];
    next.splice(at + by, 0, ...next.splice(at, 1));
    change(next);
    const way = by < 0 ? "up" : "down";
    const there = at + by === 0 ? "down" : at + by === all.length - 1 ? "up" : way;
    focusSoon(`#${all[at].key}-${there}`);
  }
  function remove(/** @type {number} */ at) {
    change(all.filter((_, here) => here !== at));
    const neighbour = all[at + 1] ?? all[at - 1];
    if (neighbour) focusSoon(`#${neighbour.key}-${field}`);
    else focusSoon("#form h2");
    toast(t("%(name)s är borttagen.", { name: name(all[at], at) }), {
      label: t("Ångra"),
      run: () => {
        change(all);
        focusSoon(`#${all[at].key}-${field}`);
      },
    });
  }
  function lengthen(/** @type {() => any} */ make) {
    const entry = make();
    change([...all, entry]);
    focusSoon(`#${entry.key}-${field}`, { scroll: true });
  }
  return html`
    ${all.map(
      (entry, at) => html`
      <fieldset class=${small ? "new__entry new__entry--small" : "new__entry"} key=${entry.key}>
        <legend class=${small ? "sr-only" : "new__name"}>${name(entry, at)}</legend>
        <div class="new__fields">${draw(entry, (changed) => set(at, changed))}</div>
        <div class="row new__acts">
          ${at > 0 && html`<${Act} id=${`${entry.key}-up`} icon="arrow-up" label=${t("Flytta upp %(name)s", { name: name(entry, at) })} run=${() => move(at, -1)} />`}
          ${at < all.length - 1 && html`<${Act} id=${`${entry.key}-down`} icon="arrow-down" label=${t("Flytta ner %(name)s", { name: name(entry, at) })} run=${() => move(at, 1)} />`}
          <${Act} id=${`${entry.key}-remove`} icon="trash" label=${t("Ta bort %(name)s", { name: name(entry, at) })} run=${() => remove(at)} />
        </div>
      </fieldset>`,
    )}
    <p class="row">${add.map(({ label, make }) => html`<button type="button" class="btn btn--sm" key=${label} onClick=${() => lengthen(make)}><${Icon} name="plus" />${label}</button>`)}</p>
  `;
}

/** @param {{id: string, icon: string, label: string, run: () => void}} props */
function Act({ id, icon, label, run }) {
  return html`<button type="button" id=${id} class="btn btn--quiet btn--sm btn--icon" aria-label=${label} onClick=${run}><${Icon} name=${icon} /></button>`;
}
