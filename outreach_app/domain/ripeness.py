"""Is a signal ripe for the agenda? Four tests from Ghent and eight of our own. The list warns and a reason
overrides it, except where no track is chosen or no structural cause is named: there is nothing to decide then."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from outreach_app.domain import norms
from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.first_names import NOBODY, Known
from outreach_app.i18n import gettext as _

JUDGED = ("clear", "neutral", "recognised", "shared")
"""What no program can judge: the team says so."""
NEEDED = ("track_chosen", "cause_named")
"""What no reason overrides."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list. `item` is a code of vocabulary `ripeness_check`; `why` is in the current language."""

    item: str
    ok: bool
    why: str


@dataclass(frozen=True, slots=True)
class RipenessFacts:
    """What the list asks about a signal and its newest note."""

    title: str = ""
    problem: str = ""
    judged: frozenset[str] = frozenset()
    """Items of the list that the team says are met (`Signal.checks`)."""
    needs: Sequence[tuple[str, date | None]] = ()
    """Each need's title and the date on which young people confirmed it."""
    consulted: Sequence[str] = ()
    """Services that were spoken with, by name."""
    lead: str = ""
    decision_requested: str = ""
    cost_type: str = ""
    track: str = ""
    causes: str = ""
    texts: Sequence[tuple[str, str]] = ()
    """All that would be printed: (what it is called, the text)."""
    known: Known = NOBODY
    """Names that may be printed."""


def checklist(facts: RipenessFacts) -> list[Check]:
    """The twelve items, in the order of the vocabulary."""
    return [Check(item, *_RULES[item](facts)) for item in BUILT_IN["ripeness_check"]]


def label(item: str) -> str:
    """What an item is called, in the current language."""
    return _(BUILT_IN["ripeness_check"].get(item, "")) or item


_Verdict = tuple[bool, str]


def _judged(facts: RipenessFacts, item: str, meaning: str) -> _Verdict:
    if item in facts.judged:
        return True, _("The team judged that it is so. {meaning}").format(meaning=meaning)
    return False, _("The team has not judged this yet. {meaning}").format(meaning=meaning)


def _clear(facts: RipenessFacts) -> _Verdict:
    if not facts.title.strip():
        return False, _("The signal has no title.")
    if not facts.problem.strip():
        return False, _("The occasion and problem are not described.")
    return _judged(facts, "clear", _("Clear: a reader who does not know the place understands it."))


def _neutral(facts: RipenessFacts) -> _Verdict:
    return _judged(facts, "neutral", _("Neutral: it blames nobody."))


def _recognised(facts: RipenessFacts) -> _Verdict:
    return _judged(facts, "recognised", _("Recognised: others see the problem and call it one."))


def _shared(facts: RipenessFacts) -> _Verdict:
    return _judged(facts, "shared", _("Shared: partners stand behind it."))


def _verified(facts: RipenessFacts) -> _Verdict:
    if not facts.needs:
        return False, _("No need stands behind this signal.")
    open_needs = [title for title, confirmed in facts.needs if confirmed is None]
    if open_needs:
        return False, _("Not confirmed by young people: {needs}.").format(needs=", ".join(open_needs))
    return True, _("Young people confirmed every need.")


def _service_consulted(facts: RipenessFacts) -> _Verdict:
    if not facts.consulted:
        return False, _("No talk with a service is recorded among the steps.")
    return True, _("Spoken with: {services}.").format(services=", ".join(dict.fromkeys(facts.consulted)))


def _lead_named(facts: RipenessFacts) -> _Verdict:
    return (True, _("Lead: {name}.").format(name=facts.lead)) if facts.lead else (False, _("Nobody leads it yet."))


def _decision_requested(facts: RipenessFacts) -> _Verdict:
    if facts.decision_requested.strip():
        return True, _("The signal note says what is asked.")
    return False, _("The signal note does not say which decision is asked.")


def _cost_known(facts: RipenessFacts) -> _Verdict:
    if facts.cost_type:
        return True, _("The type of cost is known.")
    return False, _("The signal note does not say what type of cost it brings.")


def _privacy(facts: RipenessFacts) -> _Verdict:
    found = list(_pointing_at_someone(facts.texts, facts.known))
    if found:
        return False, _("This may point at someone: {findings}.").format(findings="; ".join(found))
    return True, _("Nothing that would be printed looks like a person's data. A rare name may slip through.")


def _track_chosen(facts: RipenessFacts) -> _Verdict:
    if facts.track:
        return True, _("It is said whether young people are strengthened or the offer is aligned.")
    return False, _("It is not said whether young people are strengthened or the offer is aligned.")


def _cause_named(facts: RipenessFacts) -> _Verdict:
    if facts.causes.strip():
        return True, _("A cause beyond persons is described.")
    return False, _("No cause beyond persons is described.")


def _pointing_at_someone(texts: Iterable[tuple[str, str]], known: Known) -> Iterable[str]:
    for name, text in texts:
        for finding in norms.find(text, known):
            yield _("{kind} in “{field}”: {excerpt}").format(
                kind=_(norms.LABELS[finding.kind]), field=name, excerpt=finding.excerpt
            )


_RULES: dict[str, Callable[[RipenessFacts], _Verdict]] = {
    "clear": _clear,
    "neutral": _neutral,
    "recognised": _recognised,
    "shared": _shared,
    "verified": _verified,
    "service_consulted": _service_consulted,
    "lead_named": _lead_named,
    "decision_requested": _decision_requested,
    "cost_known": _cost_known,
    "privacy": _privacy,
    "track_chosen": _track_chosen,
    "cause_named": _cause_named,
}
