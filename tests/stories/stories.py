"""The stories: what happens in meetings, each told with a few people and every kind of change it needs."""

from __future__ import annotations

from collections.abc import Callable

from tests.hall import LAST_STEP, SILENT_STEP, TALKING_STEP
from tests.stories.recorder import Story

TAIL = "5a1d0000-0000-4000-8000-000000000001"  # the id of a paragraph that comes to be by pressing Enter


def silent_writing(story: Story) -> None:
    anna, bo = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Bo")
    lead, _ = story.facilitator(), story.projector()
    story.writes(anna, "Före tystnaden")
    story.does(lead, "step.start", step=SILENT_STEP)
    mine = story.writes(anna, "Skrivet i tysthet")
    story.writes(bo, "Också tyst", kind="need")
    story.writes(bo, "Ingen vet vem", anonymous=True)
    gone = story.writes(anna, "Ångrat i tysthet")
    story.does(anna, "note.edit", note=mine, text="Skrivet och rättat i tysthet")
    story.does(anna, "note.remove", note=gone)
    story.does(lead, "note.remove", "room-1", note=mine)
    story.does(lead, "note.restore", "room-1", note=mine)
    story.does(lead, "step.pause")
    story.does(lead, "step.extend", seconds=120)
    story.does(lead, "step.start", step=SILENT_STEP)
    story.writes(anna, "Från scenen hörs det", "item-2-1")
    story.does(lead, "step.start", step=TALKING_STEP)
    story.does(bo, "note.support", note=mine, on=True)
    story.does(anna, "note.restore", note=gone)
    story.does(lead, "step.start", step=LAST_STEP)
    story.does(lead, "step.next")


def moving_between_rooms(story: Story) -> None:
    anna, bo = story.join("Grupp 1", "Anna"), story.join(None, "Bo", organisation="Universitetet")
    lead, _ = story.facilitator(), story.projector()
    story.writes(anna, "Kvar i ettan")
    story.does(lead, "participant.move", participant=bo.id, room="room-1")
    story.writes(anna, "Välkommen Bo")
    bo.room = "room-1"
    story.writes(bo, "Tack")
    story.does(anna, "participant.move", participant=anna.id, room="room-2")
    anna.room = "room-2"
    story.writes(bo, "Ensam kvar")
    story.writes(anna, "Ny i tvåan")
    story.does(lead, "participant.move", participant=bo.id, room=None)
    story.writes(anna, "Ingen hör")


def clusters_and_replies(story: Story) -> None:
    anna, bo = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Bo")
    lead, _ = story.facilitator(), story.projector()
    first, second = story.writes(anna, "Tiden räcker inte"), story.writes(bo, "Vi ses för sällan")
    reply = story.writes(bo, "Så är det hos oss", reply_to=first)
    story.writes(anna, "Hos er också?", reply_to=reply)
    cluster = story.does(anna, "cluster.add", title="Tid")
    other = story.does(bo, "cluster.add", title="Möten")
    story.does(bo, "note.move", note=first, cluster=cluster)
    story.does(bo, "note.move", note=second, cluster=other)
    third = story.does(anna, "cluster.add", title="Mellan dem", after=cluster)
    story.does(anna, "cluster.add", title="Först", after=None)
    story.does(anna, "cluster.remove", cluster=third)
    story.does(anna, "cluster.rename", cluster=cluster, title="Tid och ork")
    story.does(anna, "note.move", note=second, cluster=cluster)
    story.does(anna, "note.move", note=second, cluster=None)
    story.does(anna, "note.move", note=second, cluster=cluster)
    story.does(anna, "note.remove", note=first)
    story.does(bo, "cluster.remove", cluster=cluster)
    story.does(anna, "note.restore", note=first)
    story.does(bo, "note.support", note=first, on=True)
    story.does(bo, "note.support", note=first, on=False)
    story.does(lead, "note.edit", "room-1", note=first, kind="obstacle")


def documentation_and_confirmation(story: Story) -> None:
    anna, eva = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Eva")
    lead, _ = story.facilitator(), story.projector()
    story.does(lead, "participant.role", participant=eva.id, role="note-taker")
    note = story.writes(anna, "Det behövs en gemensam ingång")
    one = story.does(eva, "block.add", text="Gruppen enades.", sources=[note])
    two = story.does(eva, "block.add", kind="bullet", text="En ingång", after=one)
    three = story.does(eva, "block.add", text="Först av allt", after=None)
    story.does(eva, "block.move", block=three, after=two)
    story.does(eva, "block.move", block=two, after=None)
    story.does(eva, "block.edit", block=one, text="Gruppen enades om detta.", version=1)
    story.does(eva, "section.confirm", reservation="Två var inte med")
    story.does(eva, "section.unconfirm")
    story.does(eva, "section.confirm")
    story.does(lead, "block.edit", "room-1", block=two, kind="paragraph", sources=[note])
    story.does(eva, "section.confirm")
    story.does(eva, "block.remove", block=three)
    story.does(anna, "note.remove", note=note)
    story.does(eva, "participant.role", participant=anna.id, role="note-taker")
    story.does(anna, "block.add", text="Nu skriver Anna")
    story.does(eva, "block.add", "item-2-1", text="Föredraget i korthet")


