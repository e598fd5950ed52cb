"""An answer of the figures in words and as a chart: the same on the screen, in a picture and on paper.

Shown values only, as everywhere: what is withheld is None in the tables already.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from outreach_app.domain.charts import Change, Chart, Kind, Series, change
from outreach_app.domain.comparing import TIME, Answer, Measure, Part, value
from outreach_app.domain.disclosure import RULES
from outreach_app.domain.figures import TableCell
from outreach_app.domain.ladders import OVERLAPPING, area_names
from outreach_app.domain.registration import Registration
from outreach_app.i18n import _, day, language, ngettext, number
from outreach_app.notes import wording
from outreach_app.notes.blocks import Document, Heading, Overline, Paragraph, Table
from outreach_app.notes.text import shorten

ROWS_AT_MOST = 16
"""Bars of a chart; what is more stands in the table."""
_COLUMNS_AT_MOST = 8
"""Moments that still read well as columns; more become a line."""
_IN_ORDER = ("age", "daypart")
"""Vocabularies whose order means something; others go by size."""
_LABEL = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One label of the answer: for each part the cell of this period and of the one before."""

    label: str
    cells: tuple[tuple[TableCell | None, TableCell | None], ...]

    @property
    def holds(self) -> Mapping[str, tuple[str, ...]]:
        """What lies behind it, by axis."""
        return next((cell.holds for cell, _before in self.cells if cell is not None), {})


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, ready to be shown for one measure."""

    chart: Chart
    whole: Chart
    """With every row: what the table and the spreadsheet show."""
    rows: tuple[Row, ...]
    """All of them, in the order of the table; the key of a label is its place here."""


def tell(answer: Answer, measure: Measure, registration: Registration) -> Told:
    rows = _rows(answer, measure, registration)
    shown = rows if answer.question.by == TIME else rows[:ROWS_AT_MOST]
    return Told(
        _chart(answer, measure, registration, shown), _chart(answer, measure, registration, rows), tuple(rows)
    )


def measured(measure: Measure) -> str:
    return {
        "per_visit": _("Contacts per visit"),
        "contacts": _("Contacts"),
        "encounters": _("Encounters"),
        "rounds": _("Rounds"),
    }[measure]


def titled(answer: Answer, measure: Measure) -> str:
    """What a chart of this answer is called."""
    return f"{measured(measure)} {wording.by_axis(answer.axis).lower()}"


def sentences(answer: Answer, against: str, registration: Registration) -> list[str]:
    """What is seen, area by area; `against` names the other period: in the quarter before."""
    exact, several = not answer.question.guarded, len(answer.parts) > 1
    names = area_names(registration, [part.area for part in answer.parts if part.area])
    said = []
    for part in answer.parts:
        line = _sentence(part, "" if answer.going_on else against, exact=exact)
        name = names.get(part.area or "", "")
        said.append(f"{name}: {line}" if several or name else f"{line[0].upper()}{line[1:]}")
    return said


def beneath(answer: Answer, against: str) -> str:
    """What else is to be known: the average of a visit, and that guarded figures are of whole quarters."""
    said = [_average(answer.parts[0], against)] if len(answer.parts) == 1 else []
    period = wording.days(answer.span)
    if answer.going_on:
        opening = f"{period[:1].upper()}{period[1:]}"
        said.append(_("{period} is still going on: its numbers are not compared.").format(period=opening))
    elif answer.span != answer.question.span:
        said.append(_("Over whole quarters: {period}.").format(period=period))
    return " ".join(part for part in said if part)


def _average(part: Part, against: str) -> str:
    now = part.now.totals
    if now.per_visit is None or now.visits is None:
        return ""
    average = _("{n} contacts per visit").format(n=number(now.per_visit))
    then = part.before.totals.per_visit if part.before is not None else None
    if then is not None:
        average = _("{average} ({n} {against})").format(average=average, n=number(then), against=against)
    visits = ngettext("{n} visit", "{n} visits", now.visits)
    return _("{average}, over {visits}.").format(average=average, visits=visits)


def method(answer: Answer, team: str) -> list[str]:
    """How guarded figures came about, for who reads them outside the team."""
    lines = [
        _("A contact is a head counted in an encounter: contacts are not unique young people."),
        _(
            "Encounters and contacts are rounded to {rounding}, so that sums may differ; "
            "small numbers are not shown (–)."
        ).format(rounding=number(RULES.rounding)),
    ]
    if answer.axis in OVERLAPPING:
        lines.append(_("One encounter can be about several subjects."))
    lines.append(_("Visits without contact count in the average of a visit."))
    source = _("Source: own registration by {team}, {period}.")
    return [*lines, source.format(team=shorten(team, 80), period=wording.days(answer.span))]


def _sentence(part: Part, against: str, *, exact: bool) -> str:
    now = part.now.totals
    if now.suppressed:
        return _("too few people were met to show a figure (–).")
    said = _("{contacts} in {rounds}").format(
        contacts=wording.contacts(now.contacts), rounds=wording.rounds(now.rounds)
    )
    before = part.before.totals if part.before is not None else None
    changed = change(now.contacts, before.contacts, exact=exact) if before is not None and against else None
    return f"{said}, {_changed(changed, against)}." if changed else f"{said}."


def _changed(changed: Change, against: str) -> str:
    amount = changed.words.lstrip("+−")
    match changed.direction:
        case "up":
            return _("{amount} more than {against}").format(amount=amount, against=against)
        case "down":
            return _("{amount} less than {against}").format(amount=amount, against=against)
    return _("as many as {against}").format(against=against)


def _rows(answer: Answer, measure: Measure, registration: Registration) -> list[Row]:
    if answer.question.by == TIME:
        return _moments(answer)
    rows = _aligned(answer, registration)
    guarded = answer.question.guarded
    shown = [row for row in rows if any(value(now, measure) is not None for now, _then in row.cells)]
    if not guarded:
        shown = [row for row in shown if answer.axis in _IN_ORDER or _size(row, measure)]
    if answer.axis not in _IN_ORDER:
        shown.sort(key=lambda row: -_size(row, measure))  # stable: equal ones stay in the order of the vocabulary
    withheld = [row for row in rows if row not in shown] if guarded else []
    if len(withheld) == 1:
        return [*shown, *withheld]
    return [*shown, Row(_("Others"), ((None, None),) * len(answer.parts))] if withheld else shown


def _size(row: Row, measure: Measure) -> float:
    return sum(value(now, measure) or 0 for now, _then in row.cells)


def _aligned(answer: Answer, registration: Registration) -> list[Row]:
    """The cells of all tables by what lies in them; those of a later one go where they first occur."""
    found: dict[Any, list[list[TableCell | None]]] = {}
    labels: dict[Any, str] = {}
    for place, part in enumerate(answer.parts):
        for when, table in enumerate((part.now, part.before)):
            for cell in table.cells if table else ():
                key = frozenset(cell.holds[answer.axis])
                slots = found.setdefault(key, [[None, None] for _part in answer.parts])
                slots[place][when] = cell
                labels.setdefault(key, _label(answer.axis, cell, registration))
    return [Row(labels[key], tuple((now, then) for now, then in slots)) for key, slots in found.items()]


def _label(axis: str, cell: TableCell, registration: Registration) -> str:
    return shorten(wording.cell_label(axis, cell.as_json(), registration.vocabularies), _LABEL)


def _moments(answer: Answer) -> list[Row]:
    """In order; the first moment of the other period stands beside the first of this one."""
    cells = [list(part.now.cells) for part in answer.parts]
    longest = max(cells, key=len)
    others = [list(part.before.cells) if part.before else [] for part in answer.parts]

    def at(those: Sequence[TableCell], n: int) -> TableCell | None:
        return those[n] if n < len(those) else None

    return [
        Row(
            _moment(answer.axis, cell, opens=n == 0),
            tuple((at(now, n), at(then, n)) for now, then in zip(cells, others, strict=True)),
        )
        for n, cell in enumerate(longest)
    ]


def _moment(axis: str, cell: TableCell, *, opens: bool) -> str:
    if axis == "week":
        return day(date.fromisoformat(cell.values["week"]), "d MMM").replace(".", "")
    return wording.moment(axis, cell.as_json(), opens=opens)


def _chart(answer: Answer, measure: Measure, registration: Registration, rows: Sequence[Row]) -> Chart:
    kind: Kind = "bars"
    if answer.question.by == TIME:
        kind = "columns" if len(rows) <= _COLUMNS_AT_MOST else "line"
    series = list(_series(answer, measure, registration, rows))
    exact, single = not answer.question.guarded, len(answer.parts) == 1
    remarks: tuple[str, ...] = ()
    compared = answer.against is not None and (measure == "per_visit" or not answer.going_on)
    if kind == "bars" and single and compared:
        pairs = ((_figure(cell, measure, answer) for cell in row.cells[0]) for row in rows)
        found = (change(now, then, exact=exact) for now, then in pairs)
        remarks = tuple(changed.words if changed else "" for changed in found)
    return Chart(
        kind,
        titled(answer, measure),
        tuple(row.label for row in rows),
        tuple(series),
        keys=tuple(str(n) for n in range(len(rows))),
        remarks=remarks if any(remarks) else (),
        about=wording.axis(answer.axis),
        exact=exact,
    )


def _figure(cell: TableCell | None, measure: Measure, answer: Answer) -> float | None:
    """Inside the vault, what a table does not list is nothing at all; guarded, nothing is said of it."""
    if cell is None and not answer.question.guarded and measure != "per_visit":
        return 0
    return value(cell, measure)


def _series(answer: Answer, measure: Measure, registration: Registration, rows: Sequence[Row]) -> Sequence[Series]:
    """One for each area; or this period, and the one it is compared with."""
    if len(answer.parts) > 1:
        names = area_names(registration, [part.area for part in answer.parts if part.area])
        return [
            Series(
                names.get(part.area or "", ""),
                tuple(_figure(row.cells[place][0], measure, answer) for row in rows),
                key=part.area or "",
            )
            for place, part in enumerate(answer.parts)
        ]
    key = answer.parts[0].area or ""
    now = tuple(_figure(row.cells[0][0], measure, answer) for row in rows)
    if answer.against is None:
        return [Series(measured(measure), now, key)]
    before = tuple(_figure(row.cells[0][1], measure, answer) for row in rows)
    return [
        Series(wording.days(answer.span), now, key),
        Series(wording.days(answer.against), before, compared=True),
    ]


def sheet(answer: Answer, measure: Measure, registration: Registration, against: str, team: str) -> Document:
    """A guarded answer on paper, in the language spoken here."""
    told = tell(answer, measure, registration)
    period = wording.days(answer.span)
    table = told.whole.as_table()
    return Document(
        title=f"{told.chart.title}, {period}",
        language=language(),
        author=shorten(team, 80),
        running=_("Figures"),
        footer=shorten(f"{told.chart.title}, {period}", 90),
        blocks=(
            Overline(period),
            Heading(told.chart.title, 1),
            *(
                Paragraph(line)
                for line in (*sentences(answer, against, registration), beneath(answer, against))
                if line
            ),
            replace(told.chart, title=measured(measure)),
            Table(wording.by_axis(answer.axis), table.header, tuple(table.rows())),
            Paragraph(" ".join(method(answer, team)), small=True),
        ),
    )
