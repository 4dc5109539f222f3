/** Calls to the server's HTTP interface: an answer, or the error in the one shape that all errors have. */

import { t } from "./i18n.js";

/**
 * @typedef {import("../session/wire").WireError & {problems?: {line: number, column: number, message: string}[]}} ApiError
 *
 * @param {string} path below /api/v1
 * @param {{method?: string, body?: string | Blob, type?: string, as?: "json" | "text" | "blob", patience_ms?: number}} [wanted]
 *   `as`: what a good answer is; `patience_ms`: how long to wait for it, as long as the browser does where it is not given
 * @returns {Promise<{ok: true, data: any, name?: string | null} | {ok: false, error: ApiError}>} `name`: what the server
 *   calls a file
 */
export async function call(path, wanted = {}) {
  const { method = "GET", body, type = "application/json", as = "json", patience_ms } = wanted;
  const signal = patience_ms ? AbortSignal.timeout(patience_ms) : undefined;
  try {
    const headers = body === undefined ? undefined : { "Content-Type": type };
    const answer = await fetch(`/api/v1${path}`, {
      method,
      body,
      headers,
      credentials: "same-origin",
      signal,
    });
    if (answer.ok && as === "blob")
      return {
        ok: true,
        data: await answer.blob(),
        name: fileName(answer.headers.get("Content-Disposition")),
      };
    if (answer.ok && as === "text") return { ok: true, data: await answer.text() };
    const data = await answer.json();
    return answer.ok ? { ok: true, data } : { ok: false, error: { problems: data.problems, ...data.error } };
  } catch {
    const message = t("Servern svarar inte. Kontrollera nätet och försök igen.");
    return { ok: false, error: { code: "unavailable", message } };
  }
}

/** @param {string | null} disposition a header as RFC 6266 has it @returns {string | null} the name in it */
export function fileName(disposition) {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="([^"]+)"/i.exec(disposition ?? "")?.[1] ?? null);
}
