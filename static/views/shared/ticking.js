/** The server's time as something a view can follow. */

import { useEffect, useState } from "../../lib/html.js";

/**
 * @param {{now: () => number}} clock the server's clock
 * @param {number} [every_ms]
 * @returns {number} milliseconds since 1970; the view is drawn again as time goes
 */
export function useNow(clock, every_ms = 500) {
  const [, setTick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTick((tick) => tick + 1), every_ms);
    return () => clearInterval(timer);
  }, [clock, every_ms]);
  return clock.now(); // not the last tick's: the device may have learnt since that its own clock is wrong
}
