"""How long each kind of record is kept, what is past that, and the counts that months leave behind.

Nothing goes by itself: a coordinator looks at what is past its term and approves it.
"""

import hashlib
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.aggregates import Key, aggregated
from outreach_app.domain.disclosure import Counts
from outreach_app.domain.fields import Id
from outreach_app.domain.periods import month_of
from outreach_app.domain.records import (
    Agreement,
    ContactPerson,
    Encounter,
    MonthCount,
    Record,
    Round,
    Signal,
    Team,
    Visit,
)
from outreach_app.domain.registration import Counted
from outreach_app.store import erasing, in_bin, settings
from outreach_app.store.figures import registration

KEPT: Mapping[type[Record], str] = {
    Round: "keep_encounters",
    ContactPerson: "keep_contacts",
    Signal: "keep_signals",
    Agreement: "keep_signals",
}
"""What has a term of its own and takes along what belongs to it, and the team's setting that says the term."""
RECONFIRMED = 12
"""Months after which a contact person's details should be asked again."""


@dataclass(frozen=True)
class Expired:
    """What is past its term."""

    ids: Mapping[type[Record], Sequence[Id]]
    """Of each kind, without what belongs to them."""
    months: Mapping[type[Record], Mapping[str, int]] = field(default_factory=dict)
    """How many of them are of which month."""
    before: Mapping[type[Record], date] = field(default_factory=dict)
    """What is older than this goes."""
    unconfirmed: int = 0
    """Contact persons that stay, whose details nobody confirmed for a year."""
    binned: Mapping[type[Record], Sequence[Id]] = field(default_factory=dict)
    """What lies in the bin for so long that it may go, of every kind, and is not past its term already."""

    @property
    def total(self) -> int:
        return sum(map(len, self.ids.values())) + self.in_bin

    @property
    def in_bin(self) -> int:
        return sum(map(len, self.binned.values()))

    @property
    def all_ids(self) -> set[Id]:
        return {id for of in (self.ids, self.binned) for ids in of.values() for id in ids}

    @property
    def token(self) -> str:
        """What was approved: another set of records has another one."""
        return hashlib.sha256("".join(sorted(self.all_ids)).encode()).hexdigest()[:12]


def expired(session: Session, today: date) -> Expired:
    """What the team's terms say may go now."""
    terms = terms_of(session)
    before = {kind: months_before(today, terms[name]) for kind, name in KEPT.items()}
    rounds = select(Round.id, Round.date).where(Round.date < before[Round])
    alone = select(Agreement.id).where(Agreement.signal.is_(None))  # the others go with their signal
    dates: dict[type[Record], dict[Id, date]] = {
        Round: {row.id: row.date for row in session.execute(rounds)},
        ContactPerson: _confirmed(session),
        Signal: {id: _last_touched(session, id) for id in session.scalars(select(Signal.id))},
        Agreement: {id: _last_touched(session, id) for id in session.scalars(alone)},
    }
    gone = {kind: {id: day for id, day in of.items() if day < before[kind]} for kind, of in dates.items()}
    due = months_before(today, RECONFIRMED)
    binned = {
        kind: [id for id in ids if id not in gone.get(kind, {})]
        for kind, ids in in_bin.due(session, today).items()
    }
    return Expired(
        ids={kind: sorted(of) for kind, of in gone.items()},
        months={
            kind: dict(sorted(Counter(month_of(day.isoformat()) for day in of.values()).items()))
            for kind, of in gone.items()
        },
        before=before,
        binned={kind: ids for kind, ids in binned.items() if ids},
        unconfirmed=sum(before[ContactPerson] <= day < due for day in dates[ContactPerson].values()),
    )


def terms_of(session: Session) -> dict[str, int]:
    """Months by the name of the team's setting; its defaults where the team's own record has not come yet."""
    team = session.scalars(select(Team).where(~Team.deleted).order_by(Team.n)).first() or Team(name="")
    return {name: getattr(team, name) for name in (*KEPT.values(), "keep_local_notes")}


def months_before(today: date, months: int) -> date:
    """The first day of the month that lies this many months back: whole months go together."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(max(year, 1), month + 1, 1)


def leave_counts(session: Session, rounds: Collection[Id], team: Id | None) -> int:
    """Counts for the months that these rounds are erased from, added to what is there. Returns how many lines."""
    everything, gone = registration(session), {bytes.fromhex(id) for id in rounds}
    part = replace(
        everything,
        visits=[visit for visit in everything.visits if visit.round in gone],
        encounters=[met for met in everything.encounters if met.round in gone],
    )
    known = {
        (Key(one.month, one.axis, one.code), one.area): Counts(one.heads, one.encounters)
        for one in everything.counted
    }
    lines = aggregated(part, known)
    kept = {row.id: row for row in session.scalars(select(MonthCount))}
    for line in lines:
        id = _id_of(line, team)
        row = kept.get(id)
        if row is None:
            row = MonthCount(
                id=id,
                month=date.fromisoformat(f"{line.month}-01"),
                area=Id(line.area) if line.area else None,
                axis=line.axis,
                code=line.code,
            )
            session.add(row)
        row.deleted = False
        row.rounds, row.shared = row.rounds + line.rounds, row.shared + line.shared
        row.encounters, row.contacts = row.encounters + line.encounters, row.contacts + line.heads
    session.flush()
    return len(lines)


def local_notes(session: Session, today: date) -> dict[Id, tuple[date, str]]:
    """Notes of this laptop alone that are past their term, oldest first: by encounter, with date and text."""
    before = months_before(today, terms_of(session)["keep_local_notes"])
    rows = session.execute(
        select(Encounter.id, Round.date, Encounter.local_note)
        .join(Visit, Visit.id == Encounter.visit)
        .join(Round, Round.id == Visit.round)
        .where(Encounter.local_note != "", Round.date < before)
        .order_by(Round.date, Encounter.n)
    )
    return {id: (day, note) for id, day, note in rows}


def erase_local_notes(session: Session, ids: Collection[Id]) -> int:
    """Empties the notes of these encounters. Returns how many there were."""
    wanted = set(ids)
    noted = session.scalars(select(Encounter).where(Encounter.local_note != ""))
    rows = [row for row in noted if row.id in wanted]
    for row in rows:
        row.local_note = ""
    settings.put(session, settings.SCRUB, True)
    session.flush()
    return len(rows)


def _id_of(line: Counted, team: Id | None) -> Id:
    """The same on every laptop that counts the same."""
    space = uuid.UUID(team) if team else uuid.NAMESPACE_OID
    return Id(uuid.uuid5(space, "\x1f".join(("month_count", line.month, line.area, line.axis, line.code))).hex)


def _confirmed(session: Session) -> dict[Id, date]:
    """When contact persons were last confirmed; else when they were entered."""
    rows = session.execute(select(ContactPerson.id, ContactPerson.confirmed_on, ContactPerson.stamp))
    return {id: confirmed or _day(stamp >> 16) for id, confirmed, stamp in rows}


def _last_touched(session: Session, id: Id) -> date:
    """When anyone last changed a record, or anything that belongs to it."""
    return _day(erasing.touched(session, erasing.belonging(session, {id})))


def _day(milliseconds: int) -> date:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()
