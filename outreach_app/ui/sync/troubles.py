"""What is amiss with sync, whose it is, and what to do about it: in words, most pressing first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _, ngettext
from outreach_app.sync.errors import State
from outreach_app.sync.ledger import place_of
from outreach_app.sync.report import FileReport, SyncReport
from outreach_app.sync.standing import Overview, Standing


class Deed(Enum):
    """What a button beside a trouble does."""

    SYNC = N_("Sync now")
    RESUME = N_("Let sync go on")
    REBUILD = N_("Build anew …")
    TEAM = N_("To Team and sync")


@dataclass(frozen=True)
class Trouble:
    """One thing that someone should know or do."""

    title: str
    advice: str
    icon: str = "triangle-alert"
    tone: str = "amber"
    name: str = ""
    """Of a file, as it stands in the folder."""
    since: int = 0
    """In milliseconds since 1970; 0 where that is not known."""
    deed: Deed | None = None


@dataclass(frozen=True)
class Seen:
    """Everything that troubles follow from."""

    own: str
    """Name of whose laptop this is."""
    standing: Standing
    overview: Overview
    report: SyncReport | None = None
    error: OutreachError | None = None


_WHOLE = N_("The laptop of {who} writes it again at its next sync. If it stays here for days: ask {who} to sync.")
_OWN = N_("This laptop writes it again at its next sync.")
_ADVICE: Mapping[str, tuple[str, str, str, Deed | None]] = {
    State.REVOKED: ("ban", "red", N_("Call a coordinator if that is a mistake."), Deed.TEAM),
    State.DIFFERS: (
        "triangle-alert",
        "red",
        N_("Build this laptop's records anew from what the team has: what was written here is kept and sent."),
        Deed.REBUILD,
    ),
    State.INCOMPLETE: ("hourglass", "text2", _WHOLE, None),
    State.DAMAGED: ("triangle-alert", "red", _WHOLE, None),
    State.QUARANTINED: (
        "shield-alert",
        "red",
        N_("It is kept and merged with nothing. A coordinator can look at it; let {who} update the program."),
        Deed.TEAM,
    ),
    State.FORK: (
        "git-merge",
        "amber",
        N_("Nothing is lost. If a vault of {who} was copied: go on with one of the copies only."),
        None,
    ),
    State.NEWER: ("download", "amber", N_("Update the program on this computer: until then it waits."), None),
    State.UNKNOWN: (
        "user-plus",
        "amber",
        N_("If it is a colleague's, a coordinator can admit that laptop. Until then nothing of it is read."),
        Deed.TEAM,
    ),
    State.LOCKED: (
        "key-round",
        "amber",
        N_("The key comes with the next sync of a coordinator. If it stays away: call one."),
        None,
    ),
    State.IGNORED: ("shield-alert", "amber", N_("It counts for nothing. Let a coordinator know."), Deed.TEAM),
    State.FOREIGN: (
        "folder",
        "text2",
        N_("It is left alone and does no harm. Each team should have a folder of its own."),
        None,
    ),
    State.UNSENT: (
        "cloud-off",
        "red",
        N_("Your work is saved here. Ask whoever manages the folder to let you write there."),
        Deed.SYNC,
    ),
    State.CLOCK: (
        "clock",
        "amber",
        N_("Set date and time in the computer's settings, then sync."),
        Deed.SYNC,
    ),
    State.WAITING: (
        "hourglass",
        "text2",
        N_("Tell a coordinator your fingerprint; it stands under Team and sync."),
        Deed.TEAM,
    ),
    State.ADVICE: ("info", "amber", N_("A coordinator can do so under Team and sync."), Deed.TEAM),
    State.BACKUPS: (
        "archive",
        "amber",
        N_("Make room on this computer's disk and make a backup, under Settings; then sync."),
        Deed.SYNC,
    ),
    State.RENEWED: ("info", "text2", N_("Nothing needs to be done."), None),
    State.REFILLED: ("info", "text2", N_("Nothing needs to be done."), None),
}
"""Icon, tone, what to do, and a button for it, for what became of a file."""


def troubles(seen: Seen) -> Iterator[Trouble]:
    standing, report = seen.standing, seen.report
    if standing.revoked:
        yield Trouble(
            _("This laptop was taken out of the team."),
            _("What you write here reaches nobody. Call a coordinator if that is a mistake."),
            "ban",
            "red",
            deed=Deed.TEAM,
        )
    if standing.expired:
        yield Trouble(
            _("The time for which this laptop was admitted is over."),
            _("Everything goes on as before, but new keys do not reach it: ask a coordinator to admit it again."),
            "hourglass",
            deed=Deed.TEAM,
        )
    if standing.paused:
        yield Trouble(
            _("A backup was put back: sync waits until you have looked at it."),
            _("See that your records are as you expect. What was sent since the backup then comes back too."),
            "history",
            deed=Deed.RESUME,
        )
    if seen.error is not None:
        yield Trouble(str(seen.error), seen.error.what_now, "cloud-off", "red", deed=Deed.SYNC)
    if report is not None:
        order = {state: place for place, state in enumerate(_ADVICE)}
        said = [one for one in report.details if one.state != State.REVOKED or not standing.revoked]
        for file in sorted(said, key=lambda one: order.get(one.state, len(order))):
            yield _of_file(file, seen)
    for name, files in seen.overview.missing:
        yield _missing(name, files)


def _of_file(file: FileReport, seen: Seen) -> Trouble:
    icon, tone, advice, deed = _ADVICE.get(file.state, ("info", "text2", "", None))
    place = place_of(file.name)
    who = seen.overview.writers.get(place[0], "") if place else ""
    if who == seen.own and advice == _WHOLE:
        advice, deed = _OWN, Deed.SYNC
    words = _(advice).format(who=who or _("a colleague")) if advice else ""
    return Trouble(file.reason, words, icon, tone, file.name, file.since, deed)


def _missing(name: str, files: int) -> Trouble:
    who = name or _("a colleague")
    title = ngettext(
        "{n} file that others have read has not come here.",
        "{n} files that others have read have not come here.",
        files,
    )
    return Trouble(
        title,
        _("The laptop of {who} puts back what is gone at its next sync: ask {who} to sync.").format(who=who),
        "cloud-off",
        deed=Deed.SYNC,
    )
