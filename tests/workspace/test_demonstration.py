"""The demo keeps to itself, and goes without a trace; nothing that it did not make ever goes with it."""

import importlib
import shutil
from pathlib import Path

import pytest

from outreach_app import demo
from outreach_app.vault import create, slots
from outreach_app.vault.errors import VaultInUse
from outreach_app.workspace import Workspace, demonstration
from outreach_app.workspace.demonstration import DemoNotRemoved, DemoStaysAlone, NotOnlyTheDemo, NotTheDemo
from tests.workspace.conftest import CHEAP
from tests.workspace.vaults import PASSPHRASE


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo without its season, which is nothing to what is tested here."""
    folder = tmp_path_factory.mktemp("built") / "data" / "vindplaats" / "demo"
    team = importlib.import_module("outreach_app.demo.build")._Team
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slots, "STRENGTH", CHEAP)
        for part in ("set_the_scene", "walk_the_season", "carry_signals", "walk_on"):
            patch.setattr(team, part, lambda team: None)
        demo.build(folder)
    return folder


@pytest.fixture
def cheap_demo(tmp_path: Path, built: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "data" / "vindplaats" / "demo"))


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_nothing_of_the_demo_is_left_and_nothing_else_is_missing(tmp_path: Path, cheap_demo: Path) -> None:
    kept = tmp_path / "eigen werk"
    kept.mkdir()
    (kept / "nota.txt").write_text("x", encoding="utf-8")
    team = demonstration.found(cheap_demo)
    assert team is not None
    with Workspace.open(team.vault, team.passphrase) as workspace:
        workspace.backups.make()
        workspace.sync()

    demonstration.remove(cheap_demo)

    assert files(tmp_path) == {"eigen werk", "eigen werk/nota.txt"}, "its parents were made for it and go too"


@pytest.mark.parametrize(
    "where",
    [
        "mijn nota.pdf",
        "notes/eigen.pdf",
        "kluizen/van mij/keys.json",
        "kluizen/marijke/scriptie.docx",
        "gedeelde map/scriptie.docx",
        "gedeelde map/andere ploeg/0a/0000000001.seg",
    ],
)
def test_a_file_of_someone_else_stops_the_removal(cheap_demo: Path, where: str) -> None:
    (cheap_demo / where).parent.mkdir(exist_ok=True, parents=True)
    (cheap_demo / where).write_text("x", encoding="utf-8")
    before = files(cheap_demo)

    with pytest.raises(NotOnlyTheDemo, match=where):
        demonstration.remove(cheap_demo)

    assert files(cheap_demo) == before


def test_a_real_vault_in_the_place_of_the_demos_stops_the_removal(cheap_demo: Path) -> None:
    taken = cheap_demo / "kluizen" / "noor"
    shutil.rmtree(taken)
    opened, _code = create(taken, PASSPHRASE)
    opened.close()
    (taken / "vindplaats.db").write_bytes(b"x")
    before = files(cheap_demo)

    with pytest.raises(NotOnlyTheDemo):
        demonstration.remove(cheap_demo)

    assert files(cheap_demo) == before


def test_only_the_demos_own_folder_is_removed_and_only_while_it_is_closed(
    tmp_path: Path, cheap_demo: Path
) -> None:
    team = demonstration.found(cheap_demo)
    assert team is not None
    (tmp_path / "iets anders").mkdir()

    for other in (tmp_path, tmp_path / "iets anders", cheap_demo / "kluizen", team.vault):
        with pytest.raises(NotTheDemo):
            demonstration.remove(other)
    with Workspace.open(team.vault, team.passphrase), pytest.raises(VaultInUse):
        demonstration.remove(cheap_demo)

    assert team.vault.is_dir()


def test_the_demo_shares_with_nobody_and_nobody_with_the_demo(tmp_path: Path, cheap_demo: Path) -> None:
    team = demonstration.found(cheap_demo)
    assert team is not None
    share = tmp_path / "echte map"
    share.mkdir()
    real, _code = Workspace.create(tmp_path / "echt", PASSPHRASE)
    with real, Workspace.open(team.vault, team.passphrase) as of_the_demo:
        with pytest.raises(DemoStaysAlone):
            of_the_demo.use_folder(share)
        with pytest.raises(DemoStaysAlone):
            of_the_demo.bundles.write(tmp_path / "werk.vpbundle")
        with pytest.raises(DemoStaysAlone):
            real.ask_to_join("Noor", cheap_demo / team.share)
        with pytest.raises(DemoStaysAlone):
            real.found_team("Echt team", "Noor", cheap_demo / "notes")
        of_the_demo.use_folder(cheap_demo / team.share)
        real.found_team("Echt team", "Noor", share)
        own = (demonstration.belongs(of_the_demo), demonstration.belongs(real))

    assert own == (True, False)
    assert not (tmp_path / "werk.vpbundle").exists()


@pytest.mark.parametrize("where", ["kluizen/noor", "kluizen/noor/backups", "kluizen/marijke/van vroeger"])
def test_a_backup_of_a_real_vault_that_lies_in_the_demo_stops_the_removal(
    tmp_path: Path, cheap_demo: Path, where: str
) -> None:
    real, _code = Workspace.create(tmp_path / "echt", PASSPHRASE)
    with real:
        made = real.backups.make()
    lies = cheap_demo / where / made.path.name
    lies.parent.mkdir(exist_ok=True)
    shutil.copy(made.path, lies)
    before = files(cheap_demo)

    with pytest.raises(NotOnlyTheDemo, match=made.path.name):
        demonstration.remove(cheap_demo)

    assert files(cheap_demo) == before


def test_a_database_or_a_link_of_someone_else_stops_the_removal(tmp_path: Path, cheap_demo: Path) -> None:
    moved = cheap_demo / "kluizen" / "noor" / "oud" / "vindplaats.db"
    moved.parent.mkdir()
    moved.write_bytes(b"x")
    with pytest.raises(NotOnlyTheDemo, match=r"oud/vindplaats\.db"):
        demonstration.remove(cheap_demo)
    shutil.rmtree(moved.parent)

    (tmp_path / "werk").mkdir()
    (tmp_path / "werk" / "nota.tmp").write_text("x", encoding="utf-8")
    moved.parent.symlink_to(tmp_path / "werk")
    with pytest.raises(NotOnlyTheDemo, match="oud"):
        demonstration.remove(cheap_demo)
    assert (tmp_path / "werk" / "nota.tmp").exists()


@pytest.mark.parametrize("number", [0, 1, 3, 7, -3, -2, -1])
def test_a_removal_that_breaks_off_anywhere_goes_on_later(
    tmp_path: Path, cheap_demo: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    team = demonstration.found(cheap_demo)
    assert team is not None
    with Workspace.open(team.vault, team.passphrase) as workspace:
        workspace.backups.make()
    count, unlink = len([path for path in cheap_demo.rglob("*") if not path.is_dir()]), Path.unlink
    tries = iter(range(count))

    def denied(path: Path, missing_ok: bool = False) -> None:
        if next(tries) == number % count:
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", denied)
        with pytest.raises(DemoNotRemoved):
            demonstration.remove(cheap_demo)
    if number >= 0:
        with Workspace.open(team.vault, team.passphrase):
            pass  # from here one asks again

    demonstration.remove(cheap_demo)

    assert files(tmp_path) == set()
