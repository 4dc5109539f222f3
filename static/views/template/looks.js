/** What the meeting's papers look like: the agency's Word template with its styles, and the logo. */

import { call } from "../../lib/api.js";
import { signal } from "../../lib/html.js";
import { t } from "../../lib/i18n.js";

/**
 * @typedef {{name: string, label: string, kind: "paragraph" | "table"}} Style of the template; `label` as Word shows it in Swedish
 * @typedef {Record<string, string | null>} Mapping our style to the template's name of its own; null: ours is added
 * @typedef {{file_name: string, size: number, uploaded_at: string, styles: Style[], found: Mapping, mapping: Mapping, missing: string[], problems: string[], blanks: string[], place: boolean}} Template
 * @typedef {{mime: string, size: number, uploaded_at: string}} Logo
 * @typedef {"template" | "logo"} Part
 */

export class Looks {
  /** @param {string} session its id */
  constructor(session) {
    this.session = session;
    this.template = signal(/** @type {Template | null} */ (null));
    this.logo = signal(/** @type {Logo | null} */ (null));
    this.known = signal(false);
    /** what is under way, in words */
    this.busy = signal(/** @type {Part | "mapping" | "trial" | null} */ (null));
    this.wrong = signal(/** @type {{part: Part | "page", message: string} | null} */ (null));
  }

  async fetch() {
    await this.#ask("page", null, "/template");
  }

  /** @param {Part} part @param {File} file @returns {Promise<boolean>} whether it was taken */
  keep(part, file) {
    const name = part === "template" ? `?name=${encodeURIComponent(file.name)}` : "";
    return this.#ask(part, part, `/${part}${name}`, {
      method: "PUT",
      body: file,
      type: "application/octet-stream",
    });
  }

  /** @param {Part} part */
  remove(part) {
    return this.#ask(part, part, `/${part}`, { method: "DELETE" });
  }

  /** @param {string} ours @param {string | null} theirs null: ours is added */
  choose(ours, theirs) {
    const now = this.template.value;
    if (!now) return Promise.resolve(false);
    const mapping = { ...now.mapping, [ours]: theirs };
    this.template.value = { ...now, mapping };
    const chosen = Object.entries(mapping).filter(([each, name]) => name !== now.found[each]);
    const body = JSON.stringify(Object.fromEntries(chosen));
    return this.#ask("template", "mapping", "/template/mapping", { method: "PUT", body }, () => {
      this.template.value = now;
    });
  }

  /** Writes the paper as it stands in the template. @returns {Promise<Blob | null>} nothing where it could not be */
  async trial() {
    this.busy.value = "trial";
    const answer = await call(`/sessions/${this.session}/template/trial`, { as: "blob" });
    this.busy.value = null;
    this.wrong.value = answer.ok ? null : { part: "template", message: answer.error.message };
    return answer.ok ? answer.data : null;
  }

  /** Where the logo's picture is; another address when it is another picture. */
  get picture() {
    return `/api/v1/sessions/${this.session}/logo?${encodeURIComponent(this.logo.value?.uploaded_at ?? "")}`;
  }

  /**
   * @param {Part | "page"} part
   * @param {Part | "mapping" | null} doing
   * @param {string} path
   * @param {{method?: string, body?: string | Blob, type?: string}} [more]
   * @param {() => void} [otherwise] what to do when it is refused
   */
  async #ask(part, doing, path, more, otherwise) {
    this.busy.value = doing;
    const answer = await call(`/sessions/${this.session}${path}`, more);
    this.busy.value = null;
    if (answer.ok) {
      this.template.value = answer.data.template;
      this.logo.value = answer.data.logo;
      this.known.value = true;
    } else otherwise?.();
    this.wrong.value = answer.ok ? null : { part, message: answer.error.message };
    return answer.ok;
  }
}

/** What the paper's styles are for, in the order in which they come. @returns {{title: string, styles: {id: string, name: string}[]}[]} */
export function ourStyles() {
  return [
    {
      title: t("Rubriker"),
      styles: [
        { id: "Title", name: t("Dokumentets rubrik") },
        { id: "Heading1", name: t("Rubrik 1, programpunkter") },
        { id: "Heading2", name: t("Rubrik 2, talare och förslag") },
        { id: "Heading3", name: t("Rubrik 3, inom ett avsnitt") },
        { id: "Etikett", name: t("Etikett före en text") },
      ],
    },
    {
      title: t("Löpande text"),
      styles: [
        { id: "Ingress", name: t("Ingress") },
        { id: "Normal", name: t("Brödtext") },
        { id: "Avstamning", name: t("Avstämt i gruppen") },
      ],
    },
    {
      title: t("Listor"),
      styles: [
        { id: "ListBullet", name: t("Punktlista") },
        { id: "ListBullet2", name: t("Punktlista, andra nivån") },
        { id: "ListBullet3", name: t("Punktlista, tredje nivån") },
        { id: "ListNumber", name: t("Numrerad lista") },
        { id: "ListNumber2", name: t("Numrerad lista, andra nivån") },
        { id: "ListNumber3", name: t("Numrerad lista, tredje nivån") },
      ],
    },
    {
      title: t("Rutan med förslaget"),
      styles: [
        { id: "Forslagsruta", name: t("Text i rutan") },
        { id: "Forslagsrutapunkt", name: t("Punkt i rutan") },
        { id: "Forslagsrutanummer", name: t("Nummer i rutan") },
      ],
    },
    {
      title: t("Tabellen med kategorier"),
      styles: [
        { id: "Caption", name: t("Tabellens rubrik") },
        { id: "Kategoritabell", name: t("Tabellen") },
        { id: "Tabellrubrik", name: t("Kolumnernas rubriker") },
        { id: "Tabellpunkt", name: t("Punkter i tabellen") },
      ],
    },
    {
      title: t("Markeringar i ett utkast"),
      styles: [
        { id: "Arbetslage", name: t("Ännu inte genomarbetat") },
        { id: "Saknas", name: t("Något saknas") },
      ],
    },
  ];
}

/** @param {string} ours @returns {Style["kind"]} */
export function kindOf(ours) {
  return ours === "Kategoritabell" ? "table" : "paragraph";
}

/** What is filled in where the template asks for it. @param {string} blank */
export function blankWord(blank) {
  return (
    {
      title: t("rubriken"),
      date: t("datum"),
      date_code: t("datumkoden"),
      organiser: t("organisationen"),
      status: t("läget"),
      word: t("dokumenttypen"),
    }[blank] ?? blank
  );
}
