"""The projector: every scene in every hall's size, with the longest texts; and alone with a bad network."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import WALL, Hall
from tests.browser.test_facilitator import console_of, now, room_id, start, wish

SIZES = [(1024, 768), (1280, 800), (1920, 1080), (3840, 2160)]
WORD = "Könsbundenhetsforskningsinfrastrukturssamordningsuppdrag"
LONG = f"{WORD} " + "Alla som arbetar med frågan ser samma sak men ingen har i uppdrag att samla det. " * 24
SMALLEST = 40 / 1080  # of the picture's height: 40 px where it is 1080

OUTSIDE = """() => {
  const found = [];
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) found.push(`page ${scrollWidth} x ${scrollHeight}`);
  const page = document.querySelector(".proj__page");
  if (page.scrollWidth > page.clientWidth + 1 || page.scrollHeight > page.clientHeight + 1)
    found.push(`scene ${page.scrollWidth} x ${page.scrollHeight} in ${page.clientWidth} x ${page.clientHeight}`);
  for (const each of page.querySelectorAll("p, h1, h2, li, img, figcaption, strong, b")) {
    const box = each.getBoundingClientRect();
    if (!box.width || each.closest(".sr-only")) continue;
    if (box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1)
      found.push(`${each.tagName}.${each.className} ${Math.round(box.right)} x ${Math.round(box.bottom)}`);
  }
  for (const each of page.querySelectorAll(".proj__top > p:not(.proj__small)"))
    if (each.offsetHeight > 2 * parseFloat(getComputedStyle(each).fontSize))
      found.push(`two lines: ${each.textContent}`);
  const texts = [...page.querySelectorAll(".proj__text")].filter((each) => each.scrollHeight > each.clientHeight + 2);
  return [...found, ...texts.map((each) => `cut: ${each.scrollHeight} in ${each.clientHeight}`)];
}"""

SMALL_TEXT = """(least) => {
  const found = [];
  const texts = document.createTreeWalker(document.querySelector(".proj__page"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: parent, textContent } = texts.currentNode;
    if (!textContent.trim() || parent.closest(".sr-only, [aria-hidden=true], .skip")) continue;
    const size = parseFloat(getComputedStyle(parent).fontSize);
    if (size < least - .5) found.push(`${size} px: ${textContent.slice(0, 40)}`);
  }
  return found;
}"""


def ill_fits(wall: Page, scene: str) -> list[str]:
    """What sticks out, is cut, or is smaller than can be read from the back, in any of the sizes."""
    found: list[str] = []
    for width, height in SIZES:
        wall.set_viewport_size({"width": width, "height": height})
        wall.wait_for_timeout(120)
        at = f"{scene} at {width} x {height}"
        found += [f"{at}: {each}" for each in wall.evaluate(OUTSIDE)]
        found += [f"{at}: {each}" for each in wall.evaluate(SMALL_TEXT, SMALLEST * min(width, height))]
    return found


def test_the_projector_speaks_the_meetings_language_or_the_chosen_one(hall: Hall) -> None:
    screen = hall.screen(WALL, locale="en-GB")
    screen.goto(hall.meeting.links["projector"])
    expect(screen.locator("html")).to_have_attribute("lang", "sv")

    wish(hall, "screen.set", language="en")
    expect(screen.locator("html")).to_have_attribute("lang", "en")
    expect(screen.get_by_role("img", name="QR code")).to_be_visible()
    screen.reload()
    expect(screen.locator("html")).to_have_attribute("lang", "en")
    wish(hall, "screen.set", language="auto")
    expect(screen.locator("html")).to_have_attribute("lang", "sv")


def test_no_scene_overflows_whatever_is_written(hall: Hall) -> None:
    ill: list[str] = []
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    expect(wall.locator(".proj__lobby")).to_be_visible()
    ill += ill_fits(wall, "the lobby")
    wish(hall, "hall.set", ssid="Konferensvåningens_nät_2025", password="x" * 63)
    expect(wall.get_by_role("img", name="QR-kod till det trådlösa nätet")).to_be_visible()
    ill += ill_fits(wall, "the lobby with Wi-Fi")

    for number in range(6, 13):
        wish(hall, "room.add", name=f"Grupp {number} {WORD}")
    for scene, seen in (("work", ".proj__work"), ("pause", ".proj__pause"), ("harvest", ".proj__harvest")):
        wish(hall, "screen.set", scene=scene)
        expect(wall.locator(seen)).to_be_visible()
        ill += ill_fits(wall, f"{scene} without a step")
    wish(hall, "screen.set", scene="auto")

    console = console_of(hall)
    for title in ("Samtal 1", "Paus"):
        start(console, title)
        expect(wall.locator(".proj__work, .proj__pause")).to_be_visible()
        ill += ill_fits(wall, title)
    wish(hall, "step.extend", seconds=3 * 3600)
    expect(now(console).get_by_role("timer")).to_contain_text("3:")
    ill += ill_fits(wall, "a clock with hours")

    room = room_id(hall, "Utveckla befintliga nätverk")
    wish(hall, "note.add", room, text=LONG[:2000])
    wish(hall, "note.add", room, text=WORD * 6)
    for text in (LONG[:2000], WORD * 6):
        lift(hall, room, text)
        expect(wall.locator(".proj__spotlight")).to_be_visible()
        ill += ill_fits(wall, f"a lifted note: {text[:20]}")
    wish(hall, "spotlight.set")
    for number in range(6):
        wish(hall, "theme.add", text=f"{number}. {LONG[57:105]}")
    wish(hall, "screen.set", scene="harvest")
    expect(wall.locator(".proj__patterns > li").first).to_be_visible()
    ill += ill_fits(wall, "the harvest")
    long = wish(hall, "theme.add", text=LONG[:1200])
    wish(hall, "spotlight.set", theme=long)
    expect(wall.locator(".proj__longpattern")).to_be_visible()
    ill += ill_fits(wall, "a long pattern")
    lift(hall, room, WORD * 2)
    expect(wall.locator(".proj__spot")).to_be_visible()
    ill += ill_fits(wall, "the harvest beside a note")

    wish(hall, "message.send", text=LONG[:300])
    expect(wall.locator(".proj__message")).to_be_visible()
    ill += ill_fits(wall, "a call")
    wish(hall, "session.close")
    expect(wall.get_by_text("Tack för i dag")).to_be_visible()
    ill += ill_fits(wall, "the end")

    assert ill == [], "\n".join(ill)


def test_no_scene_overflows_with_forty_rooms_and_a_pattern_of_them_all(hall: Hall) -> None:
    ill: list[str] = []
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    rooms = [room["id"] for room in hall.meeting.rooms]
    rooms += [wish(hall, "room.add", name=f"Grupp {number}") for number in range(6, 41)]
    many = [wish(hall, "note.add", channel, text="Samma sak här") for channel in rooms]
    for _ in range(4):
        wish(hall, "theme.add", text=LONG[57:105], sources=many)
    for scene in ("harvest", "work", "pause"):
        wish(hall, "screen.set", scene=scene)
        expect(wall.locator(f".proj__{scene}")).to_be_visible()
        ill += ill_fits(wall, f"{scene} with forty rooms")

    assert ill == [], "\n".join(ill)


def test_a_long_pattern_is_shown_to_its_end_and_short_ones_share_a_page(hall: Hall) -> None:
    sentences = [f"Mening nummer {number} om vem som äger frågan och håller den kvar." for number in range(9)]
    wish(hall, "theme.add", text="Uppdrag saknas.")
    wish(hall, "theme.add", text=" ".join(sentences))
    wish(hall, "screen.set", scene="harvest")
    wall = hall.screen(WALL)
    wall.clock.install()
    wall.goto(hall.meeting.links["projector"])
    expect(wall.locator(".proj__page-of")).to_be_visible()
    read: list[str] = []

    def read_on() -> None:  # without a network: a new line would set the page's clock by the server's again
        for _ in range(12):
            read.append(wall.locator(".proj__harvest").inner_text())
            wall.clock.run_for(8_000)

    without_network(hall, wall, read_on)
    shown = " ".join(" ".join(read).split())
    assert "Uppdrag saknas." in shown
    assert [each for each in sentences if each not in shown] == []


def test_the_way_in_is_always_there_for_those_who_come_late(hall: Hall) -> None:
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    qr = wall.get_by_role("img", name="QR-kod till sidan där man går med")
    code = hall.meeting.code
    room = room_id(hall, "Utveckla befintliga nätverk")
    theme = wish(hall, "theme.add", text="Uppdrag saknas.")
    note = wish(hall, "note.add", room, text="Vem äger helheten?")
    wish(hall, "session.open")
    for seen, does in (
        (".proj__work", lambda: wish(hall, "screen.set", scene="work")),
        (".proj__pause", lambda: wish(hall, "screen.set", scene="pause")),
        (".proj__harvest", lambda: wish(hall, "screen.set", scene="harvest")),
        (".proj__harvest--two", lambda: wish(hall, "spotlight.set", note=note)),
        (".proj__spotlight", lambda: wish(hall, "screen.set", scene="auto")),
        (".proj__harvest:not(.proj__harvest--two)", lambda: wish(hall, "spotlight.set", theme=theme)),
        (".proj__message", lambda: wish(hall, "message.send", text="Fem minuter kvar.")),
    ):
        does()
        expect(wall.locator(seen)).to_be_visible()
        expect(wall.get_by_text(f"{code[:3]} {code[3:]}").first).to_be_visible()
        expect(qr).to_have_count(1)
        expect(qr).to_be_in_viewport(ratio=1)
        assert qr.evaluate("(image) => image.naturalWidth") > 0
        box = qr.bounding_box()
        assert box
        assert box["height"] >= WALL["height"] / 10, seen


ASKED = """
window.asked = [];
window.locks = [];
const lock = (kind) => (asked.push(kind), Promise.resolve((locks[locks.length] = new EventTarget())));
Object.defineProperty(navigator, "wakeLock", { value: { request: lock } });
window.show = (state) => {
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
};
"""


def test_the_screen_is_asked_to_stay_awake_and_asked_again_when_it_comes_back(hall: Hall) -> None:
    wall = hall.screen(WALL)
    wall.add_init_script(ASKED)
    wall.goto(hall.meeting.links["projector"])
    expect(wall.locator(".proj__lobby")).to_be_visible()
    assert wall.evaluate("asked") == ["screen"]
    wall.evaluate("show('hidden')")
    assert wall.evaluate("asked") == ["screen"], "a page that nobody sees asks for nothing"
    wall.evaluate("show('visible')")
    assert wall.evaluate("asked") == ["screen", "screen"]
    wall.evaluate("locks[1].dispatchEvent(new Event('release'))")
    assert wall.evaluate("asked") == ["screen", "screen", "screen"], "what the system took back is asked for anew"


def test_where_no_screen_can_be_kept_awake_the_console_says_so(hall: Hall) -> None:
    told = "Stäng av skärmsläckaren"
    console = console_of(hall)
    expect(console.get_by_role("region", name="Lyft till projektorn")).not_to_contain_text(told)
    console.add_init_script("Object.defineProperty(window, 'isSecureContext', { value: false })")  # as over http
    console.reload()
    expect(console.get_by_role("region", name="Lyft till projektorn")).to_contain_text(told)


def lift(hall: Hall, room: str, text: str) -> None:
    answer = hall.contexts[0].request.get(
        f"{hall.meeting.address}/api/v1/sessions/{hall.meeting.id}",
        headers={"Authorization": f"Bearer {hall.meeting.tokens['facilitator']}"},
    )
    notes = answer.json()["channels"][room]["notes"]
    found = next((each["id"] for each in notes if each["text"] == text.strip()), None)
    if found is None:
        wish(hall, "note.add", room, text=text)
        return lift(hall, room, text)
    wish(hall, "spotlight.set", note=found)
    return None


def test_a_long_text_turns_its_pages_and_never_shrinks(hall: Hall) -> None:
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    room = room_id(hall, "Utveckla befintliga nätverk")
    lift(hall, room, LONG[:900])
    expect(wall.locator(".proj__page-of")).to_contain_text("1/")
    first = wall.locator(".proj__text").inner_text()
    expect(wall.locator(".proj__page-of")).to_contain_text("2/", timeout=40_000)
    assert wall.locator(".proj__text").inner_text() != first


def test_it_keeps_in_step_through_a_reload_and_a_lost_network_and_shows_no_error(hall: Hall) -> None:
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    console = console_of(hall)
    start(console, "Samtal 1")
    expect(wall.get_by_role("heading", name="Samtal 1")).to_be_visible()
    wall.reload()
    expect(wall.get_by_role("heading", name="Samtal 1")).to_be_visible()

    without_network(hall, wall, lambda: start(console, "Samtal 2"))
    expect(wall.get_by_role("heading", name="Samtal 2")).to_be_visible(timeout=30_000)
    expect(wall.locator(".proj__join")).to_contain_text(hall.meeting.code[:3])


def without_network(hall: Hall, wall: Page, meanwhile: Callable[[], object]) -> None:
    wall.context.set_offline(True)
    wall.evaluate("dispatchEvent(new Event('offline'))")
    meanwhile()
    for word in ("Ingen kontakt", "Försök", "fel", "Error"):
        assert word not in wall.locator("body").inner_text()
    wall.context.set_offline(False)
    hall.faults[:] = [each for each in hall.faults if "ERR_INTERNET_DISCONNECTED" not in each]


def test_the_pointer_rests_out_of_sight(hall: Hall) -> None:
    wall = hall.screen(WALL)
    wall.goto(hall.meeting.links["projector"])
    expect(wall.locator("body.proj--still")).to_be_visible()
    assert wall.evaluate("getComputedStyle(document.body).cursor") == "none"


def test_light_and_dark_both_show_the_code(hall: Hall) -> None:
    for scheme in ("light", "dark"):
        wall = hall.screen(WALL, color_scheme=scheme)
        wall.goto(hall.meeting.links["projector"])
        code = wall.get_by_role("img", name="QR-kod till sidan där man går med")
        expect(code).to_be_visible()
        assert code.evaluate("(image) => getComputedStyle(image).backgroundColor") == "rgb(255, 255, 255)"
