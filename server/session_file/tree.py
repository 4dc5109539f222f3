"""From the text of a session file to a tree that knows where in the text each part stands.

The tree is built from the parser's events with a stack of our own, so a deeply nested file costs neither
recursion nor memory. Of YAML it takes mappings, lists and scalars: anchors, aliases and tags are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml_events
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from server.domain.errors import N_
from server.domain.plain_text import UNCARRIABLE
from server.session_file.problems import UNCARRIABLE_TEXT, Findings, shortened

ALIAS = N_("Hänvisningen *%(name)s går inte att använda. Skriv ut texten, eller sätt citattecken runt den.")
ANCHOR = N_("Ankaret &%(name)s går inte att använda. Ta bort det, eller sätt citattecken runt texten.")
TAG = N_("Taggen %(name)s går inte att använda. Ta bort den, eller sätt citattecken runt texten.")

MAX_NODES = 50_000  # keys, values and lists; a full meeting has a thousand, and reading costs time for each
MAX_DEPTH = 16  # levels; the deepest key of the format stands at six


@dataclass
class Node:
    """A part of the file. `index` is the character that it begins at."""

    index: int


@dataclass
class Scalar(Node):
    text: str
    plain: bool  # written without quotes and not as a block of text


@dataclass
class Entry:
    """A key of a mapping with its value."""

    index: int
    value: Node


@dataclass
class Mapping(Node):
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass
class Sequence(Node):
    items: list[Node] = field(default_factory=list)


class Unreadable(Node):
    """Something that is refused already, so nobody needs to complain about its content."""


class Unparsable(Exception):
    """The rest of the file cannot be read; why is among the findings."""


def parse(text: str, findings: Findings) -> Node:
    """Read the text into a tree; a text with nothing in it gives an empty scalar.

    Raises:
        Unparsable: the text breaks off being YAML, or goes too deep; the findings say where.
    """
    builder = _Builder(findings)
    for event in _events(text, findings):
        builder.take(event)
    return builder.root


def _events(text: str, findings: Findings) -> Iterator[Any]:
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as error:
        findings.add(*_syntax_problem(error))
        raise Unparsable from error
    except (YAMLError, ValueError, OverflowError) as error:  # numbers too large, in escapes and directives
        findings.add(0, N_("Filen går inte att läsa som YAML. Börja om från ett av exemplen."))
        raise Unparsable from error


_SYNTAX = (
    (r"found character '\\t'", N_("Här står ett tabbtecken. Gör indrag med blanksteg.")),
    (
        r"mapping values are not allowed",
        N_("Kolonet gör att raden inte går att läsa. Sätt citattecken runt texten, eller rätta indraget."),
    ),
    (
        r"unknown escape character|while scanning a double-quoted scalar",
        N_("Tecknet \\ betyder något särskilt inom \" \". Skriv \\\\, eller använd ' ' runt texten."),
    ),
    (
        r"while scanning a quoted scalar",
        N_("Här börjar ett citat som aldrig slutar. Sätt ut det avslutande citattecknet."),
    ),
    (
        r"expected ',' or",
        N_("Listan inom parentes är inte rätt avslutad. Kontrollera kommatecken och parenteser."),
    ),
    (
        r"while scanning an (alias|anchor)",
        N_("En text kan inte börja med & eller *. Sätt citattecken runt den."),
    ),
    (r"cannot start any token", N_("En text kan inte börja med det här tecknet. Sätt citattecken runt den.")),
    (
        r"expected <block end>|expected '<document start>'",
        N_("Det här hör inte ihop med raderna före. Kontrollera indrag och citattecken."),
    ),
)
_SYNTAX_OTHERWISE = N_("Det här går inte att läsa som YAML. Kontrollera indrag, kolon och citattecken.")


def _syntax_problem(error: MarkedYAMLError) -> tuple[int, str]:
    """Where the reader got lost, and our sentence for the parser's."""
    said = f"{error.context or ''} {error.problem or ''}"
    endless = "while scanning a quoted scalar" in said  # noticed at the end, to be mended where it began
    mark = (error.context_mark if endless else error.problem_mark) or error.context_mark
    message = next((ours for theirs, ours in _SYNTAX if re.search(theirs, said)), _SYNTAX_OTHERWISE)
    return (mark.index if mark else 0), message


