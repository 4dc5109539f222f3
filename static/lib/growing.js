/** Text fields that grow with what is written in them, in browsers whose styles cannot say so (`field-sizing`). */

const BY_STYLE = CSS.supports("field-sizing", "content");

/** Lets every field of the page grow: while somebody writes, and when somebody goes to one that has text already. */
export function watchFields() {
  if (BY_STYLE) return;
  for (const type of ["input", "focusin"]) {
    document.addEventListener(type, ({ target }) => {
      if (target instanceof HTMLTextAreaElement) fitToText(target);
    });
  }
}

/** @param {HTMLTextAreaElement | null} field whose text has been changed by the page, not by its writer */
export function fitToText(field) {
  if (BY_STYLE || !field) return;
  field.style.setProperty("block-size", "auto");
  const edges = field.offsetHeight - field.clientHeight;
  field.style.setProperty("block-size", `${field.scrollHeight + edges}px`);
}
