"""What came of a sync, counted in changes, with every file that needs a word."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from outreach_app.i18n import gettext
from outreach_app.sync.errors import State


@dataclass(frozen=True)
class FileReport:
    """A file of the folder that is named in a report. Without a name it speaks of the folder as a whole."""

    name: str
    state: str
    """One of errors.State."""
    source: str = ""
    """The reason as a source text."""

    @property
    def reason(self) -> str:
        """Why, in the current language."""
        return gettext(self.source)


@dataclass
class SyncReport:
    """Counts are of changes (one new record, or one edit of one), `damaged` of files, `conflicts` of fields."""

    published: int = 0
    """Sent to the folder by this sync."""
    applied: int = 0
    """Received from others and merged."""
    pending: int = 0
    """Still to be sent."""
    missing: int = 0
    """Known to exist, as others have read them, but not received."""
    damaged: int = 0
    """Files that are cut off or altered, or say what they should not: set aside, the rest goes on."""
    conflicts: int = 0
    details: list[FileReport] = field(default_factory=list)
    publishing: bool = True
    """False: the folder could be read but not written."""
    cancelled: bool = False
    digest_now: Callable[[], str] = str

    @cached_property
    def digest(self) -> str:
        """Of all that is shared: equal on laptops that hold the same. Made when first asked for, with the vault
        open: it reads every record, which nobody should wait for at each quiet sync."""
        return self.digest_now()

    def name(self, name: str, state: State, source: str) -> None:
        self.details.append(FileReport(name, state, source))
        if state in (State.DAMAGED, State.QUARANTINED):
            self.damaged += 1

    def as_json(self, *, details: bool = False) -> dict[str, Any]:
        counts = ("published", "applied", "pending", "missing", "damaged", "conflicts", "digest")
        answer: dict[str, Any] = {name: getattr(self, name) for name in counts}
        if details:
            answer["details"] = [
                {"name": one.name, "state": str(one.state), "reason": one.reason} for one in self.details
            ]
        return answer
