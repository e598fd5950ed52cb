"""A spreadsheet on its way in: chosen, recognised, tried out row by row, then taken in, with a way back."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from outreach_app.domain.fields import Field
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.store import import_undo
from outreach_app.tables.importing import ImportMap, ImportReport, ImportStopped, NothingImported, undo_import
from outreach_app.tables.incoming import Incoming, remember, take_in, try_out
from outreach_app.tables.mapping import placed, read_mapping
from outreach_app.tables.reader import read_sheet
from outreach_app.tables.sheet import Options, Sheet
from outreach_app.tables.targets import KINDS
from outreach_app.ui.desk import Desk
from outreach_app.ui.importing.asking import ask_file
from outreach_app.ui.importing.filled import Filled
from outreach_app.ui.importing.recognising import Recognised, missing, recognised, stopping
from outreach_app.ui.importing.start import Start
from outreach_app.ui.pages.page import Page
from outreach_app.ui.tasks import Task, run_long
from outreach_app.ui.widgets.buttons import Button
from outreach_app.workspace import Workspace

SEEN = 12
"""Rows of the file that are shown."""
ENDINGS = "*.csv *.tsv *.txt *.xlsx *.json"
SHOWN_IMPORTS = 5
_SETTLED_MS = 250
"""After the last choice: several in a row are tried out once."""


PLACES_OF = {
    "rounds": ("rounds", ""),
    "spots": ("spots", "spots"),
    "organisations": ("network", ""),
    "area-figures": ("priorities", "area-figures"),
}
"""Where what came in is seen."""


class ImportPage(Page):
    """`arrive("spots")` begins with what the file holds."""

    def __init__(self, desk: Desk, workspace: Workspace) -> None:
        super().__init__(desk, _("Import a spreadsheet"))
        self._workspace = workspace
        self._path: Path | None = None
        self._sheet: Sheet | None = None
        self._values: Mapping[str, Mapping[str, str]] = {}
        self.fields: Mapping[str, Field] = {}
        self._turn = 0
        self.choose = Button(_("Another file …"), "secondary", "folder-open", self.ask_file)
        self.go_in = Button(_("Import"), "primary", "upload", self.take_in)
        self.add_action(self.choose)
        self.add_action(self.go_in)
        self._filled = Filled()
        self.choosing, self.preview, self.trial = self._filled.choosing, self._filled.preview, self._filled.trial
        self.start = Start(self.ask_file, lambda past: self._take_back(past.id), readonly=desk.readonly)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._try)
        self._stack = QStackedWidget()
        for part in (self.start, self._filled):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.choosing.kind_changed.connect(self._recognise)
        self.choosing.file_changed.connect(lambda: self._path and self.read(self._path))
        self.choosing.changed.connect(self._changed)
        self.choosing.map_wanted.connect(lambda: ask_file(self, _("Maps"), "*.json", self.read_map))
        self._show(file=False)

    @property
    def _ending(self) -> bool:
        return self.desk.background.stopping.is_set()

    def arrive(self, target: str = "") -> None:
        super().arrive()
        if target in KINDS and self._sheet is None:
            self.choosing.kind.choose(target)
        self._reload()
        if self._sheet is None:
            self.start.setFocus()
        else:
            self.choosing.columns.focus()

    def kept(self) -> dict[str, Any]:
        """A file is chosen anew after a lock: nothing of it is written down."""
        return {}

    def ask_file(self) -> None:
        ask_file(self, _("Spreadsheets"), ENDINGS, self.read)

    def read_map(self, path: Path) -> None:
        """Which column is which, as the command line takes it; what it does not say stays."""
        sheet, fields = self._sheet, self.fields
        if sheet is None:
            return
        try:
            mapping = read_mapping(path)
            places = {**self.choosing.columns.places, **placed(sheet.columns, fields, mapping)}
        except OutreachError as error:
            self._refuse(error)
            return
        ignored = {place for place, name in enumerate(sheet.columns) if name in mapping.ignore}
        kept = {place: name for place, name in places.items() if place not in ignored}
        self._show_mapping(sheet, Recognised(fields, kept, self.choosing.given, mapping.values))

    def read(self, path: Path) -> None:
        """Away from the window's thread; what is wrong with the file is said above."""
        options = self.choosing.options if path == self._path else Options()
        if path != self._path:
            self.messages.hide()
        self._path = path
        run_long(
            self.desk,
            _("{name} is read …").format(name=path.name),
            lambda _task: read_sheet(path, options),
            owner=self,
            done=self._show_sheet,
            failed=self._refuse,
        )

    def take_in(self) -> None:
        incoming = self._incoming()
        if incoming is None or self.desk.readonly:
            return
        self._turn += 1
        self.go_in.setEnabled(False)

        def refused(error: OutreachError) -> None:
            self._changed()
            self._refuse(error)

        def work(task: Task) -> ImportReport:
            workspace = self._workspace
            told = partial(stopping, lambda: task.cancelled() or self._ending, task)

            def backup() -> Path:
                return workspace.backups.before("import").path

            return take_in(workspace.store, workspace.worker, incoming, backup, told)

        run_long(
            self.desk,
            _("{name} comes in …").format(name=incoming.path.name),
            work,
            owner=self,
            done=partial(self._came_in, incoming),
            failed=refused,
            busy=self._filled,
            can_stop=True,
        )

    def _came_in(self, incoming: Incoming, report: ImportReport) -> None:
        desk, kind = self.desk, incoming.kind
        desk.background.run(lambda session: remember(session, incoming), owner=desk.background)
        told = ngettext("{n} row is in.", "{n} rows are in.", report.created)
        if report.import_id:
            desk.toast(told, (_("Undo"), partial(self._take_back, report.import_id)))
        left = ngettext(
            "{n} row was refused. Correct it in the file and import that again: what is in already is known.",
            "{n} rows were refused. Correct them in the file and import that again: what is in already is known.",
            len(report.rejected),
        )
        show = (_("Show them"), lambda: desk.go(*PLACES_OF[kind]))
        self.messages.say(told, left if report.rejected else "", "good", show)
        self._changed()
        self._reload()

    def _take_back(self, id: str) -> None:
        desk, store = self.desk, self._workspace.store

        def undone(undone: import_undo.Undone) -> None:
            told = ngettext(
                "{n} row is out again: it lies in the bin.",
                "{n} rows are out again: they lie in the bin.",
                undone.rows,
            )
            desk.toast(told, None)
            self.messages.hide()
            self._reload()
            self._changed()

        run_long(
            desk,
            _("The import is undone …"),
            lambda _task: undo_import(store, id),
            owner=self,
            done=undone,
            failed=desk.refuse,
        )

    def _reload(self) -> None:
        self.desk.background.read(
            lambda session: import_undo.past(session, SHOWN_IMPORTS),
            owner=self,
            done=self.start.earlier.show_imports,
        )

    def _refuse(self, error: OutreachError) -> None:
        if isinstance(error, ImportStopped):
            self.desk.toast(f"{error} {error.what_now}", None)
        else:
            self.messages.say_error(error)

    def _show_sheet(self, sheet: Sheet) -> None:
        self._sheet = sheet
        assert self._path is not None
        rows = ngettext("{n} row", "{n} rows", len(sheet.lines))
        self.set_title(self.title.text(), f"{self._path.name} · {rows}")
        self.choosing.read_as.show_sheet(sheet)
        self._show(file=True)
        self._recognise()

    def _recognise(self) -> None:
        """By how a file with these columns came in before, else by what they are called."""
        sheet, kind = self._sheet, self.choosing.kind.current()
        if sheet is None:
            return

        self.desk.background.read(
            lambda session: recognised(session, kind, sheet), owner=self, done=partial(self._show_mapping, sheet)
        )

    def _show_mapping(self, sheet: Sheet, found: Recognised) -> None:
        self.fields, self._values = found.fields, found.values
        self.choosing.show_columns(sheet, found.fields, found.places, found.given)
        self.choosing.columns.focus()
        self._changed()

    def _changed(self) -> None:
        if self._sheet is None:
            return
        self._turn += 1
        places = self.choosing.columns.places
        quiet = frozenset(range(len(self._sheet.columns))) - places.keys()
        self.preview.show_texts(self._sheet.columns, [line.cells for line in self._sheet.lines[:SEEN]], quiet)
        self.go_in.setEnabled(False)
        self.trial.wait(_("Every row is looked at …"))
        self._wait.start(_SETTLED_MS)

    def _incoming(self) -> Incoming | None:
        sheet, path = self._sheet, self._path
        if sheet is None or path is None:
            return None
        places = self.choosing.columns.places
        columns = {sheet.columns[place]: name for place, name in places.items()}
        ignore = frozenset(name for place, name in enumerate(sheet.columns) if place not in places)
        values = {name: said for name, said in self._values.items() if name in columns.values()}
        mapping = ImportMap(columns, values, ignore)
        options = Options(date_order=self.choosing.dates)
        return Incoming(self.choosing.kind.current(), path, sheet, mapping, self.choosing.given, options)

    def _try(self) -> None:
        incoming, turn, workspace = self._incoming(), self._turn, self._workspace
        if incoming is None:
            return
        if words := missing(incoming, self.fields):
            self.trial.wait(words)
            return

        def stale() -> bool:
            return turn != self._turn or self._ending

        def refused(error: OutreachError) -> None:
            if stale():
                return
            if isinstance(error, NothingImported):
                self._show_report(error.report)
            else:
                self.trial.wait("")
                self._refuse(error)

        run_long(
            self.desk,
            _("Every row is looked at …"),
            lambda task: try_out(workspace.store, workspace.worker, incoming, partial(stopping, stale, task)),
            owner=self,
            done=lambda report: None if stale() else self._show_report(report),
            failed=refused,
        )

    def _show_report(self, report: ImportReport) -> None:
        self.choosing.read_as.show_dates(report.detected.get("date_order", ""))
        self.trial.show_report(report, self.fields)
        words = ngettext("Import {n} row", "Import {n} rows", report.created) if report.created else _("Import")
        self.go_in.set_text(words)
        self.go_in.setEnabled(bool(report.created) and not self.desk.readonly)

    def _show(self, *, file: bool) -> None:
        self._stack.setCurrentWidget(self._filled if file else self.start)
        self.choose.setVisible(file)
        self.go_in.setVisible(file)
