"""A spot that becomes sensitive, or is no longer: never a change of the record, as others may not know of it.

What is hidden gets a copy that stays on this laptop, and what is shared a new record; visits follow.
"""

import json
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id, fields_of
from outreach_app.domain.records import Spot, Visit
from outreach_app.domain.values import name_key
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store import erasing, settings
from outreach_app.store.finding import live
from outreach_app.store.tables import Draft

_HIDDEN: Final = "hidden_spots"
"""Setting: the copies of this laptop, and what each was for the others."""


class SensitiveAlready(OutreachError):
    message = N_("“{name}” is sensitive already: only this laptop knows it.")
    advice = N_("Nothing needs to be done.")


class NotSensitive(OutreachError):
    message = N_("“{name}” is not sensitive: the team knows it.")
    advice = N_("Nothing needs to be done.")


def hide(session: Session, id_or_name: str) -> tuple[Id, Id]:
    """The copy that stays here in the spot's place, and what is to be erased elsewhere.

    Raises SensitiveAlready, NoSuchRecord, AmbiguousName, InTheBin.
    """
    known = live(session, Spot, id_or_name)
    if known.sensitive:
        raise SensitiveAlready(name=known.name)
    copy = _copy(session, known, sensitive=True)
    for visit in session.scalars(select(Visit).where(Visit.spot == known.id)):
        visit.spot, visit.sensitive_spot = None, copy.id
        visit.area = visit.area or known.area
    known.deleted = True
    settings.put(session, _HIDDEN, hidden(session) | {copy.id: known.id})
    session.flush()
    return copy.id, known.id


def share(session: Session, id_or_name: str) -> Id:
    """A new record for everyone in place of what only this laptop knew.

    Raises NotSensitive, NoSuchRecord, AmbiguousName, InTheBin.
    """
    known = live(session, Spot, id_or_name)
    if not known.sensitive:
        raise NotSensitive(name=known.name)
    copy = _copy(session, known, sensitive=False)
    for visit in session.scalars(select(Visit).where(Visit.sensitive_spot == known.id)):
        visit.spot, visit.sensitive_spot = copy.id, None
    session.flush()
    new = copy.id
    erasing.erase(session, {known.id})
    return new


def hidden(session: Session) -> dict[Id, Id]:
    """What stays here, and the record that others knew it by."""
    return dict(settings.get(session, _HIDDEN, {}))


def _copy(session: Session, known: Spot, *, sensitive: bool) -> Spot:
    values = {field.name: getattr(known, field.name) for field in fields_of(Spot)}
    copy = Spot(**values | {"sensitive": sensitive})
    session.add(copy)
    for draft in session.scalars(select(Draft)):
        draft.content = json.loads(json.dumps(draft.content).replace(known.id, copy.id))
    session.flush()
    return copy


def names_hidden(session: Session, text: str) -> bool:
    """Whether a text names a sensitive spot."""
    return any(name in name_key(text) for name in _hidden_names(session))


def _hidden_names(session: Session) -> list[str]:
    return [name_key(name) for name in session.scalars(select(Spot.name).where(Spot.sensitive))]
