/** Builds what browsers load, static/dist: scripts, styles, fonts, icons, translations and their licences. */

import { cp, glob, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
// @ts-expect-error it comes without types
import subsetFont from "subset-font";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DIST = join(ROOT, "static/dist");
const NEXT = join(ROOT, "static/.dist-next");
const PACKAGES = join(ROOT, "node_modules");
// those that know light-dark() and popovers; css/parts/outdated.css tells older ones, the README and the sentence name them
const BROWSERS = ["es2022", "chrome123", "firefox128", "safari17.5"];
const FONTS = {
  "@fontsource-variable/atkinson-hyperlegible-next": [
    "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "atkinson-hyperlegible-next-latin-wght-italic.woff2",
  ],
  "@fontsource-variable/familjen-grotesk": ["familjen-grotesk-latin-wght-normal.woff2"],
  "@fontsource-variable/literata": ["literata-latin-wght-normal.woff2", "literata-latin-wght-italic.woff2"],
};
const WEIGHTS = { min: 400, max: 700 }; // a third less to load than with the weights that nothing uses
const EVERY_SIGN = Array.from({ length: 0xd800 - 0x20 }, (_, at) => String.fromCharCode(at + 0x20)).join("");
// what typst sets the PDF in: it reads no woff2 and varies no weight; the last one is for signs that the others lack
const PAPER_FONTS = {
  "@expo-google-fonts/literata": [
    "400Regular/Literata_400Regular.ttf",
    "400Regular_Italic/Literata_400Regular_Italic.ttf",
    "600SemiBold/Literata_600SemiBold.ttf",
    "700Bold/Literata_700Bold.ttf",
    "700Bold_Italic/Literata_700Bold_Italic.ttf",
  ],
  "@expo-google-fonts/atkinson-hyperlegible-next": [
    "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
    "700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
  ],
  "@expo-google-fonts/noto-emoji": ["400Regular/NotoEmoji_400Regular.ttf"],
};
const ICONS = "@phosphor-icons/core";
// a blank line, or where a translation is followed by the next comment or message
const BETWEEN_ENTRIES = /\n\s*\n|(?<=^(?:msgstr|").*)\n(?=#|msgid\s|msgctxt\s)/m;

/** Builds into a new folder and puts it in place at the end, so a running server never sees half a build. */
async function main() {
  const started = performance.now();
  await rm(NEXT, { recursive: true, force: true });
  await mkdir(join(NEXT, "fonts"), { recursive: true });
  const bundled = await bundle();
  const copied = await Promise.all([fonts(), icons(), translations(bundled.modules)]);
  await paperFonts();
  await checkReferences();
  await licences([...bundled.packages, ...Object.keys(FONTS), ...Object.keys(PAPER_FONTS), ICONS]);
  const names = { ...bundled.names, ...Object.fromEntries(copied.flat().map((name) => [name, name])) };
  await compress();
  await writeFile(join(NEXT, "manifest.json"), `${JSON.stringify(sorted(names), null, 2)}\n`);
  await rm(DIST, { recursive: true, force: true });
  await rename(NEXT, DIST);
  console.log(
    `static/dist: ${Object.keys(names).length} files in ${Math.round(performance.now() - started)} ms`,
  );
}

/** Bundles screens and styles; gives {logical name: file}, {screen: modules} and the npm packages that went in. */
async function bundle() {
  const entries = await files("static/screens/*.js", "static/css/*.css");
  /** @type {Record<string, string>} */
  const names = {};
  /** @type {Record<string, string[]>} */
  const modules = {};
  /** @type {Set<string>} */
  const packages = new Set();
  if (entries.length === 0) return { names, modules, packages };
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: entries,
    outdir: NEXT,
    entryNames: "[name]-[hash]",
    bundle: true,
    format: "esm",
    minify: true,
    target: BROWSERS,
    charset: "utf8",
    legalComments: "none",
    external: ["*.woff2", "*.svg"],
    metafile: true,
    logLevel: "warning",
  });
  for (const [file, output] of Object.entries(metafile.outputs)) {
    if (output.entryPoint) names[basename(output.entryPoint)] = basename(file);
    if (output.entryPoint?.endsWith(".js"))
      modules[basename(output.entryPoint, ".js")] = Object.keys(output.inputs).filter(ours);
    for (const input of Object.keys(output.inputs)) {
      const name = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/)?.[1];
      if (name) packages.add(name);
    }
  }
  return { names, modules, packages };
}

/** @param {string} module a path below the project */
function ours(module) {
  return module.startsWith("static/");
}

/** Writes the fonts under the names that the styles use, with every sign and the weights that the styles use. */
async function fonts() {
  const wanted = Object.entries(FONTS).flatMap(([name, list]) => list.map((file) => ({ name, file })));
  await Promise.all(
    wanted.map(async ({ name, file }) => {
      const whole = await readFile(join(PACKAGES, name, "files", file));
      const lighter = await subsetFont(whole, EVERY_SIGN, {
        targetFormat: "woff2",
        variationAxes: { wght: WEIGHTS },
      });
      await writeFile(join(NEXT, "fonts", file), lighter);
    }),
  );
  return wanted.map(({ file }) => `fonts/${file}`);
}

/** Copies the fonts of the PDF; no browser asks for them. */
async function paperFonts() {
  const wanted = Object.entries(PAPER_FONTS).flatMap(([name, list]) =>
    list.map((file) => join(PACKAGES, name, file)),
  );
  await Promise.all(wanted.map((file) => cp(file, join(NEXT, "fonts-pdf", basename(file)))));
}

