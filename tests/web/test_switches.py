"""Switches in an address say 1 or 0: who writes anything else is told so, and never gets the opposite."""

from __future__ import annotations

import pytest

from tests.web.house import House, refusal

NEITHER = ["2", "x", "true", "yes", "", "01", " 1", "%00", "-1"]


@pytest.mark.parametrize("said", NEITHER)
@pytest.mark.parametrize("switch", ["template", "traces"])
def test_an_export_is_refused_where_a_switch_says_neither_yes_nor_no(house: House, switch: str, said: str):
    refusal(house.gets("facilitator", f"export?format=json&{switch}={said}"), 400, "invalid", switch)


def test_an_export_is_given_where_the_switches_say_yes_or_no(house: House):
    for said in ("template=0&traces=1", "template=1&traces=0", "template=0", "traces=1"):
        assert house.gets("facilitator", f"export?format=json&{said}").status_code == 200, said


@pytest.mark.parametrize("said", NEITHER)
def test_nothing_is_erased_where_it_is_not_clear_how_much(house: House, said: str):
    before = house.state("facilitator")

    answer = house.asks("organiser", "DELETE", f"/sessions/{house.id}?personal_data_only={said}")

    refusal(answer, 400, "invalid", "personal_data_only")
    assert house.state("facilitator") == before


@pytest.mark.parametrize("said", NEITHER)
def test_nobody_is_seated_by_a_guess(house: House, said: str):
    refusal(house.gets("facilitator", f"seating?everybody={said}"), 400, "invalid", "everybody")
