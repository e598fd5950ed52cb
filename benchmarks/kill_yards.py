"""Vaults in which something is about to be done, for a process that will be killed while it does it."""

import shutil
from pathlib import Path

from benchmarks.kill_phases import PASSPHRASE, Later, make_older, unindex
from outreach_app.domain.records import Need
from outreach_app.workspace import Workspace

RIPE_DAYS = 8


class Yards:
    """Vaults and a folder that stand ready, made once; copied to one place, as vaults know their folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.home = root / "home"
        self._build()
        self._keep("plain")
        with open_(self.home) as noor:
            database, key = noor.vault.database, noor.vault.database_key()
            unindex(noor)
        self._keep("unindexed")
        make_older(database, key)
        self._keep("older")
        self.renew("plain")
        self._ripen()
        self._keep("ripe")

    def renew(self, name: str) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self._root / (name or "plain"), self.home)

    def _keep(self, name: str) -> None:
        shutil.copytree(self.home, self._root / name)

    def _build(self) -> None:
        share = self.home / "share"
        share.mkdir(parents=True)
        noor, _code = Workspace.create(self.home / "noor", PASSPHRASE)
        sam, _code = Workspace.create(self.home / "sam", PASSPHRASE)
        with noor, sam:
            noor.found_team("Vlasakker", "Noor", share)
            sam.ask_to_join("Sam", share)
            noor.admit(sam.fingerprint)
            with noor.store.write() as session:
                session.add_all(Need(title=f"begin {n}", description="banken") for n in range(50))
            for one in (noor, sam, noor):
                one.sync()

    def _ripen(self) -> None:
        """A snapshot that has lain for a week and that everybody has, with work beyond it."""
        with open_(self.home) as noor:
            noor.archive.snapshot()
        for days in (1, RIPE_DAYS - 1):
            with open_(self.home, "sam", days) as sam, open_(self.home, "noor", days) as noor:
                for one in (sam, noor, sam, noor):
                    with one.store.write() as session:
                        session.add(Need(title=f"later {days}"))
                    one.sync()


def open_(home: Path, who: str = "noor", days: int = 0) -> Workspace:
    return Workspace.open(home / who, PASSPHRASE, clock=Later(days))
