"""Results: what a year of signals yielded. Exact, for the team; what leaves is guarded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Slot
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from outreach_app.domain.fields import Id
from outreach_app.domain.note_plan import SectionText
from outreach_app.domain.records import (
    Agreement,
    Area,
    Encounter,
    Feedback,
    Need,
    NoteSection,
    Record,
    Signal,
    SignalNote,
)
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.domain.yields import Course, Yield, shown, years_of, yield_of
from outreach_app.i18n import _, language, speaking
from outreach_app.notes import results
from outreach_app.notes.printing import Printed, print_results
from outreach_app.store.listing import vocabularies
from outreach_app.store.naming import names_of
from outreach_app.store.note_plans import own_sections
from outreach_app.store.yields import courses
from outreach_app.ui.desk import Desk
from outreach_app.ui.leaving.asking import ask_to_leave, note
from outreach_app.ui.leaving.outlet import Outlet, save_paper
from outreach_app.ui.note.paper import Paper
from outreach_app.ui.pages.page import Page
from outreach_app.ui.results.cards import Cards
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row
from outreach_app.ui.widgets.buttons import Button, IconButton
from outreach_app.ui.widgets.messages import EmptyState
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.picker import Picker
from outreach_app.ui.widgets.scroll import Scroll

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WATCHED: set[type[Record]] = {Agreement, Area, Encounter, Feedback, Need, NoteSection, Signal, SignalNote}
AREA_WIDTH = 260


@dataclass(frozen=True, slots=True)
class _Held:
    courses: list[Course]
    areas: Mapping[Id, str]
    terms: Vocabularies
    own: tuple[SectionText, ...]


class ResultsPage(Page):
    """`team` is whose signals they are, as the paper says it."""

    def __init__(self, desk: Desk, team: str) -> None:
        super().__init__(desk, _("Results"), _("What our signals yielded: exact here, guarded where it leaves"))
        self._team = team
        self._held: _Held | None = None
        self._year = 0
        self._area = Id("")
        self._words = Text("", "strong")
        self.back = IconButton("chevron-left", _("The year before"), lambda: self._step(-1))
        self.on = IconButton("chevron-right", _("The year after"), lambda: self._step(1))
        self.area = Picker(_("Area"), _("Every area"))
        self.area.setFixedWidth(theme().px(AREA_WIDTH))
        self.area.taken.connect(self._choose_area)
        self.area.textEdited.connect(lambda text: None if text else self._choose_area())
        self.export = Button(_("Export …"), "secondary", "download", self._offer)
        self.add_action(Button(_("To the figures"), "quiet", "trending-up", lambda: desk.go("figures", "")))
        self.add_action(self.export)
        self.cards = Cards(lambda id: desk.go("signals", id))
        begin = (_("To the signals"), lambda: desk.go("signals", ""))
        self._empty = EmptyState("flag", _("Results appear here once there is a signal."), action=begin)
        self._lay_out()
        desk.background.records_changed.connect(self._reload_if_written)

    def arrive(self, target: str = "") -> None:
        super().arrive(target)
        self.reload()

    def kept(self) -> dict[str, Any]:
        return {"year": self._year, "area": self._area}

    def bring_back(self, kept: Mapping[str, Any]) -> None:
        self._year, self._area = kept["year"], Id(kept["area"] or "")
        self.reload()

    def reload(self) -> None:
        def read(session: Session) -> _Held:
            found = courses(session)
            areas = names_of(session, Area, (area for one in found for area in one.areas))
            return _Held(found, areas, vocabularies(session), own_sections(session))

        self.desk.background.read(read, owner=self, done=self._take_in)

    def spreadsheet(self) -> None:
        """What came of each need, with the counts below it."""
        self._ask(self._where)

    def pdf(self) -> None:
        self._ask(lambda to: self._make(lambda made: save_paper(self._outlet(to), made, self)))

    def _lay_out(self) -> None:
        self._bar = QWidget()
        stepper = row(self.back, self._words, self.on, gap=Space.XS)
        self._bar.setLayout(row(stepper, self.area, None, gap=Space.L))
        self.body.addWidget(self._bar)
        inner = QWidget()
        inner.setLayout(column(self.cards, self._empty, None, gap=0))
        self.body.addWidget(Scroll(inner), 1)
        self._empty.hide()

    def _take_in(self, held: _Held) -> None:
        self._held = held
        years = years_of(held.courses)
        if self._year not in years:
            self._year = years[0] if years else self.desk.today().year
        named = sorted(((id, name) for id, name in held.areas.items()), key=lambda each: each[1])
        self.area.offer(Option(id, name) for id, name in named)
        self.area.choose(self._area, held.areas.get(self._area, ""))
        self._show()

    def _show(self) -> None:
        held = self._held
        if held is None:
            return
        years = years_of(held.courses)
        self._words.setText(str(self._year))
        self.back.setEnabled(any(year < self._year for year in years))
        self.on.setEnabled(any(year > self._year for year in years))
        for part in (self._bar, self.cards, self.export):
            part.setVisible(bool(years))
        self._empty.setVisible(not years)
        self.cards.show_yield(self._yield(held), held.areas, held.terms, by_area=not self._area)

    def _yield(self, held: _Held) -> Yield:
        return yield_of(held.courses, self._year, self._area or None)

    def _step(self, by: int) -> None:
        years = sorted(years_of(self._held.courses)) if self._held else []
        later = [year for year in years if (year - self._year) * by > 0]
        if later:
            self._year = min(later) if by > 0 else max(later)
            self._show()

    def _choose_area(self) -> None:
        self._area = Id(self.area.chosen())
        self._show()

    def _offer(self) -> None:
        menu = QMenu(self.export)
        menu.setAccessibleName(_("Export"))
        menu.addAction(_("Spreadsheet …"), self.spreadsheet)
        menu.addAction(_("PDF …"), self.pdf)
        menu.popup(self.export.mapToGlobal(self.export.rect().bottomLeft()))

    def _ask(self, go_on: Callable[[str], object]) -> None:
        words = _(
            "What leaves are counts of signals, durations in weeks of three signals or more, and the encounters "
            "that submitted notes published. Outside the vault they are no longer encrypted."
        )
        ask_to_leave(self.desk, self, _("Export …"), go_on, words)

    def _make(self, done: Callable[[Paper], object]) -> None:
        held = self._held
        assert held is not None
        found, area, spoken, team = self._yield(held), held.areas.get(self._area, ""), language(), self._team

        def made(printed: Printed) -> None:
            if printed.warning:
                self.messages.say(printed.warning, "", "warning")
            done(Paper(printed.content, printed.file_name, printed.records, printed.unprintable))

        self.desk.background.run_outside(
            lambda: print_results(found, held.areas, held.terms, team, spoken, area, held.own),
            owner=self,
            done=made,
            failed=self.desk.refuse,
        )

    def _outlet(self, recipient: str) -> Outlet:
        desk, count = self.desk, self._count()
        return Outlet(
            desk.background,
            lambda words: desk.toast(words, None),
            desk.refuse,
            lambda kind, then, path: note(desk, self, kind, recipient, count, then, path),
        )

    def _where(self, recipient: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kinds = {"xlsx": _("Workbook (*.xlsx)"), "csv": _("Text with semicolons (*.csv)")}
        dialog = QFileDialog(self, _("Save the results"), folder, ";;".join(kinds.values()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xlsx")
        dialog.selectFile(f"{_('Results').lower()}-{self._year}.xlsx")
        dialog.fileSelected.connect(
            lambda path: note(
                self.desk,
                self,
                "spreadsheet",
                recipient,
                self._count(),
                lambda: self._save(Path(path)),
                Path(path),
            )
        )
        dialog.open()

    def _save(self, path: Path) -> None:
        from outreach_app.tables.writing import write_table

        held, spoken = self._held, language()
        assert held is not None
        found = shown(self._yield(held))

        def write() -> None:
            with speaking(spoken):
                header, rows = results.sheet_rows(found, held.terms)
                below = results.sheet_notes(found, held.areas, held.terms)
                write_table(path, _("What our signals yielded"), header, rows, below)

        self.desk.background.run_outside(
            write,
            owner=self,
            done=lambda _none: self.desk.toast(_("Saved as {name}.").format(name=path.name), None),
            failed=self.desk.refuse,
        )

    def _count(self) -> int:
        return self._yield(self._held).all.signals if self._held else 0

    @Slot(set)
    def _reload_if_written(self, written: set[type[Record]]) -> None:
        if WATCHED & written and self.isVisible():
            self.reload()
