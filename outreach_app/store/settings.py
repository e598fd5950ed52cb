"""Settings of this laptop, in the encrypted database. What a whole team shares is a record instead."""

from typing import Any, Final

from sqlalchemy.orm import Session

from outreach_app.store.tables import Setting

FOLDER: Final = "folder"
"""Where the shared folder is, as text."""
WORKER: Final = "worker"
"""Id of the worker whose vault this is."""
TEAM: Final = "team"
"""Id of the team this vault belongs to; new records carry it."""
OTHER_TEAMS: Final = "other_teams"
"""Teams whose bundles were read into this vault: id to fingerprint."""
AUTHOR: Final = "author"
"""The first 63 bits of this laptop's log id: who stamps what is written here."""
LOG: Final = "log"
"""Id of the log this laptop appends to."""
OLD_SNAPSHOTS: Final = "old_snapshots"
"""Ids of snapshots that newer ones replaced: their files are known wherever they reappear."""

IMPORT_MAPS: Final = "import_maps"
"""How spreadsheets were read: by what they hold and the names of their columns, the map that was used."""
STRUCK: Final = "strikes"
"""How many times a person was struck out on this laptop."""
LEFT: Final = "left"
"""Paths of files that were to be written outside the vault: a program that was killed may have left a half one."""
SCRUB: Final = "scrub"
"""Whether something was erased, and the log beside the database may still hold it."""


def get(session: Session, name: str, default: Any = None) -> Any:
    """The value as it was put (anything JSON can hold), else `default`."""
    setting = session.get(Setting, name)
    return default if setting is None else setting.value["value"]


def put(session: Session, name: str, value: Any) -> None:
    # Wrapped, because the column reads every empty value as "nothing".
    session.merge(Setting(name=name, value={"value": value}))
