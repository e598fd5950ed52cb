"""A database of any version comes to the declared schema, whole or not at all, and a newer one is left alone."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select

from outreach_app.domain.records import Area
from outreach_app.store.database import Store
from outreach_app.store.errors import NewerDatabase
from outreach_app.store.migrations import upgrade
from outreach_app.store.schema import SCHEMA
from tests.conftest import KEY

AHEAD = f"{int(SCHEMA) + 1:04}"
NEXT = f"""
from alembic import op
from sqlalchemy import Column, String

revision = "{AHEAD}"
down_revision = "{SCHEMA}"


def upgrade():
    op.create_table("other", Column("name", String))
    with op.batch_alter_table("area") as table:
        table.add_column(Column("extra", String, nullable=False, server_default="unknown"))
    {{then}}
"""


@pytest.fixture
def older(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the next revision goes, for a program that is one ahead of its database."""
    with store.write() as session:
        session.add(Area(name="Vlasakker"))
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.SCRIPTS / "versions", scripts / "versions")
    monkeypatch.setattr(upgrade, "SCRIPTS", scripts)
    monkeypatch.setattr(upgrade, "SCHEMA", AHEAD)
    return scripts / "versions" / f"r{AHEAD}_next.py"


def version(store: Store) -> str | None:
    with store.read() as session:
        return upgrade.version_of(session.connection())


def tables(store: Store) -> set[str]:
    with store.read() as session:
        return set(session.connection().exec_driver_sql("SELECT name FROM sqlite_master").scalars())


def areas(store: Store) -> list[str]:
    with store.read() as session:
        return list(session.scalars(select(Area.name)))


def structure(connection: Connection) -> dict[str, Any]:
    """Tables, columns, keys and indexes, in whatever order they were made."""

    def rows(pragma: str, *of: int) -> list[Any]:
        return sorted(tuple(row[at] for at in of) for row in connection.exec_driver_sql(f"PRAGMA {pragma}"))

    found = {}
    for _schema, name, _type, _columns, without_rowid, strict in connection.exec_driver_sql("PRAGMA table_list"):
        if not name.startswith(("search", "sqlite_")):
            indexes = connection.exec_driver_sql(f"PRAGMA index_list('{name}')").all()
            found[name] = (
                without_rowid,
                strict,
                rows(f"table_xinfo('{name}')", 1, 2, 3, 5, 6),
                rows(f"foreign_key_list('{name}')", 2, 3, 4),
                sorted((index[2], index[3], rows(f"index_xinfo('{index[1]}')", 0, 2, 5)) for index in indexes),
            )
    return found


def test_migrating_gives_what_is_declared(tmp_path: Path) -> None:
    migrated, declared = Store(tmp_path / "migrated.db", KEY), Store(tmp_path / "declared.db", KEY)
    with migrated.write() as session:
        upgrade.migrate(session.connection())
    with declared.write() as session:
        upgrade.create(session.connection())
    with migrated.read() as ours, declared.read() as theirs:
        assert structure(ours.connection()) == structure(theirs.connection())
    for store in (migrated, declared):
        store.migrate()
        assert version(store) == SCHEMA == ScriptDirectory(str(upgrade.SCRIPTS)).get_current_head()
        store.close()


def test_a_copy_can_be_made_before_an_upgrade(store: Store, older: Path, tmp_path: Path) -> None:
    older.write_text(NEXT.format(then=""))
    copies: list[Path] = []

    def copy() -> None:
        copies.append(tmp_path / f"copy-{len(copies)}.db")
        store.copy_to(copies[-1])

    store.migrate(before=copy)
    store.migrate(before=copy)

    assert version(store) == AHEAD and "other" in tables(store) and areas(store) == ["Vlasakker"]
    [made] = copies
    before = Store(made, KEY)
    assert version(before) == SCHEMA and areas(before) == ["Vlasakker"]
    before.close()


def test_a_failing_upgrade_changes_nothing(store: Store, older: Path) -> None:
    older.write_text(NEXT.format(then="raise LookupError"))

    with pytest.raises(LookupError):
        store.migrate()

    assert version(store) == SCHEMA and "other" not in tables(store) and areas(store) == ["Vlasakker"]


@pytest.mark.parametrize("readonly", [False, True])
def test_a_newer_database_is_left_alone(store: Store, readonly: bool) -> None:
    with store.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    content = store.path.read_bytes()
    newer = Store(store.path, KEY, readonly=readonly)
    with pytest.raises(NewerDatabase, match="9999"):
        newer.migrate()
    newer.close()
    assert store.path.read_bytes() == content
