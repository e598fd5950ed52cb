"""Founding a team, asking to join one, admitting who asks, and who is in it by now."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.domain.records import Team, Worker
from outreach_app.i18n import reading_order
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.store.tables import FolderFile, Peer
from outreach_app.sync import circle as circles
from outreach_app.sync import team
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import (
    AlreadyMember,
    CoordinatorsOnly,
    FingerprintDiffers,
    FolderUnwritable,
    NameMissing,
    NoSuchMember,
    NoSuchRequest,
    NoTeamInFolder,
    NoTeamYet,
    OutAlready,
    SetAside,
    SeveralTeams,
    SharedFolderMissing,
    TeamAlready,
    TeamInFolder,
    UnknownRole,
    WrongTeam,
)
from outreach_app.sync.folder import Folder
from outreach_app.sync.keys import Device, PublicKeys, same_fingerprint
from outreach_app.sync.team import COORDINATOR, FOUNDING, REQUEST, WORKER, Statement

_CONFIRMED = "confirmed"
"""Setting: someone compared the fingerprint of the team."""
_NAMES = "names"
"""Setting: what those who were admitted here called themselves, until their own record has come."""


@dataclass(frozen=True)
class JoinRequest:
    """A laptop that asks to be let in. Compare the fingerprint by voice before admitting it."""

    fingerprint: str
    name: str
    """Empty if it was sealed for other coordinators."""
    asked_at: str
    """By its own clock, as ISO date and time."""


@dataclass(frozen=True)
class Member:
    """A laptop in the team and whose it is."""

    name: str
    """Empty as long as its first records have not come."""
    fingerprint: str
    role: str
    own: bool
    """This laptop."""
    last_seen: str
    """When it last wrote a segment that came here, as ISO date and time; or empty."""


def found(store: Store, team_name: str, worker_name: str, folder: Folder | None) -> Circle:
    """A new team with this laptop as its first coordinator.

    Raises TeamAlready, NameMissing, SharedFolderMissing, TeamInFolder, FolderUnwritable; nothing is left then.
    """
    if not team_name.strip() or not worker_name.strip():
        raise NameMissing
    device = _without_team(store)
    if folder is not None and any(one.kind == FOUNDING for one in statements_in(folder)):
        raise TeamInFolder(folder=folder.place)
    circle = circles.founded(device, secrets.token_bytes(32), store.clock.milliseconds())
    _put(folder, circle.founding)
    store.identify(device.author, circle.team)
    with store.write() as session:
        _settle_in(session, circle, worker_name, folder, confirmed=True)
        session.add(Team(id=circle.team, name=team_name.strip()))
    return circle


def ask(store: Store, worker_name: str, folder: Folder, team_fingerprint: str | None) -> Circle:
    """Leaves a request in the folder; what is written from now on is sent once a coordinator has answered.

    Raises TeamAlready, NameMissing, SharedFolderMissing, FolderUnwritable, and what `team_in` raises.
    """
    if not worker_name.strip():
        raise NameMissing
    device = _without_team(store)
    circle = circles.joining(device, team_in(folder, team_fingerprint)).including(statements_in(folder))
    request = circle.ask(worker_name.strip(), store.clock.milliseconds())
    circle = circle.including([request])
    _put(folder, request)
    store.identify(device.author, circle.team)
    with store.write() as session:
        _settle_in(session, circle, worker_name, folder, confirmed=team_fingerprint is not None)
    return circle


def team_in(folder: Folder, fingerprint: str | None) -> Statement:
    """The founding of the team to join. Raises NoTeamInFolder, SeveralTeams, WrongTeam, BadFingerprint."""
    wanted = same_fingerprint(fingerprint) if fingerprint else ""
    foundings = {one.hash: one for one in statements_in(folder) if one.kind == FOUNDING}
    if not foundings:
        raise NoTeamInFolder(folder=folder.place)
    fitting = [one for one in foundings.values() if wanted in ("", one.fingerprint)]
    if not fitting:
        raise WrongTeam(folder=folder.place)
    if len(fitting) > 1:
        raise SeveralTeams(folder=folder.place)
    return fitting[0]


def requests(circle: Circle, folder: Folder) -> list[JoinRequest]:
    """Who asks to be let in, oldest first; the newest request of each laptop counts."""
    return [
        JoinRequest(one.keys.fingerprint, team.name_in(one, circle.device), moment(one.body["at"]))
        for one in _asking(circle, folder)
    ]


def admit(store: Store, folder: Folder, fingerprint: str, role: str) -> Circle:
    """Lets a laptop in; or renews the term of one that is in, and may make a worker's laptop a coordinator's.

    Raises CoordinatorsOnly, UnknownRole, BadFingerprint, NoSuchRequest, AlreadyMember, OutAlready,
    SharedFolderMissing.
    """
    wanted = same_fingerprint(fingerprint)
    if role not in (WORKER, COORDINATOR):
        raise UnknownRole(role=role)
    with store.read() as session:
        circle = circles.load(session)
    if circle.role != COORDINATOR or circle.epochs is None:
        raise CoordinatorsOnly
    circle = circle.including(one for one in statements_in(folder) if one.kind != REQUEST)
    if circle.role != COORDINATOR or circle.epochs is None:
        raise CoordinatorsOnly
    keys, name = _keys_of(circle, folder, wanted, role)
    statement = team.admit(circle.device, circle.team, keys, role, circle.epochs, store.clock.milliseconds())
    circle = circle.including([statement])
    with store.write() as session:
        circle.save(session)
        settings.put(session, _NAMES, settings.get(session, _NAMES, {}) | ({wanted: name} if name else {}))
    with suppress(OSError, SharedFolderMissing):  # it is kept: the next sync puts it there
        folder.put_once(statement.name, statement.data)
    return circle


def confirm(session: Session, circle: Circle, fingerprint: str) -> None:
    """Someone compared the team's fingerprint. Raises BadFingerprint, FingerprintDiffers."""
    if same_fingerprint(fingerprint) != circle.founding.fingerprint:
        raise FingerprintDiffers
    settings.put(session, _CONFIRMED, True)


