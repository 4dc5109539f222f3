"""What is wrong with a session file is said at its place, all at once, and with what to do about it.

In the samples § stands where a problem is expected; it is taken out before the file is read.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from server.session_file import MAX_BYTES, Problem, SessionFileRefused, read

SMALLEST = "samtal: 1\ntitle: Träff\ndate: 2025-09-30\n"
ROOT = Path(__file__).parents[2]


def problems_of(text: bytes | str, **options: object) -> list[Problem]:
    with pytest.raises(SessionFileRefused) as refused:
        read(text, "möte.yaml", **options)
    return refused.value.problems


def marked(sample: str) -> tuple[str, list[tuple[int, int]]]:
    """The sample without its marks, and the line and column of each mark."""
    places = []
    for number, line in enumerate(sample.split("\n"), start=1):
        parts = line.split("§")[:-1]
        places += [(number, len("".join(parts[: count + 1])) + 1) for count in range(len(parts))]
    return sample.replace("§", ""), places


WRONG = {
    "an unknown key, with the nearest known one": ("§plats: Göteborg", "Menar du ”place”?"),
    "an unknown key that resembles nothing": ("§xyzzy: 1", "Här finns: samtal, language"),
    "an unknown key, deep down": (
        "rooms:\n  - name: A\n    proposal: {number: 1, title: B, §fron: [C]}",
        "Menar du ”from”?",
    ),
    "an unknown key without a value": ("§plats:", "Menar du ”place”?"),
    "a number where text is expected": ("theme: §2025", 'Sätt citattecken runt: "2025"'),
    "a truth where text is expected": ("theme: §true", 'Sätt citattecken runt: "true"'),
    "a number in a list of texts": (
        "rooms: [{name: A, proposal: {number: 1, title: B, from: [§1177]}}]",
        'Sätt citattecken runt: "1177"',
    ),
    "a list where text is expected": ("theme: §[a]", "inte en lista"),
    "text where a list is expected": ("rooms: §Grupp 1", "Här ska det stå en lista"),
    "keys where a list is expected": ("rooms:\n  §name: Grupp 1", "Här ska det stå en lista"),
    "text where keys are expected": ("organiser: §Skolverket", "nycklar med värden: name, logo"),
    "text where a number is expected": ('number: §"3"', "heltal, utan citattecken"),
    "a fraction where a whole number is expected": ("number: §3.5", "heltal"),
    "a number below the limit": ("settings: {retention_days: §0}", "Skriv minst 1."),
    "a number above the limit": ("settings: {retention_days: §3651}", "Skriv högst 3650."),
    "a number of a thousand digits": ("number: §" + "9" * 1000, "Skriv högst 999."),
    "a word where true or false is expected": ("settings: {anonymous_notes: §yes}", "true eller false"),
    "a value outside the choice": ("settings: {rooms_visible: §some}", "Välj ett av värdena: own, all."),
    "another language": ("language: §no", "Välj ett av värdena: sv, en."),
    "a day that is not in the calendar": ("published: §2025-02-30", "Dagen måste finnas"),
    "a date in another order": ("published: §28/10 2025", "till exempel 2025-09-30"),
    "a date in seconds": ('published: §"1727654400"', "till exempel 2025-09-30"),
    "a date that is a number": ("published: §20251028", "till exempel 2025-09-30"),
    "a date with a time": ("published: §2025-10-28T09:00:00", "till exempel 2025-09-30"),
    "a year with a digit missing": ("published: §0225-10-28", "Kontrollera årtalet"),
    "a time that no clock shows": ("programme: [{break: {title: A, time: §25.00}}]", "09.30"),
    "a time with three digits": ("programme: [{break: {title: A, time: §9.30}}]", "09.30"),
    "a missing key in a list": ("organisations:\n  - §short: Af", "Nyckeln ”name” saknas"),
    "a missing key below a key": ("§organiser: {logo: a.svg}", "Nyckeln ”name” saknas"),
    "a title of blanks and invisible signs": (
        'rooms:\n  - name: A\n    proposal:\n      number: 1\n      §title: " \u200b "',
        "”title” är tom",
    ),
    "an empty line in a list": ("categories: [{title: A, examples: [a, §'', b]}]", "Raden är tom"),
    "an invisible sign in a list": ('categories: [{title: A, examples: [§"\\u200b"]}]', "Raden är tom"),
    "a dash with nothing behind": ("rooms:\n  -§\n  - name: A", "Raden är tom"),
    "two rooms of one name": ("rooms:\n  - name: Grupp 1\n  - name: §Grupp 1", "Två rum heter"),
    "two rooms whose names differ in capitals only": ("rooms: [{name: Ö}, {name: §ö}]", "Två rum heter"),
    "two proposals of one number": (
        ("rooms:\n  - {name: A, proposal: {number: 1, title: a}}\n  - {name: B, proposal: {number: §1, title: b}}"),
        "Två förslag har nummer 1",
    ),
    "two kinds of note with one id": ("note_kinds: [{id: a, label: A}, {id: §a, label: B}]", "har id ”a”"),
    "an id with a capital": ("note_kinds: [{id: §Idé, label: A}]", "små bokstäver"),
    "a key given twice": ("place: A\n§place: B", "Nyckeln ”place” står två gånger"),
    "a programme entry of two kinds": (
        "programme:\n  - opening: {title: A}\n    §break: {title: B}",
        "Varje del av programmet",
    ),
    "a programme entry of no kind": ("programme: [§{}]", "Varje del av programmet"),
    "a programme entry of an unknown kind": ("programme: [{§brake: {title: A}}]", "Menar du ”break”?"),
    "a programme entry without its content": ("programme:\n  - §opening:", "Nyckeln ”title” saknas"),
    "a programme entry whose keys stand too far left": (
        "programme:\n  - §opening:\n    §title: A\n",
        "Kontrollera indraget",
    ),
    "an anchor": ("place: §&a Göteborg", "Ankaret &a"),
    "an alias": ("place: §*a", "Hänvisningen *a"),
    "a tag": ("place: §!!str Göteborg", "Taggen !!str"),
    "a tag that would run code elsewhere": ("place: §!!python/object/apply:os.system ls", "Taggen"),
    "a control character as it is": ("place: Göte§\x07borg", "osynligt tecken"),
    "a control character as an escape": ('place: §"Göte\\u0007borg"', "osynligt tecken"),
    "half of a surrogate pair as it is": ("place: Göte§\ud83dborg", "osynligt tecken"),
    "half of a surrogate pair as an escape": ('place: §"Göte\\ud83dborg"', "osynligt tecken"),
    "a character that is none": ("place: Göte§\uffffborg", "osynligt tecken"),
    "a text that is too long": ("theme: §" + "ö" * 301, "301 tecken. Korta den till högst 300."),
    "a name that is too long": ("rooms: [{name: §" + "ö" * 121 + "}]", "högst 120"),
    "too many rooms": (
        "rooms:\n  §- name: R0\n" + "\n".join(f"  - name: R{number}" for number in range(1, 101)),
        "Korta den till högst 100",
    ),
    "a key that is a list": ("? §[a]\n: b", "enkelt ord"),
    "a logo in the folder above": ("organiser: {name: A, logo: §../a.svg}", "bredvid filen"),
    "a logo at the root": ("organiser: {name: A, logo: §/etc/passwd}", "bredvid filen"),
    "a logo on a drive": ("organiser: {name: A, logo: §'C:\\a.svg'}", "bredvid filen"),
    "a logo on a server": ("organiser: {name: A, logo: §'https://example.org/a.svg'}", "bredvid filen"),
    "a colon in a text": ("theme: Samtal§: en början", "Sätt citattecken runt texten"),
    "a tab for indent": ("organiser:\n§\tname: A", "Gör indrag med blanksteg"),
    "a quotation without an end": ('theme: §"Mål\nplace: A', "aldrig slutar"),
    "a backslash in double quotes": ('theme: "a\\§q"', "använd ' '"),
    "a list without an end": ("rooms: [{name: A}\n§", "inte rätt avslutad"),
    "an at sign first": ("theme: §@alla", "Sätt citattecken runt den"),
    "a star by itself": ("theme: *§ viktigt", "börja med & eller *"),
    "something after the closing quote": ("theme: 'a' §b", "Kontrollera indrag och citattecken"),
    "a second document": ("§---\ntitle: B", "flera dokument"),
    "a million levels": ("theme: " + "[" * 15 + "§" + "[" * 999_985, "för många nivåer"),
    "a list that fills the file": ("theme: [" + "a," * 49_991 + "§" + "a," * 900_000, "för många delar"),
    "levels of dashes": ("theme:\n " + "- " * 15 + "§" + "- " * 10_000, "för många nivåer"),
}


@pytest.mark.parametrize(("sample", "message"), WRONG.values(), ids=WRONG.keys())
def test_it_is_refused_at_its_place(sample, message):
    text, places = marked(SMALLEST + sample)

    problems = problems_of(text)

    assert [(problem.line, problem.column) for problem in problems] == places
    assert message in " ".join(problem.message for problem in problems)


@pytest.mark.parametrize("empty", ["", " \n", "# bara en kommentar\n", "---\n", "~", "null\n"])
def test_a_file_with_nothing_in_it_is_told_how_to_begin(empty):
    assert ["samtal: 1" in problem.message for problem in problems_of(empty)] == [True]


@pytest.mark.parametrize("root", ["- a", "hej", "12", "[]"])
def test_a_file_that_is_not_keys_is_refused_at_its_beginning(root):
    [problem] = problems_of(root)

    assert str(problem).startswith("möte.yaml:1:1: Här ska det stå nycklar med värden: samtal, language, ")


@pytest.mark.parametrize("version", ["2", '"1"', "true", "1.0", "[1]"])
def test_only_format_version_one_is_read(version):
    problems = problems_of(SMALLEST.replace("samtal: 1", f"samtal: {version}"))

    assert [str(problem) for problem in problems] == [
        "möte.yaml:1:9: Samtal läser version 1 av formatet. Skriv samtal: 1."
    ]


def test_missing_keys_of_the_whole_are_told_at_its_beginning():
    assert [str(problem) for problem in problems_of("# ett möte\nplace: Göteborg\n")] == [
        "möte.yaml:2:1: Nyckeln ”date” saknas. Lägg till den.",
        "möte.yaml:2:1: Nyckeln ”samtal” saknas. Lägg till den.",
        "möte.yaml:2:1: Nyckeln ”title” saknas. Lägg till den.",
    ]


def test_everything_that_is_wrong_comes_at_once_and_in_order():
    text, places = marked(
        "samtal: §2\n§title: ''\ndate: §igår\n§plats: A\nplace: §*a\ntheme: b§\x00c\n"
        "rooms:\n  - name: A\n    capacity: §många\n  - {name: §a, §proposal: {number: 1}}\n"
    )

    problems = problems_of(text)

    assert [(problem.line, problem.column) for problem in problems] == places


def test_what_came_before_a_syntax_error_is_told_with_it():
    text, places = marked("samtal: 1\n§samtal: 1\ntitle: §&a b\ndate: §@\n")

    assert [(problem.line, problem.column) for problem in problems_of(text)] == places


def test_columns_are_characters_and_a_byte_order_mark_is_none():
    sample = SMALLEST + "organisations: [{name: 👩🏽‍🔬 Åsa}, {§namn: B}]\n"
    text, [(line, column)] = marked(sample.replace("namn", "nam"))

    for content in (text, "\ufeff" + text, text.encode("utf-8-sig"), text.replace("\n", "\r\n")):
        problem = next(problem for problem in problems_of(content) if "nam”" in problem.message)
        assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"samtal: 1\ntitle: Tr\xe4ff\n", (2, 10)),
        ("samtal: 1\ntitle: å".encode() + b"\xff", (2, 9)),
        (SMALLEST.encode("utf-16"), (1, 1)),
    ],
)
def test_a_file_in_another_encoding_is_refused_where_that_shows(content, place):
    [problem] = problems_of(content)

    assert (problem.line, problem.column) == place
    assert "UTF-8" in problem.message


def test_a_file_of_more_than_two_mebibytes_is_refused_unread():
    assert [str(problem) for problem in problems_of(b"\xff" * (MAX_BYTES + 1))] == [
        "möte.yaml:1:1: Filen är större än 2 MiB. Korta den, eller dela upp mötet."
    ]
    assert "2 MiB" in problems_of("ö" * (MAX_BYTES // 2 + 1))[0].message


def test_a_file_of_nothing_but_mistakes_gives_a_list_of_bearable_length():
    assert len(problems_of("\x00\n" * 100_000)) == 1_000


def test_a_logo_that_is_not_there_is_missed_only_where_the_folder_is_known(tmp_path):
    text, [place] = marked(SMALLEST + "organiser:\n  name: A\n  logo: §saknas.svg\n")

    [problem] = problems_of(text, folder=tmp_path)

    assert (problem.line, problem.column) == place
    assert "saknas.svg" in problem.message


def sentences() -> set[str]:
    """Every source string of the session file's messages, as written in the code."""
    return {
        ast.literal_eval(call.args[0])
        for path in (ROOT / "server/session_file").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "N_"
    }


def test_every_sentence_has_its_english_with_the_same_parameters():
    with (ROOT / "server/translations/en.po").open("rb") as file:
        english = read_po(file, locale="en")

    for sentence in sentences():
        message = english.get(sentence)
        assert message is not None, sentence
        assert message.string, sentence
        assert sorted(_parameters(message.string)) == sorted(_parameters(sentence))


def _parameters(sentence: str) -> list[str]:
    return [part.split(")s")[0] for part in sentence.split("%(")[1:]]


def test_the_problems_come_in_the_language_that_was_asked_for():
    text = SMALLEST + "place: [a]\n"

    [swedish], [english] = problems_of(text), problems_of(text, language="en")

    assert swedish.message == "Här ska det stå text, inte en lista eller flera nycklar."
    assert english.message == "Text is expected here, not a list or several keys."
