"""What the foot of the window says, most pressing first; icon and words, never a colour alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outreach_app.paths import RESOURCES
from outreach_app.sync.errors import SharedFolderMissing, WrongTeam
from outreach_app.sync.errors import State as FileState
from outreach_app.sync.report import SyncReport
from outreach_app.sync.standing import DAY, Standing
from outreach_app.ui.sync_status import Known, State, said_at, status_of

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC).astimezone()
MS = round(NOW.timestamp() * 1000)
GONE: Mapping[str, Any] = {"error": SharedFolderMissing(folder="share"), "unreachable": True}


def report(**counts: Any) -> SyncReport:
    return SyncReport(**counts)


def named(state: FileState, name: str = "x.seg") -> SyncReport:
    made = report()
    made.name(name, state, "why")
    return made


KNOWN = Known(folder=True, role="worker", standing=Standing(synced=MS - 60_000), now=NOW, report=report())


@pytest.mark.parametrize(
    ("change", "standing", "state", "line", "detail"),
    [
        ({}, {}, State.DONE, "Synced", "At "),
        ({"folder": False, "report": None}, {}, State.ALONE, "Only on this computer", "No shared folder"),
        ({"folder": False}, {"choices": 2}, State.CHOICES, "2 choices needed", ""),
        ({"busy": True}, {"choices": 2}, State.BUSY, "Syncing …", "Shared folder"),
        ({"busy": True, "progress": (3, 12)}, {}, State.BUSY, "Syncing …", "3 of 12 files"),
        ({"busy": True, "stopping": True}, {}, State.BUSY, "Stopping …", ""),
        (GONE, {"pending": 3, "choices": 1}, State.UNREACHABLE, "Folder not reachable", "3 changes are waiting"),
        (GONE, {}, State.UNREACHABLE, "Folder not reachable", "Your work is saved here"),
        (GONE, {"synced": MS - 15 * DAY}, State.UNREACHABLE, "Not synced for 15 days", ""),
        (GONE, {"synced": MS - 31 * DAY}, State.APART, "Not synced for 31 days", ""),
        ({"error": WrongTeam(folder="share")}, {}, State.PARTLY, "Sync did not work", "See what to do"),
        ({"report": None}, {"synced": 0}, State.WAITING, "Not synced yet", ""),
        ({"role": ""}, {}, State.WAITING, "Waiting for admission", "Tell a coordinator"),
        (
            {"report": report(publishing=False)},
            {"pending": 1},
            State.UNREACHABLE,
            "Folder cannot be written",
            "1 ch",
        ),
        ({}, {"choices": 1, "behind": 2}, State.CHOICES, "1 choice needed", "Changes collide"),
        ({"report": report(cancelled=True)}, {}, State.WAITING, "Sync was stopped", "It goes on"),
        ({"report": report(missing=2)}, {}, State.PARTLY, "Synced in part", "See what to do"),
        ({"report": named(FileState.DAMAGED)}, {}, State.PARTLY, "Synced in part", ""),
        ({"report": named(FileState.INCOMPLETE)}, {}, State.WAITING, "Synced", "1 file is on its way"),
        ({"report": named(FileState.CLOCK, "")}, {}, State.PARTLY, "Is the clock right?", ""),
        ({}, {"behind": 2}, State.BEHIND, "2 laptops are behind", ""),
        ({}, {"behind": 2, "expired": True}, State.PARTLY, "Admission has run out", "Ask a coordinator"),
        ({}, {"pending": 4}, State.WAITING, "4 changes are waiting", "At "),
        ({"busy": True}, {"paused": True}, State.PAUSED, "Sync is paused", "A backup was put back"),
        (GONE, {"revoked": True}, State.OUT, "Taken out of the team", "Call a coordinator"),
    ],
)
def test_what_presses_most_is_said(
    change: Mapping[str, Any], standing: Mapping[str, Any], state: State, line: str, detail: str
) -> None:
    status = status_of(replace(KNOWN, standing=replace(KNOWN.standing, **standing), **change))

    assert (status.state, status.line) == (state, line)
    assert status.detail.startswith(detail)


def test_every_state_has_a_drawing_of_its_own_or_other_words() -> None:
    assert all((RESOURCES / "icons" / f"{state.icon}.svg").is_file() for state in State)
    assert len({state.icon for state in State}) == len(State) - 1  # UNREACHABLE and APART say how long in words


def test_a_moment_is_said_as_people_say_it() -> None:
    assert said_at(0, NOW) == ""
    assert said_at(MS - 60_000, NOW) == f"At {NOW - timedelta(minutes=1):%H:%M}"
    assert said_at(MS - 2 * DAY, NOW).startswith("On Monday at ")
    assert said_at(MS - 40 * DAY, NOW) == "On 9 Oct 2026"
    assert said_at(MS + 40 * DAY, NOW) == "On 28 Dec 2026"
