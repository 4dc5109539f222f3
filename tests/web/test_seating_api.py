"""Asking for a proposal of who sits where."""

from __future__ import annotations

import pytest

from tests.web.house import House, refusal


def test_the_facilitator_gets_a_proposal_and_nobody_is_moved(house: House):
    nils = house.joins("Nils")
    before = house.state("facilitator")

    answer = house.gets("facilitator", "seating")

    assert answer.get_json() == {"moves": [{"participant": nils, "room": "room-1"}]}
    assert house.state("facilitator") == before


def test_everybody_is_seated_anew_only_where_that_is_asked_for(house: House):
    anna, bo = house.joins("Anna", room="room-1"), house.joins("Bo", room="room-1")

    def moved(query: str) -> set[str]:
        return {move["participant"] for move in house.gets("facilitator", f"seating{query}").get_json()["moves"]}

    assert moved("") == moved("?everybody=0") == set()
    assert len(moved("?everybody=1")) == 1
    assert moved("?everybody=1") < {anna, bo}


@pytest.mark.parametrize("who", ["projector", "Anna"])
def test_seating_is_the_facilitators_alone(house: House, who: str):
    house.joins("Anna")

    refusal(house.gets(who, "seating"), 403, "forbidden")


@pytest.mark.parametrize("who", ["nobody", "somebody unknown"])
def test_strangers_get_no_seating(house: House, who: str):
    refusal(house.gets(who, "seating"), 401, "unauthorised")
