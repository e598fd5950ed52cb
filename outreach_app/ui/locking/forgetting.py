"""After the vault is closed: nothing that was shown or held is alive any more, and little of it stays in memory.

How far Python allows: the master key and the key of the database are overwritten in place when the vault
closes, and SQLCipher overwrites its own copies. Copies that cannot be reached (arguments of functions, keys of
team and laptop, texts of pages) end with the objects that held them; a collection ends those that hold each
other, and what they leave in memory is overwritten: by the C library as it is freed, small objects by new ones
of their size. A test measures what is found in the memory of a locked program. What may stay for a while:
pieces of text in Qt's own caches, and what a job that hangs on a share still holds until it gives up.
"""

import gc

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from outreach_app.hardening import overwrite_freed
from outreach_app.ui.background import Background
from outreach_app.ui.locking.traces import forget_folders


def forget(shell: QWidget, lane: Background) -> None:
    """Ends the unlocked window. `lane` is where the vault was closed; it is opened again there, after this."""

    def gone() -> None:
        gc.collect()
        forget_folders()
        lane.run_outside(overwrite_freed, owner=lane)

    shell.destroyed.connect(lambda: QTimer.singleShot(0, lane, gone))
    shell.deleteLater()
