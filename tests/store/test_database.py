"""Opening, closing, locking, and what its user is told when the disk or the file fails."""

import shutil
import threading
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select, text

from outreach_app.domain.records import Area
from outreach_app.errors import OutreachError
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.store.errors import DatabaseDamaged, DatabaseUnreachable, OlderDatabase, ReadOnly, StoreFull
from outreach_app.store.trouble import told
from tests.conftest import KEY, TEAM, MakeStore


def names(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Area.name).order_by(Area.n)))


def test_the_file_says_nothing_without_its_key(store: Store) -> None:
    with store.write() as session:
        session.add(Area(name="Vlasakker"))
    store.close()
    raw = store.path.read_bytes()
    assert b"Vlasakker" not in raw and not raw.startswith(b"SQLite")
    with pytest.raises(DatabaseDamaged, match="damaged"):
        Store(store.path, bytes(32))
    again = Store(store.path, KEY)
    assert names(again) == ["Vlasakker"] and (again.author, again.team) == (1, TEAM)
    again.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Geachte college, " * 500)
    with pytest.raises(DatabaseDamaged) as caught:
        Store(tmp_path / "letter.txt", KEY)
    assert "letter.txt" in str(caught.value) and caught.value.what_now
    for readonly in (False, True):
        with pytest.raises(DatabaseUnreachable):
            Store(tmp_path / "nowhere" / "vault.db", KEY, readonly=readonly)


def test_an_error_takes_the_whole_transaction_back(store: Store) -> None:
    with pytest.raises(LookupError), store.write() as session:
        session.add(Area(name="Vlasakker"))
        session.flush()
        raise LookupError
    assert names(store) == []


def test_a_disk_too_full_to_open_a_database_on_is_said_to_be_full(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening needs a page for its log too; the system answers as if the disk were broken."""
    broken = sqlcipher.OperationalError("disk I/O error")
    broken.sqlite_errorcode = sqlcipher.SQLITE_IOERR
    room = shutil.disk_usage(store.path.parent)

    for free, kind in ((0, StoreFull), (1 << 30, DatabaseUnreachable)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _path, free=free: room._replace(free=free))
        with pytest.raises(kind), told(store.path):
            raise broken


def test_a_full_disk_is_told_and_nothing_is_half_done(store: Store) -> None:
    with store.write() as session:
        session.add(Area(name="Vlasakker"))
    with store.write() as session:
        session.execute(text("PRAGMA max_page_count = 1"))  # no more than there are now
    with pytest.raises(StoreFull), store.write() as session:
        session.add_all([Area(name="Te veel", context="x" * 5000) for _ in range(200)])
    assert names(store) == ["Vlasakker"]


def test_a_second_process_reads_along_and_cannot_write(store: Store) -> None:
    reader = Store(store.path, KEY, readonly=True)
    with store.write() as session:
        session.add(Area(name="Vlasakker"))
    assert names(reader) == ["Vlasakker"]
    with pytest.raises(ReadOnly), reader.write():
        pass
    with pytest.raises(ReadOnly), reader.read() as session:
        session.execute(text("CREATE TABLE other(x)"))
    reader.migrate()
    reader.close()


def test_an_unmade_database_cannot_be_read_along(tmp_path: Path) -> None:
    Store(tmp_path / "new.db", KEY).close()
    reader = Store(tmp_path / "new.db", KEY, readonly=True)
    with pytest.raises(OlderDatabase):
        reader.migrate()
    reader.close()


def test_writers_wait_for_each_other_and_readers_for_nobody(store: Store) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with store.write() as session:
            session.add(Area(name="Eerst"))
            session.flush()
            inside.set()
            go_on.wait(10)

    def quick() -> None:
        with store.write() as session:
            session.add(Area(name="Dan"))

    first, second = threading.Thread(target=slow), threading.Thread(target=quick)
    first.start()
    inside.wait(10)
    second.start()
    assert names(store) == []
    go_on.set()
    first.join()
    second.join()
    assert names(store) == ["Eerst", "Dan"]


def test_one_job_is_one_session(store: Store) -> None:
    with store.write(), pytest.raises(RuntimeError), store.write():
        pass
    with store.read(), pytest.raises(RuntimeError), store.read():
        pass
    assert names(store) == []


def test_nobody_writes_before_being_identified(tmp_path: Path) -> None:
    store = Store(tmp_path / "new.db", KEY)
    store.migrate()
    with pytest.raises(RuntimeError), store.write() as session:
        session.add(Area(name="Vlasakker"))
    store.close()


@pytest.mark.parametrize("value", ["nl", "", 0, False, None, [], {"a": 1}])
def test_settings_keep_what_was_put(store: Store, value: object) -> None:
    with store.write() as session:
        settings.put(session, settings.FOLDER, "fr")
        settings.put(session, settings.FOLDER, value)
    with store.read() as session:
        assert settings.get(session, settings.FOLDER, "en") == value
        assert settings.get(session, settings.WORKER, "nobody") == "nobody"


def test_the_parameters_of_a_failed_statement_stay_out_of_sight(make_store: MakeStore) -> None:
    store = make_store()
    with pytest.raises(Exception) as caught, store.write() as session:
        session.execute(text("INSERT INTO setting VALUES (:name, NULL)"), {"name": "geheim"})
    assert "geheim" not in str(caught.value) and not isinstance(caught.value, OutreachError)
