// The load: many clients in one light process. Speaks Engine.IO over raw websockets, parses no JSON while it
// measures, and writes a number into each note so that every delivery can be accounted for.
// Takes orders as JSON lines on standard input and gives one JSON line back for each.
import { createHash, randomBytes } from "node:crypto";
import net from "node:net";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

const MARK = "@n";
const DIGITS = 8;
const MARK_BYTES = Buffer.from(MARK);
const TEXT_LENGTH = 90;
const FILLER = " Det behövs en gemensam problembild innan vi delar upp arbetet mellan kommun och region.";
const ID_PREFIX = [4, 2, 2, 2].map((bytes) => randomBytes(bytes).toString("hex")).join("-");
const BUCKETS_PER_MS = 20;
const LONGEST_MS = 20_000;
const LATE_MS = 2; // a note sent later than this after its time counts from its time
const OVERLOADED_SECONDS = 0.6; // this many seconds' notes unanswered: the rate is too high

let clients = [];
let channels = new Map(); // channel -> {count, sum} of notes sent in this run
let sentAt = new Float64Array(4_000_000);
let next = 0;
let first = 0; // the first note of the run being measured
let acks;
let fanout;
let counts;

class Histogram {
  #buckets = new Uint32Array(LONGEST_MS * BUCKETS_PER_MS + 1);
  count = 0;

  add(ms) {
    this.#buckets[Math.min(Math.max(0, Math.floor(ms * BUCKETS_PER_MS)), LONGEST_MS * BUCKETS_PER_MS)]++;
    this.count++;
  }

  percentile(share) {
    const wanted = Math.ceil(this.count * share);
    let seen = 0;
    for (let bucket = 0; bucket < this.#buckets.length; bucket++) {
      seen += this.#buckets[bucket];
      if (seen >= wanted && seen > 0) return (bucket + 0.5) / BUCKETS_PER_MS;
    }
    return null;
  }

  summary() {
    return { p50: this.percentile(0.5), p95: this.percentile(0.95), p99: this.percentile(0.99) };
  }
}

/** @param {Buffer} bytes @param {number} from @param {number} digits */
function readNumber(bytes, from, digits) {
  let number = 0;
  for (let place = from; place < from + digits; place++) number = number * 10 + (bytes[place] - 48);
  return number;
}

function frame(text) {
  const payload = Buffer.from(text);
  const length = payload.length;
  const start = length < 126 ? 2 : 4;
  const bytes = Buffer.allocUnsafe(start + 4 + length);
  bytes[0] = 0x81;
  if (length < 126) bytes[1] = 0x80 | length;
  else {
    bytes[1] = 0xfe;
    bytes.writeUInt16BE(length, 2);
  }
  const mask = (Math.random() * 0xffffffff) >>> 0;
  bytes.writeUInt32BE(mask, start);
  for (let place = 0; place < length; place++) {
    bytes[start + 4 + place] = payload[place] ^ bytes[start + (place & 3)];
  }
  return bytes;
}

class Client {
  constructor(token, channel) {
    this.token = token;
    this.channel = channel;
    this.rest = null;
    this.count = 0; // notes of this run that have arrived, and the sum of their numbers
    this.sum = 0;
    this.open = false;
  }

