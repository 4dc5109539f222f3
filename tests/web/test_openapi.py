"""The API's description is true: it names the routes that there are, and real answers are as it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import create_app
from server.resources import sessions_dir
from server.services.commands import read_command
from server.services.keys import Identity
from server.services.samtal import Samtal
from server.settings import Settings
from server.web.api import MAX_FIELDS_BYTES
from server.web.openapi import description
from tests.export import agency

FILE = (sessions_dir() / "workshop-example.yaml").read_bytes()
TYPES = {
    "string": str,
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


class House:
    """A server without a port: the application, asked as over HTTP."""

    def __init__(self, data: Path) -> None:
        app = create_app(Settings(data=data, async_mode="threading"))
        self.samtal: Samtal = app.samtal
        self.samtal.desk.start()
        self.flask = app.flask
        self.described = description()
        self.created: dict[str, Any] = {}

    @property
    def id(self) -> str:
        return str(self.created["id"])

    def asks(self, method: str, path: str, *, key: str | None = None, **more: Any) -> TestResponse:
        """Ask as a device that has no cookies."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        client: FlaskClient = self.flask.test_client(use_cookies=False)
        return client.open(path, method=method, headers=headers, **more)

    def gets(self, method: str, path: str, status: int, **more: Any) -> Any:
        """Ask, and see that the answer has this status and is as described; give its content."""
        answer = self.asks(method, path, **more)
        assert answer.status_code == status, answer.text
        call = self.described["paths"][template(path)][method.lower()]
        assert str(status) in call["responses"], f"{method} {path} does not say that it may answer {status}"
        content = call["responses"][str(status)]["content"]
        assert answer.mimetype in content
        if answer.mimetype == "application/json" and "schema" in content[answer.mimetype]:
            faults = list(differences(answer.json, content[answer.mimetype]["schema"], self.described))
            assert not faults, faults
        return answer.json if answer.mimetype == "application/json" else answer.data

    def wish(self, type: str, channel: str, **data: object) -> None:
        order = {"id": str(uuid4()), "type": type, "channel": channel, "data": data}
        self.samtal.command(Identity(self.id, "facilitator"), read_command(order))

    def comments_by_link(self, facilitator: str) -> str:
        """Open a link for reading, and give the path where its comments go."""
        self.wish("reading.open", "draft", days=1)
        readings = self.gets("GET", f"/api/v1/sessions/{self.id}/readings", 200, key=facilitator)["readings"]
        return f"/api/v1/reading/{readings[-1]['link'].rpartition('/')[2]}/comments"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("house"))
    yield house
    house.samtal.desk.stop()


@pytest.fixture
def meeting(house: House) -> House:
    """A house with a session in which everything has happened once."""
    organiser = house.samtal.organiser_key()
    house.created = house.gets("POST", "/api/v1/sessions", 201, key=organiser, data=FILE)
    join = {"code": house.created["code"], "name": "Anna", "organisation": "Education", "room": "room-1"}
    house.gets("POST", "/api/v1/join", 201, json=join)
    house.wish("step.start", "session", step="step-1")
    house.wish("note.add", "room-1", text="More chairs")
    house.wish("cluster.add", "room-1", title="Furniture")
    house.wish("block.add", "room-1", text="The group wants chairs.")
    house.wish("section.confirm", "room-1", reservation="Not all of us")
    house.wish("theme.add", "session", text="Chairs everywhere")
    house.wish("message.send", "session", text="Five minutes left")
    return house


def test_every_route_is_described_and_every_described_path_is_a_route(house: House) -> None:
    routes = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in house.flask.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/v1") or rule.endpoint.startswith("health.")
    }
    nothing_here = {route for route in routes if route[0] == "/api/v1/{anything}"}
    described = {
        (path, method) for path, calls in house.described["paths"].items() for method in calls if method != "parameters"
    }

    assert described == routes - nothing_here


def test_every_parameter_in_a_path_is_described(house: House) -> None:
    for path, calls in house.described["paths"].items():
        named = {parameter["name"] for parameter in calls.get("parameters", [])}
        assert named == set(re.findall(r"{(\w+)}", path)), path


def test_every_reference_leads_somewhere_and_every_schema_is_used(house: House) -> None:
    references = set(re.findall(r"'#/components/schemas/(\w+)'", str(house.described)))

    assert references == set(house.described["components"]["schemas"])
    schemes = {
        scheme
        for calls in house.described["paths"].values()
        for method, call in calls.items()
        if method != "parameters"
        for demand in call["security"]
        for scheme in demand
    }
    assert schemes == set(house.described["components"]["securitySchemes"])


def test_the_description_is_served(house: House) -> None:
    assert house.gets("GET", "/api/v1/openapi.json", 200) == house.described


