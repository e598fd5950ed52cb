"""The demo team keeps to itself: its vaults share in no other folder, nobody else shares in theirs, and its folder
holds nothing but itself, so that all of it can be taken away again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from outreach_app import vault as vaults
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.paths import write_whole
from outreach_app.store import settings
from outreach_app.sync import place as places
from outreach_app.sync.patience import PatientFolder
from outreach_app.sync.place import Place
from outreach_app.workspace import backup_file, restoring
from outreach_app.workspace.errors import NewerBackup, NotABackup

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from outreach_app.workspace.opened import Workspace

MARKER = "demo.json"
"""Written last: a demo that broke off has none, and is not taken away by itself."""
_DEMO = "demo"
"""Setting: this vault belongs to the demo team."""
_OF_SHARE = re.compile(r"[^/]+/[^/]+\.(seg|mem|snap|tmp)", re.IGNORECASE)
_OF_VAULT = re.compile(r"\.(json|db|db-wal|db-shm|db-journal|lock|vpbackup|tmp|half)$")
"""How what a shared folder and a vault hold is called."""
_DEPTH = 3
"""How deep below its folder anything of the demo that is asked about lies."""


class DemoStaysAlone(OutreachError):
    message = N_("The demo team shares nothing with a real team.")
    advice = N_("Begin a vault of your own for real work; the demo can be removed at any time.")


class NotOnlyTheDemo(OutreachError):
    message = N_("The folder {folder} holds something that the demo did not make: {what}.")
    advice = N_("Move it elsewhere, then remove the demo again. Nothing was deleted.")


class NotTheDemo(OutreachError):
    message = N_("{folder} was not made by the demo.")
    advice = N_("Nothing was deleted. Only the demo's own folder is removed.")


class DemoNotRemoved(OutreachError):
    message = N_("The demo was not removed whole: {what} cannot be deleted.")
    advice = N_(
        "Close what has it open, or ask for the right to delete it. Then remove the demo again: it goes on."
    )


@dataclass(frozen=True)
class Demonstration:
    """A demo that stands: its folder, the vault to look around in, and what it made."""

    folder: Path
    vault: Path
    passphrase: str
    vaults: Mapping[str, str]
    """Every vault, by its path in the folder: its id."""
    files: frozenset[str]
    """What else it made, by its path in the folder; everything below the shared folder is the team's."""
    share: str
    parents: int
    """How many folders above it were made for it."""

    @property
    def stands(self) -> bool:
        """Whether all its vaults are there: where not, its removal broke off."""
        return all(vaults.id_of(self.folder / name) for name in self.vaults)


def belongs(workspace: Workspace) -> bool:
    """Whether a vault is one of the demo team's."""
    with workspace.store.read() as session:
        return is_demo(session)


def is_demo(session: Session) -> bool:
    return bool(settings.get(session, _DEMO, False))


def mark(
    folder: Path, workspaces: Iterable[Workspace], open_first: Path, passphrase: str, *, parents: int
) -> None:
    """Says in the vaults and in the folder that this is the demo, and what it made. Raises OSError."""
    ids, share = {}, folder
    for workspace in workspaces:
        with workspace.store.write() as session:
            settings.put(session, _DEMO, True)
        share = Path(workspace.folder)
        ids[workspace.vault.folder.relative_to(folder).as_posix()] = workspace.vault.id.hex()
    own = {*ids, share.relative_to(folder).as_posix()}
    files = [path for path in _below(folder) if not any(_within(path, part) for part in own)]
    content = {
        "vault": open_first.relative_to(folder).as_posix(),
        "passphrase": passphrase,
        "vaults": ids,
        "files": files,
        "share": share.relative_to(folder).as_posix(),
        "parents": parents,
    }
    write_whole(folder / MARKER, json.dumps(content).encode())


def found(at: Path) -> Demonstration | None:
    """The demo that a path lies in, its folder included; None where there is no marker that can be read."""
    for folder in (at, *list(at.parents)[:_DEPTH]):
        if (folder / MARKER).is_file():
            with suppress(OSError, ValueError, KeyError, TypeError):
                kept = json.loads((folder / MARKER).read_text(encoding="utf-8"))
                vault, files = folder / kept["vault"], frozenset(kept["files"])
                return Demonstration(
                    folder, vault, kept["passphrase"], dict(kept["vaults"]), files, kept["share"], kept["parents"]
                )
            return None
    return None


