"""What can be read about: one Markdown file a topic in resources/help, the same names in every language."""

from functools import cache
from typing import NamedTuple

from outreach_app.i18n import LANGUAGES, SOURCE_LANGUAGE, asked_language
from outreach_app.paths import RESOURCES

FOLDER = RESOURCES / "help"
TOPIC = "help_topic"
"""Property of a widget: what is helped with where the focus is in it, rather than with the page."""
START, PASSPHRASE, PRIVACY, GUARD = "start", "passphrase", "privacy", "guard"
NAMES = (
    "today",
    "round",
    "rounds",
    "import",
    "spots",
    "needs",
    "signals",
    "notes",
    "note",
    "consultations",
    "meeting",
    "agreements",
    "network",
    "figures",
    "results",
    "priorities",
    "regions",
    PRIVACY,
    "typing",
    GUARD,
    "sync",
    "team",
    "merge",
    "words",
    "bin",
    PASSPHRASE,
    "erasing",
    "settings",
    "threats",
    START,
    "keys",
)
"""In the order of the list; a place of the window is helped with by the topic of its own name."""


class Topic(NamedTuple):
    name: str
    title: str
    text: str
    """All of it, in Markdown."""

    def holds(self, words: list[str]) -> bool:
        found = self.text.casefold()
        return all(word in found for word in words)


def topic(name: str) -> Topic:
    """A topic in the language of the window; how to begin where there is none of that name."""
    here = _topics(_language())
    return here.get(name) or here[START]


def search(text: str) -> list[Topic]:
    """The topics that hold every word, those with one in their title first; all of them without a word."""
    words = text.casefold().split()
    found = [each for each in _topics(_language()).values() if each.holds(words)]
    return sorted(found, key=lambda each: not any(word in each.title.casefold() for word in words))


def _language() -> str:
    return asked_language() if asked_language() in LANGUAGES else SOURCE_LANGUAGE


@cache
def _topics(language: str) -> dict[str, Topic]:
    return {name: _read(language, name) for name in NAMES}


def _read(language: str, name: str) -> Topic:
    text = (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")
    return Topic(name, text.partition("\n")[0].removeprefix("# "), text)
