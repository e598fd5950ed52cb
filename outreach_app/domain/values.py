"""Values in and out: what people type, or what stands in a cell, as a field holds it; and back as text."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from outreach_app.domain.clock import SystemClock
from outreach_app.domain.fields import Field, Id, Kind
from outreach_app.domain.typed import NoDate, NoTime, typed_date, typed_time
from outreach_app.domain.vocabularies import Vocabularies
from outreach_app.errors import OutreachError
from outreach_app.i18n import LANGUAGES, N_, _, day, number, speaking

MAX_TEXT = 20_000
"""Characters in one value. A cell that holds more is a slip (often a quotation mark that was never closed)."""
MAX_NUMBER = 1_000_000

DateOrder = Literal["dmy", "mdy", "ymd"]
Resolve = Callable[[str, str], Id]
"""Table name and what was typed (an id or a name) to the id meant; raises an OutreachError of its own."""

_YES = frozenset({"ja", "yes", "oui", "true", "waar", "vrai", "1", "x", "j", "y"})
_NO = frozenset({"", "nee", "neen", "no", "non", "false", "onwaar", "faux", "0", "n"})
_ALIASES = {
    "intensity": {"1": "brief", "2": "talk", "3": "action"},
    "age": {"<12": "u12", "26+": "26_up"},
}
"""What street workers write besides codes and labels, by vocabulary."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]")
_HALVES = re.compile("[\ud800-\udfff]")
"""Half characters: what a wrong encoding leaves."""
_CLOCK_TAIL = re.compile(r"[ T]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})|(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_NO_DATE = re.compile(r"\d*[.,]?\d*")  # `3` or `10.5` in a date column is a wrong column, not a day


class Unreadable(OutreachError):
    """A text that is no value of its field. `reason` says why, in the language it was raised in."""

    message = N_("“{text}” cannot be used. {reason}")
    advice = N_("Correct it and try again. Nothing was changed.")

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text=abridged(text), reason=reason)
        self.reason = reason


def abridged(text: str, length: int = 80) -> str:
    """A text short enough for a message."""
    return text if len(text) <= length else text[: length - 1] + "…"


def name_key(name: str) -> str:
    """What two spellings of one name have in common: no case, no stray spaces, one form of each accent."""
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()


def cleaned(text: str) -> str:
    """A text as it is kept: trimmed, accents composed, line ends alike, nothing unseen. Raises Unreadable."""
    if len(text) > MAX_TEXT:
        raise Unreadable(text, _("It is longer than {n} characters.").format(n=number(MAX_TEXT)))
    if _HALVES.search(text):
        raise Unreadable(ascii(text), _("It holds characters that are none."))
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", lines)).strip()


def parse_day(text: str, today: date | None = None, order: DateOrder = "dmy", *, ahead: bool = False) -> date:
    """The date meant by `19/11/2026`, `2026-11-19`, `do 19/11` or `gisteren`; see `typed_date`.

    Raises Unreadable.
    """
    words = _CLOCK_TAIL.sub("", cleaned(text))
    if found := _YEAR_FIRST.fullmatch(words):
        words = "-".join(part for part in found.groups() if part)
    elif found := _NUMBERS.fullmatch(words):
        first, _mark, second, year = found.groups()
        words = f"{second}/{first}/{year}" if order == "mdy" else f"{first}/{second}/{year}"
    elif _NO_DATE.fullmatch(words):
        raise Unreadable(text, _("This is not a date."))
    try:
        meant = typed_date(words, today or SystemClock().today(), past=not ahead, ahead=ahead)
    except NoDate as error:
        raise Unreadable(text, f"{error} {error.what_now}") from None
    if not 1900 <= meant.year < 2100:
        raise Unreadable(text, _("The year cannot be right."))
    return meant


