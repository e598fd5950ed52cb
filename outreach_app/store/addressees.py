"""What holds for those to whom notes go, as this team has it."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.addressees import Custom, custom
from outreach_app.domain.notes import StandingText
from outreach_app.domain.records import Addressee, SignalNote, Team
from outreach_app.i18n import speaking

_FILLED_IN: Mapping[str, str] = {"addressee": "name", "confidentiality": "confidentiality"}
"""Fields of a note that the kind of its addressee says, where nobody wrote them."""


def custom_of(session: Session, kind: str) -> Custom:
    """In the language of the team's notes; of two rows about one kind the older stands, on every laptop alike."""
    team = session.scalars(select(Team).where(~Team.deleted).order_by(Team.n)).first()
    query = select(Addressee).where(Addressee.kind == kind, ~Addressee.deleted)
    own = min(session.scalars(query), key=lambda row: (row.stamp, row.author, row.id), default=None)
    with speaking((team.language if team else "") or "nl"):
        return custom(kind, own, team.municipality if team else "")


def standing_text(session: Session, note: SignalNote | None) -> StandingText:
    """What a note to this kind of addressee always says."""
    if note is None or not note.addressee_kind:
        return StandingText()
    found = custom_of(session, note.addressee_kind)
    return StandingText(opening=found.opening, formula=found.formula)


def filled_in(session: Session, note: SignalNote, given: Collection[str]) -> dict[str, str]:
    """What the kind of addressee says, once that was given, of fields that nobody wrote."""
    if "addressee_kind" not in given or not note.addressee_kind:
        return {}
    found = custom_of(session, note.addressee_kind)
    return {name: getattr(found, source) for name, source in _FILLED_IN.items() if not getattr(note, name).strip()}
