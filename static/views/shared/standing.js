/**
 * What is true right now and needs saying: banners at the top of the page and, where these have been scrolled away, one
 * line that stays on the screen. Each is told to a screen reader once.
 */

import { announce } from "../../lib/announce.js";
import { html, Icon, useEffect, useRef, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

const SCROLLS = "(max-width: 63.99rem)"; // above it the columns do, and the banners stay

/**
 * @typedef {object} Standing
 * @property {string} key another key is another thing, and told anew
 * @property {"off" | "back" | "call" | "danger" | "quiet"} [look]
 * @property {string} icon
 * @property {string} title a whole sentence, or what the text is said to
 * @property {string} [text]
 * @property {string} [short] for the line; else title and text as far as they go
 * @property {string} [at] since when, as it is shown
 * @property {Act[]} [acts]
 * @property {boolean} [apart] whether the acts stand on a row of their own
 * @property {boolean} [urgent] whether who listens is interrupted
 * @property {() => string} [over] what is told when it is true no longer, "" for nothing
 *
 * @typedef {{label: string, run?: () => void, href?: string, icon?: string, look?: string}} Act what can be done about
 *   it: a button, or with `href` a link; with an icon the label is not shown
 */

/** @param {{standing: Standing[]}} props all of it, in full */
export function Banners({ standing }) {
  return standing.map((each) => html`<${Banner} key=${each.key} standing=${each} />`);
}

/** @param {{standing: Standing}} props */
function Banner({ standing }) {
  const { look, icon, title, text, at, acts = [], apart } = standing;
  const shown = acts.map((act) => html`<${ActButton} key=${act.label} act=${act} />`);
  return html`<div class=${look ? `banner banner--${look}` : "banner"}><${Icon} name=${icon} />
    <p><strong>${title}</strong>${text && ` ${text}`}${at && html` <span class="muted small nowrap">${at}</span>`}</p>
    ${apart || shown.length > 1 ? html`<p class="row">${shown}</p>` : shown}</div>`;
}

/** @param {{act: Act}} props */
function ActButton({ act: { label, run, href, icon, look = "" } }) {
  const name = `btn btn--sm ${look}`.trim();
  if (href) return html`<a class=${name} href=${href}>${label}</a>`;
  if (icon)
    return html`<button type="button" class=${`${name} btn--icon`} aria-label=${label} onClick=${run}><${Icon} name=${icon} /></button>`;
  return html`<button type="button" class=${name} onClick=${run}>${label}</button>`;
}

/**
 * The most pressing thing in one line; pressed it shows all of it, with what can be done.
 *
 * @param {{standing: Standing[], instead?: string}} props `instead`: selector of the banners; the line is there only
 *   while these are not on the screen
 */
export function StandingLine({ standing, instead }) {
  const [open, setOpen] = useState(false);
  const [first] = standing;
  const away = useAway(instead, Boolean(first));
  useEffect(() => {
    if (!first || !away) setOpen(false);
  }, [!first, away]);
  if (!first || !away) return null;
  const words = first.short ?? [first.title, first.text].filter(Boolean).join(" ");
  const more = standing.length - 1;
  return html`<div class="standing">
    <button type="button" class="standing__line" data-look=${first.look} aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
      <${Icon} name=${first.icon} /><span class="standing__words">${words}</span>
      ${more > 0 && html`<span class="standing__more">${t("och %(count)s till", { count: more })}</span>`}<${Icon} name="caret-down" /></button>
    ${open && html`<div class="standing__all"><${Banners} standing=${standing} /></div>`}
  </div>`;
}

/**
 * @param {string | undefined} selector
 * @param {boolean} needed whether it matters now
 * @returns {boolean} whether the page is one that scrolls, and that element is not on the screen
 */
function useAway(selector, needed) {
  const [away, setAway] = useState(false);
  const scrolls = useMedia(SCROLLS);
  useEffect(() => {
    const element = selector ? document.querySelector(selector) : null;
    setAway(scrolls && needed && !element);
    if (!scrolls || !needed || !element) return;
    const observer = new IntersectionObserver(([entry]) => setAway(!entry?.isIntersecting), {
      rootMargin: "-48px 0px 0px 0px", // what lies above it, staying on the screen
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [selector, scrolls, needed]);
  return away;
}

/** @param {string} query @returns {boolean} whether it is so now */
function useMedia(query) {
  const [media] = useState(() => matchMedia(query));
  const [matches, setMatches] = useState(media.matches);
  useEffect(() => {
    const follow = () => setMatches(media.matches);
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, [media]);
  return matches;
}

/** Tells what is new among it, and what is over. @param {Standing[]} standing */
export function useTold(standing) {
  const before = useRef(/** @type {Standing[]} */ ([]));
  useEffect(() => {
    const was = before.current;
    before.current = standing;
    for (const { key, title, text, urgent } of standing.filter((each) => !has(was, each.key)))
      announce([title, text].filter(Boolean).join(" "), { urgent, about: key });
    for (const { key, over } of was.filter((each) => !has(standing, each.key))) {
      const said = over?.();
      if (said) announce(said, { about: key });
    }
  }, [standing]);
}

/** @param {Standing[]} list @param {string} key */
function has(list, key) {
  return list.some((each) => each.key === key);
}
