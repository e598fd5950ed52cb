"""The printed recovery code: 160 random bits in eight groups, each with a character that catches typing errors."""

import secrets
from dataclasses import dataclass
from datetime import date

from outreach_app.vault.errors import RecoveryCodeIncomplete, RecoveryCodeMistyped

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"}) | {ord(mark): None for mark in " -–—\t\r\n."}
_GROUPS = 8
_SIZE = 5
_BYTES = _GROUPS * (_SIZE - 1) * 5 // 8


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What is printed. Never what the vault holds, nor its passphrase."""

    code: str
    team: str
    worker: str
    vault: str
    """The beginning of the vault's number: tells two sheets apart, and opens nothing."""
    made_on: date


def new_code() -> bytes:
    return secrets.token_bytes(_BYTES)


def printed(code: bytes) -> str:
    """The code for paper: `K7QF2-…`, eight groups of five."""
    number = int.from_bytes(code)
    digits = [number >> shift & 31 for shift in range(len(code) * 8 - 5, -1, -5)]
    groups = [digits[start : start + _SIZE - 1] for start in range(0, len(digits), _SIZE - 1)]
    return "-".join(
        "".join(_ALPHABET[digit] for digit in (*group, _check(place, group))) for place, group in enumerate(groups)
    )


def typed(text: str) -> bytes:
    """The code someone typed from paper; case, spaces, dashes and O for 0 or I and L for 1 do not matter.

    Raises RecoveryCodeIncomplete and RecoveryCodeMistyped, which names the group.
    """
    characters = text.upper().translate(_READ_AS)
    if len(characters) != _GROUPS * _SIZE:
        raise RecoveryCodeIncomplete(groups=_GROUPS, size=_SIZE, given=len(characters))
    number = 0
    for place in range(_GROUPS):
        group = [_ALPHABET.find(character) for character in characters[place * _SIZE : (place + 1) * _SIZE]]
        if -1 in group or group[-1] != _check(place, group[:-1]):
            raise RecoveryCodeMistyped(group=place + 1)
        for digit in group[:-1]:
            number = number << 5 | digit
    return number.to_bytes(_BYTES)


def _check(place: int, group: list[int]) -> int:
    """Odd weights catch every wrong character and nearly every swap of two; the place catches moved groups."""
    return (
        11 * (place + 1) + sum(weight * digit for weight, digit in zip((1, 3, 7, 13), group, strict=True))
    ) % 32
