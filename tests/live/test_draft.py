"""Editing the draft on the wire: its own channel, two editors in one text, and who stops when the meeting is over."""

from uuid import uuid4

from tests.hall import checked_error


def line(text):
    return {"kind": "paragraph", "level": 0, "runs": [{"text": text}]}


def test_the_drafts_channel_is_the_facilitators_alone(hall):
    anna, lead, screen = hall.join("Grupp 1"), hall.facilitator(), hall.projector()

    for who in (anna, screen):
        assert checked_error(who.follows("draft")["error"])["code"] == "forbidden"
        assert who.is_refused("text.edit", part="title", lines=[line("Min")])["code"] == "forbidden"
    assert lead.follows("draft").items() >= {"ok": True, "channel": "draft", "seq": 0}.items()
    everything = hall.server.get(f"/api/v1/sessions/{hall.id}", headers={"Authorization": f"Bearer {lead.token}"})
    assert set(everything.json()["channels"]) & {"draft", "room-1"} == {"room-1"}


def test_what_an_editor_writes_reaches_the_others_and_nobody_else(hall):
    anna, lead, other = hall.join("Grupp 1"), hall.facilitator(), hall.facilitator()
    for editor in (lead, other):
        editor.follows("draft")

    lead.manages("text.edit", part="title", lines=[line("Vår rubrik")])

    assert other.hears("text.edited", "draft").items() >= {"part": "title", "lines": [line("Vår rubrik")]}.items()
    assert other.follows("draft", after=0)["events"][0]["type"] == "text.edited"
    assert anna.hears_nothing()


def test_a_draft_command_goes_to_the_drafts_channel_and_to_no_other(hall):
    lead = hall.facilitator()

    for channel in ("session", "room-1", "item-1"):
        assert lead.is_refused("text.edit", channel, part="title", lines=None)["field"] == "channel"
    assert lead.is_refused("note.add", "draft", text="Fel plats")["field"] == "channel"


def test_who_facilitates_no_longer_hears_no_more_of_the_draft(hall):
    anna, lead = hall.join("Grupp 1"), hall.facilitator()
    lead.manages("participant.role", participant=anna.id, role="facilitator")
    assert anna.follows("draft")["ok"]

    lead.manages("participant.role", participant=anna.id, role="participant")
    lead.manages("text.edit", part="title", lines=[line("Utan Anna")])

    anna.snapshot("session")
    assert anna.heard_in("draft") == []
    assert checked_error(anna.follows("draft")["error"])["code"] == "forbidden"


def test_two_write_in_the_same_block_and_no_word_is_lost(hall):
    eva, lead = hall.note_taker("Grupp 1"), hall.facilitator()
    block = eva.manages("block.add", text="Gruppen enades om en ingång.")
    base = [{"text": "Gruppen enades om en ingång."}]

    first = eva.begins("block.edit", block=block, text="Hela gruppen enades om en ingång.", base=base)
    second = lead.begins("block.edit", "room-1", block=block, text="Gruppen enades om en gemensam ingång.", base=base)

    assert eva.wire.answer(first)["ok"]
    assert lead.wire.answer(second)["ok"]
    assert lead.snapshot("room-1")["blocks"][0]["text"] == "Hela gruppen enades om en gemensam ingång."


def test_enter_is_one_command_told_as_a_whole_and_two_at_once_do_not_double_a_word(hall):
    eva, lead = hall.note_taker("Grupp 1"), hall.facilitator()
    lead.follows("room-1")
    block = eva.manages("block.add", text="Vi ses i morgon.")
    lead.hears("block.added", "room-1")
    id, tail, other = (str(uuid4()) for _ in range(3))
    base = [{"id": block, "runs": [{"text": "Vi ses i morgon."}]}]

    def parts(head, rest, new):
        lines = [{"id": block, "runs": [{"text": head}]}, {"id": new, "runs": [{"text": rest}]}]
        return {"base": base, "lines": lines, "next": None}

    first = eva.does("section.edit", id=id, **parts("Vi ses", " i morgon.", tail))
    error = lead.is_refused("section.edit", "room-1", **parts("Vi", " ses i morgon.", other))
    again = eva.does("section.edit", id=id, **parts("Vi ses", " i morgon.", tail))

    assert first == again
    assert checked_error(error).items() >= {"code": "conflict", "field": "base"}.items()
    lead.hears("block.added", "room-1")
    assert [event["type"] for event in lead.heard_in("room-1")][-2:] == ["block.edited", "block.added"]
    assert [each["text"] for each in lead.snapshot("room-1")["blocks"]] == ["Vi ses", " i morgon."]


def test_the_facilitator_goes_on_after_closing_and_the_note_taker_does_not(hall):
    eva, lead = hall.note_taker("Grupp 1"), hall.facilitator()
    block = eva.manages("block.add", text="Så här sade vi.")
    lead.manages("session.close")

    assert eva.is_refused("block.edit", block=block, text="Mer")["code"] == "closed"
    lead.manages("block.edit", "room-1", block=block, text="Så här sade vi, i korthet.")
    lead.manages("paper.mark", state="confirmed")
    assert lead.is_refused("block.edit", "room-1", block=block, text="Mer")["code"] == "locked"
    assert lead.is_refused("session.reopen")["code"] == "locked"
