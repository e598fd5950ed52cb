"""What is being typed, kept inside the encrypted database so that a crash or a lock loses nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import RoundDraft
from outreach_app.domain.fields import Id
from outreach_app.store.tables import Draft

_PLACE = Id("00" * 16)
"""The one draft of its kind: a laptop has one window."""


@dataclass(frozen=True, slots=True)
class KeptPlace:
    """Where someone was in the window, and what stood typed there."""

    saved_at: int
    """Milliseconds since 1970."""
    content: dict[str, Any]
    """As the window gave it."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    key: Id
    saved_at: int
    """Milliseconds since 1970."""
    round: RoundDraft


def save_draft(session: Session, key: Id, draft: RoundDraft, at: int) -> None:
    """Keep the draft as it stands now, in place of what was kept under the same key."""
    kept = session.get(Draft, key)
    if kept is None:
        session.add(Draft(id=key, saved_at=at, content=draft.as_json()))
    else:
        kept.saved_at, kept.content = at, draft.as_json()


def drafts(session: Session) -> list[KeptDraft]:
    """Drafts of rounds, the latest first."""
    kept = session.scalars(select(Draft).where(Draft.kind == "round").order_by(Draft.saved_at.desc()))
    return [KeptDraft(draft.id, draft.saved_at, RoundDraft.from_json(draft.content)) for draft in kept]


def discard_draft(session: Session, key: Id) -> None:
    """Forget a draft: it was saved as a round, or its worker let it go."""
    kept = session.get(Draft, key)
    if kept is not None:
        session.delete(kept)


def keep_place(session: Session, content: Mapping[str, Any], at: int) -> None:
    """In place of what was kept before."""
    kept = session.get(Draft, _PLACE)
    if kept is None:
        session.add(Draft(id=_PLACE, kind="place", saved_at=at, content=dict(content)))
    else:
        kept.saved_at, kept.content = at, dict(content)


def kept_place(session: Session) -> KeptPlace | None:
    kept = session.get(Draft, _PLACE)
    return KeptPlace(kept.saved_at, dict(kept.content)) if kept is not None and kept.content else None
