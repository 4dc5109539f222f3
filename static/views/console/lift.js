/** What is lifted to the projector, and a small mirror of what it shows. */

import { html, Icon } from "../../lib/html.js";
import { spoken, t } from "../../lib/i18n.js";
import { clock } from "../../lib/time.js";
import { sceneOf } from "../projector/scene.js";
import { reading } from "../timing.js";
import { roomName } from "./picker.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function LiftPanel({ desk }) {
  const { spotlight } = desk.session.value;
  return html`<section class="panel" aria-labelledby="h-lift">
    <div class="panel__head"><h2 class="panel__title" id="h-lift">${t("Lyft till projektorn")}</h2>
      <button class="btn btn--sm push" type="button" aria-haspopup="dialog" onClick=${() => {
        desk.dialog.value = { kind: "lift" };
      }}><${Icon} name="projector-screen" />${t("Välj inlägg")}</button>
    </div>
    <${Mirror} desk=${desk} />
    ${
      spotlight &&
      html`<div class="panel__body"><button class="btn btn--sm btn--wide" type="button" onClick=${() => desk.steering.clearSpotlight()}><${Icon} name="eye-slash" />${t("Ta ner från projektorn")}</button></div>`
    }
  </section>`;
}

/** @param {{ desk: Desk }} props */
function Mirror({ desk }) {
  const session = desk.session.value;
  const now = desk.ticks.second.value;
  const scene = sceneOf(session, now);
  const { head, body, foot, big = false, marked = false } = contents(desk, scene, now);
  return html`<figure class="mirror" aria-label=${t("Visas på projektorn nu")}>
    <p class="mirror__top"><span>${head}</span><span>${session.session.code}</span></p>
    <p class=${big ? "mirror__body mirror__body--big digits" : "mirror__body"}>${marked ? html`<span class="marked">${body}</span>` : body}</p>
    <p class="mirror__foot">${foot}</p>
  </figure>`;
}

/**
 * @param {Desk} desk
 * @param {import("../projector/scene.js").Scene} scene
 * @param {number} now
 * @returns {{ head: string, body: string, foot: string, big?: boolean, marked?: boolean }}
 */
function contents(desk, { name, message, step }, now) {
  const session = desk.session.value;
  const { spotlight } = session;
  const timer = session.step ? reading(session.step, step?.minutes ?? null, now).text : "";
  if (name === "message")
    return { head: t("Utrop"), body: message?.text ?? "", foot: t("Visas en halv minut") };
  if (spotlight?.note)
    return {
      head: t("Inlägg"),
      body: spotlight.text,
      marked: true,
      foot: [spotlight.organisation, roomName(desk, spotlight.channel)].filter(Boolean).join(" · "),
    };
  if (name === "harvest")
    return {
      head: t("Mönster"),
      body: spotlight?.text ?? t("Det här återkommer"),
      marked: Boolean(spotlight),
      foot: timer,
    };
  if (name === "lobby")
    return {
      head: t("Gå med"),
      body: session.session.code,
      big: true,
      foot: t("Kod, QR-kod och hur många som är här"),
    };
  if (name === "end") return { head: session.session.title, body: t("Tack för i dag"), foot: "" };
  const ends = session.step?.ends_at;
  return {
    head: step?.title ?? "",
    body: timer,
    big: true,
    foot: ends ? t("Klart %(time)s", { time: clock(ends, spoken()) }) : "",
  };
}
