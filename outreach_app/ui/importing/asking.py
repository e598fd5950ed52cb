"""Which file: the system's own dialog, beginning where documents lie."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.i18n import _


def ask_file(parent: QWidget, kind: str, endings: str, chosen: Callable[[Path], object]) -> None:
    """`kind` is what files with these endings are called; all others can be chosen as well."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, _("Choose a file"), folder, f"{kind} ({endings});;{_('All files')} (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.open()
