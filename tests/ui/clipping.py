"""Which texts of the program are cut off, asked of what is really painted and of the room that labels get.

A name, a title or a note may end in an ellipsis: nobody knows how long it is. A word of the program may not, in
any of its languages.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import Any

import pytest
from babel.messages.mofile import read_mo
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QHeaderView, QLineEdit, QScrollArea, QWidget

from outreach_app.i18n import SOURCE_LANGUAGE, language
from outreach_app.paths import RESOURCES
from tests.ui.looking import cut_off, shown

SLACK = 1
"""A pixel that rounding may take."""
CELLS = {"CellDelegate"}
"""Paint what a table holds: how wide a column is, is the reader's choice, and the pane beside it says all."""


def clipped(widget: QWidget) -> list[str]:
    """What cannot be read in full in a shown widget; each is a text of the program."""
    with _painting() as painted:
        widget.grab()
    said = {text for text, by in painted.items() if is_ours(text) and by not in CELLS}
    found = [f"painted short: {text!r} by {painted[text]}" for text in sorted(said)]
    return [*found, *cut_off(widget), *_headers(widget), *_placeholders(widget), *_beyond(widget)]


def is_ours(text: str) -> bool:
    """A text of the program, in the language in force, with nothing in it but numbers."""
    fixed, patterns = _texts(language())
    return text in fixed or any(pattern.fullmatch(text) for pattern in patterns)


@cache
def _texts(spoken: str) -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    catalogue = RESOURCES / "i18n" / ("nl" if spoken == SOURCE_LANGUAGE else spoken)
    with (catalogue / "LC_MESSAGES" / "vindplaats.mo").open("rb") as file:
        messages = [each for each in read_mo(file) if each.id]
    said: set[str] = set()
    for each in messages:
        texts = each.id if spoken == SOURCE_LANGUAGE else each.string
        said.update([texts] if isinstance(texts, str) else texts or ())
    counted = {text for text in said if "{n}" in text and text.count("{") == 1}
    patterns = [re.escape(text).replace(re.escape("{n}"), r"[\d.,\s]+") for text in counted if text != "{n}"]
    return frozenset(said - counted), tuple(re.compile(pattern) for pattern in patterns)


@contextmanager
def _painting() -> Iterator[dict[str, str]]:
    """Texts that were painted shorter than they are, with who painted them."""
    short: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QFontMetrics, "elidedText", _noting_elided(QFontMetrics.elidedText, short))
        patch.setattr(QPainter, "drawText", _noting_drawn(QPainter.drawText, short))
        yield short


def _noting_elided(elide: Callable[..., str], short: dict[str, str]) -> Callable[..., str]:
    def elided(self: QFontMetrics, text: str, *rest: Any) -> str:
        fitted = elide(self, text, *rest)
        if fitted != text:
            short[text] = _painter()
        return fitted

    return elided


def _noting_drawn(draw: Callable[..., Any], short: dict[str, str]) -> Callable[..., Any]:
    def drawn(self: QPainter, *given: Any) -> Any:
        room, text = given[0], given[-1]
        if isinstance(room, QRect | QRectF) and isinstance(text, str):
            wraps = any(
                int(flag) & int(Qt.TextFlag.TextWordWrap) for flag in given[1:-1] if hasattr(flag, "__int__")
            )
            needs = self.fontMetrics().horizontalAdvance(text)
            if not wraps and needs > room.width() + SLACK:
                short[text] = _painter()
        return draw(self, *given)

    return drawn


def _painter() -> str:
    """The widget at work."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        who = frame.f_locals.get("self")
        if isinstance(who, QWidget | QAbstractItemDelegate):
            return type(who).__name__
        frame = frame.f_back
    return ""


def _headers(widget: QWidget) -> list[str]:
    """Titles of columns that are narrower than their words."""
    return [
        f"column {title!r}: {header.sectionSize(n)} < {header.sectionSizeFromContents(n).width()}"
        for header in shown(widget, QHeaderView)
        for n in range(header.count())
        if not header.isSectionHidden(n)
        and header.sectionSizeFromContents(n).width() > header.sectionSize(n) + SLACK
        and is_ours(title := str(header.model().headerData(n, header.orientation())))
    ]


def _placeholders(widget: QWidget) -> list[str]:
    """Hints in empty fields that are longer than their field."""
    return [
        f"placeholder {hint!r}: {each.width() - 22} < {each.fontMetrics().horizontalAdvance(hint)}"
        for each in shown(widget, QLineEdit)
        if (hint := each.placeholderText())
        and not each.text()
        and each.fontMetrics().horizontalAdvance(hint) > each.width() - 20
    ]


def _beyond(widget: QWidget) -> list[str]:
    """What is wider than its scroll area, where that scrolls downward only."""
    return [
        f"what scrolls in {type(area.parent()).__name__} is wider than its place: {wide} > {room}"
        for area in shown(widget, QScrollArea)
        if area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        and (content := area.widget()) is not None
        and (wide := content.width()) > (room := area.viewport().width()) + SLACK
    ]
