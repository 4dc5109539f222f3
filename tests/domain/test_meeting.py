"""The hall together: opening and closing, patterns across rooms, the spotlight, messages."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from server.draft.compose import compose
from tests.domain.cast import NINE, Hall, Person, refused

DARK = {"note": None, "theme": None, "channel": None, "text": None, "kind": None, "organisation": None}


def test_a_meeting_opens_closes_and_opens_again(hall: Hall, facilitator: Person):
    def status() -> tuple[str, str | None, str | None]:
        facts = facilitator.sees("session")["session"]
        return facts["status"], facts["opened_at"], facts["closed_at"]

    assert status() == ("prepared", None, None)
    assert facilitator.does("session.open") == ["session.opened"]
    assert facilitator.does("session.open") == []
    hall.passes(minutes=60)
    assert facilitator.does("session.close") == ["session.closed", "paper.marked"]
    assert facilitator.does("session.close") == []
    assert status() == ("closed", "2025-09-30T09:00:00.000Z", "2025-09-30T10:00:00.000Z")
    with refused("closed"):
        facilitator.does("session.open")
    assert facilitator.does("session.reopen") == ["session.reopened"]
    assert facilitator.does("session.reopen") == []
    assert status() == ("open", "2025-09-30T09:00:00.000Z", None)


def test_people_write_before_the_meeting_has_begun(anna: Person):
    anna.writes("Tidig")


def test_a_meeting_that_was_never_opened_can_be_closed_and_has_then_been_open(hall: Hall, facilitator: Person):
    facilitator.does("session.close")
    facilitator.does("session.reopen")

    assert hall.session.opened_at == "2025-09-30T09:00:00.000Z"


@pytest.mark.parametrize("who", ["anna", "eva", "screen"])
def test_only_the_facilitator_leads(hall: Hall, anna: Person, facilitator: Person, who: str):
    person = hall.screen if who == "screen" else hall.person(who)
    theme = facilitator.makes("theme.add", text="Mönster")
    note = anna.writes("Inlägg")

    for type, data in (
        ("session.open", {}),
        ("session.close", {}),
        ("session.reopen", {}),
        ("theme.add", {"text": "Mitt"}),
        ("theme.edit", {"theme": theme, "text": "Mitt"}),
        ("theme.remove", {"theme": theme}),
        ("spotlight.set", {"note": note}),
        ("spotlight.set", {}),
        ("message.send", {"text": "Hör på"}),
    ):
        with refused("forbidden"):
            person.does(type, **data)


def test_a_theme_comes_to_stand_where_it_is_wanted(hall: Hall, facilitator: Person):
    one, two = facilitator.makes("theme.add", text="Ett"), facilitator.makes("theme.add", text="Två")
    between = facilitator.makes("theme.add", text="Mellan", after=one)
    first = facilitator.makes("theme.add", text="Först", after=None)

    assert list(hall.session.themes) == [first, one, between, two]
    with refused("not_found"):
        facilitator.does("theme.add", text="Efter det som inte finns", after="inget")


def test_a_theme_gathers_notes_of_many_rooms_each_once(hall: Hall, anna: Person, disa: Person, facilitator: Person):
    one, two = anna.writes("Här"), disa.writes("Där")

    theme = facilitator.makes("theme.add", text="Det återkommer", sources=[one, two, one])

    expected = {"id": theme, "text": "Det återkommer", "runs": None, "sources": [one, two]}
    assert facilitator.sees("session")["themes"] == [expected]


def test_a_theme_is_rewritten_and_gets_other_sources(hall: Hall, anna: Person, facilitator: Person):
    note = anna.writes("Här")
    theme = facilitator.makes("theme.add", text="Mönster", sources=[note])

    assert facilitator.does("theme.edit", theme=theme, text="Mönstret") == ["theme.edited"]
    assert facilitator.does("theme.edit", theme=theme, text="Mönstret") == []
    assert hall.session.themes[theme].sources == (note,)
    assert facilitator.does("theme.edit", theme=theme, sources=[]) == ["theme.edited"]
    assert (hall.session.themes[theme].text, hall.session.themes[theme].sources) == ("Mönstret", ())


def test_two_who_rewrite_a_theme_from_the_same_text_both_keep_their_words(hall: Hall, facilitator: Person):
    theme = facilitator.makes("theme.add", text="Uppdrag saknas")
    facilitator.does("theme.edit", theme=theme, text="Tydliga uppdrag saknas", base="Uppdrag saknas")
    facilitator.does("theme.edit", theme=theme, text="Uppdrag saknas i norr", base="Uppdrag saknas")

    assert hall.session.themes[theme].text == "Tydliga uppdrag saknas i norr"

    facilitator.does("theme.edit", theme=theme, text="Uppdrag saknas")  # who names no base writes all of it
    assert hall.session.themes[theme].text == "Uppdrag saknas"


def test_a_theme_that_two_emptied_together_keeps_the_words_of_the_last(hall: Hall, facilitator: Person):
    theme = facilitator.makes("theme.add", text="Uppdrag saknas")
    facilitator.does("theme.edit", theme=theme, text="saknas", base="Uppdrag saknas")
    facilitator.does("theme.edit", theme=theme, text="Uppdrag", base="Uppdrag saknas")

    assert hall.session.themes[theme].text == "Uppdrag"


STRONG, MILD = {"text": "Uppdrag", "bold": True}, {"text": " saknas"}
LINKED = {"text": "här", "link": "https://example.org/"}


def test_a_theme_is_written_with_emphasis_and_links_and_read_as_text(hall: Hall, facilitator: Person):
    theme = facilitator.makes("theme.add", runs=[{"text": " "}, STRONG, MILD, LINKED, {"text": "  "}])

    assert facilitator.sees("session")["themes"] == [
        {"id": theme, "text": "Uppdrag saknashär", "runs": [STRONG, MILD, LINKED], "sources": []}
    ]
    facilitator.does("spotlight.set", theme=theme)
    assert hall.session.spotlight == DARK | {"theme": theme, "text": "Uppdrag saknashär"}
    unstyled = [{"text": "Uppdrag saknashär"}]
    assert facilitator.does("theme.edit", theme=theme, runs=unstyled) == ["theme.edited"]  # the screen says the same
    assert hall.session.themes[theme].runs is None


def test_who_rewrites_a_theme_as_text_keeps_the_emphasis_of_what_still_stands(hall: Hall, facilitator: Person):
    theme = facilitator.makes("theme.add", runs=[STRONG, MILD])
    facilitator.does("theme.edit", theme=theme, text="Tydliga Uppdrag saknas", base="Uppdrag saknas")

    assert facilitator.sees("session")["themes"][0]["runs"] == [{"text": "Tydliga "}, STRONG, MILD]
    facilitator.does("theme.edit", theme=theme, text="Uppdrag saknas")  # without a base it is all of it
    assert facilitator.sees("session")["themes"][0]["runs"] is None


def test_two_who_write_in_a_theme_keep_each_others_words_and_emphasis(hall: Hall, facilitator: Person):
    base = [{"text": "Uppdrag saknas"}]
    theme = facilitator.makes("theme.add", runs=base)
    facilitator.does("theme.edit", theme=theme, runs=[STRONG, MILD], base=base)
    facilitator.does("theme.edit", theme=theme, runs=[{"text": "Uppdrag saknas i norr"}], base=base)

    assert facilitator.sees("session")["themes"][0]["runs"] == [STRONG, {"text": " saknas i norr"}]
    facilitator.does("theme.move", theme=theme, after=None)
    facilitator.does("theme.edit", theme=theme, sources=[])
    assert facilitator.sees("session")["themes"][0]["runs"] == [STRONG, {"text": " saknas i norr"}]


def test_a_theme_is_sent_as_text_or_as_runs_and_never_blank(facilitator: Person):
    theme = facilitator.makes("theme.add", text="Mönster")
    for type, what in (("theme.add", {}), ("theme.edit", {"theme": theme})):
        with refused("invalid", "runs"):
            facilitator.does(type, **what, text="Båda", runs=[STRONG])
        with refused("invalid", "runs"):
            facilitator.does(type, **what, runs=[{"text": " \u200b"}])
        with refused("too_large", "runs"):
            facilitator.does(type, **what, runs=[{"text": "m" * 1_000}, {"text": "m" * 1_001, "bold": True}])
        with refused("invalid", "runs"):
            facilitator.does(type, **what, runs=[{"text": "hit", "link": "javascript:alert(1)"}])
    with refused("invalid", "text"):
        facilitator.does("theme.add")


def test_a_theme_from_before_there_was_emphasis_has_none(hall: Hall, facilitator: Person):
    hall.session.apply("session", "theme.added", {"id": "gammalt", "text": "Gammalt", "sources": []})

    assert facilitator.sees("session")["themes"] == [{"id": "gammalt", "text": "Gammalt", "runs": None, "sources": []}]


def test_a_theme_has_no_unknown_or_removed_sources_but_keeps_the_ones_it_had(anna: Person, facilitator: Person):
    note = anna.writes("Här")
    theme = facilitator.makes("theme.add", text="Mönster", sources=[note])
    anna.does("note.remove", note=note)

    facilitator.does("theme.edit", theme=theme, text="Nytt", sources=[note])
    for source in (note, "ingen"):
        with refused("not_found", "sources"):
            facilitator.does("theme.add", text="Annat", sources=[source])
    with refused("not_found", "sources"):
        facilitator.does("theme.edit", theme=theme, sources=["ingen"])


def test_a_theme_that_is_gone_is_neither_edited_nor_removed(hall: Hall, facilitator: Person):
    theme = facilitator.makes("theme.add", text="Mönster")
    facilitator.does("theme.remove", theme=theme)

    assert hall.session.themes == {}
    for type, data in (("theme.edit", {"text": "Nytt"}), ("theme.remove", {})):
        with refused("not_found", "theme"):
            facilitator.does(type, theme=theme, **data)


def test_a_theme_is_text_of_at_most_two_thousand_characters(facilitator: Person):
    facilitator.does("theme.add", text="m" * 2_000)
    with refused("too_large", "text"):
        facilitator.does("theme.add", text="m" * 2_001)
    with refused("invalid", "text"):
        facilitator.does("theme.add", text="\n")


def test_a_note_is_lifted_with_its_organisation_and_without_its_name(hall: Hall, anna: Person, facilitator: Person):
    note = anna.writes("Lyft mig", kind="need")

    assert facilitator.does("spotlight.set", note=note) == ["spotlight.set"]
    assert facilitator.does("spotlight.set", note=note) == []
    assert hall.session.spotlight == {
        "note": note,
        "theme": None,
        "channel": "room-1",
        "text": "Lyft mig",
        "kind": "need",
        "organisation": "Malmö universitet",
    }


def test_an_anonymous_note_is_lifted_without_organisation(hall: Hall, anna: Person, facilitator: Person):
    facilitator.does("spotlight.set", note=anna.writes("Hemligt", anonymous=True))

    assert hall.session.spotlight["organisation"] is None


def test_a_theme_is_lifted_and_nothing_is_lifted(hall: Hall, facilitator: Person):
    theme = facilitator.makes("theme.add", text="Mönster")

    facilitator.does("spotlight.set", theme=theme)
    assert hall.session.spotlight == DARK | {"theme": theme, "text": "Mönster"}
    assert facilitator.does("spotlight.set") == ["spotlight.set"]
    assert facilitator.does("spotlight.set", note=None, theme=None) == []
    assert hall.session.spotlight is None
    assert hall.log[-1].data == DARK


def test_one_thing_at_a_time_is_lifted_and_only_what_is_there(anna: Person, facilitator: Person):
    note, theme = anna.writes("Inlägg"), facilitator.makes("theme.add", text="Mönster")

    with refused("invalid", "theme"):
        facilitator.does("spotlight.set", note=note, theme=theme)
    anna.does("note.remove", note=note)
    for data, field in (({"note": note}, "note"), ({"note": "ingen"}, "note"), ({"theme": "inget"}, "theme")):
        with refused("not_found", field):
            facilitator.does("spotlight.set", **data)


def test_what_is_lifted_follows_its_note(hall: Hall, anna: Person, bo: Person, facilitator: Person):
    note, other = anna.writes("Fel"), bo.writes("Annat")
    facilitator.does("spotlight.set", note=note)

    assert anna.does("note.edit", note=note, text="Rätt") == ["note.edited", "spotlight.set"]
    assert hall.session.spotlight["text"] == "Rätt"
    assert bo.does("note.support", note=note, on=True) == ["note.supported"]
    assert bo.does("note.edit", note=other, text="Annat igen") == ["note.edited"]
    assert anna.does("note.remove", note=note) == ["note.removed", "spotlight.set"]
    assert hall.session.spotlight is None
    assert anna.does("note.restore", note=note) == ["note.restored"]
    assert hall.session.spotlight is None


def test_what_is_lifted_follows_its_theme(hall: Hall, anna: Person, facilitator: Person):
    theme = facilitator.makes("theme.add", text="Mönster")
    facilitator.does("spotlight.set", theme=theme)

    assert facilitator.does("theme.edit", theme=theme, text="Mönstret") == ["theme.edited", "spotlight.set"]
    assert hall.session.spotlight["text"] == "Mönstret"
    assert facilitator.does("theme.edit", theme=theme, sources=[anna.writes("Här")]) == ["theme.edited"]
    assert facilitator.does("theme.remove", theme=theme) == ["theme.removed", "spotlight.set"]
    assert hall.session.spotlight is None


def test_the_screen_can_still_be_used_when_the_meeting_has_closed(anna: Person, facilitator: Person):
    note = anna.writes("Slutordet")
    facilitator.does("session.close")

    facilitator.does("spotlight.set", note=note)


def test_a_message_is_for_all_or_for_some_rooms_each_once(hall: Hall, facilitator: Person):
    facilitator.does("message.send", text="Till alla")
    facilitator.does("message.send", text="Till några", rooms=["room-2", "room-1", "room-2"])

    assert [message["rooms"] for message in hall.session.messages] == [None, ["room-2", "room-1"]]


def test_a_message_goes_to_rooms_that_are_there(facilitator: Person):
    for room in ("room-99", "item-1"):
        with refused("not_found", "rooms"):
            facilitator.does("message.send", text="Hallå", rooms=["room-1", room])
    with refused("invalid", "rooms"):
        facilitator.does("message.send", text="Hallå", rooms=[])
    with refused("invalid", "text"):
        facilitator.does("message.send", text=" ")
    with refused("too_large", "text"):
        facilitator.does("message.send", text="m" * 1_001)


def test_nothing_is_said_after_the_meeting_has_closed(facilitator: Person):
    facilitator.does("session.close")

    with refused("closed"):
        facilitator.does("message.send", text="Hej då")


def test_patterns_are_worked_on_after_the_meeting_until_the_paper_is_confirmed(facilitator: Person):
    theme = facilitator.makes("theme.add", text="Mönster")
    facilitator.does("session.close")

    other = facilitator.makes("theme.add", text="Nytt")
    facilitator.does("theme.edit", theme=theme, text="Återkommande mönster")
    facilitator.does("theme.move", theme=other, after=None)
    assert order(facilitator) == ["Nytt", "Återkommande mönster"]
    facilitator.does("paper.mark", state="confirmed")
    for type, data in (
        ("theme.add", {"text": "För sent"}),
        ("theme.edit", {"theme": theme, "text": "För sent"}),
        ("theme.move", {"theme": theme, "after": None}),
        ("theme.remove", {"theme": theme}),
    ):
        with refused("locked"):
            facilitator.does(type, **data)


# the order of the patterns


def order(reader: Person) -> list[str]:
    return [theme["text"] for theme in reader.sees("session")["themes"]]


def test_patterns_are_put_in_the_order_of_the_paper(hall: Hall, anna: Person, facilitator: Person):
    first, second, third = (facilitator.makes("theme.add", text=text) for text in ("Ett", "Två", "Tre"))

    assert facilitator.does("theme.move", theme=third, after=None) == ["theme.moved"]
    assert order(anna) == ["Tre", "Ett", "Två"]
    facilitator.does("theme.move", theme=third, after=first)
    assert order(anna) == ["Ett", "Tre", "Två"]
    facilitator.does("theme.move", theme=first, after=second)
    assert order(anna) == ["Tre", "Två", "Ett"]
    paper = compose(hall.session, today=NINE.date(), tz=dt.UTC)
    assert re.findall("'(Ett|Två|Tre)'", str(paper.as_data())) == ["Tre", "Två", "Ett"]


def test_a_pattern_that_stands_there_already_is_not_moved(facilitator: Person):
    first, second = (facilitator.makes("theme.add", text=text) for text in ("Ett", "Två"))

    assert facilitator.does("theme.move", theme=first, after=None) == []
    assert facilitator.does("theme.move", theme=second, after=first) == []


def test_a_pattern_keeps_its_text_and_notes_when_moved_and_its_place_when_edited(
    hall: Hall, anna: Person, facilitator: Person
):
    note = anna.writes("Underlag")
    first, second = (facilitator.makes("theme.add", text=text, sources=[note]) for text in ("Ett", "Två"))
    facilitator.does("theme.move", theme=first, after=second)
    facilitator.does("theme.edit", theme=second, text="Tvåan")

    assert order(anna) == ["Tvåan", "Ett"]
    assert hall.session.themes[first].sources == (note,)


def test_a_pattern_is_moved_only_after_another_that_is_there(hall: Hall, anna: Person, facilitator: Person):
    first, gone = (facilitator.makes("theme.add", text=text) for text in ("Ett", "Två"))
    facilitator.does("theme.remove", theme=gone)

    for after in (first, gone, "inget"):
        with refused("not_found", "after"):
            facilitator.does("theme.move", theme=first, after=after)
    with refused("not_found", "theme"):
        facilitator.does("theme.move", theme=gone, after=None)
    with refused("invalid", "after"):
        facilitator.does("theme.move", theme=first)
    for person in (anna, hall.person("eva"), hall.screen):
        with refused("forbidden"):
            person.does("theme.move", theme=first, after=None)
