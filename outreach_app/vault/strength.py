"""How hard a passphrase is to guess, said honestly: in orders of magnitude, against the Argon2id that guards it.

zxcvbn guesses as an attacker would: words, names, years, rows of keys. It knows English alone, so our own lists
of Dutch and French words go in with the names of the team.
"""

import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from outreach_app.i18n import N_, gettext
from outreach_app.vault import words
from outreach_app.vault.errors import PassphraseTooShort, PassphraseTooWeak

SHORTEST = 8
"""Characters a passphrase needs at least."""
GUESSES_A_SECOND = 1000
"""A thousand computers at once, each held to about one guess a second by 256 MiB and 3 passes of Argon2id."""

_READ = 72
"""Characters that are looked at: what is longer is strong, or a repetition."""
_BETWEEN = re.compile(r"[\s\-_.,;:/+]+")
_OFTEN = (
    "wachtwoord",
    "welkom",
    "geheim",
    "azerty",
    "azertyuiop",
    "motdepasse",
    "bonjour",
    "soleil",
    "passphrase",
)
_one_at_a_time = threading.Lock()

_DAY, _YEAR = 86_400, 31_557_600
_TIMES = (
    (3_600, N_("less than an hour")),
    (_DAY, N_("less than a day")),
    (30 * _DAY, N_("days to weeks")),
    (_YEAR, N_("months")),
    (100 * _YEAR, N_("years")),
    (10_000 * _YEAR, N_("centuries")),
)

ADVICE = frozenset(
    {
        N_("Use a few words, avoid common phrases."),
        N_("No need for symbols, digits, or uppercase letters."),
        N_("Add another word or two. Uncommon words are better."),
        N_("Straight rows of keys are easy to guess."),
        N_("Short keyboard patterns are easy to guess."),
        N_("Use a longer keyboard pattern with more turns."),
        N_('Repeats like "aaa" are easy to guess.'),
        N_('Repeats like "abcabcabc" are only slightly harder to guess than "abc".'),
        N_("Avoid repeated words and characters."),
        N_('Sequences like "abc" or "6543" are easy to guess.'),
        N_("Avoid sequences."),
        N_("Recent years are easy to guess."),
        N_("Avoid recent years."),
        N_("Avoid years that are associated with you."),
        N_("Dates are often easy to guess."),
        N_("Avoid dates and years that are associated with you."),
        N_("This is a top-10 common password."),
        N_("This is a top-100 common password."),
        N_("This is a very common password."),
        N_("This is similar to a commonly used password."),
        N_("A word by itself is easy to guess."),
        N_("Names and surnames by themselves are easy to guess."),
        N_("Common names and surnames are easy to guess."),
        N_("Capitalization doesn't help very much."),
        N_("All-uppercase is almost as easy to guess as all-lowercase."),
        N_("Reversed words aren't much harder to guess."),
        N_("Predictable substitutions like '@' instead of 'a' don't help very much."),
    }
)
"""Everything that zxcvbn may say, word for word, for the translators."""


class Level(Enum):
    """How a passphrase stands; its word."""

    REFUSED = N_("Too easy to guess")
    WEAK = N_("Weak")
    FAIR = N_("Fair")
    STRONG = N_("Strong")


@dataclass(frozen=True)
class Estimate:
    level: Level
    time: str
    """Source text: how long guessing takes."""
    advice: tuple[str, ...]
    """Source texts: what would make it better."""

    @property
    def words(self) -> str:
        """The level and the time, in a sentence."""
        said = gettext("{level}: with a thousand computers at once, guessing it takes {time}.")
        return said.format(level=gettext(self.level.value), time=gettext(self.time))

    @property
    def hints(self) -> str:
        return " ".join(map(gettext, self.advice))


def estimate(passphrase: str, known: Iterable[str] = ()) -> Estimate:
    """`known` are names that whoever guesses knows too: of the team, of the worker. Takes about 10 ms."""
    # Whoever guesses words tries the usual marks between them as well: they add nothing.
    texts = {passphrase[:_READ], _BETWEEN.sub("", passphrase)[:_READ]}
    found = [_guessed(text, known) for text in texts]
    exponent, advice = min(found, key=lambda one: one[0])
    level = next(level for least, level in _LEVELS if exponent >= least)
    if len(passphrase.strip()) < SHORTEST:
        level = Level.REFUSED
    seconds = 10.0**exponent / GUESSES_A_SECOND
    time = next((said for most, said in _TIMES if seconds < most), N_("longer than anyone will try"))
    return Estimate(level, time, advice if level is not Level.STRONG else ())


def accept(passphrase: str) -> None:
    """Raises PassphraseTooShort, and PassphraseTooWeak for what is guessed within the hour."""
    if len(passphrase.strip()) < SHORTEST:
        raise PassphraseTooShort(least=SHORTEST)
    if estimate(passphrase).level is Level.REFUSED:
        raise PassphraseTooWeak


_LEVELS = ((14.0, Level.STRONG), (10.0, Level.FAIR), (6.0, Level.WEAK), (float("-inf"), Level.REFUSED))
"""Least number of guesses, as a power of ten: millennia, months, a quarter of an hour. Generous at the top, as
inflected words and names of places are in no list of ours."""


def _guessed(text: str, known: Iterable[str]) -> tuple[float, tuple[str, ...]]:
    """The guesses needed as a power of ten, and what zxcvbn advises."""
    from zxcvbn import zxcvbn  # 40 ms that only choosing a passphrase needs

    names = [part for name in known for part in (name, *name.split()) if len(part) > 1]
    dictionary = [*names, *_OFTEN, *words.spoken("nl"), *words.spoken("fr")]
    with _one_at_a_time:  # it keeps the words in a module
        found = zxcvbn(text, user_inputs=dictionary)
    said = found["feedback"]
    advice = [said["warning"], *said["suggestions"]]
    return float(found["guesses_log10"]), tuple(each for each in advice if each in ADVICE)
