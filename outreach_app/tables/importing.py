"""A spreadsheet into the store: detect, map, read, plan, write; or only say what would happen."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy.orm import Session

from outreach_app.domain.fields import Field, Id, Kind
from outreach_app.domain.values import DateOrder, Reader, Unreadable
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, gettext, number
from outreach_app.store import import_undo, imports
from outreach_app.store.database import Store
from outreach_app.store.import_figures import plan_figures
from outreach_app.store.import_undo import Undone
from outreach_app.store.imports import FileRow, Plan, Refusal
from outreach_app.store.listing import vocabularies
from outreach_app.store.refusals import BadValue
from outreach_app.tables.mapping import ImportMap, NoColumnFor, UnknownTarget, placed, read_mapping
from outreach_app.tables.reader import read_sheet
from outreach_app.tables.rows import RowReader, date_order, identities
from outreach_app.tables.sheet import BadOption, Options, Sheet
from outreach_app.tables.targets import KINDS, NAMED, NEEDED, targets

__all__ = [
    "ORDERS",
    "ImportMap",
    "ImportReport",
    "ImportStopped",
    "NothingImported",
    "Options",
    "Undone",
    "import_file",
    "read_mapping",
    "undo_import",
]

Progress = Callable[[int, int], None]

_DETECTED = {
    "format": N_("format"),
    "sheet": N_("sheet"),
    "delimiter": N_("delimiter"),
    "encoding": N_("encoding"),
    "date_order": N_("order of dates"),
}
ORDERS = ("dmy", "mdy", "ymd")
_AT_ONCE = 500
"""Rows that are read between two words about it."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do; all counts are of rows."""

    read: int
    created: int
    unchanged: int
    rejected: tuple[Refusal, ...]
    ignored_columns: tuple[str, ...]
    import_id: Id | None
    """None where nothing was written."""
    detected: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "read": self.read,
            "created": self.created,
            "unchanged": self.unchanged,
            "rejected": [asdict(refusal) for refusal in self.rejected],
            "ignored_columns": list(self.ignored_columns),
            "import_id": self.import_id,
            "detected": dict(self.detected),
        }

    def lines(self) -> list[str]:
        """The report for people."""
        told = [
            _("Read as: {found}").format(found=", ".join(self._found())),
            _("{read} rows read: {created} created, {unchanged} unchanged, {rejected} rejected.").format(
                read=number(self.read),
                created=number(self.created),
                unchanged=number(self.unchanged),
                rejected=number(len(self.rejected)),
            ),
        ]
        if self.detected.get("date_order_guessed"):
            told.append(_("Day and month could be swapped: the day was taken first. Say so if that is wrong."))
        if self.ignored_columns:
            told.append(_("Columns not used: {columns}").format(columns=", ".join(self.ignored_columns)))
        told += [
            _("Line {line}, {field}: “{value}”. {reason}").format(**asdict(refusal)) for refusal in self.rejected
        ]
        if self.import_id:
            told.append(_("To undo this: import undo {id}").format(id=self.import_id))
        return told

    def _found(self) -> list[str]:
        names = {"\t": "tab"}
        return [
            f"{gettext(label)} {names.get(self.detected[name], self.detected[name])}"
            for name, label in _DETECTED.items()
            if name in self.detected
        ]


class ImportStopped(OutreachError):
    message = N_("The import was stopped.")
    advice = N_("Nothing was written.")


class NothingImported(OutreachError):
    """No row of the file could be read. `report` says why, row by row."""

    message = N_("No row of {file} could be imported. {first}")
    advice = N_("Nothing was changed. Compare its columns and values with what a map can say, and try --dry-run.")

    def __init__(self, file: Path, report: ImportReport) -> None:
        if report.rejected:
            refusal = report.rejected[0]
            where = f"{refusal.field}: “{refusal.value}”. " if refusal.field else ""
            first = _("The first, line {line}: {what}").format(line=refusal.line, what=where + refusal.reason)
        else:
            first = _("It has no rows below its header.")
        super().__init__(file=file.name, first=first)
        self.report = report

    def as_json(self) -> dict[str, Any]:
        return {**super().as_json(), **self.report.as_json()}


def import_file(
    store: Store,
    kind: str,
    path: Path,
    *,
    mapping: ImportMap | None = None,
    given: Mapping[str, str] | None = None,
    options: Options | None = None,
    dry_run: bool = False,
    worker: Id | None = None,
    progress: Progress | None = None,
    sheet: Sheet | None = None,
) -> ImportReport:
    """Import a kind of record. `given` are texts for fields where the file has none; `worker` walked the rounds
    that name nobody; `sheet` is the file as it was read before. Everything is written in one transaction, or
    nothing: `progress` may raise ImportStopped.

    Raises what `read_sheet` and `placed` raise, NoColumnFor, BadValue for a given value, and NothingImported.
    """
    if kind not in KINDS:
        raise BadOption(value=kind, option=_("kind of import"), possible=", ".join(KINDS))
    options = options or Options()
    if options.date_order and options.date_order not in ORDERS:
        raise BadOption(value=options.date_order, option=_("order of dates"), possible=", ".join(ORDERS))
    sheet = sheet or read_sheet(path, options)
    told = progress or (lambda _done, _of: None)
    job = _Job(store, kind, path, sheet, mapping or ImportMap(), dict(given or {}), options, worker, told)
    if dry_run:
        with store.read() as session:
            return job.report(job.plan(session), None)
    with store.write() as session:
        plan = job.plan(session)
        new = imports.write(session, kind, plan, store.clock.milliseconds(), job.written) if plan.made else None
        return job.report(plan, new)


