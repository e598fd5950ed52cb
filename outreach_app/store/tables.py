"""Tables of this laptop alone: never in a segment, a bundle, a snapshot or a digest."""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.domain.fields import Base, Frozen, Id, new_id


class Setting(Base):
    """A setting of this laptop; see store/settings.py for the names."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(Frozen)


class Secret(Base):
    """Keys that live inside the encrypted database: signing, box and epoch keys."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


class Draft(Base):
    """A round being typed, as of a moment ago, offered again after a crash with its date; or (`place`) where
    someone is in the window and what stands typed there."""

    __tablename__ = "draft"

    id: Mapped[Id] = mapped_column(primary_key=True, default_factory=new_id)
    kind: Mapped[str] = mapped_column(default="round")
    saved_at: Mapped[int] = mapped_column(BigInteger, default=0)
    """Milliseconds since 1970."""
    content: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)


class EntryTime(Base):
    """How long a round took to type in on this laptop; which round that was is not kept."""

    __tablename__ = "entry_time"

    on: Mapped[date]
    seconds: Mapped[int]
    id: Mapped[Id] = mapped_column(primary_key=True, default_factory=new_id)


class ImportRun(Base):
    """One import of a file, so that it can be undone."""

    __tablename__ = "import_run"

    kind: Mapped[str]
    at: Mapped[int] = mapped_column(BigInteger)
    id: Mapped[Id] = mapped_column(primary_key=True, default_factory=new_id)
    undone: Mapped[bool] = mapped_column(default=False)


class ImportRow(Base):
    """A row that was imported here: the hash of its original columns and its number among equal rows."""

    __tablename__ = "import_row"

    identity: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    run: Mapped[Id] = mapped_column(index=True)
    record: Mapped[str]
    """Table name of what the row made."""
    row: Mapped[Id]


class MemberRecord(Base):
    """A verified signed membership record (founding, admission, ...) as it stands in the folder."""

    __tablename__ = "member_record"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    team: Mapped[Id]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class SegmentFile(Base):
    """The sealed bytes of a verified segment, own or others': history of records, and cure of a wiped folder."""

    __tablename__ = "segment"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    team: Mapped[Id]
    log: Mapped[Id] = mapped_column(index=True)
    seq: Mapped[int]
    device: Mapped[Id]
    own: Mapped[bool]
    published: Mapped[bool]
    """Seen in the folder, or put there by us and read back."""
    applied: Mapped[bool]
    """False: signed and sealed as it should be, but set aside for what is in it."""
    changes: Mapped[int] = mapped_column(default=0)
    """Patches in it."""
    through: Mapped[int] = mapped_column(default=0)
    """Patches in its log up to and with this one, as its writer says: tells how much a gap hides."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    """Last, so that reading the columns before it does not walk through it."""


class Peer(Base):
    """What a laptop of the team, this one too, said of itself in its newest segment."""

    __tablename__ = "peer"

    device: Mapped[Id] = mapped_column(primary_key=True)
    at: Mapped[int] = mapped_column(BigInteger, default=0)
    """By its own clock, in milliseconds since 1970."""
    front: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """How far it has read each log: log to [sequence number, patches]."""
    want: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """What it lacks: log to sequence numbers."""
    digest: Mapped[str] = mapped_column(default="")
    keys: Mapped[list[Any]] = mapped_column(Frozen, default_factory=list)
    """Epochs whose keys it holds."""


class LateSegment(Base):
    """A segment in quarantine because its writer was out of the team by then. A coordinator may accept it."""

    __tablename__ = "late_segment"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)


class FolderFile(Base):
    """What is known of a file in the folder, so that it is read once: name and size to what became of it."""

    __tablename__ = "folder_file"

    name: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    state: Mapped[str]
    """One of sync's states: known, foreign, newer, incomplete, damaged, quarantined, …"""
    reason: Mapped[str] = mapped_column(default="")
    first_seen: Mapped[int] = mapped_column(BigInteger, default=0)


class Operation(Base):
    """What a laptop said beside its patches: an erasure, a request for one, a confirmation."""

    __tablename__ = "operation"

    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[str]
    device: Mapped[Id]
    """Whose segment carried it: what it may say depends on that laptop's role."""
    at: Mapped[int] = mapped_column(BigInteger)
    """By the writer's clock, in milliseconds since 1970."""
    content: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    """As JSON; ids in hex."""
    log: Mapped[Id | None] = mapped_column(default=None)
    seq: Mapped[int] = mapped_column(default=0)
    """The segment that carried it: whoever has read that far has it. Neither, as long as it waits to be sealed."""
    counted: Mapped[bool] = mapped_column(default=False)
    """Whether it has been done here."""


class Baseline(Base):
    """How far a log is covered by a snapshot: its segments up to there are ignored for ever."""

    __tablename__ = "baseline"

    log: Mapped[Id] = mapped_column(primary_key=True)
    device: Mapped[Id]
    """Whose log it is: its segments may all be gone."""
    seq: Mapped[int]
    through: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class Covered(Base):
    """The start of the hash of a file that a snapshot stands for: it is known wherever it reappears.

    The other branch of a forked log, which the snapshot's writer had not seen, has the same number, and is not
    here.
    """

    __tablename__ = "covered"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)


class SnapshotPart(Base):
    """A sealed part of a snapshot. Every laptop keeps the newest, so that anyone can put it back."""

    __tablename__ = "snapshot_part"

    hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    snapshot: Mapped[Id] = mapped_column(index=True)
    seq: Mapped[int]
    device: Mapped[Id]
    first_seen: Mapped[int] = mapped_column(BigInteger)
    """By this laptop's clock, in milliseconds since 1970."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """Last, as in `segment`."""
