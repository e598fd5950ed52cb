"""What a page has at hand, without a window."""

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import new_id
from outreach_app.store.database import Store
from outreach_app.ui.background import Background
from outreach_app.ui.desk import Desk


def desk_of(background: Background, store: Store) -> Desk:
    return Desk(background, Actor(new_id(), True), store.clock, _nothing, _nothing, _nothing)


def _nothing(*_said: object) -> None:
    """Nobody is told."""
