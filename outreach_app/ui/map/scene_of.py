"""Records as a scene: outlines shaded by their figures, spots as pins, and what the colours mean, in words."""

from collections.abc import Mapping

from outreach_app.domain.geo.shapes import Point
from outreach_app.domain.periods import Span
from outreach_app.domain.shading import ceiling, shade
from outreach_app.i18n import _, day, number
from outreach_app.store.boundaries import NEIGHBOURHOODS, Outline
from outreach_app.store.spot_map import AreaFigure, MapData, SpotThere
from outreach_app.ui.icons_of import SPOT_ICONS
from outreach_app.ui.map.ground import BaseMap, attribution
from outreach_app.ui.widgets.map.scene import TOGETHER, WITHHELD, Ground, Legend, Pin, Region, Scene

QUIET = frozenset({"dormant", "left"})
"""States in which a spot is not visited any more."""
MARK = "–"
"""For all that is withheld, as on paper."""


def metric_label(metric: str) -> str:
    """What is counted, to choose from."""
    return {"contacts": _("Contacts"), "needs": _("Needs"), "rounds": _("Rounds"), "": _("Only spots")}[metric]


def metric_words(metric: str) -> str:
    """What a figure counts, in a sentence."""
    return {
        "contacts": _("contacts per neighbourhood"),
        "needs": _("encounters about a need per neighbourhood"),
        "rounds": _("rounds per neighbourhood"),
    }.get(metric, "")


def period_label(period: str) -> str:
    return {"quarter": _("Quarter"), "year": _("Year"), "all": _("Everything")}[period]


def span_words(span: Span | None) -> str:
    if span is None:
        return _("nothing registered yet")
    same = span.first.year == span.last.year
    first = day(span.first, "MMMM" if same else "MMMM yyyy")
    return f"{first} – {day(span.last, 'MMMM yyyy')}"


def scene_of(data: MapData, base: BaseMap | None, metric: str, *, leaving: bool = False) -> Scene:
    """`leaving` draws what may leave the vault: without sensitive spots."""
    figures = data.figures if metric else {}
    top = ceiling(figure.value for figure in figures.values() if figure.value is not None)
    spots = [spot for spot in data.spots if spot.at and not (leaving and spot.sensitive)]
    sources = dict.fromkeys([*(each.source for each in data.outlines if each.source), attribution()])
    return Scene(
        regions=[_region(outline, figures, top) for outline in data.outlines],
        pins=[_pin(spot, spot.at, data) for spot in spots if spot.at],
        ground=base.ground if base else Ground(),
        legend=_legend(data, metric, top) if data.outlines else Legend(),
        attribution=" · ".join(sources),
    )


def said_of(spot: SpotThere, data: MapData) -> str:
    """A spot in a line: kind, area, state, when it was visited last."""
    parts = [
        data.terms.label("spot_kind", spot.kind) if spot.kind else "",
        data.areas.get(spot.area, "") if spot.area else "",
        data.terms.label("spot_state", spot.state) if spot.state in QUIET else "",
        _("sensitive: only on this laptop") if spot.sensitive else "",
        _("last visited {day}").format(day=day(spot.last, "d MMM yyyy")) if spot.last else "",
    ]
    return " · ".join(part for part in parts if part)


def _region(outline: Outline, figures: Mapping[str, AreaFigure], top: int) -> Region:
    if outline.layer != NEIGHBOURHOODS:
        return Region(outline.id, outline.name, outline.shape, outline.layer)
    found = figures.get(outline.area or "")
    if found is None:
        return Region(outline.id, outline.name, outline.shape)
    if found.together:
        return Region(outline.id, outline.name, outline.shape, shade=TOGETHER)
    if found.value is None:
        return Region(outline.id, outline.name, outline.shape, shade=WITHHELD, figure=MARK)
    return Region(
        outline.id, outline.name, outline.shape, shade=shade(found.value, top), figure=number(found.value)
    )


def _pin(spot: SpotThere, at: Point, data: MapData) -> Pin:
    icon = "eye-off" if spot.sensitive else SPOT_ICONS.get(spot.kind, "map-pin")
    tone = "private" if spot.sensitive else "quiet" if spot.state in QUIET else "plain"
    return Pin(spot.id, spot.name, at, icon, said_of(spot, data), tone)


def _legend(data: MapData, metric: str, top: int) -> Legend:
    if not metric or not data.figures:
        return Legend()
    figures = list(data.figures.values())
    marks: list[tuple[int, str]] = []
    if any(figure.value is None and not figure.together for figure in figures):
        marks.append((WITHHELD, _("withheld: too small to publish")))
    for figure in dict.fromkeys(figure for figure in figures if figure.together):
        shown = number(figure.value) if figure.value is not None else MARK
        marks.append((TOGETHER, _("only together: {n}").format(n=shown)))
    alone = any(figure.value is not None and not figure.together for figure in figures)
    words = metric_words(metric)
    title = f"{words[:1].upper()}{words[1:]}, {span_words(data.span)}"
    more = _("more, up to {n}").format(n=number(top)) if alone else ""
    return Legend(title, _("less"), more, marks)
