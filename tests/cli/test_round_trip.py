"""The paper leaves the house whole and comes back: a meeting exported here goes on elsewhere, the same throughout."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from server.session_file.enclosed import Enclosed
from tests.cli.test_commands import Terminal
from tests.export import agency
from tests.export.test_logo import DRAWING
from tests.hall import Hall
from tests.server import Server, served
from tests.stories.recorder import Story
from tests.stories.stories import STORIES
from tests.wire import Wire

HUNDRED_MEGABYTES = 100_000_000


class Place:
    """An installation that runs, and a terminal beside it."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.terminal = Terminal(folder, SAMTAL_DATA=str(server.data))
        self.organiser = {"Authorization": f"Bearer {server.organiser_key()}", "Accept-Language": "en"}

    def takes(self, file: bytes, **headers: str) -> requests.Response:
        """Hand in a file over HTTP."""
        return self.server.post("/api/v1/sessions", data=file, headers=self.organiser | headers)

    def takes_whole(self, file: bytes) -> dict[str, Any]:
        answer = self.takes(file)
        assert answer.status_code == 201, answer.text
        loaded: dict[str, Any] = answer.json()
        return loaded

    def exports(self, loaded: dict[str, Any], format: str) -> bytes:
        bearer = {"Authorization": f"Bearer {loaded['tokens']['facilitator']}"}
        answer = self.server.get(f"/api/v1/sessions/{loaded['id']}/export?format={format}", headers=bearer)
        assert answer.status_code == 200, answer.text
        return answer.content

    def sessions(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.server.get("/api/v1/sessions", headers=self.organiser).json()["sessions"]
        return listed

    def purges(self, session_id: str) -> None:
        self.server.delete(f"/api/v1/sessions/{session_id}", headers=self.organiser)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    yield from _place(tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    yield from _place(tmp_path_factory.mktemp("elsewhere"))


def _place(folder: Path) -> Iterator[Place]:
    (folder / "data").mkdir()
    with served(folder / "data", SAMTAL_COMMANDS_PER_SECOND="0") as server:
        yield Place(server, folder)


@pytest.fixture(scope="module")
def exported(here: Place) -> tuple[dict[str, Any], bytes]:
    """A small meeting that is still on, and its export."""
    hall = Hall(here.server)
    anna = hall.join("Grupp 1", "Anna Andersson", organisation="Universitetet")
    note = anna.writes("Det behövs en gemensam problembild å ǩ 👩🏽‍🔬")
    hall.facilitator().manages("theme.add", text="Ett mönster", sources=[note])
    hall.empties()
    return hall.session, here.exports(hall.session, "json")


def test_the_test_knows_the_hall(exported: tuple[dict[str, Any], bytes]) -> None:
    session, file = exported

    assert json.loads(file)["session"]["id"] == session["id"]
    assert "Andersson" not in file.decode(), "names stay where they were given"


@pytest.mark.parametrize("tell", STORIES, ids=lambda tell: tell.__name__)
def test_every_story_is_the_same_elsewhere(here: Place, elsewhere: Place, tell: Callable[[Story], None]) -> None:
    hall = Hall(here.server)
    tell(Story(hall, tell.__name__))
    hall.empties()
    open_file = here.exports(hall.session, "json")
    here.server.post(f"/api/v1/sessions/{hall.id}/close", headers=hall.bearer())
    file, paper = here.exports(hall.session, "json"), here.exports(hall.session, "md")

    loaded = elsewhere.takes_whole(open_file)
    assert elsewhere.exports(loaded, "json") == open_file, "a meeting that is on goes on"
    elsewhere.purges(loaded["id"])

    loaded = elsewhere.takes_whole(file)
    assert (loaded["id"], loaded["code"]) == (hall.id, hall.session["code"])
    assert elsewhere.exports(loaded, "json") == file
    assert elsewhere.exports(loaded, "md") == paper
    assert loaded["tokens"] != hall.session["tokens"], "its keys are the other house's own"


def test_the_command_line_takes_it_as_well_and_goes_on_counting(
    exported: tuple[dict[str, Any], bytes], elsewhere: Place
) -> None:
    session, file = exported
    terminal = elsewhere.terminal
    (terminal.folder / "meeting.yaml").write_bytes(file)  # what it is stands in it, not in its name

    assert "whole session" in terminal.types("check", "meeting.yaml").stderr
    loaded = json.loads(terminal.gets("load", "--json", "meeting.yaml"))
    assert (loaded["id"], loaded["code"]) == (session["id"], session["code"])

    lead = Wire(elsewhere.server.address, {"token": loaded["tokens"]["facilitator"]})
    before = {event["channel"]: event["seq"] for event in json.loads(file)["events"]}
    people = lead.call("subscribe", {"channel": "session"})["snapshot"]["participants"]
    note = {"id": "0b9f5f6e-6a0f-4c63-9f2f-5b6f0d1f3a11", "type": "note.add", "channel": "room-1"}
    answer = lead.call("command", note | {"data": {"text": "Och så gick det vidare"}})
    lead.close()

    assert [(person["name"], person["organisation"]) for person in people] == [(None, "Universitetet")]
    assert answer == {"ok": True, "channel": "room-1", "seq": before["room-1"] + 1}
    refused = terminal.is_refused("load", "meeting.yaml")
    assert "here already" in refused
    elsewhere.purges(loaded["id"])


def test_a_session_that_is_there_already_is_not_loaded_over(
    exported: tuple[dict[str, Any], bytes], here: Place
) -> None:
    session, file = exported
    before = here.exports(session, "json")

    answer = here.takes(file)

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")
    assert "here already" in answer.json()["error"]["message"]
    assert here.exports(session, "json") == before


def test_a_taken_code_becomes_another(exported: tuple[dict[str, Any], bytes], here: Place) -> None:
    session, file = exported
    other = file.replace(session["id"].encode(), b"0123456789ab")

    loaded = here.takes_whole(other)

    assert loaded["id"] == "0123456789ab"
    assert loaded["code"] != session["code"]
    assert {row["id"]: row["code"] for row in here.sessions()}[loaded["id"]] == loaded["code"]
    again = here.exports(loaded, "json").replace(loaded["code"].encode(), session["code"].encode())
    assert again == other, "all but the code is as it was"
    assert here.server.post("/api/v1/join", json={"code": loaded["code"], "name": "Bo"}).status_code == 201
    here.purges(loaded["id"])


def test_a_template_and_a_logo_come_along_by_both_ways(here: Place, elsewhere: Place) -> None:
    hall = Hall(here.server)
    for part, content in (("template?name=Mall.dotx", agency.template()), ("logo", DRAWING)):
        address = f"{here.server.address}/api/v1/sessions/{hall.id}/{part}"
        kept = requests.put(address, data=content, headers=hall.bearer(), timeout=60)
        assert kept.status_code == 200, kept.text
    file = here.exports(hall.session, "json")
    (elsewhere.terminal.folder / "dressed.json").write_bytes(file)

    loaded = elsewhere.takes_whole(file)
    assert elsewhere.exports(loaded, "json") == file
    elsewhere.purges(loaded["id"])
    loaded = json.loads(elsewhere.terminal.gets("load", "--json", "dressed.json"))
    assert elsewhere.exports(loaded, "json") == file
    elsewhere.purges(loaded["id"])


def _macro(file: bytes) -> bytes:
    macro = agency.changed(agency.template(), lambda parts: parts.__setitem__("word/vbaProject.bin", b"x"))
    enclosed = Enclosed("template", "mall.docx", "2025-09-30T09:00:00.000Z", macro)
    return json.dumps(json.loads(file) | {"files": [enclosed.as_data()]}).encode()


def _cut(file: bytes) -> bytes:
    return file[: len(file) * 2 // 3]


def _newer(file: bytes) -> bytes:
    return file.replace(b'"samtal": 1', b'"samtal": 2', 1)


def _foreign(file: bytes) -> bytes:
    return b'{"session": {"cookie": "abc"}, "events": []}'


def _disordered(file: bytes) -> bytes:
    data = json.loads(file)
    data["events"].reverse()
    return json.dumps(data).encode()


def _unknown(file: bytes) -> bytes:
    return file.replace(b'"note.added"', b'"note.sung"')


def _controlling(file: bytes) -> bytes:
    return file.replace("Det behövs".encode(), b"\\u001b[31m")


def _deep(file: bytes) -> bytes:
    return b'{"session": {}, "events": ' + b"[" * 200_000


def _huge(file: bytes) -> bytes:
    return b'{"session": {}, "x": "' + b"x" * HUNDRED_MEGABYTES + b'"}'


WRONG: dict[Callable[[bytes], bytes], tuple[str, str]] = {
    _cut: ("invalid", "damaged or cut off"),
    _newer: ("invalid", "newer version"),
    _foreign: ("invalid", "not a whole session"),
    _disordered: ("invalid", "Event 1 in the file"),
    _unknown: ("invalid", "does not know event"),
    _controlling: ("invalid", "Event"),
    _deep: ("invalid", "damaged or cut off"),
    _macro: ("invalid", "contains macros"),
    _huge: ("too_large", "larger than 64 MiB"),
}


@pytest.mark.parametrize("spoil", WRONG, ids=lambda spoil: spoil.__name__)
def test_a_wrong_file_is_one_clear_sentence_and_nothing_is_stored(
    exported: tuple[dict[str, Any], bytes], elsewhere: Place, spoil: Callable[[bytes], bytes]
) -> None:
    code, sentence = WRONG[spoil]
    file = spoil(exported[1])
    (elsewhere.terminal.folder / "wrong.json").write_bytes(file)
    before = elsewhere.sessions()

    said = elsewhere.terminal.is_refused("load", "wrong.json")
    answer = elsewhere.takes(file)

    assert said.startswith("wrong.json: ")
    assert sentence in said
    assert len(said.splitlines()) == 1
    error = answer.json()["error"]
    assert (error["code"], error["field"]) == (code, "file")
    assert sentence in error["message"]
    assert elsewhere.sessions() == before
    assert "Traceback" not in elsewhere.server.log


def test_the_sentence_is_in_the_readers_language(exported: tuple[dict[str, Any], bytes], elsewhere: Place) -> None:
    answer = elsewhere.takes(_newer(exported[1]), **{"Accept-Language": "sv"})

    assert "nyare version" in answer.json()["error"]["message"]


def test_only_the_organiser_may(exported: tuple[dict[str, Any], bytes], elsewhere: Place) -> None:
    assert elsewhere.takes(exported[1], Authorization="Bearer nobody").status_code == 401
