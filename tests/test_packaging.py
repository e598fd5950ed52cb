"""The set-up script installs once and only what is missing; the wheel carries what the program reads."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="shell scripts")


def libraries() -> list[str]:
    script = (ROOT / "packaging" / "setup.sh").read_text(encoding="utf-8")
    return re.findall(r"^(lib\S+\.so\.\d+) \S+$", script, re.MULTILINE)


class Checkout:
    """A checkout whose environment, package tools and command only write down that they were called."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = folder / "check out"
        self.calls = folder / "calls"
        self.tools = folder / "tools"
        self.present = libraries()
        for path in ("pyproject.toml", "packaging/run.sh", "packaging/setup.sh", "packaging/constraints.txt"):
            self.copy(path)
        for path in ("packaging/hatch_build.py", "packaging/messages.py"):
            self.copy(path)
        self.copy("resources/i18n/nl/LC_MESSAGES/vindplaats.po")
        self.script(self.root / ".venv/bin/python", 'test "$1" = --version || echo "python $*" >>"$CALLS"')
        self.script(
            self.root / ".venv/bin/vindplaats", 'echo "vindplaats $*" >>"$CALLS"; test "$1" != demo || mkdir "$2"'
        )
        self.script(self.tools / "apt-get", 'echo "apt-get $*" >>"$CALLS"')
        self.script(self.tools / "id", "echo 0")
        monkeypatch.setenv("CALLS", str(self.calls))
        monkeypatch.setenv("PATH", f"{self.tools}:/usr/bin:/bin")
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    def copy(self, path: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / path).read_bytes())

    def script(self, path: Path, line: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)

    def run(self, *arguments: str) -> list[str]:
        """Runs the script; what it called, in order."""
        self.calls.write_text("")
        listing = "\\n".join(f"{name} (x) => /lib/{name}" for name in self.present)
        self.script(self.tools / "ldconfig", f"printf '{listing}\\n'")
        subprocess.run(["sh", self.root / "packaging/run.sh", *arguments], cwd=self.root.parent, check=True)
        return self.calls.read_text().splitlines()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    monkeypatch.setenv("DISPLAY", ":0")
    return Checkout(tmp_path, monkeypatch)


@POSIX
def test_the_second_start_installs_nothing_until_something_changed(checkout: Checkout) -> None:
    first = checkout.run("check", "a b")
    assert any("install" in call and "--editable" in call for call in first)
    assert first[-1] == "vindplaats check a b"
    assert checkout.run("check") == ["vindplaats check"]

    with (checkout.root / "packaging/constraints.txt").open("a") as pins:
        pins.write("# renewed\n")
    assert any("--editable" in call for call in checkout.run("check"))


@POSIX
def test_apt_is_asked_only_for_what_is_missing(checkout: Checkout) -> None:
    assert not [call for call in checkout.run() if call.startswith("apt-get")]

    checkout.present.remove("libxcb-cursor.so.0")
    (checkout.root / ".venv/set-up").unlink()
    installs = [call for call in checkout.run() if call.startswith("apt-get install")]
    assert [call.split()[-1] for call in installs] == ["libxcb-cursor0"]


@POSIX
def test_without_a_display_the_demo_is_made_and_said_to_be(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert checkout.run()[-1] == "vindplaats "
    monkeypatch.delenv("DISPLAY")
    folder = checkout.root.parent / "vindplaats-demo"
    done = subprocess.run(
        ["sh", checkout.root / "packaging/run.sh"],
        cwd=checkout.root.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "no display" in done.stderr and str(folder) in done.stderr
    assert checkout.calls.read_text().splitlines()[-1] == f"vindplaats demo {folder}"
    assert checkout.run()[-1] == f"vindplaats demo {folder}-2", "an earlier demo is left alone"


def test_every_dependency_is_pinned_within_its_bounds() -> None:
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    pins = {}
    for line in (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            (only,) = pin.specifier
            assert only.operator == "==" and plain(pin.name) not in pins, f"{line}: two pins fit no installation"
            pins[plain(pin.name)] = only.version
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["test"],
    ]
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(pins[plain(requirement.name)]), str(requirement)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_wheel_carries_resources_and_compiled_catalogues(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    resources = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    shipped = {f"outreach_app/{path.relative_to(ROOT).as_posix()}" for path in resources}
    assert shipped <= names
    assert "outreach_app/resources/i18n/nl/LC_MESSAGES/vindplaats.mo" in names
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "outreach_app").rglob("*.py")}
    assert modules == {name for name in names if name.endswith(".py")}
