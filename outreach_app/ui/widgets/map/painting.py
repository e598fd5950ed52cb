"""Draws a scene: on the screen, and on paper with the same strokes."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from outreach_app.i18n import number
from outreach_app.ui.widgets.map import labels
from outreach_app.ui.widgets.map.camera import Camera
from outreach_app.ui.widgets.map.hatching import hatch
from outreach_app.ui.widgets.map.inks import Inks
from outreach_app.ui.widgets.map.labels import Placing, box_of, write
from outreach_app.ui.widgets.map.pins import box_of_pin
from outreach_app.ui.widgets.map.scene import TOGETHER, Drawn, Paths, Scene, flat

SPECK = 36.0
"""Pixels below which an area has no name."""
_PLACES = (
    (0, 0),
    (0, 30),
    (0, -30),
    (0, 54),
    (0, -54),
    (64, 0),
    (-64, 0),
    (64, 34),
    (-64, 34),
    (64, -34),
    (-64, -34),
)
"""Where a name may stand instead, in pixels from where it belongs."""
ATTRIBUTION_MOST = 12
"""Pixels: it must be there in full, at any text size."""
BARS = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)


def paint_ground(painter: QPainter, paths: Paths, camera: Camera, inks: Inks) -> None:
    """The country, its parts and the regions; fills the whole view."""
    painter.fillRect(QRectF(QPointF(), camera.size), inks.abroad)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    seen = camera.seen
    painter.save()
    painter.setTransform(camera.transform, True)
    _fill(painter, [paths.country], QBrush(inks.land), None)
    for outlines, colour, width in (
        (paths.parts, inks.part_line, 1.0),
        (paths.districts, inks.district_line, 1.2),
        (paths.border, inks.country_line, 1.5),
    ):
        near = [stretch.path for stretch in outlines if stretch.box.intersects(seen)]
        _fill(painter, near, QBrush(), QPen(colour, width))
    painter.restore()
    areas = [each for each in paths.regions if each.region.layer == "area" and each.box.intersects(seen)]
    for drawn in areas:
        _shade_region(painter, drawn, camera, inks)
    painter.save()
    painter.setTransform(camera.transform, True)
    for layer, colour in inks.layers.items():
        shapes = [each.path for each in paths.regions if each.region.layer == layer]
        _fill(painter, shapes, QBrush(colour), None)
    for drawn in sorted(areas, key=lambda drawn: drawn.region.shade is not None and drawn.region.shade >= 0):
        _fill(painter, [drawn.path], QBrush(), QPen(inks.line(drawn.region.shade), 1.4))
    painter.restore()


def paint_names(painter: QPainter, scene: Scene, paths: Paths, camera: Camera, inks: Inks, font: QFont) -> None:
    """Names and figures of the regions, then of the towns beneath, as far as they do not collide."""
    pins = [box_of_pin(camera.to(flat(pin.at)), font) for pin in scene.pins]
    placing = Placing(QRectF(QPointF(), camera.size), pins)
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    for drawn in reversed(paths.regions):
        large = min(drawn.box.width(), drawn.box.height()) / camera.scale >= SPECK
        if drawn.region.layer == "area" and drawn.region.name and large:
            _name_region(painter, drawn, camera, inks, (font, strong), placing)
    for label in sorted(scene.ground.labels, key=lambda label: label.rank):
        at = camera.to(flat(label.at))
        lines = [(label.text, font, inks.text2)]
        if _inside(at, camera) and not _covered(paths, label.at) and placing.take(box_of(at, lines)):
            write(painter, at, lines, inks.halo)


def paint_scale(painter: QPainter, camera: Camera, inks: Inks, font: QFont) -> None:
    """A bar of a round length, at the lower left."""
    room = min(140.0, camera.size.width() / 4) * camera.scale
    length = max((bar for bar in BARS if bar <= room), default=BARS[0])
    said = f"{number(length // 1000)} km" if length >= 1000 else f"{length} m"
    left, foot, wide = 18.0, camera.size.height() - 18.0, length / camera.scale
    painter.setPen(QPen(inks.text2, 1.5))
    painter.drawPolyline(
        [QPointF(left, foot - 5), QPointF(left, foot), QPointF(left + wide, foot), QPointF(left + wide, foot - 5)]
    )
    metrics = QFontMetricsF(font)
    at = QPointF(left + 5 + metrics.horizontalAdvance(said) / 2, foot - 3 - metrics.height() / 2)
    write(painter, at, [(said, font, inks.text2)], inks.halo)


def paint_attribution(painter: QPainter, text: str, camera: Camera, inks: Inks, font: QFont) -> None:
    """Whose data it is, at the lower right and a little smaller."""
    font = QFont(font)
    font.setPixelSize(min(max(font.pixelSize() - 1, 9), ATTRIBUTION_MOST))
    room = camera.size.width() - min(140.0, camera.size.width() / 4) - 56
    parts = text.split(" · ")
    shown = [text] if QFontMetricsF(font).horizontalAdvance(text) <= room else parts
    lines = [(part, font, inks.text2) for part in shown]
    size = labels.size_of(lines)
    at = QPointF(camera.size.width() - 14 - size.width() / 2, camera.size.height() - 10 - size.height() / 2)
    write(painter, at, lines, inks.halo)


def paint_cross(painter: QPainter, camera: Camera, inks: Inks) -> None:
    """What Enter points at."""
    at = QPointF(camera.size.width() / 2, camera.size.height() / 2)
    for colour, width in ((inks.halo, 4), (inks.text, 1.6)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0))
        painter.drawLine(at - QPointF(0, 9), at + QPointF(0, 9))


def _fill(painter: QPainter, paths: list[QPainterPath], brush: QBrush, pen: QPen | None) -> None:
    if pen is not None:
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen or Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    for path in paths:
        painter.drawPath(path)


def _shade_region(painter: QPainter, drawn: Drawn, camera: Camera, inks: Inks) -> None:
    """In pixels, so that hatching is as wide at every scale."""
    path = camera.transform.map(drawn.path)
    shade = drawn.region.shade
    painter.fillPath(path, inks.fill(shade))
    if shade is not None and shade < 0:
        hatch(painter, path, QRectF(QPointF(), camera.size), inks.hatch, falling=shade == TOGETHER)


def _name_region(
    painter: QPainter,
    drawn: Drawn,
    camera: Camera,
    inks: Inks,
    fonts: tuple[QFont, QFont],
    placing: Placing,
) -> None:
    at = camera.to(drawn.heart)
    if not _inside(at, camera):
        return
    name: tuple[str, QFont, QColor] = (drawn.region.name, fonts[0], inks.text)
    whole = [name, (drawn.region.figure, fonts[1], inks.text)] if drawn.region.figure else [name]
    for lines in (whole, [name]):
        for shift in _PLACES:
            place = at + QPointF(*shift)
            if drawn.path.contains(camera.back(place)) and placing.take(box_of(place, lines)):
                write(painter, place, lines, inks.halo)
                return


def _covered(paths: Paths, at: tuple[float, float]) -> bool:
    """Whether a name of the ground would lie on a region that has one."""
    point = flat(at)
    return any(each.region.layer == "area" and each.path.contains(point) for each in paths.regions)


def _inside(at: QPointF, camera: Camera) -> bool:
    return 0 <= at.x() <= camera.size.width() and 0 <= at.y() <= camera.size.height()
