"""What the guard is asked, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach_app.domain.disclosure import Reason
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

AGE = "age"
"""Counted in heads only: one encounter has several ages."""
MONTH = "month"
NEED = "need"
OVERLAPPING = frozenset({"domain", "need_kind", NEED})
"""Of these an encounter may have several or none; of every other attribute it has exactly one."""


class TableUnproven(OutreachError):
    """The audit takes longer than anyone waits."""

    message = N_("This table is too fine to be audited.")
    advice = N_("Choose neighbourhoods instead of spots, or a longer period.")


@dataclass(frozen=True, slots=True)
class Cell:
    """What one figure counts: an encounter is in it when it is in each of the sets."""

    spots: frozenset[str]
    """Places as closed quarters name them."""
    quarters: frozenset[str]
    attribute: str = ""
    """Empty for all encounters. Two attributes are never crossed."""
    values: frozenset[str] = frozenset()
    """An encounter that has several of these is in it once."""

    def inside(self, other: "Cell") -> bool:
        """Whether its places and times are among those of the other."""
        return self.spots <= other.spots and self.quarters <= other.quarters


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell of the table that is to be published."""

    cell: Cell
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Rounded; encounters are None where ages are counted."""

    heads: int
    encounters: int | None


@dataclass(frozen=True, slots=True)
class Withheld:
    reason: Reason
    protects: Cell | None = None
    """The cell that could be worked out from this one."""
    publication: str = ""
    """The earlier one that withheld it, or that tells too much together with it."""


Verdict = Shown | Withheld


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what was printed for a cell. No exact count is ever in it."""

    cell: Cell
    shown: Shown | None
    """None where it was withheld."""
    least: int
    """Heads the rules asked of this cell: no shown figure stands for fewer, and a withheld one stays so wide."""
    publication: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """What an attacker can say of a cell."""

    cell: Cell
    measure: str
    """`contacts` or `encounters`."""
    lower: int
    upper: int
    needed: int
    """How wide it has to be at least."""
    less: Cell | None = None
    """Where it is a difference of two shown cells: the one that is taken off."""

    @property
    def narrow(self) -> bool:
        return self.upper - self.lower < self.needed


@dataclass(frozen=True)
class Result:
    """A verdict for every cell asked, and the lines to add to the ledger before anything is printed."""

    verdicts: Mapping[Cell, Verdict]
    entries: tuple[Entry, ...] = ()
    weakest: Interval | None = None
    """The narrowest, counted against what it needs; at least so wide."""
    refused: bool = False
    """Whether the table may not be published at all. Then nothing enters the ledger."""
    asked: Mapping[Cell, Cell] = field(default_factory=dict)
    """Each cell asked, to the same cell without places where nobody went."""

    def of(self, cell: Cell) -> Verdict:
        return self.verdicts[self.asked.get(cell, cell)]
