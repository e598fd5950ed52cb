"""The one style sheet, built from tokens. Widgets choose by the dynamic properties `look` and `tone`.

QSpinBox stays out (a styled one shrinks its edit field to a pixel), and so does everything that needs an image
file (combo arrows, check marks): those widgets draw themselves.

A border that grows from one to two pixels in focus takes the second from the padding, so nothing moves.
"""

from outreach_app.ui.theme.tokens import CONTROL_HEIGHT, TYPE, Radius, Tokens

FAMILY = "Inter"


class Sheet:
    """Builds the sheet for one scheme and one text size (per cent)."""

    def __init__(self, tokens: Tokens, scale: int = 100) -> None:
        self.t = tokens
        self.scale = scale

    def build(self) -> str:
        parts = (self._texts, self._grounds, self._buttons, self._inputs, self._chips, self._views, self._rest)
        return "\n".join(part() for part in parts)

    def px(self, size: float) -> int:
        return round(size * self.scale / 100)

    def font(self, role: str) -> str:
        style = TYPE[role]
        return f"font-family: {FAMILY}; font-size: {self.px(style.size)}px; font-weight: {style.weight};"

    def _texts(self) -> str:
        t = self.t
        colours = {"label": t.text, "small": t.text2, "overline": t.text3}
        roles = "\n".join(
            f'QLabel[look="{role}"] {{ {self.font(role)} color: {colours.get(role, t.text)}; }}' for role in TYPE
        )
        tones = "\n".join(
            f'QLabel[tone="{tone}"] {{ color: {colour}; }}'
            for tone, colour in (
                ("text", t.text),
                ("text2", t.text2),
                ("text3", t.text3),
                ("primary", t.primary_text),
                ("amber", t.amber),
                ("red", t.red),
                ("green", t.green),
                ("blue", t.blue),
                ("violet", t.violet),
            )
        )
        return f"QWidget {{ {self.font('body')} }}\nQLabel {{ background: transparent; }}\n{roles}\n{tones}"

    def _grounds(self) -> str:
        t = self.t
        return f"""
        QWidget[look="page"], QMainWindow, QDialog {{ background: {t.bg}; }}
        QFrame[look="nav"] {{ background: {t.nav}; border: none; border-right: 1px solid {t.line}; }}
        QFrame[look="card"] {{
            background: {t.surface}; border: 1px solid {t.line}; border-radius: {Radius.LARGE}px; }}
        QFrame[look="sunken"] {{ background: {t.sunken}; border: none; border-radius: {Radius.MEDIUM}px; }}
        QFrame[look="lane"] {{ background: {t.nav}; border: 2px solid transparent;
            border-radius: {Radius.LARGE}px; }}
        QFrame[look="lane"][over="true"], QPushButton[look="chip"][over="true"] {{ border: 2px solid {t.focus}; }}
        QFrame[look="proposed"] {{ background: transparent; border: 1px dashed {t.control_line};
            border-radius: {Radius.LARGE}px; }}
        QFrame[look="line"] {{ background: {t.line}; border: none; }}
        QFrame[look="popup"] {{
            background: {t.surface}; border: 1px solid {t.control_line}; border-radius: {Radius.MEDIUM}px; }}
        QFrame[look="aside"] {{ background: {t.surface}; border: none; border-left: 1px solid {t.control_line}; }}
        QFrame[look="strip"] {{ margin-bottom: 12px;
            background: {t.surface}; border: 1px solid {t.control_line}; border-radius: {Radius.MEDIUM}px; }}
        QFrame[look="plain"], QScrollArea, QScrollArea > QWidget > QWidget[look="plain"] {{
            background: transparent; border: none; }}
        QScrollArea[look="walked"] {{ border: 2px solid transparent; border-radius: {Radius.SMALL}px; }}
        QScrollArea[look="walked"]:focus {{ border: 2px solid {t.focus}; }}
        {self._bars()}
        """

    def _bars(self) -> str:
        t = self.t
        tones = (
            ("info", t.blue_soft, t.blue),
            ("good", t.green_soft, t.green),
            ("warning", t.amber_soft, t.amber),
            ("error", t.red_soft, t.red),
        )
        return "\n".join(
            f'QFrame[look="bar"][tone="{tone}"] {{ background: {soft}; border: 1px solid {strong}; '
            f"border-radius: {Radius.MEDIUM}px; }}"
            for tone, soft, strong in tones
        )

    def _buttons(self) -> str:
        t, high = self.t, self.px(CONTROL_HEIGHT) - 4

        def button(look: str, ground: str, text: str, edge: str, hover: str, pressed: str) -> str:
            mine = f'QPushButton[look="{look}"]'
            return f"""
            {mine} {{ {self.font("label")} font-weight: 600; min-height: {high}px; padding: 1px 14px;
                background: {ground}; color: {text}; border: 1px solid {edge};
                border-radius: {Radius.SMALL}px; }}
            {mine}:hover {{ background: {hover}; }}
            {mine}:pressed {{ background: {pressed}; }}
            {mine}:focus {{ border: 2px solid {t.focus}; padding: 0 13px; }}
            {mine}:disabled {{ color: {t.text3}; background: {t.sunken}; border: 1px solid {t.line}; }}
            """

        nothing = "transparent"
        return (
            button("primary", t.primary, t.on_primary, t.primary, t.primary_hover, t.primary_hover)
            + button("secondary", t.surface, t.text, t.control_line, t.hover, t.sunken)
            + button("danger", t.surface, t.red, t.red, t.red_soft, t.red_soft)
            + button("quiet", nothing, t.text2, nothing, t.hover, t.line)
            + button("link", nothing, t.primary_text, nothing, t.hover, t.line)
            + f"""
            QPushButton[look="link"] {{ padding: 1px 6px; }}
            QPushButton[look="link"]:focus {{ padding: 0 5px; }}
            QPushButton[look="quiet"]:disabled, QPushButton[look="link"]:disabled {{
                background: transparent; border-color: transparent; }}
            QToolButton[look="icon"] {{ background: transparent; border: 1px solid transparent; padding: 1px;
                min-width: {high - 4}px; min-height: {high - 4}px; border-radius: {Radius.SMALL}px; }}
            QToolButton[look="inner"] {{ background: transparent; border: 1px solid transparent; padding: 1px;
                border-radius: {Radius.SMALL}px; }}
            QToolButton[look="icon"]:hover, QToolButton[look="inner"]:hover {{ background: {t.hover}; }}
            QToolButton[look="icon"]:pressed, QToolButton[look="inner"]:pressed {{ background: {t.line}; }}
            QToolButton[look="icon"]:focus, QToolButton[look="inner"]:focus {{
                border: 2px solid {t.focus}; padding: 0; }}
            """
        )

    def _inputs(self) -> str:
        t, high = self.t, self.px(CONTROL_HEIGHT) - 4
        return f"""
        QLineEdit, QPlainTextEdit, QTextEdit {{ background: {t.surface}; color: {t.text};
            border: 1px solid {t.control_line}; border-radius: {Radius.SMALL}px;
            selection-background-color: {t.primary}; selection-color: {t.on_primary};
            placeholder-text-color: {t.text3}; }}
        QLineEdit {{ min-height: {high}px; padding: 1px 10px; }}
        QLineEdit:focus {{ border: 2px solid {t.focus}; padding: 0 9px; }}
        QPlainTextEdit, QTextEdit {{ padding: 7px 9px; }}
        QPlainTextEdit:focus, QTextEdit:focus {{ border: 2px solid {t.focus}; padding: 6px 8px; }}
        QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled {{
            background: {t.sunken}; color: {t.text2}; border: 1px solid {t.line}; }}
        QTextBrowser[look="reading"] {{ background: transparent; border: 1px solid transparent;
            padding: 7px 15px; }}
        QTextBrowser[look="reading"]:focus {{ border: 2px solid {t.focus}; padding: 6px 14px; }}
        QLineEdit[readOnly="true"] {{ background: {t.sunken}; }}
        QLineEdit[look="mono"] {{ font-family: "DejaVu Sans Mono", "Consolas", monospace; }}
        *[wrong="true"] {{ border: 1px solid {t.red}; }}
        *[wrong="true"]:focus {{ border: 2px solid {t.red}; }}
        QLineEdit[look="bare"], QLineEdit[look="bare"]:focus {{
            border: none; background: transparent; padding: 0; min-height: {high - 6}px; }}
        """

    def _chips(self) -> str:
        t, high = self.t, self.px(32) - 4
        return f"""
        QPushButton[look="chip"] {{ {self.font("label")} min-height: {high}px; padding: 1px 11px;
            background: {t.surface}; color: {t.text}; border: 1px solid {t.control_line};
            border-radius: {self.px(16)}px; }}
        QPushButton[look="chip"]:hover {{ background: {t.hover}; }}
        QPushButton[look="chip"]:checked {{ font-weight: 600; background: {t.primary_soft};
            color: {t.primary_text}; border: 1px solid {t.primary}; }}
        QPushButton[look="chip"]:focus {{ border: 2px solid {t.focus}; padding: 0 10px; }}
        QPushButton[look="chip"]:disabled {{ color: {t.text3}; background: {t.sunken}; border-color: {t.line}; }}
        """

    def _views(self) -> str:
        t = self.t
        return f"""
        QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: none; outline: none;
            selection-background-color: {t.primary_soft}; selection-color: {t.text};
            alternate-background-color: {t.sunken}; }}
        QTableView, QTreeView {{ gridline-color: {t.line}; {self.font("label")} font-weight: 400; }}
        QTableView::item, QTreeView::item {{ padding: 0 10px; border: none; }}
        QTableView::item {{ border-bottom: 1px solid {t.line}; }}
        QTableView::item:selected, QTreeView::item:selected {{ background: {t.primary_soft}; color: {t.text}; }}
        QTableView::item:focus {{ border: 2px solid {t.focus}; }}
        QHeaderView {{ background: {t.surface}; border: none; }}
        QHeaderView::section {{ {self.font("small")} font-weight: 600; color: {t.text2}; background: {t.surface};
            border: none; border-bottom: 1px solid {t.control_line}; padding: 0 10px;
            min-height: {self.px(38)}px; }}
        QHeaderView::section:hover {{ background: {t.hover}; }}
        QTableCornerButton::section {{ background: {t.surface}; border: none; }}
        QListView::item {{ padding: 7px 10px; border-radius: {Radius.SMALL}px; color: {t.text}; }}
        QListView::item:selected {{ background: {t.primary_soft}; color: {t.primary_text}; }}
        QListView::item:hover:!selected {{ background: {t.hover}; }}
        """

    def _rest(self) -> str:
        t = self.t
        return f"""
        QScrollBar {{ background: transparent; border: none; margin: 0; }}
        QScrollBar:vertical {{ width: 12px; }}
        QScrollBar:horizontal {{ height: 12px; }}
        QScrollBar::handle {{ background: {t.control_line}; border: 3px solid transparent;
            background-clip: padding; border-radius: 6px; }}
        QScrollBar::handle:vertical {{ min-height: 36px; }}
        QScrollBar::handle:horizontal {{ min-width: 36px; }}
        QScrollBar::handle:hover {{ background: {t.text3}; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.control_line}; padding: 5px; }}
        QMenu::item {{ padding: 7px 26px 7px 10px; border-radius: {Radius.SMALL}px; }}
        QMenu::item:selected {{ background: {t.primary_soft}; color: {t.primary_text}; }}
        QMenu::item:disabled {{ color: {t.text3}; }}
        QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 4px; }}
        QMenu::icon {{ padding-left: 8px; }}
        QToolTip {{ background: {t.text}; color: {t.bg}; border: none; padding: 5px 8px; {self.font("small")} }}
        QProgressBar {{ background: {t.sunken}; border: 1px solid {t.line}; border-radius: 4px; max-height: 6px;
            min-height: 6px; }}
        QProgressBar::chunk {{ background: {t.primary}; border-radius: 3px; }}
        QSplitter::handle {{ background: transparent; }}
        """


def stylesheet(tokens: Tokens, scale: int = 100) -> str:
    """The sheet of the whole application."""
    return Sheet(tokens, scale).build()
