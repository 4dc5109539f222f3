import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Outbox } from "../../static/session/outbox.js";

/** A line to a server that answers when told to; what it was asked is kept. */
class Line {
  /** @type {any[]} */
  asked = [];
  /** @type {((ack: any) => void)[]} */
  #answers = [];
  connected = true;

  /** @param {any} wish @returns {Promise<any>} */
  ask(wish) {
    if (!this.connected) return Promise.resolve(null);
    this.asked.push(wish);
    return new Promise((resolve) => this.#answers.push(resolve));
  }

  /** @param {any} ack to the question that has waited longest */
  async answer(ack) {
    this.#answers.shift()?.(ack);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a device keeps when its page is gone. */
class Shelf {
  /** @type {Map<string, any>} */
  kept = new Map();
  async all() {
    return [...this.kept.values()];
  }
  /** @param {any} wish */
  put(wish) {
    this.kept.set(wish.id, wish);
  }
  /** @param {string} id */
  remove(id) {
    this.kept.delete(id);
  }
}

const YES = { ok: true, channel: "room-1", seq: 7 };
const tick = () => new Promise((resolve) => setImmediate(resolve));

/** @param {object} [options] */
function desk(options) {
  const [line, shelf] = [new Line(), new Shelf()];
  return { line, shelf, outbox: new Outbox(/** @type {any} */ (line), /** @type {any} */ (shelf), options) };
}

describe("wishes on their way", () => {
  test("a channel's wishes go one after the other, in their order", async () => {
    const { line, outbox } = desk();
    outbox.command("room-1", "note.add", { text: "ett" });
    outbox.command("room-1", "note.add", { text: "två" });
    outbox.command("room-2", "note.add", { text: "annan grupp" });
    await tick();
    assert.deepEqual(
      line.asked.map((wish) => wish.data.text),
      ["ett", "annan grupp"],
    );

    await line.answer(YES);
    assert.deepEqual(
      line.asked.map((wish) => wish.data.text),
      ["ett", "annan grupp", "två"],
    );
  });

  test("what is taken back in one tab does not go out from another", async () => {
    const { line, outbox } = desk();
    line.connected = false;
    outbox.command("room-1", "note.add", { text: "ångrat i den andra fliken" });
    await tick();
    outbox.drop(outbox.wishes.value[0]?.id ?? "");

    line.connected = true;
    outbox.flush();
    await tick();
    assert.deepEqual(line.asked, []);
  });

  test("who wrote it in one tab hears what another tab was answered", async () => {
    const { line, outbox } = desk();
    line.connected = false;
    const answer = outbox.command("room-1", "block.edit", { block: "b", text: "ett" });
    outbox.drop(outbox.wishes.value[0]?.id ?? "", /** @type {any} */ (YES));
    assert.deepEqual(await answer, YES);
  });

  test("an answer to what an earlier page asked is heard, whenever it is asked for", async () => {
    const { line, shelf } = desk();
    for (const id of ["a", "b"])
      shelf.put({ id, channel: `room-${id}`, type: "block.edit", data: {}, made_at: 1, state: "pending" });
    const next = new Outbox(/** @type {any} */ (line), /** @type {any} */ (shelf));
    await next.restore();
    /** @type {any[]} */
    const heard = [];
    next.heard("a", (ack) => heard.push(["a", ack.ok]));
    await line.answer(YES);
    await line.answer({ ok: false, error: { code: "not_found", message: "Borta." } });
    next.heard("b", (ack) => heard.push(["b", ack.ok]));
    assert.deepEqual(heard, [
      ["a", true],
      ["b", false],
    ]);
  });

  test("without contact nothing is lost, and it is sent again under the same id", async () => {
    const { line, shelf, outbox } = desk();
    line.connected = false;
    const answer = outbox.command("room-1", "note.add", { text: "kvar" });
    await tick();
    const [waiting] = outbox.wishes.value;
    assert.equal(waiting?.state, "pending");
    assert.equal(shelf.kept.size, 1);

    line.connected = true;
    outbox.flush();
    await tick();
    assert.equal(line.asked[0].id, waiting?.id);
    await line.answer(YES);
    assert.deepEqual(await answer, YES);
  });

  test("an answer that never came is asked for again", async () => {
    const { line, outbox } = desk();
    outbox.command("room-1", "note.add", { text: "x" });
    await tick();
    await line.answer(null);
    outbox.flush();
    await tick();

    assert.equal(line.asked.length, 2);
    assert.equal(line.asked[0].id, line.asked[1].id);
  });

  test("a new page of the same device takes up what the old one left", async () => {
    const old = desk();
    old.line.connected = false;
    old.outbox.command("room-1", "note.add", { text: "från förra sidan" });
    const line = new Line();
    const outbox = new Outbox(/** @type {any} */ (line), /** @type {any} */ (old.shelf));

    await outbox.restore();
    await tick();

    assert.deepEqual(
      line.asked.map((wish) => wish.data.text),
      ["från förra sidan"],
    );
  });

  test("a sent note is kept until it comes back on the stream, other wishes are done", async () => {
    const { line, shelf, outbox } = desk();
    outbox.command("room-1", "note.add", { text: "x" });
    await tick();
    await line.answer(YES);
    assert.deepEqual(
      outbox.wishes.value.map((wish) => [wish.state, wish.seq]),
      [["sent", 7]],
    );
    outbox.forget(outbox.wishes.value[0]?.id ?? "");
    assert.equal(shelf.kept.size, 0);

    outbox.command("room-1", "note.support", { note: "n", on: true });
    await tick();
    await line.answer(YES);
    assert.deepEqual(outbox.wishes.value, []);
  });

  test("a refused note keeps its text and says why; what came after it goes on", async () => {
    const { line, outbox } = desk();
    const refused = outbox.command("room-1", "note.add", { text: "nej" });
    outbox.command("room-1", "note.add", { text: "ja" });
    await tick();
    await line.answer({ ok: false, error: { code: "locked", message: "Rummet är låst." } });

    assert.equal((await refused).ok, false);
    assert.deepEqual(
      outbox.wishes.value.map((wish) => [wish.data.text, wish.state, wish.error?.message]),
      [
        ["nej", "refused", "Rummet är låst."],
        ["ja", "pending", undefined],
      ],
    );
    assert.equal(line.asked[1].data.text, "ja");
  });

  test("what the server cannot take just now is tried again, without asking anybody", async () => {
    const { line, outbox } = desk({ again_ms: 1 });
    outbox.command("room-1", "note.add", { text: "x" });
    await tick();
    await line.answer({ ok: false, error: { code: "rate_limited", message: "" } });
    while (line.asked.length < 2) await tick();

    assert.equal(line.asked[0].id, line.asked[1].id);
    assert.equal(outbox.wishes.value[0]?.state, "pending");
  });

  test("what somebody wrote for the session is kept as a room's is", async () => {
    const { line, shelf, outbox } = desk();
    line.connected = false;
    const answer = outbox.keep("session", "theme.edit", { theme: "t", text: "Uppdragen är otydliga" }, "w");
    await tick();
    assert.equal(shelf.kept.size, 1);

    line.connected = true;
    outbox.flush();
    await tick();
    assert.equal(line.asked[0].id, "w");
    await line.answer(YES);
    assert.deepEqual(await answer, YES);
    assert.equal(shelf.kept.size, 0);
  });

  test("a wish for the session belongs to its moment: without contact it is refused, and not sent later", async () => {
    const { line, shelf, outbox } = desk();
    line.connected = false;

    const ack = await outbox.command("session", "step.next", {});
    line.connected = true;
    outbox.flush();
    await tick();

    assert.equal(ack.ok, false);
    assert.equal(shelf.kept.size, 0);
    assert.deepEqual(line.asked, []);
  });
});