def parse_time(text: str) -> str:
    """A time of day as `19:30`, empty for none. Raises Unreadable."""
    words = cleaned(text)
    if found := re.fullmatch(r"(?:\d{4}-\d{2}-\d{2}[ T])?(\d{1,2}:\d{2}):\d{2}(?:\.\d+)?", words):
        words = found[1]
    try:
        return typed_time(words)
    except NoTime as error:
        raise Unreadable(text, f"{error} {error.what_now}") from None


def listed_parts(text: str) -> list[str]:
    """The parts of a list: one per line, else between semicolons, else between commas."""
    mark = next((mark for mark in "\n;" if mark in text), ",")
    return [part.strip() for part in text.split(mark) if part.strip()]


def parse(
    field: Field,
    text: str,
    vocabularies: Vocabularies,
    resolve: Resolve,
    *,
    today: date | None = None,
    date_order: DateOrder = "dmy",
) -> Any:
    """The value of a field as it was typed. Raises Unreadable, or what `resolve` raises."""
    return Reader(vocabularies, resolve, today=today, date_order=date_order).value(field, text)


class Reader:
    """Reads typed values; remembers what terms are called, so that one reader serves a whole file."""

    def __init__(
        self,
        vocabularies: Vocabularies,
        resolve: Resolve,
        *,
        today: date | None = None,
        date_order: DateOrder = "dmy",
    ) -> None:
        self._vocabularies = vocabularies
        self._resolve = resolve
        self._today = today
        self._order: DateOrder = date_order
        self._names: dict[str, dict[str, list[str]]] = {}

    def value(self, field: Field, text: str) -> Any:
        """Empty text is the field's empty value, but a count has none. Raises Unreadable."""
        text = cleaned(text)
        match field.kind:
            case Kind.TEXT:
                return text if field.multiline else re.sub(r"\s*[\n\t]\s*", " ", text)
            case Kind.LINES:
                return list(dict.fromkeys(listed_parts(text)))
            case Kind.INTEGER:
                return _count(text)
            case Kind.NUMBER:
                return _number(text)
            case Kind.DATE:
                return parse_day(text, self._today, self._order, ahead=field.ahead) if text else None
            case Kind.TIME:
                return parse_time(text)
            case Kind.FLAG:
                return _flag(text)
            case Kind.FROZEN:
                raise Unreadable(text, _("This is filled in by the program."))
        return self._coded(field, text)

    def _coded(self, field: Field, text: str) -> Any:
        match field.kind:
            case Kind.TERM:
                return self.term(field.vocabulary, text) if text else ""
            case Kind.TERMS:
                return self._terms(field.vocabulary, text)
            case Kind.TALLY:
                return self._tally(field.vocabulary, text)
            case Kind.REFERENCE:
                return self._resolve(field.to, text) if text else None
        return self._references(field.to, text)

    def term(self, vocabulary: str, text: str) -> str:
        """The code of a term given by code or by label, in any language. Raises Unreadable."""
        found = self._known(vocabulary).get(label_key(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise Unreadable(text, _("This can mean: {codes}.").format(codes=", ".join(found)))
        offered = [choice.code for choice in self._vocabularies.choices(vocabulary) if not choice.retired]
        raise Unreadable(text, _("Use one of: {codes}.").format(codes=", ".join(offered)))

    def _known(self, vocabulary: str) -> dict[str, list[str]]:
        """Codes by what they are called. A code, then an alias, then a label of the current language wins."""
        if vocabulary not in self._names:
            names: dict[str, list[str]] = {}
            for language in LANGUAGES:
                with speaking(language):
                    for folded, code in self._labels(vocabulary):
                        if code not in names.setdefault(folded, []):
                            names[folded].append(code)
            own: dict[str, list[str]] = {}
            for folded, code in self._labels(vocabulary):
                own.setdefault(folded, []).append(code)
            codes = {label_key(choice.code): [choice.code] for choice in self._vocabularies.choices(vocabulary)}
            aliases = {alias: [code] for alias, code in _ALIASES.get(vocabulary, {}).items()}
            self._names[vocabulary] = {**names, **own, **aliases, **codes}
        return self._names[vocabulary]

    def _labels(self, vocabulary: str) -> Iterator[tuple[str, str]]:
        return ((label_key(choice.label), choice.code) for choice in self._vocabularies.choices(vocabulary))

    def _terms(self, vocabulary: str, text: str) -> list[str]:
        if label_key(text) in self._known(vocabulary):
            return [self.term(vocabulary, text)]
        return list(dict.fromkeys(self.term(vocabulary, part) for part in listed_parts(text)))

    def _tally(self, vocabulary: str, text: str) -> dict[str, int]:
        counts: dict[str, int] = {}
        for part in listed_parts(text):
            name, mark, count = re.match(r"(.*?)\s*([:=]?)\s*([^:=]*)$", part).groups()  # type: ignore[union-attr]
            if not mark or not name:
                raise Unreadable(text, _("Write it like {example}.").format(example="bench:2, bin:1"))
            code = self.term(vocabulary, name)
            counts[code] = counts.get(code, 0) + _count(count)
        return {code: n for code, n in counts.items() if n}

    def _references(self, table: str, text: str) -> list[Id]:
        parts = listed_parts(text)
        if len(parts) > 1 and ";" not in text and "\n" not in text:
            try:
                return [self._resolve(table, text)]  # a single name that holds a comma
            except OutreachError:
                pass
        return list(dict.fromkeys(self._resolve(table, part) for part in parts))


def label_key(text: str) -> str:
    """A label or name without case, accents, and the difference between spaces, underscores and dashes."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\s_\-‐-―]+", " ", bare).strip().casefold()


def _count(text: str) -> int:
    found = re.fullmatch(r"([+-]?)([0-9]+)(?:[.,]0{1,2})?", text)
    if not found:
        raise Unreadable(text, _("This is not a whole number."))
    value = int(found[2]) if len(found[2]) <= 12 else MAX_NUMBER + 1
    if value and found[1] == "-":
        raise Unreadable(text, _("A count cannot be less than zero."))
    if value > MAX_NUMBER:
        raise Unreadable(text, _("This number is too large."))
    return value


def _number(text: str) -> float | None:
    if not text:
        return None
    if not re.fullmatch(r"[+-]?[0-9]{1,9}(?:[.,][0-9]{1,20})?", text):
        raise Unreadable(text, _("This is not a number."))
    return float(text.replace(",", "."))


def _flag(text: str) -> bool:
    word = text.casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable(text, _("Say yes or no."))


def plain(value: Any) -> Any:
    """A value as JSON has it: codes, ids, ISO dates."""
    return value.isoformat() if isinstance(value, date) else value


def shown(field: Field, value: Any, vocabularies: Vocabularies, names: Mapping[Any, str]) -> str:
    """A value for people, in the current language. `names` are those of the records pointed at, by id;
    one that is not here (not received yet) shows the beginning of its id."""
    if value is None or value == "":
        return ""
    match field.kind:
        case Kind.INTEGER | Kind.NUMBER:
            return str(value) if field.plain else number(value)
        case Kind.DATE:
            return day(value)
        case Kind.FLAG:
            return _("Yes") if value else _("No")
        case Kind.TERM:
            return vocabularies.label(field.vocabulary, value)
        case Kind.TALLY:
            counted = (f"{vocabularies.label(field.vocabulary, code)}: {number(n)}" for code, n in value.items())
            return _joined(counted)
        case Kind.REFERENCE:
            return names.get(value, value[:8])
        case Kind.TERMS:
            return _joined(vocabularies.label(field.vocabulary, code) for code in value)
        case Kind.REFERENCES:
            return _joined(names.get(id, id[:8]) for id in value)
        case Kind.LINES:
            return _joined(value)
        case Kind.FROZEN:
            return ""
    return str(value)


def _joined(parts: Iterator[str] | list[str]) -> str:
    texts = list(parts)
    return ("; " if any("," in text for text in texts) else ", ").join(texts)
