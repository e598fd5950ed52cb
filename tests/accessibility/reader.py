"""What a screen reader finds of the window on the bus, as JSON. Runs under the system's Python, which has gi.

`reader.py` waits until the application is there and shows something, then prints the tree of what is showing.
"""

import json
import sys
import time
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

APPLICATION = "vindplaats"
PATIENCE = 20.0
MOST_CHILDREN = 400


def main() -> int:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = application()
        if found is not None:
            json.dump(told(found), sys.stdout)
            return 0
        time.sleep(0.05)
    return 1


def application() -> Any:
    desktop = Atspi.get_desktop(0)
    for n in range(desktop.get_child_count()):
        each = desktop.get_child_at_index(n)
        if each is not None and APPLICATION in (each.get_name() or "").lower() and each.get_child_count():
            return each
    return None


def told(node: Any) -> dict[str, Any]:
    """The node, and those below it that are showing."""
    states = node.get_state_set()
    said = {
        "name": node.get_name() or "",
        "description": node.get_description() or "",
        "role": node.get_role_name(),
        "focusable": states.contains(Atspi.StateType.FOCUSABLE),
        "focused": states.contains(Atspi.StateType.FOCUSED),
        "showing": states.contains(Atspi.StateType.SHOWING),
    }
    text = node.get_text_iface()
    if text is not None:
        said["text"] = Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text))
    table = node.get_table_iface()
    if table is not None:
        columns = Atspi.Table.get_n_columns(table)
        said["rows"], said["columns"] = Atspi.Table.get_n_rows(table), columns
        said["titles"] = [Atspi.Table.get_column_description(table, n) for n in range(columns)]
    below = [node.get_child_at_index(n) for n in range(min(node.get_child_count(), MOST_CHILDREN))]
    said["children"] = [told(each) for each in below if each is not None and showing(each)]
    return said


def showing(node: Any) -> bool:
    return bool(node.get_state_set().contains(Atspi.StateType.SHOWING))


if __name__ == "__main__":
    sys.exit(main())
