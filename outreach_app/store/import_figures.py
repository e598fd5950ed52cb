"""Figures of areas from a spreadsheet: one row is one indicator of one area in one year."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.clock import SystemClock
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, AreaFigure
from outreach_app.domain.values import name_key
from outreach_app.i18n import _
from outreach_app.store.import_names import ImportNames, RowRefused
from outreach_app.store.imports import FileRow, Plan, Refusal
from outreach_app.store.refusals import BadValue
from outreach_app.store.settle import settle

Key = tuple[Id, str, int]


def plan_figures(session: Session, new: Sequence[FileRow], team: Id | None, today: date | None = None) -> Plan:
    """A figure that stands there already stays; another value for it is refused, and an unknown area too."""
    names, plan = ImportNames(session, team), Plan()
    rows = session.scalars(select(AreaFigure).where(~AreaFigure.deleted))
    there: dict[Key, AreaFigure] = {_key(row): row for row in rows}
    for row in new:
        try:
            made = _figure(session, names, dict(row.values), today or SystemClock().today())
            before = there.get(_key(made))
            if before is not None and before.value != made.value:
                reason = _("Another value stands there for this year already.")
                raise RowRefused("value", str(made.value), reason)
        except RowRefused as error:
            plan.refused.append(Refusal(row.line, error.field, error.value, error.reason))
            continue
        if before is not None:
            plan.unchanged += 1
        else:
            there[_key(made)] = made
            plan.made.append((row.identity, made))
    return plan


def _figure(session: Session, names: ImportNames, values: dict[str, Any], today: date) -> AreaFigure:
    for name in ("area", "indicator", "value"):
        if values.get(name) in (None, ""):
            raise RowRefused(name, "", _("It is missing."))
    text = values.pop("area")
    area = names.match(Area, text, "area")
    if area is None:
        raise RowRefused("area", text, _("There is no area of this name."))
    made = AreaFigure(area=area, **values)
    try:
        settle(session, made, values.keys(), today)
    except BadValue as error:
        raise RowRefused(error.field, error.value, error.reason) from None
    return made


def _key(row: AreaFigure) -> Key:
    return row.area, name_key(row.indicator), row.year