def undo_import(store: Store, import_id: str, dry_run: bool = False) -> Undone:
    """Take back an import, or only say what that would undo. Raises NoSuchImport, AlreadyUndone."""
    with store.read() if dry_run else store.write() as session:
        return import_undo.undo(session, import_id, dry_run=dry_run)


@dataclass
class _Job:
    """One file on its way in."""

    store: Store
    kind: str
    path: Path
    sheet: Sheet
    mapping: ImportMap
    given: dict[str, str]
    options: Options
    worker: Id | None
    progress: Progress

    def __post_init__(self) -> None:
        self.ignored: tuple[str, ...] = ()
        self.detected: dict[str, Any] = dict(self.sheet.detected)

    def plan(self, session: Session) -> Plan:
        terms = vocabularies(session)
        reader = self._reader(targets(self.kind, terms), terms)
        ids = identities(self.kind, self.sheet)
        known = imports.known(session, ids)
        rows: list[FileRow] = []
        before: list[FileRow] = []
        refused: list[Refusal] = []
        for n, (line, identity) in enumerate(zip(self.sheet.lines, ids, strict=True)):
            if n % _AT_ONCE == 0:
                self.progress(n, 2 * len(ids))
            row = reader.row(line, identity)
            if identity in known:
                before.append(row if isinstance(row, FileRow) else FileRow(line.number, identity, {}))
            elif isinstance(row, FileRow):
                rows.append(row)
            else:
                refused.append(row)
        if self.kind == "rounds":
            plan = imports.plan_rounds(
                session,
                rows,
                before,
                self.store.team,
                self.worker,
                self.store.clock.today(),
                counted="group_size" in reader.filled,
            )
        else:
            plan = (
                plan_figures(session, rows, self.store.team, self.store.clock.today())
                if self.kind == "area-figures"
                else imports.plan_named(session, NAMED[self.kind], rows, self.store.team)
            )
            plan.unchanged += len(before)
        plan.refused = sorted([*refused, *plan.refused], key=lambda refusal: refusal.line)
        return plan

    def written(self, done: int, of: int) -> None:
        """The writing is the second half of the way."""
        whole = len(self.sheet.lines)
        self.progress(whole + whole * done // max(of, 1), 2 * whole)

    def _reader(self, fields: Mapping[str, Field], terms: Vocabularies) -> RowReader:
        places = placed(self.sheet.columns, fields, self.mapping)
        self.ignored = tuple(
            name
            for place, name in enumerate(self.sheet.columns)
            if place not in places and name not in self.mapping.ignore
        )
        for name in self.given:
            if name not in fields:
                raise UnknownTarget(name, fields)
        for group in NEEDED[self.kind] if self.sheet.lines else ():
            if not {*group} & {*places.values(), *self.given}:
                raise NoColumnFor(fields[group[0]], self.sheet.columns)
        order = self._date_order(fields, places)
        today = self.store.clock.today()
        reader = RowReader(
            fields, places, self.mapping, self.given, Reader(terms, _unresolved, today=today, date_order=order)
        )
        for name, text in self.given.items():
            try:
                reader.check(name, text)
            except Unreadable as error:
                raise BadValue(fields[name], text, error.reason) from None
        return reader

    def _date_order(self, fields: Mapping[str, Field], places: Mapping[int, str]) -> DateOrder:
        """Given or detected, and told either way."""
        dates = [place for place, name in places.items() if fields[name].kind is Kind.DATE]
        if self.options.date_order:
            order, sure = cast(DateOrder, self.options.date_order), True
        elif dates:
            order, sure = date_order(line.cells[place] for line in self.sheet.lines for place in dates)
        else:
            return "dmy"
        self.detected["date_order"] = order
        if not sure:
            self.detected["date_order_guessed"] = True
        return order

    def report(self, plan: Plan, import_id: Id | None) -> ImportReport:
        """Raises NothingImported where there is nothing to report but refusals."""
        report = ImportReport(
            read=len(self.sheet.lines),
            created=len(plan.made),
            unchanged=plan.unchanged,
            rejected=tuple(plan.refused),
            ignored_columns=self.ignored,
            import_id=import_id,
            detected=self.detected,
        )
        if not report.created and not report.unchanged:
            raise NothingImported(self.path, report)
        return report


def _unresolved(table: str, text: str) -> Id:
    raise AssertionError("names in a file are resolved when its rows are planned")
