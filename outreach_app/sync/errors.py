"""What can stop a sync, told so that the user can act on it; and what sets one file aside without stopping it."""

from enum import StrEnum

from outreach_app.errors import OutreachError
from outreach_app.i18n import N_


class NoSharedFolder(OutreachError):
    message = N_("This vault has no shared folder yet.")
    advice = N_("Choose the team's shared folder, or exchange bundles.")


class SharedFolderMissing(OutreachError):
    message = N_("The shared folder {folder} cannot be reached.")
    advice = N_("Your work is saved on this computer and is sent when the folder is back.")


class FolderStalled(SharedFolderMissing):
    message = N_("The shared folder {folder} does not answer.")
    advice = N_("Your work is saved on this computer and is sent when the folder answers again.")


class FolderTooLong(OutreachError):
    message = N_("The path of the folder {folder} is too long by {over} characters.")
    advice = N_("Choose a folder with a shorter path, or give the share a drive letter of its own.")


class NoServersHere(OutreachError):
    message = N_("This installation cannot share through {address}.")
    advice = N_("Install its part for servers (pip install vindplaats[remote]), or choose a folder.")


class SecretInAddress(OutreachError):
    message = N_("This address holds a user name or a secret, which would stand in settings and messages.")
    advice = N_("Take away what stands before the @, and give it as user name and secret.")


class ServerRefused(SharedFolderMissing):
    message = N_("The server of {folder} does not let this laptop in.")
    advice = N_("Check the user name and the secret in Settings. Your work is saved on this computer meanwhile.")


class NotAFolder(SharedFolderMissing):
    message = N_("{folder} is a file, not a folder.")
    advice = N_("Name the folder that the team shares.")


class NoTeamInFolder(OutreachError):
    message = N_("There is no team in the shared folder {folder}.")
    advice = N_("Check that it is the right folder and that its files have arrived here; then ask again.")


class SeveralTeams(OutreachError):
    message = N_("There is more than one team in the shared folder {folder}.")
    advice = N_("Give the fingerprint of your team, as a coordinator told it to you.")


class WrongTeam(OutreachError):
    message = N_("The shared folder {folder} belongs to another team.")
    advice = N_("Choose your own team's folder. Nothing was read from this one or written to it.")


class FolderUnwritable(OutreachError):
    message = N_("The shared folder {folder} cannot be written.")
    advice = N_("Ask whoever manages it to let you write there, or choose another folder.")


class NameMissing(OutreachError):
    message = N_("A team and a worker need a name.")
    advice = N_("Fill in the name that colleagues will see.")


class TeamInFolder(OutreachError):
    message = N_("There is a team in the shared folder {folder} already.")
    advice = N_("Join that team, or choose an empty folder for the new one.")


class TeamAlready(OutreachError):
    message = N_("This vault belongs to a team already.")
    advice = N_("Make a new vault for another team.")


class NoTeamYet(OutreachError):
    message = N_("This vault belongs to no team yet.")
    advice = N_("Found a team, or ask to join one.")


class NotAdmitted(OutreachError):
    message = N_("No coordinator has admitted this laptop yet.")
    advice = N_("Tell a coordinator your fingerprint. What you write meanwhile is sent once you are admitted.")


class BadFingerprint(OutreachError):
    message = N_("{text} is not a fingerprint.")
    advice = N_("A fingerprint has 25 digits; spaces and dashes do not matter.")


class FingerprintDiffers(OutreachError):
    message = N_("That is not the fingerprint of the team in this folder.")
    advice = N_("Stop working in this vault and call a coordinator: someone may have put another team there.")


class NoSuchRequest(OutreachError):
    message = N_("No laptop with the fingerprint {fingerprint} asks to join.")
    advice = N_("Let the new colleague ask again, wait until the file has arrived, and list the requests.")


class AlreadyMember(OutreachError):
    message = N_("The laptop with the fingerprint {fingerprint} is in the team already, for as long as it lasts.")
    advice = N_("Nothing needs to be done.")


class NoSuchMember(OutreachError):
    message = N_("No laptop in the team has the fingerprint {fingerprint}.")
    advice = N_("Admit it first, or compare the digits.")


class CoordinatorsOnly(OutreachError):
    message = N_("Only a coordinator can do that.")
    advice = N_("Ask a coordinator of your team.")


class LastCoordinator(OutreachError):
    message = N_("This is the laptop of the team's only coordinator.")
    advice = N_("Make another laptop a coordinator's first: a team without one can let nobody in or out.")


class OwnLaptop(OutreachError):
    message = N_("This is the laptop you are working at.")
    advice = N_("To take it out of the team for good, say so: with --own, or from the page Team and sync.")


class OutAlready(OutreachError):
    message = N_("The laptop with the fingerprint {fingerprint} was taken out of the team.")
    advice = N_("That is for good. Let its owner make a new vault and ask to join with that one.")


