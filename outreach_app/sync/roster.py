"""Who is in the team and what they may say, as a set of statements makes it: the same in whatever order they came.

A statement counts if its signer is a coordinator by statements that count. A revocation is for good and beats
every admission. Of a laptop that is out, those statements still count that its revocation names as known by then;
only its revocations count later too: where two coordinators put each other out, both are, as nobody can tell who
was first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from outreach_app.domain.fields import Id
from outreach_app.sync.keys import PublicKeys
from outreach_app.sync.team import (
    ACCEPTANCE,
    ADMISSION,
    COORDINATOR,
    FOUNDING,
    LOAN,
    RECEPTION,
    REKEY,
    REVOCATION,
    WORKER,
    Statement,
)


@dataclass(frozen=True)
class Member:
    """A laptop in the team, or one that was."""

    keys: PublicKeys
    role: str
    """Of one that is out: the role it had."""
    admitted_at: int
    """By the admitting coordinator's clock, in milliseconds since 1970."""
    not_after: int
    """When it should be admitted again; 0 for the founder. Never blocks writing."""
    received_at: int = 0
    """When it last said with which key to seal to it, by its own clock; 0 if it never did."""
    held: frozenset[Id] = frozenset()
    """The epochs whose keys it held by then."""

    def overdue(self, now: int) -> bool:
        return 0 < self.not_after < now


@dataclass(frozen=True)
class Roster:
    """The laptops of a team, as the statements known here make it."""

    team: Id
    members: Mapping[Id, Member] = field(default_factory=dict)
    """Those that are out too: what they wrote before counts."""
    counted: frozenset[bytes] = frozenset()
    """Hashes of the statements that count: those of others say what their signer may not say."""
    revoked: Mapping[Id, frozenset[bytes]] = field(default_factory=dict)
    """Laptops that are out, and hashes of the segments to which their work counts."""
    last: Mapping[Id, int] = field(default_factory=dict)
    """Of their logs the number of the last segment that counts."""
    accepted: frozenset[bytes] = frozenset()
    """Hashes of later segments of theirs that were taken in after all."""

    @classmethod
    def of(cls, team: Id, statements: Iterable[Statement]) -> "Roster":
        """A laptop admitted twice has the higher role and the later term."""
        ours = [one for one in statements if one.team == team]
        revocations: list[Statement] = []
        good: dict[bytes, bool] = {}
        while True:  # ends: each turn believes more revocations, and none of them is ever doubted again
            reading = _Reading(ours, revocations, good)
            reading.admit()
            if not (more := reading.revocations()):
                break
            revocations += more
        reading.hear(REKEY, ACCEPTANCE)
        reading.receive()
        reading.counted.update(one.hash for one in revocations)
        return cls(
            team,
            reading.members,
            frozenset(reading.counted),
            {one: reading.cut(one) for one in map(_revoked, revocations)},
            reading.last(),
            frozenset(one.body["segment"] for one in reading.heard if one.kind == ACCEPTANCE),
        )

    def role(self, device: Id) -> str:
        """`worker`, `coordinator`, or empty for a laptop that never was in the team.

        A laptop that is out has the role it had: as far as its work counts, it counts as what it was.
        """
        member = self.members.get(device)
        return member.role if member else ""

    @property
    def active(self) -> Mapping[Id, Member]:
        """Those that are in the team."""
        return {id: member for id, member in self.members.items() if id not in self.revoked}

    @property
    def coordinators(self) -> list[Id]:
        return [id for id, member in self.active.items() if member.role == COORDINATOR]

    def said_by_member(self, statement: Statement) -> bool:
        """Whether a laptop that is or was in the team signed it."""
        member = self.members.get(statement.signer)
        return member is not None and statement.signed_by(member.keys.verify)


