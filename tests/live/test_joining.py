"""Joining over HTTP: codes, keys, rooms, coming back, and every way in which it is refused."""

import pytest

from tests.hall import Hall, checked_error
from tests.wire import Wire

FULL = """
samtal: 1
title: Liten träff
date: 2025-09-30
programme: [{workshop: {title: Samtal, steps: [{title: Samtala, minutes: 5}]}}]
rooms: [{name: Lilla rummet, capacity: 1}, {name: Andra rummet, capacity: 2}]
"""
PLACED = FULL + "settings: {self_select_room: false}\n"


def refused(answer, status, code, field=None):
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error"}
    error = checked_error(answer.json()["error"])
    assert (error["code"], error.get("field")) == (code, field)
    return error


def test_the_code_is_read_without_regard_to_case_spaces_or_hyphens(hall):
    code = hall.code
    for written in (code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:2]}-{code[2:4]}-{code[4:].lower()}"):
        answer = hall.joins(code=written, name="Anna", organisation="Länsstyrelsen", room="room-1")

        assert answer.status_code == 201
        joined = answer.json()
        assert set(joined) == {"token", "participant", "session", "rooms"}
        assert (
            joined["participant"].items()
            >= {
                "name": "Anna",
                "organisation": "Länsstyrelsen",
                "role": "participant",
                "room": "room-1",
            }.items()
        )
        assert joined["session"] == {"id": hall.id, "title": "Samverkansträff"}
        assert [room["name"] for room in joined["rooms"]] == ["Grupp 1", "Grupp 2", "Grupp 3"]


def test_a_code_has_six_characters_that_cannot_be_mistaken_for_each_other(hall):
    assert len(hall.code) == 6
    assert not set(hall.code) & set("01ILOU")


def test_a_link_carries_a_key_of_at_least_128_bits_that_opens_the_meeting(hall):
    key = hall.session["links"]["join"].rpartition("/")[2]
    assert len(key.rpartition(".")[2]) * 5 >= 128  # base 32

    answer = hall.joins(code=None, key=key)

    assert answer.status_code == 201
    assert answer.json()["session"]["id"] == hall.id


@pytest.mark.parametrize(
    "wrong", ["", "AAAAAA", "A" * 5000, "'; DROP TABLE sessions; --", "\x00\x00", "åäöåäö", "😀", "\udfff"]
)
def test_a_wrong_code_is_not_found(hall, wrong):
    refused(hall.joins(code=wrong), 404, "not_found", "code")


@pytest.mark.parametrize("wrong", ["", "x", "abc.def", "é.é", "\x00.\x00", "\ud800.\ud800", "a" * 5000])
def test_a_wrong_key_is_not_found(hall, wrong):
    refused(hall.joins(code=None, key=wrong), 404, "not_found", "key")


def test_the_key_of_one_meeting_does_not_open_another(hall, server):
    other = Hall(server)
    mac = hall.session["links"]["join"].rpartition(".")[2]

    refused(hall.joins(code=None, key=f"{other.id}.{mac}"), 404, "not_found", "key")


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"name": ""}, "invalid", "name"),
        ({"name": " \t\n "}, "invalid", "name"),
        ({"name": 17}, "invalid", "name"),
        ({"name": None}, "invalid", "name"),
        ({"name": ["Anna"]}, "invalid", "name"),
        ({"name": "An\x07na"}, "invalid", "name"),
        ({"name": "\ud800"}, "invalid", "name"),
        ({"organisation": "\ufffe"}, "invalid", "organisation"),
        ({"organisation": 1.5}, "invalid", "organisation"),
        ({"role": "facilitator"}, "invalid", "role"),
        ({"\ud800": 1}, "invalid", None),
        ({"name": "A" * 121}, "too_large", "name"),
        ({"organisation": "A" * 121}, "too_large", "organisation"),
    ],
)
def test_wrong_fields_are_named(hall, fields, code, field):
    answer = hall.joins(**fields)

    assert answer.status_code == (400 if code == "invalid" else 413), answer.text
    error = checked_error(answer.json()["error"])
    assert error["code"] == code
    if field:
        assert error["field"] == field


