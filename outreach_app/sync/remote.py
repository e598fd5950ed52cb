"""A folder on a server: S3-compatible object storage, or WebDAV, by the same four calls.

Needs `pip install .[remote]`. An address is `s3://bucket/path` or `webdavs://host/path` (`webdav://` without
encryption on the way; what stands there is sealed all the same). Names are written once, so nothing here locks.
"""

import errno
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from outreach_app.sync.errors import ServerRefused, SharedFolderMissing
from outreach_app.sync.folder import TEMPORARY, Entry, NotKept

_NEEDS = {"s3": ("fsspec", "s3fs"), "webdav": ("fsspec", "webdav4"), "webdavs": ("fsspec", "webdav4")}
_DEPTH = 2
_SECONDS = 20
"""Until a server that says nothing counts as out of reach; longer than a slow line needs for a segment."""


@dataclass(frozen=True)
class Access:
    """How to come in. Kept in the vault, never in the address."""

    user: str = ""
    """The name, or the key's id."""
    secret: str = ""
    endpoint: str = ""
    """Of an S3-compatible server that is not Amazon's: `https://…`."""


def is_address(text: str) -> bool:
    """Whether this names a folder on a server."""
    return urlsplit(text).scheme in _NEEDS


def kinds() -> list[str]:
    """The schemes for which the libraries are installed here."""
    return [scheme for scheme, needs in _NEEDS.items() if all(find_spec(name) for name in needs)]


class RemoteFolder:
    """A folder on a server. The connection is made with the first call."""

    def __init__(self, address: str, access: Access) -> None:
        self.place = address
        self._address = urlsplit(address)
        self._access = access
        self._opened: Any = None

    def list(self, prefix: str = "") -> list[Entry]:
        """Every file up to one folder deep; an empty or new folder holds none."""
        try:
            with self._reached(self.place):
                try:
                    found = self._files.find(self._root, detail=True, **self._flat)
                except FileNotFoundError:
                    found = {}
                if not found:
                    self._there()
        except OSError as error:
            raise SharedFolderMissing(folder=self.place) from error
        start = len(self._root) + 1
        files = ((path.lstrip("/")[start:], file) for path, file in found.items())
        return [
            Entry(name, int(file["size"] or 0), _written(file))
            for name, file in files
            if name.startswith(prefix) and not _passed_over(name)
        ]

    def read(self, name: str) -> bytes:
        with self._reached(name):
            return bytes(self._files.cat_file(self._path(name)))

    def put_once(self, name: str, data: bytes) -> None:
        path = self._path(name)
        with self._reached(name):
            if self._files.exists(path):
                if bytes(self._files.cat_file(path)) != data:
                    raise FileExistsError(errno.EEXIST, "other content", name)
                return
            self._put(path, data)
            if bytes(self._files.cat_file(path)) != data:
                raise NotKept(errno.EIO, "other content", name)

    def delete(self, name: str) -> None:
        with self._reached(name), suppress(FileNotFoundError):
            self._files.rm_file(self._path(name))

    def _put(self, path: str, data: bytes) -> None:
        if self._address.scheme == "s3":
            try:
                self._files.pipe_file(path, data, mode="create")
            except OSError as error:
                if error.errno == errno.EINVAL:  # the server's word for: it exists by now
                    raise FileExistsError(errno.EEXIST, "other content", path) from error
                raise
        else:
            self._files.makedirs(path.rpartition("/")[0], exist_ok=True)
            self._files.pipe_file(path, data)

    def _there(self) -> None:
        """Raises SharedFolderMissing where what should hold the folder is not there either."""
        try:
            if self._address.scheme == "s3":
                self._files.call_s3("head_bucket", Bucket=self._address.netloc)
            else:
                self._files.ls("")
        except FileNotFoundError as error:
            raise SharedFolderMissing(folder=self.place) from error

    @property
    def _flat(self) -> dict[str, int]:
        """Object storage lists flat; asked for a depth, its library walks instead and passes over refusals."""
        return {} if self._address.scheme == "s3" else {"maxdepth": _DEPTH}

    @property
    def _files(self) -> Any:
        if self._opened is None:
            self._opened = self._connect()
        return self._opened

    def _connect(self) -> Any:
        access = self._access
        if self._address.scheme == "s3":
            from s3fs import S3FileSystem

            return S3FileSystem(
                key=access.user or None,
                secret=access.secret or None,
                endpoint_url=access.endpoint or None,
                use_listings_cache=False,
                skip_instance_cache=True,
                config_kwargs={
                    "connect_timeout": _SECONDS,
                    "read_timeout": _SECONDS,
                    "retries": {"max_attempts": 2},
                },
            )
        from webdav4.fsspec import WebdavFileSystem

        way = "https" if self._address.scheme == "webdavs" else "http"
        files = WebdavFileSystem(
            f"{way}://{self._address.netloc}",
            auth=(access.user, access.secret) if access.user else None,
            skip_instance_cache=True,
            timeout=_SECONDS,
        )
        weakref.finalize(self, files.client.http.close)
        return files

    @property
    def _root(self) -> str:
        path = self._address.path.strip("/")
        return f"{self._address.netloc}/{path}".rstrip("/") if self._address.scheme == "s3" else path

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}".lstrip("/")

    @contextmanager
    def _reached(self, name: str) -> Iterator[None]:
        """Errors of three libraries as the two that a folder raises."""
        try:
            yield
        except _faults() as error:
            if isinstance(error, PermissionError) or _status(error) in (401, 403):
                raise ServerRefused(folder=self.place) from error
            if isinstance(error, _down()):
                raise SharedFolderMissing(folder=self.place) from error
            if isinstance(error, OSError):
                raise
            raise OSError(errno.EIO, type(error).__name__, name) from error


def _written(file: Mapping[str, Any]) -> int:
    """When, by the server's clock, in milliseconds since 1970; 0 if it does not say."""
    when = file.get("LastModified") or file.get("modified")
    return int(when.timestamp() * 1000) if isinstance(when, datetime) else 0


def _passed_over(name: str) -> bool:
    """What hides, and the marks that some servers leave of folders."""
    parts = name.split("/")
    return (
        not parts[-1]
        or len(parts) > _DEPTH
        or name.endswith(TEMPORARY)
        or any(part.startswith(".") for part in parts)
    )


def _status(error: Exception) -> int:
    """What an HTTP server answered; 0 if that is not what went wrong."""
    return int(
        getattr(error, "status_code", 0) or getattr(getattr(error, "response", None), "status_code", 0) or 0
    )


@cache
def _faults() -> tuple[type[Exception], ...]:
    """What the libraries that are installed raise."""
    found: list[type[Exception]] = [OSError]
    if find_spec("s3fs"):
        from botocore.exceptions import BotoCoreError, ClientError

        found += [BotoCoreError, ClientError]
    if find_spec("webdav4"):
        from httpx import HTTPError
        from webdav4.client import ClientError as DavError

        found += [HTTPError, DavError]
    return tuple(found)


@cache
def _down() -> tuple[type[Exception], ...]:
    """Those of them that say that there is no answer."""
    found: list[type[Exception]] = [TimeoutError, ConnectionError]
    if find_spec("s3fs"):
        from botocore.exceptions import ConnectionError as NoConnection
        from botocore.exceptions import HTTPClientError

        found += [HTTPClientError, NoConnection]
    if find_spec("webdav4"):
        from httpx import TransportError

        found.append(TransportError)
    return tuple(found)
