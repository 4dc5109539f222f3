/** A button with a menu that floats above everything; arrow keys inside, Escape or a press outside closes it. */

import { html, Icon, useId, useLayoutEffect, useRef, useState } from "../../lib/html.js";

const MARGIN_PX = 8;

/**
 * @typedef {{label: string, lang?: string, icon?: string, hint?: string, disabled?: boolean, checked?: boolean, run: () => void} | null} MenuItem null is a line
 * @param {{label: string, icon?: string, text?: string, class?: string, items: MenuItem[] | (() => MenuItem[]), opened?: () => void}} props
 *   `label` is the button's name, `text` what it shows beside the icon; `items` may be worked out when the menu opens
 */
export function Menu({
  label,
  icon = "dots-three",
  text,
  class: look = "btn btn--sm btn--icon",
  items,
  opened,
}) {
  const id = useId();
  const button = useRef(/** @type {HTMLButtonElement | null} */ (null));
  const list = useRef(/** @type {HTMLDivElement | null} */ (null));

  const [open, setOpen] = useState(false);
  const shown = typeof items === "function" ? (open ? items() : []) : items;

  function onToggle(/** @type {any} */ event) {
    setOpen(event.newState === "open");
    if (event.newState === "open") opened?.();
  }

  useLayoutEffect(() => {
    if (!open) return;
    place(button.current, list.current);
    /** @type {HTMLElement | null} */ (list.current?.querySelector("[role^=menuitem]"))?.focus();
  }, [open]);

  function choose(/** @type {NonNullable<MenuItem>} */ item) {
    list.current?.hidePopover();
    button.current?.focus();
    item.run();
  }

  return html`
    <button ref=${button} type="button" class=${look} aria-label=${text ? undefined : label} aria-haspopup="menu" popovertarget=${id}>
      <${Icon} name=${icon} large=${!text} />${text}
    </button>
    <div ref=${list} id=${id} class="menu" role="menu" aria-label=${label} aria-hidden=${open ? undefined : "true"} popover="auto" onToggle=${onToggle} onKeyDown=${rove}>
      ${shown.map((item) => (item ? html`<${Item} item=${item} choose=${choose} />` : html`<hr />`))}
    </div>
  `;
}

/** @param {{item: NonNullable<MenuItem>, choose: (item: NonNullable<MenuItem>) => void}} props */
function Item({ item, choose }) {
  const radio = item.checked !== undefined;
  const role = radio ? "menuitemradio" : "menuitem";
  return html`
    <button type="button" class="menu__item" role=${role} aria-checked=${radio ? String(item.checked) : undefined} tabindex="-1"
      aria-disabled=${item.disabled ? "true" : undefined} onClick=${() => !item.disabled && choose(item)}>
      ${item.checked ? html`<${Icon} name="check" />` : item.icon ? html`<${Icon} name=${item.icon} />` : html`<span></span>`}
      <span lang=${item.lang}>${item.label}${item.hint && html`<small>${item.hint}</small>`}</span>
    </button>
  `;
}

/** @param {KeyboardEvent} event arrow keys, Home and End move between the items; Tab leaves the menu */
function rove(event) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const items = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role^=menuitem]")]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
  const next = steps[/** @type {keyof typeof steps} */ (event.key)];
  if (event.key === "Tab") list.hidePopover();
  if (next === undefined) return;
  event.preventDefault();
  items.at(next % items.length)?.focus();
}

/** @param {HTMLElement | null} button @param {HTMLElement | null} list stands below the button, above it where there is no room */
function place(button, list) {
  if (!button || !list) return;
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = list;
  const below = at.bottom + 4;
  const top = below + height > innerHeight - MARGIN_PX ? Math.max(MARGIN_PX, at.top - height - 4) : below;
  const left = Math.min(Math.max(MARGIN_PX, at.right - width), innerWidth - width - MARGIN_PX);
  list.style.setProperty("inset", `${top}px auto auto ${left}px`);
}
