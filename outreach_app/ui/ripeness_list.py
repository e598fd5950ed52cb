"""The ripeness list of a signal: what is met, what is lacking, and what the team itself judges, ticked here."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from outreach_app.domain.records import Record, Signal
from outreach_app.domain.ripeness import JUDGED, NEEDED, Check, label
from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.store.sheets import Sheet
from outreach_app.store.signals import check_signal
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.desk import Desk
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, row
from outreach_app.ui.widgets.buttons import Tick
from outreach_app.ui.widgets.marks import Mark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Ripeness(QWidget):
    """Items that warn: a reason overrides them. Those that are needed stand in red."""

    def __init__(self, desk: Desk, sheet: Sheet) -> None:
        super().__init__()
        signal = sheet.record
        assert isinstance(signal, Signal)
        self._desk, self._signal = desk, signal
        self._title = SectionTitle(_("Is it ripe?"))
        self._items = column(gap=8)
        self.setLayout(column(self._title, self._items, gap=10))
        id = signal.id

        def check(session: "Session") -> list[Check]:
            return check_signal(session, id)

        desk.background.read(check, owner=self, done=self._show)

    def _show(self, checks: list[Check]) -> None:
        done = sum(check.ok for check in checks)
        self._title.hint.setText(_("{done} of {all}").format(done=done, all=len(checks)))
        for check in checks:
            self._items.addWidget(self._item(check))

    def _item(self, check: Check) -> QWidget:
        line = QWidget()
        icon, colour = "circle-check", "green"
        if not check.ok:
            icon, colour = "circle-alert", "red" if check.item in NEEDED else "amber"
        judged = check.item in JUDGED and not self._desk.readonly
        said: list[QWidget] = [self._tick(check) if judged else Text(label(check.item), "label")]
        if not check.ok:
            said.append(Text(check.why, "small", "text2", wraps=True))
        whole = row(gap=9)
        whole.addWidget(Mark(icon, colour, 16), 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(column(*said, gap=1), 1)
        line.setLayout(whole)
        return line

    def _tick(self, check: Check) -> Tick:
        """What no program can judge."""
        tick = Tick(label(check.item))
        tick.setToolTip(check.why)
        tick.setChecked(check.item in self._signal.checks)
        tick.clicked.connect(lambda on, item=check.item: self._judge(item, on))
        return tick

    def _judge(self, item: str, met: bool) -> None:
        desk, id, name = self._desk, self._signal.id, self._signal.title
        checks = [each for each in JUDGED if (met if each == item else each in self._signal.checks)]
        today = desk.today()

        def work(session: "Session") -> Record:
            return records.edit(session, Signal, id, {"checks": ",".join(checks)}, desk.actor, today=today)

        def done(written: tuple[Record, Change]) -> None:
            desk.did(_("“{name}” is judged anew.").format(name=name), written[1])

        desk.background.run(
            lambda session: watched(session, work), owner=self.window(), done=done, failed=desk.refuse, busy=self
        )
