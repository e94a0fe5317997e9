from __future__ import annotations

import pytest

from tests.procurement.api.client import Api, api_of, problem
from tests.procurement.rounds import Round, declared, evaluating, example_marks, submitted

pytestmark = pytest.mark.django_db


def member(made: Round) -> tuple[Api, str]:
    asks = api_of(made.members[0])
    (mine,) = asks.get("cards").json()
    return asks, f"cards/{mine['id']}"


def test_nothing_of_a_bid_is_seen_before_the_declaration_and_none_with_an_interest() -> None:
    asks, own = member(evaluating())
    assert all(one["places"] == [] for one in asks.get(own).json()["ballots"])
    refused = asks.put(f"{own}/bids/1/marks/x", {"points": "1"}, If_Match='"0"')
    assert problem(refused)["status"] == 403
    none, interest = {"number": 1, "interest": ""}, {"number": 2, "interest": "3년 전에 일했습니다"}
    both = asks.post(f"{own}/declarations", {"declarations": [none, interest]})
    assert "보충" in problem(both)["detail"]  # three members are too few for one to step aside
    assert not any(one["declared"] for one in asks.get(own).json()["ballots"])
    ballots = asks.post(f"{own}/declarations", {"declarations": [none]}).json()["ballots"]
    assert [bool(one["places"]) for one in ballots] == [True, False, False, False]
    strange = asks.post(f"{own}/declarations", {"declarations": [{"number": 9, "interest": ""}]})
    assert strange.status_code == 422


def test_a_mark_is_kept_on_the_version_it_follows() -> None:
    asks, own = member(declared())
    place = asks.get(own).json()["ballots"][0]["places"][0]
    path = f"{own}/bids/1/marks/{place['criterion']}"
    assert (place["points"], place["version"]) == (None, 0)
    assert asks.put(path, {"points": "1"}).status_code == 428
    first = asks.put(path, {"points": "1", "reason": "까닭"}, If_Match='"0"')
    assert (first.status_code, first.headers["ETag"], first.json()["points"]) == (200, '"1"', "1")
    lost = asks.put(path, {"points": "2"}, If_Match='"0"')
    assert problem(lost)["status"] == 412
    assert asks.put(path, {"points": "1000"}, If_Match='"1"').status_code == 422
    emptied = asks.put(path, {"points": ""}, If_Match='"1"').json()
    assert (emptied["points"], emptied["version"]) == (None, 2)
    assert "0점이 아닙니다" in emptied["fault"]
    assert asks.put(f"{own}/bids/1/marks/none", {"points": "1"}, If_Match='"0"').status_code == 404
    assert asks.put(f"{own}/bids/9/marks/none", {"points": "1"}, If_Match='"0"').status_code == 404


def test_a_card_is_handed_in_whole() -> None:
    made = declared()
    asks, own = member(made)
    lacking = asks.post(f"{own}/submission")
    assert "점수가 없습니다" in problem(lacking)["detail"]
    numbers = {"A": 1, "B": 2, "C": 3, "D": 4}
    for who, bid, criterion, points, reason in example_marks():
        if who == "위원1":
            path = f"{own}/bids/{numbers[bid]}/marks/{criterion}"
            assert asks.put(path, {"points": points, "reason": reason}, If_Match='"0"').status_code == 200
    done = asks.post(f"{own}/submission").json()
    assert done["submittedAt"]
    assert done["lacking"] == []
    assert asks.post(f"{own}/submission").status_code == 422


def test_another_members_card_does_not_exist() -> None:
    made = submitted()
    seats = {seat.user_id: seat.pk for seat in made.seats}
    asks = api_of(made.members[0])
    for path in ("", "/submission", "/declarations", "/bids/1/marks/x"):
        answer = asks.get(f"cards/{seats[made.members[1].pk]}{path}")
        assert answer.status_code in {404, 405}, path
    assert asks.post(f"cards/{seats[made.members[1].pk]}/submission").status_code == 404
    assert api_of(made.officer).get("cards").json() == []
