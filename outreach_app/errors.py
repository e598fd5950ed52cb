"""The one kind of error that is the user's to act on; everything else is a bug."""

import re
from typing import Any

from outreach_app.i18n import N_, gettext


class OutreachError(Exception):
    """What happened, why, and what to do now, in the reader's language.

    Subclasses set `message` and `advice` (source strings marked with N_, with {named} places) and are raised
    with the values for those places: `raise FolderMissing(folder=path)`. Nothing is lost when one is raised.
    """

    message = N_("Something went wrong.")
    advice = N_("Nothing was changed. Try again.")

    def __init__(self, **values: Any) -> None:
        super().__init__(type(self).__name__)
        self.values = values

    def __str__(self) -> str:
        return gettext(self.message).format(**self.values)

    @property
    def what_now(self) -> str:
        """The advice, in the current language."""
        return gettext(self.advice).format(**self.values)

    @property
    def without_values(self) -> str:
        """What happened and what to do, without the names and texts it was about: to be shown to someone else."""
        said = (re.sub(r"\{\w+\}", "…", gettext(text)) for text in (self.message, self.advice))
        return "\n".join((*said, type(self).__name__))

    def as_json(self) -> dict[str, Any]:
        """For scripts; kinds that know more add to it."""
        return {"error": str(self), "advice": self.what_now}
