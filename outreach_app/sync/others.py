"""Other teams: a support centre reads what they send it, each beside the others, and never takes part in them.

A team seals a bundle to a reader of another team by that laptop's card, which holds its two public keys. The
reader compares the team's fingerprint by voice before the first bundle is taken in.
"""

import binascii
from base64 import b32decode, b32encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.store.tables import OtherSegment
from outreach_app.store.team_counts import TeamCount, team_counts
from outreach_app.sync import circle as circles
from outreach_app.sync import team
from outreach_app.sync.bundle import BundleFolder
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import FingerprintDiffers, NotABundle, NotACard, SetAside, TeamNotConfirmed
from outreach_app.sync.keys import Device, PublicKeys, hashed, same_fingerprint
from outreach_app.sync.people import moment
from outreach_app.sync.pull import Pull
from outreach_app.sync.report import SyncReport
from outreach_app.sync.team import FOUNDING, Statement

_CARD = "VPC1"
_CHECK = 4
"""Bytes that catch a card copied in part."""


@dataclass(frozen=True)
class OtherTeam:
    """A team whose bundles are read here."""

    id: Id
    name: str
    """Empty as long as its first record has not come."""
    rounds: int
    encounters: int
    fingerprint: str
    read_at: str
    """When its last bundle was read, as ISO date and time."""


def card_of(keys: PublicKeys) -> str:
    """What another team's coordinator needs to seal a bundle to this laptop: public, but compare fingerprints."""
    both = keys.verify + keys.box
    return f"{_CARD}-{b32encode(both + hashed(both, 'card', _CHECK)).decode().rstrip('=')}"


def read_card(text: str) -> PublicKeys:
    """Raises NotACard."""
    mark, _dash, body = "".join(text.split()).upper().partition("-")
    try:
        data = b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError) as error:
        raise NotACard from error
    keys = PublicKeys(data[:32], data[32:64])
    if mark != _CARD or len(data) != 64 + _CHECK or data[64:] != hashed(data[:64], "card", _CHECK):
        raise NotACard
    return keys


def circle_of(session: Session, device: Device, bundle: BundleFolder) -> Circle:
    """The team a bundle comes from, as what is kept of it and the bundle itself make it. Raises NotABundle."""
    statements = {one.hash: one for one in circles.kept_of(session, bundle.team)}
    for entry in bundle.list("team/"):
        try:
            one = team.parse(bundle.read(entry.name))
        except (SetAside, OSError):
            continue
        statements.setdefault(one.hash, one)
    founding = next((one for one in statements.values() if _founds(one, bundle.team)), None)
    if founding is None:
        raise NotABundle(path=bundle.place)
    return circles.joining(device, founding).including(statements.values())


def read(
    store: Store,
    bundle: BundleFolder,
    fingerprint: str | None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SyncReport:
    """Takes in another team's records, beside what is here.

    Raises TeamNotConfirmed as long as nobody compared that team's fingerprint, FingerprintDiffers, NotABundle.
    """
    with store.read() as session:
        circle = circle_of(session, Device.load(session), bundle)
        known: dict[str, dict[str, Any]] = settings.get(session, settings.OTHER_TEAMS, {})
    theirs = circle.founding.fingerprint
    if fingerprint is not None and same_fingerprint(fingerprint) != theirs:
        raise FingerprintDiffers
    if fingerprint is None and bundle.team not in known:
        raise TeamNotConfirmed(fingerprint=theirs)
    with store.write() as session:
        now = store.clock.milliseconds()
        settings.put(session, settings.OTHER_TEAMS, known | {bundle.team: {"fingerprint": theirs, "at": now}})
        circle.save(session)
    store.look_at(None)  # from now on every question is about one team
    report = SyncReport()
    pull = Pull(
        store,
        circle,
        bundle,
        report,
        progress,
        cancelled,
        remember=False,
        segment_keys=bundle.segment_keys,
        other=True,
    )
    pull.run(bundle.list())
    return report


def known(session: Session) -> list[OtherTeam]:
    """Teams whose bundles were read here, by name."""
    kept: dict[str, dict[str, Any]] = settings.get(session, settings.OTHER_TEAMS, {})
    counts = team_counts(session)
    found = [
        OtherTeam(Id(id), *counts.get(Id(id), TeamCount("")), one["fingerprint"], moment(one["at"]))
        for id, one in kept.items()
    ]
    return sorted(found, key=lambda one: (one.name.casefold(), one.fingerprint))


def segments_of(session: Session, team_id: Id) -> set[bytes]:
    """Hashes of what was read of another team."""
    return set(session.scalars(select(OtherSegment.hash).where(OtherSegment.team == team_id)))


def _founds(statement: Statement, team_id: Id) -> bool:
    return statement.kind == FOUNDING and statement.team == team_id
