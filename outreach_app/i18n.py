"""Texts in the reader's language: the window's, or for a while another one (a note for a French reader)."""

import gettext as _gettext
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

from outreach_app.paths import RESOURCES

LANGUAGES = ("nl", "en", "fr")
SOURCE_LANGUAGE = "en"

_LIGATURES = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "’": "'"})

_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)
_default = SOURCE_LANGUAGE


def set_language(language: str) -> None:
    """The language of the whole process from now on."""
    global _default  # noqa: PLW0603  one process, one window, one language
    _default = language


def first_spoken(wanted: Sequence[str], offered: Sequence[str] = LANGUAGES) -> str:
    """The first of the languages wanted ("fr-BE", "nl_BE") that is among ours; Dutch where none is."""
    ours = (code[:2].lower() for code in wanted)
    return next((code for code in ours if code in offered), "nl")


def system_language() -> str:
    """The system's language where it is one of ours; Dutch otherwise."""
    import locale

    return first_spoken([locale.getlocale()[0] or ""])


def reading_order(text: str) -> tuple[str, str]:
    """Orders names as dictionaries of our languages do: é beside e, æ as ae; case and accents decide last."""
    bare = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(letter for letter in bare if not unicodedata.combining(letter)), text


def asked_language() -> str:
    """The language asked for here and now: a team may have its own labels in it where no catalogue exists."""
    return _spoken.get() or _default


def language() -> str:
    """The language that `_` answers in: the one asked for, where there is a catalogue of it.

    Dates and numbers follow, so that a text is never half in one language and half in another.
    """
    asked = asked_language()
    return asked if isinstance(_catalogue(asked), _gettext.GNUTranslations) else SOURCE_LANGUAGE


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Another language for a while, in this thread only."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("vindplaats", RESOURCES / "i18n", [language], fallback=True)


def gettext(text: str) -> str:
    """The text in the current language; the English source where no translation exists."""
    return _catalogue(language()).gettext(text) if text else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The right plural, with {n} filled in as a number of the language."""
    return _catalogue(language()).ngettext(one, many, n).format(n=number(n))


def pgettext(context: str, text: str) -> str:
    """The text as used in `context`, for words that translate differently by place."""
    return _catalogue(language()).pgettext(context, text)


def N_(text: str) -> str:
    """Marks a text for translation where it is declared; translated where it is shown."""
    return text


_ = gettext

_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


def day(value: date | None, pattern: str = "d MMMM yyyy") -> str:
    """A date in words of the language; always by explicit pattern, as short forms differ by system."""
    from babel.dates import format_date  # 70 ms that the lock screen need not wait for

    return format_date(value, pattern, locale=_LOCALES[language()]) if value else ""


def number(value: float) -> str:
    """A number with the language's own separators."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_LOCALES[language()])
