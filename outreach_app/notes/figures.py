"""Facts and figures: frozen evidence as sentence, cards, tables, charts, and the line that says what was counted.

Everything here comes from figures as they were frozen: guarded, shown values only. What is withheld is None there
and one mark on paper; nothing is computed from it, and no percentages are made: a rounded base is too rough.
"""

import calendar
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from outreach_app.domain.charts import Chart, Kind, Series, mark
from outreach_app.domain.notes import EvidenceText, NoteSource
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.i18n import _, day, ngettext, number
from outreach_app.notes import wording
from outreach_app.notes.blocks import Beside, Block, Bullets, Card, Heading, KeyFigures, Paragraph, Table
from outreach_app.notes.prose import joined
from outreach_app.notes.text import shorten

_COLUMNS_AT_MOST = 8
"""Moments that still read well as columns; more become a line."""
_ROWS_AT_MOST = 22
"""Rows in a column of exhibits: about a third of a page, so that a note stays within two."""
_ORDER = ("month", "quarter", "year", "area", "spot", "age", "spot_kind")
_TITLE = 140


def figures_section(source: NoteSource, vocabularies: Vocabularies) -> Iterator[Block]:
    """The blocks under "Facts and figures"."""
    figures = source.figures
    if figures is None:
        yield Paragraph(_("No own figures are frozen yet. A coordinator freezes them."), missing=True)
    else:
        yield Paragraph(_sentence(figures), figures=True)
        yield _cards(figures)
        yield Paragraph(_method(source, figures), small=True, figures=True)
        yield from _exhibits(source, figures, vocabularies)
    if source.evidence:
        yield Heading(_("Other sources"), 3)
        yield Bullets(tuple(_evidence(one) for one in source.evidence))


def period_of(figures: Mapping[str, Any]) -> str:
    span = figures.get("period") or {}
    return wording.period(span.get("from") or "", span.get("to") or "")


def _sentence(figures: Mapping[str, Any]) -> str:
    everything, about = figures.get("all") or {}, figures.get("about") or {}
    counts = {
        "period": period_of(figures),
        "rounds": wording.rounds(everything.get("rounds")),
        "encounters": wording.encounters(everything.get("encounters")),
        "contacts": wording.contacts(everything.get("contacts")),
    }
    areas = wording.listed(figures.get("areas") or (), most=4) or _("All areas")
    everywhere = _("{areas}, {period}: {rounds}, {encounters} and {contacts}.").format(areas=areas, **counts)
    return f"{everywhere} {_about(about, figures.get('needs') or ())}"


def _about(about: Mapping[str, Any], needs: Sequence[Mapping[str, Any]]) -> str:
    if about.get("encounters") is None:
        return _("How many of these were about this signal is not shown (–).")
    encounters, contacts = wording.encounters(about["encounters"]), wording.contacts(about.get("contacts"))
    if len(needs) == 1:
        need = shorten(str(needs[0].get("title") or ""), _TITLE)
        return _("Of these, {encounters} were about “{need}”, with {contacts}.").format(
            encounters=encounters, need=need, contacts=contacts
        )
    return _("Of these, {encounters} were about this signal, with {contacts}.").format(
        encounters=encounters, contacts=contacts
    )


def _cards(figures: Mapping[str, Any]) -> KeyFigures:
    everything, about = figures.get("all") or {}, figures.get("about") or {}
    return KeyFigures(
        (
            Card(mark(about.get("encounters")), _("encounters about this signal")),
            Card(mark(about.get("contacts")), _("contacts in those encounters")),
            Card(mark(everything.get("encounters")), _("encounters in all")),
            Card(mark(everything.get("rounds")), _("rounds")),
        )
    )


