"""A note's template: what a team makes of it never costs a note what it cannot do without."""

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.domain.built_in import BUILT_IN
from outreach_app.domain.note_plan import TEMPLATES, YEARLY, SectionText, plan, printed, required
from outreach_app.i18n import speaking

sections = st.builds(
    SectionText,
    template=st.sampled_from([*TEMPLATES, YEARLY, "of_a_newer_program"]),
    section=st.sampled_from([*BUILT_IN["note_section"], "of_a_newer_program"]),
    position=st.integers(-50, 500),
    left_out=st.booleans(),
    title=st.sampled_from(["", "Ons antwoord"]),
    words=st.integers(0, 400),
    standing=st.sampled_from(["", "Met vriendelijke groet."]),
)


@given(st.sampled_from([*TEMPLATES, YEARLY]), st.lists(sections, max_size=12))
def test_whatever_a_team_makes_of_it_each_section_stands_once_and_what_is_required_is_printed(
    template: str, own: list[SectionText]
) -> None:
    names = [one.name for one in plan(template, own)]
    assert (names[0] == "head" or template == YEARLY) and len(set(names)) == len(names)
    assert set(names) == {one.name for one in plan(template)}
    on_paper = {one.name for one in printed(template, own)}
    assert {name for name in names if required(template, name)} <= on_paper


def test_what_is_empty_stays_as_it_is_built_in_and_in_the_language_that_is_spoken() -> None:
    own = [SectionText(template="nota", section="problem", title="Wat er speelt", words=90, position=15)]
    with speaking("nl"):
        names = [one.name for one in plan("nota", own)]
        problem = next(one for one in plan("nota", own) if one.name == "problem")
        decision = next(one for one in plan("nota", own) if one.name == "decision")
    assert names[:3] == ["head", "problem", "decision"]
    assert (problem.title, problem.words) == ("Wat er speelt", 90)
    assert (decision.title, decision.words) == ("Gevraagde beslissing", 60)
