"""Cells to values: each line of a sheet read by the fields its columns fill."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from outreach_app.domain.fields import Field, Kind
from outreach_app.domain.values import DateOrder, Reader, Unreadable, abridged, cleaned, label_key
from outreach_app.store.imports import FileRow, Refusal
from outreach_app.tables.mapping import ImportMap
from outreach_app.tables.sheet import Line, Sheet

_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2\d{2,4}\b")


def identities(kind: str, sheet: Sheet) -> list[tuple[bytes, int]]:
    """Of every line: the hash of all its columns, ignored ones too, and its number among equal lines."""
    seen: Counter[bytes] = Counter()
    found = []
    for line in sheet.lines:
        cells = sorted(
            (name, " ".join(text.split())) for name, text in zip(sheet.columns, line.cells, strict=True)
        )
        text = json.dumps([kind, cells], ensure_ascii=False)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        found.append((digest, seen[digest]))
        seen[digest] += 1
    return found


def date_order(texts: Iterable[str]) -> tuple[DateOrder, bool]:
    """Whether day or month comes first in a column of dates, and whether that is sure.

    Day first where both could be meant; `ymd` where no date begins with a day or a month.
    """
    pairs = {(int(found[1]), int(found[3])) for text in texts if (found := _NUMBERS.match(text.strip()))}
    day_first = sum(1 for first, _second in pairs if first > 12)
    month_first = sum(1 for _first, second in pairs if second > 12)
    if not pairs:
        return "ymd", True
    return ("mdy" if month_first > day_first else "dmy"), day_first != month_first


class RowReader:
    """Reads the lines of one file."""

    def __init__(
        self,
        fields: Mapping[str, Field],
        places: Mapping[int, str],
        mapping: ImportMap,
        given: Mapping[str, str],
        reader: Reader,
    ) -> None:
        self._fields = fields
        self._places = places
        self._given = given
        self._reader = reader
        self._meant = {
            name: {**{label_key(written): meant for written, meant in said.items()}, **said}
            for name, said in mapping.values.items()
        }
        self._read: dict[tuple[str, str], Any] = {}

    @property
    def filled(self) -> set[str]:
        """The fields that the file has a column for, or that are given."""
        return {*self._places.values(), *self._given}

    def texts(self, line: Line) -> Iterator[tuple[int, str, str]]:
        """Column, field and text of each cell that fills one; a given value stands in for an empty cell."""
        for place, name in self._places.items():
            text = line.cells[place].strip()
            if meant := self._meant.get(name):
                text = meant.get(text, meant.get(label_key(text), text))
            yield place, name, text or self._given.get(name, "")
        filled = set(self._places.values())
        for name, text in self._given.items():
            if name not in filled:
                yield -1, name, text

    def row(self, line: Line, identity: tuple[bytes, int]) -> FileRow | Refusal:
        if line.fault:
            return Refusal(line.number, "", abridged(next(iter(line.cells), "")), line.fault)
        values = {}
        for place, name, text in self.texts(line):
            if place in line.faults:
                return Refusal(line.number, name, abridged(text), line.faults[place])
            try:
                value = self._value(name, text)
            except Unreadable as error:
                return Refusal(line.number, name, abridged(text), error.reason)
            if value is not None and value != "":
                values[name] = value
        return FileRow(line.number, identity, values)

    def check(self, name: str, text: str) -> None:
        """Raises Unreadable for a text that this field never takes."""
        self._value(name, text)

    def _value(self, name: str, text: str) -> Any:
        """The value of a field; names stay text until it is known what has them."""
        if not text:
            return None
        field = self._fields[name]
        if field.kind in (Kind.TEXT, Kind.LINES):
            return self._reader.value(field, text)
        key = (name, text)
        if key not in self._read:
            referring = field.kind in (Kind.REFERENCE, Kind.REFERENCES)
            self._read[key] = _names(field, text) if referring else self._reader.value(field, text)
        return self._read[key]


def _names(field: Field, text: str) -> str:
    lines = cleaned(text)
    return lines if field.kind is Kind.REFERENCES else " ".join(lines.split())
