"""Two who write the same field of one record without seeing each other: neither is lost, both are shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.domain.fields import fields_of
from outreach_app.domain.records import Record
from outreach_app.i18n import N_, _
from outreach_app.store.changes import clock_of_cell
from outreach_app.store.differences import Difference, Version, Wording
from outreach_app.store.errors import ChangedMeanwhile

MINE, THEIRS = "A", "B"
"""The letters of what was typed, and of what stands there now."""


class FieldsChanged(ChangedMeanwhile):
    """A form was saved over fields that were not any more what it had shown."""

    message = N_("While you were typing, {fields} was changed too, here or by a colleague.")
    advice = N_("Choose what stays. What you typed is still there, and nothing was saved yet.")

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__(fields=", ".join(one.label for one in differences))
        self.differences = differences
        """Of each such field what was typed, what stands there, and what would keep both."""


def refuse_unseen(session: Session, found: Record, written: Mapping[str, Any], seen: Mapping[str, Any]) -> None:
    """Raises FieldsChanged where a field is not what its writer saw and is to become something else again."""
    differences = list(_differences(session, found, written, seen))
    if differences:
        raise FieldsChanged(differences)


def _differences(
    session: Session, found: Record, written: Mapping[str, Any], seen: Mapping[str, Any]
) -> Iterator[Difference]:
    wording = Wording(session)
    for field in fields_of(type(found)):
        name = field.name
        if name not in written or name not in seen:
            continue
        now, mine = getattr(found, name), written[name]
        if now in (seen[name], mine):
            continue
        stamp, _author = clock_of_cell(session, found, name)
        kept, text = wording.united(field, [now, mine])
        yield Difference(
            field,
            [
                Version(MINE, mine, wording.text(field, mine), _("What you typed"), 0),
                Version(THEIRS, now, wording.text(field, now), _("What stands there now"), stamp >> 16),
            ],
            united=kept,
            united_text=text,
        )
