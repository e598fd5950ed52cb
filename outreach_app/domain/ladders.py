"""The axes of a table as ladders: their finest values, what these may be merged into, and what that is called.

Places merge spot → area → the areas of one parent → all; times month → quarter → year → the whole period; ages
into three bands. Nothing else merges: half of "school and work" would mean nothing. Weeks are for eyes inside the
team only.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outreach_app.domain.aggregates import AGE_BANDS
from outreach_app.domain.disclosure import Ladder
from outreach_app.domain.periods import Span, quarter_of, spoken, year_of
from outreach_app.domain.registration import Registration
from outreach_app.i18n import gettext as _
from outreach_app.i18n import reading_order

TIMES = ("quarter", "month", "year", "week")
ATTRIBUTES = ("domain", "age", "daypart", "who", "need", "need_kind")
OVERLAPPING = ("domain", "need", "need_kind")
"""Of these an encounter may have several, or none."""
INSIDE_ONLY = ("week",)
"""Too fine for any table that leaves, however it is merged."""
AXES = ("area", "spot", "spot_kind", "quarter", "month", "year", "week", *ATTRIBUTES)

ALL = "*"
"""The group of everything, at the top of a ladder."""
_NAMED_AT_MOST = 3
"""Areas joined to one name; more are called all."""

Levels = list[dict[str, str]]


@dataclass(frozen=True)
class Axis:
    """An axis of a table: its ladder, and how its values are called."""

    name: str
    ladder: Ladder
    labels: Mapping[str, str] = field(default_factory=dict)
    """Names of finest values and of groups, where these differ from the values themselves."""

    @property
    def values(self) -> tuple[str, ...]:
        """The finest values, in the order of listing."""
        return tuple(self.ladder.levels[0])

    def label(self, group: str) -> str:
        return self.labels.get(group, group)


def axis_of(name: str, registration: Registration, span: Span) -> Axis:
    """One of AXES, over everything that could have been registered in these days."""
    match name:
        case "area":
            return _areas(registration)
        case "spot":
            return _spots(registration)
        case "quarter" | "month" | "year" | "week":
            return _times(name, span)
        case "need":
            return _needs(registration)
    return _terms(name, registration)


def spot_value(area: str, spot: str) -> str:
    """The finest value of the spot axis: what has no spot (or one that stays unknown) is one per area."""
    return spot or f"@{area}"


def _areas(registration: Registration) -> Axis:
    values = registration.listed_areas()
    siblings = _siblings(values, registration)
    names = area_names(registration, values)
    labels = names | _group_names(siblings, names, registration)
    return Axis("area", _ladder(values, siblings, dict.fromkeys(values, ALL)), labels)


def _spots(registration: Registration) -> Axis:
    spots = registration.listed_spots()
    homes = {spot_value("", spot): registration.spots[spot].area for spot in spots}
    homes = {spot: area if area in registration.areas else "" for spot, area in homes.items()}
    bare = {visit.area for visit in registration.visits if not visit.spot} | registration.counted_areas
    areas = sorted({*homes.values(), *bare}, key=lambda area: (reading_order(registration.area_name(area)), area))
    homes |= {spot_value(area, ""): area for area in areas if area in bare}
    siblings = _siblings(areas, registration)
    names = area_names(registration, areas)
    labels = {f"in:{area}": names[area] for area in areas}
    labels |= {f"@{area}": _("{area}, no spot").format(area=names[area]) if area else "" for area in areas}
    labels |= _unique({spot: registration.spots[spot].name for spot in spots}, lambda spot: names[homes[spot]])
    labels |= _group_names(siblings, names, registration)
    by_area = {value: f"in:{area}" for value, area in homes.items()}
    by_parent = {value: _parent_group(siblings, area) for value, area in homes.items()}
    return Axis("spot", _ladder(list(homes), by_area, by_parent, dict.fromkeys(homes, ALL)), labels)


def _times(name: str, span: Span) -> Axis:
    values = {"week": span.weeks, "month": span.months, "quarter": span.quarters, "year": span.years}[name]()
    finer: dict[str, Sequence[Callable[[str], str]]] = {"month": [quarter_of, year_of], "quarter": [year_of]}
    steps = finer.get(name, ())
    levels = [{value: f"in:{step(value)}" for value in values} for step in steps]
    ladder = _ladder(values, *levels, dict.fromkeys(values, ALL))
    groups = (group for level in range(1, ladder.top + 1) for group in ladder.groups(level).items())
    return Axis(name, ladder, {group: spoken(members) for group, members in groups})


def _needs(registration: Registration) -> Axis:
    """Every need there is, by title: an absence must give nothing away."""
    titles = {need: facts.title for need, facts in registration.needs.items()}
    kinds = {need: facts.kind for need, facts in registration.needs.items()}
    names = _unique(titles, lambda need: registration.vocabularies.label("need_kind", kinds[need]))
    values = sorted(names, key=lambda need: (reading_order(names[need]), need))
    return Axis("need", Ladder.flat(values, filter(registration.delicate, values)), names)


def _terms(name: str, registration: Registration) -> Axis:
    """Every term that is offered, and every other that occurs: an absence must give nothing away."""
    observed: dict[str, None] = {}
    match name:
        case "spot_kind":
            observed.update(dict.fromkeys(facts.kind for facts in registration.spots.values()))
            observed.update(dict.fromkeys("" for visit in registration.visits if not visit.spot))
        case "domain":
            observed.update(dict.fromkeys(code for met in registration.encounters for code in met.domains))
        case "age":
            observed.update(dict.fromkeys(band for met in registration.encounters for band, _n in met.ages))
        case "need_kind":
            observed.update(dict.fromkeys(facts.kind for facts in registration.needs.values()))
        case "daypart" | "who":
            observed.update(dict.fromkeys(getattr(met, name) for met in registration.encounters))
    bands = set(AGE_BANDS.values()) if name == "age" else set()
    observed.update(dict.fromkeys(one.code for one in registration.counted if one.axis == name))
    observed = {code: None for code in observed if code not in bands}
    choices = {choice.code: choice for choice in registration.vocabularies.choices(name)}
    values = [code for code, choice in choices.items() if not choice.retired or code in observed]
    values += sorted(code for code in observed if code not in choices)
    sensitive = frozenset(code for code in values if registration.vocabularies.sensitive(name, code))
    if name == "need_kind":  # as sensitive as the most sensitive need of its kind
        sensitive |= {facts.kind for need, facts in registration.needs.items() if registration.delicate(need)}
    merged = {value: AGE_BANDS.get(value, value) for value in values} if name == "age" else {}
    ladder = _ladder(values, *([merged] if merged else []))
    return Axis(name, Ladder(ladder.levels, sensitive))


def _ladder(values: Sequence[str], *levels: Mapping[str, str]) -> Ladder:
    """Levels that change nothing are left out, and a group of one keeps the name of its only value."""
    kept: Levels = [{value: value for value in values}]
    for level in levels:
        sizes = Counter(level[value] for value in values)
        named = {value: level[value] if sizes[level[value]] > 1 else value for value in values}
        if len(set(named.values())) < len(set(kept[-1].values())):
            kept.append(named)
    return Ladder(tuple(kept))


def _siblings(areas: Iterable[str], registration: Registration) -> dict[str, str]:
    """Area to the area whose name a merged group could bear: its parent, or itself where it holds others."""
    listed = list(areas)
    holders = {ancestor for area in listed for ancestor in registration.ancestors(area)}
    groups = {}
    for area in listed:
        parents = registration.ancestors(area)[:1]
        groups[area] = f"of:{area if area in holders or not parents else parents[0]}"
    return groups


def _parent_group(siblings: Mapping[str, str], area: str) -> str:
    """Spots of an area that merges with no other stay together under that area's own name."""
    alone = sum(group == siblings[area] for group in siblings.values()) == 1
    return f"in:{area}" if alone else siblings[area]