def _exhibits(source: NoteSource, figures: Mapping[str, Any], vocabularies: Vocabularies) -> Iterator[Block]:
    """What tells most first, side by side, as far as the paper has room; furniture across the page."""
    telling = sorted((table for table in figures.get("tables") or () if _tells(table)), key=_rank)
    exhibits: list[Table | Chart] = []
    if telling and telling[0]["axis"] in wording.TIME_AXES + wording.PLACE_AXES:
        chart = _chart(telling[0], vocabularies)
        exhibits.append(chart)
        if chart.kind == "columns":  # each column says its figure
            telling = telling[1:]
    exhibits.extend(_needs(figures.get("needs") or ()))
    exhibits.extend(_table(table, vocabularies) for table in telling)
    yield from _beside(exhibits)
    if "public_space" in source.domains:
        yield from _furniture(figures, vocabularies)


def _rank(table: Mapping[str, Any]) -> int:
    """When first, where next, then who; other attributes last. Of equals, the order in which they were frozen."""
    return _ORDER.index(table["axis"]) if table["axis"] in _ORDER else len(_ORDER)


def _tells(table: Mapping[str, Any]) -> bool:
    """Whether a table says more than the totals do."""
    return sum(cell.get("contacts") is not None for cell in table.get("cells") or ()) > 1


def _beside(exhibits: Sequence[Table | Chart]) -> Iterator[Block]:
    """In two columns, each next one in the shorter; what no longer fits stays in Vindplaats."""
    columns: tuple[list[Table | Chart], list[Table | Chart]] = ([], [])
    heights = [0, 0]
    for exhibit in exhibits:
        shorter = int(heights[1] < heights[0])
        if heights[shorter] + _height(exhibit) <= _ROWS_AT_MOST or not columns[shorter]:
            columns[shorter].append(exhibit)
            heights[shorter] += _height(exhibit)
    if columns[0]:
        yield Beside(tuple(columns[0]), tuple(columns[1]))


