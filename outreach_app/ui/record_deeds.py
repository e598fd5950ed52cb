"""What a record's pane writes: a form's values, and the bin. Told with a way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record
from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.store import history, records
from outreach_app.store.differences import Difference
from outreach_app.store.history import Entry
from outreach_app.store.meanwhile import THEIRS, FieldsChanged
from outreach_app.store.undoing import Change, watched
from outreach_app.ui.dialogs.history import HistoryDialog
from outreach_app.ui.dialogs.meanwhile import MeanwhileDialog
from outreach_app.ui.tasks import run_long
from outreach_app.workspace.past import History

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.ui.record_form import RecordForm
    from outreach_app.ui.record_pane import RecordPane


def write(
    pane: RecordPane, form: RecordForm, id: Id, values: Mapping[str, str], then: Callable[[], object]
) -> None:
    """Of the record with this id, or of a new one. What was written meanwhile is shown beside what was typed."""
    desk, kind = pane.desk, pane.record
    seen = {name: getattr(pane.sheet.record, name) for name in values} if id and pane.sheet else {}

    def work(session: Session) -> Record:
        if id:
            return records.edit(session, kind, id, values, desk.actor, today=desk.today(), seen=seen)
        return records.add(session, kind, values, desk.actor, today=desk.today())

    def refused(error: OutreachError) -> None:
        if not isinstance(error, FieldsChanged):
            pane.refused(error)
            return
        choose = partial(_write_chosen, pane, form, id, values, error, then)
        MeanwhileDialog(pane, error, choose).open()

    _run(pane, form, id, work, then, refused)


def _write_chosen(
    pane: RecordPane,
    form: RecordForm,
    id: Id,
    values: Mapping[str, str],
    error: FieldsChanged,
    then: Callable[[], object],
    chosen: Sequence[tuple[Difference, str]],
) -> None:
    """What was typed, and of the fields in question what was chosen; what stands there by now is seen."""
    desk, kind = pane.desk, pane.record
    asked = {one.name: one.value(THEIRS) for one in error.differences}
    wanted = {one.name: one.value(taken) for one, taken in chosen if taken != THEIRS}
    rest = {name: text for name, text in values.items() if name not in asked}

    def work(session: Session) -> Record:
        if rest:
            records.edit(session, kind, id, rest, desk.actor, today=desk.today())
        return records.set_values(session, kind, id, wanted, desk.actor, today=desk.today(), seen=asked)

    _run(pane, form, id, work, then, pane.refused)


def _run(
    pane: RecordPane,
    form: RecordForm,
    id: Id,
    work: Callable[[Session], Record],
    then: Callable[[], object],
    refused: Callable[[OutreachError], object],
) -> None:
    def done(written: tuple[Record, Change]) -> None:
        record, change = written
        pane.drop_form()
        pane.bring(record.id)
        told = (_("{what} is changed.") if id else _("{what} is new.")).format(what=pane.named(record))
        pane.desk.did(told, change, partial(pane.come_back, record.id) if id else pane.reload)
        then()

    pane.desk.background.run(
        lambda session: watched(session, work), owner=pane, busy=form, done=done, failed=refused
    )


def put_in_bin(pane: RecordPane, record: Record) -> None:
    desk, kind, id = pane.desk, pane.record, record.id
    told = _("{what} is deleted.").format(what=pane.named(record))
    desk.background.run(
        lambda session: watched(session, lambda session: records.delete(session, kind, id, desk.actor)),
        owner=pane,
        done=lambda gone: desk.did(told, gone[1], partial(pane.come_back, id)),
    )


def show_history(pane: RecordPane, record: Record) -> None:
    """Reads it beside all else, as segments are opened for it."""
    desk, past, kind, id = pane.desk, pane.desk.past, pane.record, record.id
    assert past is not None
    name = pane.named(record)

    def show(found: History) -> None:
        may = pane.may_change(record)
        HistoryDialog(pane, name, found, partial(restore, pane, name) if may else None).open()

    run_long(
        desk,
        _("The history of {what} is read …").format(what=name),
        lambda task: past.of(kind, id, task.cancelled),
        owner=pane,
        done=show,
        can_stop=True,
    )


def restore(pane: RecordPane, name: str, entry: Entry) -> None:
    desk, id = pane.desk, pane.id

    def work(session: Session) -> Record:
        return history.restore(session, entry, desk.actor, today=desk.today())

    def done(written: tuple[Record, Change]) -> None:
        told = _("{what} is as it was before.").format(what=name)
        pane.come_back(id)
        desk.did(told, written[1], partial(pane.come_back, id))

    desk.background.run(lambda session: watched(session, work), owner=pane, done=done, failed=pane.refused)
