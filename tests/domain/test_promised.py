"""One line typed while people talk becomes an agreement, whatever is in it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.agenda import AgendaFacts, Late, Ripe, Untold, proposed
from outreach_app.domain.fields import Id
from outreach_app.domain.promised import NobodyCalled, NothingAgreed, Promised, SeveralCalled, promised
from outreach_app.errors import OutreachError

TODAY = date(2026, 11, 20)
NAMES = {
    Id("g"): "Groendienst",
    Id("j"): "Jeugdhuis De Linde",
    Id("s"): "Dienst Lindervoorde",
    Id("c"): "CAW",
}


@pytest.mark.parametrize(
    ("line", "text", "who", "due"),
    [
        ("Banken plaatsen @groendienst tegen 15/12", "Banken plaatsen", "g", date(2026, 12, 15)),
        ("Place benches @groen by 15 december 2026", "Place benches", "g", date(2026, 12, 15)),
        ("Sleutel bijmaken @jeugdhuis de linde voor vrijdag", "Sleutel bijmaken", "j", date(2026, 11, 20)),
        ("@linde belt de ouders", "belt de ouders", "j", None),
        ("Een plek voor jongeren zoeken @caw", "Een plek voor jongeren zoeken", "c", None),
        ("Nota schrijven tegen 2027-01-10", "Nota schrijven", None, date(2027, 1, 10)),
        ("Tegen 15/12 banken plaatsen @groendienst", "banken plaatsen", "g", date(2026, 12, 15)),
        ("Mail naar a@b sturen", "Mail naar a@b sturen", None, None),
    ],
)
def test_what_who_and_by_when(line: str, text: str, who: str | None, due: date | None) -> None:
    found = promised(line, NAMES, TODAY)
    assert (found.text, found.organisation, found.due) == (text, who, due)


def test_what_is_not_understood_is_said() -> None:
    with pytest.raises(NobodyCalled, match="brandweer"):
        promised("Komen kijken @brandweer", NAMES, TODAY)
    with pytest.raises(SeveralCalled, match="Groendienst, Groenploeg"):
        promised("Snoeien @groen", {**NAMES, Id("p"): "Groenploeg"}, TODAY)
    for line in ("", "  ", "@caw", "@caw tegen 15/12"):
        with pytest.raises(NothingAgreed):
            promised(line, NAMES, TODAY)


@given(st.text(max_size=80))
def test_any_line_is_an_agreement_or_a_word_about_it(line: str) -> None:
    try:
        found = promised(line, NAMES, TODAY)
    except OutreachError:
        return
    assert isinstance(found, Promised) and found.text.strip()


def test_what_is_late_heads_the_agenda_and_nothing_stands_there_twice() -> None:
    facts = AgendaFacts(
        on=date(2026, 12, 3),
        alderman=True,
        themes=frozenset({"housing"}),
        late=[Late(Id("a1"), "Banken plaatsen", "Groendienst")],
        ripe=[Ripe(Id("s1"), "Dak", frozenset({"housing"})), Ripe(Id("s2"), "Bus", frozenset({"mobility"}))],
        untold=[
            Untold(Id(f"f{n}"), Id("s3"), "Dak", whom)
            for n, whom in enumerate(("partners", "management", "youth"))
        ],
        standing=["Rondje nieuws"],
    )

    found = proposed(facts)

    assert [one.origin for one in found] == ["overdue", "joint", "signal", "feedback", "standing", "input", "open"]
    assert found[2].signal == "s1"
    assert proposed(facts, [one.key for one in found]) == []
    assert [one.origin for one in proposed(facts, [one.key for one in found[1:]])] == ["overdue"]
