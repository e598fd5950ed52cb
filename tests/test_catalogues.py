"""The message catalogues: current, complete, with the same placeholders, and compiled."""

import ast
import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.fields import fields_of
from outreach_app.domain.records import RECORDS

ROOT = Path(__file__).resolve().parent.parent
COMPLETE = ("nl", "fr")
"""The languages in which nothing may be missing."""


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "packaging" / "messages.py")
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


TOOL = load_tool()
PATHS = list(TOOL.catalogues())
Key = tuple[str | tuple[str, ...], str | None]


def keys(catalog: Catalog) -> set[Key]:
    return {(_frozen(message.id), message.context) for message in catalog if message.id}


def _frozen(text: str | list[str] | tuple[str, ...] | None) -> str | tuple[str, ...]:
    return text if isinstance(text, str) else tuple(text or ())


def strings(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


@pytest.fixture(scope="module")
def texts() -> Catalog:
    catalog: Catalog = TOOL.extracted()
    return catalog


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.parent.parent.name)
class TestCatalogue:
    def test_it_holds_exactly_the_texts_of_the_program(self, path: Path, texts: Catalog) -> None:
        """Otherwise run `python packaging/messages.py update`."""
        assert keys(TOOL.read(path)) == keys(texts)

    def test_nothing_is_left_in_english(self, path: Path) -> None:
        language = path.parent.parent.name
        if language in COMPLETE:
            assert list(TOOL.todo(language=language)) == []

    def test_placeholders_are_those_of_the_source(self, path: Path) -> None:
        """A plural form may leave out {n}, as in "one round", but never bring a name the source lacks."""
        wrong = []
        for message in TOOL.read(path):
            if not message.id:
                continue
            wanted = [placeholders(source) for source in strings(message.id)]
            for text in filter(None, strings(message.string)):
                found = placeholders(text)
                if found not in wanted and found | Counter(["n"]) not in wanted:
                    wrong.append(f"{message.id!r} -> {text!r}")
        assert not wrong, "\n".join(wrong)

    def test_it_is_compiled_as_it_stands(self, path: Path) -> None:
        """Otherwise run `python packaging/messages.py compile`."""
        with path.with_suffix(".mo").open("rb") as file:
            compiled = {(_frozen(message.id), _text(message.context)): message.string for message in read_mo(file)}
        for message in TOOL.read(path):
            if message.id and all(strings(message.string)):
                assert strings(compiled[_frozen(message.id), message.context]) == strings(message.string)


def _text(context: str | bytes | None) -> str | None:
    """Babel reads the context of a compiled message as bytes."""
    return context.decode() if isinstance(context, bytes) else context


def placeholders(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{(\w*)[^}]*\}", text))


def test_dutch_is_there() -> None:
    assert set(COMPLETE) <= {path.parent.parent.name for path in PATHS}


def test_every_label_hint_and_term_is_marked_for_translation(texts: Catalog) -> None:
    """A label without N_() would stay English forever. Terms that are figures or codes need none."""
    words = {word for field in BUILT_IN for word in BUILT_IN[field].values() if field != "vocabulary"}
    words |= {text for record in RECORDS for text in (record.singular, record.plural)}
    words |= {text for record in RECORDS for field in fields_of(record) for text in (field.label, field.hint)}
    marked = {message.id for message in texts}
    assert {word for word in words if word and not re.fullmatch(r"[\d–]+", word)} - marked == set()


def test_marked_texts_are_literals() -> None:
    """An f-string cannot be looked up: name the places and fill them in after translating."""
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted((ROOT / "outreach_app").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in TOOL.KEYWORDS
        and any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args[:2])
    ]
    assert not wrong, "\n".join(wrong)
