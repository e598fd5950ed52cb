"""A place where a team might meet, looked at from a worker thread, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from outreach_app.errors import OutreachError
from outreach_app.i18n import _, ngettext
from outreach_app.ui.background import Background
from outreach_app.ui.sync_status import said_at
from outreach_app.ui.wizard.making import JOIN, NEW

if TYPE_CHECKING:
    from outreach_app.sync.first_look import FirstLook
    from outreach_app.sync.place import Place


@dataclass(frozen=True)
class Told:
    """What was seen, or why nothing was."""

    look: FirstLook | None = None
    error: OutreachError | None = None

    def wrong(self, kind: str) -> str:
        """Why a team of this kind of beginning cannot meet there; empty where it can."""
        tone, title, advice = self.words(kind)
        return f"{title}. {advice}" if tone == "error" else ""

    def words(self, kind: str) -> tuple[str, str, str]:
        """Tone, title and advice."""
        look = self.look
        if look is None:
            error = self.error or OutreachError()
            return "error", str(error).rstrip("."), _advice(error)
        if not look.writable:
            return "error", _("Found, but it cannot be written"), _("Ask for the right to write in it.")
        if kind == NEW and look.teams:
            return "error", _("There is a team in it already"), _("Go back and join that team, or choose another.")
        if kind == JOIN and not look.teams:
            wait = _("Is it the right folder, and have its files arrived on this computer?")
            return "error", _("There is no team in it"), wait
        title = _("Found, and it can be written")
        said = [_team(look) if look.teams else _files(look), _reach(look)]
        doubtful = look.teams > 1 or look.alone or bool(look.files and not look.teams)
        return "warning" if doubtful else "good", title, " ".join(part for part in said if part)


class Trial(QObject):
    """One place at a time; what came of an earlier one is not told any more."""

    def __init__(self, background: Background, tell: Callable[[Told], object], parent: QObject) -> None:
        super().__init__(parent)
        self._background, self._tell = background, tell
        self._place: Place | None = None
        self._told: Told | None = None

    def is_of(self, place: Place | None) -> bool:
        return place is not None and place == self._place

    def told_of(self, place: Place) -> Told | None:
        return self._told if self.is_of(place) else None

    def begin(self, place: Place) -> None:
        self._place, self._told = place, None

        def looked() -> FirstLook:
            from outreach_app.sync.first_look import first_look
            from outreach_app.workspace.demonstration import refuse_the_demo

            refuse_the_demo(place)
            return first_look(place)

        def came(told: Told) -> None:
            if self.is_of(place):
                self._told = told
                self._tell(told)

        self._background.run_outside(
            looked,
            owner=self,
            done=lambda look: came(Told(look)),
            failed=lambda error: came(Told(error=error)),
        )


def _advice(error: OutreachError) -> str:
    """There is no work yet that could be safe on this computer."""
    if type(error).__name__ == "SharedFolderMissing":
        return _("Make it first, or check how it is spelled.")
    if type(error).__name__ == "FolderStalled":
        return _("Is the network there? Try again, or begin on this computer alone.")
    return error.what_now


def _team(look: FirstLook) -> str:
    if look.teams > 1:
        return _("More than one team is in it: give the fingerprint of yours.")
    laptops = ngettext("{n} laptop writes there.", "{n} laptops write there.", look.laptops)
    at = said_at(look.last, datetime.now().astimezone())
    said = [_("A team is in it; its name is sealed until you are let in."), laptops]
    return " ".join([*said, _("Last written: {time}.").format(time=at[0].lower() + at[1:])] if at else said)


def _files(look: FirstLook) -> str:
    if not look.files:
        return _("It is empty.")
    holds = ngettext("It holds {n} other file.", "It holds {n} other files.", look.files)
    return _("{holds} A folder for the team alone is better.").format(holds=holds)


def _reach(look: FirstLook) -> str:
    if look.cloud:
        return _("It is in {cloud}: share it there with your colleagues.").format(cloud=look.cloud)
    return (
        _("As far as can be seen it is on this computer only: do your colleagues reach it?") if look.alone else ""
    )
