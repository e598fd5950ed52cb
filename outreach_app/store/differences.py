"""Values of one record that were written apart, beside each other: who wrote which, what would keep them all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from outreach_app.domain.clock import Clocked
from outreach_app.domain.fields import Field, Id, Kind, fields_of
from outreach_app.domain.records import BY_TABLE, Record
from outreach_app.domain.uniting import united
from outreach_app.domain.values import shown
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, gettext
from outreach_app.store.listing import speaking_names, vocabularies

MERGED = "merged"
"""In place of a letter: what keeps all versions."""


class NoSuchVersion(OutreachError):
    message = N_("There is no version {letter} to take.")
    advice = N_("Take one of: {letters}.")


class NothingToUnite(OutreachError):
    message = N_("There is nothing that keeps all versions.")
    advice = N_("Take one of: {letters}.")


class Version(NamedTuple):
    """One of the values of a field."""

    letter: str
    """The same for all that one laptop wrote of a record; A wrote last."""
    value: Any
    """As the attribute holds it."""
    text: str
    """For people, in the language it was read in."""
    author: str
    """Name of who wrote it; empty where that is not known here."""
    at: int
    """When, by the writer's clock, in milliseconds since 1970."""


@dataclass(frozen=True)
class Difference:
    """A field whose versions say different things."""

    field: Field
    versions: Sequence[Version]
    """The one that stands as long as nobody takes another comes first."""
    heads: frozenset[Clocked] = frozenset()
    """The clocks of all that was seen: what came since is not decided by whoever chooses here."""
    united: Any = None
    """What keeps them all; None where nothing does."""
    united_text: str = ""
    record: str = ""
    """Id of whose field it is, where several records are asked about at once."""
    part: str = ""
    """What that record is called there."""

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def label(self) -> str:
        """What the field is called, in the current language."""
        return gettext(self.field.label)

    @property
    def letters(self) -> list[str]:
        """All that can be taken."""
        return [version.letter for version in self.versions] + [MERGED] * (self.united is not None)

    @property
    def suggested(self) -> str:
        """What loses nothing; otherwise what stands. Where one version says it all, that one."""
        if self.united is None:
            return self.versions[0].letter
        same = (version.letter for version in self.versions if version.value == self.united)
        return next(same, MERGED)

    def value(self, taken: str) -> Any:
        """The value behind a letter. Raises NoSuchVersion, NothingToUnite."""
        if taken == MERGED:
            if self.united is None:
                raise NothingToUnite(letters=", ".join(self.letters))
            return self.united
        for version in self.versions:
            if version.letter == taken:
                return version.value
        raise NoSuchVersion(letter=taken, letters=", ".join(self.letters))


class Wording:
    """Values as people read them, in the current language; remembers terms and names."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.terms = vocabularies(session)
        self._names: dict[Id, str] = {}

    def text(self, field: Field, value: Any) -> str:
        if field.kind in (Kind.REFERENCE, Kind.REFERENCES) and value:
            ids = set(value) if isinstance(value, list) else {value}
            self._names |= speaking_names(self._session, BY_TABLE[field.to], ids - self._names.keys())
        return shown(field, value, self.terms, self._names)

    def alike(self, record: Record, different: Iterable[Difference]) -> list[tuple[str, str]]:
        """Labels and texts of the fields that are filled in and in which nothing differs."""
        named = {one.name for one in different}
        told = (
            (gettext(field.label), self.text(field, getattr(record, field.name)))
            for field in fields_of(type(record))
            if field.name not in named
        )
        return [(label, text) for label, text in told if text]

    def united(self, field: Field, values: Sequence[Any]) -> tuple[Any, str]:
        """What keeps all these values, and how it reads; (None, "") where nothing does."""
        proposal = united(field, values)
        return proposal, "" if proposal is None else self.text(field, proposal)


def throughout(differences: Sequence[Difference], taken: str) -> dict[str, str]:
    """One answer for a whole record: where a field has no such version, what stands stays.

    Raises NoSuchVersion and NothingToUnite where no field has one.
    """
    if any(taken in one.letters for one in differences):
        return {one.name: taken if taken in one.letters else one.versions[0].letter for one in differences}
    letters = ", ".join(sorted({letter for one in differences for letter in one.letters}))
    if taken == MERGED:
        raise NothingToUnite(letters=letters)
    raise NoSuchVersion(letter=taken, letters=letters)
