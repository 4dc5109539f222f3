import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Memory } from "../../static/editor/memory.js";
import { goesOn, mergedNamed, plain } from "../../static/editor/merge.js";
import { lineOf, mergedSection, sectionWishes } from "../../static/editor/section.js";
import { Text } from "../../static/editor/text.js";
import { SectionWay } from "../../static/editor/ways.js";

/** @typedef {import("../../static/editor/shapes").EditedLine} EditedLine */

const ROUNDS = 60;
const until = async (/** @type {() => boolean} */ done) => {
  for (let turn = 0; turn < 2_000 && !done(); turn += 1) await new Promise((go) => setTimeout(go, 1));
  assert.ok(done(), "it never came to rest");
};

/** The room as the server holds it, and everybody who writes in it. */
class Server {
  /** @type {any[]} */
  blocks = [];
  seq = 0;
  /** @type {Map<string, any>} */
  answers = new Map();
  /** @type {Device[]} */
  devices = [];
  /** @type {string | null} */
  shut = null;

  /** @param {any} wish */
  take(wish) {
    const answer = this.answers.get(wish.id) ?? this.#decide(wish);
    if (answer.ok) this.answers.set(wish.id, answer);
    for (const device of this.devices) device.tell();
    return answer;
  }

  /** @param {any} wish */
  #decide({ id, type, data }) {
    if (this.shut) return { ok: false, error: { code: this.shut, message: "Stängt." } };
    const at = this.blocks.findIndex((block) => block.id === (data.block ?? data.base?.[0]?.id ?? id));
    if (type === "section.edit" && !this.#stands(data, at))
      return { ok: false, error: { code: "conflict", message: "Det ser annorlunda ut." } };
    if (type !== "block.add" && at < 0) return { ok: false, error: { code: "not_found", message: "Borta." } };
    if (data.after && !this.blocks.some((block) => block.id === data.after))
      return { ok: false, error: { code: "not_found", message: "Platsen är borta." } };
    this.#apply[type]?.(id, data, at);
    this.seq += 1;
    return { ok: true, channel: "room-1", seq: this.seq };
  }

  /** @type {Record<string, (id: string, data: any, at: number) => void>} */
  #apply = {
    "block.add": (id, { after, ...data }) =>
      this.#place({ id, sources: [], text: plain(data.runs), ...data }, after),
    "block.edit": (_, { block, base, ...data }, at) => {
      this.blocks = this.blocks.with(at, { ...this.blocks[at], ...data, runs: lineOf(this.blocks[at]).runs });
      if (data.runs) this.#merge(at, base, data.runs);
    },
    "section.edit": (_, { base, lines }, at) => {
      const stood = new Map(this.blocks.slice(at, at + base.length).map((block) => [block.id, block]));
      const texts = mergedNamed(base, lines, [...stood.values()].map(lineOf));
      const runs = new Map(texts.map((text) => [text.id, text.runs]));
      const blocks = lines.map((/** @type {any} */ line) => {
        const text = runs.get(line.id) ?? [];
        return {
          kind: "paragraph",
          sources: [],
          ...stood.get(line.id),
          ...line,
          runs: text,
          text: plain(text),
        };
      });
      const left = blocks.filter((/** @type {any} */ block) => block.text || stood.has(block.id));
      this.blocks = this.blocks.toSpliced(at, base.length, ...left);
    },
    "block.move": (_, { after }, at) => {
      const [block] = this.blocks.slice(at, at + 1);
      this.blocks = this.blocks.toSpliced(at, 1);
      this.#place(block, after);
    },
    "block.remove": (_, { base }, at) => {
      const merged = this.#merge(at, base, []);
      this.blocks = this.blocks.filter((block) => block.text || !merged.has(block.id));
    },
  };

  /** @param {any} data @param {number} at @returns {boolean} whether the blocks of the base stand there still, and no others among them */
  #stands({ base, next }, at) {
    const there = this.blocks.slice(at, at + base.length + 1).map((block) => block.id);
    const seen = [...base.map((/** @type {any} */ line) => line.id), ...(next ? [next] : [])];
    return at >= 0 && there.join() === seen.join();
  }

  /** Also in the blocks that words of it have been parted off to. @param {number} at @param {any[]} base @param {any[]} mine @returns {Set<string>} the blocks */
  #merge(at, base, mine) {
    let lost = goesOn(plain(base), this.blocks[at].text, this.blocks[at + 1]?.text ?? "");
    let until = at + 1;
    for (; lost !== null && until < this.blocks.length; until += 1)
      lost = goesOn(lost, "", this.blocks[until + 1]?.text ?? "");
    const theirs = this.blocks.slice(at, until).map(lineOf);
    const [{ id }] = /** @type {[EditedLine]} */ (/** @type {unknown} */ (theirs));
    const lines = mergedNamed([{ id, runs: base }], [{ id, runs: mine }], theirs);
    const runs = new Map(lines.map((line) => [line.id, line.runs]));
    this.blocks = this.blocks.map((block) =>
      runs.has(block.id)
        ? { ...block, runs: runs.get(block.id), text: plain(runs.get(block.id) ?? []) }
        : block,
    );
    return new Set(runs.keys());
  }

  /** @param {any} block @param {string | null} after */
  #place(block, after) {
    const at = this.blocks.findIndex((each) => each.id === after);
    this.blocks = this.blocks.toSpliced(at + 1, 0, block);
  }
}

