"""A passphrase made by chance, to take or to leave."""

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal

from outreach_app.i18n import _, asked_language, ngettext
from outreach_app.ui.preferences import LANGUAGE_NAMES
from outreach_app.ui.widgets.basics import Card, Text, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.option import Option
from outreach_app.ui.widgets.tabs import Segments


class Suggestion(Card):
    """Says `taken` with the words that someone wants."""

    taken = QtSignal(str)

    def __init__(self) -> None:
        super().__init__(gap=10, margins=16)
        self._languages = Segments(
            [Option(code, name) for code, name in LANGUAGE_NAMES.items()], _("Language of the words")
        )
        self._languages.choose(asked_language())
        self._languages.chosen.connect(lambda _code: self.make())
        self.phrase = Text("", "title", wraps=True)
        self.phrase.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._bits = Text("", "small", "text2", wraps=True)
        self.another = Button(_("Other words"), "quiet", "refresh-cw", self.make)
        self.take = Button(_("Use these"), "secondary", "check", lambda: self.taken.emit(self.phrase.text()))
        self.body.addWidget(self._languages)
        self.body.addWidget(self.phrase)
        self.body.addWidget(self._bits)
        self.body.addLayout(row(self.take, self.another, None))

    def make(self) -> None:
        from outreach_app.vault.words import generate

        made = generate(self._languages.current())
        self.phrase.setText(made.text)
        self.phrase.setAccessibleName(made.text)
        bits = ngettext("{n} bit by chance", "{n} bits by chance", made.bits)
        self._bits.setText(_("{bits}. Write it down until you know it, then destroy the paper.").format(bits=bits))

    def forget(self) -> None:
        self.phrase.clear()
        self.phrase.setAccessibleName("")
        self.hide()
