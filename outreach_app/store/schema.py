"""The bookkeeping of sync, beside the records: versions of cells, what was erased, what waits."""

from typing import Final

from sqlalchemy import (
    BLOB,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)

from outreach_app.domain.records import RECORDS
from outreach_app.store import tables
from outreach_app.store.columns import shape_of

SCHEMA: Final = "0018"
"""The newest revision in migrations/versions; a test keeps the two equal, so that opening needs no Alembic."""

METADATA: MetaData = tables.Setting.metadata
"""Every table: the records, those below, and this laptop's own, which importing `tables` declares."""

Table(
    "field",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("tbl", String, nullable=False),
    Column("name", String, nullable=False),
    Column("known", Boolean, nullable=False),
    UniqueConstraint("tbl", "name"),
    comment="Local numbers of columns. Unknown ones belong to newer programs: their values wait in edit.",
)
Table(
    "edit",
    METADATA,
    Column("row", BLOB, primary_key=True),
    Column("col", Integer, primary_key=True),
    Column("stamp", BigInteger, primary_key=True),
    Column("author", BigInteger, primary_key=True),
    Column("dead", Integer, nullable=False),
    Column("value", BLOB),  # BLOB is no affinity: numbers stay numbers, text stays text
    sqlite_with_rowid=False,
    comment="Every version of a touched cell. dead: 0 live, 1 replaced, 2 replaced before it was received.",
)
Table("erased", METADATA, Column("id", BLOB, primary_key=True), sqlite_with_rowid=False)
Table(
    "parked",
    METADATA,
    Column("tbl", String, primary_key=True),
    Column("row", BLOB, primary_key=True),
    Column("stamp", BigInteger, primary_key=True),
    Column("author", BigInteger, primary_key=True),
    Column("team", BLOB, nullable=False),
    Column("patch", BLOB, nullable=False),
    sqlite_with_rowid=False,
    comment="Patches of tables that only newer programs know.",
)
Table(
    "outbox",
    METADATA,
    Column("n", Integer, primary_key=True),
    Column("row", BLOB, nullable=False),
    Column("patch", BLOB, nullable=False),
    comment="Patches of this laptop that are in no segment yet.",
)


def numbers_of(connection: Connection) -> dict[tuple[str, str], int]:
    """The local number of every column by (table, name), unknown ones too."""
    rows = connection.exec_driver_sql("SELECT tbl, name, n FROM field")
    return {(table, name): n for table, name, n in rows}


def register_fields(connection: Connection) -> None:
    """Give every declared column its local number; numbers given before stay."""
    connection.exec_driver_sql(
        "insert or ignore into field(tbl, name, known) values (?, ?, 1)",
        [(record.__tablename__, name) for record in RECORDS for name in shape_of(record).columns],
    )
