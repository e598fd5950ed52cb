"""The words of the field: built-in terms with stable codes, and those a team adds, relabels or retires.

Codes are open text in the database: what an older or newer program does not know is shown as it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outreach_app.domain.built_in import BUILT_IN, SENSITIVE
from outreach_app.domain.records import Term
from outreach_app.i18n import asked_language, gettext


@dataclass(frozen=True, slots=True)
class Choice:
    """One term to choose. `label` is in the language it was asked in."""

    code: str
    label: str
    sensitive: bool = False
    retired: bool = False


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
