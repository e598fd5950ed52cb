"""Which of the team's keys to seal with, and who was given which: what the statements that count say of them.

What is written is sealed with the newest key that no laptop has that is known to be out; where there is none yet,
with one that the fewest of them have.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from outreach_app.domain.fields import Id
from outreach_app.sync.team import ADMISSION, FOUNDING, LOAN, REKEY, Statement


def audience(statements: Iterable[Statement]) -> defaultdict[Id, set[Id]]:
    """The laptops that each key was given to, and those that gave it."""
    given: defaultdict[Id, set[Id]] = defaultdict(set)
    for one in statements:
        if one.kind in (FOUNDING, REKEY, LOAN):
            given[Id(one.body["epoch"].hex())].add(one.signer)
        if one.kind in (REKEY, LOAN):
            given[Id(one.body["epoch"].hex())].update(Id(id.hex()) for id in one.body["sealed"])
        if one.kind == ADMISSION:
            for epoch in one.body["epochs"]:
                given[Id(epoch.hex())] |= {one.signer, one.keys.device}
    return given


def made_at(statements: Iterable[Statement]) -> dict[Id, int]:
    """When each epoch began, in milliseconds since 1970; only those that were made to seal with."""
    at: dict[Id, int] = {}
    for one in statements:
        if one.kind in (FOUNDING, REKEY, ADMISSION):
            epoch = Id(one.body["epoch"].hex())
            at[epoch] = min(at.get(epoch, one.body["at"]), one.body["at"])
    return at


def current(statements: Iterable[Statement], out: Collection[Id], held: Collection[Id]) -> Id | None:
    """The epoch to seal with, of those whose keys are held here: the same for all who hold the same."""
    statements = list(statements)
    given, at = audience(statements), made_at(statements)
    return min(
        (epoch for epoch in held if epoch in at),
        key=lambda epoch: (len(given[epoch].intersection(out)), -at[epoch], epoch),
        default=None,
    )


def withheld(statements: Iterable[Statement]) -> defaultdict[Id, set[Id]]:
    """The laptops that were left out of an epoch on purpose."""
    left: defaultdict[Id, set[Id]] = defaultdict(set)
    for one in statements:
        if one.kind == REKEY:
            left[Id(one.body["epoch"].hex())].update(Id(id.hex()) for id in one.body["without"])
    return left
