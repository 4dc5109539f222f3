"""Reading the draft by a link: who has it reads the paper and comments it, and gets nothing else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from server.domain.wish import ReaderComment
from server.services import reading
from server.services.reading import Read
from tests.domain.cast import refused
from tests.services.conftest import OpenHouse
from tests.services.house import House, Meeting

TEXT = "Vi behöver en gemensam bild."


@pytest.fixture
def meeting(house: House) -> Meeting:
    meeting = house.meeting()
    meeting.joins("Anna Ängström", organisation="Hemliga verket").writes("Ett inlägg som ingen använder")
    meeting.facilitator.does("block.add", text=TEXT)
    return meeting


def opens(meeting: Meeting, days: int = 7) -> str:
    """Open a link, and give its key."""
    wish = str(uuid4())
    meeting.facilitator.does("reading.open", "draft", id=wish, days=days)
    return meeting.samtal.keys.reading(meeting.id, wish)


def reads(meeting: Meeting, key: str) -> Read:
    return reading.read(meeting.samtal, key)


def comments(meeting: Meeting, key: str, text: str, sent: str = "1", **where: Any) -> dict[str, Any]:
    return reading.comment(meeting.samtal, key, ReaderComment(text=text, **(where or {"part": "lead"})), sent)


def kept(meeting: Meeting) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = meeting.facilitator.reads("draft").snapshot["comments"]
    return found


def test_whoever_has_the_link_reads_the_paper_and_none_of_what_it_was_made_from(meeting: Meeting):
    read = reads(meeting, opens(meeting))

    assert TEXT in read.html
    for secret in ("Anna", "Hemliga verket", "data-sources", "data-origin", "anna"):
        assert secret not in read.html, secret
    assert read.takes_comments


def test_each_piece_says_where_a_comment_on_it_stands(meeting: Meeting):
    block = str(uuid4())
    meeting.facilitator.does("block.add", id=block, kind="bullet", runs=[{"text": "En punkt", "bold": True}])

    html = reads(meeting, opens(meeting)).html

    assert 'data-part="title"' in html
    assert 'data-part="lead"' in html
    assert f'data-channel="room-1" data-block="{block}"' in html
    assert "<strong>En punkt</strong>" in html


def test_a_link_is_open_until_its_time(house: House, meeting: Meeting):
    key = opens(meeting, days=7)

    house.passes(days=6, hours=23, minutes=59)
    assert reads(meeting, key).html
    house.passes(minutes=1)
    with refused("not_found", "reading"):
        reads(meeting, key)
    with refused("not_found", "reading"):
        comments(meeting, key, "För sent")
    assert kept(meeting) == []


def test_a_withdrawn_link_opens_nothing_while_another_one_does(meeting: Meeting):
    gone, still = opens(meeting), opens(meeting)
    (reading_id, _) = (one["id"] for one in reading.readings(meeting.samtal, meeting.id, "")["readings"])
    meeting.facilitator.does("reading.withdraw", "draft", reading=reading_id)

    with refused("not_found", "reading"):
        reads(meeting, gone)
    with refused("not_found", "reading"):
        comments(meeting, gone, "Kommer jag in?")
    assert reads(meeting, still).html


def test_a_link_dies_with_its_session(meeting: Meeting):
    key = opens(meeting)
    assert reads(meeting, key).html

    meeting.samtal.purge(meeting.id, personal_data_only=False)

    with refused("not_found", "reading"):
        reads(meeting, key)
    with refused("not_found", "reading"):
        comments(meeting, key, "Finns den?")


def test_a_link_outlives_the_names(meeting: Meeting):
    key = opens(meeting)
    meeting.samtal.purge(meeting.id, personal_data_only=True)

    assert TEXT in reads(meeting, key).html


def test_forged_and_foreign_keys_open_nothing(house: House, meeting: Meeting):
    other, key = house.meeting(), opens(meeting)
    never_opened = meeting.samtal.keys.reading(meeting.id, str(uuid4()))
    elsewhere = meeting.samtal.keys.reading(other.id, key.split(".")[1])

    for wrong in (never_opened, elsewhere, key[:-1], key.upper(), f"{key}x", "", "..", "\x00", "\ud800", "x" * 10_000):
        with refused("not_found", "reading"):
            reads(meeting, wrong)
        with refused("not_found", "reading"):
            comments(meeting, wrong, "Hej")
    assert kept(meeting) == []


def test_a_comment_reaches_the_editors_without_a_name(house: House, meeting: Meeting):
    key = opens(meeting)
    house.told.clear()

    answer = comments(meeting, key, "Datumet är fel.", part="lead", organisation="  Skol\nverket ")

    (comment,) = kept(meeting)
    assert (comment["by"], comment["text"], comment["part"]) == ("reader", "Datumet är fel.", "lead")
    assert (comment["organisation"], comment["at"]) == ("Skol verket", answer["at"])
    (told,) = house.told
    assert (told.channel, told.type, told.by) == ("draft", "comment.added", None)


def test_a_comment_that_is_sent_again_is_kept_once_and_two_are_two(meeting: Meeting):
    key, other = opens(meeting), opens(meeting)

    for _ in range(3):
        comments(meeting, key, "En gång", sent="samma")
    comments(meeting, key, "En till", sent="en annan")
    comments(meeting, other, "Från en annan länk", sent="samma")

    assert [comment["text"] for comment in kept(meeting)] == ["En gång", "En till", "Från en annan länk"]


def test_a_readers_id_is_never_somebody_elses_command(meeting: Meeting):
    block = str(uuid4())
    meeting.facilitator.does("block.add", id=block, text="Ett stycke")

    comments(meeting, opens(meeting), "Om stycket", sent=block, channel="room-1", block=block)

    assert [comment["text"] for comment in kept(meeting)] == ["Om stycket"]


def test_a_comment_stands_where_there_is_something(house: House, meeting: Meeting):
    key, other = opens(meeting), house.meeting()
    foreign = str(uuid4())
    other.facilitator.does("block.add", id=foreign, text="I en annan träff")

    for where, field in (
        ({"channel": "room-1", "block": foreign}, "block"),
        ({"channel": "room-1", "block": "\x00"}, "block"),
        ({"channel": "room-99"}, "channel"),
        ({"channel": "session"}, "channel"),
        ({"part": "room-99/heading"}, "part"),
    ):
        with refused("not_found", field):
            comments(meeting, key, "Hej", **where)
    for odd in ({"part": "lead", "channel": "room-1"}, {"block": foreign}):
        with refused("invalid", "part"):
            comments(meeting, key, "Hej", **odd)
    assert kept(meeting) == []


def test_text_that_cannot_be_kept_is_refused_and_markup_is_text(meeting: Meeting):
    key = opens(meeting)

    for text, code in ((" \n ", "invalid"), ("a\x00b", "invalid"), ("\ud800", "invalid"), ("x" * 10_000, "too_large")):
        with refused(code, "text"):
            comments(meeting, key, text)
    with refused("too_large", "organisation"):
        comments(meeting, key, "Hej", part="lead", organisation="x" * 121)
    hostile = "<script>alert(1)</script> **fet** =SUM(A1)"
    comments(meeting, key, hostile)
    comments(meeting, key, "å" * 2_000, sent="2")

    assert [comment["text"] for comment in kept(meeting)] == [hostile, "å" * 2_000]
    assert hostile not in reads(meeting, key).html, "no reader sees what readers write"


def test_a_confirmed_paper_is_read_and_takes_no_more_comments(meeting: Meeting):
    key = opens(meeting)
    meeting.facilitator.leads("session.close")
    for state in ("confirmed", "sent"):
        meeting.facilitator.does("paper.mark", "draft", state=state)

        read = reads(meeting, key)
        assert (read.state, read.takes_comments) == (state, False)
        with refused("locked"):
            comments(meeting, key, "En sak till")
    meeting.facilitator.does("paper.mark", "draft", state="draft")
    comments(meeting, key, "En sak till")

    assert len(kept(meeting)) == 1


def test_links_and_comments_survive_a_restart(open_house: OpenHouse):
    before = open_house()
    meeting = before.meeting()
    key = opens(meeting)
    comments(meeting, key, "Före omstarten")

    after = open_house().same(meeting.id)

    assert [comment["text"] for comment in kept(after)] == ["Före omstarten"]
    assert reads(after, key).html
    comments(after, key, "Före omstarten")
    assert len(kept(after)) == 1, "the same comment, sent again"


def test_the_editors_get_each_link_as_it_is_sent(meeting: Meeting):
    key = opens(meeting)

    (listed,) = reading.readings(meeting.samtal, meeting.id, "https://samtal.example")["readings"]

    assert listed["link"] == f"https://samtal.example/r/{key}"
    assert listed["withdrawn_at"] is None
    assert set(listed) == {"id", "link", "expires_at", "withdrawn_at"}