def is_confirmed(session: Session) -> bool:
    return bool(settings.get(session, _CONFIRMED, False))


def names(session: Session, circle: Circle | None, worker: Id) -> tuple[str, str]:
    """What the team and a worker are called; empty as long as their records are not here."""
    if circle is None:
        return "", ""
    team_name = session.scalar(select(Team.name).where(Team.id == circle.team))
    return team_name or "", session.scalar(select(Worker.name).where(Worker.id == worker)) or ""


def members(session: Session, circle: Circle) -> list[Member]:
    """The laptops of the team, coordinators first, by name."""
    names: dict[str, str] = dict(settings.get(session, _NAMES, {}))
    for worker in session.scalars(select(Worker).where(~Worker.deleted)):
        names |= dict.fromkeys(worker.devices, worker.name)
    seen = {peer.device: moment(peer.at) for peer in session.scalars(select(Peer))}
    found = [
        Member(
            name=names.get(one.keys.fingerprint, ""),
            fingerprint=one.keys.fingerprint,
            role=one.role,
            own=device == circle.device.id,
            last_seen=seen.get(device, ""),
        )
        for device, one in circle.roster.members.items()
    ]
    return sorted(found, key=lambda one: (one.role, reading_order(one.name), one.fingerprint))


def readers(circle: Circle, fingerprints: Sequence[str]) -> list[PublicKeys]:
    """The laptops that a bundle is for: those named, or the whole team. Raises BadFingerprint, NoSuchMember."""
    team_keys = {one.keys.fingerprint: one.keys for one in circle.roster.active.values()}
    wanted = list(dict.fromkeys(map(same_fingerprint, fingerprints)))
    for fingerprint in wanted:
        if fingerprint not in team_keys:
            raise NoSuchMember(fingerprint=fingerprint)
    return [team_keys[fingerprint] for fingerprint in wanted or team_keys]


def use_folder(store: Store, circle: Circle, folder: Folder) -> None:
    """The shared folder from now on. Raises SharedFolderMissing, WrongTeam."""
    foundings = {one.team for one in statements_in(folder) if one.kind == FOUNDING}
    if foundings and circle.team not in foundings:
        raise WrongTeam(folder=folder.place)
    with store.write() as session:
        for note in session.scalars(select(FolderFile)):
            session.delete(note)
        settings.put(session, settings.FOLDER, folder.place)


def statements_in(folder: Folder) -> Iterator[Statement]:
    """Every well-formed statement in the folder, of whichever team. Raises SharedFolderMissing."""
    for entry in folder.list():
        if team.looks_like(entry.name) and entry.size <= team.LARGEST:
            try:
                yield team.parse(folder.read(entry.name))
            except (SetAside, OSError):
                continue  # a sync names it


def moment(milliseconds: int) -> str:
    """A stamp of the wall clock as local ISO date and time; empty for none."""
    if not milliseconds:
        return ""
    try:
        return datetime.fromtimestamp(milliseconds / 1000).astimezone().isoformat(timespec="minutes")
    except (OverflowError, ValueError, OSError):
        return ""


def _without_team(store: Store) -> Device:
    with store.read() as session:
        try:
            circles.load(session)
        except NoTeamYet:
            return Device.load(session)
    raise TeamAlready


def _settle_in(
    session: Session, circle: Circle, worker_name: str, folder: Folder | None, *, confirmed: bool
) -> None:
    """Who this laptop's owner is: one Worker for each laptop, made by that laptop alone."""
    circle.save(session)
    worker = team.worker_id(circle.team, circle.device.id)
    settings.put(session, settings.WORKER, worker)
    settings.put(session, _CONFIRMED, confirmed)
    if folder is not None:
        settings.put(session, settings.FOLDER, folder.place)
    session.add(Worker(id=worker, name=worker_name.strip(), devices=[circle.device.keys.fingerprint]))


def _put(folder: Folder | None, statement: Statement) -> None:
    if folder is None:
        return
    try:
        folder.put_once(statement.name, statement.data)
    except OSError as error:
        raise FolderUnwritable(folder=folder.place) from error


def _asking(circle: Circle, folder: Folder) -> list[Statement]:
    circle = circle.including(one for one in statements_in(folder) if one.kind != REQUEST)
    newest: dict[Id, Statement] = {}
    for one in statements_in(folder):
        if one.kind == REQUEST and one.team == circle.team and not circle.roster.role(one.signer):
            before = newest.get(one.signer)
            if before is None or before.body["at"] <= one.body["at"]:
                newest[one.signer] = one
    return sorted(newest.values(), key=lambda one: one.body["at"])


def _keys_of(circle: Circle, folder: Folder, fingerprint: str, role: str) -> tuple[PublicKeys, str]:
    """Keys and name of who is to be admitted."""
    for device, member in circle.roster.members.items():
        if member.keys.fingerprint == fingerprint:
            if device in circle.roster.revoked:
                raise OutAlready(fingerprint=fingerprint)
            if not member.not_after and (role == WORKER or member.role == COORDINATOR):
                raise AlreadyMember(fingerprint=fingerprint)
            return member.keys, ""
    for request in _asking(circle, folder):
        if request.keys.fingerprint == fingerprint:
            return request.keys, team.name_in(request, circle.device)
    raise NoSuchRequest(fingerprint=fingerprint)
