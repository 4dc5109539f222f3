"""The hall's Wi-Fi: its QR code for the wall, and everywhere that its password does not go."""

from __future__ import annotations

import io

import pytest
import segno

from tests.web.house import House, refusal

PASSWORD = "hemligt;lösen"


def drawn(content: str) -> str:
    """Give the path that draws this content."""
    drawing = io.BytesIO()
    segno.make_qr(content).save(drawing, kind="svg", omitsize=True, border=2, light="#fff")
    return path(drawing.getvalue().decode())


def path(svg: str) -> str:
    return svg.rpartition(' d="')[2].partition('"')[0]


@pytest.mark.parametrize("who", ["facilitator", "projector"])
def test_the_wall_gets_the_code_that_puts_a_phone_on_the_net(house: House, who: str):
    house.leads("hall.set", ssid="Konferens: Öst", password=PASSWORD)

    answer = house.gets(who, "wifi-qr.svg")

    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert "private" in answer.headers["Cache-Control"]
    assert path(answer.text) == drawn("WIFI:T:WPA;S:Konferens\\: Öst;P:hemligt\\;lösen;;")
    assert "hemligt" not in answer.text


def test_an_open_net_has_a_code_without_password(house: House):
    house.leads("hall.set", ssid="Gäst")

    assert path(house.gets("projector", "wifi-qr.svg").text) == drawn("WIFI:S:Gäst;;")


def test_there_is_no_code_before_a_net_is_set_and_none_when_it_was_taken_away(house: House):
    refusal(house.gets("projector", "wifi-qr.svg"), 404, "not_found")
    house.leads("hall.set", ssid="Konferens", password=PASSWORD)
    house.leads("hall.set")
    refusal(house.gets("projector", "wifi-qr.svg"), 404, "not_found")


def test_the_code_changes_with_the_net(house: House):
    codes = set()
    for ssid in ("Konferens", "Gäst"):
        house.leads("hall.set", ssid=ssid, password=PASSWORD)
        codes.add(path(house.gets("projector", "wifi-qr.svg").text))

    assert len(codes) == 2


def test_participants_get_neither_code_nor_net(house: House):
    house.leads("hall.set", ssid="Konferens", password=PASSWORD)
    house.joins("Anna", room="room-1")

    refusal(house.gets("Anna", "wifi-qr.svg"), 403, "forbidden")
    refusal(house.gets("nobody", "wifi-qr.svg"), 401, "unauthorised")
    state = house.state("Anna")
    assert state["session"]["hall"] is None
    assert "Konferens" not in str(state)


@pytest.mark.parametrize("status", ["open", "closed"])
def test_the_exported_meeting_does_not_tell_the_password(house: House, status: str):
    house.leads("hall.set", ssid="Konferens", password=PASSWORD)
    if status == "closed":
        house.leads("session.close")

    exported = house.gets("facilitator", "export?format=json")

    assert exported.status_code == 200
    told = [event["data"] for event in exported.get_json()["events"] if event["type"] == "hall.set"]
    assert told == [{"ssid": "Konferens", "password": None}]
    assert "hemligt" not in exported.text
    assert house.state("projector")["session"]["hall"]["password"] == PASSWORD
