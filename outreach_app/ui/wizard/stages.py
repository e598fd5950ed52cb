"""The way through the first start: stages with their steps, and what the rail says was chosen in each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from outreach_app.i18n import _, language, ngettext
from outreach_app.ui.preferences import LANGUAGE_NAMES
from outreach_app.ui.wizard.making import LATER, NEW, SHEET, TEAM, Answers
from outreach_app.ui.wizard.step import Step


class Stage(NamedTuple):
    name: str
    hint: str
    """What is asked there."""
    steps: tuple[Step, ...]
    chosen: Callable[[Answers], str]
    """What was answered, in a few words."""


def a_team(
    begin: Step, names: Step, secret: Step, paper: Step | None, shared: Step, spots: Step, ready: Step
) -> list[Stage]:
    """Five stages to a team of one's own, or to one that is there. Without `paper` its code was shown before."""
    on_paper = (secret, paper) if paper is not None else (secret,)
    return [
        Stage(_("Language and team"), _("Who works here"), (begin, names), _team),
        Stage(
            _("Passphrase and recovery"),
            _("Known to you alone"),
            on_paper,
            lambda _answers: _("Set, code on paper"),
        ),
        Stage(_("Shared folder"), _("Where your team meets"), (shared,), _place),
        Stage(_("Spots"), _("Taken over or new"), (spots,), _spots),
        Stage(_("Ready"), _("First round"), (ready,), lambda _answers: ""),
    ]


def a_backup(begin: Step, coming_back: Step) -> list[Stage]:
    return [
        Stage(_("Beginning"), _("New, join or demo"), (begin,), lambda _answers: LANGUAGE_NAMES[language()]),
        Stage(_("Your backup"), _("What comes back"), (coming_back,), lambda _answers: ""),
    ]


def a_demo(begin: Step, ready: Step) -> list[Stage]:
    return [
        Stage(_("Beginning"), _("New, join or demo"), (begin,), lambda _answers: LANGUAGE_NAMES[language()]),
        Stage(_("Ready"), _("The demo team"), (ready,), lambda _answers: ""),
    ]


def _team(answers: Answers) -> str:
    who = answers.team if answers.kind == NEW else answers.worker
    return ", ".join(part for part in (LANGUAGE_NAMES[language()], who) if part)


def _place(answers: Answers) -> str:
    if answers.meeting == LATER or answers.place is None:
        return _("On this computer alone")
    return answers.place.name if isinstance(answers.place, Path) else answers.place.address


def _spots(answers: Answers) -> str:
    if answers.spots == TEAM:
        return _("From my team")
    if answers.spots == SHEET and answers.sheet is not None:
        return answers.sheet.name
    names = answers.spot_names()
    return _("Later") if answers.spots == LATER or not names else ngettext("{n} spot", "{n} spots", len(names))
