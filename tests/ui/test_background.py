"""Jobs: where they run, what comes back, and what does not."""

import gc
import sys
import threading
import weakref
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.records import Record, Spot
from outreach_app.errors import OutreachError
from outreach_app.store.database import Store
from outreach_app.ui.background import Background
from outreach_app.ui.collecting import Collecting, collect_due
from tests.ui.looking import settle


@pytest.fixture
def background(store: Store) -> Iterator[Background]:
    made = Background(store)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def owner() -> QObject:
    return QObject()


def add_spot(session: Session) -> str:
    session.add(Spot(name="Vlasakker"))
    return threading.current_thread().name


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Spot.name)))


def test_work_is_one_transaction_elsewhere_and_its_result_comes_home(
    background: Background, owner: QObject, qtbot: QtBot
) -> None:
    came: list[Any] = []

    background.run(
        add_spot, owner=owner, done=lambda thread: came.append((thread, threading.current_thread().name))
    )
    settle(qtbot, background)
    background.read(names, owner=owner, done=came.append)
    settle(qtbot, background)

    (worked_in, delivered_in), found = came
    assert delivered_in == threading.main_thread().name != worked_in
    assert found == ["Vlasakker"]


def test_who_is_gone_is_not_called_back(background: Background, qtbot: QtBot) -> None:
    page, held = QWidget(), threading.Event()
    came: list[object] = []
    page.deleteLater()

    background.run_outside(held.wait, owner=page, done=came.append)
    QApplication.sendPostedEvents(page, 0)
    qtbot.wait(1)
    held.set()
    settle(qtbot, background)

    assert came == []


def test_what_nobody_waits_for_any_more_is_not_called_back(
    background: Background, owner: QObject, qtbot: QtBot
) -> None:
    came: list[str] = []
    background.read(lambda _session: "abandoned", owner=owner, done=came.append, still=lambda: False)
    background.read(lambda _session: "read", owner=owner, done=came.append)

    qtbot.waitUntil(lambda: bool(came))
    assert came == ["read"]


def test_nothing_is_called_back_after_closing(background: Background, owner: QObject, qtbot: QtBot) -> None:
    came: list[object] = []
    background.run(add_spot, owner=owner, done=came.append)

    background.close()
    qtbot.wait(1)

    assert came == []


def test_a_refusal_rolls_back_and_goes_to_who_asked_or_to_the_window(
    background: Background, owner: QObject, qtbot: QtBot
) -> None:
    told: list[object] = []
    background.refused.connect(told.append)

    def half(session: Session) -> None:
        add_spot(session)
        raise OutreachError

    background.run(half, owner=owner, failed=lambda error: told.append("asked"))
    background.run(half, owner=owner)
    background.read(names, owner=owner, done=told.append)
    settle(qtbot, background)

    assert "asked" in told
    assert [] in told
    assert sum(isinstance(each, OutreachError) for each in told) == 1


def test_a_bug_goes_where_all_bugs_go(
    background: Background, owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[type[BaseException]] = []

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        seen.append(kind)

    monkeypatch.setattr(sys, "excepthook", hook)

    background.run_outside(lambda: 1 // 0, owner=owner, failed=lambda error: seen.append(type(error)))
    settle(qtbot, background)

    assert seen == [ZeroDivisionError]


def test_what_is_busy_is_disabled_meanwhile_and_gets_the_focus_back(background: Background, qtbot: QtBot) -> None:
    form, go = QWidget(), threading.Event()
    line = QLineEdit(form)
    qtbot.addWidget(form)
    form.show()
    qtbot.waitUntil(form.isVisible)
    line.setFocus()

    background.run_outside(go.wait, owner=form, busy=form)
    background.run_outside(go.wait, owner=form, busy=form)
    during = form.isEnabled()
    go.set()
    settle(qtbot, background)

    assert not during
    assert form.isEnabled()
    assert line.hasFocus()


def test_everyone_hears_what_was_written_in_the_main_thread(
    background: Background, store: Store, owner: QObject, qtbot: QtBot
) -> None:
    heard: list[tuple[set[type[Record]], str]] = []
    background.records_changed.connect(lambda written: heard.append((written, threading.current_thread().name)))

    background.run(add_spot, owner=owner)
    settle(qtbot, background)

    assert heard == [({Spot}, threading.main_thread().name)]


def test_a_list_does_not_wait_behind_a_writer_nor_behind_a_share(
    background: Background, owner: QObject, qtbot: QtBot
) -> None:
    held = threading.Event()
    came: list[list[str]] = []

    def long(session: Session) -> None:
        add_spot(session)
        held.wait(10)

    background.run(long, owner=owner)
    background.run_outside(lambda: held.wait(10), owner=owner)
    background.read(names, owner=owner, done=came.append)
    qtbot.waitUntil(lambda: came == [[]])
    held.set()
    settle(qtbot, background)


def test_none_keeps_its_references(qapp: QApplication) -> None:
    """PySide6 6.12.0 drops one with every call that returns nothing, until the interpreter dies (ux.md, 1)."""
    before = sys.getrefcount(None)
    for _turn in range(100):
        qapp.processEvents()

    assert sys.getrefcount(None) >= before - 10


class Knot:
    """Holds itself: only a collection lets it go."""

    def __init__(self) -> None:
        self.itself = self


def test_garbage_is_collected_between_events_alone(qapp: QApplication, qtbot: QtBot) -> None:
    """Within a job, or within what Qt destroys, it would hold a lock of Qt for ever."""
    gc.enable()
    home = QObject()
    timer = Collecting(home).findChild(QTimer)
    gone = weakref.ref(Knot())
    held = [Knot() for _n in range(2 * gc.get_threshold()[0])]
    assert not gc.isenabled() and gone() is not None

    collect_due()

    assert gone() is None and held
    assert timer is not None and timer.isActive()
