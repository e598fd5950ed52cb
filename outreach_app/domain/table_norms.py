"""Norms of tables and regions: what is asked, what there is, and what would satisfy. They warn and never block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from outreach_app.i18n import N_, _, gettext, ngettext


class Standing(StrEnum):
    MET = "met"
    COMING = "coming"
    """Not yet, but what is planned satisfies it."""
    SHORT = "short"
    """Nothing planned satisfies it; there is still time."""
    MISSED = "missed"


LABELS = {
    Standing.MET: N_("Met"),
    Standing.COMING: N_("Planned"),
    Standing.SHORT: N_("Short"),
    Standing.MISSED: N_("Missed"),
}
NORMS = {
    "meetings": N_("Meetings a year"),
    "alderman": N_("Meetings with the alderman a year"),
    "exchanges": N_("Exchanges of a region a year"),
    "joint_services": N_("Joint services of a region a year"),
    "leads": N_("Leads of a region"),
    "municipalities": N_("Municipalities of a region"),
    "feedback": N_("Feedback within the term"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The numbers of a team; a table has its own."""

    exchanges: int = 4
    joint_services: int = 1
    leads: int = 2
    towns_least: int = 5
    towns_most: int = 15
    feedback_months: int = 3


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting of a table: on which day, and whether the alderman is there."""

    on: date
    alderman: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class TableYear:
    name: str
    least: int
    alderman_least: int
    meetings: Sequence[Gathering] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class RegionYear:
    name: str
    towns: int
    leads: int
    exchanges: int
    joint_services: int
    id: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One telling after a decision: how long it took, or has taken so far."""

    title: str
    decided: date
    told: date | None = None


@dataclass(frozen=True, slots=True)
class NormFacts:
    year: int
    today: date
    asked: Asked = field(default_factory=Asked)
    tables: Sequence[TableYear] = ()
    regions: Sequence[RegionYear] = ()
    answers: Sequence[Answer] = ()


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm about one subject. `most` is None where more is never too much."""

    norm: str
    subject: str
    required: int
    actual: int
    period: str
    state: Standing
    satisfy: str = ""
    """What would satisfy it, in words."""
    most: int | None = None
    planned: int = 0
    id: str = ""

    @property
    def asked(self) -> str:
        """What is asked, as a figure or two."""
        return str(self.required) if self.most is None else f"{self.required}–{self.most}"


def norms(facts: NormFacts) -> list[Norm]:
    """Every norm about everything it is about, table by table, then region by region."""
    found = [norm for table in facts.tables for norm in _of_table(facts, table)]
    found += [norm for region in facts.regions for norm in _of_region(facts, region)]
    return [*found, *_of_feedback(facts)]


def satisfied(actual: int, planned: int, required: int, *, over: bool) -> Standing:
    """How a least number stands: `over` once its period has ended."""
    if actual >= required:
        return Standing.MET
    if over:
        return Standing.MISSED
    return Standing.COMING if actual + planned >= required else Standing.SHORT


def _of_table(facts: NormFacts, table: TableYear) -> Iterator[Norm]:
    this_year = [one for one in table.meetings if one.on.year == facts.year]
    for norm, required, counted in (
        ("meetings", table.least, this_year),
        ("alderman", table.alderman_least, [one for one in this_year if one.alderman]),
    ):
        actual = sum(one.held for one in counted)
        planned = sum(not one.held and one.on >= facts.today for one in counted)
        yield _least(facts, norm, table.name, table.id, required, actual, planned)


def _of_region(facts: NormFacts, region: RegionYear) -> Iterator[Norm]:
    asked = facts.asked
    for norm, required, actual in (
        ("exchanges", asked.exchanges, region.exchanges),
        ("joint_services", asked.joint_services, region.joint_services),
    ):
        yield _least(facts, norm, region.name, region.id, required, actual, 0)
    for norm, least, most, actual in (
        ("leads", 1, asked.leads, region.leads),
        ("municipalities", asked.towns_least, asked.towns_most, region.towns),
    ):
        state = Standing.MET if least <= actual <= most else Standing.SHORT
        words = _between(norm, least, most, actual)
        yield Norm(norm, region.name, least, actual, str(facts.year), state, words, most, id=region.id)


def _of_feedback(facts: NormFacts) -> Iterator[Norm]:
    """Of decisions of that year: how many of those whose term is over were told within it."""
    within = [one for one in facts.answers if one.decided.year == facts.year]
    if not within:
        return
    kept = sum(
        one.told is not None and one.told <= months_later(one.decided, facts.asked.feedback_months)
        for one in within
    )
    late = [
        one for one in within if (one.told or facts.today) > months_later(one.decided, facts.asked.feedback_months)
    ]
    untold = [one for one in within if one.told is None]
    state = Standing.MISSED if late else Standing.COMING if untold else Standing.MET
    words = ""
    if untold:
        names = ", ".join(dict.fromkeys(one.title for one in untold))
        words = _("Tell those concerned: {names}.").format(names=names)
    subject = _("Everybody concerned by a decision")
    yield Norm("feedback", subject, len(within), kept, str(facts.year), state, words, planned=len(untold))


def _least(facts: NormFacts, norm: str, subject: str, id: str, required: int, actual: int, planned: int) -> Norm:
    state = satisfied(actual, planned, required, over=facts.year < facts.today.year)
    words = "" if state in (Standing.MET, Standing.MISSED) else _missing(norm, required - actual, planned)
    return Norm(norm, subject, required, actual, str(facts.year), state, words, planned=planned, id=id)


def _missing(norm: str, n: int, planned: int) -> str:
    if planned >= n:
        return _("What is planned satisfies it.")
    n -= planned
    return {
        "meetings": ngettext("Plan {n} more meeting.", "Plan {n} more meetings.", n),
        "alderman": ngettext("Invite the alderman to {n} meeting.", "Invite the alderman to {n} meetings.", n),
        "exchanges": ngettext("Hold {n} more exchange.", "Hold {n} more exchanges.", n),
        "joint_services": ngettext("Start {n} joint service.", "Start {n} joint services.", n),
    }[norm]


def _between(norm: str, least: int, most: int, actual: int) -> str:
    if least <= actual <= most:
        return ""
    if norm == "leads":
        return _("Name a lead.") if actual < least else _("Leave it to {most} at most.").format(most=most)
    if actual < least:
        n = least - actual
        return ngettext("{n} adjoining municipality more.", "{n} adjoining municipalities more.", n)
    return _("More than {most}: consider two regions. Some work well all the same.").format(most=most)


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last of a shorter month."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


def named(norm: str) -> str:
    return gettext(NORMS[norm])


def spread(year: int, today: date, taken: Sequence[date], n: int) -> list[date]:
    """Days for so many more meetings in a year: each in the middle of the widest gap, on a Tuesday to Thursday."""
    first = max(date(year, 1, 15), today)
    last = max(first, date(year, 12, 15))
    days = sorted(day for day in taken if first <= day <= last)
    found: list[date] = []
    for _turn in range(n):
        edges = [first, *sorted([*days, *found]), last]
        gaps = [(later - earlier, earlier) for earlier, later in pairwise(edges)]
        gap, start = max(gaps, key=lambda each: each[0])
        found.append(_in_midweek(start + gap / 2))
    return sorted(found)


def _in_midweek(day: date) -> date:
    weekday = day.weekday()
    if weekday in (1, 2, 3):
        return day
    return date.fromordinal(day.toordinal() + (1 - weekday if weekday < 1 else 3 - weekday))
