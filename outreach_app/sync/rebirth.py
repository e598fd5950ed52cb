"""A vault that was put back from a backup, or copied to another computer: it goes on in a log of its own.

A number of a log that was used once must never be used again, and a copy does not know what was used since it was
made. So it mints a new log before anything is written; what it lost comes back from its old one, like anyone's.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.store.tables import Peer
from outreach_app.sync import ledger
from outreach_app.sync.keys import Device

_MACHINE = "machine"
"""Setting: the computer that this vault was opened on last, as vault.machine calls it."""
_PAUSED = "sync_paused"
"""Setting: the date of the backup that was put back, in milliseconds, until someone says that sync may go on."""


def reborn(store: Store) -> Device:
    """Starts a new log."""
    with store.write() as session:
        device = Device.load(session).reborn()
        device.save(session)
        settings.put(session, settings.AUTHOR, device.author)
    if store.team is not None:
        store.identify(device.author, store.team)
    return device


def moved(store: Store, machine: str) -> bool:
    """Whether this vault was opened on another computer before; then it starts a new log."""
    if store.readonly or not machine:
        return False
    with store.read() as session:
        before = settings.get(session, _MACHINE, "")
    if before == machine:
        return False
    if before:
        reborn(store)
    with store.write() as session:
        settings.put(session, _MACHINE, machine)
    return bool(before)


def outran(session: Session, device: Device) -> bool:
    """Whether others have read more of this laptop's log than it holds itself."""
    held = ledger.front(session).get(device.log)
    fronts = [peer.front for peer in session.scalars(select(Peer))]
    known = max((front[device.log][0] for front in fronts if device.log in front), default=0)
    return known > (held.seq if held else 0)


def pause(session: Session, backup_of: int) -> None:
    """Sync waits until someone has looked at what came back. `backup_of` is the backup's date."""
    settings.put(session, _PAUSED, backup_of)


def paused(session: Session) -> int:
    """The date of the backup that was put back, in milliseconds since 1970; 0 where sync may run."""
    return int(settings.get(session, _PAUSED, 0))


def resume(session: Session) -> None:
    settings.put(session, _PAUSED, 0)
