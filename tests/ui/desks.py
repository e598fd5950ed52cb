"""A desk over a real store, for pages without their window."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record, Worker
from outreach_app.errors import OutreachError
from outreach_app.store.database import Store
from outreach_app.ui.background import Background
from outreach_app.ui.desk import Action, Desk
from outreach_app.ui.pages.page import Page
from tests.ui.looking import bring_up, settle


@dataclass
class Heard:
    """What pages said to their window."""

    toasts: list[str] = field(default_factory=list)
    action: Action | None = None
    refused: list[OutreachError] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)

    def toast(self, text: str, action: Action | None) -> None:
        self.toasts.append(text)
        self.action = action

    def undo(self) -> None:
        assert self.action is not None
        self.action[1]()


class Office:
    """A store, a desk, and one page at a time."""

    def __init__(self, qtbot: QtBot, store: Store, *, coordinator: bool = True) -> None:
        self.qtbot, self.store = qtbot, store
        self.background = Background(store)
        self.heard = Heard()
        with store.write() as session:
            worker = session.scalars(select(Worker).where(Worker.name == "Noor")).first() or Worker(name="Noor")
            session.add(worker)
            session.flush()
            self.worker = worker.id
        self.desk = Desk(
            self.background,
            Actor(self.worker, coordinator),
            store.clock,
            toast=self.heard.toast,
            refuse=self.heard.refused.append,
            go=lambda place, target: self.heard.gone.append((place, target)),
        )

    def open(self, page: Page, target: str = "") -> None:
        self.qtbot.addWidget(page)
        page.resize(1134, 768)
        bring_up(self.qtbot, page)
        page.arrive(target)
        self.rest()

    def rest(self) -> None:
        """Until every answer has come and nothing asks any more."""
        for _round in range(4):
            settle(self.qtbot, self.background)

    def keep(self, *records: Record) -> list[Id]:
        with self.store.write() as session:
            session.add_all(records)
            session.flush()
            return [record.id for record in records]

    def all(self, record: type[Record]) -> list[Record]:
        with self.store.read() as session:
            return list(session.scalars(select(record).where(~record.deleted).order_by(record.n)))

    def close(self) -> None:
        self.background.close()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def keys(text: str) -> None:
    """Types into whatever has the focus; in brackets a key by name: `gisteren[Tab]1930[Ctrl+Return]`."""
    for part in text.replace("]", "[").split("["):
        name, _plus, _rest = part.rpartition("+")
        if part and ((hasattr(Qt.Key, f"Key_{part}") and len(part) > 1) or name):
            _press(part)
        else:
            for character in part:
                QTest.keyClicks(focused(), character)


def _press(chord: str) -> None:
    *held, key = chord.split("+")
    modifiers = Qt.KeyboardModifier.NoModifier
    for name in held:
        modifiers |= {
            "Ctrl": Qt.KeyboardModifier.ControlModifier,
            "Shift": Qt.KeyboardModifier.ShiftModifier,
            "Alt": Qt.KeyboardModifier.AltModifier,
        }[name]
    QTest.keyClick(focused(), getattr(Qt.Key, f"Key_{key}"), modifiers)
