"""Whether figures as published may leave: only those of closed quarters do."""

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QWidget

from outreach_app.domain.comparing import Answer, Question
from outreach_app.i18n import _
from outreach_app.store.publishing import answer
from outreach_app.ui.desk import Desk
from outreach_app.ui.widgets.basics import Text


class Standing(Text):
    """Says so under guarded figures of quarters that are open; else it is not there."""

    def __init__(self) -> None:
        super().__init__("", "small", "amber", wraps=True)
        self.hide()

    def tell(self, shown: Answer, closed: Collection[str]) -> None:
        open_ = [quarter for quarter in shown.span.quarters() if quarter not in closed]
        words = _("Provisional: only closed quarters leave, and these are open: {quarters}.")
        self.setText(words.format(quarters=", ".join(open_)))
        self.setVisible(shown.question.guarded and bool(open_))


def publish(desk: Desk, owner: QWidget, question: Question, done: Callable[[Answer], object]) -> None:
    """What may leave, whatever is shown: it enters the ledger before anyone has it."""
    desk.background.run(
        lambda session: answer(session, question, desk.actor, desk.today()), owner=owner, done=done
    )
