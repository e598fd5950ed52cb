"""Words in Arabic script as they are written: from right to left, each letter in the form its neighbours give it.

A small part of the Unicode algorithms: UAX 9 without embeddings (`text.lines` takes them out) and without the
pairing of brackets; joining by the presentation forms that Unicode keeps for it. Enough for quotes, names and
titles in Arabic, Persian or Urdu; not for typesetting a book in them.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache

_FORMS = (range(0xFB50, 0xFDFC), range(0xFE80, 0xFEFD))
_LAM = "\u0644"
_TATWEEL = "\u0640"
_STRONG = {"L": "L", "R": "R", "AL": "R"}
_MIRRORED = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))


def leftward(text: str) -> bool:
    """Whether anything in it is written from right to left."""
    return any(sign >= "\u0590" and unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)


def opens_leftward(text: str) -> bool:
    """Whether its first letter is, and the whole therefore reads from right to left."""
    return next((_STRONG[kind] == "R" for kind in map(unicodedata.bidirectional, text) if kind in _STRONG), False)


def shaped(text: str) -> str:
    """Each Arabic letter in the form in which it stands there; a lam with its alef is one sign."""
    out: list[str] = []
    joins = False  # whether the letter before reaches out to this one
    letters = [place for place, sign in enumerate(text) if not unicodedata.combining(sign)]
    after = dict(zip(letters, [*letters[1:], -1], strict=True))
    skip = -1
    for place, sign in enumerate(text):
        if place == skip:
            continue
        if unicodedata.combining(sign):
            out.append(sign)
            continue
        following = text[after[place]] if after[place] >= 0 else ""
        forms = _forms().get(sign + following if sign == _LAM else "")
        if forms:
            skip = after[place]
        else:
            forms = _forms().get(sign, {})
        onward = sign == _TATWEEL or "initial" in forms
        reached = onward and skip != after[place] and _reachable(following)
        name = ("medial" if reached else "final") if joins else ("initial" if reached else "isolated")
        out.append(forms.get(name, sign))
        joins = reached
    return "".join(out)


def unshaped(text: str) -> str:
    """Shaped letters as they were typed."""
    return "".join(unicodedata.normalize("NFKC", sign) if "\ufb50" <= sign <= "\ufefc" else sign for sign in text)


def _reachable(sign: str) -> bool:
    return sign == _TATWEEL or "final" in _forms().get(sign, {})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letter, or lam with alef, to its presentation forms by name."""
    found: dict[str, dict[str, str]] = {}
    for span in _FORMS:
        for code in span:
            form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
            base = "".join(chr(int(letter, 16)) for letter in letters if form.startswith("<"))
            if len(base) == 1 or (len(base) == 2 and base[0] == _LAM and code >= 0xFEF5):
                found.setdefault(base, {}).setdefault(form.strip("<>"), chr(code))
    return found


def visual(signs: Sequence[str], base_leftward: bool) -> list[tuple[int, str]]:
    """One line in the order in which it is drawn: the place of each sign, and the sign, mirrored if need be."""
    levels = _levels([unicodedata.bidirectional(sign) for sign in signs], int(base_leftward))
    order = list(range(len(signs)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return [
        (place, _MIRRORED.get(signs[place], signs[place]) if levels[place] % 2 else signs[place])
        for place in order
    ]


def _levels(kinds: list[str], base: int) -> list[int]:
    """The embedding level of each sign (rules W1–W7, N1–N2, I1–I2, L1)."""
    opening = "R" if base else "L"
    found = _weak(kinds, opening)
    levels = [0] * len(kinds)
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and found[end] not in ("L", "R", "EN", "AN"):
            end += 1
        if end > start:  # a run of neutrals: as what encloses it, where both sides agree
            before = found[start - 1] if start else opening
            after = found[end] if end < len(found) else opening
            sides = {"L" if side == "L" else "R" for side in (before, after)}
            found[start:end] = [sides.pop() if len(sides) == 1 else opening] * (end - start)
        start = max(end, start + 1)
    for place, kind in enumerate(found):
        if base:
            levels[place] = 1 if kind == "R" else 2
        else:
            levels[place] = {"L": 0, "R": 1}.get(kind, 2)
    place = len(kinds) - 1
    while place >= 0 and kinds[place] == "WS":  # spaces at the end stand at the end
        levels[place] = base
        place -= 1
    return levels


def _weak(kinds: list[str], opening: str) -> list[str]:
    """Numbers and what belongs to them."""
    found, before, strong = list(kinds), opening, opening
    for place, kind in enumerate(found):  # W1–W3
        if kind == "NSM":
            found[place] = before
        elif kind == "EN" and strong == "AL":
            found[place] = "AN"
        before = found[place]
        strong = kind if kind in _STRONG else strong
    for place in range(1, len(found) - 1):  # W4
        sides = found[place - 1], found[place + 1]
        if sides[0] == sides[1] and (
            (found[place] in ("ES", "CS") and sides[0] == "EN") or (found[place] == "CS" and sides[0] == "AN")
        ):
            found[place] = sides[0]
    for place, kind in enumerate(found):  # W5
        if kind == "ET":
            end = next((at for at in range(place, len(found)) if found[at] != "ET"), place)
            if found[end] == "EN" or (place and found[place - 1] == "EN"):
                found[place] = "EN"
    strong = opening
    for place, kind in enumerate(found):  # W6–W7
        if kind in _STRONG:
            strong = found[place] = _STRONG[kind]
        elif kind == "EN" and strong == "L":
            found[place] = "L"
        elif kind in ("ES", "ET", "CS"):
            found[place] = "ON"
    return found
