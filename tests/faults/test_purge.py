"""What is erased is gone from every file of the installation, and what was backed up before comes back whole."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
import requests

from tests.export import agency
from tests.hall import Hall, Person
from tests.server import ANSWER_SECONDS, Server, served

NAME = "Hemlighetsson"
LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="31" height="37"/></svg>'


def holding(folder: Path, *words: bytes) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(word in file.read_bytes() for word in words)]


def uploads(hall: Hall) -> None:
    for name, content in (("template", agency.template()), ("logo", LOGO)):
        url = f"{hall.server.address}/api/v1/sessions/{hall.id}/{name}"
        assert requests.put(url, data=content, headers=hall.bearer(), timeout=30).status_code == 200


def reading_key(hall: Hall, lead: Person) -> str:
    lead.manages("reading.open", days=3)
    link: str = hall.get("/readings").json()["readings"][0]["link"]
    return link.rpartition("/")[2]


class Turning:
    """Somebody who settles and reopens comments until told to stop; each event has the whole comment."""

    def __init__(self, person: Person, comments: list[str]) -> None:
        self.person, self.comments = person, comments
        self.turned = self.refused = 0
        self.well_under_way, self.stop = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._turns, daemon=True)
        self.thread.start()

    def _turns(self) -> None:
        while not self.stop.is_set():
            commands = [
                self.person.command(type, "draft", comment=comment)
                for comment in self.comments
                for type in ("comment.settle", "comment.reopen")
            ]
            numbers = [self.person.wire.begin("command", command) for command in commands]
            answers = [self.person.wire.answer(number) for number in numbers]
            self.turned += sum(answer["ok"] for answer in answers)
            self.refused += sum(not answer["ok"] for answer in answers)
            self.well_under_way.set()

    def ends(self) -> None:
        self.stop.set()
        self.thread.join(ANSWER_SECONDS)


@pytest.mark.parametrize("known_to_run", [True, False], ids=["through the server", "beside the server"])
def test_what_is_erased_in_the_middle_of_a_stream_of_commands_is_never_written_again(
    own_data: Path, known_to_run: bool
) -> None:
    with served(own_data, SAMTAL_COMMANDS_PER_SECOND="0") as server:
        hall = Hall(server)
        lead, reader = hall.facilitator(), hall.facilitator()
        comments = [lead.manages("comment.add", text=f"Fråga {NAME} {number}", part="title") for number in range(10)]
        reader.follows("draft")
        turning = Turning(lead, comments)
        assert turning.well_under_way.wait(ANSWER_SECONDS)
        if not known_to_run:
            (own_data / "server.json").unlink()

        server.samtal("purge", hall.id, "--personal-data-only")
        receipt_at = turning.turned
        one_more = reader.command("comment.settle", "draft", comment=comments[0])
        assert reader.wire.call("command", one_more)["ok"]
        turning.well_under_way.clear()
        assert turning.well_under_way.wait(ANSWER_SECONDS)
        turning.ends()

        assert turning.turned > receipt_at
        assert turning.refused == 0
        assert {comment["text"] for comment in lead.snapshot("draft")["comments"]} == {"[…]"}
        server.terminate()
        assert holding(own_data, NAME.encode()) == []


def test_nobody_writes_into_a_session_that_was_erased_beside_the_server(own_data: Path) -> None:
    with served(own_data) as server:
        hall = Hall(server)
        anna = hall.join("Grupp 1", NAME)
        anna.writes(f"Ett inlägg av {NAME}")
        (own_data / "server.json").unlink()

        server.samtal("purge", hall.id)

        assert anna.does("note.add", text=f"Ännu ett av {NAME}")["error"]["code"] == "not_found"
        server.terminate()
        assert holding(own_data, NAME.encode()) == []


def test_names_and_comments_go_first_and_then_the_whole_session_with_its_files(own_data: Path, tmp_path: Path) -> None:
    kept = str(tmp_path / "kept.backup")
    with served(own_data) as server:
        hall = Hall(server)
        lead, anna = hall.facilitator(), hall.join("Grupp 1", NAME)
        anna.writes("Ett inlägg")
        uploads(hall)
        key = reading_key(hall, lead)
        lead.manages("comment.add", text=f"Fråga {NAME}", part="title")
        said = {"text": f"Det sade {NAME}", "part": "title", "organisation": NAME}
        assert server.post(f"/api/v1/reading/{key}/comments", json=said).status_code == 201
        draft, template = lead.snapshot("draft"), hall.get("/template").json()
        server.samtal("backup", kept)

        server.samtal("purge", hall.id, "--personal-data-only")

        assert [comment["text"] for comment in lead.snapshot("draft")["comments"]] == ["[…]", "[…]"]
        assert server.get(f"/r/{key}").status_code == 200
        server.terminate()
        assert holding(own_data, NAME.encode()) == []

    elsewhere = Server(tmp_path / "elsewhere")
    elsewhere.samtal("restore", kept)
    with served(tmp_path / "elsewhere") as server:
        hall.server = server
        lead = Person(hall, hall.session["tokens"]["facilitator"])
        assert lead.snapshot("draft") == draft
        assert hall.get("/template").json() == template

        server.samtal("purge", hall.id)

        assert server.get(f"/r/{key}").status_code == 404
        server.terminate()
        assert holding(tmp_path / "elsewhere", NAME.encode(), b'width="31"') == []
