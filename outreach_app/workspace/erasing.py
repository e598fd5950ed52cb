"""Erasing for good, in an open vault: a record, a person's traces, and what laptops have confirmed."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from outreach_app.domain.fields import Id
from outreach_app.domain.records import RECORDS, Record, Spot, Team, Worker
from outreach_app.domain.striking import Trace
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.store import erasing, hiding, records, settings, traces
from outreach_app.store.traces import Place
from outreach_app.sync import erasures, operations
from outreach_app.sync.erasures import Erasure, Request
from outreach_app.sync.errors import CoordinatorsOnly, State
from outreach_app.sync.operations import ASK, PERSON

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from outreach_app.sync.report import SyncReport
    from outreach_app.workspace.opened import Workspace

log = logging.getLogger(__name__)

_BACKUPS_STAY = N_(
    "A person's traces are gone from this laptop's records. Its earlier backups could not be replaced by a new one"
    " and may still hold them: every sync tries again."
)


class NotErasable(OutreachError):
    message = N_("{kind}: these are not erased one by one.")
    advice = N_("Colleagues who leave get an end date. What names a person is struck out with: erase person NAME.")


class AskedAlready(OutreachError):
    message = N_("A coordinator was asked already to erase this.")
    advice = N_("It goes everywhere once a coordinator has done it and every laptop has synced.")


@dataclass(frozen=True)
class Doomed:
    """What erasing a record would take with it."""

    record: type[Record]
    id: Id
    caption: str
    kinds: Mapping[type[Record], int]
    """How many of each kind, the record itself among them."""
    asks: bool
    """Only a coordinator can do it: this laptop would ask."""

    @property
    def total(self) -> int:
        return sum(self.kinds.values())


@dataclass(frozen=True)
class StruckOut:
    """What became of a person's traces."""

    erased: int
    """Records about the person, and what belonged to them."""
    struck: int
    """Other records, drafts and settings that named the person."""
    unreached: Sequence[Path]
    """Folders with backups that could not be reached: someone has to empty them by hand."""


