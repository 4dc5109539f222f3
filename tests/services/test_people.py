"""Who is in the hall: joining, coming back, and being forgotten."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from server.domain.errors import Refusal
from tests.domain.cast import refused
from tests.services.conftest import OpenHouse
from tests.services.house import TABLES, House, Meeting, at_once

NAME = "Anna Ångström-Örnsköld"


@pytest.fixture
def meeting(house: House) -> Meeting:
    return house.meeting()


def test_somebody_who_joins_gets_a_place_and_a_token(house: House, meeting: Meeting):
    joined = house.samtal.join(meeting.id, name="  Anna\n Ångström ", organisation=" MU ", room="room-1")

    assert joined.participant == {
        "id": joined.participant["id"],
        "role": "participant",
        "room": "room-1",
        "name": "Anna Ångström",
        "organisation": "MU",
    }
    assert house.samtal.identify(joined.token).participant_id == joined.participant["id"]
    assert joined.token not in str(house.rows("people"))  # its hash is


@pytest.mark.parametrize(
    ("name", "organisation", "code", "field"),
    [
        ("", None, "invalid", "name"),
        (" \u200b", None, "invalid", "name"),
        ("A\x00nna", None, "invalid", "name"),
        ("x" * 121, None, "too_large", "name"),
        ("Anna", "x" * 121, "too_large", "organisation"),
        ("Anna", "\ud800", "invalid", "organisation"),
    ],
)
def test_names_are_lines_of_text(meeting: Meeting, name: str, organisation: str | None, code: str, field: str):
    with refused(code, field):
        meeting.joins(name, organisation=organisation)
    assert meeting.types("session") == ["session.created"]


def test_a_known_device_gets_its_old_place(house: House, meeting: Meeting):
    anna = meeting.joins("Anna", "room-2", "MU")

    again = house.samtal.join(meeting.id, name="Någon annan", organisation=None, room="room-1", returning=anna.identity)

    assert again.token is None
    assert (again.participant["id"], again.participant["name"], again.participant["room"]) == (
        anna.id,
        "Anna",
        "room-2",
    )
    assert len(house.rows("people")) == 1


def test_a_device_known_in_another_session_is_new_here(house: House, meeting: Meeting):
    elsewhere = house.meeting().joins("Anna")

    joined = house.samtal.join(meeting.id, name="Anna", organisation=None, room=None, returning=elsewhere.identity)

    assert joined.token is not None
    assert joined.participant["id"] != elsewhere.id


def test_a_room_takes_no_more_than_it_holds_when_all_come_at_once(house: House, meeting: Meeting):
    def tries(number: int) -> str:
        try:
            return meeting.joins(f"Person {number}", "room-2").id
        except Refusal as refusal:
            return refusal.code

    came = at_once(*(lambda number=number: tries(number) for number in range(8)))

    assert came.count("conflict") == 6
    assert len(house.rows("people")) == 2  # who was refused is not kept
    meeting.assert_gapless()


def test_names_stand_in_the_people_table_and_nowhere_else(house: House, meeting: Meeting):
    anna = meeting.joins(NAME)
    meeting.facilitator.leads("participant.role", participant=anna.id, role="note-taker")
    anna.writes("Ett inlägg")
    anna.leads("participant.move", participant=anna.id, room="room-2")

    assert [table for table in TABLES if NAME in str(house.rows(table))] == ["people"]


def test_erasing_personal_data_leaves_what_was_written(open_house: OpenHouse, house: House, meeting: Meeting):
    anna, bo = meeting.joins(NAME), house.meeting().joins("Bo")
    anna.writes("Det jag skrev")

    assert house.samtal.purge(meeting.id, personal_data_only=True) == {"people": 1, "comments": 0}

    assert meeting.facilitator.texts() == ["Det jag skrev"]
    for each in (house, open_house()):
        shown = meeting.facilitator.at(each).reads("session").snapshot["participants"]
        assert [person["name"] for person in shown] == [None]
    with refused("unauthorised"):
        house.samtal.identify(anna.token)
    assert bo.reads().you["name"] == "Bo"  # another session's


def test_purging_the_names_takes_what_comments_said_and_leaves_where_they_stood(house: House, meeting: Meeting):
    lead = meeting.facilitator
    said = {"text": f"Fråga {NAME} om det här", "part": "title"}
    for settled in (True, False):
        comment = str(uuid4())
        lead.does("comment.add", "draft", id=comment, **said)
        if settled:
            lead.does("comment.settle", "draft", comment=comment)
    meeting.joins(NAME).writes("Ett inlägg")

    assert house.samtal.purge(meeting.id, personal_data_only=True) == {"people": 1, "comments": 3}

    assert not any(NAME in str(house.rows(table)) for table in TABLES)
    comments = house.samtal.desk.look(meeting.id, lambda opened: opened.session.draft.as_data()["comments"])
    assert [(each["part"], each["text"], bool(each["settled_at"])) for each in comments] == [
        ("title", "[…]", True),
        ("title", "[…]", False),
    ]
    meeting.assert_gapless()


def test_purging_a_session_leaves_nothing_of_it_and_everything_of_others(house: House, meeting: Meeting):
    other = house.meeting()
    other.joins("Bo").writes("Kvar")
    meeting.joins(NAME).writes("Borta")

    gone = house.samtal.purge(meeting.id, personal_data_only=False)

    assert gone == {"files": 0, "people": 1, "commands": 2, "events": 3, "sessions": 1}
    assert not any(meeting.id in str(house.rows(table)) for table in TABLES)
    with refused("unauthorised"):
        house.samtal.identify(meeting.facilitator.token)
    with refused("not_found"):
        house.samtal.desk.look(meeting.id, lambda opened: opened)
    with refused("not_found"):
        house.samtal.purge(meeting.id, personal_data_only=False)
    assert other.facilitator.texts() == ["Kvar"]


def test_who_writes_while_the_session_is_purged_is_told_that_it_is_gone(open_house: OpenHouse, house: House):
    meeting = house.meeting()
    away = meeting.facilitator.at(open_house())
    identity = away.identity
    assert away.texts() == []
    house.samtal.purge(meeting.id, personal_data_only=False)

    assert away.hands_in("note.add", "room-1", identity, text="För sent").get() == "not_found"
    assert house.rows("events") == []


def test_what_was_erased_is_not_written_again_by_another_process_that_remembers_it(open_house: OpenHouse, house: House):
    meeting = house.meeting()
    meeting.joins(NAME)
    away = meeting.facilitator.at(open_house())
    comment, open_still = str(uuid4()), str(uuid4())
    for each in (comment, open_still):
        away.does("comment.add", "draft", id=each, text=f"Fråga {NAME}", part="title")
    assert any(person["name"] == NAME for person in away.whole()["session"]["participants"])

    house.samtal.purge(meeting.id, personal_data_only=True)
    away.does("comment.settle", "draft", comment=comment)
    away.leads("message.send", text="Tack för i dag")

    assert not any(NAME in str(house.rows(table)) for table in TABLES)
    comments = away.reads("draft").snapshot["comments"]
    assert [(each["text"], bool(each["settled_at"])) for each in comments] == [("[…]", True), ("[…]", False)]
    assert [person["name"] for person in away.whole()["session"]["participants"]] == [None]
    meeting.assert_gapless()


def test_who_follows_the_meeting_is_told_that_names_and_comments_are_erased(house: House, meeting: Meeting):
    meeting.joins(NAME)
    meeting.facilitator.does("comment.add", "draft", text=f"Fråga {NAME}", part="title")
    seen = meeting.facilitator.reads("draft").seq
    house.told.clear()

    house.samtal.purge(meeting.id, personal_data_only=True)

    assert [(event.channel, event.type, event.by) for event in house.told] == [
        ("session", "names.erased", None),
        ("draft", "comments.erased", None),
    ]
    assert NAME not in str(meeting.facilitator.reads("draft", after=seen - 1).events)


def test_what_is_decided_while_the_names_are_erased_waits_for_it_or_is_erased_too(house: House, meeting: Meeting):
    lead = meeting.facilitator
    comments = [str(uuid4()) for _ in range(40)]
    for each in comments:
        lead.does("comment.add", "draft", id=each, text=f"Fråga {NAME}", part="title")

    def settles(mine: list[str]) -> None:
        for each in mine:
            lead.does("comment.settle", "draft", comment=each)
            lead.does("comment.reopen", "draft", comment=each)

    at_once(
        lambda: settles(comments[:20]),
        lambda: settles(comments[20:]),
        lambda: house.samtal.purge(meeting.id, personal_data_only=True),
    )

    assert NAME not in str(house.rows("events"))
    assert {each["text"] for each in lead.reads("draft").snapshot["comments"]} == {"[…]"}
    meeting.assert_gapless()


@pytest.mark.parametrize("personal_data_only", [True, False])
def test_an_erased_name_stands_in_no_file_of_the_installation(tmp_path: Path, personal_data_only: bool):
    house = House(f"sqlite:///{tmp_path / 'samtal.sqlite'}", tmp_path)
    house.samtal.desk.start()
    meeting = house.meeting()
    for number in range(20):
        meeting.joins(f"{NAME} {number}", "room-3").writes("Inlägg", "room-3")
    assert named(tmp_path)

    house.samtal.purge(meeting.id, personal_data_only=personal_data_only)

    assert named(tmp_path) == []
    house.close()


def named(folder: Path) -> list[str]:
    """Give the files in which a name can be found."""
    return [file.name for file in folder.iterdir() if file.is_file() and NAME.encode() in file.read_bytes()]


def test_sessions_are_listed_newest_first_with_their_status(house: House):
    first = house.meeting(title="Första")
    house.passes(minutes=1)
    house.meeting(title="Andra")

    def listed() -> list[tuple[str, str]]:
        return [(row["title"], row["status"]) for row in house.samtal.sessions()]

    assert listed() == [("Andra", "prepared"), ("Första", "prepared")]
    first.facilitator.leads("step.next")
    assert listed()[1] == ("Första", "open")
    house.samtal.close(first.id)
    assert listed()[1] == ("Första", "closed")
    first.facilitator.leads("session.reopen")
    assert listed()[1] == ("Första", "open")
