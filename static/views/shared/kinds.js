/**
 * The kinds of notes: an icon, a word and the prompt of the empty field. The dash's pattern is in the styles.
 *
 * @import { NoteKind, SessionSnapshot } from "../../session/wire"
 */

import { html, Icon } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

/** @type {Record<string, string>} */
const ICONS = {
  insight: "eye",
  need: "puzzle-piece",
  idea: "lightbulb",
  obstacle: "barricade",
  question: "question",
  can: "handshake",
  said: "chat-text",
  reflection: "lightbulb",
};

/** @param {string} kind */
export function kindIcon(kind) {
  return ICONS[kind] ?? "chat-circle-text";
}

/** @param {string} kind @returns {string} how a sentence of that kind may begin */
export function kindPrompt(kind) {
  const prompts = {
    insight: t("Vi ser att …"),
    need: t("Det som saknas är …"),
    idea: t("Tänk om …"),
    obstacle: t("Det som står i vägen är …"),
    question: t("Hur … ?"),
    can: t("Vi kan …"),
    said: t("Det som sägs …"),
    reflection: t("Det här tar vi med oss …"),
  };
  return prompts[/** @type {keyof typeof prompts} */ (kind)] ?? t("Skriv ett inlägg …");
}

/** @returns {NoteKind[]} the kinds that openings and talks have */
export function itemKinds() {
  return [
    { id: "said", label: t("Sagt") },
    { id: "reflection", label: t("Reflektion") },
  ];
}

/** @param {Pick<SessionSnapshot, "note_kinds"> | null} session @param {string} kind @returns {string} its word */
export function kindLabel(session, kind) {
  return [...itemKinds(), ...(session?.note_kinds ?? [])].find((each) => each.id === kind)?.label ?? kind;
}

/** @param {{session: Pick<SessionSnapshot, "note_kinds"> | null, kind: string}} props a kind as icon and word, in its colour */
export function Kind({ session, kind }) {
  return html`<span class="kind" data-kind=${kind}><${Icon} name=${kindIcon(kind)} />${kindLabel(session, kind)}</span>`;
}
