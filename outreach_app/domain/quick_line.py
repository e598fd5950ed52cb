"""A round said in one line: `gisteren 19u30 Vlasakker 6 jongens 15-17, banken kapot, 2 meisjes`.

In Dutch, English and French at once. Every word ends in one piece: what it is taken for, what it may be (then
somebody is asked), or that it was not understood. Nothing is guessed, and nothing said replaces what was said.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from outreach_app.domain.drafts import Pick
from outreach_app.domain.quick_words import EMPTY, NOBODY_WORDS, PEOPLE_WORDS, UNTIL, YEARS
from outreach_app.domain.typed import NoDate, NoTime, typed_date, typed_time
from outreach_app.domain.values import name_key

DATE, TIME, SPOT, PEOPLE, AGE, NEED, NOBODY, WORDS = "date time spot people age need nobody words".split()  # noqa: SIM905
"""What a piece can be; WORDS is what was not understood."""

_WORD = re.compile(r"[^\s,;+]+")
_CLOCK = re.compile(r"[0-9]{1,2}(?:[:.uh][0-9]{2}|[uh])|[0-9]{4}", re.IGNORECASE)
_SPAN = re.compile(r"(?P<from>[^\s-]+)[-–](?P<to>[^\s-]+)")
_AGES = re.compile(r"(\d{1,2})(?:[-–](\d{1,2}))?")
_DAY_FIRST = re.compile(r"(?:\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{4}-\d{2}-\d{2})")
_BANDS = (
    ("u12", 0, 11),
    ("12_14", 12, 14),
    ("15_17", 15, 17),
    ("18_20", 18, 20),
    ("21_25", 21, 25),
    ("26_up", 26, 99),
)
_YEARS_NEAR = 2
LONGEST = 600
"""Characters of a line; whatever is longer was pasted, and is no round."""
SHORTEST = 3
"""Letters a word needs to name a spot or a need by its beginning."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the line, `line[start:end]`, and what it is taken for. With several `choices` it is asked."""

    kind: str
    start: int
    end: int
    value: object = None
    choices: tuple[Pick, ...] = ()

    @property
    def asks(self) -> bool:
        return self.kind != WORDS and self.value is None


@dataclass(frozen=True)
class Known:
    """What the words may name."""

    spots: Sequence[Pick] = ()
    needs: Sequence[Pick] = ()

    @cached_property
    def names(self) -> dict[str, "_Names"]:
        kinds = ((SPOT, self.spots), (NEED, self.needs))
        return {kind: [(pick, _words(pick.name)) for pick in picks] for kind, picks in kinds}


_Names = Sequence[tuple[Pick, tuple[str, ...]]]
"""Each with its words, as they are compared."""
_Token = tuple[int, int, str]
_Found = tuple[int, str, object, tuple[Pick, ...]]
"""How many words are taken, for which kind of piece, its value and its choices."""
_Try = Callable[[Sequence[_Token]], "_Found | None"]


def understood(
    line: str, known: Known, today: date, answered: Callable[[Piece], Piece] = lambda piece: piece
) -> list[Piece]:
    """The pieces of a line, in its order; every word is in exactly one. `answered` settles what they ask."""
    pieces: list[Piece] = []
    for clause in re.finditer(r"[^,;+]+", line):
        tokens = [(m.start() + clause.start(), m.end() + clause.start(), m.group())
                  for m in _WORD.finditer(clause.group())]  # fmt: skip
        for piece in _pieces(tokens, known, today, pieces):
            pieces.append(answered(piece))
    return placed(pieces)


def _pieces(tokens: list[_Token], known: Known, today: date, before: Sequence[Piece]) -> Iterator[Piece]:
    """Of one clause; `before` are all pieces that were found until now."""
    tries: tuple[_Try, ...] = (
        lambda ahead: _date_or_age(ahead, today, before),
        lambda ahead: _a_time(ahead, today),
        _nobody,
        _people,
        _age,
        lambda ahead: _named(SPOT, ahead, known),
    )
    left: list[_Token] = []
    at = 0
    while at < len(tokens):
        first = (_age, *tries) if at and before and before[-1].kind == PEOPLE and not left else tries
        found = next((found for each in first if (found := each(tokens[at:]))), None)
        if found is None:
            left.append(tokens[at])
            at += 1
            continue
        yield from _rest(left, known)
        left = []
        n, kind, value, choices = found
        yield Piece(kind, tokens[at][0], tokens[at + n - 1][1], value, choices)
        at += n
    yield from _rest(left, known)


