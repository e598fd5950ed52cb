"""What a laptop does for the team at each sync beside exchanging: snapshots, and tidying up behind them."""

import logging
from contextlib import suppress

from outreach_app.store.database import Store
from outreach_app.sync import compaction, rekeying, snapshot
from outreach_app.sync.bootstrap import Start
from outreach_app.sync.circle import Circle
from outreach_app.sync.errors import SetAside, SharedFolderMissing
from outreach_app.sync.folder import Folder
from outreach_app.sync.report import SyncReport

log = logging.getLogger(__name__)


def make_snapshot(store: Store, circle: Circle) -> bool:
    """Seals one, to be sent with the next publishing; whether that could be done.

    With a key that nothing was erased under, or what was erased could be read as long as the snapshot can.
    """
    now = store.clock.milliseconds()
    try:
        with store.write() as session:
            circle = rekeying.after_erasures(session, circle, now)
            snapshot.make(session, circle, now)
    except SetAside:
        log.warning("no snapshot: something is held here that cannot be opened, or must not be passed on")
        return False
    Start(store, circle, SyncReport()).catch_up()
    return True


def before_sending(store: Store, circle: Circle) -> tuple[Circle, bool]:
    """On a coordinator's laptop, once a day: a new key after an erasure, and a snapshot, if one is due. The circle
    as it is then, and whether this was the day's turn."""
    if circle.device.id not in circle.roster.coordinators:
        return circle, False
    now = store.clock.milliseconds()
    with store.write() as session:
        if compaction.looked_today(session, now):
            return circle, False
        circle = rekeying.after_erasures(session, circle, now)
        due = compaction.due(session, circle, now)
    if due:
        make_snapshot(store, circle)
    return circle, True


def after_sending(store: Store, circle: Circle, folder: Folder, report: SyncReport, *, turn: bool) -> None:
    """Tidies up here, and in the folder where it is this laptop's turn."""
    result = compaction.tidy_here(store, circle, store.clock.milliseconds())
    if turn and result.ready:
        with suppress(OSError, SharedFolderMissing):  # another day
            compaction.tidy_folder(store, circle, folder, result)
    report.tidied, report.tidied_bytes, report.dropped = result.files, result.bytes, result.segments
