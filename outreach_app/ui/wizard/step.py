"""A step of the first start, and what steps are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from outreach_app.ui.widgets.basics import Text, column, keep_if
from outreach_app.ui.widgets.choice_card import ChoiceCard
from outreach_app.ui.wizard.making import Answers


class Step(QWidget):
    """A title, a sentence, and what is asked. `topic` is what the help tells there."""

    topic = "start"

    def __init__(self, title: str, sentence: str = "") -> None:
        super().__init__()
        self.title = Text(title, "display", wraps=True)
        self.sentence = Text(sentence, "body", "text2", wraps=True)
        keep_if(bool(sentence), self.sentence)
        self.body = column(gap=16)
        outer = column(self.title, self.sentence, 10, gap=6)
        outer.addLayout(self.body)
        outer.addStretch(1)
        self.setLayout(outer)

    def recall(self, answers: Answers) -> None:
        """Shows what was answered before the window spoke another language."""

    def ask(self, answers: Answers) -> None:
        """About to be shown: fits what it says to the answers so far."""

    def keep(self, answers: Answers) -> None:
        """Takes over what is typed, whether it will do or not."""

    def answer(self, answers: Answers) -> bool:
        """Takes over what was typed; False, with words beside the field, where it will not do."""
        self.keep(answers)
        return True

    def first(self) -> QWidget:
        """What gets the focus."""
        raise NotImplementedError


class Cards(QWidget):
    """Choices of which one is taken."""

    def __init__(self, cards: Mapping[str, ChoiceCard], changed: Callable[[], object]) -> None:
        super().__init__()
        self.cards = dict(cards)
        self.setLayout(column(*self.cards.values(), gap=10))
        next(iter(self.cards.values())).setChecked(True)
        for card in self.cards.values():
            card.toggled.connect(lambda on: changed() if on else None)

    def chosen(self) -> str:
        return next(name for name, card in self.cards.items() if card.isChecked())

    def choose(self, name: str) -> None:
        """The first that is offered where this one is not."""
        fits = name in self.cards and not self.cards[name].isHidden()
        offered = (each for each, card in self.cards.items() if not card.isHidden())
        self.cards[name if fits else next(offered)].setChecked(True)

    def offer(self, *names: str) -> None:
        for name, card in self.cards.items():
            card.setVisible(name in names)
        self.choose(self.chosen())

    def first(self) -> ChoiceCard:
        return self.cards[self.chosen()]
