/** What is lifted to the projector, and a small mirror of what it shows. */

import { openFirst } from "../../lib/choosing.js";
import { html, Icon } from "../../lib/html.js";
import { spoken, t, tn } from "../../lib/i18n.js";
import { LANGUAGES } from "../../lib/language.js";
import { clock } from "../../lib/time.js";
import { spacedCode } from "../code.js";
import { sceneOf } from "../projector/scene.js";
import { mayStayAwake } from "../projector/screen.js";
import { reading } from "../timing.js";
import { roomName } from "./picker.js";

/** @typedef {import("./desk.js").Desk} Desk */

/** @param {{ desk: Desk }} props */
export function LiftPanel({ desk }) {
  const { spotlight, spotlight_queue: queue } = desk.session.value;
  return html`<section class="panel" aria-labelledby="h-lift">
    <div class="panel__head"><h2 class="panel__title" id="h-lift">${t("Lyft till projektorn")}</h2>
      <button class="btn btn--sm push" type="button" aria-haspopup="dialog" onClick=${() => desk.openNotes()}><${Icon} name="projector-screen" />${t("Välj inlägg")}</button>
    </div>
    <${Mirror} desk=${desk} />
    <div class="panel__body console__screen">
      ${spotlight && html`<button class="btn btn--sm btn--wide" type="button" onClick=${() => desk.steering.clearSpotlight()}><${Icon} name="eye-slash" />${t("Ta ner från projektorn")}</button>`}
      ${queue.length > 0 && html`<${Queue} desk=${desk} />`}
      <${Choices} desk=${desk} />
      ${!mayStayAwake() && html`<p class="small console__sleep"><${Icon} name="warning" />${t("Över http kan Samtal inte hålla projektorns skärm vaken. Stäng av skärmsläckaren på dess dator.")}</p>`}
    </div>
  </section>`;
}

/** What waits for its turn. @param {{ desk: Desk }} props */
function Queue({ desk }) {
  const waiting = desk.session.value.spotlight_queue.map((each) => ({ ...each, ...told(desk, each) }));
  /** @param {{ note: string | null, theme: string | null }} each */
  const lift = (each) =>
    each.note ? desk.steering.liftNote(each.note) : desk.steering.liftTheme(each.theme ?? "");
  return html`<div class="queue">
    <div class="row row--between"><h3 class="small" id="h-queue">${tn("%(count)s i kö", "%(count)s i kö", waiting.length)}</h3>
      <button class="btn btn--sm btn--primary" type="button" onClick=${() => lift(waiting[0])}><${Icon} name="skip-forward" />${t("Visa nästa")}</button></div>
    <ol aria-labelledby="h-queue">${waiting.map(
      (each) => html`<li key=${each.note ?? each.theme}>
        <p><span class="queue__text">${each.text}</span><small>${each.from}</small></p>
        <button class="btn btn--sm btn--icon btn--quiet" type="button" aria-label=${t("Visa på projektorn: %(text)s", { text: start(each.text) })} onClick=${() => lift(each)}><${Icon} name="play" /></button>
        <button class="btn btn--sm btn--icon btn--quiet" type="button" aria-label=${t("Ta bort ur kön: %(text)s", { text: start(each.text) })} onClick=${() => desk.steering.unqueue(each.note ? { note: each.note } : { theme: each.theme ?? "" })}><${Icon} name="x" /></button>
      </li>`,
    )}</ol>
  </div>`;
}

/** The scene, the light and the language, which otherwise follow the meeting and the room. @param {{ desk: Desk }} props */
function Choices({ desk }) {
  const { scene, theme, language } = desk.session.value.screen;
  return html`<div class="console__choices">
    <${Choice} id="screen-scene" label=${t("Bild")} value=${scene} words=${sceneWords()} choose=${(/** @type {any} */ chosen) => desk.steering.setScreen({ scene: chosen })} />
    <${Choice} id="screen-theme" label=${t("Ljus")} value=${theme} words=${themeWords()} choose=${(/** @type {any} */ chosen) => desk.steering.setScreen({ theme: chosen })} />
    <${Choice} id="screen-language" label=${t("Språk")} value=${language} words=${languageWords()} choose=${(/** @type {any} */ chosen) => desk.steering.setScreen({ language: chosen })} />
  </div>`;
}

/** @param {{ id: string, label: string, value: string, words: Record<string, string>, choose: (id: string) => void }} props */
function Choice({ id, label, value, words, choose }) {
  return html`<div><label class="small" for=${id}>${label}</label><select class="select select--sm" id=${id} value=${value} onKeyDown=${openFirst} onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
    ${Object.entries(words).map(([each, word]) => html`<option key=${each} value=${each} selected=${each === value}>${word}</option>`)}
  </select></div>`;
}

function sceneWords() {
  return {
    auto: t("Följer träffen"),
    lobby: t("Gå med"),
    work: t("Arbete"),
    harvest: t("Skörd"),
    pause: t("Paus"),
  };
}

function themeWords() {
  return { auto: t("Som datorn"), light: t("Ljust"), dark: t("Mörkt") };
}

/** The hall reads it: it is the meeting's language, whoever opened the projector. */
function languageWords() {
  return { auto: t("Som träffen"), ...LANGUAGES };
}

/** @param {Desk} desk @param {import("../../session/wire").Queued} each @returns {{ text: string, from: string }} */
function told(desk, { note, theme, channel }) {
  if (theme)
    return {
      text: desk.session.value.themes.find((each) => each.id === theme)?.text ?? "",
      from: t("Mönster"),
    };
  const room = channel ? desk.live.store.room(channel) : null;
  return { text: room?.notes.find((each) => each.id === note)?.text ?? "", from: roomName(desk, channel) };
}

const START = 40;

/** @param {string} text */
function start(text) {
  return text.length > START ? `${text.slice(0, START - 1).trimEnd()}…` : text;
}

/** @param {{ desk: Desk }} props */
function Mirror({ desk }) {
  const session = desk.session.value;
  const now = desk.ticks.second.value;
  const scene = sceneOf(session, now);
  const { head, body, foot, big = false, marked = false } = contents(desk, scene, now);
  return html`<figure class="mirror" aria-label=${t("Visas på projektorn nu")}>
    <p class="mirror__top"><span>${head}</span><span>${spacedCode(session.session.code)}</span></p>
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
  if (spotlight?.note && ["spotlight", "harvest"].includes(name))
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
      body: spacedCode(session.session.code),
      big: true,
      foot: t("Kod, QR-kod och hur många som är här"),
    };
  if (name === "end") return { head: session.session.title, body: t("Tack för i dag"), foot: "" };
  if (name === "pause" && !(step && session.step))
    return { head: session.session.title, body: t("Paus"), foot: "" };
  const ends = session.step?.ends_at;
  return {
    head: step?.title ?? "",
    body: timer,
    big: true,
    foot: ends ? t("Klart %(time)s", { time: clock(ends, spoken()) }) : "",
  };
}
