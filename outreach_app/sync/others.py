"""Other teams: a support centre reads what they send it, each beside the others, and never takes part in them.

A team seals a bundle to a reader of another team by that laptop's card, which holds its public keys. The
reader compares the team's fingerprint by voice before the first bundle is taken in.
"""

import binascii
from base64 import b32decode, b32encode
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_TABLE, Team
from outreach_app.i18n import reading_order
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.store.errors import BadPatch
from outreach_app.store.handing_over import put_in
from outreach_app.store.team_counts import TeamCount, team_counts
from outreach_app.sync import bundle as bundles
from outreach_app.sync import circle as circles
from outreach_app.sync import handing_over, segment, team
from outreach_app.sync.bundle import BundleFolder, File
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import (
    FingerprintDiffers,
    NewerBundle,
    NotABundle,
    NotACard,
    OlderBundle,
    SetAside,
    State,
    TeamNotConfirmed,
)
from outreach_app.sync.keys import PublicKeys, hashed, same_fingerprint
from outreach_app.sync.people import moment
from outreach_app.sync.preview import BundlePreview
from outreach_app.sync.report import SyncReport
from outreach_app.sync.roster import Roster
from outreach_app.sync.segment import Segment
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


@dataclass(frozen=True)
class Sender:
    """Another team, as far as a reader must know it."""

    roster: Roster
    fingerprint: str
    statements: tuple[Statement, ...]


def card_of(keys: PublicKeys) -> str:
    """What another team's coordinator needs to seal a bundle to this laptop: public, but compare fingerprints."""
    parts = keys.verify + keys.box + (keys.card or keys.box)
    return f"{_CARD}-{b32encode(parts + hashed(parts, 'card', _CHECK)).decode().rstrip('=')}"


def read_card(text: str) -> PublicKeys:
    """Raises NotACard."""
    mark, _dash, body = "".join(text.split()).upper().partition("-")
    try:
        data = b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError) as error:
        raise NotACard from error
    keys = PublicKeys(data[:32], data[32:64], data[64:96])
    if mark != _CARD or len(data) != 96 + _CHECK or data[96:] != hashed(data[:96], "card", _CHECK):
        raise NotACard
    return keys


def team_of(session: Session, bundle: BundleFolder) -> Sender:
    """The team a bundle comes from, as what is kept of it and the bundle itself make it. Raises NotABundle.

    Only who may sign for it: whatever keys it would press upon this laptop are never looked at.
    """
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
    return Sender(Roster.of(bundle.team, statements.values()), founding.fingerprint, tuple(statements.values()))


def handed_over(session: Session, circle: Circle, now: int) -> Iterator[File]:
    """What a bundle for a reader of another team holds."""
    yield from bundles.statements(circle)
    for part in handing_over.parts(session, circle, now):
        yield File(part.sealed.header.name, part.sealed.sealed, part.key)


def read(store: Store, bundle: BundleFolder, fingerprint: str | None) -> SyncReport:
    """Takes in another team's records, beside what is here and in place of what it handed over before.

    Raises TeamNotConfirmed as long as nobody compared that team's fingerprint, FingerprintDiffers, NotABundle,
    OlderBundle.
    """
    with store.read() as session:
        sender, before = team_of(session, bundle), _kept(session).get(bundle.team)
    if fingerprint is not None and same_fingerprint(fingerprint) != sender.fingerprint:
        raise FingerprintDiffers
    if fingerprint is None and before is None:
        raise TeamNotConfirmed(fingerprint=sender.fingerprint)
    _tell_apart(store, sender, before)
    try:
        with store.write() as session:
            given = handing_over.opened(sender.roster, _parts(bundle), bundle.segment_keys)
            if before is not None and given.through < before["through"]:
                raise OlderBundle(path=bundle.place)
            count = put_in(session, bundle.team, given.pieces)
            _keep(session, sender, store.clock.milliseconds(), given.through)
    except (SetAside, BadPatch) as error:
        if isinstance(error, SetAside) and error.state is State.NEWER:
            raise NewerBundle(path=bundle.place) from error
        raise NotABundle(path=bundle.place) from error
    return SyncReport(applied=count)


def preview(session: Session, bundle: BundleFolder) -> BundlePreview:
    """What a bundle of another team would put here. Raises NotABundle, NewerBundle."""
    sender = team_of(session, bundle)
    before = {one.id: one for one in known(session)}.get(bundle.team)
    found, name = _parts(bundle), before.name if before else ""
    creates: Counter[str] = Counter()
    try:
        for table, columns, rows in handing_over.opened(sender.roster, found, bundle.segment_keys).pieces:
            if table in BY_TABLE:
                creates[BY_TABLE[table].slug] += len(rows)
            if table == Team.__tablename__ and rows:
                name = str(rows[0][columns.index("name")])
    except SetAside as aside:
        raise (NewerBundle if aside.state is State.NEWER else NotABundle)(path=bundle.place) from aside
    writer = sender.roster.members.get(bundle.writer)
    return BundlePreview(
        team=name,
        writer=writer.keys.fingerprint if writer and bundle.signed_by(writer.keys.verify) else "",
        at=bundle.at,
        segments=len(found),
        new=creates.total(),
        creates=dict(creates),
        unconfirmed="" if before else sender.fingerprint,
    )


def known(session: Session) -> list[OtherTeam]:
    """Teams whose bundles were read here, by name."""
    counts = team_counts(session)
    found = [
        OtherTeam(Id(id), *counts.get(Id(id), TeamCount("")), one["fingerprint"], moment(one["at"]))
        for id, one in _kept(session).items()
    ]
    return sorted(found, key=lambda one: (reading_order(one.name), one.fingerprint))


def _tell_apart(store: Store, sender: Sender, before: Mapping[str, Any] | None) -> None:
    """From now on every question to this vault is about one team."""
    if before is None:
        with store.write() as session:
            _keep(session, sender, 0, 0)
    store.look_at(None)


def _keep(session: Session, sender: Sender, now: int, through: int) -> None:
    id = sender.roster.team
    known = _kept(session) | {id: {"fingerprint": sender.fingerprint, "at": now, "through": through}}
    settings.put(session, settings.OTHER_TEAMS, known)
    circles.keep_statements(session, id, sender.statements)


def _kept(session: Session) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = settings.get(session, settings.OTHER_TEAMS, {})
    return found


def _parts(bundle: BundleFolder) -> dict[bytes, Segment]:
    """Sealed files by their hashes; what is none is left out, and missed by whoever needs it."""
    found = {}
    for entry in bundle.list():
        if not team.looks_like(entry.name):
            with suppress(SetAside, OSError):
                one = segment.parse(bundle.read(entry.name))
                found[one.hash] = one
    return found


def _founds(statement: Statement, team_id: Id) -> bool:
    return statement.kind == FOUNDING and statement.team == team_id