def two_facilitators(story: Story) -> None:
    anna = story.join("Grupp 1", "Anna")
    first, second = story.facilitator("processledaren"), story.facilitator("den andra")
    note = story.writes(anna, "Ett mönster?")
    theme = story.does(first, "theme.add", text="Tid saknas", sources=[note])
    story.does(second, "theme.edit", theme=theme, text="Tid saknas överallt")
    strong = [{"text": "Tid", "bold": True}, {"text": " saknas överallt"}]
    story.does(first, "theme.edit", theme=theme, runs=strong, base="Tid saknas överallt")
    story.does(second, "theme.add", text="Ledningen", sources=[])
    story.does(second, "theme.add", text="Mitt emellan", after=theme)
    story.does(second, "theme.add", text="Först", after=None)
    story.does(first, "theme.remove", theme=theme)
    story.does(first, "participant.role", participant=anna.id, role="facilitator")
    story.does(anna, "room.lock", room="room-2")
    story.does(second, "room.unlock", room="room-2")
    story.does(second, "room.add", name="Grupp 4", proposal={"title": "Ett nytt förslag", "text": "Så här."})
    story.does(first, "room.edit", room="room-1", name="Sal A", title="Ett nytt namn på förslaget", capacity=14)
    story.writes(anna, "Efter namnbytet")
    story.does(first, "participant.role", participant=anna.id, role="participant")


def a_late_joiner(story: Story) -> None:
    anna, lead = story.join("Grupp 1", "Anna"), story.facilitator()
    story.does(lead, "session.open")
    gone = story.writes(anna, "Borta när Bo kommer")
    story.does(anna, "note.remove", note=gone)
    story.writes(anna, "Före Bo")
    story.does(lead, "step.start", step=SILENT_STEP)
    hidden = story.writes(anna, "Tyst före Bo")
    bo = story.join("Grupp 1", "Bo")
    story.does(anna, "note.edit", note=hidden, text="Tyst och ändrat")
    story.writes(bo, "Bo i tysthet")
    story.does(anna, "note.restore", note=gone)
    story.does(lead, "step.next")
    story.does(bo, "note.support", note=hidden, on=True)


def messages_to_rooms(story: Story) -> None:
    story.join("Grupp 1", "Anna")
    bo, lead = story.join("Grupp 2", "Bo"), story.facilitator()
    story.projector()
    story.does(lead, "message.send", text="Till alla")
    story.does(lead, "message.send", text="Till tvåan", rooms=["room-2"])
    story.does(lead, "participant.move", participant=bo.id, room="room-3")
    story.does(lead, "message.send", text="Till ettan och trean", rooms=["room-1", "room-3"])
    for number in range(55):  # more than are kept
        story.hall.steward.manages("message.send", text=f"Utrop {number}")
    story.note_down()
    story.does(lead, "message.send", text="Till sist", rooms=["room-1"])


def the_spotlight(story: Story) -> None:
    anna, lead = story.join("Grupp 1", "Anna", organisation="Universitetet"), story.facilitator()
    story.projector()
    note = story.writes(anna, "Lyft mig")
    theme = story.does(lead, "theme.add", text="Ett mönster", sources=[note])
    story.does(lead, "spotlight.set", note=note)
    story.does(anna, "note.edit", note=note, text="Lyft mig högre")
    story.does(lead, "spotlight.set", theme=theme)
    story.does(lead, "theme.edit", theme=theme, text="Samma mönster")
    story.does(lead, "theme.remove", theme=theme)
    story.does(lead, "spotlight.set", note=note)
    story.does(anna, "note.remove", note=note)
    story.does(lead, "spotlight.set")


def closing_and_reopening(story: Story) -> None:
    anna, bo, lead = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Bo"), story.facilitator()
    story.projector()
    story.does(lead, "step.start", step=SILENT_STEP)
    note = story.writes(anna, "Tyst när det tar slut")
    story.does(lead, "session.close")
    story.does(lead, "session.reopen")
    story.does(bo, "note.support", note=note, on=True)
    story.does(lead, "step.start", step=SILENT_STEP)
    story.writes(bo, "Tyst igen")
    story.does(lead, "session.close")