class _Reading:
    """One reading of all statements under the revocations believed so far."""

    def __init__(
        self, statements: Sequence[Statement], believed: Sequence[Statement], good: dict[bytes, bool]
    ) -> None:
        self._statements, self._believed = statements, believed
        self._good = good
        """Signatures that were looked at, by the hash of what they sign."""
        self._out = {_revoked(one) for one in believed}
        self._vouched = {key for one in believed if one.signer != _revoked(one) for key in one.body["kept"]}
        self._kept = {
            device: {key for one in self._trusted(device) for key in one.body["kept"]} for device in self._out
        }
        self._chain: dict[Id, int] = {}
        """Coordinators, and how many admissions lie between the founder and them."""
        self.members: dict[Id, Member] = {}
        self.counted: set[bytes] = set()
        self.heard: list[Statement] = []

    def admit(self) -> None:
        waiting = [one for one in self._statements if one.kind in (FOUNDING, ADMISSION)]
        step = 0
        while counting := [one for one in waiting if one.kind == FOUNDING or self._counts(one)]:
            new = set()
            for one in counting:
                device = one.keys.device
                self.members[device] = _higher(self.members.get(device), _member(one))
                self.counted.add(one.hash)
                if self.members[device].role == COORDINATOR and device not in self._chain:
                    new.add(device)
            waiting = [one for one in waiting if one.hash not in self.counted]
            self._chain |= dict.fromkeys(new, step)
            step += 1

    def revocations(self) -> list[Statement]:
        """Those to believe next: of coordinators, whether out or not, those nearest to the founder first."""
        known = {one.hash for one in self._believed}
        more = [
            one
            for one in self._statements
            if one.kind == REVOCATION and one.hash not in known and self._by_coordinator(one)
        ]
        nearest = min((self._chain[one.signer] for one in more), default=0)
        return [one for one in more if self._chain[one.signer] == nearest]

    def hear(self, *kinds: int) -> None:
        self.heard = [one for one in self._statements if one.kind in kinds and self._counts(one)]
        self.counted.update(one.hash for one in self.heard)

    def receive(self) -> None:
        """Each laptop says itself which of its keys to seal to it with, and which of the team's it has by then;
        the newest counts. Anyone may lend a key: it is known by its own name."""
        for one in self._statements:
            member = self.members.get(one.signer) if one.kind in (RECEPTION, LOAN) else None
            if member is None or (one.kind == LOAN and one.signer in self._out):
                continue
            if not one.signed_by(member.keys.verify):
                continue
            self.counted.add(one.hash)
            if one.kind == RECEPTION and (member.received_at, member.keys.reception) < (
                one.body["at"],
                one.body["box"],
            ):
                self.members[one.signer] = replace(
                    member,
                    keys=replace(member.keys, reception=one.body["box"]),
                    received_at=one.body["at"],
                    held=frozenset(Id(id.hex()) for id in one.body["held"]),
                )

    def cut(self, device: Id) -> frozenset[bytes]:
        """Where the work of a laptop ends that is out."""
        bodies = [one.body for one in self._trusted(device)]
        last = {key for body in bodies for _seq, key in body["cuts"].values()}
        return frozenset(last.union(*(body["others"] for body in bodies)))

    def last(self) -> dict[Id, int]:
        last: dict[Id, int] = {}
        for body in (one.body for device in self._out for one in self._trusted(device)):
            for log, (seq, _key) in body["cuts"].items():
                last[Id(log.hex())] = max(seq, last.get(Id(log.hex()), 0))
        return last

    def _trusted(self, device: Id) -> Sequence[Statement]:
        """Whose word counts on what a laptop did before: that of laptops in good standing; else of others; else
        its own. So nobody who is out moves a cut that someone in the team has made, their own least of all."""
        own = [one for one in self._believed if _revoked(one) == device]
        others = [one for one in own if one.signer != device]
        return [one for one in others if one.signer not in self._out or one.hash in self._vouched] or others or own

    def _counts(self, one: Statement) -> bool:
        return self._by_coordinator(one) and (one.signer not in self._out or one.hash in self._kept[one.signer])

    def _by_coordinator(self, one: Statement) -> bool:
        if one.signer not in self._chain:
            return False
        if one.hash not in self._good:
            self._good[one.hash] = one.signed_by(self.members[one.signer].keys.verify)
        return self._good[one.hash]


def _revoked(statement: Statement) -> Id:
    return Id(statement.body["device"].hex())


def _member(statement: Statement) -> Member:
    if statement.kind == FOUNDING:
        return Member(statement.keys, COORDINATOR, statement.body["at"], 0)
    return Member(statement.keys, statement.body["role"], statement.body["at"], statement.body["not_after"])


def _higher(one: Member | None, other: Member) -> Member:
    if one is None:
        return other
    forever = 0 in (one.not_after, other.not_after)
    return Member(
        max(one.keys, other.keys, key=lambda keys: keys.box),
        COORDINATOR if COORDINATOR in (one.role, other.role) else WORKER,
        min(one.admitted_at, other.admitted_at),
        0 if forever else max(one.not_after, other.not_after),
    )
