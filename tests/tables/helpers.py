"""What the tests of imports share: a file of five rows, and ways to look at what became of it."""

from pathlib import Path
from typing import Any, TypeVar

from outreach_app.domain.records import (
    RECORDS,
    Record,
)
from outreach_app.store import records
from outreach_app.store.database import Store
from outreach_app.tables.importing import (
    ImportReport,
    import_file,
)

HEADER = "date,area,spot,group_size,who,domains,needs,note\n"
ROWS = """2026-11-19,Vlasakker,Plein,6,youth,leisure;work,Te weinig banken,kort
2026-11-19,VLASAKKER,plein,2,parents,,,
2026-11-19,Vlasakker,Hal,0,,,,
2026-11-19,Centrum,,3,,,te weinig BANKEN; Geen licht,
2026-11-20,Vlasakker,Plein,1,,,,
"""

R = TypeVar("R", bound=Record)


def run(store: Store, path: Path, kind: str = "rounds", **given: Any) -> ImportReport:
    return import_file(store, kind, path, **given)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.read, report.created, report.unchanged, len(report.rejected)


def all_of(store: Store, record: type[R], **where: str) -> list[R]:
    with store.read() as session:
        return records.listed(session, record, where)


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    with store.read() as session:
        return {kind.slug: [records.as_json(row) for row in records.listed(session, kind)] for kind in RECORDS}
