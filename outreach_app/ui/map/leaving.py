"""The map out of the vault: picture, PDF or paper, with figures as they may be printed and no sensitive spot."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, QStandardPaths, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QFileDialog, QWidget

from outreach_app.i18n import _, language
from outreach_app.notes.sealing import seal_drawing
from outreach_app.notes.style import LOCALES
from outreach_app.store.spot_map import MapData, published_map
from outreach_app.ui.desk import Desk
from outreach_app.ui.leaving import asking
from outreach_app.ui.leaving.outlet import Outlet, print_pdf, save_paper
from outreach_app.ui.map.ground import BaseMap
from outreach_app.ui.map.scene_of import metric_words, scene_of, span_words
from outreach_app.ui.note.paper import Paper, write
from outreach_app.ui.theme import theme
from outreach_app.ui.theme.tokens import LIGHT
from outreach_app.ui.widgets.map import painting
from outreach_app.ui.widgets.map.canvas import MapCanvas
from outreach_app.ui.widgets.map.frame import legend_size, paint_legend
from outreach_app.ui.widgets.map.inks import inks_of
from outreach_app.ui.widgets.map.pins import paint_pin
from outreach_app.ui.widgets.map.scene import Paths, Scene, flat

SHEET = QSizeF(1120, 760)
"""The drawing in pixels of the screen: a landscape page of A4."""
HEAD, FOOT = 58.0, 44.0
PICTURE_RATIO = 2.0
PDF_DPI = 1200

Source = Callable[[], tuple[MapData | None, BaseMap | None, str, MapCanvas]]
"""What the page shows now: data, base map, metric, and where one looks."""


class MapLeaving:
    """Asks before anything leaves, and writes it down."""

    def __init__(self, desk: Desk, owner: QWidget, source: Source) -> None:
        self._desk, self._owner, self._source = desk, owner, source
        self._freed: MapData | None = None
        """The map with its figures published, while it leaves."""

    def print(self) -> None:
        self._ask(_("Print"), lambda recipient: print_pdf(self._outlet(recipient), self._paper(), self._owner))

    def pdf(self) -> None:
        self._ask(_("Save"), lambda recipient: save_paper(self._outlet(recipient), self._paper(), self._owner))

    def picture(self) -> None:
        self._ask(_("Save"), self._save_picture)

    def _ask(self, verb: str, go_on: Callable[[str], object]) -> None:
        words = _(
            "The figures on it are published: of closed quarters, rounded, withheld where they are small, and "
            "noted in the ledger. Sensitive spots are not on it. Outside the vault it is no longer encrypted."
        )
        if self._source()[0] is not None:
            publish_first = partial(self._publish, go_on)
            asking.ask_to_leave(self._desk, self._owner.window(), verb, publish_first, words)

    def _publish(self, go_on: Callable[[str], object], recipient: str) -> None:
        """Its figures enter the ledger before anything of them is drawn."""
        data, _base, metric, _canvas = self._source()
        if data is None:
            return
        desk, shown = self._desk, data

        def freed(found: MapData) -> None:
            self._freed = found
            go_on(recipient)
            self._freed = None

        desk.background.run(
            lambda session: published_map(session, shown, metric, desk.actor, desk.today()),
            owner=self._owner,
            done=freed,
        )

    def _leaving(self) -> tuple[MapData, BaseMap | None, str, MapCanvas]:
        data, base, metric, canvas = self._source()
        found = self._freed or data
        assert found is not None
        return found, base, metric, canvas

    def _outlet(self, recipient: str) -> Outlet:
        desk = self._desk
        return Outlet(
            desk.background,
            lambda text: desk.toast(text, None),
            desk.refuse,
            lambda kind, then, path: asking.note(desk, self._owner, kind, recipient, 1, then, path),
        )

    def _file_name(self) -> str:
        return f"{_('Map').lower()}-{self._desk.today().isoformat()}"

    def _paper(self) -> Paper:
        return Paper(self.drawn_pdf(), f"{self._file_name()}.pdf")

    def _save_picture(self, recipient: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self._owner, _("Save as picture"), folder, "PNG (*.png)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"{self._file_name()}.png")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outlet, made = self._outlet(recipient), self.drawn_png()

        def let_go(path: Path) -> None:
            outlet.background.run_outside(
                lambda: write(path, made),
                owner=self._owner,
                done=lambda file: outlet.say(_("Saved as {name}.").format(name=file.name)),
                failed=outlet.refuse,
            )

        dialog.fileSelected.connect(lambda path: outlet.note("picture", lambda: let_go(Path(path)), Path(path)))
        dialog.open()

    def drawn_png(self) -> bytes:
        image = QImage((SHEET * PICTURE_RATIO).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(PICTURE_RATIO)
        painter = QPainter(image)
        self._paint(painter, PICTURE_RATIO)
        painter.end()
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(held.data())

    def drawn_pdf(self) -> bytes:
        held = QByteArray()
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(buffer)
        writer.setResolution(PDF_DPI)
        writer.setTitle(_("Map of the spots"))
        writer.setPageLayout(
            QPageLayout(
                QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, QMarginsF(12, 10, 12, 10)
            )
        )
        painter = QPainter(writer)
        room = painter.viewport()
        scale = min(room.width() / SHEET.width(), room.height() / SHEET.height())
        painter.scale(scale, scale)
        self._paint(painter, 4.0)
        painter.end()
        title = _("Map of the spots")
        return seal_drawing(bytes(held.data()), title, self._said(), LOCALES.get(language(), language()))

    def _said(self) -> str:
        """The map for who does not see it: what it counts, each area with its figure, each spot by name."""
        data, base, metric, _canvas = self._leaving()
        scene = scene_of(data, base, metric, leaving=True)
        areas = [f"{one.name}: {one.figure}" for one in scene.regions if one.figure]
        told = [f"{_('Spots')}: {metric_words(metric)}" if metric else _("Spots"), span_words(data.span)]
        return ". ".join(
            part for part in (*told, "; ".join(areas), ", ".join(pin.name for pin in scene.pins)) if part
        )

    def _paint(self, painter: QPainter, ratio: float) -> None:
        """Title, map and legend, light whatever the scheme: paper is white."""
        data, base, metric, canvas = self._leaving()
        scene = scene_of(data, base, metric, leaving=True)
        inks, font = inks_of(LIGHT), theme().font("small")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(QPointF(), SHEET), QColor(LIGHT.surface))
        title = f"{_('Spots')}: {metric_words(metric)}" if metric else _("Spots")
        _line(painter, title, theme().font("title"), 0, LIGHT.text)
        _line(painter, span_words(data.span), font, 30, LIGHT.text2)
        _line(painter, _method(), font, SHEET.height() - FOOT + 12, LIGHT.text2)
        room = QRectF(0, HEAD, SHEET.width(), SHEET.height() - HEAD - FOOT)
        painter.save()
        painter.setClipRect(room)
        painter.translate(room.topLeft())
        paths = Paths()
        paths.take(scene)
        camera = canvas.camera.copy(room.size())
        if any(spot.sensitive and spot.at for spot in data.spots):  # where one looks may be where such a spot is
            box = paths.box(scene.pins)
            camera.fit(paths.country.boundingRect() if box.isNull() else box)
        painting.paint_ground(painter, paths, camera, inks)
        painting.paint_names(painter, scene, paths, camera, inks, font)
        for pin in sorted(scene.pins, key=lambda pin: flat(pin.at).y()):
            tip = camera.to(flat(pin.at))
            paint_pin(painter, pin, tip, inks, font, chosen=False, focused=False, ratio=ratio)
        painting.paint_scale(painter, camera, inks, font)
        painting.paint_attribution(painter, scene.attribution, camera, inks, font)
        self._paint_legend(painter, scene, room)
        painter.restore()

    def _paint_legend(self, painter: QPainter, scene: Scene, room: QRectF) -> None:
        if scene.legend.title:
            size = QSizeF(legend_size(scene.legend))
            box = QRectF(QPointF(room.width() - size.width() - 10, 10), size)
            paint_legend(painter, scene.legend, box, LIGHT)


def _line(painter: QPainter, text: str, font: QFont, top: float, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(
        QRectF(0, top, SHEET.width(), 30), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text
    )


def _method() -> str:
    return _(
        "Figures are rounded to 5; small ones are withheld (–). Contacts are no unique young people. Places are "
        "coarse."
    )
