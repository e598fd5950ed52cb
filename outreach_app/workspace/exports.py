"""The export register of an open vault."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.paths import half_of
from outreach_app.store import exports

if TYPE_CHECKING:
    from outreach_app.workspace.opened import Workspace


@dataclass(frozen=True)
class ExportLine:
    """One line of the register: ISO date, code of the kind, name of the worker."""

    date: str
    kind: str
    recipient: str
    count: int
    worker: str

    @property
    def label(self) -> str:
        """The kind in words."""
        return Vocabularies().label("export_kind", self.kind)

    def as_json(self) -> dict[str, Any]:
        return {
            "date": self.date,
            "kind": self.kind,
            "recipient": self.recipient,
            "count": self.count,
            "worker": self.worker,
        }


class Exports:
    def __init__(self, workspace: "Workspace") -> None:
        self._workspace = workspace

    def record(self, kind: str, recipient: str = "", count: int = 1, path: Path | None = None) -> bool:
        """Writes down that data leaves encryption, before it does; `path` is the file that is to be written.

        False where the vault is open to read only.
        """
        workspace = self._workspace
        if workspace.readonly:
            return False
        with workspace.store.write() as session:
            exports.note(session, kind, recipient, count, workspace.worker, workspace.clock.today(), path)
        return True

    def clear_halves(self) -> int:
        """Deletes what a killed program left half-written; how many. Blocks: asks each disk that files went to."""
        workspace = self._workspace
        if workspace.readonly:
            return 0
        with workspace.store.read() as session:
            written = exports.written_to(session)
        sure, cleared = [], 0
        for name in written:
            half = half_of(Path(name))
            with suppress(OSError):
                if half.parent.is_dir():
                    cleared += half.is_file()
                    half.unlink(missing_ok=True)
                    sure.append(name)
        if sure:
            with workspace.store.write() as session:
                exports.forget_written(session, sure)
        return cleared

    def list(self) -> list[ExportLine]:
        """Newest first: the team's for a coordinator, the own ones for a worker."""
        with self._workspace.store.read() as session:
            return [
                ExportLine(
                    date=line.date.isoformat() if line.date else "",
                    kind=line.kind,
                    recipient=line.recipient,
                    count=line.count,
                    worker=worker,
                )
                for line, worker in exports.listed(session, self._workspace.actor)
            ]

    def holding(self) -> int:
        """How many records a bundle of everything carries."""
        with self._workspace.store.read() as session:
            return exports.holding(session)
