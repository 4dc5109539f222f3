"""The command line as somebody at a terminal, or a script, meets it: the real `samtal` in a process of its own."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from docx import Document

from server.export import FORMATS
from server.resources import sessions_dir
from tests.hall import Hall
from tests.server import Server, served, wait_for
from tests.wire import Wire

SAMTAL = Path(sys.executable).with_name("samtal")
EXAMPLE = sessions_dir() / "workshop-example.yaml"
SECONDS = 60

COMMANDS = ("serve", "demo", "check", "load", "list", "close", "export", "backup", "restore", "purge", "key", "doctor")


class Terminal:
    """A terminal in a folder of its own."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAMTAL_", "LC_", "LANG"))}
        self.environment = kept | {"LANG": "en_GB.UTF-8"} | environment

    def types(self, *words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run `samtal` with these words, and wait for it to end."""
        done = subprocess.run(
            [SAMTAL, *map(str, words)],
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        out = done.stdout.decode("utf-8", "surrogateescape")
        return subprocess.CompletedProcess(done.args, done.returncode, out, done.stderr.decode())

    def gets(self, *words: str | Path, **environment: str) -> str:
        """Run what must succeed, and give its standard output."""
        done = self.types(*words, **environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def is_refused(self, *words: str | Path, status: int = 1, **environment: str) -> str:
        """Run what must fail, and give its sentence; nothing stands on standard output."""
        done = self.types(*words, **environment)
        assert (done.returncode, done.stdout) == (status, ""), done
        assert done.stderr.strip(), "it fails with a sentence"
        return done.stderr.strip()

    def loads(self, file: Path = EXAMPLE) -> dict[str, object]:
        loaded: dict[str, object] = json.loads(self.gets("load", "--json", file))
        return loaded


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path, SAMTAL_DATA=str(tmp_path / "data"))


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[tuple[Server, Terminal]]:
    """A server, and a terminal beside it on the same folder."""
    data = tmp_path / "data"
    data.mkdir()
    with served(data) as server:
        yield server, Terminal(tmp_path, SAMTAL_DATA=str(data))


def test_what_is_given_and_not_used_yet_is_said(tmp_path: Path) -> None:
    with served(tmp_path / "data", SAMTAL_REDIS="redis://localhost") as server:
        assert "Redis is not used yet" in server.log_file.read_text("utf-8")


# help, languages, usage


def test_help_names_every_command_and_says_it_in_the_terminals_language(terminal: Terminal) -> None:
    english, swedish = terminal.gets("--help"), terminal.gets("--help", LANG="sv_SE.UTF-8")

    for command in COMMANDS:
        assert re.search(rf"^  {command} ", english, re.MULTILINE), command
    assert "Create a session from a file" in english
    assert "Skapa en träff från en fil" in swedish


def test_a_message_is_in_the_terminals_language(terminal: Terminal) -> None:
    assert "There is no session" in terminal.is_refused("close", "nowhere")
    assert "Det finns ingen träff" in terminal.is_refused("close", "nowhere", LC_ALL="sv_SE.UTF-8")


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["load"],
        ["list", "--colour"],
        ["export", "x"],
        ["serve", "--port", "many"],
        ["serve", "--port", "99999"],
    ],
)
def test_wrong_usage_ends_with_status_2(terminal: Terminal, words: list[str]) -> None:
    assert terminal.is_refused(*words, status=2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("ASYNC_MODE", "magic"),
        ("MAX_CONNECTIONS", "-1"),
        ("SECURE_COOKIES", "perhaps"),
        ("COMMANDS_PER_SECOND", "fast"),
    ],
)
def test_a_wrong_setting_is_named(terminal: Terminal, name: str, value: str) -> None:
    assert f"SAMTAL_{name}" in terminal.is_refused("serve", status=2, **{f"SAMTAL_{name}": value})


def test_a_database_that_cannot_be_opened_is_a_sentence(terminal: Terminal) -> None:
    nowhere = "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2"

    for words in (["list"], ["serve", "--port", "0"]):
        assert "database cannot be opened" in terminal.is_refused(*words, "--database", nowhere)
        assert "database cannot be opened" in terminal.is_refused(*words, "--database", "notes in a drawer")


def test_a_data_folder_that_is_a_file_is_a_sentence(terminal: Terminal) -> None:
    in_the_way = terminal.folder / "file"
    in_the_way.write_text("in the way")

    assert str(in_the_way) in terminal.is_refused("list", "--data", in_the_way)
    assert str(in_the_way) in terminal.is_refused("serve", "--port", "0", "--data", in_the_way)


# check and load


def test_a_right_file_is_right(terminal: Terminal) -> None:
    done = terminal.types("check", EXAMPLE)

    assert (done.returncode, done.stdout) == (0, "")
    assert str(EXAMPLE) in done.stderr


def test_every_error_of_a_file_has_its_place(terminal: Terminal) -> None:
    file = terminal.folder / "wrong.yaml"
    file.write_text("samtal: 1\ntitel: Möte\ndate: tomorrow\n", "utf-8")

    lines = terminal.is_refused("check", "wrong.yaml").splitlines()

    assert [line.split(": ")[0] for line in lines] == ["wrong.yaml:1:1", "wrong.yaml:2:1", "wrong.yaml:3:7"]
    assert "title" in lines[1]
    assert terminal.is_refused("load", "wrong.yaml").splitlines() == lines
    assert not (terminal.folder / "data").exists(), "nothing is stored"


def test_a_file_that_is_not_there_is_a_sentence(terminal: Terminal) -> None:
    assert terminal.is_refused("check", "nothing.yaml").startswith("nothing.yaml: ")


def test_load_prints_the_object_that_scripts_rely_on(terminal: Terminal) -> None:
    loaded = terminal.loads()

    assert set(loaded) == {"id", "code", "links", "tokens", "rooms"}
    assert re.fullmatch(r"[2-9A-Z]{6}", str(loaded["code"]))
    assert set(loaded["links"]) == {"facilitator", "projector", "join"}
    assert set(loaded["tokens"]) == {"facilitator", "projector"}
    assert [set(room) for room in loaded["rooms"]] == [{"id", "name", "proposal"}] * 3
    assert loaded["tokens"]["facilitator"] in loaded["links"]["facilitator"]


def test_load_for_people_prints_id_code_and_links(terminal: Terminal) -> None:
    printed = terminal.gets("load", EXAMPLE, SAMTAL_PUBLIC_URL="https://samtal.example")

    assert [line.split()[0] for line in printed.splitlines()] == ["id", "code", "facilitator", "projector", "join"]
    assert "https://samtal.example/j/" in printed


def test_every_option_can_stand_in_the_environment(terminal: Terminal) -> None:
    elsewhere = terminal.folder / "elsewhere"
    loaded = json.loads(terminal.gets("load", EXAMPLE, SAMTAL_DATA=str(elsewhere), SAMTAL_JSON="1"))
    listed = json.loads(terminal.gets("list", SAMTAL_DATA=str(elsewhere), SAMTAL_JSON="true"))

    assert [row["id"] for row in listed] == [loaded["id"]]
    written = terminal.gets("export", loaded["id"], SAMTAL_DATA=str(elsewhere), SAMTAL_FORMAT="json", SAMTAL_OUTPUT="-")
    assert json.loads(written)["samtal"] == 1
    assert json.loads(terminal.gets("list", "--json")) == [], "the usual folder has none"


def test_list_gives_the_newest_first(terminal: Terminal) -> None:
    first, second = terminal.loads(), terminal.loads()

    listed = json.loads(terminal.gets("list", "--json"))

    assert {row["id"] for row in listed} == {first["id"], second["id"]}
    assert [row["created_at"] for row in listed] == sorted((row["created_at"] for row in listed), reverse=True)
    assert set(listed[0]) >= {"id", "code", "title", "date", "status", "links"}
    assert len(terminal.gets("list").splitlines()) == 2


# closing and exporting


def test_a_session_is_closed_by_id_or_code_and_exported(terminal: Terminal) -> None:
    loaded = terminal.loads()
    id, code = str(loaded["id"]), str(loaded["code"])

    assert "Close the meeting first" in terminal.is_refused("export", id, "--format", "md")
    assert terminal.gets("close", f"{code[:3].lower()}-{code[3:]}") == ""
    assert json.loads(terminal.gets("list", "--json"))[0]["status"] == "closed"

    assert "\n# " in terminal.gets("export", id, "--format", "md", "-o", "-")
    assert "<html" in terminal.gets("export", id, "--format", "html", "-o", "-")
    assert terminal.gets("export", code, "--format", "docx", "-o", "paper.docx") == ""
    terminal.gets("export", id, "--format", "zip", "-o", "all.zip")
    assert zipfile.is_zipfile(terminal.folder / "all.zip")
    titles = [paragraph.text for paragraph in Document(str(terminal.folder / "paper.docx")).paragraphs]
    assert any("Workshop 1" in title for title in titles)


def test_a_file_without_a_name_of_its_own_gets_the_papers(terminal: Terminal) -> None:
    id = str(terminal.loads()["id"])
    terminal.gets("close", id)

    done = terminal.types("export", id, "--format", "docx")

    assert done.returncode == 0
    assert (terminal.folder / done.stderr.strip()).suffix == ".docx"


def test_an_export_warns_of_what_the_paper_reveals_and_is_written_all_the_same(
    beside: tuple[Server, Terminal],
) -> None:
    server, terminal = beside
    loaded = terminal.loads()
    hall = {"code": loaded["code"], "name": "Brunhilde Quist", "organisation": "The Secret Agency", "room": "room-1"}
    assert server.post("/api/v1/join", json=hall).status_code == 201
    desk = Wire(server.address, {"token": loaded["tokens"]["facilitator"]})
    for text in ("Brunhilde Quist wants chairs.", "The Secret Agency has them.", "Nobody objected."):
        wish = {"id": str(uuid4()), "type": "block.add", "channel": "room-1", "data": {"text": text}}
        assert desk.call("command", wish)["ok"]
    desk.close()
    terminal.gets("close", str(loaded["id"]))

    done = terminal.types("export", str(loaded["id"]), "--format", "md", "-o", "-")

    assert done.returncode == 0
    assert "Brunhilde Quist wants chairs." in done.stdout
    remains, reveals = done.stderr.splitlines()[:-2], done.stderr.splitlines()[-2:]
    assert "Remains to be done: Recurring patterns and themes are missing." in remains
    assert all(line.startswith("Remains to be done: ") for line in remains)
    assert reveals == [
        "Warning: the documentation names a participant: Brunhilde Quist, in “Brunhilde Quist wants chairs.”",
        "Warning: the documentation names an organisation: The Secret Agency, in “The Secret Agency has them.”",
    ]


def test_the_paper_is_exported_as_it_was_last_confirmed(beside: tuple[Server, Terminal]) -> None:
    server, terminal = beside
    loaded = terminal.loads()
    id = str(loaded["id"])
    terminal.gets("close", id)
    assert "has not been confirmed" in terminal.is_refused("export", id, "--format", "md", "--confirmed")
    desk = Wire(server.address, {"token": loaded["tokens"]["facilitator"]})
    for type, data in (
        ("paper.mark", {"state": "confirmed"}),
        ("paper.mark", {"state": "draft"}),
        ("text.edit", {"part": "title", "lines": [{"runs": [{"text": "Changed since"}]}]}),
    ):
        assert desk.call("command", {"id": str(uuid4()), "type": type, "channel": "draft", "data": data})["ok"]
    desk.close()

    assert "# Changed since" in terminal.gets("export", id, "--format", "md", "-o", "-")
    confirmed = terminal.types("export", id, "--format", "md", "-o", "-", "--confirmed")
    assert "CONFIRMED" in confirmed.stdout
    assert "Changed since" not in confirmed.stdout
    assert confirmed.stderr == ""


def test_what_cannot_be_exported_is_said_in_a_sentence(terminal: Terminal) -> None:
    id = str(terminal.loads()["id"])
    terminal.gets("close", id)

    assert "no session nowhere" in terminal.is_refused("export", "nowhere", "--format", "docx")
    assert ", ".join(FORMATS) in terminal.is_refused("export", id, "--format", "parchment")
    assert terminal.is_refused("export", id, "--format", "md", "-o", "no/such/folder.md").startswith(
        "no/such/folder.md"
    )


def test_closing_beside_a_running_server_is_told_to_everybody_at_once(beside: tuple[Server, Terminal]) -> None:
    server, terminal = beside
    loaded = terminal.loads()
    screen = Wire(server.address, {"token": loaded["tokens"]["projector"]})
    screen.call("subscribe", {"channel": "session"})

    terminal.gets("close", str(loaded["id"]))

    wait_for("the news", lambda: any(event.get("type") == "session.closed" for event in screen.heard))
    screen.close()
    assert "# " in terminal.gets("export", str(loaded["id"]), "--format", "md", "-o", "-")


# erasing


def test_erasing_gives_a_receipt_and_leaves_nothing(terminal: Terminal) -> None:
    loaded = terminal.loads()

    receipt = json.loads(terminal.gets("purge", str(loaded["id"])))

    assert receipt["session"] == loaded["id"]
    assert receipt["erased"]["sessions"] == 1
    assert receipt["erased"]["events"] == 1
    assert receipt["at"].endswith("Z")
    assert json.loads(terminal.gets("list", "--json")) == []
    assert terminal.is_refused("purge", str(loaded["id"]))


def test_erasing_names_beside_a_running_server_keeps_what_was_written(beside: tuple[Server, Terminal]) -> None:
    server, terminal = beside
    hall = Hall(server)
    anna = hall.join(next(iter(hall.rooms)), name="Anna Andersson")
    anna.writes("Something worth keeping")

    receipt = json.loads(terminal.gets("purge", hall.id, "--personal-data-only"))

    assert receipt["erased"] == {"people": 1, "comments": 0}
    everything = terminal.gets("export", hall.id, "--format", "json", "-o", "-")
    assert "Something worth keeping" in everything
    assert "Andersson" not in everything
    hall.empties()


# the whole installation


def test_a_backup_taken_while_the_server_runs_brings_everything_back(beside: tuple[Server, Terminal]) -> None:
    server, terminal = beside
    loaded = terminal.loads()

    terminal.gets("backup", "monday.zip")

    backup = terminal.folder / "monday.zip"
    assert backup.stat().st_mode & 0o077 == 0, "a backup holds names and keys"
    assert "already" in terminal.is_refused("restore", backup)
    terminal.gets("restore", backup, "--data", "new")
    assert json.loads(terminal.gets("list", "--json", "--data", "new"))[0]["id"] == loaded["id"]
    old, new = terminal.gets("key"), terminal.gets("key", "--data", "new")
    assert old.rpartition("/")[2] == new.rpartition("/")[2], "links go on working"
    assert server.address in old


def test_what_is_no_backup_is_refused_and_nothing_is_left(terminal: Terminal) -> None:
    note = terminal.folder / "note.zip"
    note.write_text("not a ZIP file")
    with zipfile.ZipFile(terminal.folder / "other.zip", "w") as other:
        other.writestr("samtal.sqlite", "not a database")
        other.writestr("secret.key", "not a secret")

    for file in ("note.zip", "other.zip", "missing.zip"):
        assert file in terminal.is_refused("restore", file)
    assert list((terminal.folder / "data").iterdir()) == []


def test_there_is_nothing_to_back_up_in_an_empty_folder(terminal: Terminal) -> None:
    assert "no installation" in terminal.is_refused("backup", "empty.zip")
    assert not (terminal.folder / "empty.zip").exists()


def test_a_new_organisers_key_ends_the_old_one(beside: tuple[Server, Terminal]) -> None:
    server, terminal = beside
    old = terminal.gets("key").strip()
    assert terminal.gets("key").strip() == old, "it is the same until somebody asks for a new one"

    new = terminal.gets("key", "--new").strip()

    def may(link: str) -> int:
        bearer = {"Authorization": f"Bearer {link.rpartition('/')[2]}"}
        return server.get("/api/v1/sessions", headers=bearer).status_code

    assert (may(old), may(new)) == (401, 200)


def test_the_doctor_finds_what_is_wrong(terminal: Terminal) -> None:
    nothing_yet = terminal.types("doctor")
    assert nothing_yet.returncode == 1
    assert "There is no data folder" in nothing_yet.stdout

    terminal.loads()
    assert terminal.types("doctor").returncode == 0

    data = terminal.folder / "data"
    (data / "secret.key").chmod(0o644)
    assert "chmod 600" in terminal.types("doctor").stdout
    (data / "secret.key").chmod(0o600)
    secret = (data / "secret.key").read_bytes()
    (data / "secret.key").write_bytes(secret[:7])
    assert "secret key file is damaged" in terminal.types("doctor").stdout
    assert "secret key file is damaged" in terminal.is_refused("list")
    (data / "secret.key").write_bytes(secret)
    (data / "samtal.sqlite").write_bytes(b"no database" * 100)
    ill = terminal.types("doctor")
    assert ill.returncode == 1
    assert "database cannot be read" in ill.stdout


# serving


def test_a_second_server_says_why_it_does_not_start(beside: tuple[Server, Terminal]) -> None:
    server, terminal = beside

    assert server.address in terminal.is_refused("serve", "--port", "0"), "one folder, one server"
    other = terminal.folder / "other"
    assert f"Port {server.port}" in terminal.is_refused("serve", "--port", str(server.port), "--data", other)


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_what_is_asked_for_is_in_no_log(tmp_path: Path, mode: str) -> None:
    with served(tmp_path, SAMTAL_ASYNC_MODE=mode) as server:
        assert server.get("/s/abc/facilitator?key=a-secret-key").status_code in (401, 404)
        server.terminate()
        assert "a-secret-key" not in server.log


def test_at_a_terminal_serving_prints_the_organisers_link(terminal: Terminal) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [SAMTAL, "serve", "--port", "0"],
        cwd=terminal.folder,
        env=terminal.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    try:
        said = ""
        while "/o/" not in said:
            said += os.read(ours, 4096).decode()
        address = said.split()[1]
        wait_for("an answer", lambda: requests.get(f"{address}/healthz", timeout=SECONDS).ok)
    finally:
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=SECONDS)
        os.close(ours)

    key = terminal.gets("key").strip().rpartition("/")[2]
    assert re.search(rf"Organiser: http://127\.0\.0\.1:\d+/o/{key}", said)
    assert (process.returncode, out) == (0, b""), "results go to standard output, and there are none"


def test_the_demo_prints_links_that_work_and_lets_ghosts_in(terminal: Terminal) -> None:
    process = subprocess.Popen(
        [SAMTAL, "demo", "--port", "0", "--rehearse"],
        cwd=terminal.folder,
        env=terminal.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        lines = iter(process.stdout.readline, "")
        printed = next(line for line in lines if "/facilitator?key=" in line)
        link = printed.split()[-1]
        server = Server(terminal.folder / "data")
        server.address = link.partition("/s/")[0]
        id = link.partition("/s/")[2].partition("/")[0]
        bearer = {"Authorization": f"Bearer {link.partition('key=')[2]}"}

        def people() -> list[object]:
            whole = server.get(f"/api/v1/sessions/{id}", headers=bearer).json()
            return list(whole["session"]["participants"])

        assert wait_for("somebody to come", people)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=SECONDS)
    assert process.returncode == 0
