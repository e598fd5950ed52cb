"""What the network lacks, in words: support by tier, gaps at the frontline, what hangs on one person, whom nobody
heard, what is offered and not asked for and the other way round, and pressure on meeting places.

Nothing here is a judgement of an organisation, and nothing blocks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from outreach_app.domain.areas import Areas
from outreach_app.domain.fields import Id
from outreach_app.i18n import N_, gettext

TIERS = ("frontline", "management", "political")
PLACES = frozenset({"meeting_place", "infrastructure"})
"""Kinds of offer at which young people can be."""
RECONFIRMED = 12
"""Months after which details are asked again."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation."""

    id: Id
    name: str
    type: str = ""
    domains: frozenset[str] = frozenset()
    areas: frozenset[Id] = frozenset()
    support: frozenset[str] = frozenset()
    small: bool = False
    frontline: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A contact person."""

    id: Id
    name: str
    organisation: Id | None = None
    tier: str = ""
    confirmed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    id: Id
    name: str
    organisation: Id | None = None
    domains: frozenset[str] = frozenset()
    areas: frozenset[Id] = frozenset()
    thresholds: frozenset[str] = frozenset()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Needed:
    id: Id
    title: str
    domains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """A colleague or an organisation that knows a contact person."""

    contact: Id
    by: Id


@dataclass(frozen=True, slots=True)
class SocialMap:
    """All that the rules look at."""

    today: date
    areas: Areas
    partners: Sequence[Partner] = ()
    people: Sequence[Person] = ()
    offers: Sequence[Offered] = ()
    needs: Sequence[Needed] = ()
    known: Sequence[Known] = ()
    heard: Mapping[Id, date] = field(default_factory=dict)
    """Of each organisation the last talk."""
    met: Mapping[Id, int] = field(default_factory=dict)
    """Contacts at the spots of an area itself, within half a year."""

    @property
    def neighbourhoods(self) -> list[Id]:
        nodes = self.areas.nodes.values()
        found = [node for node in nodes if node.level == "neighbourhood" and node.successor is None]
        return [node.id for node in sorted(found, key=lambda node: node.name.casefold())]

    def where(self, offer: Offered) -> frozenset[Id]:
        """The areas of an offer, or of whoever offers it."""
        if offer.areas or offer.organisation is None:
            return offer.areas
        return next((each.areas for each in self.partners if each.id == offer.organisation), frozenset())

    def in_area(self, area: Id, named: frozenset[Id]) -> bool:
        """Whether what names these areas is there itself: names it, or something that lies in it."""
        return bool(named & set(self.areas.within(area)))


@dataclass(frozen=True, slots=True)
class Link:
    """What an insight is about: the slug of its kind, its id and its name."""

    slug: str
    id: Id
    name: str


@dataclass(frozen=True, slots=True)
class Insight:
    """One thing that somebody may do something about; `part` is under which heading it stands."""

    part: str
    code: str
    links: tuple[Link, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


PARTS = {
    "support": N_("Support by tier"),
    "frontline": N_("Frontline work by neighbourhood"),
    "one_person": N_("Hangs on one person"),
    "unheard": N_("Small organisations not heard this year"),
    "unmatched": N_("Offers and needs"),
    "places": N_("Meeting places"),
    "due": N_("Details to be asked again"),
}
_WORDS = {
    "tier": N_("Backed by {n} of {all} organisations at this tier: {tier}."),
    "no_tier": N_("No organisation backs the work at this tier: {tier}."),
    "no_frontline": N_("No organisation stands at the frontline here."),
    "only_wider": N_("None at the frontline here itself; over a wider area: {n}."),
    "only_contact": N_("We know one person only here: when that person leaves, the tie is gone."),
    "only_knower": N_("Only one of us knows these people: introduce a second colleague."),
    "nobody": N_("We know nobody here."),
    "unheard": N_("Small, and no talk with them this year: ask what they need."),
    "need_alone": N_("No offer answers these needs: none has their life domains."),
    "offer_alone": N_("No need speaks of the life domains of these offers: do young people know them?"),
    "thresholds": N_("These offers answer a need and keep young people out."),
    "no_place": N_("{heads} contacts in half a year and no meeting place on offer here: who comes first has it."),
    "due": N_("Nobody confirmed these details for a year."),
}


def in_words(insight: Insight) -> str:
    return gettext(_WORDS[insight.code]).format(**insight.values)


def is_due(confirmed: date | None, today: date) -> bool:
    """Whether a contact person's details are to be asked again."""
    if confirmed is None:
        return True
    months = (today.year - confirmed.year) * 12 + today.month - confirmed.month
    return months > RECONFIRMED or (months == RECONFIRMED and today.day >= confirmed.day)