def removing_and_restoring(story: Story) -> None:
    anna, bo, lead = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Bo"), story.facilitator()
    story.projector()
    note, other = story.writes(anna, "Fram och tillbaka"), story.writes(bo, "Står kvar")
    story.does(anna, "note.remove", note=note)
    story.does(anna, "note.restore", note=note)
    story.does(lead, "note.remove", "room-1", note=note)
    story.does(anna, "note.restore", note=note)
    story.does(lead, "note.remove", "room-1", note=other)
    story.does(lead, "note.edit", "room-1", note=note, text="Ändrat av processledaren")


def anonymous_notes(story: Story) -> None:
    anna, bo, lead = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Bo"), story.facilitator()
    story.projector()
    note = story.writes(anna, "Jag vågar inte säga det högt", anonymous=True)
    story.does(bo, "note.support", note=note, on=True)
    story.writes(bo, "Inte jag heller", anonymous=True, reply_to=note)
    story.does(lead, "note.remove", "room-1", note=note)
    story.does(lead, "note.restore", "room-1", note=note)
    story.does(lead, "step.start", step=SILENT_STEP)
    hidden = story.writes(anna, "Tyst och utan namn", anonymous=True)
    story.does(lead, "note.edit", "room-1", note=hidden, text="Rättat av processledaren")
    story.does(lead, "note.remove", "room-1", note=hidden)
    story.does(lead, "step.next")
    story.does(lead, "note.restore", "room-1", note=hidden)


def moderation(story: Story) -> None:
    anna, bo, lead = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Bo"), story.facilitator()
    story.projector()
    note, other = story.writes(anna, "Karin på länsstyrelsen sover"), story.writes(bo, "Står kvar")
    story.does(bo, "note.report", note=note, reason="Ett namn")
    settled = story.does(anna, "note.report", note=other)
    story.does(lead, "report.settle", report=settled)
    story.does(lead, "spotlight.set", note=note)
    story.does(lead, "spotlight.queue", note=note)
    story.does(lead, "note.ask", "room-1", note=note, text="Skriv utan namn")
    story.does(lead, "note.hide", "room-1", note=note)
    story.does(anna, "note.edit", note=note, text="Någon sover")
    story.does(lead, "note.show", "room-1", note=note)
    story.does(lead, "note.hide", "room-1", note=other)
    story.does(bo, "note.remove", note=other)
    story.does(lead, "note.restore", "room-1", note=other)
    story.does(lead, "step.start", step=SILENT_STEP)
    hidden = story.writes(anna, "Tyst och sedan dold")
    story.does(lead, "note.hide", "room-1", note=hidden)
    story.does(lead, "step.next")
    story.does(lead, "note.show", "room-1", note=hidden)


def a_step_taken_back(story: Story) -> None:
    anna, bo, lead = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Bo"), story.facilitator()
    story.projector()
    story.does(lead, "step.start", step=SILENT_STEP)
    story.does(lead, "step.undo")
    story.does(lead, "step.start", step=SILENT_STEP)
    note = story.writes(anna, "Visades för tidigt")
    story.writes(bo, "Också det, utan namn", anonymous=True)
    story.does(lead, "step.next")
    story.does(lead, "spotlight.set", note=note)
    story.does(lead, "spotlight.queue", note=note)
    story.writes(bo, "Skrivet öppet", reply_to=note)
    story.does(lead, "step.undo")
    story.does(anna, "note.edit", note=note, text="Visades för tidigt, och ändrades i tysthet")
    story.does(lead, "step.next")
    story.does(lead, "step.next")
    story.does(lead, "step.next")
    story.does(lead, "step.undo")


def the_wall(story: Story) -> None:
    anna, lead = story.join("Grupp 1", "Anna"), story.facilitator()
    story.projector()
    note = story.writes(anna, "Väntar på sin tur")
    one = story.does(lead, "theme.add", text="Ett", sources=[note])
    two = story.does(lead, "theme.add", text="Två")
    story.does(lead, "theme.move", theme=two, after=None)
    story.does(lead, "theme.move", theme=two, after=one)
    story.does(lead, "spotlight.queue", note=note)
    story.does(lead, "spotlight.queue", theme=one)
    story.does(lead, "spotlight.queue", theme=two)
    story.does(lead, "spotlight.unqueue", theme=two)
    story.does(lead, "theme.remove", theme=one)
    story.does(anna, "note.remove", note=note)
    story.does(lead, "screen.set", scene="harvest", theme="dark", language="en")
    story.does(lead, "hall.set", ssid="Konferens", password="fika2025!")
    story.does(lead, "hall.set")
    story.does(anna, "room.call", room="room-1")
    story.does(lead, "room.answer", room="room-1")


