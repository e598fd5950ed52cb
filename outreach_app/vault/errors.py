"""What can be wrong with a vault, told so that the user can act on it."""

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_


class VaultMissing(OutreachError):
    message = N_("There is no vault in {folder}.")
    advice = N_("Name the folder of an existing vault, or make a new one.")


class VaultExists(OutreachError):
    message = N_("There is a vault in {folder} already.")
    advice = N_("Open it, or name another folder for the new vault. Nothing was changed.")


class NotAVault(OutreachError):
    message = N_("{folder} is not a vault: its key file is missing or damaged.")
    advice = N_("Name the folder of a vault. If this was one, restore a backup: it brings {file} along.")


class VaultIncomplete(OutreachError):
    message = N_("The vault in {folder} has its keys but not its database.")
    advice = N_("Restore a backup: it brings {file} along. The program does not start an empty one in its place.")


class NewerVault(OutreachError):
    message = N_("The vault in {folder} was made by a newer version of this program.")
    advice = N_("Update the program on this computer, then open the vault again.")


class VaultInUse(OutreachError):
    message = N_("The vault in {folder} is open in another window or program.")
    advice = N_("Use that window, close it first, or open the vault to read only.")


class VaultUnwritable(OutreachError):
    message = N_("The folder {folder} cannot be written.")
    advice = N_("Choose a folder of your own, or open an existing vault to read only.")


class WrongPassphrase(OutreachError):
    message = N_("That is not the passphrase of this vault.")
    advice = N_("Try again; mind capitals and the keyboard layout. Forgotten? Use the printed recovery code.")


class WrongRecoveryCode(OutreachError):
    message = N_("That recovery code belongs to another vault.")
    advice = N_("Compare the date and the name on the printed sheet, and try the code of this vault.")


class RecoveryCodeMistyped(WrongRecoveryCode):
    message = N_("The recovery code has a typing error in group {group}.")
    advice = N_("Compare group {group} with the printed sheet. Capitals, spaces and dashes do not matter.")


class RecoveryCodeIncomplete(WrongRecoveryCode):
    message = N_("A recovery code has {groups} groups of {size} characters; this has {given} characters in all.")
    advice = N_("Type all groups from the printed sheet. Capitals, spaces and dashes do not matter.")


class TooSoon(OutreachError):
    """`seconds` is how long to wait still."""

    message = N_("Too many wrong passphrases: the next try is in {seconds} s.")
    advice = N_("Wait a little, then try again. The printed recovery code works at once.")

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=seconds)
        self.seconds = seconds


class KeyringRefused(OutreachError):
    message = N_("The keyring of this computer gave no answer.")
    advice = N_("Unlock the keyring or log in anew, or use your passphrase: that always works.")


class NotInKeyring(OutreachError):
    message = N_("The keyring of this computer does not hold the key of this vault.")
    advice = N_("Use your passphrase. Under Settings, Security you can put the key into the keyring again.")


class PassphraseTooWeak(OutreachError):
    message = N_("That passphrase is guessed within the hour.")
    advice = N_("Four or five words that do not belong together are strong, and easier to keep than a short one.")


class PassphraseTooShort(OutreachError):
    message = N_("A passphrase needs at least {least} characters.")
    advice = N_("Four or five words that do not belong together are strong, and easier to keep than a short one.")