/** One writer's device: what it knows lags behind, and what it asks for waits while there is no contact. */
class Device {
  blocks = /** @type {any[]} */ ([]);
  seq = 0;
  /** @type {any[]} */
  waiting = [];
  connected = true;
  /** What each page of it keeps, by the page. @type {Map<string, string>} */
  kept = new Map();
  page = 0;
  /** @type {Map<string, any>} */
  given = new Map();
  /** @type {Map<string, string>} */
  drawer = new Map();
  /** @type {() => void} */
  #changed = () => {};

  /** @param {Server} server */
  constructor(server) {
    this.server = server;
    this.blocks = server.blocks;
    server.devices.push(this);
    this.memory = this.#memory();
    this.text = this.#text();
    this.tell();
  }

  /** A page after another one has gone. */
  open() {
    this.memory = this.#memory();
    this.text = this.#text();
    this.tell();
  }

  /** Keeps and sends what pages of others have left too. @param {Device[]} others */
  openAfter(...others) {
    for (const each of others) {
      for (const [page, text] of each.kept) this.kept.set(`${others.indexOf(each)}/${page}`, text);
      this.waiting.push(...each.waiting.map(({ answer, ...wish }) => wish));
      each.waiting = [];
    }
    this.#send();
    this.open();
  }

  #memory() {
    return new Memory("möte", {
      getItem: (key) => this.drawer.get(key) ?? null,
      setItem: (key, value) => void this.drawer.set(key, value),
    });
  }

  #text() {
    const host = {
      follow: (/** @type {() => void} */ run) => {
        this.#changed = run;
        run();
        return () => {
          this.#changed = () => {};
        };
      },
      store: { room: () => ({ blocks: this.blocks }), seq: () => this.seq },
      outbox: {
        wishes: { value: this.waiting },
        command: (
          /** @type {any} */ _,
          /** @type {string} */ type,
          /** @type {any} */ data,
          /** @type {any} */ id,
        ) =>
          new Promise((answer) => {
            this.waiting.push({ id, type, data, answer });
            this.#send();
          }),
        heard: (/** @type {string} */ id, /** @type {(ack: any) => void} */ then) => {
          const wish = this.waiting.find((each) => each.id === id);
          if (wish) wish.answer = then;
          else if (this.given.has(id)) then(this.given.get(id));
        },
      },
      texts: {},
    };
    this.page += 1;
    const own = `${this.page}`;
    const shelf = {
      get: () => this.kept.get(own) ?? "",
      set: (/** @type {string} */ _, /** @type {string} */ value) => void this.kept.set(own, value),
      inherit: (/** @type {string} */ _, /** @type {(left: any) => void} */ take) => {
        for (const [page, text] of this.kept)
          if (page !== own && text) setTimeout(() => take({ text, forget: () => this.kept.delete(page) }), 0);
      },
    };
    return new Text(new SectionWay(/** @type {any} */ (host), "room-1"), { shelf, memory: this.memory });
  }

  tell() {
    if (!this.connected) return;
    this.blocks = this.server.blocks;
    this.seq = this.server.seq;
    this.#changed();
  }

  /** @param {boolean} connected */
  connect(connected) {
    this.connected = connected;
    this.tell();
    this.#send();
  }

  #send() {
    while (this.connected && this.waiting.length > 0) {
      const [wish] = this.waiting;
      const ack = this.server.take(wish);
      this.waiting.shift();
      this.given.set(wish.id, ack);
      wish.answer?.(ack);
      this.tell();
    }
  }

  get lines() {
    return this.text.lines.peek();
  }

  /** @param {number} at @param {(text: string) => string} change */
  write(at, change) {
    const lines = this.lines;
    const line = lines[at % lines.length];
    if (!line) return;
    const text = change(plain(line.runs));
    this.text.change(lines.map((each) => (each === line ? { ...line, runs: text ? [{ text }] : [] } : each)));
  }

  get said() {
    return this.lines.map((line) => plain(line.runs));
  }

  rests() {
    return this.text.saving.peek() === "saved" && this.waiting.length === 0;
  }
}

