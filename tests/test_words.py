"""Every sentence that people read is Swedish in the source and has an English translation that fits it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from server.resources import translations_dir

ROOT = Path(__file__).parent.parent
CATALOGUE = translations_dir() / "en.po"

IN_PYTHON: Mapping[str, tuple[int, ...] | None] = {"N_": None, "translated": None}
IN_TEMPLATES: Mapping[str, tuple[int, ...] | None] = {"_": None}
LITERAL = r'"((?:[^"\\]|\\.)*)"'
IN_BROWSER = re.compile(rf"\bt\(\s*{LITERAL}|\btn\(\s*{LITERAL},\s*{LITERAL}")
NOT_A_SENTENCE = re.compile(r'(?<![.\w])tn?\(\s*[^"\s]')
TRANSLATOR = ROOT / "static/lib/i18n.js"

Sentence = str | tuple[str, ...]


def used() -> dict[Sentence, str]:
    """Give every sentence of the source with a place where it stands."""
    found: dict[Sentence, str] = {}
    for file in sorted((ROOT / "server").rglob("*.py")):
        for line, sentence, _, _ in extract_from_file("python", file, keywords=IN_PYTHON):
            found.setdefault(sentence, f"{file.relative_to(ROOT)}:{line}")
    for file in sorted((ROOT / "templates").rglob("*.html")):
        for line, sentence, _, _ in extract_from_file("jinja2.ext:babel_extract", file, keywords=IN_TEMPLATES):
            found.setdefault(sentence, f"{file.relative_to(ROOT)}:{line}")
    for file in screens():
        source = file.read_text("utf-8")
        for call in IN_BROWSER.finditer(source):
            sentence, one, many = (part and unescaped(part) for part in call.groups())
            line = source.count("\n", 0, call.start()) + 1
            found.setdefault(sentence or (one, many), f"{file.relative_to(ROOT)}:{line}")
    return found


def screens() -> Iterator[Path]:
    """The browser's modules, read by ourselves: babel's reader loses calls in templates within templates."""
    for folder in ("editor", "lib", "screens", "session", "views"):
        yield from sorted((ROOT / "static" / folder).rglob("*.js"))


@pytest.fixture(scope="module")
def sentences() -> dict[Sentence, str]:
    return used()


@pytest.fixture(scope="module")
def catalogue() -> dict[Sentence, Message]:
    with CATALOGUE.open("rb") as file:
        return {message.id: message for message in read_po(file, locale="en") if message.id}


def test_the_source_is_read(sentences: dict[Sentence, str]) -> None:
    places = Counter(Path(place).parts[0] for place in sentences.values())

    assert set(places) == {"server", "templates", "static"}
    assert any(isinstance(sentence, tuple) for sentence in sentences), "sentences with a plural are among them"


def test_every_sentence_has_an_english_translation(
    sentences: dict[Sentence, str], catalogue: dict[Sentence, Message]
) -> None:
    missing = [
        f"{place}: {sentence!r}"
        for sentence, place in sentences.items()
        if sentence not in catalogue or not all(forms(catalogue[sentence])) or catalogue[sentence].fuzzy
    ]

    assert not missing, "\n".join(["without a translation:", *missing])


def test_no_translation_is_left_of_a_sentence_that_is_gone(
    sentences: dict[Sentence, str], catalogue: dict[Sentence, Message]
) -> None:
    stale = [repr(sentence) for sentence in catalogue if sentence not in sentences]

    assert not stale, "\n".join(["nobody says any more:", *stale])


def test_no_sentence_is_translated_twice() -> None:
    written = re.findall(r'^msgid ((?:".*"\n)+)', CATALOGUE.read_text("utf-8"), re.MULTILINE)
    twice = [sentence for sentence, times in Counter(map(unfolded, written)).items() if times > 1]

    assert not twice, "\n".join(["translated more than once:", *twice])


def test_a_translation_puts_in_what_the_sentence_puts_in(catalogue: dict[Sentence, Message]) -> None:
    differ = [
        f"{message.id!r} → {message.string!r}"
        for message in catalogue.values()
        if any(put_in(said) != put_in(form) for said, form in zip(originals(message), forms(message), strict=True))
    ]

    assert not differ, "\n".join(["other parameters than in the source:", *differ])


def test_a_translation_is_in_english(catalogue: dict[Sentence, Message]) -> None:
    swedish = [
        repr(message.string) for message in catalogue.values() if re.search("[åäöÅÄÖ]", " ".join(forms(message)))
    ]

    assert not swedish, "\n".join(["still Swedish:", *swedish])


def test_the_browser_asks_for_sentences_that_stand_there() -> None:
    """A sentence put together from a variable could not be found, nor translated."""
    odd = [
        f"{file.relative_to(ROOT)}: {call.group()}…"
        for file in screens()
        if file != TRANSLATOR
        for call in NOT_A_SENTENCE.finditer(file.read_text("utf-8"))
    ]

    assert not odd, "\n".join(odd)


def originals(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def forms(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string,)


def put_in(sentence: str) -> Counter[str]:
    """The names of the parameters, in `%(name)s` or `{name}`."""
    return Counter(re.findall(r"%\((\w+)\)[sd]|\{(\w+)\}", sentence))


def unescaped(literal: str) -> str:
    text: str = json.loads(f'"{literal}"')
    return text


def unfolded(lines: str) -> str:
    return "".join(line[1:-1] for line in lines.splitlines())
