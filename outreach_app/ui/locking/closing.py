"""Takes away whatever stands beside the window: menus, questions, forms, file and print dialogs."""

from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget


def close_everything(but: QWidget) -> None:
    """Nothing is asked and nothing is answered: what a dialog would do when it is closed by hand is left out.

    A file dialog that someone waits for answers that nothing was chosen.
    """
    QToolTip.hideText()
    for widget in QApplication.topLevelWidgets():
        if widget is but or not widget.isVisible():
            continue
        if isinstance(widget, QDialog):
            QDialog.done(widget, QDialog.DialogCode.Rejected)  # past its own way of closing, which may ask
        else:
            widget.close()
