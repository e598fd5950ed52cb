"""A vault from a backup's keys, where its own folder cannot be opened any more, or is not there yet."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from outreach_app.vault import slots
from outreach_app.vault.errors import NotAVault, VaultUnwritable, WrongPassphrase
from outreach_app.vault.opening import LOCK, OpenVault, _locked
from outreach_app.vault.slots import KeySlots


@contextmanager
def adopt(folder: Path) -> "Iterator[Held]":
    """Holds a folder, which may not exist yet. Raises VaultInUse, VaultUnwritable."""
    new = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise VaultUnwritable(folder=folder) from error
    held = Held(folder)
    try:
        yield held
    finally:
        if not held.kept:
            held.release(leave_nothing=new)


class Held:
    """A held folder on its way to be a vault again. Let go at the end, unless it is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept = False
        self._lock = _locked(folder)

    def unlock(self, backup: Path, passphrase: str) -> tuple[OpenVault, bool]:
        """The vault, with the key slots of its own folder or with those of the unpacked backup; and whether
        the folder's own stay.

        Its own stay where they are of the same vault and know this passphrase: it may be newer than the backup.
        Raises WrongPassphrase, NotAVault.
        """
        theirs = KeySlots.read(backup)
        ours = _read(self.folder)
        for content, stays in ((ours, True), (theirs, False)):
            if content is not None and content.vault == theirs.vault:
                master = content.with_passphrase(passphrase)
                if master is not None:
                    return OpenVault(self.folder, master, self._lock), stays
        raise WrongPassphrase

    def keep(self) -> None:
        """The vault that was unlocked holds the folder from now on."""
        self.kept = True

    def release(self, *, leave_nothing: bool) -> None:
        self._lock.release()
        if leave_nothing:
            with suppress(OSError):  # not ours alone by now
                (self.folder / LOCK).unlink(missing_ok=True)
                self.folder.rmdir()


def _read(folder: Path) -> KeySlots | None:
    if not (folder / slots.FILE).is_file():
        return None
    try:
        return KeySlots.read(folder)
    except NotAVault:
        return None
