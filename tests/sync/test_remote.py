"""The same folder on real servers: S3-compatible storage and WebDAV, with the same promises."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from outreach_app.store.tables import Setting
from outreach_app.sync import exchange, people
from outreach_app.sync.errors import SecretInAddress, ServerRefused, SharedFolderMissing, State
from outreach_app.sync.place import Server as Chosen
from outreach_app.sync.remote import Access, RemoteFolder, is_address, kinds
from tests.sync import servers
from tests.sync.conftest import MakeLaptop
from tests.sync.servers import Server

pytest.importorskip("fsspec", reason="the remote libraries are optional")
pytestmark = pytest.mark.skipif(set(kinds()) < {"s3", "webdav"}, reason="the remote libraries are optional")

START = {"s3": servers.s3, "webdav": servers.webdav}


@pytest.fixture(scope="module", params=["webdav", "s3"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    start: AbstractContextManager[Server] = START[request.param](tmp_path_factory.mktemp(request.param) / "server")
    with start as running:
        yield running


@pytest.fixture
def folder(server: Server, request: pytest.FixtureRequest) -> RemoteFolder:
    """A folder of its own for each test."""
    return RemoteFolder(f"{server.address}/{abs(hash(request.node.nodeid))}", server.access)


def test_names_are_written_once(folder: RemoteFolder) -> None:
    folder.put_once("aa/0000000001.seg", b"een")
    folder.put_once("aa/0000000001.seg", b"een")
    folder.put_once("team/b.mem", b"twee twee")

    with pytest.raises(FileExistsError):
        folder.put_once("aa/0000000001.seg", b"anders")
    assert sorted(one[:2] for one in folder.list()) == [("aa/0000000001.seg", 3), ("team/b.mem", 9)]
    assert [one.name for one in folder.list("team/")] == ["team/b.mem"]
    assert folder.read("aa/0000000001.seg") == b"een"
    with pytest.raises(FileNotFoundError):
        folder.read("aa/0000000002.seg")


def test_what_is_deleted_is_gone_and_a_new_folder_is_empty(folder: RemoteFolder) -> None:
    assert folder.list() == []
    folder.put_once("aa/1.seg", b"een")

    folder.delete("aa/1.seg")
    folder.delete("aa/1.seg")

    assert folder.list() == []


def test_a_team_works_over_it(folder: RemoteFolder, make_laptop: MakeLaptop) -> None:
    """Also with a file that is cut off, and with one that is gone: the same cure as on a share."""
    noor, sam = make_laptop(), make_laptop()
    people.found(noor.store, "Vlasakker", "Noor", folder)
    exchange.sync(noor.store, folder)
    people.ask(sam.store, "Sam", folder, None)
    people.admit(noor.store, folder, sam.fingerprint, "worker")
    sam.write("geen banken")
    exchange.sync(sam.store, folder)
    noor.write("geen licht")
    exchange.sync(noor.store, folder)
    exchange.sync(sam.store, folder)
    assert noor.titles() == sam.titles() == ["geen banken", "geen licht"]

    own = [one.name for one in folder.list() if one.name.startswith(sam.circle.device.log)]
    whole = folder.read(own[0])
    for name in own:
        folder.delete(name)
    folder.put_once(own[0], whole[:-10])
    healed = exchange.sync(sam.store, folder)

    assert State.REFILLED in {one.state for one in healed.details}
    assert whole in [folder.read(one.name) for one in folder.list(sam.circle.device.log)]


def test_the_wrong_secret_is_told_from_a_server_that_is_down(server: Server, folder: RemoteFolder) -> None:
    wrong = RemoteFolder(server.address, Access(server.access.user, "niet dit", server.access.endpoint))
    nobody = Access(server.access.user, server.access.secret, "http://127.0.0.1:9")

    with pytest.raises(ServerRefused):
        wrong.list()
    down = RemoteFolder("s3://weg/team" if server.access.endpoint else "webdav://127.0.0.1:9/team", nobody)
    with pytest.raises(SharedFolderMissing):
        down.list()
    with pytest.raises(SharedFolderMissing):
        down.put_once("aa/1.seg", b"een")
    assert folder.list() == []


def test_addresses_hold_no_secret(server: Server, folder: RemoteFolder, make_laptop: MakeLaptop) -> None:
    laptop = make_laptop()
    people.found(laptop.store, "Vlasakker", "Noor", folder)

    with laptop.store.read() as session:
        kept = " ".join(str(one.value) for one in session.query(Setting))
    assert server.access.secret not in kept + folder.place
    with pytest.raises(SecretInAddress):
        Chosen(folder.place.replace("://", "://noor:geheim@"), server.access).open()
    assert is_address(folder.place) and not is_address(str(Path.cwd())) and not is_address("C:\\share")