def parting_and_joining(story: Story) -> None:
    eva, lead = story.join("Grupp 1", "Eva"), story.facilitator()
    story.does(lead, "participant.role", participant=eva.id, role="note-taker")
    one = story.does(eva, "block.add", text="Gruppen enades om en ingång.")
    other = story.does(eva, "block.add", text="Den är öppen.")
    last = story.does(lead, "block.add", "room-1", text="Tack.")
    base = [{"id": one, "runs": [{"text": "Gruppen enades om en ingång."}]}]
    story.does(lead, "block.edit", "room-1", block=one, text="Hela gruppen enades om en ingång.", base=base[0]["runs"])
    parted = [{"id": one, "runs": [{"text": "Gruppen"}]}, {"id": TAIL, "runs": [{"text": " enades om en ingång."}]}]
    story.does(eva, "section.edit", base=base, lines=parted, next=other)
    told = [*parted, {"id": other, "runs": [{"text": "Den är öppen."}]}]
    lines = [{"id": one, "runs": [{"text": "Gruppen enades"}]}, {"id": other, "runs": [{"text": "om en ingång."}]}]
    story.does(lead, "section.edit", "room-1", base=told, lines=lines, next=last)


def editing_the_draft(story: Story) -> None:
    anna, eva = story.join("Grupp 1", "Anna"), story.join("Grupp 1", "Eva")
    lead, other = story.facilitator(), story.facilitator("den andra")
    story.projector()
    story.does(lead, "participant.role", participant=eva.id, role="note-taker")
    note = story.writes(anna, "Fikat var gott")
    block = story.does(eva, "block.add", text="Gruppen enades om en ingång.")
    begun = story.does(eva, "block.add", runs=[], kind="bullet", level=1)
    told = story.writes(anna, "Det som ser ut som fria val", "item-2-1")
    story.writes(eva, "Ja, och villkoren", "item-2-1", reply_to=told)
    story.does(eva, "block.add", "item-2-1", runs=[])
    story.does(lead, "paper.mark", state="working")
    story.does(lead, "session.close")
    story.does(lead, "paper.mark", state="draft")
    base = [{"text": "Gruppen enades om en ingång."}]
    story.does(lead, "block.edit", "room-1", block=block, text="Gruppen enades om en gemensam ingång.", base=base)
    bold = [{"text": "Hela", "bold": True}, {"text": " gruppen enades om en ingång."}]
    story.does(other, "block.edit", "room-1", block=block, runs=bold, base=base)
    story.does(lead, "block.edit", "room-1", block=begun, runs=[{"text": "En väg in"}], base=[], kind="numbered")
    story.does(lead, "block.edit", "room-1", block=begun, level=0)
    story.does(lead, "section.begin", "item-2-1")
    pattern = story.does(lead, "theme.add", text="Tid saknas")
    story.does(other, "comment.add", "draft", text="I alla grupper?", theme=pattern)
    title = [{"runs": [{"text": "Vår rubrik"}]}]
    story.does(lead, "text.edit", part="title", lines=title)
    story.does(other, "text.edit", part="title", lines=[{"runs": [{"text": "Vår egen rubrik"}]}], base=title)
    story.does(other, "text.edit", part="lead", lines=[])
    story.does(lead, "text.edit", part="title", lines=None)
    story.does(lead, "note.omit", note=note)
    story.does(other, "note.include", note=note)
    comment = story.does(lead, "comment.add", text="Stämmer det?", part="lead")
    settled = story.does(other, "comment.add", "draft", text="Och detta?", channel="room-1", block=block)
    story.does(lead, "comment.settle", comment=settled)
    story.does(lead, "comment.reopen", comment=settled)
    story.does(lead, "comment.remove", comment=comment)
    story.does(lead, "paper.set", confirmations=False)
    reading = story.does(lead, "reading.open", days=7)
    story.does(other, "reading.withdraw", reading=reading)
    story.does(lead, "paper.mark", state="confirmed")
    story.does(lead, "paper.mark", state="sent")
    story.does(lead, "paper.mark", state="draft")
    story.does(lead, "session.reopen")
    story.does(lead, "participant.role", participant=anna.id, role="facilitator")
    story.does(anna, "comment.settle", comment=settled)
    story.does(lead, "participant.role", participant=anna.id, role="participant")
    story.erases_personal_data()
    story.does(lead, "comment.settle", comment=settled)


STORIES: tuple[Callable[[Story], None], ...] = (
    silent_writing,
    moving_between_rooms,
    clusters_and_replies,
    documentation_and_confirmation,
    two_facilitators,
    a_late_joiner,
    messages_to_rooms,
    the_spotlight,
    closing_and_reopening,
    removing_and_restoring,
    anonymous_notes,
    moderation,
    a_step_taken_back,
    the_wall,
    parting_and_joining,
    editing_the_draft,
)
