"""What the ranking says: a row for each area, and in words what lies behind the chosen one."""

from collections.abc import Mapping, Sequence

from outreach_app.domain.compass_terms import OF_THE_COMPASS
from outreach_app.domain.fields import Id
from outreach_app.i18n import N_, _, gettext, ngettext, number
from outreach_app.store.priorities import Line
from outreach_app.ui.widgets.bar_table import BarCell, BarRow

COLUMNS = (
    N_("Neighbourhood"),
    N_("Weighed"),
    N_("Needs"),
    N_("Signals"),
    N_("Visits"),
    N_("Per visit"),
    N_("Reason"),
)


def row_of(line: Line, among: Sequence[Line]) -> BarRow:
    def most(values: Sequence[float]) -> float:
        return max(values, default=0) or 1

    met = [_per_visit(one) for one in among]
    score = line.weighed.score
    return BarRow(
        Id(line.area),
        [
            BarCell(f"{line.rank or '–'}. {line.name}" if line.rank else line.name),
            BarCell(_place(line), None if score is None else score / 100, "amber" if line.differs else ""),
            BarCell(number(line.needs), line.needs / most([one.needs for one in among])),
            BarCell(number(line.signals), line.signals / most([one.signals for one in among])),
            BarCell(number(line.visits), line.visits / most([one.visits for one in among])),
            BarCell(
                number(round(_per_visit(line), 1)) if line.visits else "", _per_visit(line) / most(met), "series1"
            ),
            BarCell(line.reason),
        ],
    )


def weights_told(weights: Mapping[str, int]) -> str:
    """Every weight, so that nobody has to guess what the weighting does."""
    names = OF_THE_COMPASS["weighing"]
    said = " · ".join(f"{gettext(names[code])} ×{weight}" for code, weight in weights.items() if weight)
    return _("It weighs: {weights}.").format(weights=said)


def details(line: Line, year: int) -> list[str]:
    """How the team and the weighting differ, where it stood before, what others published, what is not known."""
    said = [_difference(line)]
    if line.before:
        said.append(_("In {year} it stood at place {n}.").format(year=year - 1, n=line.before))
    if line.indicators:
        figures = "; ".join(
            f"{one.name} {number(round(one.value, 1))}{one.unit and ' '}{one.unit} ({one.year})"
            for one in line.indicators
        )
        said.append(_("Figures: {figures}.").format(figures=figures))
    if line.weighed.unknown:
        terms = OF_THE_COMPASS["weighing"]
        names = ", ".join(gettext(terms[code]) for code in line.weighed.unknown)
        said.append(_("Not known here, and left out of the weighting: {names}.").format(names=names))
    if line.reason:
        said.append(_("Reason: {reason}").format(reason=line.reason))
    return [one for one in said if one]


def _place(line: Line) -> str:
    if line.weighed.score is None:
        return "–"
    said = _("place {n}").format(n=line.weighed.place)
    if not line.differs:
        return said
    higher = ngettext("you {n} higher", "you {n} higher", line.differs)
    lower = ngettext("you {n} lower", "you {n} lower", -line.differs)
    return f"{said} ({higher if line.differs > 0 else lower})"


def _difference(line: Line) -> str:
    if not line.rank:
        return _("The team gave it no place yet.")
    if line.weighed.score is None:
        return _("Nothing that weighs is known of it.")
    if not line.differs:
        return _("The team and the weighting give it the same place.")
    words = _("The team puts it at place {rank}, the weighting at place {place}.")
    return words.format(rank=line.rank, place=line.weighed.place)


def _per_visit(line: Line) -> float:
    return line.contacts / line.visits if line.visits else 0.0
