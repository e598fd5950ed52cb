"""The rounds behind a figure."""

from sqlalchemy import ColumnElement, String, exists, func, select, type_coerce
from sqlalchemy.orm import Session

from outreach_app.domain.behind import Behind
from outreach_app.domain.records import Encounter, Round, Visit


def rounds_behind(session: Session, behind: Behind) -> list[int]:
    """Row numbers of the rounds in a figure. One visit or encounter must meet all that is asked."""
    asked: list[ColumnElement[bool]] = [~Round.deleted]
    if behind.first:
        asked.append(Round.date >= behind.first)
    if behind.last:
        asked.append(Round.date <= behind.last)
    if behind.weekday is not None:
        asked.append(func.strftime("%w", Round.date) == str((behind.weekday + 1) % 7))
    query = select(Round.n).where(*asked)
    if behind.daypart or behind.domain:
        query = query.join(Visit, Visit.round == Round.id).join(Encounter, Encounter.visit == Visit.id)
        query = query.where(~Visit.deleted, ~Encounter.deleted)
    elif behind.spot or behind.empty:
        query = query.join(Visit, Visit.round == Round.id).where(~Visit.deleted)
    if behind.daypart:
        query = query.where(Encounter.daypart == behind.daypart)
    if behind.domain:
        query = query.where(type_coerce(Encounter.domains, String).contains(f'"{behind.domain}"', autoescape=True))
    if behind.spot:
        query = query.where(func.coalesce(Visit.sensitive_spot, Visit.spot) == behind.spot)
    if behind.empty:
        query = query.where(~exists().where(Encounter.visit == Visit.id, ~Encounter.deleted))
    return sorted(set(session.scalars(query)))
