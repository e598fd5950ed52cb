"""The house rules that a machine can hold: who may import whom, who may use which package, how long things get."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "outreach_app"
MODULES = sorted(PACKAGE.rglob("*.py"))

EVERYBODY = {"errors", "hardening", "i18n", "paths"}
BELOW_THE_FACES = {"domain", "guard", "vault", "store", "sync", "notes", "tables", "workspace"}
MAY_IMPORT: dict[str, set[str]] = {
    "paths": set(),
    "i18n": set(),
    "errors": set(),
    "hardening": set(),
    "domain": set(),
    "guard": {"domain"},
    "vault": {"domain"},
    "store": {"domain", "guard"},
    "sync": {"domain", "vault", "store"},
    "notes": {"domain", "vault", "store"},
    "tables": {"domain", "vault", "store"},
    "workspace": {"domain", "vault", "store", "sync"},
    "ui": BELOW_THE_FACES,
    "demo": BELOW_THE_FACES,
    "cli": BELOW_THE_FACES | {"demo", "app"},
    "app": BELOW_THE_FACES | {"demo", "ui"},
    "__main__": BELOW_THE_FACES | {"demo", "ui", "cli", "app"},
}
"""Each part of the package and the parts it may know, besides itself and what everybody may know."""

CONFINED: dict[str, set[str]] = {
    "PySide6": {"ui", "app"},
    "shiboken6": {"ui", "app"},
    "pypdfium2": {"ui", "app"},
    "click": {"cli"},
    "reportlab": {"notes"},
    "pikepdf": {"notes"},
    "docx": {"notes"},
    "openpyxl": {"tables"},
    "icalendar": {"tables"},
    "charset_normalizer": {"tables"},
    "sqlalchemy": {"domain", "store", "sync", "tables"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "nacl": {"vault", "sync"},
    "msgpack": {"sync", "store"},
    "zstandard": {"sync"},
    "filelock": {"vault"},
    "s3fs": {"sync"},
    "botocore": {"sync"},
    "webdav4": {"sync"},
    "httpx": {"sync"},
    "zxcvbn": {"vault"},
    "keyring": {"vault"},
    "highspy": {"guard"},
    "numpy": {"guard"},
    "phonenumbers": {"domain"},
    "babel": {"i18n"},
    "platformdirs": {"paths"},
}
"""Each package from outside and the parts that may use it; a package that is not here is used nowhere."""

LONG: dict[str, str] = {}
"""`file` or `file:function` over 300 or 40 lines, each with the reason why it stays whole."""

BROAD_EXCEPT = {"ui/background.py", "app.py", "cli/main.py", "__main__.py"}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def part_of(path: Path) -> str:
    """`outreach_app/store/changes.py` is of `store`, `outreach_app/app.py` of `app`."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Every dotted name imported anywhere in a module, and whether only type checkers see it."""
    seen_by_types = {
        inside
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inside in ast.walk(node)
    }
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node in seen_by_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno}: imports are absolute"
            yield from ((f"{node.module}.{alias.name}", node in seen_by_types) for alias in node.names)


def test_every_part_knows_only_the_parts_below_it() -> None:
    wrong = []
    for path in MODULES:
        part = part_of(path)
        if part == "__init__":
            continue
        for name, _types_only in imports(path):
            top, *rest = name.split(".")
            if (
                top == "outreach_app"
                and rest
                and rest[0] not in MAY_IMPORT[part] | EVERYBODY | {part, "__version__"}
            ):
                wrong.append(f"{name_of(path)}: {part} may not import {rest[0]} ({name})")
    assert not wrong, "\n".join(wrong)


def test_every_package_from_outside_stays_in_its_parts() -> None:
    wrong = []
    for path in MODULES:
        for name, types_only in imports(path):
            package = name.split(".")[0]
            if package == "outreach_app" or package in sys.stdlib_module_names or types_only:
                continue
            allowed = CONFINED.get(package, set())
            if part_of(path) not in allowed:
                wrong.append(f"{name_of(path)}: {package} belongs in {', '.join(sorted(allowed)) or 'no part'}")
    assert not wrong, "\n".join(wrong)


def test_long_files_and_functions_have_a_reason() -> None:
    wrong, needless = [], set(LONG)
    for path in [
        *MODULES,
        *sorted((ROOT / "benchmarks").rglob("*.py")),
        *sorted((ROOT / "packaging").glob("*.py")),
    ]:
        file = path.relative_to(ROOT).as_posix()
        lengths = {file: (len(path.read_text(encoding="utf-8").splitlines()), 300)}
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                lengths[f"{file}:{node.name}"] = (node.end_lineno - node.lineno + 1, 40)
        for place, (length, limit) in lengths.items():
            if length > limit:
                needless.discard(place)
                if place not in LONG:
                    wrong.append(f"{place}: {length} lines, {limit} without a reason")
    assert not wrong, "\n".join(wrong)
    assert not needless, f"no longer too long, so strike it from the list: {sorted(needless)}"


def test_only_the_outermost_rooms_swallow_everything() -> None:
    """Elsewhere whoever catches everything, to roll back for instance, raises it again."""
    wrong = [
        f"{name_of(path)}:{node.lineno}: {ast.unparse(node).splitlines()[0]}"
        for path in MODULES
        if name_of(path) not in BROAD_EXCEPT
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or re.search(r"\b(Base)?Exception\b", ast.unparse(node.type)))
        and not (isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None)
    ]
    assert not wrong, "\n".join(wrong)


def test_an_ignored_type_error_says_which_and_nothing_is_left_for_later() -> None:
    unfinished = re.compile(r"\b(TODO|FIXME|XXX)\b|# type: ignore(?!\[)|# noqa(?!:)")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for folder in (PACKAGE, ROOT / "tests", ROOT / "benchmarks", ROOT / "packaging")
        for path in sorted(folder.rglob("*.py"))
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if unfinished.search(line)
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_but_the_store_writes_with_sql() -> None:
    """Merges and captures are the store's; everybody else writes records through a session."""
    wrong = [
        f"{name_of(path)}: {name}"
        for path in MODULES
        if part_of(path) != "store"
        for name, _types_only in imports(path)
        if name in {"sqlalchemy.insert", "sqlalchemy.update", "sqlalchemy.text"}
        or (name == "sqlalchemy.delete" and part_of(path) == "domain")
        or name.startswith("sqlalchemy.dialects")
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("outreach_app.cli.main", ("PySide6", "pypdfium2", "reportlab", "pikepdf", "docx", "openpyxl", "alembic")),
        ("outreach_app.app", ("click", "sqlalchemy", "reportlab", "pikepdf", "docx", "openpyxl")),
        ("outreach_app.domain.figures", ("PySide6", "reportlab", "nacl", "alembic", "sqlcipher3", "openpyxl")),
        ("outreach_app.domain.norms", ("phonenumbers",)),
        ("outreach_app.guard", ("highspy", "numpy")),
    ],
)
def test_importing_stays_light(module: str, never: tuple[str, ...]) -> None:
    """The command line loads no Qt, the window no command line; what is slow waits behind the lock screen."""
    code = f"import sys, {module}; print(*sorted({set(never)!r} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.split() == []
