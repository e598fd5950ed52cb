"""Real servers on loopback, as teams outgrow a file share: SeaweedFS for S3, WsgiDAV for WebDAV."""

import json
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach_app.sync.remote import Access

USER, SECRET = "noor", "een geheim van de server"
PATIENCE = 60


@dataclass(frozen=True)
class Server:
    address: str
    access: Access
    stop: Callable[[], None]


@contextmanager
def webdav(root: Path) -> Iterator[Server]:
    from cheroot import wsgi
    from wsgidav.wsgidav_app import WsgiDAVApp

    (root / "team").mkdir(parents=True)
    app: Any = WsgiDAVApp(
        {
            "provider_mapping": {"/": str(root)},
            "simple_dc": {"user_mapping": {"*": {USER: {"password": SECRET}}}},
            "http_authenticator": {"accept_basic": True, "accept_digest": False, "default_to_digest": False},
            "verbose": 0,
            "logging": {"enable": False},
        }
    )
    server = wsgi.Server(("127.0.0.1", 0), app, numthreads=4)
    server.prepare()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield Server(f"webdav://127.0.0.1:{server.bind_addr[1]}/team", Access(USER, SECRET), server.stop)
    finally:
        server.stop()
        thread.join()


@contextmanager
def s3(root: Path) -> Iterator[Server]:
    """One process with all of SeaweedFS; ready when it takes a bucket."""
    root.mkdir()
    identity = {
        "name": USER,
        "credentials": [{"accessKey": USER, "secretKey": SECRET}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (root / "s3.json").write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
    names = ("master", "volume", "filer", "s3")
    ports = dict(zip((f"-{name}.port{kind}" for name in names for kind in ("", ".grpc")), _ports(8), strict=True))
    program = shutil.which("weed", path=str(Path(__import__("sys").executable).parent)) or "weed"
    words = [program, "server", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", f"-dir={root}", "-filer", "-s3"]
    words += [f"-s3.config={root}/s3.json", "-volume.max=4", "-master.volumeSizeLimitMB=16"]
    words += ["-master.telemetry=false", *(f"{name}={port}" for name, port in ports.items())]
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=subprocess.STDOUT)

    def stop() -> None:
        process.kill()
        process.wait()

    access = Access(USER, SECRET, f"http://127.0.0.1:{ports['-s3.port']}")
    try:
        _make_bucket(access)
        yield Server("s3://lindervoorde/team", access, stop)
    finally:
        stop()


def _make_bucket(access: Access) -> None:
    from botocore.exceptions import BotoCoreError, ClientError
    from s3fs import S3FileSystem

    files = S3FileSystem(
        key=access.user,
        secret=access.secret,
        endpoint_url=access.endpoint,
        skip_instance_cache=True,
        config_kwargs={"retries": {"max_attempts": 1}},
    )
    end = time.monotonic() + PATIENCE
    while True:
        try:
            files.mkdir("lindervoorde")
            return
        except (OSError, BotoCoreError, ClientError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)  # the one thing that a server that starts leaves to do


def _ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()
