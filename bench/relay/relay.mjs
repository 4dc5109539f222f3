// The yardstick: a Socket.IO server as it comes, that passes notes on and stores, checks and remembers nothing.
// It speaks enough of docs/protocol.md for the same client to measure it. Prints its port.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], pingInterval: 4000, pingTimeout: 6000 });
const seqs = new Map();
const at = "2025-09-30T11:45:00.000Z";

/** A note in the shape, and so of the size, that Samtal sends. */
function event(channel, { id, type, data }) {
  const seq = (seqs.get(channel) ?? 0) + 1;
  seqs.set(channel, seq);
  const rest = { reply_to: null, cluster: null, supporters: [], edited_at: null, removed: false, veiled: false };
  const note = { id, number: seq, text: data.text, kind: "insight", author: "0123456789", at, ...rest };
  return { channel, seq, type: type.replace("note.add", "note.added"), by: "0123456789", at, data: note };
}

const size = Number(process.argv[2] ?? 0);
const written = (number) => event("", { id: "0".repeat(36), type: "note.add", data: { text: `${number} `.padEnd(90, "x") } });
const snapshot = { room: { id: "", kind: "room", name: "" }, notes: Array.from({ length: size }, (_, n) => written(n).data) };

io.of("/live").on("connection", (socket) => {
  socket.on("subscribe", ({ channel }, answer) => {
    socket.join(channel);
    answer({ ok: true, channel, seq: seqs.get(channel) ?? 0, snapshot });
  });
  socket.on("command", (command, answer) => {
    const told = event(command.channel, command);
    io.of("/live").to(command.channel).emit("events", [told]);
    answer({ ok: true, channel: command.channel, seq: told.seq });
  });
});

http.listen(0, "127.0.0.1", () => process.stdout.write(`${http.address().port}\n`));