def _height(exhibit: Table | Chart) -> int:
    """In rows of a table, roughly: long names take two in half a page."""
    if isinstance(exhibit, Chart):
        return len(exhibit.labels) + 2 if exhibit.kind == "bars" else 9
    return 3 + sum(1 + len(row[0]) // 32 for row in exhibit.rows)


def _measures(table: Mapping[str, Any]) -> dict[str, str]:
    axis = str(table["axis"])
    if axis == "age":  # counted in heads only: the ages of an encounter do not split it
        return {"contacts": _("Contacts")}
    if any(cell.get("rounds") is not None for cell in table["cells"]):  # those about needs have none
        return {"rounds": _("Rounds"), "encounters": _("Encounters"), "contacts": _("Contacts")}
    return {"encounters": _("Encounters"), "contacts": _("Contacts")}


def _table(table: Mapping[str, Any], vocabularies: Vocabularies) -> Table:
    axis = str(table["axis"])
    measures = _measures(table)
    cells, others = _rows(table)
    rows = [
        (
            shorten(wording.cell_label(axis, cell, vocabularies), _TITLE),
            *(mark(cell.get(measure)) for measure in measures),
        )
        for cell in cells
    ]
    if others:
        rows.append((_("Others"), *(mark(None) for _measure in measures)))
    return Table(wording.by_axis(axis), (wording.axis(axis), *measures.values()), tuple(rows))


def _rows(table: Mapping[str, Any]) -> tuple[Sequence[Mapping[str, Any]], bool]:
    """The cells that get a row of their own; of places and attributes, several withheld ones share one.

    A moment keeps its row whatever it shows, or time would seem to jump.
    """
    cells = table["cells"]
    shown = [cell for cell in cells if cell.get("contacts") is not None]
    if table["axis"] in wording.TIME_AXES or len(cells) - len(shown) < 2:
        return cells, False
    return shown, True


def _chart(table: Mapping[str, Any], vocabularies: Vocabularies) -> Chart:
    """In the order of the table, never by value: the place of a withheld one must not say how large it is."""
    axis, (cells, _others) = str(table["axis"]), _rows(table)
    if axis in wording.TIME_AXES:
        kind: Kind = "columns" if len(cells) <= _COLUMNS_AT_MOST else "line"
        labels = [wording.moment(axis, cell, opens=place == 0) for place, cell in enumerate(cells)]
    else:
        kind, labels = "bars", [wording.cell_label(axis, cell, vocabularies) for cell in cells]
    return Chart(
        kind=kind,
        title=_("Contacts about this signal"),
        labels=tuple(shorten(label, 40) for label in labels),
        series=(Series(_("Contacts"), tuple(cell.get("contacts") for cell in cells)),),
        about=wording.axis(axis),
    )


def _needs(needs: Sequence[Mapping[str, Any]]) -> Iterator[Table]:
    if len(needs) > 1:
        yield Table(
            title=_("By need"),
            header=(_("Need"), _("Encounters"), _("Contacts")),
            rows=tuple(
                (
                    shorten(str(need.get("title") or ""), _TITLE),
                    mark(need.get("encounters")),
                    mark(need.get("contacts")),
                )
                for need in needs
            ),
        )


def _furniture(figures: Mapping[str, Any], vocabularies: Vocabularies) -> Iterator[Table]:
    """One area by kind of furniture; several areas side by side, each cell its three counts."""
    counted: Mapping[str, Any] = (figures.get("furniture") or {}).get("areas") or {}
    states = {"present": _("Present"), "missing": _("Missing"), "broken": _("Broken")}
    found = {code for area in counted.values() for state in states for code in area.get(state) or ()}
    if not found:
        return
    order = [choice.code for choice in vocabularies.choices("furniture")]
    kinds = {
        code: shorten(vocabularies.label("furniture", code), 40)
        for code in [*(code for code in order if code in found), *sorted(found - set(order))]
    }

    def count(area: str, state: str, kind: str) -> str:
        return number((counted[area].get(state) or {}).get(kind, 0))

    if len(counted) == 1:
        (area,) = counted
        yield Table(
            title=_("Furniture in {area}").format(area=shorten(area, 60)),
            header=(_("Furniture"), *states.values()),
            rows=tuple((label, *(count(area, state, kind) for state in states)) for kind, label in kinds.items()),
        )
        return
    own = [area for area in figures.get("areas") or () if area in counted]
    yield Table(
        title=_("Furniture: present / missing / broken"),
        header=(_("Area"), *kinds.values()),
        rows=tuple(
            (shorten(area, 60), *(" / ".join(count(area, state, kind) for state in states) for kind in kinds))
            for area in [*own, *sorted(counted.keys() - set(own))]
        ),
    )


def _evidence(evidence: EvidenceText) -> str:
    where = ", ".join(part for part in (shorten(evidence.source, 200), _dates(evidence)) if part)
    summary = joined(evidence.summary)
    return f"{summary} ({where})" if where else summary


def _dates(evidence: EvidenceText) -> str:
    """The period in months where it is whole months, else in days."""
    first, last = evidence.period_from, evidence.period_to
    if first is None or last is None or first == last:
        return day(first or last)
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        return wording.in_months(first, last)
    return f"{day(first, 'd MMMM' if first.year == last.year else 'd MMMM yyyy')}–{day(last)}"


def _method(source: NoteSource, figures: Mapping[str, Any]) -> str:
    rounding = (figures.get("method") or {}).get("rounding") or 5
    return " ".join(
        (
            _("A contact is a head counted in an encounter: contacts are not unique young people."),
            _(
                "Encounters and contacts are rounded to {rounding}, so that sums may differ; "
                "small numbers are not shown (–)."
            ).format(rounding=number(rounding)),
            _("One encounter can be about several subjects."),
            _("Rounds and furniture are exact."),
            *_spread(figures),
            _("Source: own registration by {team}, {period}.").format(
                team=shorten(source.team.name, 80), period=period_of(figures)
            ),
        )
    )


def _spread(figures: Mapping[str, Any]) -> list[str]:
    """At how many spots and by how many colleagues; nothing where the figures themselves are withheld."""
    behind, about = figures.get("behind") or {}, figures.get("about") or {}
    if not behind.get("spots") or about.get("encounters") is None:
        return []
    spots = ngettext("{n} spot", "{n} spots", behind["spots"])
    workers = ngettext("{n} colleague", "{n} colleagues", behind["workers"])
    return [_("Met at {spots}, by {workers}.").format(spots=spots, workers=workers)]