def _rest(tokens: list[_Token], known: Known) -> Iterator[Piece]:
    """Words beside each other that are nothing else: a need, or not understood."""
    if not tokens:
        return
    found = _named(NEED, tokens, known)
    if found and found[0] == len(tokens):
        yield Piece(NEED, tokens[0][0], tokens[-1][1], found[2], found[3])
    else:
        yield Piece(WORDS, tokens[0][0], tokens[-1][1])


def _date_or_age(ahead: Sequence[_Token], today: date, before: Sequence[Piece]) -> _Found | None:
    """`10-12` is a day, and an age where someone was counted whose age is not said; then it is asked."""
    day, age = _a_date(ahead, today), _age(ahead)
    if day is None or age is None:
        return day
    counted = [piece.kind for piece in before if piece.kind in (PEOPLE, AGE)]
    if age[0] > 1 or (counted[-1:] == [PEOPLE] and any(piece.kind == DATE for piece in before)):
        return age  # `10-12 jaar`, or the day is told
    return (1, AGE, None, (*age[3], Pick(str(day[2])))) if counted[-1:] == [PEOPLE] else day


def _a_date(ahead: Sequence[_Token], today: date) -> _Found | None:
    for n in (4, 3, 2, 1):
        words = [text for _start, _end, text in ahead[:n]]
        if len(words) < n or not _looks_like_a_date(words, today) or _of_people(ahead[n - 1 :]):
            continue
        meant = _day(" ".join(words), today)
        if meant is not None:
            return n, DATE, meant, ()
    return None


def _looks_like_a_date(words: list[str], today: date) -> bool:
    """A day of the week or one told by a word; 19/11; 19 nov 2026; or the first before one of the others."""
    first, *rest = words
    if first.isalpha() or "'" in first or "-" in first:
        is_day = _day(first, today) is not None
        return is_day and (_looks_like_a_date(rest, today) if rest else len(first) >= SHORTEST)
    if not rest:
        return _DAY_FIRST.fullmatch(first) is not None
    year = len(rest) == 1 or (len(rest) == 2 and re.fullmatch(r"[0-9]{4}", rest[1]) is not None)
    return re.fullmatch(r"[0-9]{1,2}", first) is not None and rest[0].rstrip(".").isalpha() and year


def _day(words: str, today: date) -> date | None:
    try:
        return typed_date(words, today, past=True)
    except (NoDate, OverflowError):
        return None


def _of_people(ahead: Sequence[_Token]) -> bool:
    """Figures right before a word for people count them, however they are written: `2-3 jongens`."""
    return ahead[0][2][-1:].isdigit() and len(ahead) > 1 and ahead[1][2].casefold() in PEOPLE_WORDS


def _a_time(ahead: Sequence[_Token], today: date) -> _Found | None:
    """`19u30`, `1930`, `19u-21u`, `19u30 tot 21u`. What may as well be a year is asked."""
    text = ahead[0][2]
    span = _SPAN.fullmatch(text)
    parts, n = ([span["from"], span["to"]] if span else [text]), 1
    if len(ahead) > 2 and not span and ahead[1][2].casefold() in UNTIL and _clock(ahead[2][2]):
        parts, n = [text, ahead[2][2]], 3
    if not _CLOCK.fullmatch(parts[0]) or _of_people(ahead[n - 1 :]):
        return None
    times = tuple(filter(None, map(_clock, parts)))
    if len(times) < len(parts):
        return None
    if not any(re.fullmatch("[0-9]{4}", each) and abs(int(each) - today.year) <= _YEARS_NEAR for each in parts):
        return n, TIME, times, ()
    return (1, TIME, None, (Pick(times[0]),)) if len(parts) == 1 else None


def _clock(text: str) -> str:
    """The time meant; empty where it is none."""
    try:
        return typed_time(text.rstrip("uhUH")) if re.fullmatch(r"[\d:.uhUH]+", text) else ""
    except NoTime:
        return ""


