/** What a screen reader is told, through the page's one polite status. Many things at once are told as one. */

const GATHER_MS = 600;

/** @type {string[]} */
let waiting = [];

/** @param {string} text a whole sentence */
export function announce(text) {
  waiting.push(text);
  if (waiting.length === 1) setTimeout(tell, GATHER_MS);
}

function tell() {
  const status = document.getElementById("announcements");
  if (status) status.textContent = [...new Set(waiting)].join(" ");
  waiting = [];
}
