"""Which column fills which field, and which spellings mean the same."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outreach_app.domain.fields import Field
from outreach_app.domain.values import abridged, label_key
from outreach_app.errors import OutreachError
from outreach_app.i18n import LANGUAGES, N_, _, gettext, speaking
from outreach_app.tables.sheet import FileMissing

_PARTS = ("columns", "values", "ignore")


class BadMap(OutreachError):
    message = N_("The map {file} cannot be used: {reason}")
    advice = N_(
        "A map is a JSON object of columns (the field of each column), values (for each field what is meant by "
        "what is written) and ignore (a list of columns). Nothing was imported."
    )


class UnknownTarget(OutreachError):
    message = N_("There is no field “{field}” to import into.")
    advice = N_("The fields are: {known}.")

    def __init__(self, name: str, fields: Iterable[str]) -> None:
        super().__init__(field=abridged(name), known=", ".join(fields))


class MissingColumn(OutreachError):
    """`column` is named by the map and not in the file."""

    message = N_("The file has no column “{column}”, which the map names.")
    advice = N_("Its columns are: {columns}. Correct the map, or export the file with that column.")

    def __init__(self, column: str, columns: Iterable[str]) -> None:
        super().__init__(column=abridged(column), columns=abridged(", ".join(columns), 1000))
        self.column = column


class NoColumnFor(OutreachError):
    """Nothing fills a field without which no row means anything."""

    message = N_("The file has no column for {label} ({field}).")
    advice = N_(
        "Its columns are: {columns}. Say in a map (--map) which one it is, or give one value for all rows "
        "(--set {field}=…)."
    )

    def __init__(self, field: Field, columns: Iterable[str]) -> None:
        told = abridged(", ".join(columns), 1000)
        super().__init__(label=gettext(field.label), field=field.name, columns=told)


@dataclass(frozen=True, slots=True)
class ImportMap:
    """How a file from elsewhere is to be read."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Field by column. A column that is called like a field needs no line here."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By field: what is meant by what is written."""
    ignore: frozenset[str] = frozenset()

    @classmethod
    def of(cls, found: Any, file: str = "") -> "ImportMap":
        """From parsed JSON. Raises BadMap."""
        if not isinstance(found, dict):
            raise BadMap(file=file, reason=_("it is no JSON object."))
        for name in found:
            if name not in _PARTS:
                parts = ", ".join(_PARTS)
                raise BadMap(
                    file=file, reason=_("“{name}” is none of its parts: {parts}.").format(name=name, parts=parts)
                )
        columns, values, ignore = (found.get(part) or {} for part in _PARTS)
        if not _texts(columns) or not isinstance(values, dict) or not all(map(_texts, values.values())):
            raise BadMap(file=file, reason=_("columns and values hold texts by name."))
        if not isinstance(ignore, list | dict) or not all(isinstance(name, str) for name in ignore):
            raise BadMap(file=file, reason=_("ignore is a list of columns."))
        twice = {target for target in columns.values() if list(columns.values()).count(target) > 1}
        if twice:
            raise BadMap(file=file, reason=_("two columns fill {field}.").format(field=", ".join(sorted(twice))))
        return cls(columns, values, frozenset(ignore))


def read_mapping(path: Path) -> ImportMap:
    """Raises FileMissing, BadMap."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FileMissing(path, error) from None
    except ValueError:
        raise BadMap(file=path.name, reason=_("it is not saved as UTF-8.")) from None
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        reason = _("it is not valid JSON (line {line}).").format(line=error.lineno)
        raise BadMap(file=path.name, reason=reason) from None
    except (RecursionError, ValueError):
        raise BadMap(file=path.name, reason=_("it is not valid JSON.")) from None
    return ImportMap.of(found, path.name)


def placed(columns: tuple[str, ...], fields: Mapping[str, Field], mapping: ImportMap) -> dict[int, str]:
    """Field by place of its column: those of the map, and those called like a field that nothing else fills.

    Raises UnknownTarget where the map names no field, MissingColumn.
    """
    for name in (*mapping.columns.values(), *mapping.values):
        if name not in fields:
            raise UnknownTarget(name, fields)
    taken: dict[int, str] = {}
    for column, name in mapping.columns.items():
        taken[_place(column, columns)] = name
    called = _called(fields)
    for place, column in enumerate(columns):
        name = called.get(label_key(column), "")
        if name and place not in taken and column not in mapping.ignore and name not in taken.values():
            taken[place] = name
    return taken


def _place(column: str, columns: tuple[str, ...]) -> int:
    """Where a column is; spaces and case may differ where that leaves no doubt."""
    if column in columns:
        return columns.index(column)
    alike = [place for place, name in enumerate(columns) if label_key(name) == label_key(column)]
    if len(alike) != 1:
        raise MissingColumn(column, columns)
    return alike[0]


def _called(fields: Mapping[str, Field]) -> dict[str, str]:
    """Fields by what a column for them may be called: their name, or their label in any language."""
    called: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            for name, described in fields.items():
                called.setdefault(label_key(gettext(described.label)), name)
    return called | {label_key(name): name for name in fields}


def _texts(found: Any) -> bool:
    return isinstance(found, dict) and all(isinstance(value, str) for value in found.values())
