"""What leaves for the clipboard is marked as sensitive, and taken back after a minute or when the vault locks.

However it got there: a button, Ctrl+C in a field, a selection made with the mouse. What another program put there
since is left alone.
"""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 60
MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    "application/x-nspasteboard-concealed-type": b"",
    **{
        f'application/x-qt-windows-mime;value="{name}"': value
        for name, value in (
            ("ExcludeClipboardContentFromMonitorProcessing", b"\x01"),
            ("CanIncludeInClipboardHistory", bytes(4)),
            ("CanUploadToCloudClipboard", bytes(4)),
        )
    },
}
"""Asks clipboard managers of KDE, macOS and Windows not to keep or send it. Nothing makes them listen."""
_MARK = next(iter(MARKS))


class Clipboard(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(round(SECONDS * 1000))
        self._time.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Takes back what is ours."""
        self._time.stop()
        if self._marked() or owned(self._clipboard):
            self._clipboard.clear()
        for mode, ours in (
            (QClipboard.Mode.Selection, self._clipboard.ownsSelection),
            (QClipboard.Mode.FindBuffer, self._clipboard.ownsFindBuffer),
        ):
            if ours():
                self._clipboard.clear(mode)

    def _changed(self) -> None:
        if self._marked():
            self._time.start()
        elif owned(self._clipboard) and self._clipboard.text():
            put(self._clipboard.text())  # at once: nobody was served the other yet; comes back here

    def _marked(self) -> bool:
        held = self._clipboard.mimeData()
        return held is not None and held.hasFormat(_MARK)


def put(text: str, html: str = "") -> None:
    """Onto the clipboard, marked; `html` says the same for whoever takes it with its looks."""
    held = QMimeData()
    held.setText(text)
    if html:
        held.setHtml(html)
    for name, value in MARKS.items():
        held.setData(name, value)
    QGuiApplication.clipboard().setMimeData(held)


def owned(clipboard: QClipboard) -> bool:
    """Whether this program put there what is there."""
    return clipboard.ownsClipboard()
