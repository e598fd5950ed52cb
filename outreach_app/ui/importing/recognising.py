"""What a file is taken for before anybody chose anything, and what is missing before its rows mean something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from outreach_app.domain.fields import Field
from outreach_app.i18n import _, gettext
from outreach_app.store.listing import vocabularies
from outreach_app.tables.importing import ImportMap, ImportStopped
from outreach_app.tables.incoming import Incoming, remembered
from outreach_app.tables.mapping import placed
from outreach_app.tables.sheet import Sheet
from outreach_app.tables.targets import NEEDED, targets
from outreach_app.ui.tasks import Task

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Recognised:
    fields: Mapping[str, Field]
    """All that can be filled."""
    places: Mapping[int, str]
    """Field by place of its column."""
    given: Mapping[str, str]
    """Values for all rows."""
    values: Mapping[str, Mapping[str, str]]
    """By field: what is meant by what is written."""


def recognised(session: "Session", kind: str, sheet: Sheet) -> Recognised:
    """By how a file with these columns came in before, else by what they are called."""
    fields = targets(kind, vocabularies(session))
    mapping, given = remembered(session, kind, sheet.columns) or (ImportMap(), {})
    known = {column: name for column, name in mapping.columns.items() if name in fields}
    values = {name: said for name, said in mapping.values.items() if name in fields}
    places = placed(sheet.columns, fields, replace(mapping, columns=known, values=values))
    return Recognised(fields, places, {name: text for name, text in given.items() if name in fields}, values)


def missing(incoming: Incoming, fields: Mapping[str, Field]) -> str:
    """What has to be said before any row means something."""
    filled = {*incoming.mapping.columns.values(), *incoming.given}
    for names in NEEDED[incoming.kind]:
        if not filled.intersection(names):
            labels = _(" or ").join(gettext(fields[name].label) for name in names)
            return _("Choose the column for {label}, or give one value for all rows.").format(label=labels)
    return ""


def stopping(stopped: Callable[[], bool], task: Task, done: int, of: int) -> None:
    """In the thread of a task, between two steps. Raises ImportStopped: everything is rolled back."""
    if stopped():
        raise ImportStopped
    task.progress(done, of)