def test_answers_are_as_described(meeting: House) -> None:
    house = meeting
    organiser = house.samtal.organiser_key()
    facilitator, projector = house.created["tokens"]["facilitator"], house.created["tokens"]["projector"]
    session = f"/api/v1/sessions/{house.id}"

    house.gets("GET", f"/api/v1/join?code={house.created['code']}", 200)
    for key in (facilitator, projector):
        house.gets("GET", session, 200, key=key)
        assert house.gets("GET", f"{session}/join-qr.svg", 200, key=key).startswith(b"<?xml")
    house.wish("hall.set", "session", ssid="The hall", password="longer than eight")
    assert house.gets("GET", f"{session}/wifi-qr.svg", 200, key=projector).startswith(b"<?xml")
    house.gets("GET", f"{session}/seating", 200, key=facilitator)
    house.gets("GET", f"{session}/sections/room-1", 200, key=projector)
    house.gets("GET", f"{session}/draft", 200, key=facilitator)
    assert house.gets("GET", f"{session}/draft/pages", 200, key=facilitator)["starts"]["d-room-1"]
    house.wish("text.edit", "draft", part="title", lines=[{"runs": [{"text": "Chairs"}]}])
    for asked in ("channel=room-1", "part=title"):
        assert house.gets("GET", f"{session}/history?{asked}", 200, key=facilitator)["versions"]
    comments = house.comments_by_link(facilitator)
    house.gets("POST", comments, 201, json={"text": "A good paper", "part": "lead", "organisation": "Us"})
    house.gets("GET", "/api/v1/sessions", 200, key=organiser)
    form = {"samtal": 1, "title": "A form", "date": "2026-03-12"}
    assert b"A form" in house.gets("POST", "/api/v1/session-file", 200, key=organiser, json=form)
    house.gets("PUT", "/api/v1/texts/privacy", 200, key=organiser, json={"en": "We keep little."})
    house.gets("GET", "/api/v1/texts/privacy", 200)
    house.gets("PUT", f"{session}/template", 200, key=facilitator, data=agency.template())
    house.gets("PUT", f"{session}/template/mapping", 200, key=facilitator, json={"Heading1": None})
    house.gets("PUT", f"{session}/logo", 200, key=facilitator, data=agency.PIXEL)
    house.gets("GET", f"{session}/template", 200, key=facilitator)
    house.gets("GET", f"{session}/logo", 200, key=facilitator)
    house.gets("POST", f"{session}/close", 200, key=facilitator)
    house.gets("GET", f"{session}/session-file", 200, key=facilitator)
    for format in export_formats(house):
        house.gets("GET", f"{session}/export?format={format}", 200, key=facilitator)
    house.wish("paper.mark", "draft", state="confirmed")
    (edition,) = house.gets("GET", f"{session}/editions", 200, key=facilitator)["editions"]
    house.gets("GET", f"{session}/export?format=md&edition={edition['edition']}", 200, key=facilitator)
    house.wish("paper.mark", "draft", state="draft")
    for part in ("template", "logo"):
        house.gets("DELETE", f"{session}/{part}", 200, key=facilitator)
    house.gets("GET", f"{session}/draft", 200, key=facilitator)
    house.gets("DELETE", f"{session}?personal_data_only=1", 200, key=organiser)
    house.gets("GET", session, 200, key=facilitator)
    house.gets("DELETE", session, 200, key=organiser)
    for path in ("/healthz", "/readyz", "/metrics"):
        house.gets("GET", path, 200)


def test_a_returning_device_is_answered_as_described(meeting: House) -> None:
    join = {"code": meeting.created["code"], "name": "Bo"}
    token = meeting.gets("POST", "/api/v1/join", 201, json=join)["token"]

    again = meeting.gets("POST", "/api/v1/join", 200, json=join, key=token)
    meeting.gets("GET", f"/api/v1/sessions/{meeting.id}", 200, key=token)
    page = meeting.gets("GET", f"/api/v1/join?code={meeting.created['code']}", 200, key=token)

    assert again["token"] == token
    assert page["you"] == again["participant"]


