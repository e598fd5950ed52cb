"""A round as it is being typed: plain values that survive a crash, and what is still wrong with them.

Names and ids travel together (`Pick`), so that a draft can be shown, and a new spot or need typed, without
asking the store anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from outreach_app.domain.fields import Id
from outreach_app.domain.likely import (
    DATE_AHEAD,
    DATE_LONG_AGO,
    EARLIEST,
    MAX_GROUP,
    TOO_MANY,
    date_fault,
    heads_fault,
)
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

MAX_NAME = 200
MAX_NOTE = 20_000
"""Characters; more was pasted by mistake."""


@dataclass(frozen=True, slots=True)
class Pick:
    """One that exists (with its id), or a name typed for one that is yet to be made."""

    name: str
    id: Id | None = None


@dataclass(slots=True)
class EncounterDraft:
    id: Id | None = None
    daypart: str = "evening"
    who: str = "youth"
    group_size: int = 0
    """Nobody counted yet; the ages may say it."""
    age_counts: dict[str, int] = field(default_factory=dict)
    mix: str = "unknown"
    intensity: str = ""
    domains: list[str] = field(default_factory=list)
    needs: list[Pick] = field(default_factory=list)
    result: str = ""
    local_note: str = ""

    @property
    def heads(self) -> int:
        """Contacts: the group's size, raised where the ages add up to more."""
        return max(self.group_size, sum(self.age_counts.values()))

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed that could be lost."""
        said = (self.age_counts, self.domains, self.needs, self.result, self.intensity, self.local_note.strip())
        return self.id is None and not self.group_size and not any(said)

    @property
    def counted_by(self) -> str:
        """The age whose count was typed first, where only ages were; empty where all were counted together."""
        only_ages = self.group_size <= sum(self.age_counts.values())
        return next((code for code, n in self.age_counts.items() if n), "") if only_ages else ""


@dataclass(slots=True)
class VisitDraft:
    id: Id | None = None
    spot: Pick | None = None
    area: Pick | None = None
    """Of a spot yet to be made; a known spot brings its own. Alone where the spot stays untold."""
    sensitive: bool = False
    """Of a spot yet to be made: it never leaves this laptop."""
    start: str = ""
    no_contact: bool = False
    encounters: list[EncounterDraft] = field(default_factory=list)

    @property
    def contacts(self) -> int:
        return 0 if self.no_contact else sum(encounter.heads for encounter in self.encounters)

    @property
    def doubtful(self) -> bool:
        """Whether nobody was there, and yet something of whom was met is entered."""
        return self.no_contact and not all(encounter.untouched for encounter in self.encounters)

    @property
    def uncounted(self) -> bool:
        """Whether it still has to be said who was there."""
        return not self.no_contact and not self.contacts


@dataclass(slots=True)
class RoundDraft:
    date: date
    id: Id | None = None
    start: str = ""
    end: str = ""
    workers: list[Pick] = field(default_factory=list)
    visits: list[VisitDraft] = field(default_factory=list)
    base: dict[str, Any] | None = None
    """As it stood when it was opened for editing: only what differs from it is written back."""
    typed_ms: int = 0
    """How long it was typed at so far, pauses left out."""

    @property
    def contacts(self) -> int:
        return sum(visit.contacts for visit in self.visits)

    @property
    def untouched(self) -> bool:
        """Whether the worker typed nothing yet: such a draft is not worth keeping."""
        return not self.start and not self.end and all(_untouched(visit) for visit in self.visits)

    def as_json(self) -> dict[str, Any]:
        """For the draft table; `from_json` reads it back, an older program's too."""
        return {**asdict(self), "date": self.date.isoformat()}

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "RoundDraft":
        return cls(
            id=kept.get("id"),
            date=date.fromisoformat(kept["date"]),
            start=kept.get("start", ""),
            end=kept.get("end", ""),
            workers=_picks(kept.get("workers")),
            visits=[_visit(visit) for visit in kept.get("visits", ())],
            base=kept.get("base"),
            typed_ms=kept.get("typed_ms", 0),
        )


def _untouched(visit: VisitDraft) -> bool:
    empty = all(encounter.untouched for encounter in visit.encounters)
    return visit.spot is None and not visit.no_contact and empty


def _pick(kept: Any) -> Pick | None:
    return Pick(kept["name"], kept.get("id")) if kept else None


def _picks(kept: Any) -> list[Pick]:
    return [pick for pick in map(_pick, kept or ()) if pick]


def _visit(kept: dict[str, Any]) -> VisitDraft:
    return VisitDraft(
        id=kept.get("id"),
        spot=_pick(kept.get("spot")),
        area=_pick(kept.get("area")),
        sensitive=bool(kept.get("sensitive")),
        start=kept.get("start", ""),
        no_contact=bool(kept.get("no_contact")),
        encounters=[_encounter(encounter) for encounter in kept.get("encounters", ())],
    )


