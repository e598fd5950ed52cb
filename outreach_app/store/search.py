"""The query behind every search box."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, String, column, select, table
from sqlalchemy.orm import Session

from outreach_app.domain.actor import Actor
from outreach_app.domain.fields import Id
from outreach_app.domain.records import RECORDS, Record
from outreach_app.store import scope
from outreach_app.store.columns import quoted, result, shape_of
from outreach_app.store.participants import theirs
from outreach_app.store.search_index import KINDS, searchable, texts_of

_MOST_WORDS = 16
_LONGEST_WORD = 80
_RANKED = 1000
"""Of a word that stands in half of all records, this many of the newest are ranked: it says little anyway."""
_SNIPPET = 140
"""Characters of context shown."""
_BEFORE = 40
_WORD = re.compile(r"[^\W_]+")
_SEARCH = table("search", column("rowid", Integer), column("search", String))


class Hit(NamedTuple):
    record: type[Record]
    id: Id
    title: str
    """What names the record."""
    snippet: str
    """Plain text around the first match; never markup."""


def search(
    session: Session,
    text: str,
    limit: int = 50,
    *,
    kinds: Collection[type[Record]] = (),
    reader: Actor | None = None,
) -> list[Hit]:
    """Records that contain every word typed, best first; the last word may be unfinished.

    Accents and case do not matter. Whatever is typed is words, never query syntax. `kinds` narrows the search;
    minutes are found by a `reader` who may read them.
    """
    words = _words(text)
    if not words:
        return []
    among = ", ".join(str(RECORDS.index(kind)) for kind in kinds or _by_people(reader))
    # One letter matches too much to be worth ranking.
    order = "n DESC" if len(words[-1]) == 1 else "score"
    score = "0" if len(words[-1]) == 1 else "rank"
    rows = session.connection().exec_driver_sql(
        f"SELECT n FROM (SELECT rowid AS n, {score} AS score FROM search"
        f" WHERE search MATCH ? AND rowid % {KINDS} IN ({among}) ORDER BY rowid DESC LIMIT ?)"
        f" ORDER BY {order} LIMIT ?",
        (_match(words), max(limit, _RANKED), max(limit, _RANKED) if scope.only_team(session) else limit),
    )
    found = [divmod(number, KINDS) for number in rows.scalars()]
    hits = _hits(session, found, _pattern(words))
    closed = {hit.id for hit in hits if hit.record.for_participants}
    if closed:
        closed -= theirs(session, reader, closed) if reader else set()
    return [hit for hit in hits if hit.id not in closed][:limit]


def found_in(session: Session, record: type[Record], text: str) -> list[int]:
    """Row numbers of all records of one kind that contain every word typed; in no order, as a list has its own."""
    words = _words(text)
    if not words:
        return []
    rows = session.connection().exec_driver_sql(
        f"SELECT rowid / {KINDS} FROM search WHERE search MATCH ? AND rowid % {KINDS} = {RECORDS.index(record)}",
        (_match(words),),
    )
    return list(rows.scalars())


def matching(record: type[Record], text: str) -> Select[int] | None:
    """The same as a part of another query; None where there is no word to look for."""
    words = _words(text)
    kind = (_SEARCH.c.rowid % KINDS) == RECORDS.index(record)
    return (
        select(_SEARCH.c.rowid // KINDS).where(_SEARCH.c.search.op("MATCH")(_match(words)), kind)
        if words
        else None
    )


def _by_people(reader: Actor | None) -> list[type[Record]]:
    """What people wrote; a register is found by who asks for it."""
    return [
        record
        for record in searchable()
        if not record.register and (reader is not None or not record.for_participants)
    ]


def _words(text: str) -> list[str]:
    """What to look for: only what has a letter or a digit, and within what a query can bear."""
    clean = text.encode(errors="ignore").decode().replace("\0", " ")
    return [word[:_LONGEST_WORD] for word in clean.split() if _WORD.search(word)][:_MOST_WORDS]


def _match(words: Sequence[str]) -> str:
    """Each word as a quoted string, in which only the quote itself means something."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words) + " *"


def _hits(session: Session, places: Sequence[tuple[int, int]], pattern: re.Pattern[str]) -> list[Hit]:
    """In the order of the places; another team's records are passed over."""
    run = session.connection().exec_driver_sql
    hits = {}
    for kind in {kind for _n, kind in places}:
        record = RECORDS[kind]
        shape, texts = shape_of(record), texts_of(record)
        names = [record.named_by, *(name for name in texts if name != record.named_by)]
        numbers = [n for n, its_kind in places if its_kind == kind]
        rows = run(
            f"SELECT n, id, {', '.join(map(quoted, names))} FROM {quoted(shape.table)}"
            f" WHERE n IN ({', '.join(map(str, numbers))}){scope.only_team(session)}"
        )
        read = [result(shape.types[name]) for name in names]
        for n, row, *values in rows:
            shown = [_text(convert(value)) for convert, value in zip(read, values, strict=True)]
            hits[n, kind] = Hit(record, Id(row.hex()), shown[0], _snippet(shown, pattern))
    return [hits[place] for place in places if place in hits]


def _snippet(texts: Sequence[str], pattern: re.Pattern[str]) -> str:
    """The first match, elsewhere than in the title if possible: that is shown already."""
    for text in (*texts[1:], texts[0]):
        if found := pattern.search(_folded(text)):
            return _around(text, found.start())
    return _around(next(filter(None, texts[1:]), texts[0]), 0)


def _text(value: Any) -> str:
    joined = ", ".join(value) if isinstance(value, list) else str(value or "")
    return " ".join(unicodedata.normalize("NFC", joined).split())


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    parts = [_folded(unicodedata.normalize("NFC", part)) for word in words for part in _WORD.findall(word)]
    whole = [re.escape(part) + r"(?![^\W_])" for part in parts[:-1]]
    return re.compile(r"(?<![^\W_])(?:" + "|".join([*whole, re.escape(parts[-1])]) + ")")


def _folded(text: str) -> str:
    """Without accents and case, as the index sees it, and just as long."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFKD", letter)[0].casefold()[0] for letter in text)


def _around(text: str, at: int) -> str:
    """The words around a place, cut between words."""
    start = 0 if at <= _BEFORE else text.rfind(" ", 0, at - _BEFORE) + 1
    end = len(text) if len(text) <= start + _SNIPPET else max(text.rfind(" ", start, start + _SNIPPET), at + 1)
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
