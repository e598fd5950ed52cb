"""What came of a sync, counted in changes, with every file that needs a word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from outreach_app.i18n import gettext
from outreach_app.store.choices import Choice, Said
from outreach_app.sync import people
from outreach_app.sync.errors import State
from outreach_app.sync.ledger import Gap


@dataclass(frozen=True)
class FileReport:
    """A file of the folder that is named in a report. Without a name it speaks of the folder as a whole."""

    name: str
    state: str
    """One of errors.State."""
    source: str = ""
    """The reason as a source text."""
    since: int = 0
    """When it was first seen, in milliseconds since 1970; 0 where that is not remembered."""

    @property
    def reason(self) -> str:
        """Why, in the current language."""
        return gettext(self.source)

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "state": str(self.state), "reason": self.reason}


@dataclass(frozen=True)
class Carried:
    """Changes that travel together. Never what is in them."""

    name: str
    """Of their segment; empty as long as they are in none."""
    author: str
    """Name of who wrote them, where that is known."""
    changes: int
    kinds: Mapping[str, int]
    """How many are of which kind of record, by slug; none where the segment cannot be opened here."""

    def as_json(self) -> dict[str, Any]:
        return {"file": self.name, "author": self.author, "changes": self.changes, "kinds": dict(self.kinds)}


@dataclass(frozen=True)
class Details:
    """What stands behind the counts of a report."""

    published: Sequence[Carried] = ()
    applied: Sequence[Carried] = ()
    pending: Sequence[Carried] = ()
    missing: Sequence[tuple[Gap, str]] = ()
    """Gaps in logs, and whose they are."""
    conflicts: Sequence[Choice] = ()

    def as_json(self) -> dict[str, Any]:
        carried = {
            name: [one.as_json() for one in getattr(self, name)] for name in ("published", "applied", "pending")
        }
        missing = [
            {"log": gap.log, "from": gap.first, "to": gap.last, "author": author} for gap, author in self.missing
        ]
        return {**carried, "missing": missing, "conflicts": [_conflict(one) for one in self.conflicts]}


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
    advice: list[FileReport] = field(default_factory=list)
    """What would be wise; nothing is wrong."""
    tidied: int = 0
    """Files deleted in the folder because a snapshot stands for them, with `tidied_bytes` in all."""
    tidied_bytes: int = 0
    dropped: int = 0
    """Segments dropped on this laptop for the same reason."""
    erased: bool = False
    """Something went for good here: records, or a name that was struck out."""
    publishing: bool = True
    """False: the folder could be read but not written."""
    cancelled: bool = False
    sent: list[bytes] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    """Hashes of the segments that `published` and `applied` count."""
    digest_now: Callable[[], str] = str
    listed_now: Callable[[], Details] = Details

    @cached_property
    def digest(self) -> str:
        """Of all that is shared: equal on laptops that hold the same. Made when first asked for, with the vault
        open: it reads every record, which nobody should wait for at each quiet sync."""
        return self.digest_now()

    @cached_property
    def listed(self) -> Details:
        """What was counted, one by one. Made when first asked for, with the vault open."""
        return self.listed_now()

    @property
    def notices(self) -> list[FileReport]:
        """What is to be said of this laptop or of the folder as a whole."""
        return [*(one for one in self.details if not one.name), *self.advice]

    @property
    def alarming(self) -> list[FileReport]:
        """Files that will not come right by themselves: what is not whole has had a day to arrive."""
        return [one for one in self.details if one.state in (State.DAMAGED, State.QUARANTINED, State.FORK)]

    def name(self, name: str, state: State, source: str, since: int = 0) -> None:
        self.details.append(FileReport(name, state, source, since))
        if state in (State.DAMAGED, State.INCOMPLETE, State.QUARANTINED):
            self.damaged += 1

    def as_json(self, *, details: bool = False) -> dict[str, Any]:
        counts = ("published", "applied", "pending", "missing", "damaged", "conflicts", "digest")
        answer: dict[str, Any] = {name: getattr(self, name) for name in counts}
        if details:
            answer["details"] = {
                **self.listed.as_json(),
                "files": [one.as_json() for one in self.details if one.name],
                "notices": [one.as_json() for one in self.notices],
            }
        return answer


def _conflict(choice: Choice) -> dict[str, Any]:
    return {
        "kind": choice.record.slug,
        "id": choice.id,
        "title": choice.title,
        "field": choice.field,
        "versions": [_version(one) for one in choice.versions],
    }


def _version(said: Said) -> dict[str, Any]:
    version = {"value": said.value, "author": said.author, "time": people.moment(said.at)}
    return {"field": said.field, **version} if said.field else version
