"""Why a record is not found, or not written: each with what to do about it."""

from collections.abc import Iterable

from outreach_app.domain.fields import Field, fields_of
from outreach_app.domain.records import Record
from outreach_app.domain.values import abridged
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, gettext


class NoSuchRecord(OutreachError):
    message = N_("{kind}: there is none with the name or id “{what}”.")
    advice = N_("Look it up in the list, and give its whole name or its id of 32 digits.")

    def __init__(self, record: type[Record], what: str) -> None:
        super().__init__(kind=gettext(record.singular), what=abridged(what))


class AmbiguousName(OutreachError):
    """`ids` are those of the records that share the name."""

    message = N_("{kind}: {count} records have the name “{what}”.")
    advice = N_("Give the id of the one you mean: {ids}.")

    def __init__(self, record: type[Record], what: str, ids: Iterable[str]) -> None:
        self.ids = sorted(ids)
        super().__init__(
            kind=gettext(record.singular), what=abridged(what), count=len(self.ids), ids=", ".join(self.ids)
        )


class InTheBin(OutreachError):
    message = N_("{kind}: “{what}” was deleted.")
    advice = N_("Take it back out of the bin first (undelete).")

    def __init__(self, record: type[Record], what: str) -> None:
        super().__init__(kind=gettext(record.singular), what=abridged(what))


class UnknownField(OutreachError):
    message = N_("{kind} has no field “{field}”.")
    advice = N_("The fields are: {known}.")

    def __init__(self, record: type[Record], name: str) -> None:
        known = ", ".join(field.name for field in fields_of(record))
        super().__init__(kind=gettext(record.singular), field=abridged(name), known=known)


class MissingValue(OutreachError):
    message = N_("{label} is missing.")
    advice = N_("Fill in “{field}”. Nothing was changed.")

    def __init__(self, field: Field) -> None:
        super().__init__(label=gettext(field.label), field=field.name)


class BadValue(OutreachError):
    """`field`, `value` and `reason` say what cannot be used and why."""

    message = N_("{label} ({field}): “{value}” cannot be used. {reason}")
    advice = N_("Correct the value and try again. Nothing was changed.")

    def __init__(self, field: Field, value: str, reason: str) -> None:
        self.field, self.value, self.reason = field.name, abridged(value), reason
        super().__init__(label=gettext(field.label), field=field.name, value=self.value, reason=reason)


class SetByMove(OutreachError):
    message = N_("{label} ({field}) is not typed in: it follows from what is done.")
    advice = N_("It changes with: {command}.")

    def __init__(self, field: Field, command: str) -> None:
        super().__init__(label=gettext(field.label), field=field.name, command=command)


class FixedValue(OutreachError):
    message = N_("{label} ({field}) never changes once it is made: records on other laptops refer to it.")
    advice = N_("Give it another label, or retire it and add a new one.")

    def __init__(self, field: Field) -> None:
        super().__init__(label=gettext(field.label), field=field.name)


class OneTeam(OutreachError):
    message = N_("A vault holds one team: it is neither added nor deleted.")
    advice = N_("Edit it instead, or make a new vault for another team.")


class TermExists(OutreachError):
    message = N_("The team already has the term “{code}” in “{vocabulary}”.")
    advice = N_("Edit that one, or take it back out of the bin.")


class WrittenByProgram(OutreachError):
    message = N_("{kind}: the program alone writes these.")
    advice = N_("It is a register: what stands in it stays as it is.")

    def __init__(self, record: type[Record]) -> None:
        super().__init__(kind=gettext(record.plural))


class CoordinatorsOnly(OutreachError):
    message = N_("{kind}: only a coordinator adds and changes these, as they count for the whole team.")
    advice = N_("Ask a coordinator of your team to do it.")

    def __init__(self, record: type[Record]) -> None:
        super().__init__(kind=gettext(record.plural))
