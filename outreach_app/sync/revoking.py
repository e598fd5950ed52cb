"""Putting a laptop out of the team, making a new key, taking in what came late; and being put out oneself."""

from contextlib import suppress

from outreach_app.domain.fields import Id
from outreach_app.store.database import Store
from outreach_app.sync import circle as circles
from outreach_app.sync import quarantine, team
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import (
    CoordinatorsOnly,
    LastCoordinator,
    NoSharedFolder,
    NoSuchLateWork,
    NoSuchMember,
    OutAlready,
    OwnLaptop,
    SharedFolderMissing,
)
from outreach_app.sync.folder import Folder
from outreach_app.sync.keys import same_fingerprint
from outreach_app.sync.people import statements_in
from outreach_app.sync.rekeying import rekeyed, tended
from outreach_app.sync.team import COORDINATOR


def revoke(store: Store, folder: Folder | None, fingerprint: str, *, own: bool = False) -> Circle:
    """Puts a laptop out for good: of its work counts what is held here, and what is written from now on is
    sealed with a new key. `own`: this laptop is meant; then the others make that key.

    Raises CoordinatorsOnly, BadFingerprint, NoSuchMember, OutAlready, LastCoordinator, OwnLaptop; for one's own
    laptop NoSharedFolder, SharedFolderMissing and OSError too: nobody else could tell the others later.
    """
    wanted = same_fingerprint(fingerprint)
    before = _coordinating(store, folder)
    device = _device(before, wanted)
    if device == before.device.id and before.roster.coordinators == [device]:
        raise LastCoordinator
    if device == before.device.id and not own:
        raise OwnLaptop
    now = store.clock.milliseconds()
    with store.read() as session:
        cut = quarantine.cut_of(session, device)
    kept = [one.hash for one in before.counted if one.signer == device]
    circle = before.including([team.revoke(before.device, before.team, device, cut, kept, now)])
    if circle.revoked:
        _put(folder, before, circle)
        with store.write() as session:
            circle.save(session)
        step_down(store)
        return circle
    return _said(store, folder, before, rekeyed(circle, now))


def rekey(store: Store, folder: Folder | None) -> Circle:
    """A new key for what is written from now on. Raises CoordinatorsOnly."""
    before = _coordinating(store, folder)
    return _said(store, folder, before, rekeyed(before, store.clock.milliseconds()))


def accept(store: Store, folder: Folder | None, key: bytes) -> Circle:
    """A segment in quarantine is taken in by everyone, here at the next sync.

    Raises CoordinatorsOnly, NoSuchLateWork.
    """
    before = _coordinating(store, folder)
    with store.read() as session:
        if key not in {row.hash for row in quarantine.waiting(session, before)}:
            raise NoSuchLateWork(id=key.hex())
    statement = team.accept(before.device, before.team, key, store.clock.milliseconds())
    return _said(store, folder, before, before.including([statement]))


def tend(store: Store, circle: Circle) -> Circle:
    """At every sync: keys for those who lack one, where this is a coordinator's laptop."""
    after = tended(circle, store.clock.milliseconds())
    if after.statements.keys() != circle.statements.keys():
        with store.write() as session:
            after.save(session)
    return after


def step_down(store: Store) -> None:
    """This laptop is out: it forgets the team's keys, and its own by which it could open them again.

    What it holds in the clear of its own database stays readable to whoever has the passphrase.
    """
    with store.write() as session:
        circles.forget_keys(session)


def _coordinating(store: Store, folder: Folder | None) -> Circle:
    """The team with what the folder says by now, if it can be reached."""
    with store.read() as session:
        circle = circles.load(session)
    if folder is not None:
        with suppress(OSError, SharedFolderMissing):
            circle = circle.including(statements_in(folder))
    if circle.role != COORDINATOR or circle.epochs is None:
        raise CoordinatorsOnly
    return circle


def _device(circle: Circle, fingerprint: str) -> Id:
    for device, member in circle.roster.members.items():
        if member.keys.fingerprint == fingerprint:
            if device in circle.roster.revoked:
                raise OutAlready(fingerprint=fingerprint)
            return device
    raise NoSuchMember(fingerprint=fingerprint)


def _said(store: Store, folder: Folder | None, before: Circle, after: Circle) -> Circle:
    """Kept, and put into the folder if it can be reached; else the next sync puts it there."""
    with store.write() as session:
        after.save(session)
    if folder is not None:
        with suppress(OSError, SharedFolderMissing):
            _put(folder, before, after)
    return after


def _put(folder: Folder | None, before: Circle, after: Circle) -> None:
    if folder is None:
        raise NoSharedFolder
    for one in after.statements.values():
        if one.hash not in before.statements:
            folder.put_once(one.name, one.data)
