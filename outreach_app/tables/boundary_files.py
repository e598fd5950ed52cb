"""A file of boundaries, read from disk."""

from pathlib import Path

from outreach_app.domain.geo.geojson import BYTES_AT_MOST, BoundaryFile, read
from outreach_app.domain.geo.refusals import TooMuchInFile
from outreach_app.tables.sheet import FileMissing


def read_boundaries(path: Path, system: str = "") -> BoundaryFile:
    """Raises FileMissing and what `geojson.read` raises."""
    if path.exists() and not path.is_file():
        raise FileMissing(path, IsADirectoryError())
    try:
        size = path.stat().st_size
        if size > BYTES_AT_MOST:
            limit = f"{BYTES_AT_MOST // 1_000_000} MB"
            raise TooMuchInFile(name=path.name, found=f"{size // 1_000_000} MB", most=limit)
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise FileMissing(path, error) from None
    return read(data, path.name, system)
