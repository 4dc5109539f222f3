/** Dragging with a pointer: a shortcut for what the menus and keys do. One thing at a time. */

import { signal } from "../../lib/html.js";

/** @typedef {{kind: "note" | "block", id: string}} Dragged */

/** What is in the air. */
export const dragged = signal(/** @type {Dragged | null} */ (null));

/** @param {Dragged} thing @param {string} carried selector of what is seen to move, around the grip */
export function grip(thing, carried) {
  return {
    draggable: true,
    onDragStart(/** @type {DragEvent} */ event) {
      const card = /** @type {HTMLElement} */ (event.currentTarget).closest(carried);
      event.dataTransfer?.setData("text/plain", "");
      if (card) event.dataTransfer?.setDragImage(card, 12, 12);
      dragged.value = thing;
    },
    onDragEnd() {
      dragged.value = null;
    },
  };
}

/** @param {Dragged["kind"]} kind @param {(id: string) => void} take what happens with what is let go here */
export function dropPlace(kind, take) {
  return {
    onDragOver(/** @type {DragEvent} */ event) {
      if (dragged.peek()?.kind !== kind) return;
      event.preventDefault();
      /** @type {HTMLElement} */ (event.currentTarget).dataset.over = "true";
    },
    onDragLeave(/** @type {DragEvent} */ event) {
      delete (/** @type {HTMLElement} */ (event.currentTarget).dataset.over);
    },
    onDrop(/** @type {DragEvent} */ event) {
      const thing = dragged.peek();
      delete (/** @type {HTMLElement} */ (event.currentTarget).dataset.over);
      if (thing?.kind !== kind) return;
      event.preventDefault();
      dragged.value = null;
      take(thing.id);
    },
  };
}
