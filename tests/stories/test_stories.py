"""The browser's state and the server's are one: every story, for every actor, after every step."""

import os
import subprocess
from pathlib import Path

import pytest

from server.domain.draft import DRAFT_EVENTS
from server.domain.room import ROOM_EVENTS
from server.domain.session import SESSION_EVENTS
from tests.hall import Hall
from tests.stories.recorder import Story
from tests.stories.stories import STORIES

ROOT = Path(__file__).parent.parent.parent
REPLAY = ROOT / "tests" / "browser_modules" / "stories.test.js"
NODE = ROOT / ".venv" / "bin" / "node"
BEFORE_ANYBODY_LISTENS = {"session.created"}

pytestmark = pytest.mark.xdist_group("stories")


@pytest.fixture(scope="module")
def played(server, tmp_path_factory):
    """All stories, played once, and the folder with their recordings."""
    folder = tmp_path_factory.mktemp("stories")
    stories = []
    for tell in STORIES:
        story = Story(Hall(server), tell.__name__)
        tell(story)
        story.write(folder)
        story.hall.empties()
        stories.append(story)
    return stories, folder


def test_the_browser_agrees_with_the_server_after_every_step_of_every_story(played):
    _, folder = played
    assert len(list(folder.glob("*.json"))) > 5 * len(STORIES)

    replayed = subprocess.run(
        [NODE, "--test", "--test-reporter=tap", REPLAY],
        env={**os.environ, "SAMTAL_STORIES_DIR": str(folder)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert replayed.returncode == 0, replayed.stdout[-8_000:]
    assert "# fail 0" in replayed.stdout
    assert f"# pass {len(list(folder.glob('*.json'))) + 1}" in replayed.stdout


def test_every_kind_of_event_happens_in_some_story(played):
    stories, _ = played

    told = {
        channel: set().union(*(story.types[channel] for story in stories)) for channel in ("session", "room", "draft")
    }

    assert told["session"] == SESSION_EVENTS - BEFORE_ANYBODY_LISTENS
    assert told["room"] == ROOM_EVENTS
    assert told["draft"] == DRAFT_EVENTS
