"""What can go wrong with an open vault as a whole, that its user can act on."""

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_
from outreach_app.vault.errors import WrongPassphrase


class NoRoomForBackup(OutreachError):
    message = N_("There is no room for a backup in {folder}.")
    advice = N_("Make room on that disk, or choose another folder. Earlier backups are kept; nothing was changed.")


class BackupUnwritable(OutreachError):
    message = N_("A backup cannot be written in {folder}.")
    advice = N_("Check that the folder is there and that you may write in it, or choose another one.")


class NotABackup(OutreachError):
    message = N_("{file} is no backup of a vault, or it is damaged.")
    advice = N_("Choose another backup. Nothing was changed.")


class NewerBackup(OutreachError):
    message = N_("{file} was made by a newer version of this program.")
    advice = N_("Update the program on this computer, then restore the backup again. Nothing was changed.")


class BackupOfAnotherVault(OutreachError):
    message = N_("{file} is a backup of another vault.")
    advice = N_("Restore it in a new folder, beside this vault. Nothing was changed.")


class BackupLocked(WrongPassphrase):
    message = N_("That passphrase does not open this backup.")
    advice = N_("A backup opens with the passphrase that its vault had on the day it was made.")


class NoBackup(OutreachError):
    message = N_("There is no backup in {folder} that could be restored.")
    advice = N_(
        "Choose a backup elsewhere, on a stick for instance. Without one, make a new vault and join the team"
        " again: what was sent to the shared folder comes back from there."
    )


class SyncPaused(OutreachError):
    message = N_("Sync is paused, because this vault was put back from a backup of {date}.")
    advice = N_(
        "Look whether it is the one you want, then resume sync (the button above the page; on the command line"
        " sync --resume): what was sent after that date comes back from the shared folder."
    )


VAULT_MOVED = N_(
    "This vault was copied from another computer. It goes on under a new number, and nothing is lost; work with"
    " one of the two from now on."
)
"""Said once, when a vault is opened on another computer."""
