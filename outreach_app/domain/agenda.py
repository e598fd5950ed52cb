"""What belongs on the agenda of a meeting: what is late always first, then what is ripe, owed, and standing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from outreach_app.domain.fields import Id
from outreach_app.i18n import N_, _

FEEDBACK_AHEAD = 30
"""Days after a meeting within which something is to be told: then it is told there."""
AT_A_TABLE = frozenset({"partners", "frontline", "management"})
"""Who of those that are to hear a decision sits at a table."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may be an item: `key` tells it from every other, so that it never stands there twice."""

    origin: str
    text: str
    purpose: str
    signal: Id | None = None
    agreement: Id | None = None
    feedback: Id | None = None
    lacking: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        return key_of(self.origin, self.text, self.agreement, self.signal, self.feedback)


@dataclass(frozen=True, slots=True)
class Late:
    id: Id
    text: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Ripe:
    id: Id
    title: str
    domains: frozenset[str] = frozenset()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Untold:
    """Feedback that is owed; of one signal it is one item, whoever is to hear it."""

    id: Id
    signal: Id
    title: str
    audience: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    on: date
    alderman: bool = False
    themes: frozenset[str] = frozenset()
    late: Sequence[Late] = ()
    ripe: Sequence[Ripe] = ()
    untold: Sequence[Untold] = ()
    standing: Sequence[str] = field(default_factory=tuple)


_JOINT = N_("Prepare together what the alderman is asked and told")
_INPUT = N_("Input of the chair")
_OPEN = N_("What do young people tell us that stands nowhere yet?")


def key_of(
    origin: str, text: str, agreement: Id | None, signal: Id | None, feedback: Id | None
) -> tuple[str, str]:
    """What makes an item the one it is: what it is about, else its words where these recur, else its kind."""
    about = agreement or signal or feedback
    return origin, about or (" ".join(text.casefold().split()) if origin == "standing" else "")


def proposed(facts: AgendaFacts, there: Iterable[tuple[str, str]] = ()) -> list[Candidate]:
    """What is to be on the agenda and is not yet, in its order. `there` are the keys of the items it has."""
    known = set(there)
    found = {one.key: one for one in reversed(list(_all(facts))) if one.key not in known}
    return list(reversed(found.values()))


def _all(facts: AgendaFacts) -> Iterator[Candidate]:
    for late in facts.late:
        said = f"{late.text} ({late.organisation})" if late.organisation else late.text
        yield Candidate("overdue", said, "alignment", agreement=late.id)
    if facts.alderman:
        yield Candidate("joint", _(_JOINT), "policy_choice")
    for ripe in facts.ripe:
        if not facts.themes or not ripe.domains or ripe.domains & facts.themes:
            yield Candidate("signal", ripe.title, "signal", signal=ripe.id, lacking=ripe.lacking)
    for untold in facts.untold:
        soon = untold.due is None or (untold.due - facts.on).days <= FEEDBACK_AHEAD
        if untold.audience in AT_A_TABLE and soon:
            said = _("What came of it: {title}").format(title=untold.title)
            yield Candidate("feedback", said, "exchange", untold.signal, feedback=untold.id)
    for text in facts.standing:
        yield Candidate("standing", text, "exchange")
    yield Candidate("input", _(_INPUT), "professionalisation")
    yield Candidate("open", _(_OPEN), "vision")
