"""One call of the command line: its global options, its vault, and the one way in which it answers."""

import getpass
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_, _
from outreach_app.paths import default_vault, has_display
from outreach_app.workspace import Workspace
from outreach_app.workspace.errors import VAULT_MOVED


class PassphraseMissing(OutreachError):
    message = N_("No passphrase was given, and there is no terminal to ask for it.")
    advice = N_("Give it with --passphrase-file FILE (its first line counts; - is standard input).")


class SecretUnreadable(OutreachError):
    message = N_("The secret in {file} cannot be read: {reason}.")
    advice = N_("Check the name of the file and that you may read it. Its first line is used.")


@dataclass
class Call:
    """What the global options say; commands get it by `@click.pass_obj`."""

    vault: Path
    passphrase_file: str | None
    as_json: bool
    read_only: bool
    team: str | None = None
    """Another team that the command reads of; nothing is written then."""

    @contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """The vault, open for as long as the command lasts."""
        with (
            Workspace.open(self.vault, self.passphrase(), readonly=self.read_only) as workspace,
            self.speaking_for(workspace),
        ):
            workspace.exports.clear_halves()
            if self.team is not None:
                workspace.bundles.look_at(workspace.bundles.find(self.team))
            yield workspace

    @contextmanager
    def speaking_for(self, workspace: Workspace) -> Iterator[None]:
        """As long as nobody compared the team's fingerprint, every answer about this vault says so."""
        self._about = workspace
        if workspace.moved:
            self.warn(_(VAULT_MOVED))
        yield
        if not workspace.confirmed:
            self.warn(_("unconfirmed: the fingerprint of the team was not checked on this laptop (team confirm)."))

    def passphrase(self) -> str:
        """From the file named, or asked: the one question a command may ask."""
        if self.passphrase_file is not None:
            return first_line(self.passphrase_file)
        if not sys.stdin.isatty():
            raise PassphraseMissing
        return getpass.getpass(_("Passphrase: "))

    _about: Workspace | None = None

    def answer(self, document: Any, lines: Callable[[], Sequence[str]]) -> None:
        """The one document, or the same for a person to read."""
        if not self.as_json:
            for line in lines():
                click.echo(line)
            return
        if self._about is not None and not self._about.confirmed and isinstance(document, Mapping):
            document = {**document, "unconfirmed": True}
        click.echo(as_text(document))

    def refuse(self, error: OutreachError) -> None:
        """What the user can act on, on standard error; with --json also as the one document."""
        click.echo(f"{error}\n{error.what_now}", err=True)
        if self.as_json:
            click.echo(as_text(error.as_json()))

    def warn(self, text: str) -> None:
        click.echo(text, err=True)

    def progress(self, done: int, total: int) -> None:
        """A line that rewrites itself, on a terminal only."""
        if total and sys.stderr.isatty():
            click.echo(f"\r{done} / {total} ", nl=done >= total, err=True)


class NoDisplay(OutreachError):
    message = N_("There is no display to show the window on.")
    advice = N_("Start it from a desktop, or use the command line: vindplaats --help, or vindplaats demo DIR.")


def open_window(vault: Path | None, language: str | None, passphrase: str | None = None) -> int:
    """The window, and Qt with it, only when it is asked for. Raises NoDisplay."""
    if not has_display():
        raise NoDisplay
    from outreach_app import app

    return app.run(vault, language, passphrase=passphrase)


def first_line(file: str) -> str:
    """A secret: the first line of a file, or of standard input for `-`."""
    try:
        if file == "-":
            text = sys.stdin.readline()
        else:
            with Path(file).open(encoding="utf-8-sig") as lines:
                text = lines.readline()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else _("it is no text")
        raise SecretUnreadable(file=file, reason=reason) from error
    return text.rstrip("\r\n")


def as_text(document: Any) -> str:
    """JSON that any reader takes: what the terminal gave that is no text is escaped."""
    return json.dumps(document, ensure_ascii=False, indent=2).encode(errors="backslashreplace").decode()


def pairs(texts: Sequence[str]) -> dict[str, str]:
    """`field=value` words as a mapping; the last of a name counts."""
    found = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(_("{text} is not of the form field=value").format(text=text))
        found[name.strip().replace("-", "_")] = value
    return found


def default_call() -> Call:
    return Call(vault=default_vault(), passphrase_file=None, as_json=False, read_only=False)
