"""Agreements in lists: those that are late first and marked, and what the list can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from outreach_app.domain.agreements import SOON_DAYS, days_late
from outreach_app.domain.fields import Field, Kind
from outreach_app.domain.filters import Filter
from outreach_app.domain.records import Agreement, Record
from outreach_app.i18n import _
from outreach_app.store.filters import Offer, offers, words_of
from outreach_app.store.listing import Page, Query
from outreach_app.store.pressing import OWN, PRESSING, STANDING, among
from outreach_app.ui.desk import Desk
from outreach_app.ui.filter_bar import Narrowing
from outreach_app.ui.record_table import RecordRows, short_day
from outreach_app.ui.related import Related
from outreach_app.ui.today.wording import lateness
from outreach_app.ui.widgets.marks import STATES, Badge
from outreach_app.ui.widgets.paged_table import Asked, Cell, Mark

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ICON = "clipboard-check"
LATE, SOON = ("red", "circle-alert"), ("amber", "hourglass")


class AgreementRows(RecordRows):
    """With how late each is in place of its day, where that is so or near."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Agreement)
        self._desk = desk

    def cell(self, record: Record, field: Field, found: Page) -> Cell:
        cell = super().cell(record, field, found)
        assert isinstance(record, Agreement)
        if field.name != "due" or record.due is None:
            return cell
        days = pressing_days(record, self._desk.today())
        if days is None:
            return cell
        words, (tone, icon) = lateness(days), LATE if days > 0 else SOON
        return Cell(f"{short_day(record.due)}, {words}", (Mark(words, tone, icon),), outside=record.due)

    def query(self, session: Session, asked: Asked) -> Query:
        query = super().query(session, asked)
        found = among(session, asked.conditions, self._desk.actor.worker, self._desk.today())
        return query if found is None else query.within(found)


def narrowing() -> Narrowing:
    """By how it stands, by whose signal it is about, and by every field."""
    return Narrowing(_offers, _words)


def _offers(session: Session) -> list[Offer]:
    standing = [
        ("unkept", _("Still to be done")),
        ("overdue", _("Late")),
        ("soon", _("Due within a week")),
    ]
    return [
        Offer(STANDING, _("How it stands"), Kind.TERM, standing),
        Offer(OWN, _("Whose signal"), Kind.TERM, [("1", _("Signals that I lead"))]),
        *offers(session, Agreement),
    ]


def _words(session: Session, conditions: Filter) -> list[str]:
    return words_of(_offers(session), conditions)


def pressing_days(agreement: Agreement, today: date) -> int | None:
    """How many days late it is, or until it is due where that is soon; None where nothing presses."""
    days = days_late(agreement.state, agreement.due, today)
    return days if days is not None and days >= -SOON_DAYS else None


def lateness_badge(agreement: Agreement, today: date) -> Badge | None:
    days = pressing_days(agreement, today)
    return None if days is None else Badge(lateness(days), *(LATE if days > 0 else SOON))


def agreements_of(desk: Desk, tie: Mapping[str, str]) -> Related:
    """What was agreed about a record, below it."""

    def mark(record: Record, found: Page) -> Mark:
        assert isinstance(record, Agreement)
        days = pressing_days(record, desk.today())
        if days is not None and days > 0:
            return Mark(lateness(days), LATE[0])
        _icon, tone = STATES.get(record.state, ("", "plain"))
        return Mark(found.terms.label("agreement_state", record.state), tone)

    return Related(
        desk,
        Agreement,
        tie,
        icon=ICON,
        details=("due", "organisation"),
        opened=lambda id: desk.go("agreements", id),
        sort=PRESSING,
        mark=mark,
    )