class NoSuchLateWork(OutreachError):
    message = N_("Nothing in quarantine has the number {id}.")
    advice = N_("List the quarantine again: it may have been taken in meanwhile.")


class OutOfTheTeam(OutreachError):
    message = N_("This laptop was taken out of the team.")
    advice = N_("What it holds can be read here, but nothing is exchanged any more. Ask a coordinator what to do.")


class NoSnapshotYet(OutreachError):
    message = N_("No snapshot can be made now: something is held here that this laptop has no key for.")
    advice = N_("Sync with the shared folder until nothing is missing any more, and try again.")


class NothingToRebuildFrom(OutreachError):
    message = N_("There is no snapshot here to start anew from.")
    advice = N_("Ask a coordinator to make one, sync, and try again. Or join the team again with a new vault.")


class UnknownRole(OutreachError):
    message = N_("{role} is not a role in a team.")
    advice = N_("Choose worker or coordinator.")


class NotABundle(OutreachError):
    message = N_("{path} is not a bundle, or it is damaged.")
    advice = N_("Ask the sender for the file again. Nothing was changed.")


class NewerBundle(OutreachError):
    message = N_("{path} was written by a newer version of this program.")
    advice = N_("Update the program on this computer, then read the bundle again.")


class BundleNotForYou(OutreachError):
    message = N_("{path} was written for other laptops.")
    advice = N_("Ask the sender for a bundle with this laptop's fingerprint among its readers.")


class TeamNotConfirmed(OutreachError):
    message = N_("This bundle comes from another team that was not compared yet. Its fingerprint: {fingerprint}")
    advice = N_("Compare these digits by voice with a coordinator of that team, then read the bundle with them.")


class OlderBundle(OutreachError):
    message = N_("{path} is older than what this team handed over before.")
    advice = N_("Ask the sender for the newest one. Nothing was changed.")


class NoSuchTeam(OutreachError):
    message = N_("No bundle of a team {team} was read here.")
    advice = N_("See the teams whose bundles were read with: vindplaats teams.")


class NotACard(OutreachError):
    message = N_("This is not the card of a reader, or it was copied in part.")
    advice = N_("Ask the other team for its card again, and copy it whole.")


class BundleUnreadable(OutreachError):
    message = N_("{path} cannot be read.")
    advice = N_("Check the name of the file and that you may read it.")


class BundleUnwritable(OutreachError):
    message = N_("{path} cannot be written.")
    advice = N_("Choose a folder that you may write in, with room on its disk.")


class State(StrEnum):
    """What became of a file in the folder."""

    KNOWN = "known"
    FOREIGN = "foreign"
    NEWER = "newer"
    UNKNOWN = "unknown"
    """By a laptop that is not in the team, as far as this one knows."""
    LOCKED = "locked"
    """Sealed with a key that this laptop does not have."""
    INCOMPLETE = "incomplete"
    """As damaged, but seen for less than a day: it may be on its way still."""
    DAMAGED = "damaged"
    QUARANTINED = "quarantined"
    FORK = "fork"
    IGNORED = "ignored"
    """Counts for nothing: signed by someone who may not say this."""
    REFILLED = "refilled"
    UNSENT = "unsent"
    WAITING = "waiting"
    REVOKED = "revoked"
    """This laptop is out of the team."""
    ADVICE = "advice"
    RENEWED = "renewed"
    """This laptop started anew from a snapshot."""
    DIFFERS = "differs"
    """It has read the same as another one and holds something else."""
    CLOCK = "clock"
    BACKUPS = "backups"
    """Earlier backups may still hold what was erased."""


class SetAside(Exception):
    """One file that cannot be used now. `reason` is a source text; the rest goes on."""

    def __init__(self, state: State, reason: str) -> None:
        super().__init__(reason)
        self.state = state
        self.reason = reason


CUT_OR_ALTERED = N_("The file is cut off or altered.")
NOT_WHOLE = N_("The file is not whole: it is still on its way, or damaged. It is read again at every sync.")
NEWER_FORMAT = N_("A newer version of this program wrote it. Update this one.")
ANOTHER_TEAM = N_("It belongs to another team.")
NOT_A_MEMBER = N_("It comes from a laptop that is not in the team.")
NO_LONGER_A_MEMBER = N_("The laptop that signed it is no longer in the team.")
LATE = N_("Its writer was no longer in the team. A coordinator can look into it and take it in.")
NO_KEY = N_("This laptop has no key for it yet.")
NOT_ALLOWED = N_("It says something that only a coordinator may say.")
BAD_CONTENT = N_("Its content is not as this program writes it.")
NOT_ITS_AUTHOR = N_("It carries changes in the name of another laptop.")
ONE_COORDINATOR = N_(
    "This is the team's only coordinator's laptop. Make a second one a coordinator's: if this one is lost, nobody"
    " could let anyone in or out."
)
FORKED = N_("Two versions of one file exist; both were read. Was a vault copied, or put back from a copy?")
"""Why a file is set aside, or merely named."""
