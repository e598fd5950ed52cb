"""Charts on paper, drawn from the one chart model with reportlab.graphics."""

from itertools import pairwise
from typing import Literal

from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String
from reportlab.lib.colors import Color, white
from reportlab.pdfbase.pdfmetrics import stringWidth

from outreach_app.domain.charts import WITHHELD, Chart, mark
from outreach_app.i18n import number
from outreach_app.notes import glyphs
from outreach_app.notes import series as series_look
from outreach_app.notes.glyphs import on_line
from outreach_app.notes.style import LINE, REGULAR, STRONG, SUNKEN, TEXT, TEXT2, TEXT3
from outreach_app.notes.text import shorten

_HEIGHT = 112
_ROW = 16
_SIZE = 7.2
_LEGEND = 14


def draw(chart: Chart, width: float) -> Drawing:
    """The chart at this width. A withheld value is a gap with the mark."""
    drawn = _lying(chart, width) if chart.kind == "bars" else _standing(chart, width)
    if len(chart.series) > 1:
        _legend(drawn, chart)
    return drawn


def _legend(drawing: Drawing, chart: Chart) -> None:
    """Above the chart: a field for what is drawn full, a stroke for what is compared."""
    y, x, n = drawing.height + 3, 0.0, 0
    drawing.height += _LEGEND
    for series in chart.series:
        if series.compared:
            drawing.add(Line(x, y + 3, x + 12, y + 3, strokeColor=TEXT2, strokeWidth=1.4, strokeDashArray=[3, 2]))
        else:
            if chart.kind == "line":
                drawing.add(_stroke(x, y + 3, x + 12, y + 3, n))
            else:
                series_look.fill(drawing, x, y, 12, 6, n)
            n += 1
        name = fitted(series.name, max(drawing.width - x - 16, 1))
        _write(drawing, x + 16, y, name, color=TEXT2, anchor="start")
        x += 16 + glyphs.width(name, REGULAR, _SIZE) + 12


def _standing(chart: Chart, width: float) -> Drawing:
    """Columns or a line over moments, with a scale at the left."""
    drawing = Drawing(width, _HEIGHT)
    scale = chart.ticks
    left = max(stringWidth(number(tick), REGULAR, _SIZE) for tick in scale) + 6
    bottom, top = 16.0, _HEIGHT - 12.0
    for tick in scale:
        y = bottom + (top - bottom) * tick / scale[-1]
        drawing.add(Line(left, y, width, y, strokeColor=LINE, strokeWidth=0.6))
        _write(drawing, left - 5, y - 2.5, number(tick), anchor="end", color=TEXT3)
    step = (width - left) / max(len(chart.labels), 1)
    centres = [left + step * (place + 0.5) for place in range(len(chart.labels))]
    _under(drawing, chart.labels, centres, step)
    for place, series in enumerate((*chart.main, *(one for one in chart.series if one.compared))):
        points = [
            (x, value, bottom + (top - bottom) * (value or 0) / scale[-1])
            for x, value in zip(centres, series.values, strict=True)
        ]
        if series.compared:
            _before(drawing, points, step, joined=chart.kind == "line")
        elif chart.kind == "line":
            _line(drawing, points, place)
        else:
            _columns(drawing, points, bottom, (place, len(chart.main), step))
    return drawing


def _columns(
    drawing: Drawing,
    points: list[tuple[float, float | None, float]],
    bottom: float,
    of: tuple[int, int, float],
) -> None:
    """`of` says which of how many beside each other, in how much room."""
    place, several, step = of
    half = min(step * 0.32, 21) if several == 1 else step * 0.38 / several
    for middle, value, y in points:
        x = middle + (place - (several - 1) / 2) * step * 0.8 / several
        if value is not None:
            series_look.fill(drawing, x - half, bottom, 2 * half, y - bottom, place)
        above, ink = (y, TEXT) if value is not None else (bottom, TEXT3)
        said = mark(value)
        room = stringWidth(said, STRONG, _SIZE) + 2
        drawing.add(
            _bar(x - room / 2, above + 1, room, _SIZE + 0.5, white)
        )  # no line of the scale runs through it
        _write(drawing, x, above + 3, said, STRONG, ink)


def _line(drawing: Drawing, points: list[tuple[float, float | None, float]], n: int) -> None:
    """Neighbours are joined; beside a gap nothing is, so that no line runs through what is withheld."""
    for (x1, value1, y1), (x2, value2, y2) in pairwise(points):
        if value1 is not None and value2 is not None:
            drawing.add(_stroke(x1, y1, x2, y2, n))
    for x, value, y in points:
        if value is None:
            _write(drawing, x, y + 2, WITHHELD, STRONG, TEXT3)
        else:
            drawing.add(Circle(x, y, 1.9, fillColor=series_look.colour(n), strokeColor=None))


