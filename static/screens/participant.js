/** The page /s/ID: the group room, for participants, note-takers and a facilitator who looks in. */

import { boot } from "../lib/boot.js";
import { watchFields } from "../lib/growing.js";
import { html, render } from "../lib/html.js";
import { watchKeyboard } from "../lib/keyboard.js";
import { recallTheme } from "../lib/theme.js";
import { Live } from "../session/live.js";
import { RoomApp } from "../views/room/app.js";
import { RoomPage } from "../views/room/page.js";

recallTheme();
watchKeyboard();
watchFields();
const [, fixed_room = null] = location.pathname.match(/\/rooms\/([^/]+)$/) ?? [];
const live = new Live(boot());
const page = new RoomPage(live, fixed_room);
const root = document.getElementById("page");
await live.start();
if (root) render(html`<${RoomApp} page=${page} />`, root);
const stop = page.session.subscribe((session) => {
  if (!session) return;
  page.settle();
  queueMicrotask(() => stop());
});
