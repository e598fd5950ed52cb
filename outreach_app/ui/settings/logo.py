"""A logo from a file, made into the small PNG that the team's record keeps. No picture is taken at its word."""

import re
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from outreach_app.domain.letterhead import BYTES_AT_MOST, HIGH, PICKED_AT_MOST, WIDE, packed, unpacked
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_

_SMALLER = 0.85
_LEAST = 48
"""Pixels of width below which no logo says anything."""
_REACHES_OUT = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<script|<foreignObject|href\s*=\s*[\"'](?!#|data:image/(png|jpeg))", re.I
)
"""In an SVG: what would read other files or run."""


class NoPicture(OutreachError):
    message = N_("{name} is no picture that can stand on a letterhead.")
    advice = N_("Choose a PNG, JPEG or SVG file of at most 8 MB. An SVG must hold all it shows.")


def read_logo(path: Path) -> bytes:
    """The picture as a PNG of at most 48 kB and 640 × 240 pixels; blocks. Raises NoPicture."""
    try:
        data = path.read_bytes() if path.stat().st_size <= PICKED_AT_MOST else b""
    except OSError as error:
        raise NoPicture(name=path.name) from error
    image = _from_svg(data) if b"<svg" in data[:8192] else _from_pixels(data)
    if image.isNull():
        raise NoPicture(name=path.name)
    png = _fitted(image)
    if not unpacked(packed(png)):
        raise NoPicture(name=path.name)
    return png


def _from_pixels(data: bytes) -> QImage:
    held = QByteArray(data)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader.read() if reader.format().data() in (b"png", b"jpeg") else QImage()


def _from_svg(data: bytes) -> QImage:
    renderer = QSvgRenderer(QByteArray(data))
    if _REACHES_OUT.search(data) or not renderer.isValid() or renderer.defaultSize().isEmpty():
        return QImage()
    size = QSizeF(renderer.defaultSize()).scaled(WIDE, HIGH, Qt.AspectRatioMode.KeepAspectRatio).toSize()
    image = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _fitted(image: QImage) -> bytes:
    """As large as the limits allow. What else the file knew, as where a photograph was taken, is not in it."""
    size = image.size()
    if size.width() > WIDE or size.height() > HIGH:
        size = size.scaled(WIDE, HIGH, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    while True:
        png = _drawn(image, size)
        if len(png) <= BYTES_AT_MOST or size.width() <= _LEAST:
            return png
        size = (QSizeF(size) * _SMALLER).toSize().expandedTo(QSize(1, 1))


def _drawn(image: QImage, size: QSize) -> bytes:
    drawn = QImage(size, QImage.Format.Format_ARGB32)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    small = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter.drawImage(0, 0, small)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(held.data())
