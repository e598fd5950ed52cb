"""The eraser beside a record's bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach_app.domain.records import Record, Team, Worker
from outreach_app.i18n import _
from outreach_app.ui.erasing.dialogs import FOR_GOOD, EraseDialog
from outreach_app.ui.widgets.buttons import IconButton

if TYPE_CHECKING:
    from outreach_app.ui.record_pane import RecordPane
    from outreach_app.workspace.erasing import Doomed


def eraser(pane: RecordPane, record: Record) -> list[IconButton]:
    """Nothing for what is not erased one by one."""
    if pane.desk.erasing is None or record.register or isinstance(record, Team | Worker):
        return []
    name = _("Erase for good …") if pane.desk.actor.coordinator else _("Ask to erase …")
    return [IconButton(FOR_GOOD, name, lambda: _look(pane, record))]


def _look(pane: RecordPane, record: Record) -> None:
    erasing = pane.desk.erasing
    assert erasing is not None
    pane.desk.background.read(
        lambda session: erasing.preview(session, type(record), record.id),
        owner=pane,
        done=lambda doomed: EraseDialog(pane, doomed, lambda why: _erase(pane, doomed, why)).open(),
        failed=pane.desk.refuse,
    )


def _erase(pane: RecordPane, doomed: Doomed, why: str) -> None:
    erasing = pane.desk.erasing
    assert erasing is not None
    pane.desk.background.run_outside(
        lambda: erasing.erase(doomed.record, doomed.id, why),
        owner=pane,
        done=lambda done: _done(pane, done),
        failed=pane.desk.refuse,
        busy=pane,
    )


def _done(pane: RecordPane, doomed: Doomed) -> None:
    if doomed.asks:
        pane.desk.toast(_("A coordinator is asked to erase it, at the next sync."), None)
        return
    pane.desk.toast(_("Erased. It goes from every laptop at its next sync."), None)
    pane.show_record("")
    pane.emptied.emit()
