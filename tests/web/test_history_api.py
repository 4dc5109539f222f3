"""The history of a text over HTTP: for facilitators, and for nobody else."""

from __future__ import annotations

from uuid import uuid4

from server.services.commands import read_command
from server.services.keys import Identity
from tests.web.house import House, refusal


def wishes(house: House, type: str, channel: str, **data: object) -> str:
    wish = str(uuid4())
    command = read_command({"id": wish, "type": type, "channel": channel, "data": data})
    house.samtal.command(Identity(house.id, "facilitator"), command)
    return wish


def test_a_facilitator_reads_how_a_block_and_a_part_came_to_be(house: House):
    block = wishes(house, "block.add", "room-1", text="Ett")
    wishes(house, "block.edit", "room-1", block=block, text="Två")
    wishes(house, "block.add", "room-1", text="Ett annat stycke")
    wishes(house, "text.edit", "draft", part="lead", lines=[{"runs": [{"text": "Ingressen"}]}])

    of_block = house.gets("facilitator", f"history?channel=room-1&block={block}").get_json()["versions"]
    of_part = house.gets("facilitator", "history?part=lead").get_json()["versions"]

    assert [(version["text"], version["by"]) for version in of_block] == [
        ("Ett", "facilitator"),
        ("Två", "facilitator"),
    ]
    assert [version["text"] for version in of_part] == ["Ingressen"]
    assert len(house.gets("facilitator", "history?channel=room-1").get_json()["versions"]) == 3


def test_older_versions_are_asked_for_by_the_number_that_the_answer_gives(house: House):
    block = wishes(house, "block.add", "room-1", text="Ett")
    for number in range(3):
        wishes(house, "block.edit", "room-1", block=block, text=f"Version {number}")
        wishes(house, "block.remove", "room-1", block=wishes(house, "block.add", "room-1", text=f"Bort {number}"))

    newest = house.gets("facilitator", "history?channel=room-1&limit=3").get_json()
    older = house.gets("facilitator", f"history?channel=room-1&limit=500&before={newest['before']}").get_json()

    assert [version["text"] for version in newest["versions"]] == ["Version 2", "Bort 2", "Bort 2"]
    assert (len(older["versions"]), older["before"]) == (7, None)


def test_a_facilitator_reads_how_a_pattern_came_to_be(house: House):
    theme = wishes(house, "theme.add", "session", text="Ett mönster")
    wishes(house, "theme.edit", "session", theme=theme, text="Helt andra ord")

    told = house.gets("facilitator", f"history?theme={theme}&limit=1").get_json()

    assert [version["text"] for version in told["versions"]] == ["Ett mönster", "Helt andra ord"]
    assert told["before"] is None


def test_who_has_been_made_facilitator_reads_it_too(house: House):
    anna = house.joins("Anna", room="room-1")
    wishes(house, "block.add", "room-1", text="Ett")
    house.leads("participant.role", participant=anna, role="facilitator")

    assert house.gets("Anna", "history?channel=room-1").status_code == 200


def test_nobody_else_reads_it(house: House):
    wishes(house, "block.add", "room-1", text="Ett")
    anna = house.joins("Anna", room="room-1")
    house.leads("participant.role", participant=anna, role="note-taker")

    for path in ("history?channel=room-1", "history?part=lead", "readings"):
        refusal(house.gets("nobody", path), 401, "unauthorised")
        refusal(house.gets("somebody unknown", path), 401, "unauthorised")
        for who in ("Anna", "projector"):
            refusal(house.gets(who, path), 403, "forbidden")


def test_what_is_asked_wrongly_is_refused(house: House):
    refusal(house.gets("facilitator", "history"), 400, "invalid", "channel")
    refusal(house.gets("facilitator", "history?channel=room-1&part=lead"), 400, "invalid", "channel")
    refusal(house.gets("facilitator", "history?part=lead&theme=x"), 400, "invalid", "channel")
    for path, field in (
        ("history?channel=room-99", "channel"),
        ("history?channel=%00", "channel"),
        ("history?part=%00", "part"),
        ("history?theme=%25", "theme"),
    ):
        refusal(house.gets("facilitator", path), 404, "not_found", field)
    for field in ("before", "limit"):
        for wrong in ("x", "-1", "1.5", "", "%00", "9" * 30):
            refusal(house.gets("facilitator", f"history?part=lead&{field}={wrong}"), 400, "invalid", field)
    refusal(house.gets("facilitator", "history?part=lead&limit=0"), 400, "invalid", "limit")
    refusal(house.gets("facilitator", "history?part=lead&limit=501"), 400, "invalid", "limit")
    assert house.gets("facilitator", "history?channel=room-1&block=%25%00").get_json()["versions"] == []
