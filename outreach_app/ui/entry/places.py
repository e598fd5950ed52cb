"""Spots as round entry offers them."""

from outreach_app.i18n import _
from outreach_app.store.round_lists import EntryChoices
from outreach_app.ui.widgets.option import Option


def spot_options(choices: EntryChoices) -> list[Option]:
    """Last visited first, with their areas; no icons, so that the names line up."""
    return [
        Option(
            choice.pick.id or "",
            choice.pick.name,
            " · ".join(
                part for part in (choice.area, _("stays on this laptop") if choice.sensitive else "") if part
            ),
        )
        for choice in choices.spots
    ]
