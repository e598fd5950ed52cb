"""Tables beside each other: who sits at several, which themes come up twice, and what a table lacks.

Checks warn and never block: each is said in words to whoever may put it right.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from outreach_app.domain.fields import Id
from outreach_app.i18n import N_, gettext

VOLUNTEERS = frozenset({"association", "self_organisation", "sports_club", "cabinet"})
"""Types of organisation that are no professional partner, so that nobody expects them at a table."""
FRONTLINE = "frontline"


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation, as the checks see it."""

    id: Id
    name: str
    type: str = ""
    domains: frozenset[str] = frozenset()
    frontline: bool = False
    """Whether it backs the work at the frontline, or sends somebody from there."""
    gone: bool = False
    """In the bin: it merged, or is no more."""

    @property
    def professional(self) -> bool:
        return self.type not in VOLUNTEERS


@dataclass(frozen=True, slots=True)
class Table:
    """A consultation with who sits there today: by organisation the themes it comes for; none is all of them."""

    id: Id
    name: str
    themes: frozenset[str] = frozenset()
    seats: Mapping[Id, frozenset[str]] = field(default_factory=dict)
    chair: Id | None = None
    lead: Id | None = None
    backed: bool = False

    def themes_of(self, partner: Id) -> frozenset[str]:
        return self.seats.get(partner, frozenset()) or self.themes


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two tables have in common."""

    one: Table
    other: Table
    members: tuple[Id, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Something about a table (or about none in particular) that somebody may put right."""

    code: str
    table: Id | None = None
    names: tuple[str, ...] = ()


_WORDS = {
    "no_members": N_("Nobody sits here yet."),
    "gone": N_("No longer there, so somebody else has to take the seat: {names}."),
    "not_invited": N_("Works on these themes and has no seat here: {names}."),
    "frontline": N_("Nobody of the frontline sits here: ask who stands among young people every day."),
    "backing": N_("No alderman backs this table: decisions may end here."),
    "same": N_("Its lead is its chair as well: who drives cannot also moderate."),
    "no_lead": N_("Nobody drives this table."),
    "nowhere": N_("Professional partners that sit at no table yet: {names}."),
}


def in_words(check: Check) -> str:
    return gettext(_WORDS[check.code]).format(names=", ".join(check.names))


def sits(since: date | None, until: date | None, today: date) -> bool:
    """Whether a seat that is taken from one day until another is taken today."""
    return (since is None or since <= today) and (until is None or today <= until)


def overlaps(tables: Sequence[Table]) -> list[Overlap]:
    """Every two tables that have a member or a theme in common, those with most first."""
    found = []
    for one, other in combinations(tables, 2):
        members = tuple(id for id in one.seats if id in other.seats)
        themes = tuple(sorted(one.themes & other.themes))
        if members or themes:
            found.append(Overlap(one, other, members, themes))
    return sorted(found, key=lambda each: (-len(each.members) - len(each.themes), each.one.name, each.other.name))


def checks(tables: Sequence[Table], partners: Sequence[Partner]) -> list[Check]:
    """What the tables lack, table by table, and whom none of them invited."""
    by_id = {partner.id: partner for partner in partners}
    found = [check for table in tables for check in _of_table(table, by_id)]
    seated = {id for table in tables for id in table.seats}
    nowhere = tuple(
        each.name for each in partners if each.professional and not each.gone and each.id not in seated
    )
    return [*found, Check("nowhere", None, nowhere)] if nowhere and tables else found


def _of_table(table: Table, partners: Mapping[Id, Partner]) -> Iterator[Check]:
    here = [partners[id] for id in table.seats if id in partners]
    if not here:
        yield Check("no_members", table.id)
    elif gone := tuple(each.name for each in here if each.gone):
        yield Check("gone", table.id, gone)
    missed = tuple(
        each.name
        for each in partners.values()
        if each.professional and not each.gone and each.id not in table.seats and each.domains & table.themes
    )
    if missed:
        yield Check("not_invited", table.id, missed)
    if here and not any(each.frontline for each in here):
        yield Check("frontline", table.id)
    if not table.backed:
        yield Check("backing", table.id)
    if table.lead is None:
        yield Check("no_lead", table.id)
    elif table.lead == table.chair:
        yield Check("same", table.id)