def chosen(workspace: Workspace, place: Place) -> PatientFolder:
    """A place that a vault is to share in. Raises DemoStaysAlone, and what `places.chosen` raises."""
    demo = found(place.absolute()) if isinstance(place, Path) else None
    if belongs(workspace) and (demo is None or found(workspace.vault.folder.absolute()) != demo):
        raise DemoStaysAlone
    refuse_the_demo(place, unless=belongs(workspace))
    return places.chosen(place)


def refuse_the_demo(place: Place, *, unless: bool = False) -> None:
    """A real team never meets in the demo's folder. Raises DemoStaysAlone."""
    if not unless and isinstance(place, Path) and found(place.absolute()) is not None:
        raise DemoStaysAlone


def remove(folder: Path) -> None:
    """Deletes the demo's folder, once none of its vaults is open and nothing in it is anyone else's.

    The vault that is opened first goes last, and after it the marker: what broke off can be gone on with. Raises
    NotTheDemo, NotOnlyTheDemo, VaultInUse, and DemoNotRemoved where something cannot be deleted.
    """
    demo = found(folder)
    if demo is None or demo.folder != folder or folder.is_symlink():
        raise NotTheDemo(folder=folder)
    _refuse_strangers(demo)
    standing = [folder / name for name in demo.vaults if vaults.id_of(folder / name)]
    for vault in standing:
        vaults.refuse_if_open(vault)
    for vault in standing:
        vaults.forget_keyring(vault)
    for path in sorted(_below(folder), key=lambda path: _last(demo, path)):
        _delete((folder / path).unlink, path)
    for place in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        _delete(place.rmdir, place.relative_to(folder).as_posix())
    _delete(folder.rmdir, folder.name)
    for parent in list(folder.parents)[: demo.parents]:
        with suppress(OSError):  # by now it holds something else
            parent.rmdir()


def _delete(how: Callable[[], object], what: str) -> None:
    try:
        how()
    except OSError as error:
        raise DemoNotRemoved(what=what) from error


def _last(demo: Demonstration, path: str) -> tuple[bool, bool, bool, str]:
    """Orders what is deleted: a vault can be opened as long as anything but its keys and database is left."""
    opens = path.endswith((f"/{vaults.KEYS}", f"/{vaults.DATABASE}"))
    return path == MARKER, (demo.folder / path).is_relative_to(demo.vault), opens, path


def _refuse_strangers(demo: Demonstration) -> None:
    """What a removal that broke off has deleted already is missed by nobody."""
    for name, known in demo.vaults.items():
        keys = demo.folder / name / vaults.KEYS
        if keys.exists() and vaults.id_of(demo.folder / name) != known:
            raise NotOnlyTheDemo(folder=demo.folder, what=name)
    for path in _below(demo.folder):
        if not (path == MARKER or path in demo.files or _made_by_vaults(demo, path)):
            raise NotOnlyTheDemo(folder=demo.folder, what=path)


def _made_by_vaults(demo: Demonstration, path: str) -> bool:
    """Whether a file is one that its vaults or their sync write: whatever else lies there is somebody's own."""
    if _within(path, demo.share):
        return _OF_SHARE.fullmatch(path[len(demo.share) + 1 :]) is not None
    vault = next((name for name in demo.vaults if _within(path, name)), None)
    if vault is None or _OF_VAULT.search(path) is None:
        return False
    if path.endswith(backup_file.ENDING):
        return _backed_up(demo.folder / path) == demo.vaults[vault]
    place, name = path[len(vault) + 1 :].rpartition("/")[::2]
    if name == vaults.KEYS or name.startswith(vaults.DATABASE):
        return (
            not place or place == restoring.UNPACKED or (place.startswith(restoring.ASIDE) and name != vaults.KEYS)
        )
    return True


def _backed_up(path: Path) -> str:
    """The vault that a backup is of; empty where it cannot be told."""
    try:
        return backup_file.read(path).vault
    except (NotABackup, NewerBackup):
        return ""


def _below(folder: Path) -> list[str]:
    """Every file below a folder, by its path in it."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _within(path: str, part: str) -> bool:
    return path.startswith(f"{part}/")