def _nobody(ahead: Sequence[_Token]) -> _Found | None:
    text = ahead[0][2]
    if text.casefold() in EMPTY:
        return 1, NOBODY, None, (Pick(text),)
    return (1, NOBODY, True, ()) if text.casefold() in NOBODY_WORDS else None


def _people(ahead: Sequence[_Token]) -> _Found | None:
    """A count and whom: `6 jongens`."""
    if len(ahead) < 2 or not re.fullmatch(r"[1-9][0-9]{0,2}", ahead[0][2]):
        return None
    who = PEOPLE_WORDS.get(ahead[1][2].casefold())
    return (2, PEOPLE, (int(ahead[0][2]), *who), ()) if who else None


def _age(ahead: Sequence[_Token]) -> _Found | None:
    """`15-17`, `16 jaar`: the band that holds it; where it lies in several, they are the choices."""
    found = re.fullmatch(_AGES, ahead[0][2])
    years = len(ahead) > 1 and ahead[1][2].casefold() in YEARS
    if not found or not (found[2] or years) or _of_people(ahead):
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    bands = [code for code, first, last in _BANDS if first <= high and low <= last]
    if low > high or not bands:
        return None
    choices = tuple(Pick(code) for code in bands)
    return 1 + years, AGE, bands[0] if len(bands) == 1 else None, choices


def _named(kind: str, ahead: Sequence[_Token], known: Known) -> _Found | None:
    """The longest row of words that begin the words of a name, in their order."""
    first = _words(ahead[0][2])[:1]
    names = [(pick, name) for pick, name in known.names[kind] if _begins(first, name)]
    for n in range(min(len(ahead), 8) if names else 0, 0, -1):
        words = _words(" ".join(text for _start, _end, text in ahead[:n]))
        exact = [pick for pick, name in names if name == words]
        if len(exact) == 1:
            return n, kind, exact[0], tuple(exact)
        if max(map(len, words)) < SHORTEST:
            continue
        like = exact or [pick for pick, name in names if _begins(words, name)]
        if like:
            return n, kind, like[0] if len(like) == 1 else None, tuple(like)
    return None


def _words(text: str) -> tuple[str, ...]:
    return tuple(name_key(text).split())


def _begins(typed: Sequence[str], name: Sequence[str]) -> bool:
    rest = iter(name)
    return all(any(word.startswith(part) for word in rest) for part in typed)


def chosen(piece: Piece, pick: Pick) -> Piece:
    """The answer to what a piece asks; what may have been an age may be a day."""
    if piece.kind == AGE and pick.name not in dict.fromkeys(code for code, _low, _high in _BANDS):
        return replace(piece, kind=DATE, value=date.fromisoformat(pick.name), choices=())
    values: dict[str, object] = {AGE: pick.name, TIME: (pick.name,), NOBODY: True}
    return replace(piece, value=values.get(piece.kind, pick))


def placed(pieces: Sequence[Piece]) -> list[Piece]:
    """Each where the round has room for it. What would replace another piece is not understood."""
    alone = sum(piece.kind == SPOT for piece in pieces) <= 1
    stand: list[Piece] = []
    taken: set[tuple[str, int]] = set()
    spots = met = 0
    for piece in pieces:
        spots += piece.kind == SPOT
        here = max(spots, 1)  # whom one met before any spot was named, was met at the first
        room, never = {(piece.kind, here)}, False
        match piece.kind:
            case "date":
                room = {(DATE, 0)}
            case "time":
                ends = isinstance(piece.value, tuple) and len(piece.value) > 1
                room = {(TIME, spots)} | ({("end", 0)} if ends else set())
                never = ends and spots > 0 and not alone
            case "people":
                room, never = {(PEOPLE, here)} - taken, (NOBODY, here) in taken
            case "age":
                room, never = {(AGE, -met)}, (PEOPLE, here) not in taken
            case "nobody":
                never = (PEOPLE, here) in taken
                told = spots > 0 and stand and stand[-1].kind in (SPOT, TIME)
                piece = replace(piece, value=True) if piece.asks and told else piece
            case "words" | "need":
                room = set()
        if never or room & taken:
            piece, room = replace(piece, kind=WORDS, value=None, choices=()), set()
        met += piece.kind == PEOPLE
        taken |= room
        stand.append(piece)
    return stand
