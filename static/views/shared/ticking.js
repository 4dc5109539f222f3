/** The server's time as something a view can follow. */

import { useEffect, useState } from "../../lib/html.js";

/**
 * @param {{now: () => number}} clock the server's clock
 * @param {number} [every_ms]
 * @returns {number} milliseconds since 1970; the view is drawn again as time goes
 */
export function useNow(clock, every_ms = 500) {
  const [now, setNow] = useState(clock.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(clock.now()), every_ms);
    return () => clearInterval(timer);
  }, [clock, every_ms]);
  return now;
}
