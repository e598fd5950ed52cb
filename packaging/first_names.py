"""The list of first names: `python packaging/first_names.py`, where Faker is installed, and hunspell (nl, fr, en).

Writes `resources/names/first_names.txt`; the README beside it tells where the names come from and what the marks
mean. Only whoever renews the list runs this.
"""

import importlib
import subprocess
import unicodedata
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "names" / "first_names.txt"
LOCALES = "nl_BE nl_NL fr_BE fr_FR fr_DZ tr_TR en_GB es_ES it_IT pl_PL pt_PT ro_RO".split()
DICTIONARIES = ("nl_NL", "fr_FR", "en_GB")
ADDED = frozenset(
    "achraf aicha anouar aymane berat bilal chaima chaimae douaa driss emre enes eren hafsa hanane hiba hicham "
    "ikram ilham imrane ismail jamal jayden kaan kamal khadija loubna lyna mohammad mohammed muhammad "
    "nisrine noureddine omar oumaima oussama rachid redouane reda safae salma siham soufian tarik tariq walid "
    "yacine yassin yassine younes youness youssef zakariya".split()
)
"""Spellings heard on the streets of Flanders that stand in no list beside this."""
NEVER = frozenset(
    "april augustus avril août bergen corona europa fran france frans islam israel israël juli juni loire "
    "lorraine lourdes madison mars mei nazi noël paris ramadan roma sint thi".split()
)
"""Months, feasts, places: as names they are rare, as words they are everywhere."""
COMMON = frozenset(
    "an august beau bo can canal constant das den do elke guy in is jet jo job ken kick la le line marine mi ni "
    "of pa pi said si so ti va victoire".split()
)
"""Words that open sentences and stand in no list beside this."""
RATHER_NAMES = frozenset("griet maxime piet wout".split())
"""Words of the list that open a sentence as names only."""


def collected() -> set[str]:
    """Every first name of these places, one word each, in lower case."""
    found: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for kind in (name for name in dir(provider) if name.startswith("first_names")):
            found.update(unicodedata.normalize("NFC", name).casefold() for name in getattr(provider, kind))
    parts = {part for name in found for part in name.replace("-", " ").split()}
    return {part for part in parts | ADDED if part.isalpha() and len(part) > 1} - NEVER


def in_dictionaries(names: Iterable[str]) -> set[str]:
    """Those that are words as well, inflected ones too, when written small."""
    listed = "\n".join(sorted(names))
    unknown: set[str] = set(names)
    for dictionary in DICTIONARIES:
        asked = subprocess.run(
            ["hunspell", "-i", "utf-8", "-d", dictionary, "-l"],
            input=listed, capture_output=True, text=True, check=True,
        )  # fmt: skip
        unknown &= set(asked.stdout.split())
    return set(names) - unknown


def common() -> set[str]:
    """The most used words of Dutch, and the little ones of French."""
    lists = (ROOT / "resources" / "wordlists" / f"{name}.txt" for name in ("nl", "common-nl", "common-fr"))
    return {word for file in lists for word in file.read_text("utf-8").split()} - RATHER_NAMES | COMMON


def main() -> None:
    names = collected()
    words, everyday = in_dictionaries(names), common()
    marks = {name: "~" * (1 + (name in everyday)) if name in words else "" for name in names}
    lines = [f"{name} {mark}".rstrip() for name, mark in sorted(marks.items())]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
