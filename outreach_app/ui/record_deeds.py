"""What a record's pane writes: a form's values, and the bin. Told with a way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record
from outreach_app.i18n import _
from outreach_app.store import records
from outreach_app.store.undoing import Change, watched

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.ui.record_form import RecordForm
    from outreach_app.ui.record_pane import RecordPane


def write(
    pane: RecordPane, form: RecordForm, id: Id, values: Mapping[str, str], then: Callable[[], object]
) -> None:
    """Of the record with this id, or of a new one."""
    desk, kind = pane.desk, pane.record

    def work(session: Session) -> Record:
        if id:
            return records.edit(session, kind, id, values, desk.actor, today=desk.today())
        return records.add(session, kind, values, desk.actor, today=desk.today())

    def done(written: tuple[Record, Change]) -> None:
        record, change = written
        pane.drop_form()
        pane.bring(record.id)
        told = (_("{what} is changed.") if id else _("{what} is new.")).format(what=pane.named(record))
        desk.did(told, change, partial(pane.come_back, record.id) if id else pane.reload)
        then()

    desk.background.run(
        lambda session: watched(session, work), owner=pane, busy=form, done=done, failed=pane.refused
    )


def put_in_bin(pane: RecordPane, record: Record) -> None:
    desk, kind, id = pane.desk, pane.record, record.id
    told = _("{what} is deleted.").format(what=pane.named(record))
    desk.background.run(
        lambda session: watched(session, lambda session: records.delete(session, kind, id, desk.actor)),
        owner=pane,
        done=lambda gone: desk.did(told, gone[1], partial(pane.come_back, id)),
    )