def _encounter(kept: dict[str, Any]) -> EncounterDraft:
    known = {name: value for name, value in kept.items() if name in EncounterDraft.__slots__}
    return EncounterDraft(**{**known, "needs": _picks(kept.get("needs"))})


class DraftProblem(OutreachError):
    """What keeps a round from being saved. `field`, `visit` and `encounter` (positions) say where it stands."""

    advice = N_("What you typed is kept. Complete it and save again.")
    field = ""

    def __init__(self, visit: int | None = None, encounter: int | None = None, **values: Any) -> None:
        super().__init__(**values)
        self.visit = visit
        self.encounter = encounter


class DateAhead(DraftProblem):
    message = DATE_AHEAD
    field = "date"


class DateLongAgo(DraftProblem):
    message = DATE_LONG_AGO
    advice = N_("Correct the year and save again.")
    field = "date"


class NoVisit(DraftProblem):
    message = N_("Name at least one spot you went to.")
    field = "spot"


class NoSpot(DraftProblem):
    message = N_("Say which spot this was.")
    field = "spot"


class NobodySaid(DraftProblem):
    message = N_("Say whom you met, or that nobody was there.")
    field = "group_size"


class RoundGone(DraftProblem):
    message = N_("This round was deleted meanwhile.")
    advice = N_("Restore it from the bin and save again, or enter what you typed as a new round.")


class PartGone(DraftProblem):
    message = N_("{what} was deleted meanwhile, and you changed it here.")
    advice = N_("What you typed is kept. Restore it from the bin, or take it out of this round, and save again.")


class NobodyYetTold(DraftProblem):
    message = N_("Nobody was there, and yet something is entered.")
    advice = N_("Say which it is. Nothing is let go of unseen.")
    field = "no_contact"


class NobodyCounted(DraftProblem):
    message = N_("Count at least one person.")
    field = "group_size"


class TooManyCounted(DraftProblem):
    message = TOO_MANY
    advice = N_("Check the count, or split it over several encounters.")
    field = "group_size"


class NameTooLong(DraftProblem):
    message = N_("This name is too long: {n} characters, where {limit} is the most.")
    advice = N_("Keep what it is called, and put the rest in the note.")


class NoteTooLong(DraftProblem):
    message = N_("This note is too long: {n} characters, where {limit} is the most.")
    advice = N_("Shorten it, or copy a part of it elsewhere first.")
    field = "local_note"


class NegativeCount(DraftProblem):
    message = N_("A count cannot be less than zero.")
    field = "age_counts"


def problems(draft: RoundDraft, today: date) -> Iterator[DraftProblem]:
    """Everything that keeps this round from being saved, in the order of the page."""
    if date_fault(draft.date, today):
        yield DateLongAgo(year=EARLIEST) if draft.date.year < EARLIEST else DateAhead()
    if not draft.visits:
        yield NoVisit()
    for position, visit in enumerate(draft.visits):
        if visit.id is None and not _named(visit):
            yield NoSpot(position)
        yield from _too_long("spot", filter(None, (visit.spot, visit.area)), position)
        if visit.no_contact:
            if visit.doubtful:
                yield NobodyYetTold(position)
            continue
        if not visit.encounters:
            yield NobodySaid(position)
        for number, encounter in enumerate(visit.encounters):
            yield from _miscounted(encounter, position, number, len(visit.encounters))
            yield from _too_long("needs", encounter.needs, position, number)
            if len(encounter.local_note) > MAX_NOTE:
                yield NoteTooLong(position, number, n=len(encounter.local_note), limit=MAX_NOTE)


def _too_long(
    field: str, picks: Iterable[Pick], visit: int, encounter: int | None = None
) -> Iterator[DraftProblem]:
    """Something else than a name was pasted there."""
    for pick in picks:
        if pick.id is None and len(pick.name) > MAX_NAME:
            problem = NameTooLong(visit, encounter, n=len(pick.name), limit=MAX_NAME)
            problem.field = field
            yield problem


def _named(visit: VisitDraft) -> bool:
    """A spot, or at least an area; visits from elsewhere may have neither, as sensitive spots do not travel."""
    return any(pick is not None and pick.name.strip() for pick in (visit.spot, visit.area))


def _miscounted(encounter: EncounterDraft, visit: int, number: int, of: int) -> Iterator[DraftProblem]:
    if encounter.group_size < 0 or any(n < 0 for n in encounter.age_counts.values()):
        yield NegativeCount(visit, number)
    elif encounter.heads < 1:
        yield NobodySaid(visit, number) if of == 1 and encounter.untouched else NobodyCounted(visit, number)
    elif heads_fault(encounter.heads):
        yield TooManyCounted(visit, number, limit=MAX_GROUP)
