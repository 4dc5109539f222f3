"""A link for reading over HTTP: its page, its comments, and everything that it does not open."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from limits import parse
from werkzeug.test import TestResponse

from server.services.commands import read_command
from server.services.keys import Identity
from server.web import reading
from tests.web.house import API, House, refusal

HOSTILE = '<img src=x onerror="alert(1)"> & "citat"'


@pytest.fixture(autouse=True)
def _nobody_has_written_yet() -> None:
    reading._limiter.storage.reset()


def wishes(house: House, type: str, channel: str, **data: object) -> str:
    wish = str(uuid4())
    command = read_command({"id": wish, "type": type, "channel": channel, "data": data})
    house.samtal.command(Identity(house.id, "facilitator"), command)
    return wish


def opens(house: House) -> str:
    return house.samtal.keys.reading(house.id, wishes(house, "reading.open", "draft", days=30))


def page(house: House, key: str, **headers: str) -> TestResponse:
    return house.flask.test_client().get(f"/r/{key}", headers=headers)


def comments(house: House, key: str, **fields: Any) -> TestResponse:
    body = {"text": "Datumet är fel.", "part": "lead"} | fields
    return house.asks("nobody", "POST", f"/reading/{key}/comments", json=body)


def kept(house: House) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.samtal.read(Identity(house.id, "facilitator"), "draft", None).snapshot[
        "comments"
    ]
    return found


def test_the_page_is_the_paper_with_its_state_and_its_last_day(house: House):
    wishes(house, "block.add", "room-1", text=HOSTILE)

    answer = page(house, opens(house), **{"Accept-Language": "sv"})

    assert answer.status_code == 200
    assert "&lt;img src=x" in answer.text
    assert "<img src=x" not in answer.text
    assert "Arbetsmaterial" in answer.text
    assert "Kan läsas här till den" in answer.text
    assert '<html lang="sv"' in answer.text


def test_the_page_speaks_the_readers_language_and_the_paper_its_own(house: House):
    answer = page(house, opens(house), **{"Accept-Language": "en"})

    assert '<html lang="en"' in answer.text
    assert "Working material" in answer.text
    assert '<article class="paper" lang="sv-SE"' in answer.text


def test_neither_search_engines_nor_caches_keep_it(house: House):
    wrong = house.flask.test_client().get("/r/nothing")
    for answer in (page(house, opens(house)), wrong):
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in answer.headers
    assert wrong.status_code == 404
    assert "Länken gäller inte längre" in wrong.text


def test_a_withdrawn_link_is_one_calm_sentence(house: House):
    key = opens(house)
    wishes(house, "reading.withdraw", "draft", reading=key.split(".")[1])

    answer = page(house, key, **{"Accept-Language": "en"})

    assert answer.status_code == 404
    assert "The link is no longer valid" in answer.text
    refusal(comments(house, key), 404, "not_found", "reading")


def test_a_confirmed_paper_says_so(house: House):
    key = opens(house)
    wishes(house, "session.close", "session")
    wishes(house, "paper.mark", "draft", state="confirmed")

    assert "Dokumentationen är fastställd" in page(house, key).text
    refusal(comments(house, key), 423, "locked")


def test_a_comment_is_kept_as_text(house: House):
    key = opens(house)

    answer = comments(house, key, text=HOSTILE, organisation="Skolverket", id="1")

    assert answer.status_code == 201
    assert answer.get_json()["id"] == "1"
    assert [(comment["text"], comment["by"], comment["organisation"]) for comment in kept(house)] == [
        (HOSTILE, "reader", "Skolverket")
    ]


def test_no_reader_sees_another_readers_comment(house: House):
    key = opens(house)
    comments(house, key, text="Bara för redaktören", organisation="Hemliga verket")

    for reader in (page(house, key), page(house, opens(house))):
        assert "Bara för redaktören" not in reader.text
        assert "Hemliga verket" not in reader.text


@pytest.mark.parametrize(
    ("fields", "status", "code", "field"),
    [
        ({"text": ""}, 400, "invalid", "text"),
        ({"text": "a\x07b"}, 400, "invalid", "text"),
        ({"text": 7}, 400, "invalid", "text"),
        ({"text": "x" * 10_000}, 413, "too_large", "text"),
        ({"organisation": "x" * 200}, 413, "too_large", "organisation"),
        ({"by": "facilitator"}, 400, "invalid", "by"),
        ({"name": "Anna"}, 400, "invalid", "name"),
        ({"part": "nothing"}, 404, "not_found", "part"),
        ({"part": None, "channel": "room-1", "block": "x" * 65}, 413, "too_large", "block"),
        ({"id": "x" * 65}, 413, "too_large", "id"),
        ({"part": None}, 400, "invalid", "part"),
    ],
)
def test_what_cannot_be_kept_is_refused(house: House, fields: dict[str, Any], status: int, code: str, field: str):
    refusal(comments(house, opens(house), **fields), status, code, field)
    assert kept(house) == []


def test_what_is_no_json_object_is_refused(house: House):
    path = f"/reading/{opens(house)}/comments"

    for body in (b"", b"[]", b'"text"', b"\xff", b"[" * 100_000):
        assert house.asks("nobody", "POST", path, data=body).get_json()["error"]["code"] == "invalid"
    refusal(house.asks("nobody", "POST", path, data=b" " * 300_000), 413, "too_large")


def test_a_page_of_another_site_does_not_comment_for_its_visitors(house: House):
    path = f"/reading/{opens(house)}/comments"
    body = {"text": "Hej", "part": "lead"}

    for origin in ("https://elsewhere.example", "null"):
        answer = house.asks("nobody", "POST", path, json=body, headers={"Origin": origin})
        assert answer.get_json()["error"]["code"] == "forbidden"
    assert kept(house) == []


def test_a_flood_from_an_address_is_held_back_and_reading_is_not(house: House):
    key, other = opens(house), opens(house)
    most = reading.FROM_AN_ADDRESS[0].amount
    answers = [comments(house, key, id=str(number)).status_code for number in range(most)]

    held = refusal(comments(house, other, id="a flood"), 429, "rate_limited")

    assert answers == [201] * most
    assert held["retry_after"] == 60
    assert len(kept(house)) == most
    assert page(house, key).status_code == 200


def test_a_link_that_has_gone_astray_is_held_back_whatever_the_address(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "ON_A_LINK", (parse("2/day"),))
    key, other = opens(house), opens(house)
    client = house.flask.test_client()

    def from_address(number: int, key: str) -> int:
        body = {"text": "Hej", "part": "lead"}
        address = {"REMOTE_ADDR": f"10.0.0.{number}"}
        return client.post(f"{API}/reading/{key}/comments", json=body, environ_base=address).status_code

    assert [from_address(number, key) for number in range(3)] == [201, 201, 429]
    assert from_address(4, other) == 201


def test_forged_keys_leave_nothing_behind(house: House):
    for number in range(5):
        refusal(comments(house, f"{house.id}.{number}.{'a' * 32}"), 404, "not_found", "reading")

    assert not [key for key in reading._limiter.storage.events if "link" in key]


def test_the_key_opens_nothing_else(house: House):
    key = opens(house)
    house.keys["reader"] = key
    house.keys["reader as facilitator"] = f"f.{key}"
    readable = ("", "/draft", "/export?format=json", "/history?part=lead", "/readings", "/sections/room-1", "/seating")

    for who in ("reader", "reader as facilitator"):
        for path in readable:
            refusal(house.asks(who, "GET", f"/sessions/{house.id}{path}"), 401, "unauthorised")
        refusal(house.asks(who, "GET", "/sessions"), 401, "unauthorised")
        refusal(house.asks(who, "POST", f"/sessions/{house.id}/close"), 401, "unauthorised")
    refusal(house.asks("nobody", "GET", f"/join?key={key}"), 404, "not_found", "key")
    client = house.flask.test_client()
    for role in ("participant", "facilitator", "projector"):
        client.set_cookie(f"samtal_{role}_{house.id}", key)
    assert client.get(f"{API}/sessions/{house.id}").status_code in (401, 403)
    for path in ("draft", "facilitator", "projector"):
        assert client.get(f"/s/{house.id}/{path}").status_code in (401, 403)
        assert client.get(f"/s/{house.id}/{path}?key={key}").status_code == 401


def test_other_keys_do_not_read_by_a_link(house: House):
    house.joins("Anna")
    others = [key for key in house.keys.values() if key] + [house.samtal.keys.join(house.id)]

    for key in others:
        assert page(house, key).status_code == 404
        refusal(comments(house, key), 404, "not_found", "reading")


def test_an_edition_is_a_page_for_those_who_facilitate_and_nobody_else(house: House):
    wishes(house, "block.add", "room-1", text=HOSTILE)
    house.samtal.close(house.id)
    house.marks("confirmed")
    (edition,) = house.gets("facilitator", "editions").get_json()["editions"]
    house.marks("draft")
    path = f"/s/{house.id}/editions"

    def opened(who: str, number: int = edition["edition"]) -> TestResponse:
        headers = {"Authorization": f"Bearer {house.keys[who]}"} if house.keys[who] else {}
        return house.flask.test_client().get(f"{path}/{number}", headers=headers | {"Accept-Language": "sv"})

    answer = opened("facilitator")
    assert answer.status_code == 200
    assert "&lt;img src=x" in answer.text
    assert "<img src=x" not in answer.text
    assert "Så här var dokumentationen när den fastställdes den " in answer.text
    assert "Den öppnades igen den " in answer.text
    assert f"/api/v1/sessions/{house.id}/export?edition={edition['edition']}&amp;format=docx" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert [opened(who).status_code for who in ("nobody", "projector")] == [401, 403]
    assert opened("facilitator", 99).status_code == 404
