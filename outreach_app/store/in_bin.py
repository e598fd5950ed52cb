"""What was deleted: by whom, when, and from which day on a coordinator is asked to erase it for good.

Nothing goes by itself: what lay here long enough joins what is past its term (store/retention.py).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_TABLE, RECORDS, Encounter, Pair, Record, Team, Term, Visit, Worker
from outreach_app.domain.values import name_key
from outreach_app.i18n import gettext
from outreach_app.store import records
from outreach_app.store.choices import titles_of
from outreach_app.store.columns import quoted
from outreach_app.store.conflicts import DELETED, Conflict
from outreach_app.store.listing import vocabularies
from outreach_app.store.schema import numbers_of
from outreach_app.store.scope import only_team

KEPT_DAYS = 90
"""How long what was deleted lies in the bin before anyone is asked about it."""
KINDS = tuple(record for record in RECORDS if not record.register and record not in (Team, Pair))
_STAY: tuple[type[Record], ...] = (Worker, Term)
"""What older records say for ever: it stays in the bin."""
_UNDER_DELETED: dict[type[Record], str] = {
    Visit: "SELECT 1 FROM round r WHERE r.id = x.round AND r.deleted",
    Encounter: "SELECT 1 FROM visit v LEFT JOIN round r ON r.id = v.round"
    " WHERE v.id = x.visit AND (v.deleted OR r.deleted)",
}
"""What hangs on something in the bin comes back with it and is not listed by itself."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Binned:
    """A record in the bin."""

    record: type[Record]
    id: Id
    at: int
    """When it was deleted, by the clock of who did, in milliseconds since 1970."""
    author: int
    title: str = ""

    @property
    def due(self) -> date | None:
        """From this day on a coordinator is asked to erase it for good; None for what stays."""
        return None if self.record in _STAY else _day(self.at) + timedelta(days=KEPT_DAYS)


class Found(NamedTuple):
    """A part of the bin, and how much there is in all."""

    binned: Sequence[Binned]
    total: int


def binned(session: Session, text: str = "", start: int = 0, limit: int | None = None) -> Found:
    """What was deleted last comes first; `text` stands in the title or in the name of its kind."""
    found = list(_rows(session))
    if text.strip():
        wanted = name_key(text)
        found = [one for one in titled(session, found) if wanted in name_key(_told(one))]
        return Found(found[start:][:limit], len(found))
    return Found(list(titled(session, found[start:][:limit])), len(found))


def due(session: Session, today: date) -> dict[type[Record], list[Id]]:
    """What lies here for so long that a coordinator is asked about it."""
    found: dict[type[Record], list[Id]] = {}
    for one in _rows(session):
        if one.due is not None and one.due <= today:
            found.setdefault(one.record, []).append(one.id)
    return {kind: sorted(ids) for kind, ids in found.items()}


def restore(
    session: Session, wanted: Iterable[tuple[type[Record], Id]], actor: Actor | None = None
) -> list[Record]:
    """Takes these back out, with what hangs on them. Raises what `records.undelete` raises."""
    return [records.undelete(session, record, id, actor) for record, id in wanted]


def titled(session: Session, found: Sequence[Binned]) -> Iterable[Binned]:
    """The same with what the records are called."""
    terms = vocabularies(session)
    for start in range(0, len(found), _AT_ONCE):
        some = found[start : start + _AT_ONCE]
        titles = titles_of(session, [Conflict(one.record, one.id, "", []) for one in some], terms)
        for one in some:
            yield Binned(one.record, one.id, one.at, one.author, titles.get(one.id, ""))


def as_json(one: Binned, author: str) -> dict[str, Any]:
    return {
        "kind": one.record.slug,
        "id": one.id,
        "title": one.title,
        "deleted": datetime.fromtimestamp(one.at / 1000, UTC).isoformat(timespec="seconds"),
        "by": author,
        "asked_from": one.due.isoformat() if one.due else None,
    }


def _rows(session: Session) -> list[Binned]:
    numbers = numbers_of(session.connection())
    query = " UNION ALL ".join(_query(session, record, numbers[record.__tablename__, DELETED]) for record in KINDS)
    rows = session.connection().exec_driver_sql(f"{query} ORDER BY 3 DESC, 2")
    return [Binned(BY_TABLE[table], Id(id.hex()), stamp >> 16, author) for table, id, stamp, author in rows]


def _query(session: Session, record: type[Record], deleted: int) -> str:
    table = record.__tablename__
    under = f" AND NOT EXISTS ({_UNDER_DELETED[record]})" if record in _UNDER_DELETED else ""
    return (
        f"SELECT '{table}', x.id, coalesce(max(e.stamp), x.stamp), coalesce(e.author, x.author)"
        f" FROM {quoted(table)} x LEFT JOIN edit e ON e.row = x.id AND e.col = {deleted} AND e.dead = 0"
        f" WHERE x.deleted{only_team(session, 'x.')}{under} GROUP BY x.id"
    )


def _told(one: Binned) -> str:
    return f"{one.title} {gettext(one.record.singular)}"


def _day(milliseconds: int) -> date:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()
