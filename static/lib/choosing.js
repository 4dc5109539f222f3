/**
 * A list whose choice is carried out at once, as moving somebody or changing the hall's screen: a key opens it, so that
 * what one goes past on the way down is not chosen. (A closed list chooses at every key, on most computers.)
 *
 * @param {globalThis.KeyboardEvent} event on the list
 */
export function openFirst(event) {
  const list = /** @type {HTMLSelectElement} */ (event.currentTarget);
  if (!("showPicker" in list) || !wouldChoose(event)) return;
  event.preventDefault();
  list.showPicker();
}

/** @param {globalThis.KeyboardEvent} event @returns {boolean} the space bar and Alt with an arrow open the list by themselves */
function wouldChoose({ key, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey) return false;
  return /^(Arrow|Page)|^(Home|End)$/.test(key) || /^\S$/u.test(key);
}
