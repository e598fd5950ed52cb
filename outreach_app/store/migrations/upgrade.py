"""Brings a database to the declared schema: Alembic run by code, all or nothing.

A new database is made from the declarations at once (a test proves that migrating gives the same). What is
derived from the records, the search index above all, is no business of a revision: it is made again here.
"""

import logging
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine

from outreach_app.store import search_index
from outreach_app.store.changes import CapturingSession, Writer
from outreach_app.store.errors import NewerDatabase, OlderDatabase
from outreach_app.store.merge import apply_what_waited
from outreach_app.store.schema import METADATA, SCHEMA, register_fields

log = logging.getLogger(__name__)

SCRIPTS = Path(__file__).parent


def version_of(connection: Connection) -> str | None:
    """The revision a database is at; None for a new file."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def refuse_newer(connection: Connection, *, readonly: bool) -> None:
    """Revisions are numbered, so a later number than ours was written by a later program."""
    version = version_of(connection)
    if version is not None and version > SCHEMA:
        raise NewerDatabase(version=version)
    if readonly and version != SCHEMA:
        raise OlderDatabase


def bring_up_to_date(engine: Engine, who: Writer, before: Callable[[], object] | None) -> None:
    """`before` is called before an older database is changed for good."""
    with engine.connect() as connection:
        version = version_of(connection)
        if version == SCHEMA and search_index.is_current(connection):
            return
    if version not in (None, SCHEMA) and before is not None:
        before()
    with CapturingSession(engine, who) as session, session.begin():
        connection = session.connection()
        if version is None:
            create(connection)
        elif version != SCHEMA:
            migrate(connection)
        register_fields(connection)
        search_index.build(connection)
        apply_what_waited(session)
    log.info("database at %s", SCHEMA)


def create(connection: Connection) -> None:
    METADATA.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version "
        "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (SCHEMA,))


def migrate(connection: Connection, target: str = "head") -> None:
    """Run the revisions from where the database is, inside the transaction of `connection`."""
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(SCRIPTS))
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda revision, _context: scripts._upgrade_revs(target, revision)},
    )
    with Operations.context(context):
        context.run_migrations()
