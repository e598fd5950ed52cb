"""Guessing gets slower and never impossible, whatever happens to the program or to the clock on the wall."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app import vault
from outreach_app.vault import attempts, errors, slots

PASSPHRASE = "vier woorden die niet passen"


class SinceStart:
    """Seconds since the computer was started."""

    def __init__(self, now: float = 5_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    vault.create(folder, PASSPHRASE)[0].close()
    (folder / vault.DATABASE).write_bytes(b"database")
    return folder


@pytest.fixture(autouse=True)
def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """This process has seen no attempt yet."""
    monkeypatch.setattr(attempts, "_seen", {})


def guess(folder: Path, clock: SinceStart, times: int = 1) -> None:
    """Wrong, as soon as it may be."""
    for _time in range(times):
        clock.now += attempts.seconds_left(folder, clock)
        with pytest.raises(errors.WrongPassphrase):
            vault.unlock(folder, "een andere gok", clock=clock)


def test_the_wait_doubles_to_a_minute_and_the_right_one_ends_it(folder: Path) -> None:
    clock, waits = SinceStart(), []
    guess(folder, clock, attempts.FREE - 1)
    for _guess in range(9):
        guess(folder, clock)
        waits.append(attempts.seconds_left(folder, clock))

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    clock.now += waits[-1]
    vault.unlock(folder, PASSPHRASE, clock=clock).close()
    assert attempts.seconds_left(folder, clock) == 0
    assert not (folder / attempts.FILE).exists()


def test_too_soon_is_told_in_seconds_and_is_no_attempt(folder: Path) -> None:
    clock = SinceStart()
    guess(folder, clock, 5)

    for _try in range(3):
        with pytest.raises(errors.TooSoon) as refused:
            vault.unlock(folder, PASSPHRASE, clock=clock)

    assert refused.value.seconds == 4
    clock.now += 4
    vault.unlock(folder, PASSPHRASE, clock=clock).close()


def test_a_restart_of_the_program_resets_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SinceStart()
    guess(folder, clock, 6)
    monkeypatch.setattr(attempts, "_seen", {})

    assert attempts.seconds_left(folder, clock) == 8


def test_taking_the_file_away_resets_nothing_in_this_process(folder: Path) -> None:
    clock = SinceStart()
    guess(folder, clock, 6)
    (folder / attempts.FILE).unlink()

    assert attempts.seconds_left(folder, clock) == 8


def test_a_program_killed_midway_has_had_its_attempt(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SinceStart()

    def killed(_slots: object, _passphrase: str) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(slots.KeySlots, "with_passphrase", killed)
    for _try in range(attempts.FREE):
        with pytest.raises(KeyboardInterrupt):
            vault.unlock(folder, PASSPHRASE, readonly=True, clock=clock)

    assert attempts.seconds_left(folder, clock) == 1


def test_the_clock_on_the_wall_is_not_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SinceStart()
    guess(folder, clock, 7)

    for date in (0.0, 4e9):
        monkeypatch.setattr(time, "time", lambda date=date: date)
        assert attempts.seconds_left(folder, clock) == 16


def test_a_computer_that_was_restarted_waits_from_its_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guess(folder, SinceStart(90_000), 7)
    monkeypatch.setattr(attempts, "_seen", {})

    assert attempts.seconds_left(folder, SinceStart(3)) == 13
    assert attempts.seconds_left(folder, SinceStart(20)) == 0


def test_a_wait_that_began_before_a_restart_is_not_begun_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guess(folder, SinceStart(2), 4)
    monkeypatch.setattr(attempts, "_seen", {})
    clock = SinceStart(1)
    left = attempts.seconds_left(folder, clock)

    clock.now += left

    assert attempts.seconds_left(folder, clock) == 0


@given(
    st.one_of(
        st.binary(max_size=40),
        st.builds(
            lambda failed, at: json.dumps({"failed": failed, "at": at}).encode(),
            st.one_of(st.integers(-(10**6), 10**6), st.none(), st.text(max_size=3)),
            st.floats(),
        ),
    ),
    st.floats(0, 1e9),
)
def test_no_file_keeps_anyone_out_for_longer_than_a_minute(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, now: float
) -> None:
    folder = tmp_path_factory.mktemp("attempts")
    (folder / attempts.FILE).write_bytes(content)
    clock = SinceStart(now)

    left = attempts.seconds_left(folder, clock)
    clock.now += left

    assert 0 <= left <= attempts.LONGEST
    assert attempts.seconds_left(folder, clock) <= 1
