/**
 * Who else writes in a text now: somebody who joined, by name where the page knows it, or a facilitator by the link.
 *
 * @import { Connection } from "../../session/connection.js"
 * @import { Store } from "../../session/store.js"
 */

import { announce } from "../../lib/announce.js";
import { html, Icon, useEffect } from "../../lib/html.js";
import { t, tn } from "../../lib/i18n.js";

/** @typedef {{ name: string, at: string }} Writer `at`: the block or theme, or the part of the paper */

/** @param {{ store: Store, connection: Pick<Connection, "id"> }} live @param {string} channel @returns {Writer[]} */
export function othersWriting({ store, connection }, channel) {
  const me = store.you.value?.id;
  const people = new Map(store.session.value?.participants.map((person) => [person.id, person]));
  const named = (/** @type {string} */ id) =>
    people.get(id)?.name ?? people.get(id)?.organisation ?? t("En deltagare");
  return [
    ...store
      .presence(channel)
      .filter(({ id, state }) => state === "writing" && id !== me)
      .map(({ id, at }) => ({ name: named(id), at })),
    ...store
      .facilitators(channel)
      .filter(({ id }) => id !== connection.id)
      .map(({ at }) => ({ name: t("En processledare"), at })),
  ].flatMap(({ name, at }) => (at ? { name, at } : [])); // without a place it is a note that is written
}

/** @param {{ writers: Writer[] }} props one by name, more by their number */
export function Writers({ writers }) {
  const [first, ...others] = writers;
  const name = first?.name;
  useEffect(() => {
    if (name) announce(t("%(name)s skriver här", { name }), { about: "writers" });
  }, [name]);
  if (!first) return null;
  const text =
    others.length === 0
      ? t("%(name)s skriver här", { name: first.name })
      : tn("%(count)s annan skriver här", "%(count)s andra skriver här", writers.length);
  return html`<p class="writers small" role="note"><${Icon} name="pencil-simple" /> ${text}</p>`;
}

/** Beside the line that they write in; who reads the page aloud has heard it at the section. @param {{ writers: Writer[] }} props */
export function Names({ writers }) {
  const names = writers.map(({ name }) => name).join(", ");
  return (
    names && html`<p class="writers small" aria-hidden="true"><${Icon} name="pencil-simple" /> ${names}</p>`
  );
}
