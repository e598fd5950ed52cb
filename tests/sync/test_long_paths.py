"""The limit of Windows, reckoned without Windows."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from outreach_app.domain.fields import Id
from outreach_app.sync import long_paths
from outreach_app.sync.errors import FolderTooLong
from outreach_app.sync.patience import chosen
from outreach_app.sync.segment import Header

NAME = Header(*(Id("11" * 16),) * 4, 7).name


@pytest.mark.parametrize(
    ("path", "prefixed"),
    [
        (r"C:\Team\Vindplaats", r"\\?\C:\Team\Vindplaats"),
        (r"\\server\jeugd\Vindplaats", r"\\?\UNC\server\jeugd\Vindplaats"),
        (r"\\?\C:\Team", r"\\?\C:\Team"),
        (r"\\?\UNC\server\jeugd\Team", r"\\?\UNC\server\jeugd\Team"),
        (r"Team\Vindplaats", r"Team\Vindplaats"),
    ],
)
def test_the_prefix_lifts_the_limit(path: str, prefixed: str) -> None:
    assert long_paths.prefixed(PureWindowsPath(path)) == prefixed


def test_elsewhere_a_path_stays_as_it_is() -> None:
    assert long_paths.unlimited(Path("/srv/jeugd")) == Path("/srv/jeugd")


def test_a_root_too_long_for_what_stands_below_it_is_refused() -> None:
    root = PureWindowsPath("C:\\" + "m" * 171)
    long_paths.refuse_too_long(root, 259)
    with pytest.raises(FolderTooLong) as told:
        long_paths.refuse_too_long(root / "n", 259)

    assert "too long by 2 characters" in str(told.value)
    assert len(rf"\{NAME}") + len(" (conflicted copy of Marijke)") < long_paths.BELOW
    with pytest.raises(FolderTooLong):
        long_paths.refuse_too_long(PurePosixPath("/" + "é" * 2010), 4095)
    with pytest.raises(FolderTooLong):
        chosen(Path("/" + "m" * 4050))
