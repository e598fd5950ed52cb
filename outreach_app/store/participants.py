"""Minutes are for those who were there and for coordinators: who that is, and what is kept from others.

Every laptop of the team holds them, as it is one circle of trust; limited is what is shown, found and printed.
"""

from collections.abc import Iterable
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import Meeting, Minute, Record
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

R = TypeVar("R", bound=Record)


class NotForYou(OutreachError):
    message = N_("The minutes of “{meeting}” are for those who were there and for coordinators.")
    advice = N_("Were you there? Have yourself noted among the colleagues present, or ask a coordinator.")


def may_read(session: Session, actor: Actor | None, meeting: Id) -> bool:
    """Whether these minutes are this reader's to read; without an actor it is the program that asks."""
    if actor is None or actor.coordinator:
        return True
    with session.no_autoflush:
        there = session.scalar(select(Meeting.workers).where(Meeting.id == meeting))
    return actor.worker in (there or [])


def refuse_outsiders(session: Session, actor: Actor | None, record: Record) -> None:
    """Raises NotForYou for minutes that are not this reader's."""
    if isinstance(record, Minute) and not may_read(session, actor, record.meeting):
        raise NotForYou(meeting=title_of(session, record.meeting))


def title_of(session: Session, meeting: Id) -> str:
    with session.no_autoflush:
        return session.scalar(select(Meeting.title).where(Meeting.id == meeting)) or ""


def readable(session: Session, actor: Actor | None, found: Iterable[R]) -> list[R]:
    """Those that this reader may see."""
    return [one for one in found if not isinstance(one, Minute) or may_read(session, actor, one.meeting)]


def theirs(session: Session, actor: Actor, ids: Iterable[Id]) -> set[Id]:
    """Of minutes with these ids those that this reader may see."""
    rows = session.execute(select(Minute.id, Minute.meeting).where(Minute.id.in_(list(ids)))).all()
    return {id for id, meeting in rows if may_read(session, actor, meeting)}
