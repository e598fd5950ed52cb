"""What is past its term: looked at, then approved by a coordinator."""

from typing import Any

import click

from outreach_app.cli.call import Call
from outreach_app.cli.words import group
from outreach_app.i18n import N_, _, gettext, ngettext
from outreach_app.store.retention import Expired


@group(help=N_("How long records are kept. The terms themselves: edit teams ID --set keep_encounters=MONTHS."))
def retention() -> None:
    pass


@retention.command(help=N_("What is past its term, by kind and month. Nothing is erased."))
@click.pass_obj
def preview(call: Call) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        found = workspace.retention.preview(session)
        call.answer(_document(found), lambda: _lines(found))


@retention.command(help=N_("Erase what the preview with this TOKEN showed, on every laptop."))
@click.argument("token", required=False)
@click.option("--yes", is_flag=True, help=N_("Whatever is past its term now, without a token."))
@click.pass_obj
def apply(call: Call, token: str | None, yes: bool) -> None:
    if token is None and not yes:
        raise click.UsageError(_("Give the token of a preview, or --yes."))
    with call.workspace() as workspace:
        if token is None:
            with workspace.store.read() as session:
                token = workspace.retention.preview(session).token
        gone = workspace.retention.apply(token)
        call.answer(
            {**_document(gone), "erased": gone.total},
            lambda: [
                ngettext(
                    "{n} record erased with all that belongs to it",
                    "{n} records erased with all that belongs to them",
                    gone.total,
                )
            ],
        )


def _document(found: Expired) -> dict[str, Any]:
    kinds = {
        kind.slug: {
            "records": len(ids),
            "before": found.before[kind].isoformat(),
            "months": dict(found.months[kind]),
        }
        for kind, ids in found.ids.items()
    }
    binned = {kind.slug: len(ids) for kind, ids in found.binned.items()}
    return {"kinds": kinds, "binned": binned, "unconfirmed": found.unconfirmed, "token": found.token}


def _lines(found: Expired) -> list[str]:
    lines = []
    for kind, ids in found.ids.items():
        months = list(found.months[kind])
        span = f"  ({months[0]} – {months[-1]})" if months else ""
        before = _("before {date}").format(date=found.before[kind].isoformat())
        lines.append(f"{gettext(kind.plural)}, {before}: {len(ids)}{span}")
    if found.in_bin:
        lines.append(ngettext("{n} record long in the bin", "{n} records long in the bin", found.in_bin))
    if found.unconfirmed:
        lines.append(
            ngettext(
                "{n} contact person was not confirmed for a year",
                "{n} contact persons were not confirmed for a year",
                found.unconfirmed,
            )
        )
    return [*lines, _("Token: {token}").format(token=found.token)]


COMMANDS = [retention]
