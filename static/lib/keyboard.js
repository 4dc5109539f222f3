/** A phone's keyboard lies over the page in some browsers: `--keyboard` says how much of it, so the composer stays above. */

const IGNORED_PX = 60; // address bars that come and go are not a keyboard

export function watchKeyboard() {
  const seen = window.visualViewport;
  if (!seen) return;
  function measure() {
    const hidden = innerHeight - (seen?.height ?? innerHeight) - (seen?.offsetTop ?? 0);
    const zoomed = (seen?.scale ?? 1) > 1.05;
    const height = hidden > IGNORED_PX && !zoomed ? hidden : 0;
    document.documentElement.style.setProperty("--keyboard", `${Math.round(height)}px`);
  }
  seen.addEventListener("resize", measure);
  seen.addEventListener("scroll", measure);
}
