"""Three laptops, a shared folder, a season: the whole job, done by the use cases that people use."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from outreach_app.demo.cases import Open, Small, Worked
from outreach_app.demo.compass import Compass
from outreach_app.demo.outlines import draw
from outreach_app.demo.season import Evening, SeasonClock, lately, season
from outreach_app.demo.tables import Tables
from outreach_app.domain.clock import SystemClock
from outreach_app.domain.drafts import Pick
from outreach_app.domain.records import BY_SLUG, Need, Spot, Team, Worker
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, speaking
from outreach_app.paths import RESOURCES
from outreach_app.store import records, rounds
from outreach_app.workspace import Workspace, demonstration

Progress = Callable[[int, int], None]

SCENE = (
    *("addressees", "areas", "spots", "organisations", "contact-persons", "offers", "needs"),
    *("talks", "acquaintances", "referrals"),
    *("convenants", "joint-services", "exchanges"),
)
"""What stands there before the first round, by slug."""


class DemoExists(OutreachError):
    message = N_("{folder} already holds something.")
    advice = N_("Name a folder that is empty or does not exist yet: the demo never writes over your files.")


@dataclass(frozen=True)
class BuiltVault:
    name: str
    path: Path
    role: str


@dataclass(frozen=True)
class Built:
    """What the demo made."""

    passphrase: str
    folder: Path
    vaults: tuple[BuiltVault, ...]
    notes: tuple[Path, ...]

    @property
    def worker_vault(self) -> Path:
        return next(vault.path for vault in self.vaults if vault.role == "worker")

    def as_json(self) -> dict[str, Any]:
        return {
            "passphrase": self.passphrase,
            "folder": str(self.folder),
            "vaults": [{"name": vault.name, "path": str(vault.path), "role": vault.role} for vault in self.vaults],
            "notes": [str(note) for note in self.notes],
        }


def build(directory: Path, progress: Progress | None = None) -> Built:
    """Make the demo team under `directory`, in Dutch. Takes some ten seconds; a folder with files is refused."""
    if directory.exists() and any(directory.iterdir()):
        raise DemoExists(folder=directory)
    parents = sum(1 for parent in directory.absolute().parents if not parent.exists())
    script = tomllib.loads((RESOURCES / "demo" / "lindervoorde.toml").read_text(encoding="utf-8"))
    with speaking("nl"), _Team(directory.absolute(), script, progress or (lambda done, total: None)) as team:
        team.gather()
        team.set_the_scene()
        team.walk_the_season()
        team.carry_signals()
        team.walk_on()
        team.come_to_today()
        return team.signed(parents)


class _Team:
    """The coordinator's and the workers' laptops, all open at once, on one clock."""

    def __init__(self, directory: Path, script: Mapping[str, Any], progress: Progress) -> None:
        self._directory, self._script, self._progress = directory, script, progress
        self._share = directory / "gedeelde map"
        self._clock = SeasonClock()
        self._stack = ExitStack()
        self._laptops: dict[str, Workspace] = {}
        self._printed: list[Path] = []
        self._walked = self._evenings = 0

    def __enter__(self) -> "_Team":
        self._share.mkdir(parents=True, exist_ok=True)
        (self._directory / "notes").mkdir(exist_ok=True)
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    @property
    def _lead(self) -> Workspace:
        return self._laptops[self._script["coordinator"]]

    def _laptop(self, name: str) -> Workspace:
        folder = self._directory / "kluizen" / name.split()[0].lower()
        workspace, _code = Workspace.create(folder, self._script["passphrase"], clock=self._clock)
        self._laptops[name] = self._stack.enter_context(workspace)
        return workspace

    def gather(self) -> None:
        """Found the team, and let two colleagues join it."""
        team = self._script["team"]
        founded = self._laptop(self._script["coordinator"]).found_team(
            team["name"], self._script["coordinator"], self._share
        )
        with self._lead.store.write() as session:
            records.edit(session, Team, team["name"], dict(team), self._lead.actor)
        self._lead.sync()
        for name in self._script["workers"]:
            asked = self._laptop(name).ask_to_join(name, self._share, founded.team_fingerprint)
            self._lead.admit(asked.fingerprint, "worker")
        self.sync_all()

    def sync_all(self) -> None:
        """Twice round, so that everybody has what everybody wrote."""
        for _turn in range(2):
            for workspace in self._laptops.values():
                workspace.sync()

    def set_the_scene(self) -> None:
        with self._lead.store.write() as session:
            for slug in SCENE:
                for values in self._script[slug]:
                    records.add(session, BY_SLUG[slug], values, self._lead.actor)
        draw(self._lead.store, self._script["boundaries"])
        self.sync_all()

    def walk_the_season(self) -> None:
        evenings, later = list(season(*self._picks())), self._later()
        self._evenings = len(evenings) + len(later)
        self._walk(evenings)

    def walk_on(self) -> None:
        """What the demo shows first is today: it goes on to yesterday."""
        self._walk(self._later())
        for case in self._script["open"]:
            Open(self._lead, self._clock, case).carry()
        Tables(self._lead, SystemClock().today()).sit()
        Compass(self._lead, SystemClock().today()).set_up()
        self.sync_all()

    def _later(self) -> list[Evening]:
        heard = ((ago, one["need"], spot) for one in self._script["lately"] for ago, spot in one["heard"])
        return list(lately(*self._picks(), SystemClock().today(), heard))

    def _picks(self) -> tuple[dict[str, Pick], list[Pick]]:
        """Spots and needs by name, and the workers."""
        with self._lead.store.read() as session:
            picks = {
                row.caption: Pick(row.caption, row.id)
                for kind in (Spot, Need)
                for row in records.listed(session, kind)
            }
            names = {row.caption: row.id for row in records.listed(session, Worker)}
        return picks, [Pick(name, names[name]) for name in self._script["workers"]]

    def _walk(self, evenings: Sequence[Evening]) -> None:
        typists = [self._laptops[name] for name in self._script["workers"]]
        for evening in evenings:
            self._walked += 1
            self._clock.day = evening.draft.date
            typist = typists[evening.typist]
            with typist.store.write() as session:
                rounds.save_round(session, evening.draft, typist.worker, today=self._clock.day)
            if self._walked % 26 == 0:
                self.sync_all()
            self._progress(self._walked, self._evenings)
        self.sync_all()

    def carry_signals(self) -> None:
        """In the order of their submission, so that the notes get the numbers they have on paper."""
        told = [*self._script["small"], *self._script["notes"]]
        for case in sorted(told, key=lambda case: case["submitted"]):
            if "need" in case:
                Small(self._lead, self._clock, case).carry()
            else:
                self._printed.append(Worked(self._lead, self._clock, case).carry(self._directory / "notes"))
            self.sync_all()

    def come_to_today(self) -> None:
        """The season is over a while ago: terms are renewed, and everybody has been heard of."""
        self._clock.day = max(self._clock.day, SystemClock().today())
        for name in self._script["workers"]:
            self._lead.admit(self._laptops[name].fingerprint, "worker")
        self.sync_all()

    def signed(self, parents: int) -> Built:
        """From now on this is the demo, which shares with nobody else and can be taken away again."""
        vaults = tuple(
            BuiltVault(name, workspace.vault.folder, workspace.role) for name, workspace in self._laptops.items()
        )
        built = Built(self._script["passphrase"], self._share, vaults, tuple(self._printed))
        laptops = self._laptops.values()
        demonstration.mark(self._directory, laptops, built.worker_vault, built.passphrase, parents=parents)
        return built
