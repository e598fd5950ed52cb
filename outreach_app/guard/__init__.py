"""The disclosure guard: what of a table may leave, given all that has left before it.

A package of its own beside `domain`: pure, no I/O, no clock, and chance only from a fixed seed. One call, `guard`,
takes the cells that are asked for, the frozen counts of closed quarters and the ledger of everything published,
and answers for each cell: a figure rounded to five, or withheld and why. What it withholds is what is truly small,
and beyond that as little as linear programming proves to be needed so that nobody who has every publication, and
knows these rules, can say of a withheld count what it is to within the threshold.

- `cells`: a cell is a set of places, a set of quarters and at most one attribute. Hierarchies only name sets, so a
  neighbourhood of one spot *is* that spot, and a spot that moves makes other sets.
- `base`: the exact counts of closed quarters, which nothing alters.
- `parts`, `model`: all that an attacker knows, as intervals over the parts that no published figure tells apart.
- `questions`: the counts that must stay in the dark.
- `auditor`: the attack itself, and what to withhold against it. `solver` is the only place that knows HiGHS.

Merging upward comes before all this (`domain.disclosure`): it decides which cells a table has.

Sources: thresholds and rounding after the practice of statistical offices (OECD glossary 7010; Stats NZ, rounding
to base 3); cells withheld to protect others, and their intervals by linear programming, after Fischetti and
Salazar (2001); the same check after rounding and suppression as in SSBtools (GaussSuppression, FixRiskyIntervals);
one ledger for all tables because tables audited one by one are not safe (sdcTools/UserSupport #136). HiGHS:
Huangfu and Hall, Parallelizing the dual revised simplex method (2018).
"""

from outreach_app.guard.base import Base
from outreach_app.guard.cells import Asked, Cell, Entry, Interval, Result, Shown, TableUnproven, Verdict, Withheld
from outreach_app.guard.guarding import audited, guard

__all__ = [
    "Asked",
    "Base",
    "Cell",
    "Entry",
    "Interval",
    "Result",
    "Shown",
    "TableUnproven",
    "Verdict",
    "Withheld",
    "audited",
    "guard",
]
