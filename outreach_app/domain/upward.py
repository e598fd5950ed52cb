"""A signal that goes beyond one municipality: what of it goes, and without whatever is local in it. Pure.

The copy says what is wrong and why, in general words. Areas, needs with their encounters, quotes, steps, evidence,
partners and the lead stay with the original, which goes on by itself.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from outreach_app.i18n import N_, gettext

LEVELS = ("region", "flemish", "federal")
"""To whom a copy can go."""
TEXTS = ("title", "problem", "causes")
"""What goes, as it stands after what is local was taken out; track and level go along."""
AS_ONE_WORD = 5
"""Letters from which a name is local within a longer word too: Vlasakkerbuurt."""

INSTEAD: Mapping[str, str] = {
    "area": N_("(neighbourhood)"),
    "spot": N_("(spot)"),
    "organisation": N_("(service)"),
    "contact_person": N_("(somebody of a service)"),
    "worker": N_("(colleague)"),
    "team": N_("(our team)"),
    "municipality": N_("(municipality)"),
}
"""By kind of name; in brackets, so that whoever reads the copy over finds where to say it better."""


class LocalName(NamedTuple):
    """A name that says where something is; `kind` is one of INSTEAD."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class General:
    """A text without what was local, and what that was."""

    text: str
    taken_out: tuple[str, ...] = ()
    """As it stood there, each once."""


def general(text: str, names: Iterable[LocalName]) -> General:
    """General words in the place of every local name, the longest name first."""
    known = sorted(_told_apart(names), key=lambda one: (-len(one.name), one.name, one.kind))
    if not known:
        return General(text)
    found: dict[str, None] = {}
    groups = {f"n{n}": one for n, one in enumerate(known)}
    each = (f"(?P<{group}>{_pattern(one.name)})" for group, one in groups.items())

    def replace(match: re.Match[str]) -> str:
        found[match.group()] = None
        kind = groups[match.lastgroup or ""].kind
        return gettext(INSTEAD[kind])

    return General(re.sub("|".join(each), replace, text, flags=re.IGNORECASE), tuple(found))


def local_in(text: str, names: Iterable[LocalName]) -> list[str]:
    """The local names that a text still holds, as they stand there."""
    return list(general(text, names).taken_out)


def _told_apart(names: Iterable[LocalName]) -> set[LocalName]:
    """Without what is no more than a general word itself: a spot that somebody called Spot."""
    words = " ".join(gettext(instead) for instead in INSTEAD.values()).casefold()
    return {one for one in names if (name := one.name.strip().casefold()) and name not in words}


def _pattern(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in name.split())
    end = r"\w*" if len(name.strip()) >= AS_ONE_WORD else r"(?!\w)"
    return rf"(?<!\w){words}{end}"
