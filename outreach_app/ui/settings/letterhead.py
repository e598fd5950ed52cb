"""The letterhead of the team's notes: name, sender block, colour and logo, and how a page begins with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from outreach_app.domain.letterhead import is_colour, packed
from outreach_app.domain.notes import TeamText
from outreach_app.domain.records import Team
from outreach_app.errors import OutreachError
from outreach_app.i18n import _, language, speaking
from outreach_app.store import letterhead
from outreach_app.store.undoing import watched
from outreach_app.ui.settings.logo import read_logo
from outreach_app.ui.settings.tab import SettingsTab
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Card, SectionTitle, Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import TextLine, TextLines
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments

if TYPE_CHECKING:
    from outreach_app.store.undoing import Change
    from outreach_app.ui.shell import Shell

REST_MS = 200
HEAD = 0.22
"""How much of the page is shown."""
DPI = 80


class LetterheadTab(SettingsTab):
    """Nothing is stored before `save`; the picture shows what it would look like."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._team = shell, TeamText(name="")
        self._logo: bytes | None = None
        """Chosen just now; b"" where it is to go."""
        self.organisation = TextLine(_("Organisation"))
        self.block = TextLines(_("Sender block"), rows=4)
        self.colour = TextLine(_("Colour of the house style"), "#11695c")
        self._presets = Segments([Option(code, name) for code, name in _presets().items()], _("Colour"))
        self.choose = Button(_("Choose a logo …"), "secondary", "image", self._choose_file)
        self.take_away = Button(_("Without a logo"), "secondary", "x", self._without_logo)
        self.save_button = Button(_("Save"), "primary", "check", self.save)
        self._sheet = Head()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._draw)
        self._lay_out()
        self._listen()

    def arrive(self) -> None:
        if not self._changed():
            self._shell.background.read(letterhead.letterhead, owner=self, done=self._show)

    @Slot()
    def save(self) -> None:
        values, logo, actor = self._values(), self._logo, self._shell.desk.actor

        def saved(change: Change) -> None:
            self._team, self._logo = self._typed(), None
            self._shell.desk.did(_("The letterhead is saved."), change, self._read_again)
            self._allow()

        self._shell.background.run(
            lambda session: watched(session, lambda same: letterhead.put(same, values, actor, logo))[1],
            owner=self,
            done=saved,
            failed=self._refused,
        )

    def use_file(self, path: Path) -> None:
        """This is to be the logo; what is no picture is refused in words."""
        self._shell.background.run_outside(
            lambda: read_logo(path), owner=self, done=self._use, failed=self._shell.refuse, busy=self.choose
        )

    def _lay_out(self) -> None:
        words = _(
            "Notes of the whole team begin like this, from the next sync on. What was submitted stays as it was."
        )
        self._colour = Field(
            self._label("colour"), self.colour, hint=_("Dark enough to be read, whatever you choose.")
        )
        swatches = row(self._presets, None)
        self.body.addWidget(
            Card(
                SectionTitle(_("How a note begins")),
                Text(words, "small", "text2", wraps=True),
                self._sheet,
            )
        )
        self.body.addWidget(
            Card(
                Field(self._label("organisation"), self.organisation, hint=_("Else the name of the team.")),
                Field(self._label("sender"), self.block, hint=_("Address, telephone, website: one per line.")),
                swatches,
                self._colour,
                row(self.choose, self.take_away, None, gap=Space.S),
                Text(_("PNG, JPEG or SVG; kept small, as it is on every laptop."), "small", "text3", wraps=True),
                row(None, self.save_button),
            )
        )

    @staticmethod
    def _label(name: str) -> str:
        return {
            "organisation": _("Organisation"),
            "sender": _("Sender block"),
            "colour": _("Colour of the house style"),
        }[name]

    def _listen(self) -> None:
        for line in (self.organisation, self.colour):
            line.textChanged.connect(self._typed_on)
        self.block.textChanged.connect(self._typed_on)
        self._presets.chosen.connect(lambda code: self.colour.setText(code if is_colour(code) else ""))
        self._shell.background.records_changed.connect(self._look_again)

    def _read_again(self) -> None:
        self._team = self._typed()
        self._logo = None
        self.arrive()

    def _show(self, team: TeamText) -> None:
        self._team, self._logo = team, None
        self.organisation.setText(team.organisation)
        self.block.setPlainText(team.sender)
        self.colour.setText(team.colour)
        self._presets.choose(team.colour if team.colour in _presets() else "")
        self._allow()
        self._draw()

    def _values(self) -> dict[str, str]:
        return {
            "organisation": self.organisation.text().strip(),
            "sender": self.block.toPlainText().strip(),
            "colour": self.colour.text().strip().lower(),
        }

    def _typed(self) -> TeamText:
        logo = self._team.logo if self._logo is None else packed(self._logo) if self._logo else {}
        return replace(self._team, **self._values(), logo=logo)

    def _changed(self) -> bool:
        return self._typed() != self._team

    def _typed_on(self) -> None:
        typed = self.colour.text().strip()
        wrong = bool(typed) and not is_colour(typed)
        self._colour.set_error(_("Write a colour as # and six figures or letters a to f.") if wrong else "")
        self._presets.choose(typed if typed in _presets() else "")
        self._allow()
        self._rest.start()

    def _allow(self) -> None:
        self.save_button.setEnabled(self._changed() and not self._shell.desk.readonly)
        self.take_away.setEnabled(bool(self._typed().logo))

    def _draw(self) -> None:
        team, spoken, dots = self._typed(), language(), DPI * self.devicePixelRatioF()
        self._shell.background.run_outside(
            lambda: _head_of(team, spoken, dots), owner=self, done=self._sheet.show_image
        )

    def _choose_file(self) -> None:
        kinds = f"{_('Pictures')} (*.png *.jpg *.jpeg *.svg)"
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a logo …"), "", kinds)
        if chosen:
            self.use_file(Path(chosen))

    def _without_logo(self) -> None:
        self._use(b"")

    def _use(self, png: bytes) -> None:
        self._logo = png
        self._allow()
        self._draw()

    def _refused(self, error: OutreachError) -> None:
        if getattr(error, "field", "") == "colour":
            self._colour.set_error(getattr(error, "reason", str(error)))
        else:
            self._shell.refuse(error)

    @Slot(set)
    def _look_again(self, written: set[type]) -> None:
        if self.isVisible() and Team in written:
            self.arrive()


class Head(QWidget):
    """The upper part of a page, white whatever the scheme: it is paper."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(_("Preview of the letterhead"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = image
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        whole = self._image.deviceIndependentSize().toSize()
        return QSize(whole.width(), int(whole.height() * HEAD)) if not whole.isEmpty() else QSize(660, 206)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.drawImage(0, 0, self._image)
        painter.setPen(QPen(QColor(theme().tokens.line), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _presets() -> dict[str, str]:
    return {
        "": _("Green"),
        "#1f4e9c": _("Blue"),
        "#b3261e": _("Red"),
        "#6b3fa0": _("Purple"),
        "#a85400": _("Orange"),
        "#3c4643": _("Grey"),
    }


def _head_of(team: TeamText, spoken: str, dots: float) -> QImage:
    """The first page of a note, as far as its title."""
    from outreach_app.domain.notes import NoteSource, SignalText
    from outreach_app.notes.content import compose
    from outreach_app.notes.pdf import render
    from outreach_app.ui.note.paper import pages

    with speaking(spoken):
        source = NoteSource(team=team, signal=SignalText(title=_("A place to sit")))
        document = compose(source, "nota")
        drawn = render(replace(document, blocks=document.blocks[:2]))
    return pages(drawn, dots)[0]
