/** Light, dark, or as the device is set. The choice stays on the device. */

const KEY = "samtal:theme";

/** @param {"light" | "dark" | null} theme null follows the device */
export function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  try {
    if (theme) localStorage.setItem(KEY, theme);
    else localStorage.removeItem(KEY);
  } catch {
    // not kept: the choice lives as long as the page
  }
}

/** Takes up the theme that was chosen on this device. */
export function recallTheme() {
  try {
    const theme = localStorage.getItem(KEY);
    if (theme) document.documentElement.dataset.theme = theme;
  } catch {
    // the device's own theme, then
  }
}
