"""The same protocol under each async mode, with the client library that others will use, over each transport."""

import threading
from uuid import uuid4

import pytest
import socketio

from tests.hall import SILENT_STEP, Hall
from tests.server import ANSWER_SECONDS, served, wait_for

MODES = ["eventlet", "threading"]


@pytest.fixture(scope="module", params=MODES)
def server(request, tmp_path_factory):
    data = tmp_path_factory.mktemp(request.param) / "data"
    with served(data, SAMTAL_ASYNC_MODE=request.param) as running:
        yield running


class Script:
    """A script of somebody else's, with python-socketio's own client."""

    def __init__(self, server, token, transport):
        self.heard = []
        self.client = socketio.Client(reconnection=False)
        self.client.on("events", self._hear, namespace="/live")
        self.client.connect(
            server.address,
            auth={"token": token},
            namespaces=["/live"],
            transports=[transport],
            wait_timeout=ANSWER_SECONDS,
        )

    def call(self, event, payload):
        return self.client.call(event, payload, namespace="/live", timeout=ANSWER_SECONDS)

    def hears(self, type):
        return wait_for(type, lambda: next((event for event in list(self.heard) if event.get("type") == type), None))

    def _hear(self, events):
        self.heard += events


@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_a_script_joins_writes_and_hears_over_either_transport(hall, server, transport):
    anna = hall.join("Grupp 1")
    script = Script(server, hall.joins(name="Bo", room="room-1").json()["token"], transport)
    try:
        assert script.client.transport() == transport
        assert script.call("subscribe", {"channel": "room-1"})["snapshot"]["notes"] == []
        command = {"id": str(uuid4()), "type": "note.add", "channel": "room-1", "data": {"text": "Från ett skript"}}

        assert script.call("command", command) == {"ok": True, "channel": "room-1", "seq": 1}
        assert script.call("command", command) == {"ok": True, "channel": "room-1", "seq": 1}

        assert anna.hears("note.added")["text"] == "Från ett skript"
        assert script.hears("note.added")["data"]["text"] == "Från ett skript"
        assert script.call("command", command | {"id": "x"})["error"]["code"] == "invalid"
        assert script.call("explode", {})["error"]["code"] == "invalid"
    finally:
        script.client.disconnect()


def test_whoever_has_no_token_gets_the_error_as_data(hall, server):
    refusals = []
    client = socketio.Client(reconnection=False)
    client.on("connect_error", refusals.append, namespace="/live")

    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.address, auth={"token": "x"}, namespaces=["/live"], wait_timeout=ANSWER_SECONDS)

    assert refusals[0]["data"]["error"]["code"] == "unauthorised"
    client.disconnect()


def test_silent_writing_moves_and_closing_work_alike(hall):
    anna, bo = hall.join("Grupp 1"), hall.join("Grupp 1", "Bo")
    eva, screen, lead = hall.join("Grupp 2", "Eva"), hall.projector(), hall.facilitator()
    lead.manages("step.start", step=SILENT_STEP)
    anna.writes("Ett hemligt utkast")
    bo.hears_bare("room-1")
    assert eva.hears_event("step.started")
    assert eva.hears_nothing()
    assert "hemligt" not in bo.wire.everything() + screen.wire.everything()
    lead.manages("step.next")
    assert screen.hears("notes.revealed")["notes"][0]["text"] == "Ett hemligt utkast"
    lead.manages("participant.move", participant=bo.id, room="room-2")
    anna.writes("Efter Bo")
    bo.hears("participant.moved")
    assert bo.hears_nothing()
    lead.manages("session.close")
    assert anna.is_refused("note.add", text="För sent")["code"] == "closed"
    assert anna.hears("session.closed")


def test_ten_who_write_at_once_lose_nothing_and_repeat_nothing(hall):
    people = [hall.join("Grupp 1", f"Person {number}") for number in range(10)]

    def write(person):
        for number in [person.begins("note.add", text=f"{person.id} {turn}") for turn in range(20)]:
            assert person.wire.answer(number)["ok"]

    writers = [threading.Thread(target=write, args=(person,)) for person in people]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    expected = sorted(f"{person.id} {turn}" for person in people for turn in range(20))
    for person in people:
        wait_for("all notes", lambda person=person: len(person.heard_in("room-1")) == 200)
        assert [event["seq"] for event in person.heard_in("room-1")] == list(range(1, 201))
        assert sorted(event["data"]["text"] for event in person.heard_in("room-1")) == expected


def test_a_stop_is_told_and_leaves_with_status_zero(tmp_path):
    for mode in MODES:
        with served(tmp_path / mode, SAMTAL_ASYNC_MODE=mode) as server:
            anna = Hall(server).join("Grupp 1")

            assert server.terminate() == 0

            assert ("server_closing", {}) in anna.wire.messages
            assert "Traceback" not in server.log
