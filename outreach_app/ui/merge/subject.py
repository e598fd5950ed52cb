"""What there is to decide, whichever kind it is, as the page words it."""

from collections.abc import Sequence
from dataclasses import dataclass

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Record, Round
from outreach_app.i18n import N_, _, ngettext
from outreach_app.store.alike import Alike
from outreach_app.store.collisions import Collision, Settled
from outreach_app.store.differences import Difference
from outreach_app.store.likeness import Comparison

_ALIKE = {
    "round": N_("same date, spot and part of the day"),
    "visit": N_("same spot in one round"),
    "encounter": N_("same visit, group of the same size"),
}
"""Why two records of a kind may be one; of all others, the name."""


@dataclass(frozen=True)
class Waits:
    """One line of the queue: a record to choose about, two that may be one, or what was chosen a while ago."""

    record: type[Record]
    title: str
    detail: str
    choice: Collision | None = None
    pair: Alike | None = None
    settled: Settled | None = None

    @property
    def key(self) -> Id:
        """What tells it from the others, also after it was read again."""
        if self.settled is not None:
            return Id(f"settled {self.settled.seen.id}")
        if self.choice is not None:
            return self.choice.id
        assert self.pair is not None
        return Id(self.pair.one + self.pair.other)


def of_choice(one: Collision) -> Waits:
    differ = ngettext("{n} field differs", "{n} fields differ", len(one.differences))
    detail = _("deleted while someone edited it") if one.in_bin else differ
    return Waits(one.record, one.title, f"{_(one.record.singular)} · {detail}", choice=one)


def of_settled(one: Settled) -> Waits:
    kind = _(one.seen.record.singular)
    again = _("can be chosen again")
    return Waits(one.seen.record, one.seen.title, f"{kind} · {again}", settled=one)


def of_pair(pair: Alike, title: str) -> Waits:
    alike = _ALIKE.get(pair.record.__tablename__)
    why = _("used again since") if pair.again else _(alike) if alike else _("same name")
    return Waits(pair.record, title, f"{_(pair.record.singular)} · {why}", pair=pair)


def explained(seen: Collision | Comparison, *, settled: bool = False) -> str:
    """What happened, and what choosing does."""
    if settled:
        return _(
            "This was chosen here. You can choose again until the vault is locked: then the versions that were not"
            " taken are forgotten."
        )
    if isinstance(seen, Collision):
        if seen.in_bin:
            return _("Someone deleted this while someone else was editing it. Choose whether it comes back.")
        return _(
            "{names} changed this without having seen each other's work. Choose for each field what stays: then it"
            " stays on every laptop."
        ).format(names=_together(list(people(seen.differences))))
    if seen.again:
        return _(
            "These two were made one, but someone who did not know that yet used the other one. What refers to it"
            " can be moved as well."
        )
    if seen.record is Round:
        return _(
            "These may be one and the same. If they are, choose for each field what stays. Visits to one spot"
            " become one visit with the encounters of both; the emptied round goes into the bin."
        )
    return _(
        "These may be one and the same. If they are, choose for each field what stays. The older record is kept,"
        " what refers to the other will refer to it, and the other goes into the bin."
    )


def _together(names: Sequence[str]) -> str:
    if len(names) < 2:
        return _("Several people")
    return _("{names} and {name}").format(names=", ".join(names[:-1]), name=names[-1])


def people(differences: Sequence[Difference]) -> dict[str, str]:
    """Who wrote, in the order of their letters: a letter for each name."""
    letters = {version.letter: version.author for one in differences for version in one.versions}
    found: dict[str, str] = {}
    for letter, author in sorted(letters.items()):
        for name in filter(None, author.split(", ")):
            found.setdefault(name, letter)
    return found
