/**
 * Beside the notes: where one may look, the proposal, the guiding question, who is here.
 *
 * @import { RoomPage } from "./page.js"
 * @import { Participant } from "../../session/wire"
 */

import { html, Icon, useEffect, useRef, useState } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Markdown } from "../../lib/markdown.js";
import { mayCall } from "./bar.js";
import { itemPlaces } from "./model.js";

const SHOWN_AT_FIRST = 30;
const WIDE = "(min-width: 64rem)";

/** @param {{page: RoomPage}} props */
export function Left({ page }) {
  return html`
    <aside class="proom__left" aria-label=${t("Utgångspunkt och deltagare")}>
      <${Places} page=${page} />
      <${ProposalBox} page=${page} />
      <${People} page=${page} />
    </aside>
  `;
}

/** The openings, the talks and one's own group: everyone may write in all of them. @param {{page: RoomPage}} props */
function Places({ page }) {
  const session = page.session.value;
  const places = session ? itemPlaces(session) : [];
  if (places.length === 0) return null;
  const item = page.item.value;
  const home = page.fixed_room ? t("Gruppen") : t("Min grupp");
  return html`
    <nav class="places" aria-label=${t("Var du skriver")}>
      <div class="switch places__switch">
        ${places.map((place) => html`<button key=${place.channel} type="button" aria-current=${item?.channel === place.channel ? "page" : undefined} onClick=${() => page.go(place.channel)}>${placeName(place, places)}</button>`)}
        <button type="button" aria-current=${item ? undefined : "page"} onClick=${() => page.go(null)}>${home}</button>
      </div>
      ${item && item.parts.length > 0 && html`<${Parts} page=${page} item=${item} />`}
    </nav>
  `;
}

/** @param {{kind: string, title: string}} place @param {{kind: string}[]} places */
function placeName(place, places) {
  const alone = places.filter((each) => each.kind === place.kind).length === 1;
  if (!alone) return place.title;
  return place.kind === "opening" ? t("Inledning") : t("Föredrag");
}

/** Who speaks: each has a place of their own. @param {{page: RoomPage, item: NonNullable<ReturnType<typeof itemPlaces>[number]>}} props */
function Parts({ page, item }) {
  const all = [{ channel: item.channel, title: t("Övergripande") }, ...item.parts];
  return html`
    <fieldset class="places__parts"><legend class="small muted">${t("Vem talar?")}</legend>
      <ul class="places__list">
        ${all.map((part) => html`<li key=${part.channel}><button type="button" class="places__part" aria-current=${page.channel.value === part.channel ? "location" : undefined} onClick=${() => page.go(part.channel)}><span class="dash" aria-hidden="true"></span><span>${part.title}</span></button></li>`)}
      </ul>
    </fieldset>
  `;
}

/** @param {{page: RoomPage}} props */
function ProposalBox({ page }) {
  const details = useRef(/** @type {HTMLDetailsElement | null} */ (null));
  const proposal = page.info.value?.proposal;
  useEffect(() => {
    if (details.current) details.current.open = matchMedia(WIDE).matches;
  }, [proposal?.title]);
  if (!proposal) return null;
  return html`
    ${
      proposal.text &&
      html`
      <details class="proposal" ref=${details}>
        <summary class="proposal__head"><span class="proposal__title">${t("Förslaget vi utgår från")}</span><${Icon} name="caret-down" /></summary>
        <div class="proposal__body">
          <${Markdown} text=${proposal.text} />
          ${proposal.from.length > 0 && html`<p class="proposal__src">${t("Bygger på bidrag från %(names)s.", { names: listed(proposal.from) })}</p>`}
        </div>
      </details>`
    }
    ${proposal.question && html`<div class="guide"><p class="guide__kicker">${t("Fråga att hålla i")}</p><p class="guide__q">${proposal.question}</p></div>`}
  `;
}

/** @param {string[]} names */
function listed(names) {
  return new Intl.ListFormat(document.documentElement.lang || "sv", { type: "conjunction" }).format(names);
}

/** @param {{page: RoomPage}} props */
function People({ page }) {
  const session = page.session.value;
  const channel = page.channel.value;
  const [all, setAll] = useState(false);
  if (!session || !channel) return null;
  const present = new Map(page.live.store.presence(channel).map((each) => [each.id, each.state]));
  const members = session.participants.filter((person) =>
    page.isItem.value ? present.has(person.id) : person.room === channel,
  );
  const ordered = members.toSorted((a, b) => rank(a, present, page) - rank(b, present, page));
  return html`
    <section class="proom__people" aria-labelledby="people">
      <h2 class="panel__title" id="people" tabindex="-1">${page.isItem.value ? t("Följer nu") : t("I rummet")}</h2>
      ${
        ordered.length === 0
          ? html`<p class="muted small">${t("Ingen är här än.")}</p>`
          : html`
        <ul class="presence">${(all ? ordered : ordered.slice(0, SHOWN_AT_FIRST)).map((person) => html`<${Person} key=${person.id} person=${person} state=${present.get(person.id)} me=${person.id === page.me.value?.id} />`)}</ul>
        ${ordered.length > SHOWN_AT_FIRST && !all && html`<button type="button" class="btn btn--sm btn--quiet" onClick=${() => setAll(true)}>${t("Visa alla %(count)s", { count: ordered.length })}</button>`}`
      }
      ${mayCall(page) && !page.isItem.value && html`<p class="proom__call"><button type="button" class="btn btn--sm" onClick=${() => page.call(true)}><${Icon} name="bell-ringing" />${t("Kalla på processledaren")}</button></p>`}
    </section>
  `;
}

/** @param {Participant} person @param {Map<string, string>} present @param {RoomPage} page oneself first, then the note-taker, then those who are here */
function rank(person, present, page) {
  if (person.id === page.me.value?.id) return 0;
  return (person.role === "note-taker" ? 1 : 2) + (present.has(person.id) ? 0 : 2);
}

/** @param {{person: Participant, state: "writing" | "here" | undefined, me: boolean}} props */
function Person({ person, state, me }) {
  const name = me ? t("Du") : (person.name ?? t("Namnlös"));
  const look = state === "writing" ? "pip" : state ? "pip pip--quiet" : "pip pip--away";
  const word = state === "writing" ? t("skriver …") : state ? "" : t("borta");
  return html`<li><span class=${me ? "pip" : look} aria-hidden="true"></span><span>${[name, person.organisation].filter(Boolean).join(", ")}</span>
    ${person.role === "note-taker" ? html`<small class="tag">${t("Dokumentatör")}</small>` : html`<small>${me ? "" : word}</small>`}</li>`;
}
