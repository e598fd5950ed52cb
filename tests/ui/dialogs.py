"""Every dialog of the window with something in it, made one by one: what is asked of one is asked of all."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog

from outreach_app import ui
from outreach_app.domain.fields import Field, Id, field_of, fields_of
from outreach_app.domain.patterns import RISING, SPREADING, Key, Pattern
from outreach_app.domain.records import Need, Offer, Round, Signal, Spot, Team
from outreach_app.domain.upward import TEXTS, General
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.notes.comparing import Difference
from outreach_app.store import records
from outreach_app.store.copying_up import Preview
from outreach_app.store.history import Entry, Line
from outreach_app.store.patterns import Proposal
from outreach_app.store.quarters import QuarterState
from outreach_app.store.spot_map import map_data
from outreach_app.store.telling import Told
from outreach_app.sync.late import Inspected, LateWork
from outreach_app.sync.preview import BundlePreview
from outreach_app.ui.areas.merging import MergeAreasDialog
from outreach_app.ui.backups.restoring import RestoreDialog
from outreach_app.ui.backups.way_back import WayBack
from outreach_app.ui.dialogs.bug import BugDialog
from outreach_app.ui.dialogs.bundle import BundleDialog
from outreach_app.ui.dialogs.bundle_for import BundleForDialog
from outreach_app.ui.dialogs.copy_up import CopyUpDialog
from outreach_app.ui.dialogs.history import HistoryDialog
from outreach_app.ui.dialogs.keys import KeysDialog
from outreach_app.ui.dialogs.late import InspectDialog
from outreach_app.ui.dialogs.leaving import RevokeDialog
from outreach_app.ui.dialogs.move import MoveDialog
from outreach_app.ui.dialogs.passphrase import PassphraseDialog
from outreach_app.ui.dialogs.pattern import DismissDialog, PatternDialog
from outreach_app.ui.dialogs.period import PeriodDialog
from outreach_app.ui.dialogs.promote import PromoteDialog
from outreach_app.ui.dialogs.reason import ReasonDialog
from outreach_app.ui.dialogs.record import RecordDialog
from outreach_app.ui.dialogs.recovery_sheet import RecoverySheetDialog
from outreach_app.ui.dialogs.server import ServerDialog
from outreach_app.ui.dialogs.set_field import SetFieldDialog
from outreach_app.ui.dialogs.unsaved import Question, ask_unsaved
from outreach_app.ui.dialogs.view_name import ViewNameDialog
from outreach_app.ui.editors import Offered
from outreach_app.ui.entry.quick_line import QuickLine
from outreach_app.ui.erasing.dialogs import EraseDialog, ForGood, Sure
from outreach_app.ui.erasing.old_notes import OldNotesDialog
from outreach_app.ui.erasing.terms_dialog import TermsDialog
from outreach_app.ui.figures.quarters import CloseDialog, QuartersDialog
from outreach_app.ui.foot import Notice, NoticesDialog
from outreach_app.ui.leaving.asking import LeavingDialog
from outreach_app.ui.map.loading import LoadBoundariesDialog
from outreach_app.ui.map.placing import PlaceDialog
from outreach_app.ui.note.comparing import ComparingDialog
from outreach_app.ui.priorities.weights_dialog import WeightsDialog
from outreach_app.ui.shell import Shell
from outreach_app.ui.sync.archive_card import Question as SyncQuestion
from outreach_app.ui.tables.norms_dialog import NormsDialog
from outreach_app.ui.widgets.option import Option
from outreach_app.workspace.erasing import Doomed
from outreach_app.workspace.past import History

LINE = "gisteren 19u30 Vlasakkerplein 6 jongens 15-17, Geen plek om te zitten"
_PEOPLE = "Jeugdhuis De Dam"
AT = 1_795_000_000_000


def nothing(*_given: object) -> None:
    """What a dialog would call."""


def _quick_line(shell: Shell) -> QDialog:
    dialog = QuickLine(shell.desk, shell)
    dialog.line.setText(LINE)
    return dialog


def _history(shell: Shell) -> QDialog:
    lines = [Line("Naam", "Vlasakker", "Vlasakkerplein")]
    entries = [Entry(Spot, Id("1" * 32), "", AT - n, 1, "changed", lines, {"name": "x"}) for n in range(4)]
    return HistoryDialog(shell, "Vlasakkerplein", History(Id("1" * 32), entries, whole=False, since=AT), nothing)


def _bundle(shell: Shell) -> QDialog:
    preview = BundlePreview(
        "Jeugdopbouw", "12345 67890", AT, 2, 3, {"rounds": 2, "needs": 1}, 4, ["12345"], 1, "12345-67890"
    )
    return BundleDialog(shell, Path("week 46.bundle"), preview, nothing)


def _need(shell: Shell) -> Id:
    with shell.workspace.store.read() as session:
        return next(iter(records.listed(session, Need))).id


def _place(shell: Shell) -> QDialog:
    with shell.workspace.store.read() as session:
        data = map_data(session, "", "year")
    return PlaceDialog(shell.desk, shell, data.spots[0], data, None)


def _move(shell: Shell) -> QDialog:
    fields = [each for each in fields_of(Signal) if each.by_move][:4]
    return MoveDialog(
        "Geen plek om te zitten", fields, Offered(Vocabularies()), {}, shell, reason_required=True, about={}
    )


def _set_field(shell: Shell) -> QDialog:
    return SetFieldDialog(shell, "Rol", _field("kind"), Offered(Vocabularies()), nothing)


def _field(name: str) -> Field:
    found = field_of(Spot, name)
    assert found is not None
    return found


def _revoke(shell: Shell) -> QDialog:
    return RevokeDialog(shell, shell.workspace.membership.members()[0], nothing)


def _restore(shell: Shell) -> QDialog:
    backups = shell.workspace.backups
    return RestoreDialog(shell, backups.preview(backups.before("import").path), nothing)


def _inspect(shell: Shell) -> QDialog:
    work = LateWork("1" * 64, "a/b", "Ilyas", "2026-11-18T20:00:00", {"rounds": 2}, 0, readable=True)
    told = Told("spot", Id("1" * 32), "Plein", True, [("Name", "Plein")])
    return InspectDialog(shell, Inspected(work, [told]), nothing, nothing)


def _copy_up(shell: Shell) -> QDialog:
    texts = {name: General("Geen banken in de (wijk)", ("Vlasakker",)) for name in TEXTS}
    return CopyUpDialog(shell, Preview(Id("1" * 32), texts, ()), Vocabularies(), nothing)


def _pattern(shell: Shell) -> QDialog:
    day = date(2026, 11, 18)
    seen = Pattern(
        *(Key("transport", "work"), ("1" * 32, "2" * 32), 5, 5, 3, 1, 4, 138, 135, day, day),
        why=(SPREADING, RISING),
    )
    titles = {"1" * 32: "Geen bus terug van de avondopleiding", "2" * 32: "Fiets gestolen"}
    found = Proposal(Id("3" * 32), seen, titles, (Id("1" * 32),))
    return PatternDialog(shell, "Geen bus terug van de avondopleiding", found, nothing, nothing, nothing)


def _terms(shell: Shell) -> QDialog:
    return TermsDialog(shell, shell, Offered(Vocabularies()), {"encounters": 36}, nothing)


DIALOGS: dict[type[QDialog], Callable[[Shell], QDialog]] = {
    KeysDialog: KeysDialog,
    Question: lambda shell: ask_unsaved(shell, nothing, nothing, nothing),
    SyncQuestion: lambda shell: SyncQuestion(shell, "Tidy up", "Old files go.", "Tidy up", nothing),
    ServerDialog: lambda shell: ServerDialog(shell, shell.workspace, shell.background, nothing),
    QuickLine: _quick_line,
    HistoryDialog: _history,
    BundleDialog: _bundle,
    BundleForDialog: lambda shell: BundleForDialog(shell, nothing),
    PassphraseDialog: lambda shell: PassphraseDialog(shell, shell.workspace, shell.background, nothing),
    RecoverySheetDialog: lambda shell: RecoverySheetDialog(shell, shell.workspace, shell.background, nothing),
    PeriodDialog: lambda shell: PeriodDialog(shell, lambda: date(2026, 11, 18), nothing),
    PromoteDialog: lambda shell: PromoteDialog(shell.desk, _need(shell), shell),
    ReasonDialog: lambda shell: ReasonDialog(shell, "Open", nothing),
    RecordDialog: lambda shell: RecordDialog(Offer, shell.desk, shell, fixed={}),
    SetFieldDialog: _set_field,
    ViewNameDialog: lambda shell: ViewNameDialog(shell, ["Centrum"], nothing),
    BugDialog: lambda shell: BugDialog("ValueError"),
    RevokeDialog: _revoke,
    MoveDialog: _move,
    Sure: lambda shell: Sure(shell, "Plein", "Nothing of it leaves.", "Make sensitive", nothing),
    ForGood: lambda shell: ForGood(shell, "Plein", "It cannot be brought back.", "Erase", nothing),
    EraseDialog: lambda shell: EraseDialog(
        shell, Doomed(Spot, Id("1" * 32), "Plein", {Spot: 1, Round: 12, Need: 3}, asks=True), nothing
    ),
    TermsDialog: _terms,
    NormsDialog: lambda shell: NormsDialog(shell, shell.desk, Offered(Vocabularies()), Team(name="Team")),
    NoticesDialog: lambda shell: NoticesDialog(
        shell, [Notice(datetime(2026, 11, 18, 20, tzinfo=UTC), _PEOPLE, "good")] * 3, (_PEOPLE, nothing)
    ),
    LeavingDialog: lambda shell: LeavingDialog(shell, "Read it first.", "Export …", nothing),
    LoadBoundariesDialog: lambda shell: LoadBoundariesDialog(shell.desk, shell),
    PlaceDialog: _place,
    ComparingDialog: lambda shell: ComparingDialog(shell, "2", [Difference("Noden", _PEOPLE, "")] * 8),
    RestoreDialog: _restore,
    InspectDialog: _inspect,
    OldNotesDialog: lambda shell: OldNotesDialog(
        shell, {Id("1" * 32): (date(2024, 1, 5), "Vragen of de sleutel er nog is.")}, erase=nothing, keep=nothing
    ),
    CopyUpDialog: _copy_up,
    PatternDialog: _pattern,
    MergeAreasDialog: lambda shell: MergeAreasDialog(
        shell, [Option("1", "Lindervoorde"), Option("2", "Westrode")], nothing, lambda: date(2026, 11, 18)
    ),
    QuartersDialog: lambda shell: QuartersDialog(shell.desk, shell),
    CloseDialog: lambda shell: CloseDialog(
        shell, QuarterState("2026-Q1", None, date(2026, 4, 30), 120, 740, 7, 3), nothing
    ),
    WeightsDialog: lambda shell: WeightsDialog(shell, shell.desk, Offered(Vocabularies()), Team(name="Team")),
    DismissDialog: lambda shell: DismissDialog(shell, "Geen bus terug van de avondopleiding", nothing),
    WayBack: lambda shell: WayBack(shell, shell.workspace.vault.folder, "", shell.background, nothing),
}

ELSEWHERE = {
    "Dialog": "what the others are made of",
    "MeanwhileDialog": "tests/ui/test_meanwhile.py: it stands on two versions",
    "TellDialog": "a MoveDialog with two ways; tests/ui/test_course.py",
    "CorrectDialog": "a MoveDialog; tests/ui/test_course.py",
    "DecisionDialog": "a MoveDialog with agreements; tests/ui/test_course.py",
}
"""Dialogs that need more than a window to stand, and where they are looked at."""


def every_dialog() -> Iterator[type[QDialog]]:
    """Of the whole package."""
    for module in pkgutil.walk_packages(ui.__path__, "outreach_app.ui."):
        if "session_watch" not in module.name:
            importlib.import_module(module.name)
    waiting: list[type[QDialog]] = list(QDialog.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if each.__module__.startswith("outreach_app.ui"):
            yield each
