"""Rounds being typed, kept inside the encrypted database so that a crash or a lock loses nothing."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.drafts import RoundDraft
from outreach_app.domain.fields import Id
from outreach_app.store.tables import Draft


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
