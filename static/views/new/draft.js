/** The form as it stands, kept on this device while it is being written. */

import { signal } from "../../lib/html.js";
import { emptyForm } from "./plan.js";

/** @import { Form } from "./plan.js" */

const KEY = "samtal:new";
const REST_MS = 400;

export const form = signal(emptyForm("sv"));
/** "": nothing written yet; "kept"; "forgetful" where the device can keep nothing. */
export const keeping = signal(/** @type {"" | "kept" | "forgetful"} */ (""));

let timer = 0;

/** Takes up what was written here before. @param {string} language of the reader, and so of a new session */
export function recall(language) {
  const empty = emptyForm(language === "en" ? "en" : "sv");
  form.value = empty;
  try {
    const kept = localStorage.getItem(KEY);
    if (kept) form.value = { ...empty, ...JSON.parse(kept) };
    keeping.value = kept ? "kept" : "";
  } catch {
    keeping.value = "forgetful";
  }
  addEventListener("pagehide", keep);
}

/** @param {Partial<Form>} changed */
export function change(changed) {
  form.value = { ...form.value, ...changed };
  clearTimeout(timer);
  timer = setTimeout(keep, REST_MS);
}

/** Begins anew. @param {Form} [instead] what stood here before, to put it back */
export function begin(instead) {
  clearTimeout(timer);
  form.value = instead ?? emptyForm(form.value.language);
  if (instead) keep();
  else forget();
}

export function forget() {
  clearTimeout(timer);
  timer = 0;
  keeping.value = "";
  try {
    localStorage.removeItem(KEY);
  } catch {
    // nothing was kept
  }
}

function keep() {
  if (!timer) return;
  timer = 0;
  try {
    localStorage.setItem(KEY, JSON.stringify(form.value));
    keeping.value = "kept";
  } catch {
    keeping.value = "forgetful";
  }
}
