"""A list as it is shown, to a spreadsheet: the same rows, order and columns; what stays on the laptop stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.domain.paging import FIRST, Start
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, day, ngettext
from outreach_app.notes.content import slug
from outreach_app.store.hiding import names_hidden
from outreach_app.ui.leaving.asking import ask_to_leave, note
from outreach_app.ui.tasks import Task, run_long
from outreach_app.ui.widgets.paged_table import Asked, Column, PagedModel

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.domain.filters import Filter
    from outreach_app.tables.writing import Line
    from outreach_app.ui.desk import Desk

Words = Callable[["Session", "Filter"], Sequence[str]]
"""What conditions are called."""
STEP = 500
"""Rows read at once: others have their turn in between."""


class ExportStopped(OutreachError):
    message = N_("The export was stopped.")
    advice = N_("No file was written.")


@dataclass(frozen=True)
class Outgoing:
    """A list as it stood when somebody wanted to let it out; of a selection only the rows with its `ids`."""

    model: PagedModel
    asked: Asked
    columns: Sequence[Column]
    title: str
    words: Words
    total: int
    ids: frozenset[str] | None

    @classmethod
    def of(
        cls,
        model: PagedModel,
        columns: Sequence[Column],
        title: str,
        words: Words,
        ids: Sequence[str] | None = None,
    ) -> Outgoing:
        total = model.total if ids is None else len(ids)
        return cls(model, model.asked, columns, title, words, total, None if ids is None else frozenset(ids))


@dataclass(frozen=True)
class Gathered:
    """What may leave of it."""

    lines: Sequence[Line]
    stayed: int
    """Rows that never leave this laptop."""
    notes: Sequence[str]


def export_view(desk: Desk, owner: QWidget, shown: Outgoing) -> None:
    """A word first, then where to, then the line in the register, then the file."""
    words = _(
        "It is the list as you see it, row by row: nothing is rounded or withheld, so it is not for publication. "
        "Read texts and names first. Notes of this laptop and sensitive spots are not in it."
    )
    ask_to_leave(
        desk, owner.window(), _("Export …"), lambda recipient: _where(desk, owner, shown, recipient), words
    )


def _where(desk: Desk, owner: QWidget, shown: Outgoing, recipient: str) -> None:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kinds = {"xlsx": _("Workbook (*.xlsx)"), "csv": _("Text with semicolons (*.csv)")}
    dialog = QFileDialog(owner, _("Save as spreadsheet"), folder, ";;".join(kinds.values()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix("csv" if kind == kinds["csv"] else "xlsx"))
    dialog.selectFile(f"{slug(shown.title)}-{desk.today().isoformat()}.xlsx")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: _read(desk, owner, shown, recipient, Path(path)))
    dialog.open()


def _read(desk: Desk, owner: QWidget, shown: Outgoing, recipient: str, path: Path) -> None:
    """All rows before the file: the register says how many they are."""

    def leave(found: Gathered) -> None:
        note(
            desk,
            owner,
            "spreadsheet",
            recipient,
            len(found.lines),
            lambda: _write(desk, owner, shown, path, found),
            path,
        )

    run_long(
        desk,
        _("{name}: rows are read …").format(name=path.name),
        lambda task: gather(desk, task, shown),
        owner=owner,
        done=leave,
        failed=lambda error: _say(desk, error),
        can_stop=True,
    )


def _write(desk: Desk, owner: QWidget, shown: Outgoing, path: Path, found: Gathered) -> None:
    told = _("Saved as {name}.").format(name=path.name)
    if found.stayed:
        told = f"{told} {_stayed(found.stayed)}"
    run_long(
        desk,
        _("{name} is written …").format(name=path.name),
        lambda task: write_view(desk, task, path, shown, found),
        owner=owner,
        done=lambda _count: desk.toast(told, None),
        failed=lambda error: _say(desk, error),
        can_stop=True,
    )


def _say(desk: Desk, error: OutreachError) -> None:
    if isinstance(error, ExportStopped):
        desk.toast(f"{error} {error.what_now}", None)
    else:
        desk.refuse(error)


def gather(desk: Desk, task: Task, shown: Outgoing) -> Gathered:
    """In the thread of a task. Raises ExportStopped."""
    within, places = shown.model.within, [shown.model.columns.index(column) for column in shown.columns]
    assert within is not None
    lines: list[Line] = []
    start, seen, stayed, asked = FIRST, 0, 0, replace(shown.asked, outside=True)
    while seen < shown.total or shown.ids is None:
        if task.cancelled() or desk.background.stopping.is_set():
            raise ExportStopped
        chunk = desk.background.look(lambda session, start=start: within(session, asked, start, STEP))  # type: ignore[misc]
        wanted = [row for row in chunk.rows if shown.ids is None or row.id in shown.ids]
        for row in wanted:
            if row.stays:
                stayed += 1
            else:
                cells = (row.cells[place] for place in places)
                lines.append([cell.text if cell.outside is None else cell.outside for cell in cells])
        seen += len(wanted)
        task.progress(seen, max(shown.total, seen))
        if len(chunk.rows) < STEP or chunk.rows[-1].key is None:
            break
        start = Start(chunk.rows[-1].key)
    stayed += max(0, shown.total - seen)  # found by a note of this laptop alone
    narrowed = desk.background.look(lambda session: list(_narrowed(session, shown)))
    told = ngettext("{n} row", "{n} rows", len(lines))
    head = f"{shown.title} · {day(desk.today())} · {told}"
    return Gathered(lines, stayed, [head, *narrowed, *([_stayed(stayed)] if stayed else [])])


def write_view(desk: Desk, task: Task, path: Path, shown: Outgoing, found: Gathered) -> int:
    """In the thread of a task: how many rows were written; a lock stops it too.

    Raises ExportStopped, TableNotWritten.
    """
    from outreach_app.tables.writing import write_table

    titles = [column.title for column in shown.columns]
    return write_table(path, shown.title, titles, _counted(desk, task, found.lines), found.notes)


def _counted(desk: Desk, task: Task, lines: Sequence[Line]) -> Iterator[Line]:
    for n, line in enumerate(lines):
        if task.cancelled() or desk.background.stopping.is_set():
            raise ExportStopped
        if n % STEP == 0:
            task.progress(n, len(lines))
        yield line


def _narrowed(session: Session, shown: Outgoing) -> Iterator[str]:
    """What the rows are of; it names no sensitive spot, and what was searched for may be anybody's name."""
    if shown.asked.text:
        yield _("Narrowed by a search.")
    if shown.asked.conditions:
        what = "; ".join(shown.words(session, shown.asked.conditions))
        named = names_hidden(session, what)
        yield _("Narrowed by filters.") if named else _("Filtered: {what}").format(what=what)
    if shown.ids is not None:
        yield _("Only the rows that were selected.")


def _stayed(n: int) -> str:
    return ngettext(
        "{n} row stayed: it is of this laptop alone.", "{n} rows stayed: they are of this laptop alone.", n
    )
