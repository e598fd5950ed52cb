"""The eraser beside a record's bin, and the eye of a spot."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record, Spot, Team, Worker
from outreach_app.i18n import N_, _
from outreach_app.ui.erasing.dialogs import FOR_GOOD, EraseDialog, Sure
from outreach_app.ui.widgets.buttons import IconButton
from outreach_app.ui.widgets.messages import MessageBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from outreach_app.ui.record_pane import RecordPane
    from outreach_app.workspace.erasing import Doomed


_ELSEWHERE = N_(
    "Not yet erased elsewhere: it goes from each laptop at its next sync, once a coordinator has done it."
)


def beside(pane: RecordPane, record: Record) -> list[IconButton]:
    """What can be done with a record beside editing and deleting it."""
    return [*_eye(pane, record), *_eraser(pane, record)]


def above(pane: RecordPane, record: Record) -> list[QWidget]:
    """What is to be said of a record first: that others may still know of a spot that was hidden."""
    if pane.desk.erasing is None or not isinstance(record, Spot) or not record.sensitive:
        return []
    erasing, bar = pane.desk.erasing, MessageBar()
    pane.desk.background.read(
        lambda session: erasing.still_elsewhere(session, record.id),
        owner=bar,
        done=lambda still: bar.say(_(_ELSEWHERE), tone="warning", closable=False) if still else None,
    )
    return [bar]


def _eye(pane: RecordPane, record: Record) -> list[IconButton]:
    if pane.desk.erasing is None or not isinstance(record, Spot):
        return []
    if record.sensitive:
        return [IconButton("eye", _("Let the team know this spot …"), lambda: _ask_share(pane, record))]
    return [IconButton("eye-off", _("Make sensitive …"), lambda: _ask_hide(pane, record))]


def _ask_hide(pane: RecordPane, spot: Spot) -> None:
    words = _(
        "It stays on this laptop alone. Rounds that went there keep their area; on other laptops a coordinator"
        " erases the spot."
    )
    title = _("Make “{name}” sensitive").format(name=spot.name)
    erasing = pane.desk.erasing
    assert erasing is not None
    Sure(pane, title, words, _("Make sensitive"), lambda: _change(pane, lambda: erasing.hide(spot.id))).open()


def _ask_share(pane: RecordPane, spot: Spot) -> None:
    words = _("Every laptop of the team gets this spot, and the rounds that went there say so.")
    title = _("Let the team know “{name}”").format(name=spot.name)
    erasing = pane.desk.erasing
    assert erasing is not None
    Sure(pane, title, words, _("Share"), lambda: _change(pane, lambda: erasing.share(spot.id))).open()


def _change(pane: RecordPane, work: Callable[[], Id]) -> None:
    def done(id: Id) -> None:
        pane.desk.forget()  # visits go to another record now, and what was said has its name
        pane.show_record(id)
        pane.saved.emit(id)

    pane.desk.background.run_outside(work, owner=pane, done=done, failed=pane.desk.refuse, busy=pane)


def _eraser(pane: RecordPane, record: Record) -> list[IconButton]:
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
    pane.desk.forget()
    pane.desk.toast(_("Erased. It goes from every laptop at its next sync."), None)
    pane.show_record("")
    pane.emptied.emit()
