"""A room reads its own part of the paper back, exactly as it will be printed."""

from __future__ import annotations

from uuid import uuid4

from server.services.commands import read_command
from server.services.keys import Identity
from tests.web.house import House, refusal

ROOM = "sections/room-1"


def wishes(house: House, type: str, channel: str, **data: object) -> None:
    wish = {"id": str(uuid4()), "type": type, "channel": channel, "data": data}
    house.samtal.command(Identity(house.id, "facilitator"), read_command(wish))


def test_a_room_reads_what_the_paper_says_of_it(house: House):
    house.joins("Anna", room="room-1")
    wishes(house, "block.add", "room-1", text="Vi <vill> & kan.")
    wishes(house, "section.confirm", "room-1", reservation="Inte alla")

    section = house.gets("Anna", ROOM).get_json()["html"]
    draft = house.gets("facilitator", "draft").get_json()["html"]

    for printed in ("Vi &lt;vill&gt; &amp; kan.", "Inte alla"):
        assert printed in section
        assert printed in draft


def test_another_group_does_not_get_it_and_neither_does_a_stranger(house: House):
    house.joins("Bo", room="room-2")

    refusal(house.gets("Bo", ROOM), 403, "forbidden", "channel")
    refusal(house.gets("nobody", ROOM), 401, "unauthorised")
    refusal(house.gets("facilitator", "sections/room-99"), 404, "not_found", "channel")
