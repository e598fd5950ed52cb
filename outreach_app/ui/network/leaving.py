"""The picture of the network on paper: organisations and their ties, no person by name."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QMenu, QWidget

from outreach_app.i18n import _, language
from outreach_app.notes.sealing import seal_drawing
from outreach_app.notes.style import LOCALES
from outreach_app.ui.desk import Desk
from outreach_app.ui.leaving.asking import ask_to_leave, note
from outreach_app.ui.leaving.outlet import Outlet, print_pdf, save_paper
from outreach_app.ui.network.canvas import NetworkCanvas
from outreach_app.ui.note.paper import Paper
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import LIGHT
from outreach_app.ui.widgets.buttons import Button

SHEET = QSizeF(1120, 760)
"""The drawing in pixels of the screen: a landscape page of A4."""
PDF_DPI = 1200


class PictureOut:
    """`button` offers the ways; each asks first, then goes through the register."""

    def __init__(self, desk: Desk, canvas: NetworkCanvas) -> None:
        self._desk, self._canvas = desk, canvas
        self.button = Button(_("On paper …"), "quiet", "printer", self._offer)

    def _offer(self) -> None:
        menu = QMenu(self.button)
        menu.setAccessibleName(_("On paper"))
        menu.addAction(_("Print …"), lambda: self.let_out(_("Print"), print_pdf))
        menu.addAction(_("Save as PDF …"), lambda: self.let_out(_("Save PDF"), save_paper))
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def let_out(self, verb: str, way: Callable[[Outlet, Paper, QWidget], object]) -> None:
        words = _(
            "Organisations and who of them knows whom, without names of persons. Outside the vault it is no "
            "longer encrypted."
        )

        def go(recipient: str) -> None:
            name = f"{_('Network').lower()}-{self._desk.today().isoformat()}.pdf"
            made = Paper(self.drawn_pdf(), name, len(self._canvas.nodes))
            way(self._outlet(made, recipient), made, self._canvas)

        ask_to_leave(self._desk, self._canvas.window(), verb, go, words)

    def drawn_pdf(self) -> bytes:
        """Vectors on a landscape page, light whatever the scheme, all of it whatever is looked at."""
        sheet = NetworkCanvas()
        sheet.resize(SHEET.toSize())
        sheet.show_network(self._canvas.nodes, self._canvas.ties)
        title, held = _("Picture of the network"), QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(PDF_DPI)
        writer.setTitle(title)
        size, margins = QPageSize(QPageSize.PageSizeId.A4), QMarginsF(12, 10, 12, 10)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Landscape, margins))
        painter = QPainter(writer)
        room = painter.viewport()
        scale = min(room.width() / SHEET.width(), room.height() / SHEET.height())
        painter.scale(scale, scale)
        painter.setFont(theme().font("small"))
        sheet.paint_network(painter, LIGHT)
        painter.end()
        sheet.deleteLater()
        said = ". ".join(node.said for node in self._canvas.nodes)
        return seal_drawing(bytes(held.data()), title, said, LOCALES.get(language(), language()))

    def _outlet(self, made: Paper, recipient: str) -> Outlet:
        desk = self._desk
        return Outlet(
            desk.background,
            lambda words: desk.toast(words, None),
            desk.refuse,
            lambda kind, then, path: note(desk, self._canvas, kind, recipient, made.records, then, path),
        )
