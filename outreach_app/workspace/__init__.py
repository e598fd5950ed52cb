"""An open vault: its keys, database, team and shared folder. What the window and the command line hold.

`Workspace` opens and closes it and exchanges; what belongs to one task stands in a module of its own and hangs
from it by name.
"""

from outreach_app.sync.late import LateWork
from outreach_app.sync.members import Member
from outreach_app.sync.people import JoinRequest
from outreach_app.sync.preview import BundlePreview
from outreach_app.sync.report import FileReport, SyncReport
from outreach_app.workspace.answers import Asked, Founded
from outreach_app.workspace.opened import Workspace

__all__ = [
    "Asked",
    "BundlePreview",
    "FileReport",
    "Founded",
    "JoinRequest",
    "LateWork",
    "Member",
    "SyncReport",
    "Workspace",
]
