"""Less motion, for whom moving things tire: as the desktop says, or as it is chosen here.

What moves of itself in the window is little: menus that fade, a caret that blinks, bars without an end. Where less
is wanted they stand still.
"""

import sys
from functools import cache

from PySide6.QtCore import QObject, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QApplication, QProgressBar

MOTIONS = ("system", "less")
EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
BLINKING_MS = 1000


class Motion(QObject):
    """What is wanted now. The desktop is asked when `follow_system` is called: the lock screen need not wait."""

    changed = QtSignal()

    def __init__(self) -> None:
        super().__init__(QApplication.instance())
        self.wanted = "system"
        self._system_still = False
        self._portal: QObject | None = None

    @property
    def still(self) -> bool:
        return self.wanted == "less" or self._system_still

    def choose(self, wanted: str) -> None:
        """'system' or 'less'."""
        self.wanted = wanted if wanted in MOTIONS else "system"
        self._apply()

    def follow_system(self) -> None:
        if sys.platform == "linux":
            from outreach_app.ui.motion_portal import Portal

            portal = self._portal = Portal(self)
            portal.told.connect(self.system_says)
            portal.ask()
        elif sys.platform == "win32":
            self.system_says(_windows_is_still())

    def system_says(self, still: bool) -> None:
        self._system_still = still
        self._apply()

    def _apply(self) -> None:
        for effect in EFFECTS:
            QApplication.setEffectEnabled(effect, not self.still)
        QApplication.setCursorFlashTime(0 if self.still else BLINKING_MS)
        self.changed.emit()


@cache
def motion() -> Motion:
    """That of this process; made after QApplication."""
    return Motion()


def endless(bar: QProgressBar) -> None:
    """Nobody knows how long it takes: the bar runs to and fro, or stands half full where less motion is wanted."""
    bar.setRange(0, 2 if motion().still else 0)
    bar.setValue(1)


def _windows_is_still() -> bool:
    """SPI_GETCLIENTAREAANIMATION, after learn.microsoft.com; never run there by us."""
    import ctypes

    shown = ctypes.c_int(1)
    windll = getattr(ctypes, "windll", None)
    if windll is not None:
        windll.user32.SystemParametersInfoW(0x1042, 0, ctypes.byref(shown), 0)
    return not shown.value
