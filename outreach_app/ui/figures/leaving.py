"""Figures on their way out: guarded whatever the page shows, after a word, with a line in the export register."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from outreach_app.domain.charts import WITHHELD
from outreach_app.domain.comparing import Measure
from outreach_app.i18n import _, language, speaking
from outreach_app.notes import answers, wording
from outreach_app.notes.content import slug
from outreach_app.ui.desk import Desk
from outreach_app.ui.figures.answer_card import Shown
from outreach_app.ui.leaving.asking import ask_to_leave, note
from outreach_app.ui.widgets.buttons import Button

Ready = Callable[[Callable[[Shown], object]], object]
"""Makes the guarded answer, then calls back with it."""


class Leaving:
    """The menu behind one button. `ready` brings the guarded answer, `measure` says what is shown of it."""

    def __init__(self, desk: Desk, owner: QWidget, ready: Ready, measure: Callable[[], Measure]) -> None:
        self._desk, self._owner, self._ready, self._measure = desk, owner, ready, measure
        self.button = Button(_("Export …"), "secondary", "download")
        self.menu = QMenu(self.button)
        for words, act in (
            (_("Picture (PNG) …"), lambda: self._picture("png")),
            (_("Drawing (SVG) …"), lambda: self._picture("svg")),
            (_("Spreadsheet …"), self.spreadsheet),
            (_("PDF …"), self.pdf),
            (_("Copy the table"), self.copy),
        ):
            self.menu.addAction(words).triggered.connect(lambda _on, act=act: act())
        self.button.clicked.connect(
            lambda _on: self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        )

    def spreadsheet(self) -> None:
        kinds = {"xlsx": _("Workbook (*.xlsx)"), "csv": _("Text with semicolons (*.csv)")}
        self._let_out("spreadsheet", kinds, self._table_writer)

    def pdf(self) -> None:
        self._let_out("pdf", {"pdf": "PDF (*.pdf)"}, self._paper_writer)

    def copy(self) -> None:
        """Tab by tab; the clipboard watch says that it left and writes it down."""

        def copied(shown: Shown) -> None:
            told = answers.tell(shown.answer, self._measure(), shown.registration)
            table = told.whole.as_table()
            lines = [told.whole.title, "\t".join(table.header), *("\t".join(row) for row in table.rows())]
            text = "\n".join([*lines, "", *answers.method(shown.answer, shown.team)])
            QGuiApplication.clipboard().setText(text)

        self._ready(copied)

    def _picture(self, suffix: str) -> None:
        kinds = {"png": _("Picture (*.png)")} if suffix == "png" else {"svg": _("Drawing (*.svg)")}

        def writer(shown: Shown) -> Callable[[Path], object]:
            from outreach_app.ui.figures.picture import Picture

            told = answers.tell(shown.answer, self._measure(), shown.registration)
            said = answers.sentences(shown.answer, shown.against, shown.registration)
            made = Picture(told.chart, "\n".join(said), " ".join(answers.method(shown.answer, shown.team)))
            drawn = made.png() if suffix == "png" else made.svg()  # fonts belong to the window's thread
            return lambda path: _write(path, drawn)

        self._let_out("picture", kinds, writer)

    def _table_writer(self, shown: Shown) -> Callable[[Path], object]:
        from outreach_app.tables.writing import write_table

        table = answers.tell(shown.answer, self._measure(), shown.registration).whole
        cells = table.as_table()
        rows = [
            (label, *(WITHHELD if figure is None else figure for figure in figures))
            for label, figures in zip(cells.labels, cells.values, strict=True)
        ]
        notes = [wording.days(shown.answer.span), *answers.method(shown.answer, shown.team)]
        return lambda path: write_table(path, table.title, cells.header, rows, notes)

    def _paper_writer(self, shown: Shown) -> Callable[[Path], object]:
        from outreach_app.notes.pdf import publish

        measure, spoken = self._measure(), language()

        def write(path: Path) -> None:
            with speaking(spoken):
                paper = answers.sheet(shown.answer, measure, shown.registration, shown.against, shown.team)
                _write(path, publish(paper))

        return write

    def _let_out(
        self, kind: str, filters: dict[str, str], writer: Callable[[Shown], Callable[[Path], object]]
    ) -> None:
        """A word first, then where to, then the line in the register, then the file."""
        words = _(
            "What leaves is published: whole closed quarters, rounded, small figures withheld, and noted in the "
            "ledger so that no later figure tells more. Outside the vault it is no longer encrypted."
        )
        ask_to_leave(
            self._desk,
            self._owner,
            _("Export …"),
            lambda to: self._ready(lambda shown: self._where(kind, filters, shown, to, writer(shown))),
            words,
        )

    def _where(
        self, kind: str, filters: dict[str, str], shown: Shown, recipient: str, write: Callable[[Path], object]
    ) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._owner, _("Save the figures"), folder, ";;".join(filters.values()))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(next(iter(filters)))
        title = answers.titled(shown.answer, self._measure())
        dialog.selectFile(f"{slug(f'{title} {wording.days(shown.answer.span)}')}.{next(iter(filters))}")

        def suit(chosen: str) -> None:
            dialog.setDefaultSuffix(next(suffix for suffix, words in filters.items() if words == chosen))

        dialog.filterSelected.connect(suit)
        dialog.fileSelected.connect(
            lambda path: note(
                self._desk, self._owner, kind, recipient, 1, lambda: self._save(Path(path), write), Path(path)
            )
        )
        dialog.open()

    def _save(self, path: Path, write: Callable[[Path], object]) -> None:
        self._desk.background.run_outside(
            lambda: write(path),
            owner=self._owner,
            done=lambda _none: self._desk.toast(_("Saved as {name}.").format(name=path.name), None),
            failed=self._desk.refuse,
        )


def _write(path: Path, made: bytes) -> None:
    from outreach_app.ui.note.paper import write

    write(path, made)
