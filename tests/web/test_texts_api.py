"""The organiser's own words for the pages that the law asks for."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.web.house import House, refusal

NOTHING = {"sv": "", "en": ""}


def reads(house: House, name: str, who: str = "nobody") -> Any:
    answer = house.asks(who, "GET", f"/texts/{name}")
    assert answer.status_code == 200
    return answer.get_json()


def writes(house: House, name: str, who: str = "organiser", **texts: Any) -> TestResponse:
    return house.asks(who, "PUT", f"/texts/{name}", json=texts)


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_a_text_is_written_by_the_organiser_and_read_by_all(house: House, name: str):
    assert reads(house, name) == NOTHING

    answer = writes(house, name, sv=" Vi följer lagen.\r\n\r\n- **Nästan** ", en="We comply.")

    kept = {"sv": "Vi följer lagen.\n\n- **Nästan**", "en": "We comply."}
    assert (answer.status_code, answer.get_json()) == (200, kept)
    assert reads(house, name) == kept
    house.joins("Anna")
    assert reads(house, name, "Anna") == kept
    other = {"accessibility": "privacy", "privacy": "accessibility"}[name]
    assert reads(house, other) == NOTHING


def test_what_is_left_out_stays_and_an_empty_text_brings_ours_back(house: House):
    writes(house, "privacy", sv="Så gör vi", en="What we do")
    writes(house, "privacy", sv="Så gör vi nu")
    assert reads(house, "privacy") == {"sv": "Så gör vi nu", "en": "What we do"}

    writes(house, "privacy", sv="  ", en=None)
    assert reads(house, "privacy") == {"sv": "", "en": "What we do"}


def test_a_text_is_kept_as_it_was_written_and_never_as_markup(house: House):
    text = "<script>alert('hej')</script> & {{7*7}} 👩🏽‍🔬"
    writes(house, "privacy", sv=text)

    assert reads(house, "privacy")["sv"] == text


@pytest.mark.parametrize(
    ("texts", "status", "code", "field"),
    [
        ({"sv": "x" * 20_001}, 413, "too_large", "sv"),
        ({"en": "x" * 200_000}, 413, "too_large", "en"),
        ({"sv": "osynlig\x00t"}, 400, "invalid", "sv"),
        ({"sv": 7}, 400, "invalid", "sv"),
        ({"de": "Wir"}, 400, "invalid", "de"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_changes_nothing(
    house: House, texts: dict[str, Any], status: int, code: str, field: str
):
    writes(house, "privacy", sv="Före")

    refusal(writes(house, "privacy", **texts), status, code, field)

    assert reads(house, "privacy") == {"sv": "Före", "en": ""}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"sv"', b"\xff"])
def test_what_is_no_object_is_refused(house: House, body: bytes):
    answer = house.asks("organiser", "PUT", "/texts/privacy", data=body)

    assert answer.status_code == 400
    assert answer.get_json()["error"]["code"] == "invalid"


@pytest.mark.parametrize("name", ["cookies", "Privacy", "organiser_generation", "..", "x" * 200])
def test_there_are_no_other_texts(house: House, name: str):
    for answer in (house.asks("nobody", "GET", f"/texts/{name}"), writes(house, name, sv="Hej")):
        assert answer.status_code == 404
        assert answer.get_json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("who", ["nobody", "somebody unknown", "facilitator", "projector"])
def test_only_the_organiser_writes_texts(house: House, who: str):
    refusal(writes(house, "privacy", who, sv="Mitt"), 401, "unauthorised")
    assert reads(house, "privacy") == NOTHING


def test_another_site_does_not_write_with_the_organisers_cookie(house: House):
    answer = house.asks("organiser", "PUT", "/texts/privacy", json={"sv": "Annat"}, headers={"Origin": "https://x.se"})

    refusal(answer, 403, "forbidden")
