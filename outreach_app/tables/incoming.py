"""A spreadsheet into an open vault: a backup first, then all of it or nothing, and its map is kept."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Id
from outreach_app.store import settings
from outreach_app.store.database import Store
from outreach_app.tables.importing import ImportMap, ImportReport, ImportStopped, Options, Progress, import_file
from outreach_app.tables.sheet import Sheet

_MOST = 40
"""Maps that are kept: the longest unused goes first."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file and how it is to be read."""

    kind: str
    path: Path
    sheet: Sheet | None = None
    mapping: ImportMap = field(default_factory=ImportMap)
    given: Mapping[str, str] = field(default_factory=dict)
    options: Options = field(default_factory=Options)


def try_out(store: Store, worker: Id | None, incoming: Incoming, progress: Progress | None = None) -> ImportReport:
    """What an import would do; writes nothing. Raises as `import_file`."""
    return _import(store, worker, incoming, progress, dry_run=True)


def take_in(
    store: Store,
    worker: Id | None,
    incoming: Incoming,
    backup: Callable[[], Path],
    progress: Progress | None = None,
) -> ImportReport:
    """`backup` makes one and says where. Raises as `import_file`; one that is stopped leaves nothing behind, the
    backup neither."""
    made = backup()
    try:
        return _import(store, worker, incoming, progress, dry_run=False)
    except ImportStopped:
        made.unlink(missing_ok=True)
        raise


def _import(
    store: Store, worker: Id | None, incoming: Incoming, progress: Progress | None, *, dry_run: bool
) -> ImportReport:
    return import_file(
        store,
        incoming.kind,
        incoming.path,
        mapping=incoming.mapping,
        given=incoming.given,
        options=incoming.options,
        dry_run=dry_run,
        worker=worker,
        progress=progress,
        sheet=incoming.sheet,
    )


def remember(session: Session, incoming: Incoming) -> None:
    """For the next file with these columns."""
    if incoming.sheet is None:
        return
    kept: dict[str, Any] = settings.get(session, settings.IMPORT_MAPS, {})
    key = _key(incoming.kind, incoming.sheet.columns)
    kept.pop(key, None)
    kept[key] = {
        "columns": dict(incoming.mapping.columns),
        "values": {name: dict(said) for name, said in incoming.mapping.values.items()},
        "ignore": sorted(incoming.mapping.ignore),
        "given": dict(incoming.given),
    }
    settings.put(session, settings.IMPORT_MAPS, dict(list(kept.items())[-_MOST:]))


def remembered(session: Session, kind: str, columns: Sequence[str]) -> tuple[ImportMap, dict[str, str]] | None:
    """How a file with these columns was read before, and the values it was given."""
    found = settings.get(session, settings.IMPORT_MAPS, {}).get(_key(kind, columns))
    if found is None:
        return None
    said = dict(found)
    given = said.pop("given")
    return ImportMap.of(said), given


def _key(kind: str, columns: Sequence[str]) -> str:
    text = json.dumps([kind, sorted(columns)], ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
