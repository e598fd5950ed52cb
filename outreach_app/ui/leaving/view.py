"""A list as it is shown, to a spreadsheet: the same rows, order and columns; what stays on the laptop stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.domain.paging import FIRST, Start
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.ui.leaving.asking import ask_to_leave, note
from outreach_app.ui.tasks import Task, run_long
from outreach_app.ui.widgets.paged_table import Asked, Column, PagedModel

if TYPE_CHECKING:
    from outreach_app.tables.writing import Line
    from outreach_app.ui.desk import Desk

STEP = 500
"""Rows read at once: others have their turn in between."""


class ExportStopped(OutreachError):
    message = N_("The export was stopped.")
    advice = N_("No file was written.")


def export_view(desk: Desk, owner: QWidget, model: PagedModel, columns: Sequence[Column], title: str) -> None:
    """A word first, then where to, then the line in the register, then the file."""
    words = _(
        "It is the list as you see it, row by row: nothing is rounded or withheld, so it is not for publication. "
        "Read texts and names first. Notes of this laptop and sensitive spots are not in it."
    )
    ask_to_leave(
        desk,
        owner.window(),
        _("Export …"),
        lambda recipient: _where(desk, owner, model, columns, title, recipient),
        words,
    )


def _where(
    desk: Desk, owner: QWidget, model: PagedModel, columns: Sequence[Column], title: str, recipient: str
) -> None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(owner, _("Save as spreadsheet"), folder, "Excel (*.xlsx);;CSV (*.csv)")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("csv" if "csv" in kind else "xlsx"))
    dialog.selectFile(f"{title.lower()}-{desk.today().isoformat()}.xlsx")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asked, total = model.asked, model.total

    def let_go(path: Path) -> None:
        run_long(
            desk,
            _("{name} is written …").format(name=path.name),
            lambda task: write_view(desk, task, path, model, asked, columns, title, total),
            owner=owner,
            done=lambda _count: desk.toast(_("Saved as {name}.").format(name=path.name), None),
            failed=lambda error: _say(desk, error),
            can_stop=True,
        )

    dialog.fileSelected.connect(
        lambda path: note(desk, owner, "spreadsheet", recipient, total, lambda: let_go(Path(path)))
    )
    dialog.open()


def _say(desk: Desk, error: OutreachError) -> None:
    if isinstance(error, ExportStopped):
        desk.toast(f"{error} {error.what_now}", None)
    else:
        desk.refuse(error)


def write_view(
    desk: Desk,
    task: Task,
    path: Path,
    model: PagedModel,
    asked: Asked,
    columns: Sequence[Column],
    title: str,
    total: int,
) -> int:
    """In the thread of a task: returns how many rows were written. Raises ExportStopped, TableNotWritten."""
    from outreach_app.tables.writing import write_table

    places = [model.columns.index(column) for column in columns]
    return write_table(
        path, title, [column.title for column in columns], _lines(desk, task, model, asked, places, total)
    )


def _lines(
    desk: Desk, task: Task, model: PagedModel, asked: Asked, places: Sequence[int], total: int
) -> Iterator[Line]:
    read = model.within
    assert read is not None
    start, done = FIRST, 0
    while True:
        if task.cancelled() or desk.background.stopping.is_set():
            raise ExportStopped
        chunk = desk.background.look(lambda session, start=start: read(session, asked, start, STEP))  # type: ignore[misc]
        for row in chunk.rows:
            if not row.stays:
                cells = (row.cells[place] for place in places)
                yield [cell.text if cell.outside is None else cell.outside for cell in cells]
        done += len(chunk.rows)
        task.progress(done, max(total, done))
        if len(chunk.rows) < STEP or chunk.rows[-1].key is None:
            return
        start = Start(chunk.rows[-1].key)
