"""GET draft: the paper in pieces, each with what changes it, and how far the paper has come."""

from __future__ import annotations

import gzip
import json
from uuid import uuid4

import pytest

from server.services.commands import read_command
from server.services.keys import Identity
from tests.web.house import House, refusal


def wishes(house: House, type: str, channel: str, **data: object) -> str:
    wish = {"id": str(uuid4()), "type": type, "channel": channel, "data": data}
    house.samtal.command(Identity(house.id, "facilitator"), read_command(wish))
    return wish["id"]


def draft(house: House) -> dict:
    return house.gets("facilitator", "draft").get_json()


def pieces(house: House) -> dict[str, dict]:
    return {piece["id"]: piece for piece in draft(house)["pieces"]}


def test_the_draft_comes_in_pieces_that_say_how_they_are_changed(house: House):
    title = pieces(house)["title"]
    assert set(title) == {"id", "anchor", "html", "origin", "sources", "edit", "edits", "theme"}
    assert title["edit"]["single"] is True
    assert title["edit"]["own"] is False

    wishes(house, "text.edit", "draft", part="title", lines=[{"runs": [{"text": "<Vår> rubrik"}]}])

    title = pieces(house)["title"]
    assert "&lt;Vår&gt; rubrik" in title["html"]
    assert title["origin"] == "editor"
    assert title["edit"]["lines"] == [{"kind": "paragraph", "level": 0, "runs": [{"text": "<Vår> rubrik"}]}]
    assert title["edit"]["own"] is True


def test_what_a_piece_gives_to_edit_is_what_an_edit_begins_with(house: House):
    edit = pieces(house)["lead"]["edit"]

    for word in ("Först", "Sist"):
        first, *others = edit["lines"]
        runs = [{"text": word + " "}, *first["runs"]] if word == "Först" else [*first["runs"], {"text": " " + word}]
        wishes(house, "text.edit", "draft", part="lead", lines=[first | {"runs": runs}, *others], base=edit["lines"])

    text = pieces(house)["lead"]["html"]
    assert text.startswith('<p class="paper__lead">Först ')
    assert text.endswith(" Sist</p>")


def test_a_sections_piece_is_its_notes_until_it_is_begun(house: House):
    note = wishes(house, "note.add", "room-1", text="Vi <vill> & kan.")
    before = pieces(house)["room-1/text"]
    assert before["edit"] == {"channel": "room-1", "begun": False, "notes": True}

    begun = wishes(house, "section.begin", "room-1")

    after = pieces(house)["room-1/text"]
    assert after["edit"]["begun"] is True
    assert after["sources"] == before["sources"] == [note]
    assert f'data-id="{begun}-1"' in after["html"]
    assert "Vi &lt;vill&gt; &amp; kan." in after["html"]


def test_notes_that_are_left_out_on_purpose_are_listed_by_themselves(house: House):
    note = wishes(house, "note.add", "room-1", text="Fikat var gott")
    wishes(house, "block.add", "room-1", text="Gruppen enades.")
    assert draft(house)["unused"] == [note]

    wishes(house, "note.omit", "draft", note=note)

    assert draft(house)["unused"] == []
    assert draft(house)["omitted"] == [note]


def test_who_has_the_draft_as_it_stands_is_not_sent_it_again(house: House):
    tag = house.gets("facilitator", "draft").headers["ETag"]
    same = house.gets("facilitator", "draft", headers={"If-None-Match": tag})
    assert (same.status_code, same.get_data(), same.headers["ETag"]) == (304, b"", tag)
    english = {"If-None-Match": tag, "Accept-Language": "en"}
    assert house.gets("facilitator", "draft", headers=english).status_code == 200

    wishes(house, "block.add", "room-1", text="Gruppen enades.")

    changed = house.gets("facilitator", "draft", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert "Gruppen enades." in changed.get_json()["html"]


def test_the_draft_comes_packed_to_whoever_can_unpack_it(house: House):
    packed = house.gets("facilitator", "draft", headers={"Accept-Encoding": "gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.get_data())) == draft(house)


@pytest.mark.parametrize("state", ["working", "draft", "confirmed", "sent"])
def test_the_draft_says_how_far_the_paper_has_come(house: House, state: str):
    assert draft(house)["state"] == "working"
    wishes(house, "session.close", "session")

    wishes(house, "paper.mark", "draft", state=state)

    assert draft(house)["state"] == state


def test_the_draft_is_the_facilitators(house: House):
    house.joins("Anna", room="room-1")

    refusal(house.gets("Anna", "draft"), 403, "forbidden")


def test_the_draft_tells_on_which_page_what_stands(house: House):
    wishes(house, "block.add", "room-1", text="Gruppen enades.")

    told = house.gets("facilitator", "draft/pages").get_json()

    anchors = {heading["anchor"] for heading in draft(house)["outline"]}
    assert told["pages"] >= 1
    assert anchors <= set(told["starts"])
    assert max(told["starts"].values()) <= told["pages"]


def test_its_pages_are_the_facilitators(house: House):
    house.joins("Anna", room="room-1")

    refusal(house.gets("Anna", "draft/pages"), 403, "forbidden")
    refusal(house.gets("nobody", "draft/pages"), 401, "unauthorised")
