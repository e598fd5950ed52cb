"""Commands whose help speaks the user's language: sources marked with N_, translated when shown."""

from collections.abc import Callable
from typing import Any

import click

from outreach_app.i18n import _


class _Worded(click.Command):
    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _translate(self)
        super().format_help(ctx, formatter)


class _WordedGroup(_Worded, click.Group):
    command_class = _Worded


def _translate(command: click.Command) -> None:
    """In place: the process shows this help and ends."""
    command.help = _(command.help) if command.help else None
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.help:
            parameter.help = _(parameter.help)
    for under in command.commands.values() if isinstance(command, click.Group) else ():
        under.help = _(under.help) if under.help else None


def command(name: str | None = None, **options: Any) -> Callable[[Callable[..., Any]], click.Command]:
    return click.command(name, cls=_Worded, **options)


def group(name: str | None = None, **options: Any) -> Callable[[Callable[..., Any]], click.Group]:
    return click.group(name, cls=_WordedGroup, **options)
