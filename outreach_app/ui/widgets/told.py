"""What a screen reader calls a widget that paints itself: without a word from us it would be a nameless pane."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

W = TypeVar("W", bound=type[QWidget])

_roles: dict[str, QAccessible.Role] = {}
"""By name of the class."""


def told_as(role: QAccessible.Role) -> Callable[[W], W]:
    """Marks a class of widgets whose role Qt cannot know."""

    def mark(kind: W) -> W:
        if not _roles:
            QAccessible.installFactory(_interface)
        _roles[kind.__name__] = role
        return kind

    return mark


def _interface(kind: str, asked: QObject) -> QAccessibleInterface | None:
    role = _roles.get(kind)
    return QAccessibleWidget(asked, role) if role is not None and isinstance(asked, QWidget) else None
