import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fileName } from "../../static/lib/api.js";
import { t, tn } from "../../static/lib/i18n.js";
import { parse } from "../../static/lib/markdown.js";
import { clock, daysAfter, digits, longDate, secondsLeft } from "../../static/lib/time.js";
import { uuid } from "../../static/lib/uuid.js";
import { ServerClock } from "../../static/session/clock.js";

describe("time", () => {
  test("what is left is written as on a clock face", () => {
    assert.deepEqual([1360, 60, 59.2, 0, -1, -75, 3900].map(digits), [
      "22:40",
      "1:00",
      "1:00",
      "0:00",
      "+0:01",
      "+1:15",
      "1:05:00",
    ]);
  });

  test("a running step is counted from its end, a paused one stands still, one without length has none", () => {
    const now = Date.parse("2025-09-30T12:00:00Z");
    assert.equal(
      secondsLeft({ status: "running", ends_at: "2025-09-30T12:01:30.000Z", remaining: null }, now),
      90,
    );
    assert.equal(secondsLeft({ status: "paused", ends_at: null, remaining: 42 }, now), 42);
    assert.equal(secondsLeft({ status: "running", ends_at: null, remaining: null }, now), null);
  });

  test("clock times and dates follow the language", () => {
    const time = new Date(2025, 8, 30, 9, 5);
    assert.equal(clock(time, "sv"), "09.05");
    assert.equal(clock(time, "en"), "09:05");
    assert.equal(longDate("2025-09-30", "sv"), "30 september 2025");
    assert.equal(longDate("2025-09-30", "en"), "30 September 2025");
  });

  test("days are added across months and years", () => {
    assert.equal(daysAfter("2025-09-30", 90), "2025-12-29");
    assert.equal(daysAfter("2025-12-31", 1), "2026-01-01");
  });

  test("the server's clock is learnt from the quickest answer", () => {
    const server = new ServerClock();
    const here = Date.now();
    server.learn(new Date(here + 60_000).toISOString(), 20, here);
    server.learn(new Date(here + 90_000).toISOString(), 5_000, here);
    assert.ok(Math.abs(server.now() - Date.now() - 60_010) < 500);
  });

  test("a device that was asleep learns the server's clock anew, also from an answer that is slow", () => {
    const server = new ServerClock();
    const here = Date.now();
    server.learn(new Date(here).toISOString(), 20, here);
    server.doubt();
    server.learn(new Date(here - 3_600_000).toISOString(), 800, here);
    assert.ok(Math.abs(server.now() - Date.now() + 3_599_600) < 500);
  });
});

describe("words", () => {
  test("without a catalogue the Swedish source is the text, with values put in as they are", () => {
    assert.equal(t("Nu: %(title)s", { title: "%(x)s <b>" }), "Nu: %(x)s <b>");
    assert.equal(tn("%(count)s nytt inlägg", "%(count)s nya inlägg", 1), "1 nytt inlägg");
    assert.equal(tn("%(count)s nytt inlägg", "%(count)s nya inlägg", 3), "3 nya inlägg");
  });
});

describe("a proposal's text", () => {
  /** @param {import("../../static/lib/markdown.js").Run} run */
  const marked = ({ text, bold, italic }) => `${bold ? "B:" : ""}${italic ? "I:" : ""}${text}`;
  /** @param {string} text */
  const shape = (text) =>
    parse(text).map((part) => [
      part.bullets ? "list" : "paragraph",
      part.lines.map((line) => line.map(marked)),
    ]);

  test("paragraphs, bullets, bold and italic", () => {
    assert.deepEqual(shape("Ett **två** *tre*\n\n- a\n- b\n\nSlut"), [
      ["paragraph", [["Ett ", "B:två", " ", "I:tre"]]],
      ["list", [["a"], ["b"]]],
      ["paragraph", [["Slut"]]],
    ]);
  });

  test("a list may follow its sentence without a blank line, and a line that goes on belongs to its bullet", () => {
    assert.deepEqual(shape("mellan\n- kommuner\n- fack\n  och arbetsgivare"), [
      ["paragraph", [["mellan"]]],
      ["list", [["kommuner"], ["fack och arbetsgivare"]]],
    ]);
  });

  test("everything else is literal", () => {
    assert.deepEqual(shape("**öppen <b>x</b> 2 * 3 * 4"), [["paragraph", [["**öppen <b>x</b> 2 * 3 * 4"]]]]);
    assert.deepEqual(shape(""), []);
  });
});

test("ids are UUIDs also where the browser offers no way to make one", () => {
  const offered = crypto.randomUUID;
  const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  try {
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true, writable: true });
    assert.match(uuid(), pattern);
    assert.notEqual(uuid(), uuid());
  } finally {
    Object.defineProperty(crypto, "randomUUID", { value: offered, configurable: true, writable: true });
  }
  assert.match(uuid(), pattern);
});

describe("the name that a server gives a file", () => {
  test("is the one with all its letters, where there are two", () => {
    const both =
      "attachment; filename=\"utkast med spar.docx\"; filename*=UTF-8''utkast%20med%20sp%C3%A5r.docx";
    assert.equal(fileName(both), "utkast med spår.docx");
    assert.equal(fileName('attachment; filename="Prov.docx"'), "Prov.docx");
    assert.equal(fileName(null), null);
  });
});