def test_refusals_are_as_described(meeting: House) -> None:
    house = meeting
    organiser, facilitator = house.samtal.organiser_key(), house.created["tokens"]["facilitator"]
    projector, code = house.created["tokens"]["projector"], house.created["code"]
    session = f"/api/v1/sessions/{house.id}"

    house.gets("GET", "/api/v1/join?code=ZZZZZZ", 404)
    house.gets("POST", "/api/v1/join", 400, json={"code": code})
    house.gets("POST", "/api/v1/join", 400, json={"code": code, "name": "Bo", "shoes": 43})
    house.gets("POST", "/api/v1/join", 413, data=b" " * (MAX_FIELDS_BYTES + 1))
    house.gets("POST", "/api/v1/join", 404, json={"key": "made.up", "name": "Bo"})
    house.gets("GET", "/api/v1/sessions", 401)
    house.gets("POST", "/api/v1/sessions", 401, data=FILE)
    refused = house.gets("POST", "/api/v1/sessions", 400, key=organiser, data=b"samtal: 2\n")
    assert refused["error"]["problems"][0]["line"] == 1
    house.gets("GET", session, 401)
    house.gets("PUT", f"{session}/template", 400, key=facilitator, data=b"no template")
    house.gets("PUT", f"{session}/template/mapping", 409, key=facilitator, json={})
    house.gets("PUT", f"{session}/logo", 400, key=facilitator, data=b"no picture")
    house.gets("GET", f"{session}/logo", 404, key=facilitator)
    house.gets("GET", f"{session}/wifi-qr.svg", 404, key=projector)
    house.gets("POST", "/api/v1/session-file", 400, key=organiser, json={"samtal": 1})
    house.gets("GET", "/api/v1/texts/poems", 404)
    house.gets("PUT", "/api/v1/texts/privacy", 401, json={"en": "Mine"})
    for path in (f"{session}/draft", f"{session}/draft/pages"):
        house.gets("GET", path, 401)
        house.gets("GET", path, 403, key=projector)
    for path in (f"{session}/history?channel=room-1", f"{session}/readings", f"{session}/editions"):
        house.gets("GET", path, 401)
        house.gets("GET", path, 403, key=projector)
    house.gets("GET", f"{session}/history", 400, key=facilitator)
    house.gets("GET", f"{session}/history?channel=room-99", 404, key=facilitator)
    comments = house.comments_by_link(facilitator)
    house.gets("POST", comments, 400, json={"text": " ", "part": "lead"})
    house.gets("POST", comments, 413, json={"text": "x" * 2_001, "part": "lead"})
    house.gets("POST", "/api/v1/reading/a.b.c/comments", 404, json={"text": "Hello", "part": "lead"})
    house.gets("GET", f"{session}/export?format=docx", 409, key=facilitator)
    house.gets("GET", f"{session}/export?format=parchment", 400, key=facilitator)
    house.gets("POST", f"{session}/close", 403, key=projector)
    house.gets("DELETE", session, 401)
    house.gets("POST", f"{session}/close", 200, key=facilitator)
    house.gets("POST", "/api/v1/join", 410, json={"code": code, "name": "Late"})
    house.wish("paper.mark", "draft", state="confirmed")
    house.gets("POST", comments, 423, json={"text": "Too late", "part": "lead"})


def test_a_wrong_answer_would_be_noticed(house: House) -> None:
    note = {"$ref": "#/components/schemas/Receipt"}

    def wrong(answer: object) -> list[str]:
        return list(differences(answer, note, house.described))

    assert wrong({"ok": True, "channel": "session", "seq": 1}) == []
    assert wrong({"ok": True, "channel": "session"})
    assert wrong({"ok": True, "channel": "session", "seq": "1"})
    assert wrong({"ok": True, "channel": "session", "seq": True})
    assert wrong({"ok": False, "channel": "session", "seq": 1})
    assert wrong({"ok": True, "channel": "session", "seq": 1, "more": 1})


def export_formats(house: House) -> list[str]:
    parameters = house.described["paths"]["/api/v1/sessions/{session_id}/export"]["get"]["parameters"]
    formats: list[str] = next(each["schema"]["enum"] for each in parameters if each["name"] == "format")
    return formats


def template(path: str) -> str:
    path = re.sub(r"^(/api/v1/texts/)\w+", r"\1{name}", path.partition("?")[0])
    path = re.sub(r"^(/api/v1/reading/)[^/]+", r"\1{key}", path)
    path = re.sub(r"^(/api/v1/sessions/)[0-9a-f]+", r"\1{session_id}", path)
    return re.sub(r"(/sections/)[\w-]+$", r"\1{channel}", path)


def differences(value: Any, schema: Mapping[str, Any], whole: Mapping[str, Any], at: str = "$") -> Iterator[str]:
    """Say where a value is not as a schema says: the part of JSON Schema that the description uses."""
    if "$ref" in schema:
        schema = whole["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        tries = [list(differences(value, choice, whole, at)) for choice in schema["anyOf"]]
        yield from [] if [] in tries else tries[0]
        return
    if "const" in schema and value != schema["const"]:
        yield f"{at}: {value!r} is not {schema['const']!r}"
    if "type" in schema and not is_of(value, schema["type"]):
        yield f"{at}: {value!r} is not of {schema['type']}"
        return
    if value is not None and value not in schema.get("enum", [value]):
        yield f"{at}: {value!r} is not one of {schema['enum']}"
    if "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{at}: {value!r} is not like {schema['pattern']}"
    if isinstance(value, list):
        for place, part in enumerate(value):
            yield from differences(part, schema.get("items", {}), whole, f"{at}[{place}]")
    if isinstance(value, dict):
        yield from differences_of_object(value, schema, whole, at)


def differences_of_object(
    value: dict[str, Any], schema: Mapping[str, Any], whole: Mapping[str, Any], at: str
) -> Iterator[str]:
    yield from (f"{at}: {name} is missing" for name in schema.get("required", []) if name not in value)
    others = schema.get("additionalProperties", {})
    for name, part in value.items():
        if name in schema.get("properties", {}):
            yield from differences(part, schema["properties"][name], whole, f"{at}.{name}")
        elif others is False:
            yield f"{at}: {name} is not described"
        else:
            yield from differences(part, others, whole, f"{at}.{name}")


def is_of(value: Any, types: str | list[str]) -> bool:
    if isinstance(value, bool):
        return "boolean" in types
    return any(isinstance(value, TYPES[name]) for name in ([types] if isinstance(types, str) else types))
