"""Nothing but the capture, the merge, erasing and snapshots writes a synced table."""

import ast
import re
from pathlib import Path

import outreach_app
from outreach_app.domain.records import RECORDS

PACKAGE = Path(outreach_app.__file__).parent
WRITERS = {
    "store/changes.py",
    "store/erasing.py",
    "store/handing_over.py",
    "store/merge.py",
    "store/table_merge.py",
    "store/schema.py",
    "store/search_index.py",
    "store/snapshots.py",
    "store/migrations",
    "store/traces.py",
}
WRITES = re.compile(
    r"\s*(insert(\s+or\s+\w+)?\s+into|replace\s+into|update\s+\S+(\s+as\s+\w+)?\s+set|delete\s+from)\b", re.I
)
CLASSES = {record.__name__ for record in RECORDS}


def text_of(node: ast.Constant | ast.JoinedStr) -> str:
    """A string, with a mark where a value is put in."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in parts)


def offences(tree: ast.AST) -> list[int]:
    """Lines with SQL that writes, or with a Core statement that writes a record's table."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and WRITES.match(text_of(node)):
            found.append(node.lineno)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            written = node.args[0]
            if node.func.id in ("insert", "update", "delete") and isinstance(written, ast.Name):
                found += [node.lineno] * (written.id in CLASSES)
    return found


def test_nobody_else_writes_records() -> None:
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        if not any(name.startswith(writer) for writer in WRITERS):
            lines = offences(ast.parse(path.read_text()))
            assert not lines, f"{name}:{lines} writes past the capture: use objects, or merge patches"


def test_the_check_sees_what_it_is_for() -> None:
    for guilty in (
        "run('INSERT INTO area VALUES (1)')",
        "run(f'UPDATE {t} SET x = 1')",
        "c.execute(update(Area))",
    ):
        assert offences(ast.parse(guilty)) == [1]
    for innocent in (
        "session.execute(delete(Draft))",
        "say('Update the vault and set it aside')",
        "session.add(Area())",
    ):
        assert offences(ast.parse(innocent)) == []
