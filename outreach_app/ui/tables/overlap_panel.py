"""The overlap of tables: who sits where, which themes come up where, and what two tables have in common."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from outreach_app.domain.overlap import in_words
from outreach_app.domain.records import Consultation, ContactPerson, Membership, Organisation
from outreach_app.i18n import _, ngettext
from outreach_app.store.seats import Seats, seats
from outreach_app.ui.desk import Desk
from outreach_app.ui.following import Following
from outreach_app.ui.tables.checks import remark
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import SectionTitle, Text, column, empty, row
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.scroll import Scroll
from outreach_app.ui.widgets.tab_order import pass_focus_on
from outreach_app.ui.widgets.tabs import Segments
from outreach_app.ui.widgets.text_table import TextTable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

SIDE_WIDTH = 340
YES = "●"
NO = "–"
Rows = tuple[Sequence[str], Sequence[Sequence[str]]]


class OverlapPanel(Following):
    new_wanted = QtSignal()
    """A table, where there is none yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, {Consultation, Membership, Organisation, ContactPerson})
        self.seats: Seats | None = None
        options = [
            Option("members", _("Members"), icon="building-2"),
            Option("themes", _("Themes"), icon="layers"),
            Option("pairs", _("Two by two"), icon="copy"),
        ]
        self.ways = Segments(options, _("What to compare"))
        self.ways.chosen.connect(lambda _code: self._show_table())
        self.table = TextTable(_("Overlap"))
        self._told = Text("", "body", "text2", wraps=True)
        card = QFrame()
        card.setProperty("look", "card")
        card.setLayout(column(self.table, margins=(1, 1, 1, 8)))
        self._remarks = column(gap=10)
        filled = QWidget()
        whole = row(gap=Space.L)
        whole.addWidget(card, 1)
        whole.addWidget(self._side())
        filled.setLayout(whole)
        self._stack = QStackedWidget()
        add = None if desk.readonly else (_("New consultation"), self.new_wanted.emit)
        words = _("Once two tables are entered, this shows who sits at both and what comes up twice.")
        for part in (filled, EmptyState("layers", words, action=add)):
            self._stack.addWidget(part)
        head = row(self.ways, gap=Space.L)
        head.addWidget(self._told, 1, Qt.AlignmentFlag.AlignVCenter)
        body = column(head, gap=Space.M)
        body.addWidget(self._stack, 1)
        self.setLayout(body)
        pass_focus_on(self, self.table)
        self.reload()

    def reload(self) -> None:
        today = self.desk.today()

        def read(session: "Session") -> Seats:
            return seats(session, today)

        self.desk.background.read(read, owner=self, done=self._show)

    def _side(self) -> QWidget:
        """What the tables lack, table by table."""
        card = QFrame()
        card.setProperty("look", "card")
        card.setFixedWidth(theme().px(SIDE_WIDTH))
        inner = QWidget()
        inner.setLayout(column(self._remarks, None))
        title = column(SectionTitle(_("To look at")), margins=(18, 14, 18, 6))
        reading = Scroll(inner, margins=(18, 2, 18, 14))
        reading.walk_as(_("To look at"))
        card.setLayout(column(title, reading, gap=0))
        return card

    def _show(self, found: Seats) -> None:
        self.seats = found
        self._stack.setCurrentIndex(0 if found.tables else 1)
        self.ways.setVisible(bool(found.tables))
        self._told.setVisible(bool(found.tables))
        if found.tables:
            self._told.setText(_summary(found))
            self._show_table()
            self._show_remarks(found)

    def _show_table(self) -> None:
        if self.seats is None:
            return
        show = {"members": member_rows, "themes": theme_rows, "pairs": pair_rows}[self.ways.current()]
        self.table.show_texts(*show(self.seats))

    def _show_remarks(self, found: Seats) -> None:
        empty(self._remarks)
        names = {table.id: table.name for table in found.tables}
        before: object = ""
        for check in found.checks:
            if check.table != before:
                self._remarks.addWidget(
                    Text(names[check.table] if check.table else _("All tables"), "label", wraps=True)
                )
                before = check.table
            self._remarks.addWidget(remark(in_words(check)))
        if not found.checks:
            self._remarks.addWidget(remark(_("Every table has what it needs."), "circle-check", "green"))


def member_rows(found: Seats) -> Rows:
    """Who sits where: with the themes it comes for, or all of them."""
    titles, everything = [_("Organisation"), *(table.name for table in found.tables)], _("all themes")
    rows = []
    for partner in found.seated():
        cells = []
        for table in found.tables:
            themes = table.seats.get(partner.id)
            labels = ", ".join(found.terms.label("domain", code) for code in sorted(themes or ()))
            cells.append(NO if themes is None else f"{YES} {labels or everything}")
        rows.append([partner.name, *cells])
    return titles, rows


def theme_rows(found: Seats) -> Rows:
    """Which themes come up where; those of most tables first."""
    titles, yes = [_("Theme"), *(table.name for table in found.tables)], _("yes")
    codes = {code for table in found.tables for code in table.themes}
    count = {code: sum(code in table.themes for table in found.tables) for code in codes}
    ordered = sorted(codes, key=lambda code: (-count[code], found.terms.label("domain", code)))
    rows = [
        [
            found.terms.label("domain", code),
            *(f"{YES} {yes}" if code in t.themes else NO for t in found.tables),
        ]
        for code in ordered
    ]
    return titles, rows


def pair_rows(found: Seats) -> Rows:
    """What two tables have in common, with names."""
    titles = [_("One table"), _("The other"), _("Members of both"), _("Themes of both")]
    rows = []
    for each in found.overlaps:
        members = ", ".join(found.name(id) for id in each.members)
        themes = ", ".join(found.terms.label("domain", code) for code in each.themes)
        rows.append([each.one.name, each.other.name, _counted(len(each.members), members), themes or NO])
    return titles, rows


def _counted(n: int, names: str) -> str:
    return f"{n}: {names}" if n else NO


def _summary(found: Seats) -> str:
    tables = ngettext("{n} table", "{n} tables", len(found.tables))
    partners = ngettext("{n} organisation", "{n} organisations", len(found.seated()))
    several = sum(sum(each.id in table.seats for table in found.tables) > 1 for each in found.seated())
    said = _("{partners} at {tables}; {several} of them at more than one.")
    return said.format(partners=partners, tables=tables, several=several)
