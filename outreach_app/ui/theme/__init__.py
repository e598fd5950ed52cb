"""How everything looks: Fusion, one palette, one style sheet, Inter and Lucide, in light and dark.

`theme()` is the one instance. Widgets take colours from `theme().tokens` while painting, and icons through
`set_icon`, which are drawn again when the scheme changes.
"""

from functools import cache

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from outreach_app.paths import RESOURCES
from outreach_app.ui.theme import icons
from outreach_app.ui.theme.stylesheet import FAMILY, stylesheet
from outreach_app.ui.theme.tokens import DARK, LIGHT, TYPE, Tokens

SCHEMES = ("system", "light", "dark")
FACES = ("Regular", "Medium", "SemiBold")
"""The weights of the type scale; paper embeds more."""


class Theme(QObject):
    """The scheme and text size in force. Follows the system unless one was chosen."""

    changed = QtSignal()

    def __init__(self) -> None:
        super().__init__(QApplication.instance())
        self.tokens: Tokens = LIGHT
        self.scheme = "system"
        self.scale = 100
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.follow_system)

    def choose(self, scheme: str = "system", scale: int = 100) -> None:
        """Puts a scheme ('system', 'light', 'dark') and a text size (per cent) in force."""
        self.scheme, self.scale = scheme, scale
        self._apply()

    @Slot()
    def follow_system(self) -> None:
        if self.scheme == "system" and self.tokens is not self._wanted():
            self._apply()

    def font(self, look: str = "body") -> QFont:
        """The type of a `look`, with figures of equal width, for what paints itself."""
        return type_of(look, self.scale)

    def px(self, size: float) -> int:
        """A length that grows with the text."""
        return round(size * self.scale / 100)

    def colour(self, name: str) -> str:
        """A token by name, as #RRGGBB."""
        return str(getattr(self.tokens, name))

    def icon(self, name: str, colour: str = "text2", size: int = icons.SIZE, room: int = 0) -> QIcon:
        """A drawing in the colour of a token. For a widget, prefer `set_icon`: it follows the scheme."""
        return icons.icon(name, self.colour(colour), self.tokens.text3, self.px(size), self.px(room))

    def pixmap(self, name: str, colour: str = "text2", size: int = icons.SIZE, ratio: float = 1.0) -> QPixmap:
        return icons.pixmap(name, self.colour(colour), self.px(size), ratio)

    def _wanted(self) -> Tokens:
        if self.scheme == "system":
            return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self.scheme == "dark" else LIGHT

    def _apply(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.tokens = self._wanted()
        app.setPalette(_palette(self.tokens))
        app.setFont(self.font())
        app.setStyleSheet(stylesheet(self.tokens, self.scale))
        for widget in app.allWidgets():
            _draw_icon(widget)
        self.changed.emit()


@cache
def theme() -> Theme:
    """The theme of this process; made after QApplication."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    for face in FACES:
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"{FAMILY}-{face}.ttf"))
    return Theme()


def type_of(look: str, scale: int) -> QFont:
    """The type of a `look` at a text size (per cent), whatever is in force: pictures that leave have their own."""
    style = TYPE[look]
    font = QFont(FAMILY)
    font.setPixelSize(round(style.size * scale / 100))
    font.setWeight(QFont.Weight(style.weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def set_icon(
    button: QAbstractButton, name: str, colour: str = "text2", size: int = icons.SIZE, room: int = 0
) -> None:
    """Gives a button an icon in the colour of a token; redrawn when the scheme or text size changes."""
    button.setProperty("icon_name", name)
    button.setProperty("icon_colour", colour)
    button.setProperty("icon_size", size)
    button.setProperty("icon_room", room)
    _draw_icon(button)


def _draw_icon(widget: QWidget) -> None:
    name = widget.property("icon_name")
    if isinstance(widget, QAbstractButton) and name:
        size, room = widget.property("icon_size"), widget.property("icon_room")
        widget.setIcon(theme().icon(name, widget.property("icon_colour"), size, room))
        widget.setIconSize(QSize(theme().px(size) + theme().px(room), theme().px(size)))


def restyle(widget: QWidget) -> None:
    """Makes the sheet look again at a widget whose `look`, `tone` or `wrong` changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette(t.bg)
    for roles, colour in (
        ((role.Window,), t.bg),
        ((role.Base, role.Button), t.surface),
        ((role.AlternateBase,), t.sunken),
        ((role.WindowText, role.Text, role.ButtonText), t.text),
        ((role.PlaceholderText,), t.text3),
        ((role.Highlight, role.Accent), t.primary),
        ((role.HighlightedText, role.BrightText), t.on_primary),
        ((role.Link,), t.primary_text),
        ((role.ToolTipBase,), t.text),
        ((role.ToolTipText,), t.bg),
        ((role.Mid, role.Dark), t.control_line),
        ((role.Light, role.Midlight), t.line),
    ):
        for each in roles:
            palette.setColor(each, colour)
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, t.text3)
    return palette