def test_without_name_or_code_nobody_comes_in(hall, server):
    refused(server.post("/api/v1/join", json={"code": hall.code}), 400, "invalid", "name")
    refused(server.post("/api/v1/join", json={"name": "Anna"}), 400, "invalid", "code")


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"7", b'"code"', b"{", b"\xff\xfe", b"[" * 50_000, b'{"code": ' + b"9" * 5000 + b"}", b"NaN"],
)
def test_what_is_not_a_json_object_is_refused_with_a_sentence(hall, server, body):
    answer = server.post("/api/v1/join", data=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400, answer.text
    assert checked_error(answer.json()["error"])["code"] == "invalid"


def test_two_megabytes_of_name_are_too_large(hall):
    refused(hall.joins(name="A" * 2_000_000), 413, "too_large")


def test_a_room_that_does_not_exist_is_not_found(hall):
    for room in ("room-99", "item-1", "session", "", "../room-1"):
        refused(hall.joins(room=room), 404, "not_found", "room")


def test_a_full_room_takes_nobody_more_and_the_answer_names_the_room(server):
    hall = Hall(server, FULL)
    assert hall.joins(room="room-1").status_code == 201

    refused(hall.joins(room="room-1"), 409, "conflict", "room")


def test_auto_gives_the_room_that_most_needs_people_and_none_when_all_are_full(server):
    hall = Hall(server, FULL)

    rooms = [hall.joins(room="auto").json()["participant"]["room"] for _ in range(4)]

    assert rooms == ["room-1", "room-2", "room-2", None]


def test_where_the_facilitator_places_people_nobody_chooses(server):
    hall = Hall(server, PLACED)

    refused(hall.joins(room="room-1"), 403, "forbidden", "room")
    assert hall.joins().json()["participant"]["room"] is None


def test_a_device_that_comes_back_by_cookie_is_the_same_participant(hall):
    first = hall.joins(name="Anna", room="room-2")
    assert "HttpOnly" in first.headers["Set-Cookie"]
    assert "SameSite=Lax" in first.headers["Set-Cookie"]

    again = hall.joins(name="Anna", cookies=first.cookies)

    assert again.status_code == 200
    assert again.json()["participant"] == first.json()["participant"]
    assert again.json()["token"] == first.json()["token"]
    assert len(hall.get().json()["session"]["participants"]) == 1


def test_a_script_that_comes_back_by_bearer_token_is_the_same_participant(hall):
    first = hall.joins(name="Anna", room="room-2").json()

    again = hall.joins(name="Anna", headers={"Authorization": f"Bearer {first['token']}"})

    assert again.status_code == 200
    assert again.json()["participant"]["id"] == first["participant"]["id"]
    assert again.json()["token"] == first["token"]


def test_a_token_of_another_meeting_gives_no_place_here(hall, server):
    elsewhere = Hall(server).joins(name="Anna").json()

    here = hall.joins(name="Anna", headers={"Authorization": f"Bearer {elsewhere['token']}"})

    assert here.status_code == 201
    assert here.json()["participant"]["id"] != elsewhere["participant"]["id"]


def test_somebody_may_come_back_but_nobody_new_may_join_a_closed_meeting(hall):
    first = hall.joins(name="Anna").json()
    hall.steward.manages("session.close")

    refused(hall.joins(name="Bo"), 410, "closed")
    assert hall.joins(headers={"Authorization": f"Bearer {first['token']}"}).status_code == 200


def test_the_joining_page_tells_what_one_must_know_and_no_more(hall, server):
    hall.join("Grupp 1")

    page = server.get("/api/v1/join", params={"code": hall.code}).json()

    assert set(page) == {"session", "organisations", "rooms", "self_select_room", "you"}
    assert page["rooms"][0].items() >= {"id": "room-1", "members": 1, "capacity": 12, "full": False}.items()
    assert page["organisations"][0] == {"name": "Länsstyrelsen", "short": "Lst"}
    assert page["you"] is None
    assert "Anna" not in str(page)


@pytest.mark.parametrize(
    "token",
    [
        None,
        "",
        "x",
        "m.x.y",
        "f.x.y",
        "m.\x00.y",
        "m.\ud800.y",
        "f.\ud800.y",
        "p." + "a" * 200_000,
        17,
        ["m"],
        {"a": 1},
        True,
    ],
)
def test_nobody_is_let_in_with_a_wrong_token(hall, server, token):
    with pytest.raises(Exception, match="unauthorised") as caught:
        Wire(server.address, {"token": token})

    assert checked_error(caught.value.error["data"]["error"])["code"] == "unauthorised"


@pytest.mark.parametrize(
    "auth", [None, [], "token", 7, {"session": "x", "role": "participant"}, {"session": 1, "role": []}]
)
def test_nobody_is_let_in_without_a_token(hall, server, auth):
    with pytest.raises(Exception, match="unauthorised") as caught:
        Wire(server.address, auth)

    assert checked_error(caught.value.error["data"]["error"])["code"] == "unauthorised"


@pytest.mark.parametrize("header", ["samtal_participant_x=1; \x01", "=;=;;", "a" * 5000, 'x="\\'])
def test_odd_cookies_only_mean_that_nobody_is_known(hall, server, header):
    with pytest.raises(Exception, match="unauthorised"):
        Wire(server.address, {"session": hall.id, "role": "participant"}, headers=[f"Cookie: {header}"])


def test_a_page_shows_which_of_its_cookies_is_meant(hall, server):
    joined = hall.joins(name="Anna", room="room-1")
    cookie = f"samtal_participant_{hall.id}={joined.json()['token']}"

    wire = Wire(server.address, {"session": hall.id, "role": "participant"}, headers=[f"Cookie: {cookie}"])

    you = wire.call("subscribe", {"channel": "session"})["you"]
    assert you["id"] == joined.json()["participant"]["id"]
    wire.close()


def test_refusals_come_in_the_language_that_was_asked_for(hall, server):
    swedish = server.post("/api/v1/join", json={"name": "A"}, headers={"Accept-Language": "sv"}).json()
    english = server.post("/api/v1/join", json={"name": "A"}, headers={"Accept-Language": "en"}).json()

    assert swedish["error"]["message"] != english["error"]["message"]
    assert swedish["error"]["code"] == english["error"]["code"]
