"""The words of the field: built-in terms with stable codes, and those a team adds, relabels or retires.

Codes are open text in the database: what an older or newer program does not know is shown as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outreach_app.domain.records import Term
from outreach_app.i18n import N_, asked_language, gettext


@dataclass(frozen=True, slots=True)
class Choice:
    """One term to choose. `label` is in the language it was asked in."""

    code: str
    label: str
    sensitive: bool = False
    retired: bool = False


SENSITIVE = frozenset({"health", "justice", "home", "mental_health", "substance_use", "sexuality", "identity"})
"""Life domains whose figures need 10 contacts: a hint of one of these about one person is too much."""

BUILT_IN: dict[str, dict[str, str]] = {
    "language": {"nl": N_("Dutch"), "fr": N_("French"), "en": N_("English")},
    "domain": {
        "home": N_("Home and family"),
        "education": N_("School and learning"),
        "work": N_("Work"),
        "leisure": N_("Leisure"),
        "housing": N_("Housing"),
        "health": N_("Health"),
        "justice": N_("Police and justice"),
        "income": N_("Income and debts"),
        "relations": N_("Friends and relations"),
        "public_space": N_("Public space"),
        "mobility": N_("Getting around"),
        "mental_health": N_("Mental wellbeing"),
        "substance_use": N_("Substance use"),
        "sexuality": N_("Love and sexuality"),
        "identity": N_("Identity"),
        "online": N_("Online and media"),
    },
    "age": {
        "u12": N_("Under 12"),
        "12_14": "12–14",
        "15_17": "15–17",
        "18_20": "18–20",
        "21_25": "21–25",
        "26_up": N_("26 and over"),
        "unknown": N_("Unknown"),
    },
    "daypart": {
        "morning": N_("Morning"),
        "afternoon": N_("Afternoon"),
        "evening": N_("Evening"),
        "night": N_("Night"),
    },
    "who": {
        "youth": N_("Young people"),
        "parents": N_("Parents"),
        "residents": N_("Residents"),
        "key_person": N_("Key person"),
    },
    "mix": {"girls": N_("Girls"), "boys": N_("Boys"), "mixed": N_("Mixed"), "unknown": N_("Unknown")},
    "intensity": {"brief": N_("Brief"), "talk": N_("Talk"), "action": N_("Action")},
    "result": {
        "none": N_("None"),
        "info": N_("Information"),
        "referred": N_("Referred"),
        "mediated": N_("Mediated"),
        "relation": N_("Relation kept up"),
        "boundary": N_("Boundary-setting talk"),
        "de_escalation": N_("De-escalation"),
        "follow_up": N_("Follow-up agreed"),
    },
    "area_level": {
        "neighbourhood": N_("Neighbourhood"),
        "municipality": N_("Municipality"),
        "youth_region": N_("Youth region"),
        "reference_region": N_("Reference region"),
    },
    "cooperation_form": {
        "informal": N_("Informal"),
        "agreement": N_("Agreement"),
        "project_association": N_("Project association"),
    },
    "spot_kind": {
        "square": N_("Square"),
        "park": N_("Park"),
        "sports_ground": N_("Sports ground"),
        "transit": N_("Stop or station"),
        "school": N_("School"),
        "shops": N_("Shops"),
        "youth_space": N_("Youth space"),
        "online": N_("Online"),
    },
    "spot_state": {
        "scouted": N_("Scouted"),
        "active": N_("Active"),
        "dormant": N_("Dormant"),
        "left": N_("Left"),
    },
    "furniture": {"bench": N_("Bench"), "bin": N_("Bin"), "shelter": N_("Shelter"), "light": N_("Light")},
    "need_kind": {
        "missing": N_("Missing"),
        "inaccessible": N_("Inaccessible"),
        "space": N_("Space"),
        "trust": N_("Trust"),
        "cost": N_("Cost"),
        "transport": N_("Transport"),
        "info": N_("Information"),
        "rule": N_("Rule"),
        "displacement": N_("Displacement"),
    },
    "scope": {
        "spot": N_("Spot"),
        "neighbourhood": N_("Neighbourhood"),
        "municipality": N_("Municipality"),
        "supra_local": N_("Supra-local"),
    },
    "need_state": {
        "observed": N_("Observed"),
        "recurring": N_("Recurring"),
        "verified": N_("Verified"),
        "in_signal": N_("In a signal"),
        "solved": N_("Solved"),
        "dropped": N_("Dropped"),
    },
    "signal_state": {
        "draft": N_("Draft"),
        "checking": N_("Checking"),
        "ripe": N_("Ripe"),
        "submitted": N_("Submitted"),
        "scheduled": N_("Scheduled"),
        "decided": N_("Decided"),
        "fed_back": N_("Fed back"),
        "closed": N_("Closed"),
        "parked": N_("Parked"),
        "merged": N_("Merged"),
    },
    "ripeness_check": {
        "clear": N_("Clear"),
        "neutral": N_("Neutral"),
        "recognised": N_("Recognised"),
        "shared": N_("Shared"),
        "verified": N_("Verified with young people"),
        "service_consulted": N_("Service consulted"),
        "lead_named": N_("Lead named"),
        "decision_requested": N_("Decision requested"),
        "cost_known": N_("Type of cost known"),
        "privacy": N_("Privacy passed"),
    },
    "level": {
        "local": N_("Local"),
        "region": N_("Region"),
        "flemish": N_("Flemish"),
        "federal": N_("Federal"),
    },
    "track": {"strengthen": N_("Strengthen young people"), "align": N_("Align the offer")},
    "route": {
        "informal": N_("Informal talk"),
        "service": N_("Service"),
        "jwo": N_("Youth welfare consultation"),
        "leisure_network": N_("Leisure network"),
        "college": N_("College of mayor and aldermen"),
        "ocmw_council": N_("Welfare council"),
        "standing_bureau": N_("Standing bureau"),
        "bcsd": N_("Special committee social service"),
        "region": N_("Region"),
        "support_centre": N_("Support centre"),
    },
    "evidence_kind": {
        "registration": N_("Own registration"),
        "external": N_("External source"),
        "quote": N_("Quote"),
        "partner": N_("Partner"),
    },
    "cost": {"none": N_("No cost"), "reorganise": N_("Reorganising existing means"), "invest": N_("Investment")},
    "outcome": {
        "accepted": N_("Accepted"),
        "partly": N_("Partly accepted"),
        "rejected": N_("Rejected"),
        "postponed": N_("Postponed"),
        "noted": N_("Taken note of"),
    },
    "audience": {
        "youth": N_("Young people"),
        "partners": N_("Partners"),
        "frontline": N_("Frontline"),
        "management": N_("Management"),
        "region": N_("Region"),
        "support_centre": N_("Support centre"),
    },
    "organisation_type": {
        "public_welfare": N_("Public welfare (OCMW)"),
        "youth": N_("Youth service"),
        "sport": N_("Sports service"),
        "culture": N_("Culture"),
        "prevention": N_("Prevention"),
        "police": N_("Police"),
        "green": N_("Parks service"),
        "cabinet": N_("Cabinet"),
        "school": N_("School"),
        "pupil_guidance": N_("Pupil guidance (CLB)"),
        "child_family": N_("Child and family"),
        "general_welfare": N_("General welfare (CAW)"),
        "social_housing": N_("Social housing"),
        "employment": N_("Employment (VDAB)"),
        "neighbourhood_work": N_("Neighbourhood work"),
        "youth_work": N_("Youth work"),
        "self_organisation": N_("Self-organisation"),
        "association": N_("Association"),
        "childcare": N_("Childcare"),
        "library": N_("Library"),
        "sports_club": N_("Sports club"),
    },
    "organisation_size": {"small": N_("Small"), "medium": N_("Medium"), "large": N_("Large")},
    "threshold": {
        "cost": N_("Cost"),
        "trusted_person": N_("No trusted person"),
        "registration": N_("Registration"),
        "hours": N_("Hours"),
    },
    "export_kind": {
        "pdf": N_("PDF"),
        "print": N_("Print"),
        "spreadsheet": N_("Spreadsheet"),
        "bundle": N_("Sealed bundle"),
        "clipboard": N_("Clipboard"),
        "recovery": N_("Recovery sheet"),
        "backup": N_("Backup outside the vault"),
        "picture": N_("Picture"),
    },
    "map_layer": {
        "neighbourhood": N_("Neighbourhoods"),
        "water": N_("Water"),
        "green": N_("Green"),
        "built": N_("Built-up land"),
    },
    "entry_field": {
        "who": N_("Who"),
        "age_counts": N_("Ages"),
        "mix": N_("Mix"),
        "intensity": N_("Intensity"),
        "result": N_("Result"),
    },
    "tier": {"frontline": N_("Frontline"), "management": N_("Management"), "political": N_("Political")},
}  # fmt: skip
_FIXED = {"language", "need_state", "signal_state", "ripeness_check", "export_kind", "map_layer", "entry_field"}
BUILT_IN["vocabulary"] = {name: name for name in BUILT_IN if name not in _FIXED}
"""The vocabularies a team may add to; states and checks carry rules, so they are fixed."""


class Vocabularies:
    """All terms as a team knows them: the built-in ones with its own Term records laid over them."""

    def __init__(self, added: Iterable[Term] = ()) -> None:
        self._added: dict[str, dict[str, Term]] = {}
        for term in added:
            if not term.deleted:
                self._added.setdefault(term.vocabulary, {})[term.code] = term

    def choices(self, vocabulary: str) -> list[Choice]:
        """Every term, retired ones too, in order: built-in first, then added."""
        own = self._added.get(vocabulary, {})
        built_in: Mapping[str, str] = BUILT_IN.get(vocabulary, {})
        return [self._choice(vocabulary, code) for code in dict.fromkeys([*built_in, *own])]

    def label(self, vocabulary: str, code: str) -> str:
        """The term in the current language; an unknown code is its own label."""
        return self._choice(vocabulary, code).label

    def sensitive(self, vocabulary: str, code: str) -> bool:
        return self._choice(vocabulary, code).sensitive

    def _choice(self, vocabulary: str, code: str) -> Choice:
        own = self._added.get(vocabulary, {}).get(code)
        source = BUILT_IN.get(vocabulary, {}).get(code, "")
        label = (getattr(own, asked_language(), "") or own.nl if own else "") or gettext(source) or code
        sensitive = (own is not None and own.sensitive) or (vocabulary == "domain" and code in SENSITIVE)
        return Choice(code, label, sensitive, own is not None and own.retired)
