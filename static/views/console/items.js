/** Openings and talks in one compact row, with the same counts as the rooms. */

import { html } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";
import { written } from "../../session/blocks.js";
import { shownNotes } from "../shown.js";
import { Documentation } from "./room_card.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk, first?: boolean }} props */
export function ItemCards({ desk, first = false }) {
  const shown = itemChannels(desk);
  if (shown.length === 0) return null;
  return html`<section class=${first ? "console__items console__items--first" : "console__items"} aria-label=${t("Inledning och föredrag")}>
    ${shown.map((item) => html`<${ItemCard} key=${item.channel} desk=${desk} item=${item} />`)}
  </section>`;
}

/** @param {{ desk: Desk, item: { channel: string, name: string, sub: string | null } }} props */
function ItemCard({ desk, item }) {
  const room = desk.live.store.room(item.channel);
  const count = shownNotes(room).length;
  return html`<article class="itemcard" aria-label=${item.name}>
    <p class="itemcard__name" title=${item.name}>${item.name}</p>
    <p class="itemcard__sub"><span>${tn("%(count)s inlägg", "%(count)s inlägg", count)}</span> <${Documentation} room=${room} /></p>
    <a class="btn btn--sm" href=${desk.roomLink(item.channel)} target="_blank">${t("Gå in")}<span class="sr-only"> ${t("i %(name)s (ny flik)", { name: item.name })}</span></a>
  </article>`;
}

/** @param {Desk} desk an item's parts; the item itself where it has none, or where something was written there */
function itemChannels(desk) {
  return desk.session.value.programme.flatMap((item) => {
    if (!item.channel) return [];
    const parts = item.parts.map((part) => ({
      channel: part.channel,
      name: part.title ?? part.speaker,
      sub: part.speaker,
    }));
    const room = desk.live.store.room(item.channel);
    const used = parts.length === 0 || (room && room.notes.length + written(room.blocks).length > 0);
    return used ? [{ channel: item.channel, name: item.title, sub: null }, ...parts] : parts;
  });
}
