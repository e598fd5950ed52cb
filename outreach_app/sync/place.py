"""Where a team shares: a directory, or a folder on a server with the way in, which the vault keeps."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from outreach_app.store import settings
from outreach_app.sync import patience, remote
from outreach_app.sync.errors import NoServersHere, SecretInAddress
from outreach_app.sync.keys import keep, kept
from outreach_app.sync.patience import PatientFolder
from outreach_app.sync.remote import Access, RemoteFolder

_ACCESS = "access"
"""Secret: user, secret and endpoint of the server."""


@dataclass(frozen=True)
class Server:
    """A folder on a server, as someone chooses it. The secret goes into the vault and nowhere else."""

    address: str
    access: Access

    def open(self) -> PatientFolder:
        """Raises NoServersHere where the libraries for it are not installed, SecretInAddress."""
        if "@" in urlsplit(self.address).netloc:
            raise SecretInAddress
        if self.address.partition("://")[0] not in remote.kinds():
            raise NoServersHere(address=self.address)
        return PatientFolder(RemoteFolder(self.address.rstrip("/"), self.access))


Place = Path | Server


def chosen(place: Place) -> PatientFolder:
    """A place that someone names just now. Raises FolderTooLong, NoServersHere."""
    return place.open() if isinstance(place, Server) else patience.chosen(place)


def remember(session: Session, place: Place) -> None:
    """The way into a server. A directory needs none, and an earlier one is forgotten."""
    access = place.access if isinstance(place, Server) else Access()
    keep(session, _ACCESS, json.dumps(asdict(access)).encode())


def folder_of(session: Session) -> PatientFolder | None:
    """The shared folder of this vault; None as long as it has none. Raises NoServersHere."""
    address = settings.get(session, settings.FOLDER)
    if not address:
        return None
    if not remote.is_address(address):
        return patience.patient(Path(address))
    try:
        access = Access(**json.loads(kept(session, _ACCESS)))
    except KeyError:  # a crash came in between: the server will refuse, and say that the secret is to be given
        access = Access()
    return Server(address, access).open()
