"""A new passphrase, typed twice, with its strength beside it and words by chance for who wants them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from outreach_app.errors import OutreachError
from outreach_app.i18n import _
from outreach_app.ui.passphrase.meter import StrengthMeter
from outreach_app.ui.passphrase.suggesting import Suggestion
from outreach_app.ui.widgets.basics import column, row
from outreach_app.ui.widgets.buttons import Button
from outreach_app.ui.widgets.field import Field
from outreach_app.ui.widgets.inputs import Passphrase

_REFUSED = {"PassphraseTooShort", "PassphraseTooWeak"}


def refused(error: OutreachError) -> bool:
    """Whether the passphrase is what was wrong; its module is not worth the lock screen's time."""
    return type(error).__name__ in _REFUSED


class ChoosePassphrase(QWidget):
    """`known` are names that whoever guesses knows too."""

    def __init__(self, label: str, again: str, known: Callable[[], Sequence[str]] = tuple) -> None:
        super().__init__()
        self.chosen, self.again = Passphrase(label), Passphrase(again)
        self.chosen_field = Field(label, self.chosen, required=True, aside=self.chosen.caps)
        self.again_field = Field(again, self.again, required=True, aside=self.again.caps)
        self.meter = StrengthMeter(self.chosen, known)
        self.suggest = Button(_("Words by chance …"), "link", "refresh-cw", self.show_suggestion)
        self.suggestion = Suggestion()
        self.suggestion.hide()
        self.suggestion.taken.connect(self.take)
        line = row(self.suggest, None)
        self.setLayout(column(self.chosen_field, self.meter, self.again_field, line, self.suggestion, gap=10))
        self.setFocusProxy(self.chosen)

    def show_suggestion(self) -> None:
        self.suggestion.make()
        self.suggestion.show()
        self.suggestion.take.setFocus()

    def take(self, words: str) -> None:
        """Shown, so that it can be read; to be typed once more by hand, so that it is known."""
        self.chosen.setText(words)
        self.chosen.setEchoMode(QLineEdit.EchoMode.Normal)
        self.meter.judge()
        self.again.setFocus()

    def complete(self) -> bool:
        """Whether it can be used; what is wrong is said beside the field."""
        judged = self.meter.judge()
        same = self.chosen.text() == self.again.text()
        too_easy = judged is not None and judged.level.name == "REFUSED"
        missing = _("Choose a passphrase.") if judged is None else ""
        self.chosen_field.set_error(missing or (self._easy() if too_easy else ""))
        self.again_field.set_error("" if same else _("These two are not the same."))
        for field in (self.chosen_field, self.again_field):
            if field.error():
                field.editor.setFocus()
                return False
        return True

    def show_error(self, error: OutreachError) -> None:
        self.chosen_field.set_error(f"{error} {error.what_now}")
        self.chosen.setFocus()

    def forget(self) -> None:
        self.suggestion.forget()
        for line in (self.chosen, self.again):
            line.clear()
            line.hide_text()

    def _easy(self) -> str:
        from outreach_app.vault.errors import PassphraseTooShort, PassphraseTooWeak
        from outreach_app.vault.strength import SHORTEST

        short = len(self.chosen.text().strip()) < SHORTEST
        error = PassphraseTooShort(least=SHORTEST) if short else PassphraseTooWeak()
        return f"{error} {error.what_now}"
