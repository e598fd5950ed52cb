"""What can go wrong with the database that its user can act on."""

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_


class DatabaseDamaged(OutreachError):
    """The file is no database, or the key does not fit it: SQLCipher cannot tell these apart."""

    message = N_("The database {path} cannot be read: it is damaged, or it belongs to another vault.")
    advice = N_(
        "Restore a backup: what was sent after its date comes back from the shared folder. Without a backup, make"
        " a new vault and join the team again."
    )


class DatabaseUnreachable(OutreachError):
    message = N_("The database {path} cannot be opened.")
    advice = N_("Check that the folder is there, that you may use it, and that its disk works. Then try again.")


class NewerDatabase(OutreachError):
    message = N_("This vault was written by a newer version of the program (database {version}).")
    advice = N_("Install the newest version and open the vault again. Nothing was changed.")


class OlderDatabase(OutreachError):
    """A database opened for reading alone cannot be brought up to date."""

    message = N_("This vault must be brought up to date first.")
    advice = N_("Close the other window that uses it, and open it normally once.")


class ReadOnly(OutreachError):
    message = N_("This vault is open for reading only, so nothing can be written.")
    advice = N_(
        "Close the other program that uses it, or check that you may write in its folder, and open it again."
    )


class StoreFull(OutreachError):
    message = N_("The disk is full: the change was not saved.")
    advice = N_("Make room on this disk and try again. What was saved before is safe.")


class DiskRefuses(StoreFull):
    """A quota looks like this, and so does a disk that is about to fail."""

    message = N_("The disk did not take the change: it was not saved.")
    advice = N_(
        "Look whether there is room on this disk and in your quota, and whether the disk works; then try again."
        " What was saved before is safe."
    )


class ChangedMeanwhile(OutreachError):
    """A record was saved over a version that is no longer the newest."""

    message = N_("This record was changed while you were working on it, here or by a colleague.")
    advice = N_("Your change was not saved. Open the record again and repeat what you changed.")


class SensitivityFixed(OutreachError):
    message = N_("Whether a spot is sensitive is not changed like a field: it becomes another record.")
    advice = N_("Use the eye beside the spot; on the command line `spot hide ID` or `spot share ID`.")


class BadPatch(OutreachError):
    """A change from elsewhere that no honest program writes. Applying it changes nothing."""

    message = N_("A received change of {table} is not valid: {reason}.")
    advice = N_("The rest goes on. Ask the colleague who sent it to update the program and to sync again.")
