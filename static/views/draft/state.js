/** How far the paper has come: the word in the bar, and what it may become. */

import { html } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";
import { Menu } from "../shared/menu.js";

/** @typedef {import("./editing.js").Editing} Editing */
/** @typedef {import("../../session/wire").PaperState} PaperState */

/** @param {{ editing: Editing }} props */
export function StateMenu({ editing }) {
  const now = editing.state.value;
  const items = states().map(({ state, label, hint }) => ({
    label,
    hint,
    checked: state === now,
    disabled: !mayBecome(now, state, editing.closed.value),
    run: () => void (state !== now && editing.mark(state)),
  }));
  const earlier = {
    label: t("Fastställda versioner"),
    hint: t("Dokumentationen som den var då"),
    icon: "clock-counter-clockwise",
    run: () => {
      editing.dialog.value = { name: "editions" };
    },
  };
  return html`<${Menu} label=${t("Dokumentationens läge")} icon=${editing.locked.value ? "lock-simple" : "pencil-simple"} text=${labelOf(now)} items=${[...items, null, earlier]} class="btn draft__state" />`;
}

/** @param {PaperState} state */
export function labelOf(state) {
  return states().find((each) => each.state === state)?.label ?? state;
}

/** @returns {{ state: PaperState, label: string, hint: string }[]} */
function states() {
  return [
    { state: "working", label: t("Arbetsmaterial"), hint: t("Inte färdigt, inte för spridning") },
    { state: "draft", label: t("Utkast"), hint: t("Kan läsas av dem som var med") },
    { state: "confirmed", label: t("Fastställd"), hint: t("Låst. Går att öppna igen") },
    { state: "sent", label: t("Utsänd"), hint: t("Låst. Går att öppna igen") },
  ];
}

/** @param {PaperState} from @param {PaperState} to @param {boolean} closed */
function mayBecome(from, to, closed) {
  if (from === to) return true;
  if (!closed) return to === "working";
  if (from === "sent") return to === "draft";
  return from !== "confirmed" || to === "draft" || to === "sent";
}