def tiers_of(found: SocialMap) -> Mapping[Id, frozenset[str]]:
    """At which tiers each organisation backs the work. Who knows somebody there is not backed by that alone."""
    return {each.id: each.support & frozenset(TIERS) for each in found.partners}


def insights(found: SocialMap) -> list[Insight]:
    """In the order of their headings."""
    return [
        *_support(found),
        *_frontline(found),
        *_one_person(found),
        *_unheard(found),
        *_unmatched(found),
        *_places(found),
        *_due(found),
    ]


def _support(found: SocialMap) -> Iterator[Insight]:
    backing = tiers_of(found)
    for tier in TIERS if found.partners else ():
        who = tuple(_partner(each) for each in found.partners if tier in backing[each.id])
        values = {"n": len(who), "all": len(found.partners), "tier": tier}
        yield Insight("support", "tier" if who else "no_tier", who, values)


def _frontline(found: SocialMap) -> Iterator[Insight]:
    """A neighbourhood needs somebody of its own: who works over the whole town is told, and does not count."""
    front = [each for each in found.partners if each.frontline]
    lacking: dict[int, list[Link]] = defaultdict(list)
    for area in found.neighbourhoods:
        if not any(found.in_area(area, each.areas) for each in front):
            wider = sum(bool(each.areas & set(found.areas.above(area))) for each in front)
            lacking[wider].append(_area(found, area))
    for wider, links in sorted(lacking.items()):
        yield Insight("frontline", "only_wider" if wider else "no_frontline", tuple(links), {"n": wider})


def _one_person(found: SocialMap) -> Iterator[Insight]:
    people: dict[Id, list[Person]] = defaultdict(list)
    for each in found.people:
        if each.organisation:
            people[each.organisation].append(each)
    one = tuple(_partner(each) for each in found.partners if len(people[each.id]) == 1)
    nobody = tuple(_partner(each) for each in found.partners if not people[each.id])
    knowers = {contact: set[Id]() for contact in (each.id for each in found.people)}
    for tie in found.known:
        if tie.contact in knowers:
            knowers[tie.contact].add(tie.by)
    only = tuple(_person(each) for each in found.people if len(knowers[each.id]) == 1)
    for code, links in (("only_contact", one), ("only_knower", only), ("nobody", nobody)):
        if links:
            yield Insight("one_person", code, links)


def _unheard(found: SocialMap) -> Iterator[Insight]:
    year = found.today.year
    small = [each for each in found.partners if each.small]
    missed = [each for each in small if (day := found.heard.get(each.id)) is None or day.year < year]
    if missed:
        yield Insight("unheard", "unheard", tuple(map(_partner, missed)))


def _unmatched(found: SocialMap) -> Iterator[Insight]:
    """By life domain; what names none says nothing about a match."""
    offered = {domain for each in found.offers for domain in each.domains}
    asked = {domain for each in found.needs for domain in each.domains}
    alone = tuple(
        Link("needs", each.id, each.title) for each in found.needs if each.domains and not each.domains & offered
    )
    idle = tuple(_offer(each) for each in found.offers if each.domains and not each.domains & asked)
    high = tuple(_offer(each) for each in found.offers if each.thresholds and each.domains & asked)
    for code, links in (("need_alone", alone), ("offer_alone", idle), ("thresholds", high)):
        if links:
            yield Insight("unmatched", code, links)


def _places(found: SocialMap) -> Iterator[Insight]:
    places = [found.where(each) for each in found.offers if each.kind in PLACES]
    heads: Counter[Id] = Counter()
    for area in found.neighbourhoods:
        heads[area] = sum(found.met.get(Id(id), 0) for id in found.areas.within(area))
    for area, n in heads.most_common():
        if n and not any(found.in_area(area, named) for named in places):
            yield Insight("places", "no_place", (_area(found, area),), {"heads": n})


def _due(found: SocialMap) -> Iterator[Insight]:
    late = tuple(_person(each) for each in found.people if is_due(each.confirmed_on, found.today))
    if late:
        yield Insight("due", "due", late)


def _partner(each: Partner) -> Link:
    return Link("organisations", each.id, each.name)


def _person(each: Person) -> Link:
    return Link("contact-persons", each.id, each.name)


def _offer(each: Offered) -> Link:
    return Link("offers", each.id, each.name)


def _area(found: SocialMap, area: Id) -> Link:
    return Link("areas", area, found.areas.nodes[area].name)
