"""What is erased is gone from every file of the installation, and what was backed up before comes back whole."""

from __future__ import annotations

from pathlib import Path

import requests

from tests.export import agency
from tests.hall import Hall, Person
from tests.server import Server, served

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
