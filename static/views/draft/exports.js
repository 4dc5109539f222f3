/** The files that are being made, and those that could not be: one of a kind at a time. Knows no page. */

import { signal } from "../../lib/html.js";

/** @typedef {import("../../lib/api.js").ApiError} ApiError */
/** @typedef {{ format: string, name: string, error: ApiError | null }} Making `error` where it could not be made */
/** @typedef {(format: string) => Promise<{ ok: true, data: Blob, name?: string | null } | { ok: false, error: ApiError }>} Fetch */

export class Exports {
  /** @type {import("@preact/signals").Signal<Making[]>} in the order in which they were asked for */
  under = signal(/** @type {Making[]} */ ([]));

  /**
   * @param {Fetch} fetch gives a format's file
   * @param {(file: Blob, name: string) => void} save hands a file over
   * @param {{ begun: (name: string) => void, done: (name: string) => void, failed: (message: string) => void }} tell
   */
  constructor(fetch, save, tell) {
    this.fetch = fetch;
    this.save = save;
    this.tell = tell;
  }

  /** @param {string} format @returns {boolean} whether its file is being made now */
  makes(format) {
    return this.under.value.some((each) => each.format === format && !each.error);
  }

  /** Make a file and hand it over; one that is being made already is waited for. @param {string} format @param {string} name */
  async make(format, name) {
    if (this.makes(format)) return;
    this.#put({ format, name, error: null });
    this.tell.begun(name);
    const answer = await this.fetch(format);
    if (answer.ok) {
      this.forget(format);
      const called = answer.name ?? name;
      this.save(answer.data, called);
      this.tell.done(called);
    } else {
      this.#put({ format, name, error: answer.error });
      this.tell.failed(answer.error.message);
    }
  }

  /** @param {string} format */
  forget(format) {
    this.under.value = this.under.value.filter((each) => each.format !== format);
  }

  /** @param {Making} making */
  #put(making) {
    const others = this.under.value.filter((each) => each.format !== making.format);
    this.under.value = [...others, making];
  }
}

/** Another try may help, unless the file was too large for the server. @param {ApiError} error */
export function worthAnotherTry(error) {
  return error.code !== "too_large";
}
