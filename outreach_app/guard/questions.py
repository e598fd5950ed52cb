"""What an attacker would like to know: the counts that must stay in the dark."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach_app.domain.disclosure import Counts, Rules
from outreach_app.guard.cells import OVERLAPPING, Cell
from outreach_app.guard.model import Model, Modelled, Vector

CONTACTS, ENCOUNTERS = "contacts", "encounters"


@dataclass(frozen=True, slots=True)
class Question:
    """How many are in a withheld cell, or between two shown ones that differ by a few."""

    cell: int
    """The cell it is about, by its place in the model."""
    less: int | None
    """The cell that is taken off."""
    plus: Vector
    minus: Vector
    needed: int
    measure: str
    new: bool
    """Whether it is asked because of what is to be published now."""


def about_withheld(model: Model, n: int, rules: Rules) -> list[Question]:
    """Of a cell that is withheld."""
    one = model.cells[n]
    asked = [Question(n, None, one.heads, (), one.entry.least, CONTACTS, one.new)]
    if one.encounters is not None:
        asked.append(Question(n, None, one.encounters, (), rules.encounters, ENCOUNTERS, one.new))
    return asked


def about_differences(model: Model, shown: Sequence[int], rules: Rules) -> list[Question]:
    """Of what lies between two shown cells of which one holds the other, where that is few."""
    asked = []
    for outer, inner in _nested(model, shown):
        whole, part = model.cells[outer], model.cells[inner]
        if set(whole.heads) == set(part.heads):
            continue
        least = max(whole.entry.least, part.entry.least)
        left = _truth(model, whole), _truth(model, part)
        heads, encounters = left[0].heads - left[1].heads, left[0].encounters - left[1].encounters
        counted = whole.encounters is not None and part.encounters is not None
        if heads >= least and (encounters >= rules.encounters or not counted):
            continue
        new = whole.new or part.new
        asked.append(Question(outer, inner, whole.heads, part.heads, least, CONTACTS, new))
        if whole.encounters is not None and part.encounters is not None:
            asked.append(
                Question(outer, inner, whole.encounters, part.encounters, rules.encounters, ENCOUNTERS, new)
            )
    return asked


def _truth(model: Model, one: Modelled) -> Counts:
    return Counts(sum(model.truth[n] for n in one.heads), sum(model.truth[n] for n in one.encounters or ()))


def _nested(model: Model, shown: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of shown cells: outer, inner. Of one kind with the one's places and times within the other's; or a
    sensitive one and all that was counted there and then."""
    kinds: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
    regions: dict[tuple[frozenset[str], frozenset[str]], list[int]] = defaultdict(list)
    for n in shown:
        cell = model.cells[n].entry.cell
        kinds[cell.attribute, cell.values].append(n)
        regions[cell.spots, cell.quarters].append(n)
    for alike in kinds.values():
        yield from _by_region(model, alike)
    least = min((model.cells[n].entry.least for n in shown), default=0)
    for there in regions.values():
        for inner in there:
            if model.cells[inner].entry.least > least:
                part = model.cells[inner].entry.cell
                yield from ((outer, inner) for outer in there if _rest_tells(model.cells[outer].entry.cell, part))


def _by_region(model: Model, alike: Sequence[int]) -> Iterator[tuple[int, int]]:
    cells = {n: model.cells[n].entry.cell for n in alike}
    spots = {spot: n for n, spot in enumerate({spot for cell in cells.values() for spot in cell.spots})}
    quarters = {quarter: n for n, quarter in enumerate({q for cell in cells.values() for q in cell.quarters})}
    at = {
        n: (sum(1 << spots[spot] for spot in cell.spots), sum(1 << quarters[quarter] for quarter in cell.quarters))
        for n, cell in cells.items()
    }
    for inner, (here, then) in at.items():
        for outer, (around, during) in at.items():
            if here & around == here and then & during == then and inner != outer:
                yield outer, inner


def _rest_tells(whole: Cell, part: Cell) -> bool:
    """Whether a cell beside a sensitive one of the same places and times says how many were not about that."""
    if part.attribute not in OVERLAPPING:
        return False
    return not whole.attribute or (whole.attribute == part.attribute and part.values < whole.values)
