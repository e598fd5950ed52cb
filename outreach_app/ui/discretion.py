"""A word of warning beside free text that seems to point at one person. Warns, never blocks."""

from outreach_app.domain import norms
from outreach_app.i18n import _
from outreach_app.ui.widgets.field import Field


def warn_of_persons(field: Field, text: str, hint: str = "") -> None:
    """Says below the editor what may point at someone; its usual hint where nothing does."""
    found = norms.find(text)
    if not found:
        field.set_hint(hint)
        return
    kinds = ", ".join(dict.fromkeys(_(norms.LABELS[finding.kind]).lower() for finding in found))
    field.set_hint(_("This may point at one person ({kinds}). Leave it out.").format(kinds=kinds), "amber")
