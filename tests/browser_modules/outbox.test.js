import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Outbox } from "../../static/session/outbox.js";
import { editNote, mayChange, removeNote } from "../../static/session/unsent.js";

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

const NO = { ok: false, error: { code: "locked", message: "Rummet är låst." } };

/** @param {{outbox: Outbox}} desk @param {string} text @param {object} [more] @returns {string} the note's id */
function write({ outbox }, text, more = {}) {
  outbox.command("room-1", "note.add", { text, kind: "need", ...more });
  return outbox.wishes.value.at(-1)?.id ?? "";
}

/** @param {{outbox: Outbox}} desk */
const waiting = ({ outbox }) => outbox.wishes.value.map(({ type, data, state }) => [type, data.text, state]);

describe("a note that is changed before it is known whether the server has it", () => {
  test("is changed where it stands, name and all, while it has not been tried", async () => {
    const here = desk();
    here.line.connected = false;
    const [first] = [write(here, "ett", { anonymous: true, reply_to: "n" }), write(here, "två")];

    editNote(here.outbox, "room-1", first, { text: "ett, rättat" }, "e");
    const [wish] = here.outbox.wishes.value;
    assert.deepEqual(
      [wish?.id, wish?.data],
      [first, { text: "ett, rättat", kind: "need", anonymous: true, reply_to: "n" }],
    );
    assert.deepEqual(here.shelf.kept.get(first).data.text, "ett, rättat");
    assert.deepEqual(
      waiting(here).map((each) => each[1]),
      ["ett, rättat", "två"],
    );
  });

  test("keeps its id when it may have arrived: the change follows it, and is made once", async () => {
    const here = desk();
    const id = write(here, "med fel");
    await here.line.answer(null); // it may have been heard
    editNote(here.outbox, "room-1", id, { text: "med färre fel" }, "e1");
    editNote(here.outbox, "room-1", id, { text: "utan fel" }, "e2");

    here.outbox.flush();
    await here.line.answer(YES);
    assert.deepEqual(
      here.line.asked.map((wish) => [wish.type, wish.id]),
      [
        ["note.add", id],
        ["note.add", id],
        ["note.edit", "e2"],
      ],
    );
    assert.deepEqual(here.line.asked[2].data, { note: id, text: "utan fel" });
  });

  test("is asked again as a new wish, in its place, after a no", async () => {
    const here = desk();
    const [refused] = [write(here, "ett"), write(here, "två")];
    await here.line.answer(NO);
    editNote(here.outbox, "room-1", refused, { text: "ett, rättat" }, "e");

    assert.deepEqual(waiting(here), [
      ["note.add", "ett, rättat", "pending"],
      ["note.add", "två", "pending"],
    ]);
    assert.notEqual(here.outbox.wishes.value[0]?.id, refused);
    assert.equal(here.shelf.kept.has(refused), false);
  });

  test("takes the change in when the server turns out not to want it", async () => {
    const here = desk();
    const id = write(here, "med fel");
    const edited = editNote(here.outbox, "room-1", id, { text: "utan fel" }, "e");
    await here.line.answer(NO);

    assert.deepEqual(waiting(here), [["note.add", "utan fel", "refused"]]);
    assert.equal((await edited).ok, false);
  });

  test("an anonymous one can be changed until it may have arrived, then it is nobody's", async () => {
    const here = desk();
    here.line.connected = false;
    const id = write(here, "kritik", { anonymous: true });
    assert.equal(mayChange(/** @type {any} */ (here.outbox.find(id))), true);

    here.line.connected = true;
    here.outbox.flush();
    assert.equal(mayChange(/** @type {any} */ (here.outbox.find(id))), false);
    assert.equal(here.shelf.kept.get(id).tried, true);
    await here.line.answer(NO);
    assert.equal(mayChange(/** @type {any} */ (here.outbox.find(id))), true);
  });

  test("comes back to its place under its id when its removal is undone", async () => {
    const here = desk();
    here.line.connected = false;
    const [first] = [write(here, "ett"), write(here, "två")];
    const { answer, undo } = removeNote(here.outbox, "room-1", first, "r");
    assert.equal(answer, null);
    assert.deepEqual(
      waiting(here).map((each) => each[1]),
      ["två"],
    );

    undo();
    assert.equal(here.outbox.wishes.value[0]?.id, first);
    const line = new Line();
    const next = new Outbox(/** @type {any} */ (line), /** @type {any} */ (here.shelf));
    await next.restore();
    assert.equal(line.asked[0].id, first);
  });

  test("is removed by its id when it may have arrived, unless that is undone before", async () => {
    const here = desk();
    const id = write(here, "ångrat");
    const { undo } = removeNote(here.outbox, "room-1", id, "r");
    assert.deepEqual(
      waiting(here).map((each) => each[0]),
      ["note.add", "note.remove"],
    );
    undo();
    assert.deepEqual(
      waiting(here).map((each) => each[0]),
      ["note.add"],
    );

    const again = removeNote(here.outbox, "room-1", id, "r2");
    await here.line.answer(YES);
    assert.deepEqual(here.line.asked[1].data, { note: id });
    again.undo();
    await here.line.answer(YES);
    assert.equal(here.line.asked[2].type, "note.restore");
  });

  test("is gone for good when it was removed and the server does not want it either", async () => {
    const here = desk();
    const id = write(here, "ångrat");
    removeNote(here.outbox, "room-1", id, "r");
    await here.line.answer(NO);
    assert.deepEqual(waiting(here), []);
    assert.equal(here.shelf.kept.size, 0);
  });
});

describe("words that are not a note", () => {
  test("stay when the server does not want them, and can be sent again; what has none is let go", async () => {
    const here = desk();
    here.outbox.command("room-1", "note.edit", { note: "n", text: "ny lydelse" });
    here.outbox.command("room-1", "cluster.rename", { cluster: "c", title: "Nytt namn" });
    here.outbox.command("room-1", "section.confirm", { reservation: "Utom sista punkten" });
    here.outbox.command("room-1", "section.confirm", {});
    here.outbox.command("room-1", "note.edit", { note: "n", kind: "idea" });
    for (let asked = 0; asked < 5; asked += 1) await here.line.answer(NO);

    assert.deepEqual(
      here.outbox.wishes.value.map((wish) => [wish.type, wish.state]),
      [
        ["note.edit", "refused"],
        ["cluster.rename", "refused"],
        ["section.confirm", "refused"],
      ],
    );
    const [edit] = here.outbox.wishes.value;
    here.outbox.change(/** @type {any} */ (edit), {});
    await here.line.answer(YES);
    assert.equal(here.outbox.wishes.value[0]?.state, "sent", "until the stream shows it");
  });

  test("are in order after a reload though made within the same moment", () => {
    const here = desk();
    for (const text of ["a", "b", "c"]) write(here, text);
    const times = here.outbox.wishes.value.map((wish) => wish.made_at);
    assert.deepEqual(
      times,
      [...new Set(times)].sort((one, other) => one - other),
    );
  });
});
