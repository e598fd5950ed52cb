"""By what lists of rounds and of encounters sort: the name of a place, and of who is named first."""

from typing import Any

from sqlalchemy import ColumnElement, String, Subquery, case, func, select, type_coerce, union_all

from outreach_app.domain.records import Area, Round, Spot, Visit, Worker
from outreach_app.store.ordering import ranked


def place_of_visit(*, outside: bool) -> ColumnElement[Any]:
    """What stands in the list for where a visit was; `outside` the order tells no sensitive spot's name either."""
    told: ColumnElement[Any] = func.coalesce(Visit.spot, Visit.area)
    if outside:
        return case((Visit.sensitive_spot.is_(None), told), else_=Visit.area)
    return func.coalesce(Visit.sensitive_spot, told)


def place_names() -> Subquery:
    return ranked(union_all(select(Spot.id, Spot.name), select(Area.id, Area.name)))


def first_worker() -> ColumnElement[Any]:
    first: ColumnElement[Any] = func.json_extract(type_coerce(Round.workers, String), "$[0]")
    return first


def worker_names() -> Subquery:
    return ranked(select(func.lower(func.hex(Worker.id)), Worker.name))
