"""What a bundle would bring, told before anything is merged."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.records import BY_TABLE
from outreach_app.store.tables import SegmentFile
from outreach_app.sync import segment, team
from outreach_app.sync.bundle import BundleFolder
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside
from outreach_app.sync.pull import opened
from outreach_app.sync.team import Statement


@dataclass(frozen=True)
class BundlePreview:
    """What a bundle would bring, before anything is merged."""

    team: str
    """Name of the team; empty if it is another one, of which nothing is here yet."""
    writer: str
    """Fingerprint of the laptop that wrote it."""
    at: int
    """When, by its clock, in milliseconds since 1970."""
    segments: int = 0
    new: int = 0
    """Changes that are not here yet; `creates` and `edits` are of these."""
    creates: dict[str, int] = field(default_factory=dict)
    """New records by slug."""
    edits: int = 0
    members: list[str] = field(default_factory=list)
    """Fingerprints of laptops that this one did not know to be in the team."""
    damaged: int = 0
    unconfirmed: str = ""
    """Fingerprint of another team that nobody has compared here yet."""

    def as_json(self) -> dict[str, Any]:
        names: tuple[str, ...] = (
            "team",
            "writer",
            "at",
            "segments",
            "new",
            "creates",
            "edits",
            "members",
            "damaged",
        )
        if self.unconfirmed:
            names += ("unconfirmed",)
        return {name: getattr(self, name) for name in names}


def preview(session: Session, circle: Circle, bundle: BundleFolder, team_name: str) -> BundlePreview:
    """Opens and verifies everything in a bundle of the own team, and writes nothing."""
    held = set(session.scalars(select(SegmentFile.hash)))
    known = circle.roster.members.keys()
    circle = circle.including(_statements(bundle))
    segments = new = edits = damaged = 0
    creates: Counter[str] = Counter()
    for entry in bundle.list():
        try:
            data = bundle.read(entry.name)
            if data.startswith(team.MAGIC):
                team.parse(data)
                continue
            found = segment.parse(data)
            if found.header.kind == segment.SNAPSHOT:
                continue
            segments += 1
            if found.hash in held:
                continue
            said = opened(circle, found, bundle.segment_keys)
        except (SetAside, OSError):
            damaged += 1
            continue
        new += said.changes
        edits += len(said.edits)
        for table, rows in said.creates.items():
            creates[BY_TABLE[table].slug if table in BY_TABLE else table] += len(rows.rows)
    writer = circle.roster.members.get(bundle.writer)
    return BundlePreview(
        team=team_name,
        writer=writer.keys.fingerprint if writer and bundle.signed_by(writer.keys.verify) else "",
        at=bundle.at,
        segments=segments,
        new=new,
        creates=dict(creates),
        edits=edits,
        members=[one.keys.fingerprint for id, one in circle.roster.members.items() if id not in known],
        damaged=damaged,
    )


def _statements(bundle: BundleFolder) -> Iterator[Statement]:
    for entry in bundle.list("team/"):
        try:
            yield team.parse(bundle.read(entry.name))
        except (SetAside, OSError):
            continue  # counted with everything else