@dataclass
class _Open:
    """A mapping or list whose end has not come yet."""

    node: Mapping | Sequence
    key: Scalar | None = None
    awaits_value: bool = False


class _Builder:
    def __init__(self, findings: Findings) -> None:
        self.root: Node = Scalar(0, "", plain=True)
        self._findings = findings
        self._open: list[_Open] = []
        self._documents = 0
        self._nodes = 0

    def take(self, event: Any) -> None:
        match event:
            case yaml_events.DocumentStartEvent():
                self._count_document(event.start_mark.index)
            case yaml_events.AliasEvent():
                self._refuse_alias(event)
            case yaml_events.ScalarEvent():
                self._refuse_extras(event)
                self._place(self._scalar(event))
            case yaml_events.MappingStartEvent():
                self._begin(event, Mapping(event.start_mark.index))
            case yaml_events.SequenceStartEvent():
                self._begin(event, Sequence(event.start_mark.index))
            case yaml_events.CollectionEndEvent():
                self._open.pop()

    def _count_document(self, index: int) -> None:
        self._documents += 1
        if self._documents > 1:
            self._findings.add(index, N_("Filen innehåller flera dokument. Ta bort det som står härifrån."))
            raise Unparsable

    def _refuse_alias(self, event: Any) -> None:
        index = event.start_mark.index
        self._findings.add(index, ALIAS, name=shortened(event.anchor))
        self._place(Unreadable(index))

    def _refuse_extras(self, event: Any) -> None:
        index = event.start_mark.index
        if event.anchor is not None:
            self._findings.add(index, ANCHOR, name=shortened(event.anchor))
        if event.tag is not None:
            self._findings.add(index, TAG, name=shortened(event.tag).replace("tag:yaml.org,2002:", "!!"))

    def _scalar(self, event: Any) -> Node:
        index, text = event.start_mark.index, event.value
        if UNCARRIABLE.search(text.replace("\r", "\n")):
            self._findings.add(index, UNCARRIABLE_TEXT)
            return Unreadable(index)
        return Scalar(index, text, plain=event.style is None and event.tag is None)

    def _begin(self, event: Any, node: Mapping | Sequence) -> None:
        self._refuse_extras(event)
        if len(self._open) >= MAX_DEPTH:
            self._findings.add(node.index, N_("Filen har för många nivåer. Kontrollera indraget."))
            raise Unparsable
        self._place(node)
        self._open.append(_Open(node))

    def _place(self, node: Node) -> None:
        """Put a finished scalar or a newly opened node where it belongs."""
        self._count_node(node.index)
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
        elif parent.awaits_value:
            self._place_value(parent, parent.node, node)
        else:
            self._place_key(parent, parent.node, node)

    def _count_node(self, index: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._findings.add(index, N_("Filen har för många delar. Korta listorna."))
            raise Unparsable

    def _place_key(self, parent: _Open, mapping: Mapping, node: Node) -> None:
        parent.awaits_value, parent.key = True, None
        if not isinstance(node, Scalar):
            self._findings.add(node.index, N_("En nyckel måste vara ett enkelt ord."))
        elif node.text in mapping.entries:
            self._findings.add(
                node.index,
                N_("Nyckeln ”%(key)s” står två gånger. Ta bort den ena."),
                key=shortened(node.text),
            )
        else:
            parent.key = node

    def _place_value(self, parent: _Open, mapping: Mapping, node: Node) -> None:
        parent.awaits_value = False
        if parent.key is not None:
            mapping.entries[parent.key.text] = Entry(parent.key.index, node)
