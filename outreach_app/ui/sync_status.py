"""How sync stands, in words, an icon and a colour: what follows from what is known, most pressing first."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, day, ngettext

if TYPE_CHECKING:  # the lock screen runs before SQLAlchemy is imported
    from outreach_app.sync.standing import Standing
    from outreach_app.workspace import SyncReport

WARN_DAYS, NAG_DAYS = 14, 30
"""Without a sync that worked."""
_MANY_DAYS = timedelta(days=6)


class State(Enum):
    """What the indicator shows: its icon and colour token."""

    ALONE = ("laptop", "text2")
    OUT = ("ban", "red")
    PAUSED = ("history", "amber")
    BUSY = ("refresh-cw", "blue")
    WAITING = ("cloud", "text2")
    UNREACHABLE = ("cloud-off", "amber")
    APART = ("cloud-off", "red")
    CHOICES = ("git-merge", "red")
    PARTLY = ("triangle-alert", "amber")
    BEHIND = ("hourglass", "amber")
    DONE = ("cloud-check", "green")

    @property
    def icon(self) -> str:
        return self.value[0]

    @property
    def colour(self) -> str:
        return self.value[1]


@dataclass(frozen=True)
class Status:
    """A line, and a quieter one below it."""

    state: State
    line: str
    detail: str = ""


@dataclass(frozen=True)
class Known:
    """Everything that the status follows from."""

    folder: bool
    role: str
    standing: "Standing"
    now: datetime
    busy: bool = False
    stopping: bool = False
    progress: tuple[int, int] = (0, 0)
    error: OutreachError | None = None
    unreachable: bool = False
    """Whether the error says that the folder is out of reach, and not what is wrong with it."""
    report: "SyncReport | None" = field(default=None)


def status_of(known: Known) -> Status:
    return next(_candidates(known))


def _candidates(known: Known) -> Iterator[Status]:
    """The first of them is shown."""
    standing, report = known.standing, known.report
    if standing.revoked:
        yield Status(State.OUT, _("Taken out of the team"), _("Call a coordinator"))
    if not known.folder:
        if standing.choices:
            yield _choices(standing.choices)
        yield Status(State.ALONE, _("Only on this computer"), _("No shared folder yet"))
    if standing.paused:
        yield Status(State.PAUSED, _("Sync is paused"), _("A backup was put back"))
    if known.busy:
        yield _busy(known)
    if known.error is not None:
        yield _failed(known)
    if report is None and not standing.synced:
        yield Status(State.WAITING, _("Not synced yet"), _("Shared folder"))
    if not known.role:
        yield Status(State.WAITING, _("Waiting for admission"), _("Tell a coordinator your fingerprint"))
    if report is not None and not report.publishing:
        yield Status(State.UNREACHABLE, _("Folder cannot be written"), _waiting(standing.pending))
    if standing.choices:
        yield _choices(standing.choices)
    if report is not None:
        yield from _noticed(report)
    if standing.expired:
        yield Status(State.PARTLY, _("Admission has run out"), _("Ask a coordinator"))
    if standing.behind:
        line = ngettext("{n} laptop is behind", "{n} laptops are behind", standing.behind)
        yield Status(State.BEHIND, line, _("See what to do"))
    when = said_at(standing.synced, known.now)
    if standing.pending:
        yield Status(State.WAITING, _waiting(standing.pending), when)
    yield Status(State.DONE, _("Synced"), when)


def _busy(known: Known) -> Status:
    done, of = known.progress
    if known.stopping:
        return Status(State.BUSY, _("Stopping …"), _("Shared folder"))
    if not of:
        return Status(State.BUSY, _("Syncing …"), _("Shared folder"))
    return Status(State.BUSY, _("Syncing …"), _("{done} of {all} files").format(done=done, all=of))


def _failed(known: Known) -> Status:
    standing = known.standing
    days = standing.days_apart(round(known.now.timestamp() * 1000))
    waiting = _waiting(standing.pending)
    if not known.unreachable:
        return Status(State.PARTLY, _("Sync did not work"), _("See what to do"))
    if days >= WARN_DAYS:
        line = ngettext("Not synced for {n} day", "Not synced for {n} days", days)
        return Status(State.APART if days >= NAG_DAYS else State.UNREACHABLE, line, waiting)
    return Status(State.UNREACHABLE, _("Folder not reachable"), waiting)


def _noticed(report: "SyncReport") -> Iterator[Status]:
    if report.cancelled:
        yield Status(State.WAITING, _("Sync was stopped"), _("It goes on where it stopped"))
    if report.alarming or report.missing:
        yield Status(State.PARTLY, _("Synced in part"), _("See what to do"))
    if any(one.state == "clock" for one in report.notices):
        yield Status(State.PARTLY, _("Is the clock right?"), _("See what to do"))
    if report.damaged:
        line = ngettext("{n} file is on its way", "{n} files are on their way", report.damaged)
        yield Status(State.WAITING, _("Synced"), line)


def _choices(n: int) -> Status:
    line = ngettext("{n} choice needed", "{n} choices needed", n)
    return Status(State.CHOICES, line, _("Changes collide"))


def _waiting(n: int) -> str:
    if not n:
        return _("Your work is saved here")
    return ngettext("{n} change is waiting", "{n} changes are waiting", n)


def said_at(milliseconds: int, now: datetime) -> str:
    """A moment as people say it: by the clock today, else by its day; empty for none."""
    if not milliseconds:
        return ""
    at = datetime.fromtimestamp(milliseconds / 1000).astimezone()
    if at.date() == now.date():
        return _("At {time}").format(time=f"{at:%H:%M}")
    if timedelta(0) < now - at < _MANY_DAYS:
        return _("On {day} at {time}").format(day=day(at.date(), "EEEE"), time=f"{at:%H:%M}")
    return _("On {day}").format(day=day(at.date(), "d MMM yyyy"))
