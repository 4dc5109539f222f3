"""How long the participant's page is busy when a note arrives among many, and when it says that contact is lost.

`python -m bench.browser` starts a server, fills a room with 500 notes, opens the room in a Chromium whose processor is
slowed six times, lets twenty notes arrive, and prints every task of the page above 50 ms (there should be none). Then
it lets the network between page and server fall silent, with nobody hanging up, and prints after how many milliseconds
the page said so (promised within 5,000).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Page, sync_playwright

from server.resources import sessions_dir
from tests.browser.people import Network
from tests.wire import Wire

NOTES = 500
ARRIVING = 20
SLOWED_TIMES = 6
SILENCES = 8
PING_SECONDS = 2.0  # the server's; the network falls silent at different moments between two of them
SAID_WITHIN_MS = 30_000
SETTLE_MS = 3_000
BETWEEN_MS = 700
START_SECONDS = 30

WATCH = """() => {
  window.longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.longTasks.push(Math.round(entry.duration));
  }).observe({ type: "longtask" });
}"""

LOST = ".banner--off"
WATCH_BANNER = """() => {
  window.saidAt = 0;
  const look = () => {
    if (!window.saidAt && document.querySelector(".banner--off")) window.saidAt = Date.now();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
}"""


def main() -> None:
    """Measure once and print it."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "server", "serve", "--port", "0", "--data", folder]
        server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            address = _address(Path(folder))
            print(json.dumps(measure(address, _load(folder))))
            print(json.dumps(silences(address, _load(folder))))
        finally:
            server.terminate()
            server.wait()


def measure(address: str, session: dict[str, Any]) -> dict[str, Any]:
    """Give the long tasks, in milliseconds, that the arriving notes cost the page."""
    leader = Wire(address, {"token": session["tokens"]["facilitator"]})
    write = _writer(leader, session["rooms"][0]["id"])
    for number in range(NOTES):
        write(f"Inlägg {number}: det behövs en gemensam bild av vad vi vill åstadkomma tillsammans.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="sv-SE")
        _enter(page, session["links"]["join"])
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED_TIMES})
        page.wait_for_timeout(SETTLE_MS)
        page.evaluate(WATCH)
        for number in range(ARRIVING):
            write(f"Nytt {number}")
            page.wait_for_timeout(BETWEEN_MS)
        tasks: list[int] = page.evaluate("window.longTasks")
        browser.close()
    leader.close()
    return {"notes": NOTES, "arriving": ARRIVING, "slowed": SLOWED_TIMES, "tasks_over_50_ms": tasks}


def silences(address: str, session: dict[str, Any]) -> dict[str, Any]:
    """Give after how many milliseconds a page said that a line is dead on which nobody had hung up."""
    said: list[int] = []
    network = Network(address)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 390, "height": 844}, locale="sv-SE")
        _enter(page, session["links"]["join"].replace(address, network.address), 0)
        for number in range(SILENCES):
            page.wait_for_timeout(SETTLE_MS + 1_000 * PING_SECONDS * number / SILENCES)
            page.evaluate(WATCH_BANNER)
            fell = time.time()
            network.fall_silent()
            page.wait_for_function("() => window.saidAt", timeout=SAID_WITHIN_MS)
            said.append(round(page.evaluate("window.saidAt") - 1_000 * fell))
            network.come_back()
            page.locator(LOST).wait_for(state="detached", timeout=SAID_WITHIN_MS)
        browser.close()
    network.close()
    return {"silences": SILENCES, "said_after_ms": said, "longest": max(said)}


def _writer(leader: Wire, room: str) -> Callable[[str], None]:
    def write(text: str) -> None:
        wish = {"id": str(uuid4()), "type": "note.add", "channel": room, "data": {"text": text}}
        answer = leader.call("command", wish)
        while not answer["ok"] and answer["error"]["code"] == "rate_limited":
            time.sleep(answer["error"].get("retry_after") or 1)
            answer = leader.call("command", wish)

    return write


def _enter(page: Page, link: str, notes: int = NOTES) -> None:
    page.goto(link)
    page.get_by_label("Ditt namn").fill("Anna")
    page.get_by_role("radio").nth(0).check()
    page.get_by_role("button", name="Gå in").click()
    page.locator("#compose").wait_for(timeout=60_000)
    if notes:
        page.locator("article").nth(notes - 1).wait_for(state="attached", timeout=60_000)


def _load(folder: str) -> dict[str, Any]:
    file = sessions_dir() / "samverkanstraff-3.yaml"
    load = [sys.executable, "-m", "server", "load", str(file), "--json", "--data", folder]
    session: dict[str, Any] = json.loads(subprocess.run(load, check=True, capture_output=True, text=True).stdout)
    return session


def _address(folder: Path) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if (folder / "server.json").exists() and (text := (folder / "server.json").read_text("utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.05)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
