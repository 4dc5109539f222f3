"""Keys and tokens: who they let in, and whom not."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.services.keys import DamagedSecret, read_or_make_secret
from tests.domain.cast import refused
from tests.services.conftest import OpenHouse
from tests.services.house import House, Meeting

ODD = ["", ".", "..", "f", "f.", "m..", "m.\x00.x", "m.\ud800.x", "f.\ud800.y", "p.å.ö", "m.0123456789.", "x" * 10_000]


@pytest.fixture
def meeting(house: House) -> Meeting:
    return house.meeting()


def test_a_token_is_whose_it_says(meeting: Meeting):
    anna = meeting.joins("Anna")

    assert (anna.identity.holder, anna.identity.session_id) == ("participant", meeting.id)
    assert (meeting.facilitator.identity.holder, meeting.screen.identity.holder) == ("facilitator", "projector")


def test_a_token_that_was_forged_cut_or_made_longer_lets_nobody_in(house: House, meeting: Meeting):
    anna = meeting.joins("Anna")

    for token in (anna.token, meeting.facilitator.token, meeting.screen.token):
        kind, subject, proof = token.split(".", 2)
        other = "a" if proof[0] != "a" else "b"
        forged = [
            token[:-1],
            token + "a",
            f"{kind}.{subject}",
            f"{kind}.{subject}.",
            f"{kind}.{subject}.{other}{proof[1:]}",
        ]
        for wrong in (*forged, token.upper(), f" {token}", token.replace(".", "\u2024"), proof):
            with refused("unauthorised"):
                house.samtal.identify(wrong)


@pytest.mark.parametrize("token", [None, *ODD], ids=repr)
def test_odd_tokens_let_nobody_in_and_break_nothing(house: House, meeting: Meeting, token: str | None):
    with refused("unauthorised"):
        house.samtal.identify(token)


def test_a_key_is_for_its_own_session_and_its_own_use(house: House, meeting: Meeting):
    other = house.meeting()
    keys = house.samtal.keys
    swapped = meeting.facilitator.token.replace(meeting.id, other.id)
    promoted = "f" + meeting.screen.token[1:]
    from_the_join_link = "f." + keys.join(meeting.id)

    for wrong in (swapped, promoted, from_the_join_link):
        with refused("unauthorised"):
            house.samtal.identify(wrong)
    anna = meeting.joins("Anna")
    with refused("unauthorised"):
        house.samtal.identify(anna.token.replace(anna.id, other.joins("Bo").id))


def test_another_sessions_token_reads_and_writes_only_there(house: House, meeting: Meeting):
    other = house.meeting()

    other.joins("Anna").writes("I den andra träffen")

    assert meeting.facilitator.texts() == []
    assert other.facilitator.texts() == ["I den andra träffen"]


def test_the_screen_writes_nothing(meeting: Meeting):
    with refused("forbidden"):
        meeting.screen.writes("Jag är en skärm")


def test_a_participant_reads_the_own_room_only(meeting: Meeting):
    anna = meeting.joins("Anna")

    assert anna.reads("room-1").you["name"] == "Anna"
    with refused("forbidden", "channel"):
        anna.reads("room-2")
    for channel in ("room-99", "\x00", "\ud800"):
        with refused("not_found", "channel"):
            anna.reads(channel)
    assert set(anna.whole()["channels"]) == {"item-1", "item-1-1", "item-2", "item-2-1", "room-1"}


def test_a_code_is_read_without_regard_to_case_spaces_and_hyphens(house: House, meeting: Meeting):
    code = house.samtal.log.session_row(meeting.id)["code"]

    for written in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}", f"{code[:2]}–{code[2:]}"):
        assert house.samtal.session_to_join(code=written) == meeting.id


@pytest.mark.parametrize(
    "code", [None, "", " - ", "ABC", "ABC2345", "ABCO0I", "\x00" * 6, "\ud800" * 6, "ÅÄÖ234", "%' OR"]
)
def test_a_code_that_is_none_opens_nothing(house: House, meeting: Meeting, code: str | None):
    with refused("not_found", "code"):
        house.samtal.session_to_join(code=code)


def test_a_join_key_opens_its_session(house: House, meeting: Meeting):
    assert house.samtal.session_to_join(key=house.samtal.keys.join(meeting.id)) == meeting.id


@pytest.mark.parametrize("key", ODD, ids=repr)
def test_a_join_key_that_is_none_opens_nothing(house: House, meeting: Meeting, key: str):
    with refused("not_found", "key"):
        house.samtal.session_to_join(key=key)
    with refused("not_found", "key"):
        house.samtal.session_to_join(key=meeting.facilitator.token)
    with refused("not_found", "key"):
        house.samtal.session_to_join(key=house.samtal.keys.join("000000000000"))  # ours, of no session


def test_a_new_organisers_key_makes_the_old_one_invalid(open_house: OpenHouse, house: House):
    first = house.samtal.organiser_key()
    assert house.samtal.organiser_key() == first
    assert house.samtal.is_organiser(first)

    second = house.samtal.organiser_key(new=True)

    assert second != first
    assert [house.samtal.is_organiser(key) for key in (first, second, "", "\ud800", "å")] == [False, True, *[False] * 3]
    assert open_house().samtal.organiser_key() == second


def test_the_same_links_hold_after_a_restart(open_house: OpenHouse):
    house = open_house()
    meeting = house.meeting()
    anna = meeting.joins("Anna")
    house.close()
    again = open_house()

    for voice in (meeting.facilitator, meeting.screen, anna):
        assert again.samtal.identify(voice.token).session_id == meeting.id


def test_keys_of_another_installation_open_nothing_here(house: House, meeting: Meeting, tmp_path: Path):
    stranger = House(f"sqlite:///{tmp_path / 'other.sqlite'}", tmp_path / "other")
    with refused("unauthorised"):
        house.samtal.identify(stranger.samtal.keys.facilitator(meeting.id))
    assert not house.samtal.is_organiser(stranger.samtal.organiser_key())
    stranger.close()


def test_the_secret_is_the_owners_alone_and_whole(tmp_path: Path):
    path = tmp_path / "new" / "secret.key"

    secret = read_or_make_secret(path)

    assert len(secret) == 32
    assert read_or_make_secret(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret.key"]


@pytest.mark.parametrize("content", [b"", b"short"])
def test_no_key_is_made_of_a_damaged_secret(tmp_path: Path, content: bytes):
    path = tmp_path / "secret.key"
    path.write_bytes(content)

    with pytest.raises(DamagedSecret, match=r"secret\.key"):
        read_or_make_secret(path)


def test_a_reading_links_key_is_for_that_reading_and_for_nothing_else(house: House, meeting: Meeting):
    other, keys = house.meeting(), house.samtal.keys
    key = keys.reading(meeting.id, "reading-1")

    assert keys.reading_of_key(key) == (meeting.id, "reading-1")
    session_id, reading_id, proof = key.split(".")
    for wrong in (
        keys.reading(other.id, "reading-1").replace(other.id, meeting.id),
        keys.reading(meeting.id, "reading-2").replace("reading-2", "reading-1"),
        f"{session_id}.{reading_id}",
        f"{session_id}{reading_id[0]}.{reading_id[1:]}.{proof}",
        f"{key}.",
        f"{proof}",
        keys.join(meeting.id),
        keys.facilitator(meeting.id),
        *ODD,
    ):
        assert keys.reading_of_key(wrong) is None, wrong
    for token in (key, f"f.{key}", f"p.{key}"):
        with refused("unauthorised"):
            house.samtal.identify(token)
    assert keys.session_of_join_key(key) is None
