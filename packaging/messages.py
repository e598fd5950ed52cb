"""The message catalogues: `python packaging/messages.py update | compile | todo [LANGUAGE]`.

`update` takes every text marked in outreach_app into every catalogue there is, without guessing translations;
`compile` writes what gettext reads; `todo` prints what has no translation yet. A new language starts as an
empty file `resources/i18n/LANGUAGE/LC_MESSAGES/vindplaats.po`.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def catalogues(root: Path = ROOT) -> Iterator[Path]:
    """The catalogue of each language; the language is the name of the folder above the last."""
    yield from sorted(root.glob("resources/i18n/*/LC_MESSAGES/vindplaats.po"))


def extracted(root: Path = ROOT) -> Catalog:
    """Every marked text with the places it stands in, file by file."""
    catalog = Catalog(project="Vindplaats", charset="utf-8")
    found = extract_from_dir(
        str(root / "outreach_app"),
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
    )
    for file, line, text, comments, context in sorted(found, key=lambda message: (message[0], message[1])):
        catalog.add(text, locations=[(f"outreach_app/{file}", line)], auto_comments=comments, context=context)
    return catalog


def read(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale=path.parent.parent.name, domain="vindplaats")


def update(root: Path = ROOT) -> None:
    """Bring every catalogue up to date. Line numbers stay out: they would change with every edit of the code."""
    texts = extracted(root)
    for path in catalogues(root):
        catalog = read(path)
        catalog.update(texts, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        with path.open("wb") as target:
            write_po(target, catalog, width=110, include_lineno=False, ignore_obsolete=True)


def compile_all(root: Path = ROOT) -> None:
    for path in catalogues(root):
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read(path))


def todo(root: Path = ROOT, language: str = "") -> Iterator[str]:
    """What has no translation, or a doubtful one."""
    for path in catalogues(root):
        name = path.parent.parent.name
        for message in read(path):
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and language in ("", name) and (message.fuzzy or not all(texts)):
                yield f"{name}: {message.id}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("update", "compile", "todo"))
    parser.add_argument("language", nargs="?", default="")
    asked = parser.parse_args()
    if asked.what == "update":
        update()
    elif asked.what == "compile":
        compile_all()
    else:
        missing = list(todo(language=asked.language))
        print("\n".join(missing))
        return 1 if missing else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
