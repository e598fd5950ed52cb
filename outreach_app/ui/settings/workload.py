"""Workload: how long a round takes to type in, and which fields nobody fills in, for the team to cut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from outreach_app.domain.burden import ENOUGH, GOAL_MINUTES, HIDEABLE, Burden, Filled
from outreach_app.domain.fields import field_of
from outreach_app.domain.records import BY_TABLE, Encounter, Round, Team, Visit
from outreach_app.i18n import _, gettext, ngettext, number
from outreach_app.store.burden import burden, hide_fields
from outreach_app.ui.settings.tab import SettingsTab
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, column, keep_if, row
from outreach_app.ui.widgets.buttons import Tick
from outreach_app.ui.widgets.charts import Sparks

if TYPE_CHECKING:
    from outreach_app.ui.shell import Shell

LATEST = 12
"""Rounds in the small picture."""


class WorkloadTab(SettingsTab):
    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.time, self.fields = TimeCard(), FieldsCard(may_hide=self._may_hide, hide=self._hide)
        self.body.addWidget(self.time)
        self.body.addWidget(self.fields)
        shell.background.records_changed.connect(self._look_again)

    def arrive(self) -> None:
        today = self._shell.desk.today()
        self._shell.background.read(lambda session: burden(session, today), owner=self, done=self._show)

    @property
    def _may_hide(self) -> bool:
        desk = self._shell.desk
        return desk.actor.coordinator and not desk.readonly and bool(self._shell.workspace.team_fingerprint)

    def _show(self, found: Burden) -> None:
        self.time.show_burden(found)
        self.fields.show_burden(found)

    def _hide(self, names: list[str]) -> None:
        """For the whole team, from the next sync on."""
        actor = self._shell.desk.actor
        self._shell.background.run(
            lambda session: hide_fields(session, names, actor), owner=self, failed=self._shell.refuse
        )

    @Slot(set)
    def _look_again(self, written: set[type]) -> None:
        if self.isVisible() and written & {Encounter, Round, Visit, Team}:
            self.arrive()


class TimeCard(Card):
    def __init__(self) -> None:
        self._minutes = Text("", "display")
        self._said = Text("", "body", "text2", wraps=True)
        self._sparks = Sparks()
        words = _(
            "Counted on this laptop, from the first key until you save, without pauses. It stays here: nobody"
            " else sees it, and it is not kept with the round."
        )
        line = row(column(self._minutes, self._said, gap=2), self._sparks, gap=Space.XL)
        line.setStretch(0, 1)
        super().__init__(
            SectionTitle(_("How long a round takes to enter")), line, Text(words, "small", "text3", wraps=True)
        )

    def show_burden(self, found: Burden) -> None:
        minutes, rounds = found.minutes, len(found.seconds)
        self._sparks.setVisible(rounds > 1)
        self._minutes.setVisible(minutes is not None)
        if minutes is None:
            self._said.setText(_("Nothing is known yet: enter a round, and its time stands here."))
            return
        self._minutes.setText(_("{n} min").format(n=number(round(minutes, 1))))
        lately = ngettext("{n} round of the last six months", "{n} rounds of the last six months", rounds)
        goal = _("The middle one of {rounds}; {n} of them in {goal} minutes or less").format(
            rounds=lately, n=number(found.in_time), goal=GOAL_MINUTES
        )
        self._said.setText(goal)
        latest = [one / 60 for one in found.seconds[-LATEST:]]
        self._sparks.show_values(latest, "; ".join(number(round(one, 1)) for one in latest))


class FieldsCard(Card):
    def __init__(self, *, may_hide: bool, hide: Callable[[list[str]], object]) -> None:
        self._may_hide, self._hide = may_hide, hide
        self._hidden: list[str] = []
        self._said = Text("", "label", wraps=True)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(Space.L)
        self._rows.setVerticalSpacing(Space.HAIR)
        self._rows.setColumnStretch(1, 1)
        self._ticks: dict[str, Tick] = {}
        self._lines: dict[str, tuple[Text, ShareBar, Text]] = {}
        words = _(
            "How often a field says something else than what stands there by itself, in all encounters of the"
            " team. What nobody needs can go: a hidden field comes back where it was filled in before."
        )
        asks = Text(_("A coordinator can hide fields for the whole team."), "small", "text3", wraps=True)
        keep_if(not may_hide, asks)
        super().__init__(
            SectionTitle(_("Fields that nobody fills in"), _("last six months")),
            self._said,
            self._rows,
            Text(words, "small", "text3", wraps=True),
            asks,
        )

    def show_burden(self, found: Burden) -> None:
        self._hidden = list(found.hidden)
        self._said.setText(_summary(found, may_hide=self._may_hide))
        for place, one in enumerate(found.fields):
            if one.name not in self._lines:
                self._add(one)
            label, bar, share = self._lines[one.name]
            self._rows.setRowMinimumHeight(place, theme().px(26))
            for at, widget in enumerate((label, bar, share)):
                self._rows.addWidget(widget, place, at)
            bar.show_share(one.share)
            share.setText(_("{n} of {all}").format(n=number(one.n), all=number(one.of)))
            tick = self._ticks.get(one.name)
            if tick is not None:
                self._rows.addWidget(tick, place, 3)
                tick.blockSignals(True)
                tick.setChecked(_short(one.name) in self._hidden)
                tick.blockSignals(False)

    def _add(self, one: Filled) -> None:
        name = label_of(one.name)
        self._lines[one.name] = Text(name, "label"), ShareBar(), Text("", "small", "text2")
        if _is_hideable(one.name):
            tick = self._ticks[one.name] = Tick(_("Hide"))
            tick.setAccessibleName(_("Hide “{field}” in round entry").format(field=name))
            tick.setEnabled(self._may_hide)
            tick.toggled.connect(partial(self._switch, _short(one.name)))

    def _switch(self, name: str, on: bool) -> None:
        others = [each for each in self._hidden if each != name]
        self._hidden = [each for each in HIDEABLE if each in others or (on and each == name)]
        self._hide(self._hidden)


class ShareBar(QWidget):
    """A share of all, drawn; the figures stand beside it."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme().tokens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.line))
        painter.setBrush(QColor(colours.sunken))
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(whole, 4, 4)
        if self._share:
            painter.setPen(QColor(colours.primary))
            painter.setBrush(QColor(colours.primary))
            painter.drawRoundedRect(whole.adjusted(0, 0, (self._share - 1) * whole.width(), 0), 4, 4)


