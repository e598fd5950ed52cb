"""A signal copied upward: to a region, to Flanders, to the federal level, with nothing local in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Area, ContactPerson, Organisation, Record, Signal, Spot, Team, Worker
from outreach_app.domain.upward import LEVELS, TEXTS, General, LocalName, general, local_in
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store.finding import live
from outreach_app.store.naming import names_in_use

_KINDS: tuple[tuple[type[Record], str], ...] = (
    (Area, "area"),
    (Spot, "spot"),
    (Organisation, "organisation"),
    (ContactPerson, "contact_person"),
    (Worker, "worker"),
)


class NotUpward(OutreachError):
    message = N_("A copy cannot go to “{level}”.")
    advice = N_("Choose region, flemish or federal.")


class StillLocal(OutreachError):
    message = N_("This is still local: {names}.")
    advice = N_("Say it in general words: the copy is for those who do not know the place.")


class NothingToSay(OutreachError):
    message = N_("A copy needs a title.")
    advice = N_("Say in a few general words what it is about.")


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go, text by text."""

    signal: Id
    texts: Mapping[str, General]
    names: Sequence[LocalName]


def preview(session: Session, signal_id: Id) -> Preview:
    """The texts of a signal as a copy would say them. Nothing is written."""
    signal = live(session, Signal, signal_id)
    names = local_names(session)
    return Preview(signal.id, {name: general(getattr(signal, name), names) for name in TEXTS}, names)


def copy_up(session: Session, signal_id: Id, level: str, given: Mapping[str, Any] | None = None) -> Signal:
    """The draft of a copy; the original stays as it is and goes on. `given` are texts in other words.

    Raises NotUpward, StillLocal, NothingToSay.
    """
    if level not in LEVELS:
        raise NotUpward(level=level)
    shown = preview(session, signal_id)
    texts = {name: str((given or {}).get(name, one.text)).strip() for name, one in shown.texts.items()}
    left = [name for text in texts.values() for name in local_in(text, shown.names)]
    if left:
        raise StillLocal(names=", ".join(dict.fromkeys(left)))
    if not texts["title"]:
        raise NothingToSay
    original = live(session, Signal, signal_id)
    made = Signal(title=texts["title"], level=level, track=original.track, copied_from=original.id)
    made.problem, made.causes = texts["problem"], texts["causes"]
    session.add(made)
    session.flush()
    return made


def local_names(session: Session) -> list[LocalName]:
    """Whatever says where this is, names of spots that only this laptop knows too."""
    found = [LocalName(name, kind) for record, kind in _KINDS for name in names_in_use(session, (record,))]
    for team in session.scalars(select(Team).where(~Team.deleted)):
        found += [LocalName(team.name, "team"), LocalName(team.municipality, "municipality")]
    return [one for one in found if one.name.strip()]
