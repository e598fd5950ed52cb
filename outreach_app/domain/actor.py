"""Who acts: what a rule needs to know about the person at this laptop, and no more."""

from dataclasses import dataclass

from outreach_app.domain.fields import Id


@dataclass(frozen=True, slots=True)
class Actor:
    """The worker whose vault this is, and whether the team made them a coordinator."""

    worker: Id
    coordinator: bool
