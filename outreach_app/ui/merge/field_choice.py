"""One field and its versions beside each other, one of which is taken."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from outreach_app.i18n import _, day
from outreach_app.store.conflicts import DELETED
from outreach_app.store.differences import MERGED, Difference
from outreach_app.sync.people import moment
from outreach_app.ui.merge.version_card import SHORT, VersionCard
from outreach_app.ui.theme.tokens import Space
from outreach_app.ui.widgets.basics import Text, column, row

ABREAST = 3


class _Answer(NamedTuple):
    """Versions that say the same are one answer."""

    letters: tuple[str, ...]
    text: str
    signed: str


class FieldChoice(QWidget):
    kept = QtSignal()
    """Enter on one of the cards."""

    def __init__(self, difference: Difference, *, writable: bool = True) -> None:
        super().__init__()
        self.difference = difference
        self._answers = _answers(difference)
        self._group = QButtonGroup(self)
        cards = QGridLayout()
        cards.setSpacing(Space.M)
        prose = any(len(answer.text) > SHORT for answer in self._answers)
        for at, answer in enumerate(self._answers):
            card = VersionCard(answer.text, answer.signed, prose=prose)
            card.setEnabled(writable)
            card.kept.connect(self.kept)
            self._group.addButton(card, at)
            cards.addWidget(card, at // ABREAST, at % ABREAST)
        for at in range(min(len(self._answers), ABREAST)):
            cards.setColumnStretch(at, 1)
        head = row(Text(difference.label, "label"), Text(_hint(difference), "small", "text2"), None)
        self.setLayout(column(head, cards, gap=6))
        self.setAccessibleName(difference.label)
        self.take(difference.suggested)

    @property
    def taken(self) -> str:
        """The letter, or `merged`."""
        return self._answers[max(self._group.checkedId(), 0)].letters[0]

    def take(self, letter: str) -> None:
        """Nothing changes where no version has this letter."""
        for at, answer in enumerate(self._answers):
            if letter in answer.letters:
                self._group.button(at).setChecked(True)

    def take_value(self, value: Any) -> None:
        """The version that says this, if one does."""
        one = self.difference
        said = next((version.letter for version in one.versions if version.value == value), None)
        self.take(said or (MERGED if value == one.united else ""))

    def focus(self) -> None:
        checked = self._group.checkedButton()
        if checked is not None:
            checked.setFocus()


def _answers(one: Difference) -> list[_Answer]:
    groups: list[list[int]] = []
    for at, version in enumerate(one.versions):
        same = next((group for group in groups if one.versions[group[0]].value == version.value), None)
        if same is None:
            groups.append([at])
        else:
            same.append(at)
    answers = []
    for group in groups:
        versions = [one.versions[at] for at in group]
        authors = ", ".join(dict.fromkeys(version.author or _("Someone of the team") for version in versions))
        letters = tuple(version.letter for version in versions)
        text = versions[0].text or _("empty")
        answers.append(_Answer(letters, text, signed(authors, versions[0].at)))
    if one.suggested == MERGED:
        answers.append(_Answer((MERGED,), one.united_text, _("Merged · proposal")))
    return answers


def signed(author: str, at: int) -> str:
    """Who wrote something, and when."""
    told = moment(at)
    when = datetime.fromisoformat(told) if told else None
    return " · ".join(
        part for part in (author, f"{day(when.date(), 'd MMM')} {when:%H:%M}" if when else "") if part
    )


def _hint(one: Difference) -> str:
    if one.name == DELETED:
        return _("deleted while someone edited it")
    if one.suggested == MERGED:
        return _("differs, both together is possible")
    return _("differs, one holds the other") if one.united is not None else _("differs")


def taken_of(choices: Sequence[FieldChoice]) -> dict[str, str]:
    """What is taken of each field."""
    return {choice.difference.name: choice.taken for choice in choices}