def _group_names(
    siblings: Mapping[str, str], names: Mapping[str, str], registration: Registration
) -> dict[str, str]:
    """A group bears the name of the area that holds it and nothing else of the table; else its members' names."""
    labels = {}
    for group in dict.fromkeys(siblings.values()):
        members = [area for area, of in siblings.items() if of == group]
        labels[group] = _name_of(group.removeprefix("of:"), members, siblings, names, registration)
    roots = {(registration.ancestors(area) or [area])[-1] for area in siblings}
    root = roots.pop() if len(roots) == 1 else ""
    labels[ALL] = _name_of(root, list(siblings), siblings, names, registration)
    return labels


def _name_of(
    holder: str,
    members: Sequence[str],
    listed: Iterable[str],
    names: Mapping[str, str],
    registration: Registration,
) -> str:
    possible = {*listed, *registration.leaves}
    held = {area for area in possible if area == holder or holder in registration.ancestors(area)}
    if holder in registration.areas and held == set(members):
        return registration.area_name(holder)
    if len(members) > _NAMED_AT_MOST or not all(map(names.get, members)):
        return _("All areas")
    return " + ".join(names[area] for area in members)


def area_names(registration: Registration, areas: Iterable[str]) -> dict[str, str]:
    """What areas are called where they stand beside each other; unknown ones have no name."""

    def parent(area: str) -> str:
        return registration.area_name(next(iter(registration.ancestors(area)), ""))

    return _unique({area: registration.area_name(area) for area in areas}, parent)


def _unique(names: Mapping[str, str], within: Callable[[str], str]) -> dict[str, str]:
    """Names that tell apart: of equal ones the place they lie in is added, and failing that part of the id."""
    for tell in (within, lambda id: id[:6]):
        taken = Counter(names.values())
        names = {
            id: f"{name} ({told})" if name and taken[name] > 1 and (told := tell(id)) else name
            for id, name in names.items()
        }
    return dict(names)
