"""What a session file says, and how forgiving it is to those who write one."""

from __future__ import annotations

import datetime as dt

import pytest

from server.domain.plan import Plan
from server.session_file import MAX_BYTES, SessionFileRefused, read

SMALLEST = "samtal: 1\ntitle: Träff\ndate: 2025-09-30\n"


def plan_of(more: str = "") -> Plan:
    return read(SMALLEST + more, "möte.yaml")


def test_three_keys_are_enough():
    plan = plan_of()

    assert (plan.title, plan.date, plan.language) == ("Träff", dt.date(2025, 9, 30), "sv")
    assert [kind.label for kind in plan.kinds] == ["Insikt", "Behov", "Idé", "Hinder", "Fråga", "Vi kan"]
    assert plan.settings.retention_days == 90


@pytest.mark.parametrize("written", ["2025-10-28", '"2025-10-28"', "'2025-10-28'"])
def test_a_date_may_stand_with_or_without_quotes(written):
    assert plan_of(f"published: {written}\n").published == dt.date(2025, 10, 28)


@pytest.mark.parametrize("written", ["09.30", "09:30", '"09.30"', "12.00"])
def test_a_time_may_stand_with_or_without_quotes(written):
    plan = plan_of(f"programme:\n  - break: {{title: Kaffe, time: {written}}}\n")

    assert plan.programme[0].pause.time == written.strip('"')


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    as_windows = SMALLEST.replace("\n", "\r\n")

    assert read(b"\xef\xbb\xbf" + as_windows.encode(), "möte.yaml") == plan_of()
    assert read("\ufeff" + as_windows, "möte.yaml") == plan_of()


def test_text_is_composed_and_its_outer_blanks_go():
    plan = plan_of('place: " Go\u0308teborg "\ntheme: |\n\n  En rad\n  till\n')

    assert plan.place == "Göteborg"
    assert plan.theme == "En rad till"


def test_a_proposal_keeps_its_lines_and_a_no_break_space_stays():
    plan = plan_of(
        "rooms:\n  - name: Grupp\u00a01\n    proposal:\n      number: 1\n      title: A\n"
        "      text: |\n        Två saker:\n\n        - **en**\n        - två\n"
    )

    assert plan.rooms[0].name == "Grupp\u00a01"
    assert plan.rooms[0].proposal.text == "Två saker:\n\n- **en**\n- två"


def test_words_that_other_yaml_readers_take_for_truth_stay_words():
    assert plan_of("place: no\ntheme: on\n").place == "no"


def test_keys_that_are_left_empty_count_as_not_given():
    assert plan_of('theme:\nplace: " "\nrooms:\nsettings: ~\norganiser: null\n') == plan_of()


def test_a_proposal_may_come_from_somebody_who_is_not_on_the_list():
    plan = plan_of(
        "organisations: [{name: Skolverket}]\n"
        "rooms: [{name: A, proposal: {number: 1, title: B, from: [Länsstyrelserna]}}]\n"
    )

    assert plan.rooms[0].proposal.from_ == ("Länsstyrelserna",)


def test_a_logo_beside_the_file_is_found(tmp_path):
    (tmp_path / "märke.svg").write_text("<svg/>", encoding="utf-8")
    text = SMALLEST + "organiser: {name: A, logo: märke.svg}\n"

    assert read(text, "möte.yaml", folder=tmp_path).organiser.logo == "märke.svg"
    assert read(text, "möte.yaml").organiser.logo == "märke.svg"


def test_a_link_that_leads_out_of_the_folder_is_no_logo(tmp_path):
    (tmp_path / "secret").write_text("x", encoding="utf-8")
    folder = tmp_path / "sessions"
    folder.mkdir()
    (folder / "logo.svg").symlink_to(tmp_path / "secret")

    with pytest.raises(SessionFileRefused):
        read(SMALLEST + "organiser: {name: A, logo: logo.svg}\n", "möte.yaml", folder=folder)


def test_a_file_of_exactly_two_mebibytes_is_read():
    padding = "# " + "x" * (MAX_BYTES - len(SMALLEST.encode()) - 2)

    assert read((SMALLEST + padding).encode(), "möte.yaml") == plan_of()
