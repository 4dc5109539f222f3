/**
 * When views are drawn: what people do themselves at once, what comes over the wire in a task of its own.
 *
 * A slow phone takes in a note and draws it in two short tasks rather than one long one, and a finger's touch or a key
 * gets its turn between them.
 */

import { options } from "preact";

let arriving = false;

options.debounceRendering = (draw) => (arriving ? inTaskOfItsOwn(draw) : queueMicrotask(draw));

/** @param {() => void} change of the page's state by somebody elsewhere */
export function drawApart(change) {
  arriving = true;
  try {
    change();
  } finally {
    arriving = false;
  }
}

/** @param {() => void} draw by a message to oneself: a timer would wait a second or more in a page that is hidden */
function inTaskOfItsOwn(draw) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    draw();
  };
  port2.postMessage(null);
}