  join(port) {
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      const key = randomBytes(16).toString("base64");
      this.accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
      this.socket = net.connect({ port, host: "127.0.0.1", noDelay: true }, () => {
        this.socket.write(
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n" +
            `Host: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
            `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
        );
      });
      this.socket.on("data", (bytes) => this.read(bytes));
      this.socket.on("error", reject);
      this.socket.on("close", () => {
        if (this.open) counts.cut++;
        reject(new Error("closed while joining"));
      });
    });
  }

  leave() {
    this.open = false;
    this.socket.destroy();
  }

  say(text) {
    this.socket.write(frame(text));
  }

  read(chunk) {
    let bytes = chunk;
    if (this.rest) {
      if (this.rest.length + chunk.length < this.wanted) {
        this.parts.push(chunk);
        this.rest = { length: this.rest.length + chunk.length };
        return;
      }
      bytes = Buffer.concat([...this.parts, chunk]);
      this.rest = null;
    }
    let place = this.upgraded ? 0 : this.shakeHands(bytes);
    while (place >= 0) place = this.readFrame(bytes, place);
  }

  shakeHands(bytes) {
    const end = bytes.indexOf("\r\n\r\n");
    if (end < 0) return this.keep(bytes, 0, bytes.length + 1);
    const head = bytes.toString("latin1", 0, end);
    if (!head.startsWith("HTTP/1.1 101") || !head.includes(this.accept)) {
      this.socket.destroy(new Error(head.slice(0, 80)));
      return -1;
    }
    this.upgraded = true;
    return end + 4;
  }

  /** Keep what is left until as many bytes have come as are wanted. */
  keep(bytes, place, wanted) {
    if (place < bytes.length) {
      this.parts = [bytes.subarray(place)];
      this.rest = { length: bytes.length - place };
      this.wanted = wanted;
    }
    return -1;
  }

  readFrame(bytes, place) {
    const left = bytes.length - place;
    if (left < 2) return this.keep(bytes, place, 2);
    let length = bytes[place + 1];
    let start = 2;
    if (length >= 126) {
      start = length === 126 ? 4 : 10;
      if (left < start) return this.keep(bytes, place, start);
      length = start === 4 ? bytes.readUInt16BE(place + 2) : Number(bytes.readBigUInt64BE(place + 2));
    }
    if (left < start + length) return this.keep(bytes, place, start + length);
    const from = place + start;
    if ((bytes[place] & 15) === 1) this.hear(bytes, from, from + length);
    return from + length;
  }

  hear(bytes, from, to) {
    const kind = bytes[from];
    if (kind === 50) this.say("3");
    else if (kind === 48) this.say(`40/live,${JSON.stringify({ token: this.token })}`);
    else if (kind === 52) this.hearMessage(bytes, from + 1, to);
  }

  hearMessage(bytes, from, to) {
    const kind = bytes[from];
    if (kind === 50) this.hearEvents(bytes, from, to);
    else if (kind === 51) this.hearAnswer(bytes, from + 7, to);
    else if (kind === 48) this.say(`42/live,0${JSON.stringify(["subscribe", { channel: this.channel }])}`);
    else this.socket.destroy(new Error(bytes.toString("utf8", from, Math.min(to, from + 200))));
  }

  hearEvents(bytes, from, to) {
    const now = performance.now();
    let place = bytes.indexOf(MARK_BYTES, from);
    while (place >= 0 && place < to) {
      const number = readNumber(bytes, place + 2, DIGITS);
      if (number >= first) {
        this.count++;
        this.sum += number;
        counts.delivered++;
        fanout.add(now - sentAt[number]);
      }
      place = bytes.indexOf(MARK_BYTES, place + 2 + DIGITS);
    }
  }

  hearAnswer(bytes, from, to) {
    let place = from;
    while (bytes[place] !== 91) place++;
    if (!this.open) {
      const good = bytes.toString("latin1", place, place + 20).includes('"ok":true');
      this.open = good;
      this.snapshotBytes = to - from;
      if (good) this.resolve();
      else this.socket.destroy(new Error(bytes.toString("utf8", place, to)));
      return;
    }
    const number = readNumber(bytes, from, place - from);
    if (number < first) return;
    counts.answered++;
    if (bytes.toString("latin1", place, place + 14).includes('"ok":true')) acks.add(performance.now() - sentAt[number]);
    else {
      counts.refused++;
      counts.refusal ??= bytes.toString("utf8", place, to);
    }
  }

  write(at) {
    const number = next++;
    if (number >= sentAt.length) {
      const more = new Float64Array(sentAt.length * 2);
      more.set(sentAt);
      sentAt = more;
    }
    const digits = String(number);
    const text = `${MARK}${digits.padStart(DIGITS, "0")}${FILLER}`.slice(0, TEXT_LENGTH);
    const id = `${ID_PREFIX}-${digits.padStart(12, "0")}`;
    sentAt[number] = at;
    const sent = channels.get(this.channel);
    sent.count++;
    sent.sum += number;
    counts.sent++;
    this.say(
      `42/live,${digits}["command",{"id":"${id}","type":"note.add","channel":"${this.channel}","data":{"text":"${text}"}}]`,
    );
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

function begin() {
  first = next;
  acks = new Histogram();
  fanout = new Histogram();
  counts = { sent: 0, answered: 0, refused: 0, refusal: null, delivered: 0, cut: 0 };
  channels = new Map();
  for (const client of clients) {
    client.count = 0;
    client.sum = 0;
    const sent = channels.get(client.channel) ?? { count: 0, sum: 0, listeners: 0 };
    sent.listeners++;
    channels.set(client.channel, sent);
  }
}

const expected = () => [...channels.values()].reduce((sum, { count, listeners }) => sum + count * listeners, 0);

/** Write at this many notes a second, whatever the server does; stop early where it cannot follow. */
function send(rate, seconds) {
  const order = shuffled(clients);
  const began = performance.now();
  let turn = 0;
  return new Promise((resolve) => {
    const step = () => {
      const now = performance.now();
      const due = Math.min(rate * seconds, Math.floor(((now - began) / 1000) * rate) + 1);
      while (turn < due) {
        const scheduled = began + (turn / rate) * 1000;
        const at = performance.now();
        order[turn++ % order.length].write(at - scheduled > LATE_MS ? scheduled : at);
        if (performance.now() - now > 20) break; // let answers in
      }
      if (counts.sent - counts.answered > Math.max(50, rate * OVERLOADED_SECONDS)) resolve(false);
      else if (turn >= rate * seconds) resolve(true);
      else if (turn < due) setImmediate(step);
      else setTimeout(step, 1);
    };
    step();
  });
}

function shuffled(list) {
  const all = [...list];
  for (let last = all.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [all[last], all[other]] = [all[other], all[last]];
  }
  return all;
}

async function drained(seconds) {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    if (counts.answered >= counts.sent && counts.delivered >= expected()) return;
    await pause(10);
  }
}

/** Every client has each note of its channel exactly once. */
function whole() {
  return clients.every((client) => {
    const sent = channels.get(client.channel);
    return client.count === sent.count && client.sum === sent.sum;
  });
}

const orders = {
  async join({ port, clients: wanted, at_once }) {
    const began = performance.now();
    clients = wanted.map(([token, channel]) => new Client(token, channel));
    begin();
    let turn = 0;
    const some = async () => {
      while (turn < clients.length) await clients[turn++].join(port);
    };
    await Promise.all(Array.from({ length: Math.min(at_once, clients.length) }, some));
    return { seconds: (performance.now() - began) / 1000, snapshot_bytes: clients[0]?.snapshotBytes ?? 0 };
  },

  async load({ rate, seconds, drain_seconds }) {
    begin();
    const before = performance.eventLoopUtilization();
    const began = performance.now();
    const followed = await send(rate, seconds);
    const took = (performance.now() - began) / 1000;
    const { utilization } = performance.eventLoopUtilization(before);
    await drained(drain_seconds);
    return {
      followed,
      seconds: took,
      ...counts,
      expected: expected(),
      whole: whole(),
      ack_ms: acks.summary(),
      fanout_ms: fanout.summary(),
      generator: utilization,
    };
  },

  async leave() {
    for (const client of clients) client.leave();
    clients = [];
    return {};
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  const answer = await orders[order.do](order).catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