class Erasing:
    """Hangs from an open vault as `workspace.erasing`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def preview(self, session: Session, record: type[Record], id_or_name: str) -> Doomed:
        """Raises NotErasable, NoSuchRecord, AmbiguousName."""
        if record.register or record in (Team, Worker):
            raise NotErasable(kind=record.plural)
        found = records.get(session, record, id_or_name)
        ids = erasing.belonging(session, {found.id})
        asks = not self._workspace.actor.coordinator and not erasing.never_left(session, ids)
        counts = Counter({kind: erasing.how_many(session, kind, ids) for kind in RECORDS})
        return Doomed(record, found.id, found.caption, {kind: n for kind, n in counts.items() if n}, asks)

    def erase(self, record: type[Record], id_or_name: str, why: str = "") -> Doomed:
        """Erases a record and what belongs to it everywhere; or, for a worker, asks a coordinator to.

        Raises what `preview` raises, and AskedAlready.
        """
        workspace, now = self._workspace, self._workspace.clock.milliseconds()
        circle = workspace.circle()
        with workspace.store.write() as session:
            doomed = self.preview(session, record, id_or_name)
            if doomed.asks:
                if doomed.id in {one.row for one in erasures.requests(session, circle)}:
                    raise AskedAlready
                operations.issue(
                    session, circle, ASK, now, table=record.__tablename__, row=doomed.id, why=why.strip()
                )
                return doomed
            ids = erasing.belonging(session, {doomed.id})
            away = not erasing.never_left(session, ids)
            erasing.release(session, ids)
            if away:
                operations.erase(session, circle, sorted(ids), now)
            else:
                erasing.erase(session, ids)
        self.scrub()
        return doomed

    # Spots that become sensitive, or are no longer.

    def hide(self, id_or_name: str) -> Id:
        """Makes a spot sensitive: it stays on this laptop alone, and is erased elsewhere or asked to be.

        Returns the id it has from now on. Raises what hiding.hide raises.
        """
        workspace, now = self._workspace, self._workspace.clock.milliseconds()
        circle = workspace.circle()
        with workspace.store.write() as session:
            copy, known = hiding.hide(session, id_or_name)
            if erasing.never_left(session, [known]):
                erasing.erase(session, [known])
            elif workspace.actor.coordinator:
                operations.erase(session, circle, [known], now)
            else:
                operations.issue(session, circle, ASK, now, table=Spot.__tablename__, row=known, why="")
        self.scrub()
        return copy

    def share(self, id_or_name: str) -> Id:
        """Lets the team know a sensitive spot, by a new record. Raises what hiding.share raises."""
        with self._workspace.store.write() as session:
            shared = hiding.share(session, id_or_name)
        self.scrub()
        return shared

    def still_elsewhere(self, session: Session, spot: Id) -> bool:
        """Whether a spot that was hidden here may still be read on another laptop."""
        known = hiding.hidden(session).get(spot)
        return known is not None and erasures.is_elsewhere(session, self._workspace.circle(), known)

    # Requests and what came of them.

    def requests(self, session: Session) -> list[Request]:
        """What is asked to be erased: by anyone for a coordinator, by oneself for a worker."""
        found = erasures.requests(session, self._workspace.circle())
        return found if self._workspace.actor.coordinator else [one for one in found if one.own]

    def grant(self, id: str) -> Doomed:
        """Erases what was asked. Raises CoordinatorsOnly, NoSuchRequest, and what `erase` raises."""
        self._coordinator()
        with self._workspace.store.read() as session:
            asked = erasures.request(session, self._workspace.circle(), id)
        return self.erase(asked.record, asked.row)

    def decline(self, id: str) -> Request:
        """Raises CoordinatorsOnly, NoSuchRequest."""
        circle = self._workspace.circle()
        with self._workspace.store.write() as session:
            return erasures.decline(session, circle, id, self._workspace.clock.milliseconds())

    def erasures(self, session: Session) -> list[Erasure]:
        """What was erased, newest first, and whose laptops have confirmed it."""
        return erasures.erasures(session, self._workspace.circle())

    # A person.

    def find_person(self, session: Session, text: str) -> list[Place]:
        """Every place on this laptop where these words stand. Raises TooLittleToFind."""
        return traces.find(session, Trace(text))

    def erase_person(self, text: str) -> StruckOut:
        """Erases the records about a person, strikes the words out everywhere else, and tells every laptop to do
        the same with what only it has. Raises CoordinatorsOnly, TooLittleToFind."""
        self._coordinator()
        workspace, trace = self._workspace, Trace(text)
        circle, clock = workspace.circle(), workspace.clock
        with workspace.store.write() as session:
            ids = erasing.belonging(session, traces.about(traces.find(session, trace)))
            erasing.release(session, ids)
            operations.erase(session, circle, sorted(ids), clock.milliseconds())
            struck = traces.strike(session, trace, clock.today())
            operations.issue(session, circle, PERSON, clock.milliseconds(), text=text.strip())
        self.scrub()
        return StruckOut(len(ids), struck, workspace.backups.drop_all_before_now())

    # After a sync.

    def settle(self, report: SyncReport) -> bool:
        """What erasing asks for besides the records: the log beside the database, the backups, and what came later
        of what was erased, in view of what a sync brought. Returns whether others are to be told.

        Where the backups cannot be renewed, nothing is confirmed: the report says so, the next sync tries again.
        """
        workspace = self._workspace
        with workspace.store.read() as session:
            scrub = settings.get(session, settings.SCRUB, False)
            persons = operations.unconfirmed(session)
            strays = erasing.strays(session) if report.applied and workspace.actor.coordinator else set()
        if strays:
            with workspace.store.write() as session:
                operations.erase(session, workspace.circle(), sorted(strays), workspace.clock.milliseconds())
        if scrub or strays:
            report.erased = True
            self.scrub()
        confirmed = bool(persons) and self._without_earlier_backups(report)
        if confirmed:
            with workspace.store.write() as session:
                operations.confirm(session, workspace.circle(), workspace.clock.milliseconds())
        return bool(strays) or confirmed

    def _without_earlier_backups(self, report: SyncReport) -> bool:
        try:
            self._workspace.backups.drop_all_before_now()
        except (OutreachError, OSError) as error:
            log.warning("earlier backups stay: %s", type(error).__name__)
            report.name("", State.BACKUPS, _BACKUPS_STAY)
            return False
        return True

    def scrub(self) -> None:
        """Leaves nothing of what was erased beside the database."""
        self._workspace.store.scrub()
        with self._workspace.store.write() as session:
            settings.put(session, settings.SCRUB, False)

    def _coordinator(self) -> None:
        if not self._workspace.actor.coordinator:
            raise CoordinatorsOnly
