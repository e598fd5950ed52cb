"""Who does what by when: moved on, what is due, and the list on paper."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from outreach_app.cli.call import Call, pairs
from outreach_app.cli.exports import recipient_option, warn_leaving
from outreach_app.cli.notes import reason_option
from outreach_app.cli.records import set_option
from outreach_app.cli.words import group
from outreach_app.domain.agreements import SOON_DAYS, Promise, days_late, first_words
from outreach_app.domain.records import Agreement, Organisation
from outreach_app.i18n import LANGUAGES, N_, _, day, language, ngettext
from outreach_app.notes import printing
from outreach_app.paths import write_whole
from outreach_app.store import agreements
from outreach_app.store import records as access
from outreach_app.store.listing import vocabularies


@group(help=N_("Agreements."))
def agreement() -> None:
    pass


@agreement.command(help=N_("Bring an agreement to another STATE."))
@click.argument("id")
@click.argument("state")
@reason_option
@set_option
@click.pass_obj
def move(call: Call, id: str, state: str, reason: str, sets: tuple[str, ...]) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, Agreement, id)
            moved = agreements.move_agreement(
                session, found.id, state, workspace.actor, workspace.clock.today(), reason, **pairs(sets)
            )
        call.answer({"id": moved.id, "state": moved.state}, lambda: [f"{moved.text}: {moved.state}"])


@agreement.command(help=N_("What is late, and what is due within a week; the latest first."))
@click.pass_obj
def due(call: Call) -> None:
    with call.workspace() as workspace, workspace.store.read() as session:
        today = workspace.clock.today()
        near = [
            one
            for one in agreements.promises(session)
            if (days := days_late(one.state, one.due, today)) is not None and days >= -SOON_DAYS
        ]
        lines = [_line(one) for one in near] or [_("Nothing is late, and nothing is due within a week.")]
        call.answer([_document(one, today) for one in near], lambda: lines)


@agreement.command("print", help=N_("What is still to be done, by organisation, as a PDF to bring along."))
@click.option("--out", required=True, metavar="FILE.pdf", type=click.Path(path_type=Path))
@click.option("--organisation", default="", metavar="NAME", help=N_("Of this one alone."))
@click.option("--lang", type=click.Choice(LANGUAGES), help=N_("Instead of the language spoken here."))
@recipient_option
@click.pass_obj
def print_(call: Call, out: Path, organisation: str, lang: str | None, recipient: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.read() as session:
            found, terms = agreements.promises(session), vocabularies(session)
            if organisation:
                wanted = access.get(session, Organisation, organisation).name
                found = [one for one in found if one.organisation == wanted]
        printed = printing.print_agreements(
            found, terms, workspace.team_name, workspace.clock.today(), lang or language()
        )
        warn_leaving(call)
        workspace.exports.record("pdf", recipient, printed.records, out)
        write_whole(out, printed.content)
        if printed.warning:
            call.warn(printed.warning)
        call.answer(
            {"file": str(out), "pages": printed.pages, "agreements": printed.records},
            lambda: [f"{out}: " + ngettext("{n} page", "{n} pages", printed.pages)],
        )


def _document(one: Promise, today: date) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": one.text,
        "organisation": one.organisation,
        "due": one.due.isoformat() if one.due else None,
        "days_late": days_late(one.state, one.due, today),
        "state": one.state,
        "signal": one.signal,
    }


def _line(one: Promise) -> str:
    [text] = first_words([one.text])
    return "  ".join(part for part in (one.id, day(one.due), text, one.organisation) if part)


COMMANDS = [agreement]
