"""A code in groups: a recovery code, a fingerprint."""

from PySide6.QtCore import Qt

from outreach_app.ui.widgets.basics import Text


class CodeText(Text):
    """A code in groups, large, to read aloud or copy by hand."""

    def __init__(self) -> None:
        super().__init__("", "title")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )

    def show_groups(self, groups: list[str], in_line: int) -> None:
        lines = [groups[at : at + in_line] for at in range(0, len(groups), in_line)]
        self.setText("\n".join("   ".join(line) for line in lines))
        self.setAccessibleName(" ".join(groups))
