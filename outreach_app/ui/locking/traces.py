"""What Qt and the desktop would write down by themselves: folders visited, files chosen, words typed."""

import os
import sys

from PySide6.QtCore import QCoreApplication, QSettings, Qt


def leave_no_traces() -> None:
    """Before the first dialog. Our own settings are INI files of our own, and stay.

    On Linux the file dialog is Qt's own: those of the desktop note the chosen file among the recent ones, and turn
    away a process whose memory is closed to others (see hardening.py). It keeps its history nowhere.
    """
    if sys.platform.startswith("linux"):
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
    else:
        forget_folders()


def forget_folders() -> None:
    """Where they were kept all the same: the folders that Qt remembers for the next file dialog."""
    if not sys.platform.startswith("linux"):
        QSettings(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, "QtProject").remove("FileDialog")
