"""`python -m benchmarks.memory merge|insert N`: the megabytes that a process of its own holds at its peak.

`list PATH` and `window`: with the list of encounters of a store open, and with an empty window of Qt.
"""

import os
import sys
from pathlib import Path

from benchmarks.patches import merging, plain_inserts
from benchmarks.plain import KEY, workshop
from benchmarks.season import season
from outreach_app.store.database import Store


def peak() -> float:
    """Megabytes this process has held at once so far."""
    if sys.platform == "win32":
        return 0.0
    status = Path("/proc/self/status")
    if status.is_file():  # what getrusage says begins with what the process had that started this one
        kilobytes = next(line.split()[1] for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kilobytes) * 1024 / 1e6
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def show_window() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    app = QApplication([])
    window = QMainWindow()
    window.show()
    app.processEvents()
    print(peak())


def show_list(path: Path) -> None:
    """As it stands in the window, once it is counted."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.desk_of import desk_of
    from outreach_app.ui.background import Background
    from outreach_app.ui.pages.encounters import EncounterList
    from outreach_app.ui.pages.records import Invitation
    from outreach_app.ui.theme import theme

    app = QApplication([])
    theme().choose("light", 100)
    store = Store(path, KEY)
    background = Background(store)
    shown = EncounterList(desk_of(background, store), Invitation("messages-square", "Encounters", "New"))
    shown.show()
    while not (shown.model.total and shown.model.known):
        background.wait()
        app.processEvents()
    print(peak())
    sys.stdout.flush()
    background.close()
    os._exit(0)  # what is measured is measured: nothing has to be taken apart


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.argv[1] == "window":
        show_window()
        return
    if sys.argv[1] == "list":
        show_list(Path(sys.argv[2]))
        return
    what, encounters = sys.argv[1], int(sys.argv[2])
    creates = {"encounter": season(encounters).encounters}
    with workshop() as shop:
        job = merging(shop.store(), creates, ()) if what == "merge" else plain_inserts(shop, creates, shop.new())
        job()
    print(peak())


if __name__ == "__main__":
    main()
