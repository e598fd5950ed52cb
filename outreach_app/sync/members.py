"""The laptops of a team as people look at them: whose, in what state, and how far each has come."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.i18n import N_
from outreach_app.sync import people, standing
from outreach_app.sync.activity import STALE
from outreach_app.sync.circle import Circle
from outreach_app.sync.people import moment
from outreach_app.sync.standing import Laptop

ACTIVE, OVERDUE, SILENT, REVOKED = "active", "overdue", "stale", "revoked"
WORDS = {
    ACTIVE: N_("in the team"),
    OVERDUE: N_("term is over"),
    SILENT: N_("silent for long"),
    REVOKED: N_("taken out of the team"),
}


@dataclass(frozen=True)
class Member(people.Member):
    """A laptop that is or was in the team."""

    state: str
    """`active`; `overdue`: its term has run out, so it gets no new key until it is admitted again; `stale`:
    unheard of for so long that nothing waits for it; `revoked`: taken out."""
    behind: int
    """Changes that are here and that it has not said to have."""
    until: str
    """When its term runs out, as ISO date and time; empty for the founder, who has none."""

    def as_json(self) -> dict[str, Any]:
        names = ("name", "fingerprint", "role", "state", "last_seen", "behind")
        return {name: value for name, value in asdict(self).items() if name in names}


def members(session: Session, circle: Circle, now: int) -> list[Member]:
    """Coordinators first, by name; those that were taken out last."""
    return [
        Member(
            name=one.name,
            fingerprint=one.fingerprint,
            role=one.role,
            own=one.own,
            last_seen=moment(one.seen),
            state=_state(circle, one, now),
            behind=0 if one.out else one.behind,
            until=moment(circle.roster.members[one.device].not_after),
        )
        for one in standing.laptops(session, circle)
    ]


def _state(circle: Circle, one: Laptop, now: int) -> str:
    member = circle.roster.members[one.device]
    if one.out:
        return REVOKED
    if member.overdue(now):
        return OVERDUE
    silent = now - max(one.seen, member.admitted_at) > STALE
    return SILENT if silent and not one.own else ACTIVE
