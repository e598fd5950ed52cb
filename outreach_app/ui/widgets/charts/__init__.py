"""Charts drawn by hand from the one model of a chart; the same drawing makes a picture that leaves."""

from outreach_app.ui.widgets.charts.small import Sparks, TrendMark
from outreach_app.ui.widgets.charts.view import ChartView

__all__ = ["ChartView", "Sparks", "TrendMark"]
