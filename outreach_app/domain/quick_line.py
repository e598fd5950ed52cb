"""A round said in one line: `gisteren 19u30 Vlasakker 6 jongens 15-17, banken kapot, 2 meisjes`.

In Dutch, English and French at once. Every word ends in one piece: what it is taken for, what it may be (then
somebody is asked), or that it was not understood. Nothing is guessed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from outreach_app.domain.drafts import EncounterDraft, Pick, RoundDraft, VisitDraft, daypart_at
from outreach_app.domain.typed import NoDate, NoTime, typed_date, typed_time
from outreach_app.domain.values import name_key

DATE, TIME, SPOT, PEOPLE, AGE, NEED, NOBODY, WORDS = "date time spot people age need nobody words".split()  # noqa: SIM905
"""What a piece can be; WORDS is what was not understood."""

_WORD = re.compile(r"[^\s,;+]+")
_CLOCK = re.compile(r"[0-9]{1,2}(?:[:.uh][0-9]{2}|[uh])", re.IGNORECASE)
_SPAN = re.compile(r"(?P<from>[^\s-]+)[-–](?P<to>[^\s-]+)")
_AGES = re.compile(r"(\d{1,2})(?:[-–](\d{1,2}))?")
_YEARS = frozenset(["jaar", "j", "jr", "years", "year", "yo", "ans", "an"])
_DAY_FIRST = re.compile(r"(?:\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{4}-\d{2}-\d{2})")
_BANDS = (
    ("u12", 0, 11),
    ("12_14", 12, 14),
    ("15_17", 15, 17),
    ("18_20", 18, 20),
    ("21_25", 21, 25),
    ("26_up", 26, 99),
)
_PEOPLE: dict[str, tuple[str, str]] = {
    **dict.fromkeys(["jongens", "jongen", "gasten", "boys", "boy", "garçons", "garçon"], ("youth", "boys")),
    **dict.fromkeys(["meisjes", "meisje", "girls", "girl", "filles", "fille"], ("youth", "girls")),
    **dict.fromkeys(
        ["jongeren", "jongere", "jeugd", "youngsters", "youth", "jeunes", "jeune"], ("youth", "unknown")
    ),
    **dict.fromkeys(["ouders", "ouder", "parents", "parent"], ("parents", "unknown")),
    **dict.fromkeys(
        ["buren", "buur", "buurtbewoners", "residents", "neighbours", "voisins", "habitants"],
        ("residents", "unknown"),
    ),
}
_NOBODY = frozenset(["niemand", "nobody", "leeg", "empty", "personne"])
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


@dataclass(frozen=True, slots=True)
class Known:
    """What the words may name."""

    spots: Sequence[Pick] = ()
    needs: Sequence[Pick] = ()


_Token = tuple[int, int, str]
_Found = tuple[int, str, object, tuple[Pick, ...]]
"""How many words are taken, for which kind of piece, its value and its choices."""
_Try = Callable[[Sequence[_Token]], "_Found | None"]


def understood(line: str, known: Known, today: date) -> list[Piece]:
    """The pieces of a line, in its order; every word is in exactly one of them."""
    pieces: list[Piece] = []
    for clause in re.finditer(r"[^,;+]+", line):
        tokens = [(m.start() + clause.start(), m.end() + clause.start(), m.group())
                  for m in _WORD.finditer(clause.group())]  # fmt: skip
        pieces += _pieces(tokens, known, today)
    return pieces


def _pieces(tokens: list[_Token], known: Known, today: date) -> Iterator[Piece]:
    tries: tuple[_Try, ...] = (
        lambda ahead: _a_date(ahead, today),
        _a_time,
        _nobody,
        _people,
        _age,
        lambda ahead: _named(SPOT, ahead, known.spots),
    )
    left: list[_Token] = []
    at = 0
    while at < len(tokens):
        found = next((found for each in tries if (found := each(tokens[at:]))), None)
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
    found = _named(NEED, tokens, known.needs)
    if found and found[0] == len(tokens):
        yield Piece(NEED, tokens[0][0], tokens[-1][1], found[2], found[3])
    else:
        yield Piece(WORDS, tokens[0][0], tokens[-1][1])


def _a_date(ahead: Sequence[_Token], today: date) -> _Found | None:
    for n in (4, 3, 2, 1):
        words = [text for _start, _end, text in ahead[:n]]
        if len(words) < n or not _looks_like_a_date(words, today):
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


def _a_time(ahead: Sequence[_Token]) -> _Found | None:
    text = ahead[0][2]
    span = _SPAN.fullmatch(text)
    parts = [span["from"], span["to"]] if span else [text]
    if not _CLOCK.fullmatch(parts[0]) or not all(re.fullmatch(r"[\d:.uhUH]+", part) for part in parts):
        return None
    try:
        return 1, TIME, tuple(typed_time(part.rstrip("uhUH")) for part in parts), ()
    except NoTime:
        return None


def _nobody(ahead: Sequence[_Token]) -> _Found | None:
    return (1, NOBODY, True, ()) if ahead[0][2].casefold() in _NOBODY else None


def _people(ahead: Sequence[_Token]) -> _Found | None:
    """A count and whom: `6 jongens`."""
    if len(ahead) < 2 or not re.fullmatch(r"[0-9]{1,3}", ahead[0][2]):
        return None
    who = _PEOPLE.get(ahead[1][2].casefold())
    return (2, PEOPLE, (int(ahead[0][2]), *who), ()) if who else None


def _age(ahead: Sequence[_Token]) -> _Found | None:
    """`15-17`, `16 jaar`: the band that holds it; where it lies in several, they are the choices."""
    found = re.fullmatch(_AGES, ahead[0][2])
    years = len(ahead) > 1 and ahead[1][2].casefold() in _YEARS
    if not found or not (found[2] or years):
        return None
    low, high = int(found[1]), int(found[2] or found[1])
    bands = [code for code, first, last in _BANDS if first <= high and low <= last]
    if low > high or not bands:
        return None
    choices = tuple(Pick(code) for code in bands)
    return 1 + years, AGE, bands[0] if len(bands) == 1 else None, choices


def _named(kind: str, ahead: Sequence[_Token], names: Sequence[Pick]) -> _Found | None:
    """The longest row of words that begin the words of a name, in their order."""
    for n in range(min(len(ahead), 8), 0, -1):
        words = name_key(" ".join(text for _start, _end, text in ahead[:n])).split()
        exact = [pick for pick in names if name_key(pick.name).split() == words]
        if len(exact) == 1:
            return n, kind, exact[0], tuple(exact)
        if max(map(len, words)) < SHORTEST:
            continue
        like = exact or [pick for pick in names if _begins(words, name_key(pick.name).split())]
        if like:
            return n, kind, like[0] if len(like) == 1 else None, tuple(like)
    return None


def _begins(typed: list[str], name: list[str]) -> bool:
    rest = iter(name)
    return all(any(word.startswith(part) for word in rest) for part in typed)


def chosen(piece: Piece, pick: Pick) -> Piece:
    """The answer to what a piece asks."""
    return replace(piece, value=pick.name if piece.kind == AGE else pick)


def draft_of(line: str, pieces: Sequence[Piece], today: date, workers: Sequence[Pick] = ()) -> RoundDraft:
    """The round that was said. What was not understood, or is still asked, stands in the note of its spot."""
    draft = RoundDraft(date=today, workers=list(workers))
    kept: list[str] = []
    for piece in pieces:
        match piece:
            case Piece(kind="date", value=date() as day):
                draft.date = day
            case Piece(kind="time", value=(start, *end)) if not draft.visits:
                draft.start, draft.end = str(start), str(end[0]) if end else draft.end
            case Piece(kind="time", value=(start, *_)):
                draft.visits[-1].start = str(start)
            case Piece(kind="spot", value=Pick() as spot):
                draft.visits.append(VisitDraft(spot=spot))
            case Piece(kind="nobody"):
                _visit(draft).no_contact = True
            case Piece(kind="people", value=(int(count), str(who), str(mix))):
                _visit(draft).encounters.append(EncounterDraft(group_size=count, who=who, mix=mix))
            case Piece(kind="age", value=str(band)):
                met = _met(draft)
                met.age_counts = {band: met.group_size} if met.group_size else {}
                kept += [] if met.group_size else [line[piece.start : piece.end]]
            case Piece(kind="need", value=Pick() as need):
                _met(draft).needs.append(need)
            case _:
                kept.append(line[piece.start : piece.end])
    if kept:
        _met(draft).local_note = ", ".join(kept)
    for visit in draft.visits:
        for met in visit.encounters:
            met.daypart = daypart_at(visit.start or draft.start) or met.daypart
    return draft


def _visit(draft: RoundDraft) -> VisitDraft:
    """The last spot that was named; one without a name where none was."""
    if not draft.visits:
        draft.visits.append(VisitDraft())
    return draft.visits[-1]


def _met(draft: RoundDraft) -> EncounterDraft:
    visit = _visit(draft)
    if not visit.encounters:
        visit.encounters.append(EncounterDraft())
    return visit.encounters[-1]
