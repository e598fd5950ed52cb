"""Three laptops, a shared folder, a season: the whole job, done by the use cases that people use."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from outreach_app.demo.outlines import draw
from outreach_app.demo.season import season
from outreach_app.domain.clock import SystemClock
from outreach_app.domain.drafts import Pick
from outreach_app.domain.fields import Id
from outreach_app.domain.records import BY_SLUG, Evidence, Need, Quote, SignalNote, Spot, Step, Team, Worker
from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, speaking
from outreach_app.notes import printing
from outreach_app.paths import RESOURCES
from outreach_app.store import evidence, needs, records, rounds, signals
from outreach_app.workspace import Workspace, demonstration

Progress = Callable[[int, int], None]


class DemoExists(OutreachError):
    message = N_("{folder} already holds something.")
    advice = N_("Name a folder that is empty or does not exist yet: the demo never writes over your files.")


class SeasonClock:
    """The demo's wall clock: it stands where the season is."""

    def __init__(self) -> None:
        self.day = date(2025, 6, 30)
        self._ticks = 0

    def milliseconds(self) -> int:
        self._ticks += 1
        evening = datetime.combine(self.day, time(21, 30)).astimezone()
        return int(evening.timestamp() * 1000) + self._ticks % 60_000

    def today(self) -> date:
        return self.day


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
            for slug in ("areas", "spots", "organisations", "contact-persons", "offers", "needs"):
                for values in self._script[slug]:
                    records.add(session, BY_SLUG[slug], values, self._lead.actor)
        draw(self._lead.store, self._script["boundaries"])
        self.sync_all()

    def walk_the_season(self) -> None:
        typists = [self._laptops[name] for name in self._script["workers"]]
        with self._lead.store.read() as session:
            picks = {
                row.caption: Pick(row.caption, row.id)
                for kind in (Spot, Need)
                for row in records.listed(session, kind)
            }
            names = {row.caption: row.id for row in records.listed(session, Worker)}
        evenings = list(season(picks, [Pick(name, names[name]) for name in self._script["workers"]]))
        for done, evening in enumerate(evenings, 1):
            self._clock.day = evening.draft.date
            typist = typists[evening.typist]
            with typist.store.write() as session:
                rounds.save_round(session, evening.draft, typist.worker, today=self._clock.day)
            if done % 26 == 0:
                self.sync_all()
            self._progress(done, len(evenings))
        self.sync_all()

    def carry_signals(self) -> None:
        """In the order of their submission, so that the notes get the numbers they have on paper."""
        told = [*self._script["small"], *self._script["notes"]]
        for case in sorted(told, key=lambda case: case["submitted"]):
            if "need" in case:
                _Small(self._lead, self._clock, case).carry()
            else:
                self._printed.append(_Worked(self._lead, self._clock, case).carry(self._directory / "notes"))
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


class _Case:
    """One signal on its way, carried by the coordinator's laptop."""

    def __init__(self, laptop: Workspace, clock: SeasonClock, case: Mapping[str, Any]) -> None:
        self._laptop, self._clock, self._case = laptop, clock, case

    def _add(self, record: type[Any], **values: str) -> None:
        with self._laptop.store.write() as session:
            records.add(session, record, values, self._laptop.actor)

    def _move_need(self, id: Id, state: str, **values: str) -> None:
        with self._laptop.store.write() as session:
            needs.move_need(session, id, state, self._laptop.actor, self._clock.today(), **values)

    def _move(self, id: Id, state: str, reason: str = "", **values: str) -> None:
        with self._laptop.store.write() as session:
            signals.move_signal(session, id, state, self._laptop.actor, self._clock.today(), reason, **values)

    def _edit(self, record: type[Any], id: Id, values: Mapping[str, str]) -> None:
        with self._laptop.store.write() as session:
            records.edit(session, record, id, values, self._laptop.actor)

    def _promote(self, titles: list[str], confirmed_on: str = "") -> Id:
        with self._laptop.store.read() as session:
            ids = [records.get(session, Need, title).id for title in titles]
        for need in ids if confirmed_on else ():
            self._move_need(need, "recurring")
            self._move_need(need, "verified", confirmed_on=confirmed_on)
        with self._laptop.store.write() as session:
            return needs.promote(session, ids, self._laptop.actor).id

    @contextmanager
    def _on(self, day: date) -> Iterator[None]:
        self._clock.day = day
        yield


class _Small(_Case):
    """A signal that went its way without much paper."""

    def carry(self) -> None:
        case = self._case
        with self._on(case["submitted"] - timedelta(10)):
            signal = self._promote([case["need"]])
            self._move(signal, "checking")
            self._move(signal, "ripe", reason="Klein en dringend: mondeling afgetoetst met de dienst.")
        with self._on(case["submitted"]):
            with self._laptop.store.write() as session:
                evidence.freeze(session, signal, self._laptop.actor, self._clock.today())
            self._move(signal, "submitted", addressee=case["addressee"])
        if "session" in case:
            with self._on(case["session"]):
                self._move(signal, "scheduled", session_date=case["session"].isoformat())
        if "outcome" in case:
            self._move(signal, "decided", outcome=case["outcome"])
        if "told" in case:
            with self._on(case["session"] + timedelta(14)):
                self._add(
                    _feedback(),
                    signal=signal,
                    audience="youth",
                    date=self._clock.day.isoformat(),
                    message=case["told"],
                )
                self._move(signal, "fed_back")


def _feedback() -> type[Any]:
    return BY_SLUG["feedback"]


class _Worked(_Case):
    """A worked example: evidence, steps and quotes gathered, the note printed, the session planned."""

    def carry(self, target: Path) -> Path:
        case = self._case
        with self._on(date.fromisoformat(case["confirmed_on"])):
            signal = self._promote(case["needs"], case["confirmed_on"])
        with self._on(case["submitted"]):
            self._gather(signal)
            for state in ("checking", "ripe"):
                self._move(signal, state)
            with self._laptop.store.write() as session:
                evidence.freeze(session, signal, self._laptop.actor, self._clock.today())
            self._move(signal, "submitted")
            self._move(signal, "scheduled")
            printed = printing.print_note(
                self._laptop.store, self._laptop.actor, self._clock.today(), signal, "nota", "nl"
            )
        path = target / printed.file_name
        path.write_bytes(printed.pdf)
        return path

    def _gather(self, signal: Id) -> None:
        case, lead = self._case, self._laptop.worker
        checks = "clear,neutral,recognised,shared"
        self._edit(BY_SLUG["signals"], signal, {**case["signal"], "lead": lead, "checks": checks})
        for text in case["quotes"]:
            self._add(Quote, text=text, signal=signal, permission="yes", audience="partners")
        for step in case.get("steps", ()):
            self._add(Step, signal=signal, **step)
        for source in case.get("evidence", ()):
            self._add(Evidence, signal=signal, **source)
        self._add(SignalNote, signal=signal, **case["note"])
