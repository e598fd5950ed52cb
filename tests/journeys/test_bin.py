"""Deleted, found in the bin, taken back; and what became of it meanwhile."""

from tests.journeys.conftest import Call


def test_what_was_deleted_is_found_and_taken_back(call: Call) -> None:
    assert call("v", "new", "--team", "Team", "--worker", "Marijke").status == 0
    spot = call("v", "add", "spots", "--set", "name=Plein").json["id"]
    call("v", "edit", "spots", spot, "--set", "name=Kerkplein")
    call("v", "delete", "spots", spot)

    [binned] = call("v", "bin").json
    missed = call("v", "bin", "--search", "station").json
    back = call("v", "bin", "restore", "spots", spot)
    history = call("v", "history", "spots", spot).json

    assert (binned["kind"], binned["id"], binned["title"], binned["by"]) == ("spots", spot, "Kerkplein", "Marijke")
    assert binned["asked_from"] > binned["deleted"]
    assert missed == []
    assert back.status == 0
    assert [one["title"] for one in call("v", "bin").json] == []
    assert history["whole"]
    assert [one["deed"] for one in history["changes"]] == ["restored", "deleted", "changed", "made"]
    assert history["changes"][2]["fields"] == [{"label": "Name", "before": "Plein", "after": "Kerkplein"}]
