"""When areas may become one from a day on, and what must be known about it.

Pure: the facts come in, an error with an advice goes out, or what to write.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from outreach_app.domain.areas import Areas, Claim, claims
from outreach_app.domain.fields import Id
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_


@dataclass(frozen=True, slots=True)
class Merger:
    """These areas become one from a day on: an area that is there, or a new one of this name."""

    olds: tuple[Id, ...]
    day: date
    into: Id | None = None
    name: str = ""


class NothingToMerge(OutreachError):
    message = N_("It is not said which areas become one.")
    advice = N_("Choose the area that goes into another, or several that become a new one.")


class NoSuccessor(OutreachError):
    message = N_("It is not said what these areas become.")
    advice = N_("Choose the area that goes on, or give the name of the new one.")


class AlreadyMerged(OutreachError):
    message = N_("{old} went into {into} already.")
    advice = N_("Merge {into} instead, or empty “Merged into” of {old} first.")


class LevelsDiffer(OutreachError):
    message = N_("{old} and {into} are not of the same level.")
    advice = N_(
        "A municipality merges with municipalities, a region with regions. Correct the level of one first."
    )


class WouldOrphan(OutreachError):
    message = N_("{into} lies in {old}: what lies in {old} would lie nowhere.")
    advice = N_("Let {into} be part of another area first, then merge them.")


class NotYetThere(OutreachError):
    message = N_("{old} did not exist yet on that day.")
    advice = N_("Choose a later day, or correct since when {old} exists.")


class HoldsMerged(OutreachError):
    message = N_("{olds} went into {into}: their spots would lie nowhere without it.")
    advice = N_("Merge {into} into another area, or empty “Merged into” of those first.")


def check(areas: Areas, merger: Merger) -> None:
    """Raise what stands in the way. What goes on may be named among the old ones: it stays as it is."""
    gone = going(merger)
    if not gone:
        raise NothingToMerge
    if merger.into is None and not merger.name.strip():
        raise NoSuccessor
    for id in gone if merger.into is None else (*gone, merger.into):
        node = areas.nodes[id]
        if areas.merged(id):
            raise AlreadyMerged(old=node.name, into=areas.nodes[areas.now(id)].name)
        if node.valid_from is not None and id != merger.into and merger.day <= node.valid_from:
            raise NotYetThere(old=node.name)
    like = areas.nodes[merger.into or gone[0]]
    for id in gone:
        node = areas.nodes[id]
        if node.level != like.level and node.level and like.level:
            raise LevelsDiffer(old=node.name, into=like.name)
        if merger.into is not None and id in areas.above(merger.into):
            raise WouldOrphan(old=node.name, into=like.name)


def going(merger: Merger) -> tuple[Id, ...]:
    """The areas that exist no more."""
    return tuple(id for id in dict.fromkeys(merger.olds) if id != merger.into)


def parent_of_new(areas: Areas, olds: Sequence[Id]) -> Id | None:
    """What a new area lies in: what all of them lie in; None where they lie apart, so that someone says it."""
    parents = {areas.parent(id) for id in olds}
    return parents.pop() if len(parents) == 1 else None


def claimed(areas: Areas, id: Id) -> Claim | None:
    """The regions that claim an area, where there are several."""
    return next((claim for claim in claims(areas) if claim.area == areas.now(id)), None)
