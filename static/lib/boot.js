/** What the server tells a page at its start, in `<script type="application/json" id="boot">`. */

/** @returns {import("../session/wire").Boot} */
export function boot() {
  return JSON.parse(document.getElementById("boot")?.textContent ?? "{}");
}