/** Makes one sprite of those icons in static/icons.txt that a page names; symbol ids are `i-` and the name. */
async function icons() {
  const list = await readFile(join(ROOT, "static/icons.txt"), "utf8");
  const pages = await texts("static/{editor,lib,screens,session,views}/**/*.js", "templates/*.html");
  const wanted = list
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"))
    .filter((name) => pages.includes(`"${name}"`) || pages.includes(`#i-${name}"`));
  const symbols = await Promise.all(wanted.map(symbol));
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
  await writeFile(join(NEXT, "icons.svg"), sprite);
  return ["icons.svg"];
}

/** @param {string} name a Phosphor name; bold where it names no weight, `-fill` for the filled one */
async function symbol(name) {
  const file = name.endsWith("-fill") ? `fill/${name}.svg` : `bold/${name}-bold.svg`;
  const source = await readFile(join(PACKAGES, ICONS, "assets", file), "utf8");
  const [, viewBox] = source.match(/viewBox="([^"]+)"/) ?? [];
  const drawing = source.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "");
  return `<symbol id="i-${name}" viewBox="${viewBox}">${drawing}</symbol>`;
}

/**
 * Turns the English catalogue into {Swedish: English, or a list where there are plural forms}: all that browsers say in
 * one file, and for each screen what it says itself.
 *
 * @param {Record<string, string[]>} modules by screen
 */
async function translations(modules) {
  const source = await readFile(join(ROOT, "server/translations/en.po"), "utf8").catch(() => "");
  const entries = source
    .split(BETWEEN_ENTRIES)
    .map(catalogueEntry)
    .filter((entry) => entry !== null);
  const everything = { "": [...new Set(Object.values(modules).flat())], ...modules };
  return Promise.all(
    Object.entries(everything).map(async ([screen, said_in]) => {
      const said = await texts(...said_in);
      const wanted = entries.filter(([sentence]) => said.includes(JSON.stringify(sentence)));
      const name = screen ? `${screen}.en.json` : "en.json";
      await writeFile(join(NEXT, name), JSON.stringify(sorted(Object.fromEntries(wanted))));
      return name;
    }),
  );
}

/**
 * @param {string} block the lines of one entry
 * @returns {[string, string | string[]] | null} nothing for the header and for what is not translated for certain
 */
function catalogueEntry(block) {
  const lines = block.split("\n").filter((line) => !line.startsWith("#~"));
  if (lines.some((line) => /^#,.*\bfuzzy\b/.test(line))) return null;
  /** @type {Record<string, string>} */
  const fields = {};
  let field = "";
  for (const line of lines.filter((each) => !each.startsWith("#"))) {
    const [, keyword, text] = line.match(/^\s*(?:(msg[a-z_]+(?:\[\d+\])?)\s+)?(".*")\s*$/) ?? [];
    if (text === undefined) continue;
    if (keyword) field = keyword;
    fields[field] = (fields[field] ?? "") + JSON.parse(text);
  }
  const forms = Object.keys(fields)
    .filter((name) => name.startsWith("msgstr["))
    .map((name) => fields[name]);
  const translated = forms.length > 0 ? forms.every(Boolean) : Boolean(fields.msgstr);
  if (!fields.msgid || !translated) return null;
  return [fields.msgid, forms.length > 0 ? forms : fields.msgstr];
}

/** Stops when a style names a font or picture that is not there. */
async function checkReferences() {
  for await (const style of glob("*.css", { cwd: NEXT })) {
    const text = await readFile(join(NEXT, style), "utf8");
    for (const [, file] of text.matchAll(/url\(["']?(?!data:|#)([^"')]+)["']?\)/g)) {
      await readFile(join(NEXT, file)).catch(() => {
        throw new Error(`${style} names ${file}, which is not in static/dist`);
      });
    }
  }
}

/** Puts a .br and a .gz next to each text that browsers load, so that the server need not compress; fonts are so already. */
async function compress() {
  const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];
  const plain = await files("static/.dist-next/*.{js,css,svg,json}");
  await Promise.all(
    plain.map(async (name) => {
      const file = join(ROOT, name);
      const text = await readFile(file);
      const mode = { [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
      await writeFile(`${file}.br`, await brotli(text, { params: mode }));
      await writeFile(`${file}.gz`, await gzipped(text, { level: 9 }));
    }),
  );
}

/** Writes the licences of everything in static/dist that others made. @param {string[]} packages */
async function licences(packages) {
  const all = await Promise.all([...new Set(packages)].sort().map(licence));
  await writeFile(join(NEXT, "LICENSES.txt"), all.join(`\n${"-".repeat(78)}\n\n`));
}

/** @param {string} name of an npm package */
async function licence(name) {
  const { version, license } = JSON.parse(await readFile(join(PACKAGES, name, "package.json"), "utf8"));
  const found = await files(`node_modules/${name}/{LICENSE,LICENCE,license,License}*`);
  const licences = await Promise.all(found.map((file) => readFile(join(ROOT, file), "utf8")));
  const whole = licences.map((text) => text.trim()).join("\n\n") || `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${whole}\n`;
}

/** @param {string[]} patterns relative to the project; gives the files that match, sorted */
async function files(...patterns) {
  const found = [];
  for await (const file of glob(patterns, { cwd: ROOT })) found.push(file);
  return found.sort();
}

/** @param {string[]} patterns gives what stands in the files that match, one after the other */
async function texts(...patterns) {
  const found = await files(...patterns);
  return (await Promise.all(found.map((file) => readFile(join(ROOT, file), "utf8")))).join("\n");
}

/** @template T @param {Record<string, T>} record @returns {Record<string, T>} the same, keys in order */
function sorted(record) {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

await main();
