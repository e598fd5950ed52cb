"""Age, place and month never stand together in a quote that is printed."""

import pytest

from outreach_app.domain.quotes import points_at_someone

PLACES = ["Vlasakker", "Station Noord"]


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben 16 en in november stond ik op de Vlasakker in de regen.",
        "Een 15-jarige bleef in maart aan Station Noord.",
        "J\u2019ai 17 ans, en avril il n\u2019y avait rien à la Vlasakker.",
        "I'm 14, and on 3/11 they sent us away from station noord.",
        "Wij zijn 15-17 jaar en vanaf okt is het donker op de vlasakker.",
    ],
)
def test_all_three_point_at_someone(text: str) -> None:
    assert points_at_someone(text, PLACES)


@pytest.mark.parametrize(
    "text",
    [
        "Wie eerst is, zit. De rest staat.",
        "Ik ben 16 en er is niets voor ons op de Vlasakker.",
        "In november is het donker op de Vlasakker.",
        "Ik ben 16 en in november is het overal donker.",
        "Ik was 16 keer te laat in november op de Vlasakker.",
        "In november, met 20 man, in de vlasakkerstraat.",
    ],
)
def test_two_of_them_may_stand(text: str) -> None:
    assert not points_at_someone(text, PLACES)
