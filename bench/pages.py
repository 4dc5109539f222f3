"""`python -m bench.pages`: what the participant's page weighs, and when it can be used on a slow phone.

The phone is Chromium with its processor slowed six times on a network of 400 kbit/s with 400 ms latency, the first
time it comes (nothing cached). A busy machine makes the times longer: run it when nothing else runs.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from server.running import running_server

SESSION_FILE = Path(__file__).parents[1] / "sessions" / "samverkanstraff-3.yaml"
PHONE = {"width": 390, "height": 844}
USABLE = "#compose, #note-text"  # one can begin to write
# looks at each frame from inside: what watches from outside would itself be busy on the slow processor
WATCH = """
const look = () => {
  const found = document.querySelector(%s);
  if (found?.checkVisibility()) window.usableAt = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
START_SECONDS = 20
SLOWER_PROCESSOR = 6
LATENCY_MS = 400
BYTES_PER_SECOND = 400_000 / 8
TIMES = 5

MAX_REQUESTS = 10
MAX_KILOBYTES = 100
MAX_KILOBYTES_WITH_FONTS = 180


@dataclass(slots=True)
class Weight:
    """What a page asked for until it rested, in bytes on the wire, headers included."""

    requests: dict[str, int] = field(default_factory=dict)  # address: bytes

    @property
    def fonts(self) -> int:
        return sum(size for address, size in self.requests.items() if address.endswith(".woff2"))

    @property
    def kilobytes(self) -> float:
        return (sum(self.requests.values()) - self.fonts) / 1000

    @property
    def kilobytes_with_fonts(self) -> float:
        return sum(self.requests.values()) / 1000


@contextmanager
def weighed(page: Page) -> Iterator[Weight]:
    """Weigh what the page asks for over HTTP meanwhile."""
    weight, addresses = Weight(), {}
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")

    def asked(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith("http"):
            addresses[event["requestId"]] = event["request"]["url"]

    def answered(event: dict[str, Any]) -> None:
        if event["requestId"] in addresses:
            weight.requests[addresses[event["requestId"]]] = int(event["encodedDataLength"])

    protocol.on("Network.requestWillBeSent", asked)
    protocol.on("Network.loadingFinished", answered)
    yield weight
    protocol.detach()


def main() -> None:
    """Measure and print."""
    with _server() as (address, session), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox"])
        for language in ("sv-SE", "en-GB"):
            weight = _weight(browser, address, session, language)
            times = sorted(_milliseconds(browser, address, session, language) for _ in range(TIMES))
            print(f"## {language}")
            for asked, size in weight.requests.items():
                print(f"- {size / 1000:6.1f} kB  {asked.removeprefix(address)}")
            print(
                f"\n{len(weight.requests)} requests (goal {MAX_REQUESTS}), {weight.kilobytes:.1f} kB compressed "
                f"(goal {MAX_KILOBYTES}), {weight.kilobytes_with_fonts:.1f} kB with fonts "
                f"(goal {MAX_KILOBYTES_WITH_FONTS})\nusable after {statistics.median(times) / 1000:.2f} s "
                f"({times[0] / 1000:.2f}–{times[-1] / 1000:.2f} in {TIMES}; goal 3) on 400 kbit/s, "
                f"{LATENCY_MS} ms, processor {SLOWER_PROCESSOR} times slower\n"
            )
        browser.close()


def _weight(browser: Browser, address: str, session: dict[str, Any], language: str) -> Weight:
    page = _newcomer(browser, address, session, language)
    with weighed(page) as weight:
        page.goto(f"{address}/s/{session['id']}")
        page.wait_for_selector(USABLE)
        page.wait_for_load_state("networkidle")
    page.context.close()
    return weight


def _milliseconds(browser: Browser, address: str, session: dict[str, Any], language: str) -> float:
    """Time from the beginning of the navigation until one can begin to write."""
    page = _newcomer(browser, address, session, language)
    protocol = page.context.new_cdp_session(page)
    protocol.send("Network.enable")
    speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    protocol.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **speed})
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    page.add_init_script(WATCH % json.dumps(USABLE))
    page.goto(f"{address}/s/{session['id']}", wait_until="networkidle")
    milliseconds = float(page.evaluate("window.usableAt"))
    page.context.close()
    return milliseconds


def _newcomer(browser: Browser, address: str, session: dict[str, Any], language: str) -> Page:
    """Give a phone that has joined and loaded nothing yet."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale=language)  # type: ignore[arg-type]
    wanted = {"code": session["code"], "name": "Anna", "room": session["rooms"][0]["id"]}
    answer = context.request.post(f"{address}/api/v1/join", data=wanted)
    assert answer.ok, answer.text()
    return context.new_page()


@contextmanager
def _server() -> Iterator[tuple[str, dict[str, Any]]]:
    with tempfile.TemporaryDirectory(prefix="samtal-bench-") as folder:
        samtal = [sys.executable, "-m", "server"]
        load = [*samtal, "load", str(SESSION_FILE), "--json", "--data", folder]
        session: dict[str, Any] = json.loads(subprocess.run(load, check=True, stdout=subprocess.PIPE).stdout)
        process = subprocess.Popen([*samtal, "serve", "--port", "0", "--data", folder], stderr=subprocess.DEVNULL)
        try:
            yield _address(Path(folder)), session
        finally:
            process.terminate()
            process.wait(timeout=20)


def _address(data: Path) -> str:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if running := running_server(data):
            return running.address
        time.sleep(0.05)
    raise TimeoutError("the server did not start")


def _chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    assert found, "Chromium is missing"
    return found


if __name__ == "__main__":
    main()
