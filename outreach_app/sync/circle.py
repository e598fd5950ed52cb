"""What this laptop knows of its team: who is in it and the keys of its epochs, as the vault keeps them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.tables import MemberRecord, Secret
from outreach_app.sync import epochs, team
from outreach_app.sync.errors import (
    CUT_OR_ALTERED,
    NO_LONGER_A_MEMBER,
    NOT_A_MEMBER,
    NOT_ALLOWED,
    NoTeamYet,
    SetAside,
    State,
)
from outreach_app.sync.keys import Device, keep
from outreach_app.sync.roster import Roster
from outreach_app.sync.team import ADMISSION, COORDINATOR, FOUNDING, LOAN, REQUEST, Epochs, Statement

_DESTROYED = "destroyed"
"""Setting: epochs whose keys were destroyed here and are never taken again."""
_EPOCH = "epoch"
"""Setting: the epoch to seal with. Its key and the earlier ones are secrets of this name and their id."""


@dataclass(frozen=True)
class Circle:
    """The team as seen from this laptop."""

    device: Device
    roster: Roster
    statements: Mapping[bytes, Statement]
    """Those that count, and this laptop's own requests."""
    epochs: Epochs | None
    """None until a coordinator has admitted this laptop."""
    destroyed: frozenset[Id] = frozenset()
    """Epochs whose keys are not taken again."""

    @property
    def team(self) -> Id:
        return self.roster.team

    @property
    def role(self) -> str:
        """What this laptop may do; empty if it is not in the team yet, or not any more."""
        return "" if self.revoked else self.roster.role(self.device.id)

    @property
    def revoked(self) -> bool:
        return self.device.id in self.roster.revoked

    @property
    def fingerprint(self) -> str:
        """Of this laptop, as the team knows it."""
        member = self.roster.members.get(self.device.id)
        return (member or self.device).keys.fingerprint

    @property
    def lonely(self) -> bool:
        """A team of several with one coordinator."""
        return len(self.roster.coordinators) == 1 < len(self.roster.active)

    @property
    def admitted(self) -> bool:
        return bool(self.role) and self.epochs is not None

    @property
    def founding(self) -> Statement:
        return next(one for one in self.statements.values() if one.kind == FOUNDING)

    @property
    def requests(self) -> list[Statement]:
        """This laptop's own."""
        return [one for one in self.statements.values() if one.kind == REQUEST]

    @property
    def counted(self) -> list[Statement]:
        return [one for one in self.statements.values() if one.hash in self.roster.counted]

    def coordinating(self, device: Id) -> list[Statement]:
        """The statements that count by which a laptop is, or was, a coordinator; by those in the team first."""
        found = [
            one
            for one in self.counted
            if one.kind == FOUNDING or (one.kind == ADMISSION and one.body["role"] == COORDINATOR)
            if one.keys.device == device
        ]
        return sorted(found, key=lambda one: (one.signer in self.roster.revoked, one.body["at"], one.hash))

    def including(self, more: Iterable[Statement]) -> "Circle":
        """The same circle with what more statements say; those that do not count are left out."""
        known = dict(self.statements) | {one.hash: one for one in more if one.team == self.team}
        roster = Roster.of(self.team, known.values())
        kept = {
            key: one
            for key, one in known.items()
            if key in roster.counted or (one.kind == REQUEST and one.signer == self.device.id)
        }
        return replace(self, roster=roster, statements=kept, epochs=self._epochs(roster, known))

    def holding(self, key: bytes) -> "Circle":
        """The same circle with the key of one more epoch, of which a statement to come will tell."""
        held = dict(self.epochs.keys) if self.epochs else {}
        id = team.epoch_id(key)
        return replace(self, epochs=Epochs(self.epochs.current if self.epochs else id, held | {id: key}))

    def ask(self, name: str, now: int) -> Statement:
        """A request of this laptop to be let in."""
        coordinators = (self.roster.members[id].keys for id in self.roster.coordinators)
        return team.ask(self.device, self.team, coordinators, name, now)

    def judge(self, statement: Statement) -> None:
        """Raises SetAside for a statement of this team that does not count, as far as is known here."""
        if statement.kind in (FOUNDING, REQUEST) or statement.hash in self.roster.counted:
            return
        signer = self.roster.members.get(statement.signer)
        if signer is None:
            raise SetAside(State.UNKNOWN, NOT_A_MEMBER)
        if not statement.signed_by(signer.keys.verify):
            raise SetAside(State.DAMAGED, CUT_OR_ALTERED)
        raise SetAside(
            State.IGNORED, NO_LONGER_A_MEMBER if statement.signer in self.roster.revoked else NOT_ALLOWED
        )

    def save(self, session: Session) -> None:
        keep_statements(session, self.team, self.statements.values(), self.device.id)
        if self.epochs is not None:
            settings.put(session, _EPOCH, self.epochs.current)
            for id, key in self.epochs.keys.items():
                keep(session, f"{_EPOCH}/{id}", key)

    def without_requests(self, session: Session) -> "Circle":
        """Forgets this laptop's requests, once they are answered."""
        for one in self.requests:
            session.delete(session.get_one(MemberRecord, one.hash))
        kept = {key: one for key, one in self.statements.items() if one.kind != REQUEST}
        return replace(self, statements=kept)

    def _epochs(self, roster: Roster, known: Mapping[bytes, Statement]) -> Epochs | None:
        """Those kept, and those of statements that were not known yet.

        To read, a key may come from a coordinator who is out by now: who signed what is looked at anyway. What is
        sealed here is sealed with a key that a statement speaks of which counts.
        """
        if self.device.id in roster.revoked:
            return None
        keys = dict(self.epochs.keys) if self.epochs else {}
        for one in known.values():
            if one.hash not in self.statements and (one.kind == LOAN or roster.role(one.signer) == COORDINATOR):
                keys |= team.unsealed(self.device, one) if roster.said_by_member(one) else {}
        keys = {id: key for id, key in keys.items() if id not in self.destroyed}
        counted = (one for one in known.values() if one.hash in roster.counted)
        current = epochs.current(counted, roster.revoked.keys(), keys.keys())
        return Epochs(current, keys) if current else None


