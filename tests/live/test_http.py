"""HTTP: what is there for programs, who may have it, and which headers every answer carries."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.hall import WORKSHOP, checked_error

MEBIBYTES = 1024 * 1024
PAGES = ["/", "/join", "/healthz", "/readyz", "/metrics", "/api/v1/openapi.json", "/nowhere", "/api/v1/nowhere"]
LIVE = ["/socket.io/?EIO=4&transport=polling", "/socket.io/", "/socket.io/?EIO=4&transport=polling&sid=nobody"]


def error_of(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"].startswith("application/json")
    return checked_error(answer.json()["error"])


@pytest.fixture
def organiser(server):
    return {"Authorization": f"Bearer {server.organiser_key()}", "Content-Type": "application/yaml"}


@pytest.mark.parametrize("path", [*PAGES, *LIVE])
def test_every_answer_says_what_a_page_may_do(hall, server, path):
    headers = server.get(path).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_programs_find_a_description_and_the_servers_health(hall, server):
    assert server.get("/api/v1/openapi.json").json()["openapi"].startswith("3.1")
    assert server.get("/healthz").status_code == 200
    assert server.get("/readyz").status_code == 200
    metrics = server.get("/metrics")
    assert metrics.headers["Content-Type"].startswith("text/plain")
    assert "samtal" in metrics.text


def test_what_is_not_there_is_not_found(hall, server):
    assert error_of(server.get("/api/v1/nowhere"), 404)["code"] == "not_found"
    assert error_of(server.delete("/api/v1/join"), 404 if server.delete("/api/v1/join").status_code == 404 else 405)


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1:1"]
)
def test_a_page_of_another_site_cannot_act(hall, server, organiser, origin):
    assert error_of(hall.joins(headers={"Origin": origin}), 403)["code"] == "forbidden"
    headers = organiser | {"Origin": origin}
    assert (
        error_of(server.post("/api/v1/sessions", data=WORKSHOP.encode(), headers=headers), 403)["code"] == "forbidden"
    )
    handshake = server.get(LIVE[0], headers={"Origin": origin})
    assert handshake.status_code == 400
    assert "Access-Control-Allow-Origin" not in handshake.headers


def test_our_own_page_can_act(hall, server):
    assert hall.joins(headers={"Origin": server.address}).status_code == 201


def test_the_state_is_for_those_who_are_in_the_meeting(hall, server):
    anna = hall.join("Grupp 1")
    state = server.get(f"/api/v1/sessions/{hall.id}", headers={"Authorization": f"Bearer {anna.token}"}).json()

    assert set(state) == {"session", "channels"}
    assert set(state["channels"]) == {"room-1", "item-1", "item-1-1", "item-2", "item-2-1"}
    assert set(hall.get().json()["channels"]) > {"room-1", "room-2", "room-3"}
    assert error_of(server.get(f"/api/v1/sessions/{hall.id}"), 401)["code"] == "unauthorised"
    other = server.create_session(WORKSHOP)
    assert error_of(server.get(f"/api/v1/sessions/{other['id']}", headers=hall.bearer()), 403)["code"] == "forbidden"
    unknown = server.get("/api/v1/sessions/nowhere", headers=hall.bearer())
    assert error_of(unknown, unknown.status_code)["code"] in ("forbidden", "not_found")


@pytest.mark.parametrize("path", ["/export?format=docx", "/export?format=json", "/draft", "/join-qr.svg"])
def test_the_paper_is_the_facilitators(hall, server, path):
    anna = hall.join("Grupp 1")

    answer = server.get(f"/api/v1/sessions/{hall.id}{path}", headers={"Authorization": f"Bearer {anna.token}"})

    assert error_of(answer, 403)["code"] == "forbidden"


def test_there_is_no_paper_before_the_meeting_is_closed(hall):
    assert error_of(hall.get("/export?format=docx"), 409)["code"] == "conflict"
    assert hall.get("/export?format=json").status_code == 200

    hall.join("Grupp 1").writes("Det enda som skrevs")
    hall.steward.manages("session.close")

    exported = hall.get("/export?format=md")
    assert exported.status_code == 200
    assert "Det enda som skrevs" in exported.text
    assert "attachment" in exported.headers["Content-Disposition"]


@pytest.mark.parametrize("format", ["", "exe", "DOCX", "../docx", "\x00"])
def test_an_unknown_format_is_refused(hall, format):
    hall.steward.manages("session.close")

    error = error_of(hall.get(f"/export?format={format}"), 400)

    assert (error["code"], error["field"]) == ("invalid", "format")


def test_a_session_file_becomes_a_meeting(hall, server, organiser):
    answer = server.post("/api/v1/sessions", data=WORKSHOP.encode(), headers=organiser)

    assert answer.status_code == 201
    created = answer.json()
    assert set(created) == {"id", "code", "links", "tokens", "rooms"}
    assert set(created["links"]) == {"facilitator", "projector", "join"}
    assert set(created["tokens"]) == {"facilitator", "projector"}
    assert [room["name"] for room in created["rooms"]] == ["Grupp 1", "Grupp 2", "Grupp 3"]
    listed = server.get("/api/v1/sessions", headers=organiser).json()["sessions"]
    assert created["id"] in [row["id"] for row in listed]


def test_the_command_line_makes_the_same_meeting(hall, server, tmp_path):
    file = Path(tmp_path / "träff.yaml")
    file.write_text(WORKSHOP, "utf-8")

    created = json.loads(server.samtal("load", str(file), "--json"))

    assert set(created) == {"id", "code", "links", "tokens", "rooms"}
    assert hall.joins(code=created["code"]).json()["session"]["id"] == created["id"]


def test_every_error_of_a_session_file_is_listed_with_its_place_and_nothing_is_stored(hall, server, organiser):
    before = len(server.get("/api/v1/sessions", headers=organiser).json()["sessions"])
    broken = WORKSHOP.replace("language: sv", "language: tlh").replace("number: 2", "number: 1") + "nonsense: 1\n"

    answer = server.post("/api/v1/sessions", data=broken.encode(), headers=organiser)

    error = answer.json()["error"]
    problems = error.get("problems") or answer.json().get("problems")
    assert answer.status_code == 400
    assert error["code"] == "invalid"
    assert len(problems) == 3
    for problem in problems:
        assert set(problem) == {"line", "column", "message"}
        assert problem["line"] >= 1
    assert len(server.get("/api/v1/sessions", headers=organiser).json()["sessions"]) == before


@pytest.mark.parametrize("size", [2 * MEBIBYTES + 1, 8 * MEBIBYTES])
def test_a_session_file_over_two_mebibytes_is_too_large(hall, server, organiser, size):
    file = WORKSHOP.encode() + b"#" * (size - len(WORKSHOP.encode()))

    assert error_of(server.post("/api/v1/sessions", data=file, headers=organiser), 413)["code"] == "too_large"


@pytest.mark.parametrize("file", [b"", b"\xff\xfe", b"[" * 10_000, b"a: &a [*a]", b"\x00", b"samtal: 1"])
def test_what_is_no_session_file_is_refused(hall, server, organiser, file):
    assert error_of(server.post("/api/v1/sessions", data=file, headers=organiser), 400)["code"] == "invalid"


def test_only_the_organiser_makes_and_lists_meetings(hall, server):
    for headers in ({}, hall.bearer(), {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp4"}):
        assert error_of(server.get("/api/v1/sessions", headers=headers), 401)["code"] == "unauthorised"
        answer = server.post("/api/v1/sessions", data=WORKSHOP.encode(), headers=headers)
        assert error_of(answer, 401)["code"] == "unauthorised"


def test_a_meeting_closed_from_the_command_line_is_told_to_those_in_it(hall, server):
    anna = hall.join("Grupp 1")

    server.samtal("close", hall.id)

    assert anna.hears("session.closed")["status"] == "closed"
    assert anna.is_refused("note.add", text="För sent")["code"] == "closed"


def test_nobody_closes_a_meeting_that_does_not_exist(hall, server):
    with pytest.raises(subprocess.CalledProcessError) as failed:
        server.samtal("close", "nowhere")

    assert failed.value.returncode == 1
    assert "Traceback" not in failed.value.stderr


def test_who_has_been_made_facilitator_reads_the_draft_like_one(hall, server):
    anna = hall.join("Grupp 1", name="Anna")
    draft = f"/api/v1/sessions/{hall.id}/draft"
    headers = {"Authorization": f"Bearer {anna.token}"}
    assert error_of(server.get(draft, headers=headers), 403)["code"] == "forbidden"

    hall.steward.manages("participant.role", participant=anna.id, role="facilitator")

    assert "html" in server.get(draft, headers=headers).json()