def label_of(name: str) -> str:
    """Of a field by its record and name; a time by itself would not tell whose it is."""
    table, _dot, field = name.partition(".")
    record = BY_TABLE[table]
    described = field_of(record, field)
    label = gettext(described.label) if described else field
    return label if record is Encounter else f"{gettext(record.singular)}: {label.lower()}"


def _summary(found: Burden, *, may_hide: bool) -> str:
    counted = [one for one in found.fields if one.of >= ENOUGH]
    if not counted:
        return _("There is too little to say yet.")
    never, seldom = sum(one.never for one in counted), sum(one.seldom for one in counted)
    of = number(len(counted))
    words = []
    if never:
        words.append(_("{n} of the {all} fields are never filled in.").format(n=number(never), all=of))
    if seldom:
        words.append(_("{n} of the {all} fields are filled in less than once in 20.").format(n=seldom, all=of))
    unused = {_short(one.name) for one in counted if (one.never or one.seldom) and _is_hideable(one.name)}
    if may_hide and unused - set(found.hidden):
        words.append(_("Hide what you do not need: a round takes less time then."))
    return " ".join(words) or _("Every field is used.")


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _is_hideable(name: str) -> bool:
    return name.startswith(f"{Encounter.__tablename__}.") and _short(name) in HIDEABLE
