"""What may be wrong with a file of boundaries as a whole, and with one feature of it."""

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_


class NoGeoJson(OutreachError):
    message = N_("{name} is no GeoJSON: {reason}")
    advice = N_("Save the boundaries as GeoJSON (in QGIS: Export, Save features as) and choose that file.")


class NoAreasInFile(OutreachError):
    message = N_("{name} holds no area: only points, lines or nothing at all.")
    advice = N_("A boundary is a polygon. Choose the file with the neighbourhoods themselves.")


class TooMuchInFile(OutreachError):
    message = N_("{name} is too large: {found}, and {most} are read at most.")
    advice = N_("Keep only the area of your team, or simplify the boundaries first, and export again.")


class NoSuchProperty(OutreachError):
    message = N_("The areas of {name} have no “{property}”.")
    advice = N_("They have: {known}.")


class ProjectionUnsure(OutreachError):
    """Metres without a word on the system. `guess` is a key of TO_WGS84: ask, then read again with it."""

    message = N_("{name} does not say in which coordinate system it is. The numbers look like {system}.")
    advice = N_("If that is right, load it as {system}; if not, export it again as WGS84 (EPSG:4326).")

    def __init__(self, name: str, guess: str) -> None:
        super().__init__(name=name, system=SYSTEMS[guess])
        self.guess = guess


class ProjectionUnknown(OutreachError):
    message = N_("{name} uses a coordinate system that is not known here: {system}.")
    advice = N_("Export it again as WGS84 (EPSG:4326) or Lambert 72 (EPSG:31370).")


class Swapped(OutreachError):
    message = N_("In {name} latitude and longitude stand in the wrong order.")
    advice = N_("GeoJSON gives longitude first: [3.72, 51.05], not [51.05, 3.72]. Correct the file or its export.")


class OutsideBelgium(OutreachError):
    message = N_("Nothing in {name} lies in Belgium: the first position is {first}.")
    advice = N_("Either it is about another country, or the coordinate system is wrong. Export it as WGS84.")


SYSTEMS = {
    "wgs84": "WGS84",
    "lambert72": "Lambert 72",
    "lambert2008": "Lambert 2008",
    "mercator": "Web Mercator",
}

EMPTY = N_("It has no geometry.")
NOT_AREA = N_("It is a point or a line, not an area.")
BROKEN = N_("Its geometry is not written as GeoJSON asks.")
NOT_CLOSED = N_("Its outline is not closed: it does not end where it began.")
CROSSING = N_("Its outline crosses itself.")
FAR = N_("It lies outside Belgium.")
TOO_FINE = N_("It has too many corners.")