def founded(device: Device, epoch_key: bytes, now: int) -> Circle:
    """A new team of one."""
    epoch = team.epoch_id(epoch_key)
    founding = team.found(device, epoch, now)
    return _of(device, founding, Epochs(epoch, {epoch: epoch_key}))


def joining(device: Device, founding: Statement) -> Circle:
    """A team that this laptop is not in yet."""
    return _of(device, founding, None)


def load(session: Session) -> Circle:
    """Raises NoTeamYet."""
    statements = kept_of(session, settings.get(session, settings.TEAM))
    founding = next((one for one in statements if one.kind == FOUNDING), None)
    if founding is None:
        raise NoTeamYet
    keys = {
        Id(secret.name.partition("/")[2]): secret.value
        for secret in session.scalars(select(Secret).where(Secret.name.startswith(f"{_EPOCH}/")))
    }
    current = settings.get(session, _EPOCH)
    epochs = Epochs(Id(current), keys) if current else None
    roster = Roster.of(founding.team, statements)
    destroyed = frozenset(map(Id, settings.get(session, _DESTROYED, ())))
    return Circle(Device.load(session), roster, {one.hash: one for one in statements}, epochs, destroyed)


def forget_keys(session: Session) -> None:
    """The keys of all epochs, and the one by which this laptop could open what was sealed to it once."""
    for secret in session.scalars(select(Secret).where(Secret.name.startswith(f"{_EPOCH}/"))):
        session.delete(secret)
    settings.put(session, _EPOCH, None)
    Device.load(session).forgetting(all_of_them=True).save(session)


def destroy(session: Session, epochs: Collection[Id], device: Device) -> None:
    """These epochs' keys for good, and those by which this laptop could open them where they were sealed to it."""
    for id in epochs:
        if secret := session.get(Secret, f"{_EPOCH}/{id}"):
            session.delete(secret)
    settings.put(session, _DESTROYED, sorted({*settings.get(session, _DESTROYED, ()), *epochs}))
    device.forgetting().save(session)


def kept_of(session: Session, of: Id | None) -> list[Statement]:
    """The statements of one team that this vault holds."""
    records = session.scalars(select(MemberRecord).where(MemberRecord.team == of))
    return [team.parse(record.content) for record in records]


def keep_statements(session: Session, of: Id, statements: Iterable[Statement], device: Id | None = None) -> None:
    """With what another thread kept meanwhile; what does not count, by all that is known, goes. Of requests only
    this laptop's own stay. No keys: see `Circle.save`."""
    known = {one.hash: one for one in (*kept_of(session, of), *statements)}
    counted = Roster.of(of, known.values()).counted
    for key, one in known.items():
        if key in counted or (one.kind == REQUEST and one.signer == device):
            session.merge(MemberRecord(hash=key, team=of, content=one.data))
        elif record := session.get(MemberRecord, key):
            session.delete(record)


def _of(device: Device, founding: Statement, epochs: Epochs | None) -> Circle:
    roster = Roster.of(founding.team, [founding])
    return Circle(device, roster, {founding.hash: founding}, epochs)
