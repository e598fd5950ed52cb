"""What this laptop knows of its team: who is in it and the keys of its epochs, as the vault keeps them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.tables import MemberRecord, Secret
from outreach_app.sync import team
from outreach_app.sync.errors import NOT_A_MEMBER, NOT_ALLOWED, NoTeamYet, SetAside, State
from outreach_app.sync.keys import Device, keep
from outreach_app.sync.team import ADMISSION, FOUNDING, REQUEST, Epochs, Roster, Statement

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

    @property
    def team(self) -> Id:
        return self.roster.team

    @property
    def role(self) -> str:
        return self.roster.role(self.device.id)

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

    def including(self, more: Iterable[Statement]) -> "Circle":
        """The same circle with what more statements say; those that do not count are left out."""
        known = dict(self.statements) | {one.hash: one for one in more if one.team == self.team}
        roster = Roster.of(self.team, known.values())
        kept = {
            key: one
            for key, one in known.items()
            if key in roster.counted or (one.kind == REQUEST and one.signer == self.device.id)
        }
        return replace(self, roster=roster, statements=kept, epochs=self._epochs(kept))

    def judge(self, statement: Statement) -> None:
        """Raises SetAside for a statement of this team that does not count, as far as is known here."""
        if statement.kind == ADMISSION and statement.hash not in self.roster.counted:
            if statement.signer in self.roster.members:
                raise SetAside(State.IGNORED, NOT_ALLOWED)
            raise SetAside(State.UNKNOWN, NOT_A_MEMBER)

    def save(self, session: Session) -> None:
        for one in self.statements.values():
            session.merge(MemberRecord(hash=one.hash, team=self.team, content=one.data))
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

    def _epochs(self, statements: Mapping[bytes, Statement]) -> Epochs | None:
        """Those kept, and those of admissions of this laptop that were not known yet."""
        current = self.epochs.current if self.epochs else None
        keys = dict(self.epochs.keys) if self.epochs else {}
        for one in statements.values():
            if one.kind == ADMISSION and one.keys.device == self.device.id and one.hash not in self.statements:
                keys |= team.epochs_for(self.device, one)
                current = current or Id(one.body["epoch"].hex())
        return Epochs(current, keys) if current in keys else None


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
    return Circle(Device.load(session), roster, {one.hash: one for one in statements}, epochs)


def kept_of(session: Session, of: Id | None) -> list[Statement]:
    """The statements of one team that this vault holds."""
    records = session.scalars(select(MemberRecord).where(MemberRecord.team == of))
    return [team.parse(record.content) for record in records]


def _of(device: Device, founding: Statement, epochs: Epochs | None) -> Circle:
    roster = Roster.of(founding.team, [founding])
    return Circle(device, roster, {founding.hash: founding}, epochs)
