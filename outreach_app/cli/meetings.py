"""The tables at which partners meet, and their meetings."""

import click

from outreach_app.cli.call import Call
from outreach_app.cli.notes import reason_option
from outreach_app.cli.words import group
from outreach_app.domain.records import Meeting
from outreach_app.i18n import N_
from outreach_app.store import meetings
from outreach_app.store import records as access


@group(help=N_("Meetings of consultations."))
def meeting() -> None:
    pass


@meeting.command(help=N_("Bring a meeting to another STATE."))
@click.argument("id")
@click.argument("state")
@reason_option
@click.pass_obj
def move(call: Call, id: str, state: str, reason: str) -> None:
    with call.workspace() as workspace:
        with workspace.store.write() as session:
            found = access.get(session, Meeting, id)
            moved = meetings.move_meeting(
                session, found.id, state, workspace.actor, workspace.clock.today(), reason
            )
        call.answer({"id": moved.id, "state": moved.state}, lambda: [f"{moved.title}: {moved.state}"])


COMMANDS = [meeting]
