"""`python -m tests.accessibility [--demo DIR] [--lang nl] [--dump FILE]`: the window as a screen reader finds it.

Opens a demo on a display and a session bus of its own, walks through every page, and reads the accessibility tree
over AT-SPI. Every control that takes the focus must have a name and a role, tables their size and titles, and a
passphrase must never be read. Needs Xvfb, dbus, at-spi2-core, gir1.2-atspi-2.0 and python3-gi.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from outreach_app.ui.places import PLACES
from tests.display import accessibility_bus, inside, missing, run_inside
from tests.screenshots import _team

SYSTEM_PYTHON = "/usr/bin/python3"
READER = Path(__file__).with_name("reader.py")
NAMELESS = {"frame", "filler", "panel", "scroll pane", "viewport", "application", "unknown", "table cell"}
"""Roles that may hold the focus without being a control; a cell may be empty."""
MEANINGLESS = {"unknown", "panel", "filler", "redundant object", "invalid"}

Node = dict[str, Any]


def main() -> int:
    asked = _arguments()
    lacking = missing(SYSTEM_PYTHON)
    if lacking:
        print(f"not installed: {', '.join(lacking)}", file=sys.stderr)
        return 2
    if not inside():
        return run_inside("tests.accessibility", sys.argv[1:])
    with tempfile.TemporaryDirectory() as scratch, accessibility_bus():
        demo = asked.demo or Path(scratch) / "demo"
        passphrase = _team(demo).passphrase
        trees = dict(_walk(demo, scratch, asked.lang))
    if asked.dump:
        asked.dump.write_text("\n".join(_drawn(name, tree) for name, tree in trees.items()), encoding="utf-8")
    wrong = [f"{name}: {what}" for name, tree in trees.items() for what in _wrong(tree, passphrase)]
    for name, tree in trees.items():
        nodes = list(_nodes(tree))
        controls = sum(node["focusable"] for node in nodes)
        print(f"{name:12} {len(nodes):5} nodes {controls:4} controls")
    print("\n".join(wrong) or "every control has a name and a role")
    return 1 if wrong else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", type=Path, help="a demo that was built before")
    parser.add_argument("--lang", default="nl")
    parser.add_argument("--dump", type=Path, help="where the trees are written, to read")
    return parser.parse_args()


def _walk(demo: Path, scratch: str, language: str) -> Iterator[tuple[str, Node]]:
    """Each page by name, with what is read of it."""
    command = [sys.executable, "-m", "tests.accessibility.window", str(demo), scratch, language]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as window:
        _answer(window)
        for word in ("type", "unlock", *(f"go {place.name}" for place in PLACES)):
            _say(window, word)
            _answer(window)
            yield word.removeprefix("go "), _read()
        _say(window, "end")


def _say(window: "subprocess.Popen[str]", word: str) -> None:
    assert window.stdin is not None
    window.stdin.write(f"{word}\n")
    window.stdin.flush()


def _answer(window: "subprocess.Popen[str]") -> None:
    assert window.stdout is not None
    if window.stdout.readline().strip() != "ready":
        raise RuntimeError("the window ended")


def _read() -> Node:
    found = subprocess.run([SYSTEM_PYTHON, str(READER)], capture_output=True, text=True, check=True, timeout=60)
    tree: Node = json.loads(found.stdout)
    return tree


def _nodes(tree: Node) -> Iterator[Node]:
    yield tree
    for child in tree["children"]:
        yield from _nodes(child)


def _wrong(tree: Node, passphrase: str) -> Iterator[str]:
    for node in _nodes(tree):
        if node["focusable"] and node["role"] not in NAMELESS and not node["name"].strip():
            yield f"{node['role']} without a name"
        if node["focusable"] and node["name"].strip() and node["role"] in MEANINGLESS:
            yield f"{node['name']!r} is told as {node['role']}"
        if "rows" in node and node["role"] == "table" and not (node["columns"] and all(node["titles"])):
            yield f"table {node['name']!r} without titles of columns: {node['titles']}"
        if any(passphrase in str(node.get(part, "")) for part in ("name", "description", "text")):
            yield f"the passphrase can be read in a {node['role']}"


def _drawn(name: str, tree: Node) -> str:
    """As an outline."""

    def lines(node: Node, depth: int) -> Iterator[str]:
        mark = "*" if node["focused"] else "+" if node["focusable"] else " "
        size = f" {node['rows']} x {node['columns']}" if "rows" in node else ""
        yield f"{'  ' * depth}{mark} {node['role']}{size}: {node['name']}"
        for child in node["children"]:
            yield from lines(child, depth + 1)

    return "\n".join((f"== {name}", *lines(tree, 0)))


if __name__ == "__main__":
    sys.exit(main())
