"""What the first start does in a worker thread: makes a vault, gives it a team, and takes over spots."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext

if TYPE_CHECKING:
    from outreach_app.sync.place import Place
    from outreach_app.workspace import Workspace

NEW, JOIN, BACK, DEMO = "new", "join", "back", "demo"
FOLDER, SERVER, LATER = "folder", "server", "later"
"""Where the team meets."""
TEAM, TYPED, SHEET = "team", "typed", "sheet"
"""Where spots come from; LATER goes here too."""
MOST_SPOTS = 500
LONGEST_NAME = 120


@dataclass
class Answers:
    """What was asked on the way. Nothing of it is done before the last step, but for the vault itself."""

    kind: str = NEW
    team: str = ""
    worker: str = ""
    passphrase: str = field(default="", repr=False)
    meeting: str = FOLDER
    place: Place | None = field(default=None, repr=False)
    """Where the team meets, once it was looked at; a server holds its secret."""
    team_fingerprint: str = ""
    spots: str = ""
    """TEAM, TYPED, SHEET or LATER; empty before it was asked."""
    spot_lines: str = ""
    """As typed, one a line."""
    sheet: Path | None = None
    round_now: bool = True
    backup: Path | None = None

    def spot_names(self) -> list[str]:
        return names_in(self.spot_lines)


@dataclass(frozen=True)
class Made:
    """A vault without a team yet, open; the code is shown this once, and empty where it was shown before."""

    workspace: Workspace
    code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Finished:
    """`told` says what came along; `error` why spots could not be taken over. The team stands all the same."""

    workspace: Workspace
    told: str = ""
    error: OutreachError | None = None


@dataclass(frozen=True)
class SheetLook:
    """What a spreadsheet of spots holds: rows, columns that are taken over, and those that are not."""

    rows: int
    known: tuple[str, ...]
    others: tuple[str, ...]


def names_in(text: str) -> list[str]:
    """Names typed one a line, or pasted as a column of a table: the first cell counts. None twice."""
    names: dict[str, str] = {}
    for line in text.splitlines():
        name = " ".join(line.partition("\t")[0].split())[:LONGEST_NAME]
        if name:
            names.setdefault(name.casefold(), name)
    return list(names.values())[:MOST_SPOTS]


def make_vault(vault: Path, passphrase: str) -> Made:
    from outreach_app.workspace import Workspace

    return Made(*Workspace.create(vault, passphrase))


def look_at_sheet(file: Path) -> SheetLook:
    """Raises FileMissing, NotATable, WrongEncoding, NoColumnFor: there is no column of names."""
    from outreach_app.domain.vocabularies import Vocabularies
    from outreach_app.tables.mapping import ImportMap, NoColumnFor, placed
    from outreach_app.tables.reader import read_sheet
    from outreach_app.tables.sheet import Options
    from outreach_app.tables.targets import targets

    sheet, fields = read_sheet(file, Options()), targets("spots", Vocabularies())
    places = placed(sheet.columns, fields, ImportMap())
    if "name" not in places.values():
        raise NoColumnFor(fields["name"], sheet.columns)
    known = tuple(_(fields[name].label) for name in places.values())
    others = tuple(name for at, name in enumerate(sheet.columns) if at not in places and name)
    return SheetLook(len(sheet.lines), known, others)


def finish(made: Made, answers: Answers) -> Finished:
    """Founds or joins the team and takes over spots. Raises what that raises; the vault is as it was then."""
    workspace = made.workspace
    if answers.kind == NEW:
        workspace.found_team(answers.team, answers.worker, answers.place)
    else:
        assert answers.place is not None
        workspace.ask_to_join(answers.worker, answers.place, answers.team_fingerprint or None)
    try:
        return Finished(workspace, _take_over(workspace, answers))
    except OutreachError as error:
        return Finished(workspace, error=error)


def put_back(vault: Path, answers: Answers) -> Workspace:
    """A vault from a backup file and its passphrase, with sync paused. Leaves nothing behind when it fails."""
    from outreach_app.workspace.rescue import rescue

    assert answers.backup is not None
    return rescue(vault, answers.backup, answers.passphrase)


def free_folder(wanted: Path) -> Path:
    """The folder for a new vault: the one wanted, or the next with a number where that is taken."""
    folder, number = wanted, 2
    while folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        folder = wanted.with_name(f"{wanted.name}-{number}")
        number += 1
    return folder


def _take_over(workspace: Workspace, answers: Answers) -> str:
    if answers.spots == SHEET and answers.sheet is not None:
        from outreach_app.tables.importing import import_file

        report = import_file(workspace.store, "spots", answers.sheet, worker=workspace.worker)
        return _told(report.created, len(report.rejected))
    names = answers.spot_names() if answers.spots == TYPED else []
    if not names:
        return ""
    from outreach_app.domain.records import Spot
    from outreach_app.store import records

    with workspace.store.write() as session:
        for name in names:
            records.add(session, Spot, {"name": name}, workspace.actor)
    return _told(len(names))


def _told(added: int, refused: int = 0) -> str:
    told = ngettext("{n} spot is added.", "{n} spots are added.", added)
    left = ngettext("{n} row could not be read.", "{n} rows could not be read.", refused)
    return f"{told} {left}" if refused else told
