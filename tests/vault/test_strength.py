"""How strong a passphrase is, said without promises; and one made by chance."""

import ast
import inspect
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zxcvbn import feedback

from outreach_app.i18n import LANGUAGES
from outreach_app.vault import strength, words
from outreach_app.vault.errors import PassphraseTooShort, PassphraseTooWeak
from outreach_app.vault.strength import Level


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("wachtwoord", Level.REFUSED),
        ("Wachtwoord2024", Level.REFUSED),
        ("azertyuiop", Level.REFUSED),
        ("aaaaaaaaaaaaaaaaaaaaaaaa" * 20, Level.REFUSED),
        ("x7$kQ", Level.REFUSED),
        ("groen huis", Level.WEAK),
        ("café op de hoek", Level.FAIR),
        ("groene fiets avond", Level.FAIR),
        ("vier woorden die niet passen", Level.STRONG),
        ("vlasakker banken avondronde", Level.STRONG),
    ],
)
def test_levels(passphrase: str, level: Level) -> None:
    assert strength.estimate(passphrase).level is level


def test_names_that_everybody_knows_make_it_weaker() -> None:
    blind = strength.estimate("jeugdopbouw lindervoorde")
    knowing = strength.estimate("jeugdopbouw lindervoorde", ["Jeugdopbouw Lindervoorde", "Noor"])

    assert (blind.level, knowing.level) == (Level.STRONG, Level.REFUSED)


def test_what_is_refused() -> None:
    with pytest.raises(PassphraseTooShort):
        strength.accept("x7$kQ!")
    with pytest.raises(PassphraseTooWeak):
        strength.accept("Wachtwoord2024")
    strength.accept("groen huis")  # weak is said, not forbidden


def test_time_and_advice_are_words_without_figures() -> None:
    weak = strength.estimate("groen huis")

    assert weak.words == "Weak: with a thousand computers at once, guessing it takes less than a day."
    assert weak.hints == "Add another word or two. Uncommon words are better."


def test_everything_the_estimator_may_say_is_translated() -> None:
    """Its messages are literals handed to its own `_`."""
    said = {
        call.args[0].value
        for call in ast.walk(ast.parse(inspect.getsource(feedback)))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
        if isinstance(call.args[0], ast.Constant)
    }
    assert said == strength.ADVICE


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lists_are_what_the_bits_promise(language: str) -> None:
    listed = words.listed(language)

    assert len(set(listed)) == len(listed) >= 4096
    assert all(word.isascii() and word.islower() and word.isalpha() and 3 <= len(word) <= 9 for word in listed)
    made = words.generate(language)
    assert made.bits >= words.LEAST_BITS
    assert made.bits == int(len(made.text.split()) * math.log2(len(listed)))
    assert set(made.text.split()) <= set(listed)


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(LANGUAGES), st.integers(0, words.MOST))
def test_made_by_chance_is_strong_whatever_is_asked(language: str, count: int) -> None:
    made = words.generate(language, count)

    assert len(made.text.split()) == max(count, words.fewest(language))
    assert strength.estimate(made.text).level is Level.STRONG
