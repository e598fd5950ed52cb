"""Chips: a handful of choices that are all visible, taken with a click, Space or Alt and a digit."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from outreach_app.i18n import _
from outreach_app.ui.shortcuts import Key, Shortcut, bind_one
from outreach_app.ui.theme import set_icon, theme
from outreach_app.ui.widgets.flow import Flow
from outreach_app.ui.widgets.option import Option

HEIGHT = 32
ARROWS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class Chip(QPushButton):
    """One choice, on or off: a check mark and a colour when on. `digit` shows which key takes it.

    Without an icon of its own it shows a plus, or a ring where taking it puts another one back.
    """

    stepped = QtSignal(int)
    """An arrow key: on to the next chip, or back."""

    def __init__(self, option: Option, digit: str = "", *, single: bool = False) -> None:
        super().__init__()
        self.option = option
        self._digit = digit
        self._off = option.icon or ("circle" if single else "plus")
        self.setCheckable(True)
        self.setAccessibleName(option.label)
        if digit:
            self.setAccessibleDescription(_("Alt+{digit}").format(digit=digit))
        self.setProperty("look", "chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = ARROWS.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(step)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        px = theme().px
        font = theme().font("label")
        font.setWeight(font.Weight.DemiBold)  # as wide when off, so that nothing moves when it is taken
        wide = QFontMetrics(font).horizontalAdvance(self.option.label) + px(24) + px(20)
        return QSize(wide + (px(24) if self._digit else 0), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, px, on = theme().tokens, theme().px, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        able = self.isEnabled()
        ink = "text3" if not able else "primary_text" if on else "text"
        name = "check" if on else self._off
        drawn = theme().pixmap(name, ink if on else "text2", 15, self.devicePixelRatioF())
        painter.drawPixmap(px(12), round((self.height() - px(15)) / 2), drawn)
        font = theme().font("label")
        font.setWeight(font.Weight.DemiBold if on else font.Weight.Medium)
        painter.setFont(font)
        painter.setPen(QColor(theme().colour(ink)))
        end = px(12) + (px(24) if self._digit else 0)
        painter.drawText(
            self.rect().adjusted(px(32), 0, -end, 0), Qt.AlignmentFlag.AlignVCenter, self.option.label
        )
        if self._digit:
            box = QRectF(self.width() - px(27), (self.height() - px(16)) / 2, px(16), px(16))
            painter.setPen(QPen(QColor(colours.primary if on else colours.line), 1))
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(theme().font("overline"))
            painter.setPen(QColor(colours.primary_text if on else colours.text3))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._digit)

    def _paint_ground(self, painter: QPainter) -> None:
        colours = theme().tokens
        ground = colours.surface
        if self.isChecked():
            ground = colours.primary_soft
        elif not self.isEnabled():
            ground = colours.sunken
        elif self.underMouse():
            ground = colours.hover
        edge, width = (colours.primary if self.isChecked() else colours.control_line), 1.0
        if self.hasFocus():
            edge, width = colours.focus, 2.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground))
        inset = width / 2
        at = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(at, at.height() / 2, at.height() / 2)


class ChipRow(QWidget):
    """Several choices as chips. One of them with `single`, else any number.

    `keys` has one with a digit for each of the first choices; `name` is what the choices are about, for screen
    readers.
    """

    changed = QtSignal()

    def __init__(
        self, options: Iterable[Option], name: str, *, single: bool = False, keys: Key | None = None
    ) -> None:
        super().__init__()
        self._single = single
        self._digits = keys
        self._chips: dict[str, Chip] = {}
        self._keys: list[Shortcut] = []
        self.setAccessibleName(name)
        self.setLayout(Flow())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.offer(options)

    def offer(self, options: Iterable[Option]) -> None:
        """Other choices; what was chosen and is still offered stays chosen."""
        chosen = self.chosen()
        for chip in self._chips.values():
            chip.hide()
            chip.deleteLater()
        for key in self._keys:
            key.deleteLater()
        self._chips, self._keys = {}, []
        for number, option in enumerate(options):
            typed = self._digits.keys[number] if self._digits and number < len(self._digits.keys) else ""
            digit = typed[-1:]
            chip = self._chips[option.code] = Chip(option, digit, single=self._single)
            self._add(chip)
            if self._digits and typed:
                self._keys.append(bind_one(self, self._digits, typed, chip.click))
        self.choose(chosen)

    def chips(self) -> list[Chip]:
        return list(self._chips.values())

    def chosen(self) -> list[str]:
        """Codes, in the order they are shown."""
        return [code for code, chip in self._chips.items() if chip.isChecked()]

    def choose(self, codes: Sequence[str]) -> None:
        """Silently: `changed` tells what a person did. An unknown code is shown under its own name."""
        for code in codes:
            if code and code not in self._chips:
                self._chips[code] = Chip(Option(code, code), single=self._single)
                self._add(self._chips[code])
        for code, chip in self._chips.items():
            chip.setChecked(code in codes)
        self._enter_at(next((chip for chip in self._chips.values() if chip.isChecked()), None))

    def reach_from(self, page: QWidget) -> None:
        """Makes Alt and a digit work anywhere in `page`, not only while a chip has the focus."""
        for key in self._keys:
            key.setParent(page)

    def set_wrong(self, wrong: bool) -> None:
        """The words beside it say what is wrong; chips keep their colours."""

    def _taken(self) -> None:
        taken = self.sender()
        if self._single and isinstance(taken, Chip) and taken.isChecked():
            for chip in self._chips.values():
                chip.setChecked(chip is taken)
        self.changed.emit()

    def _add(self, chip: Chip) -> None:
        chip.clicked.connect(self._taken)
        chip.stepped.connect(self._step)
        self._layout().addWidget(chip)

    def _step(self, by: int) -> None:
        """Arrows walk along the chips, so that Tab reaches the next question in one go."""
        chips = self.chips()
        here = self.sender()
        if isinstance(here, Chip):
            there = chips[(chips.index(here) + by) % len(chips)]
            self._enter_at(there)
            there.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_at(self, entry: Chip | None) -> None:
        """Where Tab arrives: at what was chosen, or where the arrows went."""
        entry = entry or next(iter(self._chips.values()), None)
        for chip in self._chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chip is entry else Qt.FocusPolicy.ClickFocus)
        if entry is not None:
            self.setFocusProxy(entry)

    def _layout(self) -> Flow:
        layout = self.layout()
        assert isinstance(layout, Flow)
        return layout


def removable(label: str, remove: Callable[[], object]) -> QPushButton:
    """Something that was chosen, with a cross behind its words: pressing it takes it away again."""
    chip = QPushButton(label.replace("&", "&&"))
    chip.setProperty("look", "chip")
    chip.setCheckable(True)
    chip.setChecked(True)
    chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind the words
    chip.setAccessibleName(_("Remove {name}").format(name=label))
    set_icon(chip, "x", "primary_text", 14)
    chip.clicked.connect(lambda _checked: remove())
    chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return chip
