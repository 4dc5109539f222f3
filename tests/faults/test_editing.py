"""Several editors write in the same texts at once, over a server that is killed: no sign is lost, no number missing."""

from __future__ import annotations

import random
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from tests.hall import Hall, Person, assert_gapless
from tests.server import ANSWER_SECONDS, served

EDITORS, EDITS = 3, 15
BLOCK, LEAD = "Början. Mitten. Slutet.", "En ingress."


class Editor:
    """Somebody who writes marks of their own somewhere in the newest texts that they have heard of, each mark once."""

    def __init__(self, number: int, person: Person, block: str) -> None:
        self.number, self.person, self.block = number, person, block
        self.dice = random.Random(number)
        self.answered: list[tuple[dict[str, Any], dict[str, Any]]] = []
        self.refused: list[dict[str, Any]] = []
        self.thread = threading.Thread(target=self._edits, daemon=True)

    @property
    def marks(self) -> str:
        return "".join(self._mark(turn) for turn in range(EDITS))

    def _edits(self) -> None:
        for turn in range(EDITS):
            block, lead = self._heard("block.edited", BLOCK), self._heard("text.edited", LEAD)
            one = self._with_mark(block, turn)
            text = {"text": one} if self.dice.random() < 0.3 else {"runs": [{"text": one}]}
            commands = [
                self.person.command("block.edit", "room-1", block=self.block, base=[{"text": block}], **text),
                self.person.command(
                    "text.edit", part="lead", lines=lines(self._with_mark(lead, turn)), base=lines(lead)
                ),
            ]
            numbers = [self.person.wire.begin("command", command) for command in (*commands, *commands)]
            answers = [self.person.wire.answer(number) for number in numbers]
            if answers[:2] != answers[2:] or not all(answer["ok"] for answer in answers):
                self.refused += answers
            self.answered += zip(commands, answers, strict=False)

    def _heard(self, type: str, first: str) -> str:
        told = [event["data"] for event in self.person.wire.heard if event.get("type") == type]
        return plain(told[-1]) if told else first

    def _with_mark(self, text: str, turn: int) -> str:
        place = self.dice.randint(0, len(text))
        return text[:place] + self._mark(turn) + text[place:]

    def _mark(self, turn: int) -> str:
        return f"<{self.number}:{turn}>"


def lines(text: str) -> list[dict[str, Any]]:
    return [{"kind": "paragraph", "level": 0, "runs": [{"text": text}]}]


def plain(written: dict[str, Any]) -> str:
    if "text" in written:
        return str(written["text"])
    return "".join(run["text"] for line in written["lines"] for run in line["runs"])


def as_it_stands(person: Person) -> list[dict[str, Any]]:
    for channel in ("draft", "room-1"):
        person.follows(channel)
    return [person.snapshot("draft"), person.snapshot("room-1"), person.hall.get("/draft").json()]


def test_what_many_write_in_the_same_texts_stands_there_whole_and_outlives_a_kill(own_data: Path) -> None:
    with served(own_data) as server:
        hall = Hall(server)
        lead = hall.facilitator()
        block = lead.manages("block.add", "room-1", text=BLOCK)
        lead.manages("text.edit", part="lead", lines=lines(LEAD))
        editors = [Editor(number, hall.facilitator(), block) for number in range(EDITORS)]
        for editor in editors:
            editor.person.follows("draft")
        for editor in editors:
            editor.thread.start()
        for editor in editors:
            editor.thread.join(ANSWER_SECONDS * EDITS)

        draft, room, _ = before = as_it_stands(lead)
        marks = Counter("".join(editor.marks for editor in editors))
        assert [editor.refused for editor in editors] == [[]] * EDITORS
        assert Counter(room["blocks"][0]["text"]) == Counter(BLOCK) + marks
        assert Counter(plain(draft["texts"]["lead"])) == Counter(LEAD) + marks
        for editor in editors:
            assert_gapless(editor.person, "room-1")
            assert_gapless(editor.person, "draft")

        server.kill()
        server.start()

        again = Person(hall, hall.session["tokens"]["facilitator"])
        assert as_it_stands(again) == before
        for editor in editors:
            for command, answer in editor.answered[::5]:
                assert again.wire.call("command", command) == answer
        assert as_it_stands(again) == before
