"""A year in the folder: a snapshot, tidying up, and a colleague who comes new."""

from pathlib import Path

import pytest

from outreach_app.domain.clock import SystemClock
from tests.journeys.conftest import Call

DAY = 24 * 3600 * 1000


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Days that the clocks of all laptops are ahead: `days[0] = 8`."""
    ahead, now = [0], SystemClock.milliseconds
    monkeypatch.setattr(SystemClock, "milliseconds", lambda self: now(self) + ahead[0] * DAY)
    return ahead


def segments(folder: Path) -> set[Path]:
    return set(folder.glob("*/*.seg"))


def test_a_folder_is_tidied_up(call: Call, tmp_path: Path, days: list[int]) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    call("noor", "new", "--team", "Molenkouter", "--worker", "Noor", "--folder", folder)
    call("noor", "admit", call("sam", "join", "--worker", "Sam", "--folder", folder).json["fingerprint"])
    call("sam", "sync")
    call("sam", "add", "needs", "--set", "title=Banken")
    call("sam", "sync")

    assert call("sam", "snapshot").status == call("sam", "compact").status == 1, "coordinators only"
    made = call("noor", "snapshot").json
    waiting = call("noor", "compact").json
    call("sam", "sync")
    days[0] = 8
    old = segments(folder)
    done = call("noor", "compact").json
    asked = call("lien", "join", "--worker", "Lien", "--folder", folder).json["fingerprint"]
    call("noor", "admit", asked)

    assert made["snapshot"] and [one["name"] for one in made["waits_for"]] == ["Sam"]
    assert (waiting["files"], waiting["days"]) == (0, 7)
    assert (done["files"], done["waits_for"], done["days"]) == (len(old - segments(folder)), [], 0)
    assert old - segments(folder)
    assert call("lien", "sync").json["digest"] == call("noor", "sync").json["digest"]
    assert [one["title"] for one in call("lien", "list", "needs").json] == ["Banken"]
