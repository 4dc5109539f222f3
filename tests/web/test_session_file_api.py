"""Writing a session file from a form: the file out, or every problem in it."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from werkzeug.test import TestResponse

from server.session_file import read
from tests.domain.cast import PLAN
from tests.web.house import House, refusal

STRANGE = 'Träff: "citat" # [tal] – 09:00 & <b>'


def writes(house: House, who: str, form: Any) -> TestResponse:
    body = form if isinstance(form, bytes) else orjson.dumps(form)
    return house.asks(who, "POST", "/session-file", data=body)


def test_what_the_form_says_comes_out_as_a_file_that_can_be_read(house: House):
    form = PLAN | {"title": STRANGE, "place": "Göteborg"}

    answer = writes(house, "organiser", form)

    assert (answer.status_code, answer.mimetype) == (200, "application/yaml")
    plan = read(answer.data, "session.yaml")
    assert plan == read(orjson.dumps(form), "session.yaml")
    assert (plan.title, len(plan.rooms)) == (STRANGE, 3)


def test_the_written_file_makes_a_session(house: House):
    file = writes(house, "organiser", PLAN).data

    created = house.asks("organiser", "POST", "/sessions", data=file)

    assert created.status_code == 201


def test_a_sessions_own_file_can_be_had_again_by_its_facilitator(house: House):
    answer = house.gets("facilitator", "session-file")

    assert (answer.status_code, answer.mimetype) == (200, "application/yaml")
    assert f"samtal {PLAN['date']} {house.id[:6]}.yaml" in answer.headers["Content-Disposition"]
    assert read(answer.data, "session.yaml") == read(orjson.dumps(PLAN), "session.yaml")
    house.joins("Anna")
    for who in ("Anna", "projector"):
        assert house.gets(who, "session-file").status_code in (401, 403)


def test_nothing_is_created_by_writing(house: House):
    before = house.asks("organiser", "GET", "/sessions").get_json()
    writes(house, "organiser", PLAN)

    assert house.asks("organiser", "GET", "/sessions").get_json() == before


def test_every_problem_is_told_with_its_place(house: House):
    form = {key: value for key, value in PLAN.items() if key != "title"} | {"date": "30 september", "färg": "röd"}

    problems = refusal(writes(house, "organiser", form), 400, "invalid", "file")["problems"]

    assert all(set(problem) == {"line", "column", "message"} for problem in problems)
    for named in ("title", "färg", "datum"):
        assert any(named in problem["message"] for problem in problems)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"{" * 5000, b'"samtal: 1"'])
def test_what_is_no_form_is_refused_with_a_sentence(house: House, body: bytes):
    refusal(writes(house, "organiser", body), 400, "invalid", "file")


@pytest.mark.parametrize("who", ["nobody", "somebody unknown", "facilitator", "projector"])
def test_only_the_organiser_writes_session_files(house: House, who: str):
    refusal(writes(house, who, PLAN), 401, "unauthorised")