/** @param {number} seed */
function dice(seed) {
  let state = seed;
  return (/** @type {number} */ sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/** @param {string} id @param {string} text @returns {EditedLine} */
const line = (id, text) => ({ id, kind: "paragraph", level: 0, runs: text ? [{ text }] : [], sources: [] });

describe("a section that two write in", () => {
  test("no sign that anybody wrote is lost, with contact and without", async () => {
    const server = new Server();
    const [anna, bo] = [new Device(server), new Device(server)];
    await until(() => anna.lines.length === 1 && bo.lines.length === 1);
    anna.write(0, () => "början.");
    await until(() => bo.said[0] === "början.");
    const roll = dice(4);
    let [ofAnna, ofBo] = ["", ""];
    for (let round = 0; round < ROUNDS; round += 1) {
      if (roll(9) === 0) bo.connect(!bo.connected);
      const [a, b] = [String.fromCharCode(0x4e00 + round), String.fromCharCode(0x5e00 + round)];
      anna.write(0, (text) => `${text.slice(0, 7)}${a}${text.slice(7)}`);
      bo.write(0, (text) => text + b);
      [ofAnna, ofBo] = [ofAnna + a, ofBo + b];
      if (roll(2)) anna.text.save();
      if (roll(2)) bo.text.save();
      await new Promise((go) => setTimeout(go, roll(3)));
    }
    bo.connect(true);
    await until(() => anna.rests() && bo.rests() && anna.said.join() === bo.said.join());
    for (const sign of ofAnna + ofBo) assert.equal(anna.said.join("").split(sign).length, 2, sign);
    assert.deepEqual(
      server.blocks.map((block) => block.text),
      anna.said,
    );
  });

  test("a page that goes in the middle leaves what was typed to the next one", async () => {
    const server = new Server();
    const anna = new Device(server);
    await until(() => anna.lines.length === 1);
    anna.write(0, () => "ett");
    await until(() => anna.rests() && server.blocks.length === 1);
    anna.connect(false);
    anna.write(0, () => "ett två");
    anna.text.save();
    anna.write(0, () => "ett två tre");
    anna.open();
    await until(() => anna.said[0] === "ett två tre");
    anna.connect(true);
    await until(() => anna.rests());
    assert.deepEqual(
      server.blocks.map((block) => block.text),
      ["ett två tre"],
    );
  });

  test("what one takes away while the other writes in it comes back with what was written", async () => {
    const server = new Server();
    const [anna, bo] = [new Device(server), new Device(server)];
    await until(() => anna.lines.length === 1 && bo.lines.length === 1);
    anna.text.change([line("ett", "Ett."), line("två", "Två.")]);
    await until(() => bo.said.length === 2);
    bo.connect(false);
    bo.write(1, (text) => `${text} Viktigt!`);
    bo.text.save();
    anna.text.change(anna.lines.slice(0, 1));
    await until(() => server.blocks.length === 1);
    bo.connect(true);
    await until(() => anna.rests() && bo.rests() && anna.said.length === 2);
    assert.deepEqual(anna.said, ["Ett.", " Viktigt!"]);
    assert.deepEqual(bo.said, anna.said);
  });

  test("what one takes away without contact stays where the other wrote in it meanwhile", async () => {
    const server = new Server();
    const [anna, bo] = [new Device(server), new Device(server)];
    await until(() => anna.lines.length === 1 && bo.lines.length === 1);
    anna.text.change([line("ett", "Ett."), line("två", "Två.")]);
    await until(() => bo.said.length === 2 && anna.rests());
    anna.connect(false);
    anna.text.change(anna.lines.slice(0, 1));
    anna.text.save();
    bo.write(1, (text) => `${text} Viktigt!`);
    await until(() => bo.rests());
    anna.connect(true);
    await until(() => anna.rests() && anna.said.length === 2);
    assert.deepEqual(anna.said, ["Ett.", " Viktigt!"]);
    assert.deepEqual(bo.said, anna.said);
  });

  test("a refusal keeps the text and says why; the next key tries again", async () => {
    const server = new Server();
    const anna = new Device(server);
    await until(() => anna.lines.length === 1);
    server.shut = "locked";
    anna.write(0, () => "ett");
    await until(() => anna.text.saving.peek() === "refused");
    assert.deepEqual(anna.said, ["ett"]);
    assert.equal(anna.text.refusal.peek()?.code, "locked");
    server.shut = null;
    anna.write(0, () => "ett två");
    await until(() => anna.rests());
    assert.equal(server.blocks[0].text, "ett två");
  });
});

describe("taking back", () => {
  test("what others wrote since stays, also after the page is loaded again", async () => {
    const server = new Server();
    const [anna, bo] = [new Device(server), new Device(server)];
    await until(() => anna.lines.length === 1 && bo.lines.length === 1);
    anna.write(0, () => "Vi ses.");
    await until(() => bo.said[0] === "Vi ses." && anna.rests());
    anna.memory.close();
    anna.write(0, () => "Vi ses snart.");
    await until(() => bo.said[0] === "Vi ses snart." && anna.rests());
    bo.write(0, (text) => `Ja. ${text}`);
    await until(() => anna.said[0] === "Ja. Vi ses snart.");
    anna.open();
    await until(() => anna.said[0] === "Ja. Vi ses snart.");
    anna.memory.undo(() => anna.text);
    await until(() => anna.rests() && bo.said[0] === "Ja. Vi ses.");
    anna.memory.redo(() => anna.text);
    await until(() => anna.rests() && bo.said[0] === "Ja. Vi ses snart.");
  });

  test("lines that were taken away, moved and split come back, and go again", async () => {
    const server = new Server();
    const anna = new Device(server);
    await until(() => anna.lines.length === 1);
    const steps = [
      [line("ett", "Ett."), line("två", "Två."), line("tre", "Tre.")],
      [line("tre", "Tre."), line("ett", "Ett."), line("två", "Två.")],
      [line("tre", "Tre."), line("två", "Två.")],
      [line("tre", "Tr"), line("ny", "e."), line("två", "Två.")],
    ];
    const texts = () => server.blocks.map((block) => block.text).join(" ");
    for (const step of steps) {
      anna.text.change(step);
      await until(() => anna.rests() && texts() === step.map((each) => plain(each.runs)).join(" "));
    }
    for (const wanted of ["Tre. Två.", "Tre. Ett. Två.", "Ett. Två. Tre."]) {
      anna.memory.undo(() => anna.text);
      await until(() => anna.rests() && texts() === wanted);
    }
    for (const wanted of ["Tre. Ett. Två.", "Tre. Två.", "Tr e. Två."]) {
      anna.memory.redo(() => anna.text);
      await until(() => anna.rests() && texts() === wanted);
    }
  });
});

describe("taking back what one wrote where somebody else has pressed Enter", () => {
  const SIGNS = Array.from({ length: 40 }, (_, at) => String.fromCharCode(0x3041 + at)).join("");
  const words = (/** @type {string} */ signs) => [...signs].map((sign) => `${sign} `).join("");
  const all = (/** @type {Device} */ device) => device.said.join("").replaceAll(" ", "");
  /** @param {Device} device @param {number} at @param {number} place @param {string} sign */
  const writes = (device, at, place, sign) =>
    device.write(at, (text) => {
      const signs = [...text.replaceAll(" ", "")];
      return words(signs.toSpliced(place % (signs.length + 1), 0, sign).join(""));
    });

  /** Parts or joins lines, or writes. @param {Device} device @param {(sides: number) => number} roll @param {string} sign @returns {string} what was written */
  function shapes(device, roll, sign) {
    const { lines } = device;
    const at = roll(lines.length);
    const [one, other] = [lines[at], lines[at + 1]];
    const text = one ? plain(one.runs) : "";
    const place = roll(text.length / 2 + 1);
    const part = (/** @type {string} */ id, /** @type {string} */ written) => line(id, written);
    const choice = roll(4);
    if (!one || choice === 3) return "";
    if (choice === 0 && 0 < place && place < text.length / 2) {
      const parts = [part(one.id, text.slice(0, 2 * place)), part(one.id + sign, text.slice(2 * place))];
      device.text.change(lines.toSpliced(at, 1, ...parts));
      device.text.save();
    } else if (choice === 1 && other) {
      device.text.change(lines.toSpliced(at, 2, part(one.id, text + plain(other.runs))));
      device.text.save();
    } else {
      writes(device, at, place, sign);
      return sign;
    }
    return "";
  }

  /** Writes a sign, takes a change back or makes it again. @param {Device} device @param {(sides: number) => number} roll @param {string} sign */
  function turns(device, roll, sign) {
    const choice = roll(4);
    if (choice === 0) device.memory.undo(() => device.text);
    else if (choice === 1) device.memory.redo(() => device.text);
    else {
      device.memory.close();
      writes(device, roll(9), roll(40), sign);
    }
  }
  test("what was being written goes along with its words to where the other put them", async () => {
    const server = new Server();
    const anna = new Device(server);
    await until(() => anna.lines.length === 1);
    anna.text.change([line("ett", "Skolan samlar villkor.")]);
    await until(() => anna.rests());
    anna.write(0, (text) => `${text} Snart`);
    const base = [{ id: "ett", runs: [{ text: "Skolan samlar villkor." }] }];
    const lines = [line("ett", "Skolan"), line("två", " samlar villkor.")];
    server.take({ id: "cut", type: "section.edit", data: { base, lines, next: null } });
    await until(() => anna.rests() && anna.said.length === 2);
    assert.deepEqual(anna.said, ["Skolan", " samlar villkor. Snart"]);
    await until(() => server.blocks[1].text === " samlar villkor. Snart");
  });

  const hers = (/** @type {string} */ text) => (text.match(/[\u4e00-\u5dff]/g) ?? []).join("");
  const others = (/** @type {string} */ text) => text.replace(/[\u4e00-\u5dff]/g, "");

  for (let seed = 1; seed <= 6; seed += 1)
    test(`takes out nothing else, and puts in nothing twice (${seed})`, async () => {
      const server = new Server();
      const [anna, bo] = [new Device(server), new Device(server)];
      await until(() => anna.lines.length === 1 && bo.lines.length === 1);
      bo.text.change([line("ett", words(SIGNS.slice(0, 20))), line("två", words(SIGNS.slice(20)))]);
      await until(() => anna.rests() && bo.rests() && all(anna) === SIGNS && all(bo) === SIGNS);
      const roll = dice(seed);
      let [ofBo, ofAnna] = ["", ""];
      for (let round = 0; round < ROUNDS; round += 1) {
        ofBo += shapes(bo, roll, String.fromCharCode(0x5e00 + round));
        const before = all(anna);
        turns(anna, roll, String.fromCharCode(0x4e00 + round));
        ofAnna = hers(all(anna));
        assert.equal(others(all(anna)), others(before));
        assert.equal(new Set(ofAnna).size, ofAnna.length, ofAnna);
        if (roll(2)) anna.text.save();
        if (roll(2)) bo.text.save();
        await new Promise((go) => setTimeout(go, roll(3)));
      }
      await until(() => anna.rests() && bo.rests() && all(anna) === all(bo));
      assert.deepEqual([...all(anna)].sort(), [...SIGNS, ...ofBo, ...ofAnna].sort());
    });
});

describe("Enter and Backspace at the same moment", () => {
  const SENTENCE = "Skolan samlar villkor i ett register.";

  /** @param {Device} device @param {number} at @param {number} place where its line is parted */
  function enters(device, at, place) {
    const { lines } = device;
    const one = /** @type {EditedLine} */ (lines[at]);
    const text = plain(one.runs);
    const fresh = (/** @type {string} */ written) => line(crypto.randomUUID(), written);
    const parts =
      text && place === 0 ? [fresh(""), one] : [line(one.id, text.slice(0, place)), fresh(text.slice(place))];
    device.text.change(lines.toSpliced(at, 1, ...parts));
  }

  /** @param {Device} device @param {number} at joined with the line after it */
  function joins(device, at) {
    const { lines } = device;
    const [one, other] = lines.slice(at, at + 2);
    if (!one || !other) return;
    const both = line(one.id, plain(one.runs) + plain(other.runs));
    device.text.change(lines.toSpliced(at, 2, plain(one.runs) ? both : other));
  }

  /** @param {number} count @param {string} [text] @returns {Promise<{server: Server, devices: Device[]}>} that have the same text, and no contact */
  async function writers(count, text = SENTENCE) {
    const server = new Server();
    const devices = Array.from({ length: count }, () => new Device(server));
    server.take({ id: "ett", type: "block.add", data: { ...line("ett", text), after: null } });
    await until(() => devices.every((each) => each.said[0] === text));
    for (const each of devices) each.connect(false);
    return { server, devices };
  }

  /** @param {Device[]} devices @param {string[]} texts */
  async function agree(devices, texts) {
    for (const each of devices) each.connect(true);
    await until(() => devices.every((each) => each.rests() && each.said.join("|") === texts.join("|")));
  }

  for (const [one, other] of /** @type {[number, number][]} */ ([
    [6, 13],
    [13, 6],
    [34, 3],
  ]))
    test(`both cuts stand, and no word twice (${one} and ${other})`, async () => {
      const { devices } = await writers(2);
      const [anna, bo] = /** @type {[Device, Device]} */ (/** @type {unknown} */ (devices));
      enters(anna, 0, one);
      enters(bo, 0, other);
      const [first, second] = [one, other].sort((a, b) => a - b);
      await agree(devices, [SENTENCE.slice(0, first), SENTENCE.slice(first, second), SENTENCE.slice(second)]);
    });

  test("where the other has joined the line to another one, the cut is made there", async () => {
    const { devices } = await writers(2);
    const [anna, bo] = /** @type {[Device, Device]} */ (/** @type {unknown} */ (devices));
    enters(anna, 0, 6);
    await agree(devices, [SENTENCE.slice(0, 6), SENTENCE.slice(6)]);
    for (const each of devices) each.connect(false);
    joins(anna, 0);
    enters(bo, 1, 7);
    await agree(devices, [SENTENCE.slice(0, 13), SENTENCE.slice(13)]);
  });

  test("what was written and parted is taken back and made again beside the other's cut, also after a reload", async () => {
    const { devices } = await writers(2);
    const [anna, bo] = /** @type {[Device, Device]} */ (/** @type {unknown} */ (devices));
    enters(anna, 0, 6);
    enters(bo, 0, 13);
    const parted = [SENTENCE.slice(0, 6), SENTENCE.slice(6, 13), SENTENCE.slice(13)];
    await agree(devices, parted);
    anna.open();
    await until(() => anna.said.length === 3);
    assert.equal(
      anna.memory.undo(() => anna.text),
      true,
    );
    await agree(devices, [SENTENCE.slice(0, 13), SENTENCE.slice(13)]);
    anna.memory.redo(() => anna.text);
    await agree(devices, parted);
  });

  /** Every sign is a word. @param {Device} device @param {(sides: number) => number} roll @param {string} sign */
  function does(device, roll, sign) {
    const at = roll(device.lines.length);
    const place = 2 * roll((device.said[at] ?? "").length / 2 + 1);
    const choice = roll(8);
    device.memory.close();
    if (choice < 2) enters(device, at, place);
    else if (choice < 4) joins(device, at);
    else if (choice === 4) device.memory.undo(() => device.text);
    else if (choice === 5) device.memory.redo(() => device.text);
    else device.write(at, (text) => `${text.slice(0, place)}${sign} ${text.slice(place)}`);
  }

  /** @param {Device | undefined} device @returns {string} but for lines that it alone has, as long as they are blank */
  function written(device) {
    return (device?.said ?? []).filter((text) => text.trim()).join("|");
  }

  /** @param {Device[]} devices of which one loses or finds contact @param {(sides: number) => number} roll @param {number} round */
  async function play(devices, roll, round) {
    for (const [at, device] of devices.entries()) {
      if (roll(2)) does(device, roll, String.fromCharCode(0x4e00 + round * devices.length + at));
      if (roll(3) === 0) device.text.save();
    }
    const device = devices[roll(devices.length)];
    device?.connect(!device.connected);
    await new Promise((go) => setTimeout(go, roll(3)));
  }

  for (let seed = 1; seed <= 8; seed += 1)
    test(`every sign stands once, whoever parts, joins, writes and takes back (${seed})`, async () => {
      const words = Array.from({ length: 30 }, (_, at) => `${String.fromCharCode(0x3041 + at)} `);
      const { server, devices } = await writers(3, words.join(""));
      const roll = dice(seed);
      for (let round = 0; round < ROUNDS; round += 1) {
        await play(devices, roll, round);
        for (const each of devices) assert.doesNotMatch(each.said.join(""), /(\S).*\1/u);
      }
      for (const each of devices) each.connect(true);
      await until(() => devices.every((each) => each.rests() && written(each) === written(devices[0])));
      const all = server.blocks.map((block) => block.text).join("");
      assert.doesNotMatch(all, /(\S).*\1/u);
      for (const word of words) assert.ok(all.includes(word), `${word} is missing in ${all}`);
    });
});

describe("several pages of one device", () => {
  /** @param {boolean} sent whether what they wrote was on its way when they went */
  async function twoThatWent(sent) {
    const server = new Server();
    const bo = new Device(server);
    await until(() => bo.lines.length === 1);
    bo.text.change([line("ett", "Vi ses.")]);
    await until(() => bo.rests());
    const pages = [new Device(server), new Device(server)];
    for (const each of pages) each.connect(false);
    pages[0]?.write(0, (text) => `Först: ${text}`);
    pages[1]?.write(0, (text) => `${text} I morgon.`);
    pages[1]?.text.change([...pages[1].lines, line("två", "Och en rad till.")]);
    if (sent) for (const each of pages) each.text.save();
    server.devices = [bo];
    return { server, bo, pages };
  }
  const ALL = ["Först: Vi ses. I morgon.", "Och en rad till."];

  for (const sent of [false, true])
    test(`what two pages had not got away comes together in the next, once (${sent ? "on its way" : "kept"})`, async () => {
      const { server, bo, pages } = await twoThatWent(sent);
      const next = new Device(server);
      next.openAfter(...pages);
      await until(() => next.rests() && [...next.kept.values()].every((text) => text === ""));
      assert.deepEqual([next.said, bo.said], [ALL, ALL]);

      next.open();
      await until(() => next.rests() && next.said.length === 2);
      assert.deepEqual([next.said, bo.said], [ALL, ALL]);
    });

  test("what one page had on its way is not written again where it came there", async () => {
    const { server, bo, pages } = await twoThatWent(true);
    for (const wish of pages[1]?.waiting ?? []) server.take(wish);
    const next = new Device(server);
    next.openAfter(...pages);
    await until(() => next.rests() && [...next.kept.values()].every((text) => text === ""));
    assert.deepEqual([next.said, bo.said], [ALL, ALL]);
  });

  test("what the server refused of it stays with its writer", async () => {
    const { server, pages } = await twoThatWent(true);
    server.shut = "locked";
    const next = new Device(server);
    next.openAfter(...pages);
    await until(() => next.text.saving.peek() === "refused" && next.said.length === 2);
    assert.deepEqual(next.said, ALL);

    server.shut = null;
    next.open();
    await until(() => next.rests() && server.blocks.length === 2);
    assert.deepEqual(next.said, ALL);
  });
});

describe("what is asked for", () => {
  test("only what differs, and as few moves as it takes", () => {
    const base = ["a", "b", "c", "d"].map((id) => line(id, id));
    const [a, b, c, d] = /** @type {[EditedLine, EditedLine, EditedLine, EditedLine]} */ (base);
    assert.deepEqual(sectionWishes(base, [d, a, b, c]), [
      { type: "block.move", data: { block: "d", after: null } },
    ]);
    assert.deepEqual(sectionWishes(base, [a, { ...b, kind: "bullet" }, d]), [
      { type: "block.edit", data: { block: "b", kind: "bullet" } },
      { type: "block.remove", data: { block: "c", base: [{ text: "c" }] } },
    ]);
    assert.deepEqual(sectionWishes(base, [...base, line("e", "")]), []);
  });

  test("what the other added and moved stays where the other put it", () => {
    const base = ["a", "b", "c"].map((id) => line(id, id));
    const [a, b, c] = /** @type {[EditedLine, EditedLine, EditedLine]} */ (base);
    const result = mergedSection(base, [a, line("x", "x"), b, c], [c, a, line("y", "y"), b]);
    assert.deepEqual(
      result.map((each) => each.id),
      ["c", "a", "x", "y", "b"],
    );
  });
});
