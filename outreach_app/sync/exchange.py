"""One sync: read what is new, seal what is ours, write it, report."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from outreach_app.domain.records import Worker
from outreach_app.i18n import N_
from outreach_app.store import integrity
from outreach_app.store.conflicts import conflicts
from outreach_app.store.database import Store
from outreach_app.store.errors import ReadOnly
from outreach_app.sync import (
    agreement,
    clocks,
    details,
    forgetting,
    grounds,
    ledger,
    operations,
    quarantine,
    rebirth,
    resealing,
    revoking,
    sealing,
    standing,
    team,
    upkeep,
)
from outreach_app.sync import circle as circles
from outreach_app.sync.bootstrap import Start
from outreach_app.sync.bundle import BundleFolder
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import NOT_ALLOWED, ONE_COORDINATOR, State, WrongTeam
from outreach_app.sync.folder import Entry, Folder
from outreach_app.sync.publish import Publisher
from outreach_app.sync.pull import Cancelled, Progress, Pull
from outreach_app.sync.report import Details, FileReport, SyncReport
from outreach_app.sync.team import COORDINATOR

_NOT_YET = N_("No coordinator has admitted this laptop yet. What you write is sent once one has.")
_OUT = N_(
    "This laptop was taken out of the team. It has destroyed its keys and exchanges nothing any more;"
    " what it holds stays readable here, to whoever has the passphrase."
)
_TAKEN_BACK = N_(
    "Work of a laptop that was out of the team by then had been taken in here before that was known. It is taken"
    " back and waits for a coordinator."
)
_NOT_TAKEN_BACK = N_(
    "Work of a laptop that was out of the team by then was taken in here before that was known, and cannot be"
    " taken back yet: that waits for a snapshot by another coordinator. Until then none is made here."
)
_CAME_BACK = N_("This vault was put back from a copy, or copied. It goes on under a new number; nothing is lost.")


def sync(
    store: Store, folder: Folder, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> SyncReport:
    """Exchanges everything with the shared folder. Bad files stand in the report and stop nothing.

    Blocks for as long as the folder is slow; may be cancelled between files, and goes on there the next time.
    Raises SharedFolderMissing, and WrongTeam if only another team's files stand in the folder.
    """
    if store.readonly:
        raise ReadOnly
    with store.read() as session:
        circle = circles.load(session)
    report = SyncReport()
    listing = folder.list()
    pull = Pull(store, circle, folder, report, progress, cancelled)
    _read(pull, listing)
    circle = _come_back(store, pull, report)
    if circle.revoked:
        return _out(store, report)
    _operate(store, circle, report)
    turn = False
    if not report.cancelled:
        if circle.admitted:
            circle = _tend(store, circle, report)
            sealing.seal(store, circle, _lacks(store, report))
            circle, turn = upkeep.before_sending(store, circle)
            listing = resealing.seal_again(store, circle, folder, listing)
        else:
            circle = _ask_again(store, circle)
            report.name("", State.WAITING, _NOT_YET)
        Publisher(store, circle, folder, report, listing, emptied=not pull.saw_team).run(progress, cancelled)
    _advise(store, circle, listing, report)
    if circle.admitted and report.publishing and not report.cancelled:
        with store.write() as session:
            standing.note_synced(session, store.clock.milliseconds())
        upkeep.after_sending(store, circle, folder, report, turn=turn)
    return totals(store, report)


def _read(pull: Pull, listing: Sequence[Entry]) -> None:
    pull.run(listing)
    if pull.saw_others and not pull.saw_team and not pull.report.cancelled:
        raise WrongTeam(folder=pull.folder.place)


def _advise(store: Store, circle: Circle, listing: Sequence[Entry], report: SyncReport) -> None:
    with store.read() as session:
        if clocks.doubtful(session, circle, listing, store.clock.milliseconds()):
            report.name("", State.CLOCK, clocks.CLOCK_WRONG)
    if circle.lonely and circle.role == COORDINATOR:
        report.advice.append(FileReport("", State.ADVICE, ONE_COORDINATOR))


def _tend(store: Store, circle: Circle, report: SyncReport) -> Circle:
    """What was read is as it should be; who lacks the key in use gets it, and older ones end."""
    circle = revoking.tend(store, circle)
    _take_back(store, circle, report)
    with store.write() as session:
        circle = forgetting.hand_out_again(session, circle, store.clock.milliseconds())
    circle = forgetting.tend(store, circle, report)
    agreement.look(store, circle, report)
    return circle


def _take_back(store: Store, circle: Circle, report: SyncReport) -> None:
    """Others who heard of a cut in time never read what this laptop had read by then."""
    with store.read() as session:
        keys = quarantine.overtaken(session, circle)
        late = bool(keys) or grounds.stands_on_late(session, circle)
    if late and Start(store, circle, report).without(keys):
        report.name("", State.RENEWED, _TAKEN_BACK)
    elif keys:
        report.name("", State.QUARANTINED, _NOT_TAKEN_BACK)


def _out(store: Store, report: SyncReport) -> SyncReport:
    """Taken out of the team: nothing is read or written any more."""
    revoking.step_down(store)
    report.name("", State.REVOKED, _OUT)
    return totals(store, report)


def _operate(store: Store, circle: Circle, report: SyncReport) -> None:
    """What waited until all that is there was read. Who says what only a coordinator may is named every time."""
    if not report.cancelled:
        with store.write() as session:
            operations.strike_out(session, circle, store.clock.milliseconds(), store.clock.today())
    with store.read() as session:
        for row in operations.refused(session, circle):
            report.name(f"{row.log}/{row.seq:010}.seg", State.IGNORED, NOT_ALLOWED)


def seal(store: Store, circle: Circle) -> None:
    """Seals what is not sealed yet, for a bundle."""
    sealing.seal(store, circle, _lacks(store, SyncReport()))


def read_bundle(
    store: Store, bundle: BundleFolder, progress: Progress | None = None, cancelled: Cancelled | None = None
) -> SyncReport:
    """Takes in what a bundle brings, by the same code as what a folder brings."""
    with store.read() as session:
        circle = circles.load(session)
    report = SyncReport()
    pull = Pull(
        store, circle, bundle, report, progress, cancelled, remember=False, segment_keys=bundle.segment_keys
    )
    pull.run(bundle.list())
    _operate(store, _come_back(store, pull, report), report)
    return totals(store, report)


def totals(store: Store, report: SyncReport) -> SyncReport:
    """Fills in what is counted in the database, not while reading."""
    report.missing = _lacks(store, report).missing
    with store.read() as session:
        report.pending = standing.pending(session)
        report.conflicts = len(conflicts(session))
    report.digest_now = lambda: _digest(store)
    report.listed_now = lambda: _listed(store, report)
    return report


def _digest(store: Store) -> str:
    with store.read() as session:
        return integrity.digest(session)


def _listed(store: Store, report: SyncReport) -> Details:
    with store.read() as session:
        gaps = ledger.lacks(session).gaps
        return details.details(session, circles.load(session), report.sent, report.taken, gaps)


def _lacks(store: Store, report: SyncReport) -> ledger.Lacks:
    with store.read() as session:
        return ledger.lacks(session, _damaged(report))


def _damaged(report: SyncReport) -> Iterable[str]:
    return (one.name for one in report.details if one.state in (State.DAMAGED, State.INCOMPLETE))


def _come_back(store: Store, pull: Pull, report: SyncReport) -> Circle:
    """A vault that was put back from a copy read its own lost work like anyone's; now it starts a new log. So does
    one that the others have read more of than it knows, even where the folder lost those files.

    Before anything is sealed: a number that was used once is never used again.
    """
    with store.read() as session:
        if not (pull.restored or rebirth.outran(session, pull.circle.device)):
            return pull.circle
    rebirth.reborn(store)
    report.name("", State.FORK, _CAME_BACK)
    with store.read() as session:
        return circles.load(session)


def _ask_again(store: Store, circle: Circle) -> Circle:
    """Coordinators who came later cannot read the name in the first request: they get one of their own."""
    named = {device.hex() for request in circle.requests for device in request.body["names"]}
    if circle.role or named.issuperset(circle.roster.coordinators):
        return circle
    with store.write() as session:
        me = session.scalar(select(Worker).where(Worker.id == team.worker_id(circle.team, circle.device.id)))
        request = circle.ask(me.name if me else "", store.clock.milliseconds())
        circle = circle.including([request])
        circle.save(session)
    return circle