def _before(
    drawing: Drawing, points: list[tuple[float, float | None, float]], step: float, *, joined: bool
) -> None:
    """What is compared: a dashed line, or a stroke over each column."""
    if joined:
        for (x1, value1, y1), (x2, value2, y2) in pairwise(points):
            if value1 is not None and value2 is not None:
                drawing.add(Line(x1, y1, x2, y2, strokeColor=TEXT2, strokeWidth=0.9, strokeDashArray=[3, 2]))
        return
    half = min(step * 0.42, 26)
    for x, value, y in points:
        if value is not None:
            drawing.add(Line(x - half, y, x + half, y, strokeColor=TEXT2, strokeWidth=1.4))


def _under(drawing: Drawing, labels: tuple[str, ...], centres: list[float], step: float) -> None:
    """The labels below the base; where they would touch, only every second, third, … one."""
    widest = max((glyphs.width(label, REGULAR, _SIZE) for label in labels), default=0)
    every = 1 if len(labels) <= 8 else max(1, int((widest + 6) / step) + 1)
    for x, label in list(zip(centres, labels, strict=True))[::every]:
        shown = fitted(label, step * every - 3)
        half = glyphs.width(shown, REGULAR, _SIZE) / 2
        _write(drawing, min(x, drawing.width - half), 4, shown, color=TEXT2)


def _lying(chart: Chart, width: float) -> Drawing:
    """Bars over names, each with its figure: no scale needed."""
    drawing = Drawing(width, _ROW * len(chart.labels) * len(chart.main) + 2)
    widest = max((glyphs.width(label, REGULAR, _SIZE + 0.6) for label in chart.labels), default=0)
    left = min(widest + 8, width * 0.42)
    remarks = max((glyphs.width(remark, REGULAR, _SIZE) for remark in chart.remarks), default=0)
    end = width - (remarks + 8 if remarks else 0)
    right = end - 30
    top = chart.ticks[-1]
    compared = [one for one in chart.series if one.compared]
    y = drawing.height - _ROW
    for row, label in enumerate(chart.labels):
        _write(drawing, 0, y + 4, fitted(label, left - 6, _SIZE + 0.6), anchor="start", size=_SIZE + 0.6)
        if remarks:
            _write(drawing, width, y + 4, chart.remarks[row], color=TEXT2, anchor="end")
        for place, series in enumerate(chart.main):
            value = series.values[row]
            drawing.add(_bar(left, y + 2, right - left, 9, SUNKEN))
            if value is not None:
                length = (right - left) * value / top
                series_look.fill(drawing, left, y + 2, length, 9, place)
            for one in compared:
                before = one.values[row]
                if before is not None:
                    x = left + (right - left) * before / top
                    drawing.add(Line(x, y, x, y + 13, strokeColor=TEXT2, strokeWidth=1.4))
            _write(drawing, end, y + 4, mark(value), STRONG, TEXT if value is not None else TEXT3, anchor="end")
            y -= _ROW
    return drawing


def _stroke(x1: float, y1: float, x2: float, y2: float, n: int) -> Line:
    line = Line(x1, y1, x2, y2, strokeColor=series_look.colour(n), strokeWidth=1.4)
    dash = series_look.dashes(n)
    if dash:
        line.strokeDashArray = dash
    return line


def _bar(x: float, y: float, width: float, height: float, color: Color) -> Rect:
    bar = Rect(x, y, width, height)
    bar.fillColor, bar.strokeColor = color, None
    return bar


def _write(
    drawing: Drawing,
    x: float,
    y: float,
    text: str,
    font: str = REGULAR,
    color: Color = TEXT,
    anchor: Literal["start", "middle", "end"] = "middle",
    size: float = _SIZE,
) -> None:
    pieces = on_line(text, font)
    if anchor != "start":
        x -= sum(stringWidth(piece, name, size) for name, piece in pieces) * (0.5 if anchor == "middle" else 1)
    for name, piece in pieces:
        drawing.add(String(x, y, piece, fontName=name, fontSize=size, fillColor=color))
        x += stringWidth(piece, name, size)


def fitted(text: str, width: float, size: float = _SIZE, font: str = REGULAR) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    text = shorten(text, 200)
    if glyphs.width(text, font, size) <= width:
        return text
    while text and glyphs.width(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"
