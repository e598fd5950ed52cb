"""The menu behind the gear: scheme, text size, language. What is in force is marked with a check."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.i18n import _, language
from outreach_app.ui.preferences import LANGUAGE_NAMES, Preferences, offered_languages
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import SCALES

SCHEME_ICONS = {"system": "monitor", "light": "sun", "dark": "moon"}


def settings_menu(parent: QWidget, preferences: Preferences, speak: Callable[[str], None]) -> QMenu:
    """A menu for one showing; `speak` is called with the code of another language."""
    menu = QMenu(parent)
    names = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}

    def show(scheme: str, scale: int) -> None:
        preferences.scheme, preferences.scale = scheme, scale
        preferences.save()
        theme().choose(scheme, scale)

    _choices(
        menu.addMenu(theme().icon(SCHEME_ICONS[preferences.scheme]), _("Appearance")),
        ((name, names[name], partial(show, name, preferences.scale)) for name in names),
        preferences.scheme,
    )
    _choices(
        menu.addMenu(theme().icon("a-large-small"), _("Text size")),
        ((str(size), _("{n} %").format(n=size), partial(show, preferences.scheme, size)) for size in SCALES),
        str(preferences.scale),
    )
    _choices(
        menu.addMenu(theme().icon("languages"), _("Language")),
        ((code, LANGUAGE_NAMES[code], partial(speak, code)) for code in offered_languages()),
        language(),
    )
    return menu


def _choices(menu: QMenu, choices: Iterable[tuple[str, str, Callable[[], None]]], current: str) -> None:
    for code, name, choose in choices:
        action = QAction(name, menu)
        action.setIcon(theme().icon("check", "primary_text") if code == current else QIcon())
        action.setIconVisibleInMenu(True)
        action.triggered.connect(lambda _checked, choose=choose: choose())
        menu.addAction(action)
