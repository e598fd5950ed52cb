"""What a form offers, read from the store; and moments as people read them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from outreach_app.domain.records import Record
from outreach_app.store.listing import vocabularies
from outreach_app.store.sheets import choices_for
from outreach_app.ui.editors import Offered
from outreach_app.ui.widgets.option import Option

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def read_offered(session: "Session", record: type[Record], today: Callable[[], date]) -> Offered:
    """Terms, and the records that a record of this class may refer to."""
    found = choices_for(session, record)
    options = {
        table: [Option(choice.id, choice.name, choice.detail) for choice in choices]
        for table, choices in found.items()
    }
    return Offered(vocabularies(session), options, today)


def from_millis(moment: int) -> datetime:
    """The local date and time of milliseconds since 1970."""
    return datetime.fromtimestamp(moment / 1000).astimezone()


def clock_time(moment: int) -> str:
    """The local time of milliseconds since 1970, as 21:07."""
    return f"{from_millis(moment):%H:%M}"
