"""The keys of round entry: everything of it can be done without a mouse."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from outreach_app.ui.entry.board import RoundBoard
from outreach_app.ui.shortcuts import (
    ANOTHER,
    LAST,
    LEAVE_OUT,
    NEXT_SPOT,
    NOBODY,
    SAVE,
    TELL_HERE,
    TO_NEEDS,
    USUAL,
    bind,
)


def bind_keys(page: QWidget, board: RoundBoard, save: Callable[[], None]) -> None:
    bind(page, SAVE, save)
    bind(page, NEXT_SPOT, board.next_spot)
    bind(page, ANOTHER, board.panel.add_encounter)
    bind(page, NOBODY, board.panel.toggle_nobody)
    bind(page, TELL_HERE, board.tell_here.ask)
    bind(page, USUAL, board.take_usual)
    bind(page, LAST, board.take_last)
    bind(page, LEAVE_OUT, board.remove_visit)
    bind(page, TO_NEEDS, board.panel.form.needs.setFocus)
    board.panel.form.reach_from(page)
