"""What the tests of open vaults say to them."""

from pathlib import Path

from sqlalchemy import select

from outreach_app.domain.records import Need
from outreach_app.store.tables import SegmentFile
from outreach_app.workspace import Workspace

PASSPHRASE = "vier woorden zonder verband"


def write(workspace: Workspace, *titles: str) -> None:
    with workspace.store.write() as session:
        session.add_all(Need(title=title) for title in titles)


def titles(workspace: Workspace) -> list[str]:
    with workspace.store.read() as session:
        return sorted(need.title for need in session.query(Need).filter_by(deleted=False))


def log_of(workspace: Workspace) -> str:
    return workspace.circle().device.log


def places(workspace: Workspace) -> list[tuple[str, int]]:
    """Log and number of every segment held: twice the same would be a number used twice."""
    with workspace.store.read() as session:
        return sorted((log, seq) for log, seq in session.execute(select(SegmentFile.log, SegmentFile.seq)))


def flip(file: Path, at: float) -> None:
    """One page of a file becomes another, at this part of its length."""
    content = bytearray(file.read_bytes())
    start = int(len(content) * at)
    content[start : start + 64] = bytes(byte ^ 0xFF for byte in content[start : start + 64])
    file.write_bytes(content)
