"""Qt's own words (Cancel, Open) in the language of the window."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

from outreach_app.i18n import language

_spoken: list[QTranslator] = []


def speak_qt() -> None:
    """In the language in force; what Qt said before is forgotten."""
    while _spoken:
        QCoreApplication.removeTranslator(_spoken.pop())
    translator = QTranslator()
    if translator.load(f"qtbase_{language()}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(translator)
        _spoken.append(translator)
