"""The social map as tables: life domains by area, organisations by tier, who knows whom."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from outreach_app.domain.fields import Id
from outreach_app.domain.social_map import TIERS, Link, tiers_of
from outreach_app.i18n import _, day, ngettext
from outreach_app.store.social_map import Drawn

YES = "●"
NO = "–"


class Matrix(NamedTuple):
    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    links: Sequence[Link | None] = ()
    """What each row opens."""


def domains_by_area(drawn: Drawn) -> Matrix:
    """How many offers and organisations there are by life domain, in each neighbourhood and over all of them."""
    found = drawn.map
    titles = [_("Life domain"), _("Everywhere"), *(found.areas.nodes[id].name for id in found.neighbourhoods)]
    rows = []
    for choice in drawn.terms.choices("domain"):
        offers = [found.where(each) for each in found.offers if choice.code in each.domains]
        partners = [each.areas for each in found.partners if choice.code in each.domains]
        if choice.retired and not offers and not partners:
            continue
        cells = [_counted(len(offers), len(partners))]
        for area in found.neighbourhoods:
            here = [sum(found.in_area(area, named) for named in several) for several in (offers, partners)]
            cells.append(_counted(*here))
        rows.append([choice.label, *cells])
    return Matrix(titles, rows)


def partners_by_tier(drawn: Drawn) -> Matrix:
    """At which tiers each backs the work, and whom we know there."""
    found, backing = drawn.map, tiers_of(drawn.map)
    titles, backs = (
        [_("Organisation"), *(drawn.terms.label("tier", tier) for tier in TIERS), _("Last talk")],
        _("backs"),
    )
    rows = []
    for each in found.partners:
        cells = []
        for tier in TIERS:
            n = sum(one.organisation == each.id and one.tier == tier for one in found.people)
            known = ngettext("knows {n}", "knows {n}", n) if n else ""
            backed = f"{YES} {backs}" if tier in backing[each.id] else ""
            cells.append(", ".join(part for part in (backed, known) if part) or NO)
        last = found.heard.get(each.id)
        rows.append([each.name, *cells, day(last, "d MMM yyyy") if last else NO])
    return Matrix(titles, rows, [Link("organisations", each.id, each.name) for each in found.partners])


def who_knows_whom(drawn: Drawn) -> Matrix:
    found = drawn.map
    names: Mapping[Id, str] = {**{each.id: each.name for each in found.partners}, **drawn.workers}
    titles = [_("Contact person"), _("Organisation"), _("Tier"), _("Known by")]
    people = sorted(found.people, key=lambda each: each.name.casefold())
    rows = []
    for each in people:
        by = ", ".join(sorted(names.get(tie.by, "?") for tie in found.known if tie.contact == each.id))
        place = names.get(each.organisation, NO) if each.organisation else NO
        rows.append([each.name, place, drawn.terms.label("tier", each.tier) if each.tier else NO, by or NO])
    return Matrix(titles, rows, [Link("contact-persons", each.id, each.name) for each in people])


MATRICES: Mapping[str, Callable[[Drawn], Matrix]] = {
    "domains": domains_by_area,
    "tiers": partners_by_tier,
    "known": who_knows_whom,
}


def _counted(offers: int, partners: int) -> str:
    if not offers and not partners:
        return NO
    told = [ngettext("{n} offer", "{n} offers", offers)] if offers else []
    told += [ngettext("{n} organisation", "{n} organisations", partners)] if partners else []
    return ", ".join(told)
