from __future__ import annotations

import csv
import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from procurement.exports.ocds.package import EXTENSIONS, release_package
from procurement.exports.ocds.publication import NotPublishable
from scoring.quantity import NotExact
from tests.procurement.exports.evaluations import dossier, drawn, evaluated, renamed
from tests.procurement.exports.ocds.published import PUBLICATION, notice_for, package, packed, release
from tests.procurement.exports.ocds.schema import EXTENSION, core_errors, errors, extensions_used, undeclared
from tests.scoring.tender import MARKS, A, B, C, bid, marks_for


def checked(told: Any) -> Any:
    assert errors(told) == []
    assert undeclared(told) == []
    assert [error for one in told["releases"] for error in core_errors(one)] == []
    return told


def test_a_package_is_valid_and_says_nothing_that_no_schema_knows() -> None:
    told = checked(package(evaluated()))
    assert [one["tag"] for one in told["releases"]] == [["tender"], ["tenderUpdate"], ["award"]]
    assert told["extensions"] == [*EXTENSIONS, PUBLICATION.scores_extension]
    assert told["publishedDate"] == "2026-11-20T18:00:00+09:00"


def test_only_declared_extensions_are_used_and_all_of_them() -> None:
    used = {url.split("/")[4] for url in extensions_used(package(evaluated()))}
    assert used == {url.split("/")[4] for url in EXTENSIONS}


def test_the_schema_that_judges_can_object() -> None:
    told = package(evaluated())
    told["releases"][2]["bids"]["details"][0]["status"] = "first"
    told["releases"][2]["bids"]["details"][1]["evaluation"]["scores"][0]["score"] = "9"
    told["releases"][2]["bids"]["details"][2]["evaluation"]["mood"] = "good"
    assert [error.partition("]:")[0].partition("'bids', ")[2] for error in errors(told)] == [
        "'details', 0, 'status'",
        "'details', 1, 'evaluation', 'scores', 0, 'score'",
    ]
    assert undeclared(told) == ["/bids/details/evaluation/mood"]


def test_drawn_evaluations_are_valid_and_equal_ones_give_equal_bytes() -> None:
    valid = 0
    for seed in range(40):
        evaluation = drawn(seed)
        try:
            content = packed(evaluation)
        except NotExact:  # a drawn value such as 100/7, which no file can hold
            continue
        assert content == packed(drawn(seed))
        checked(json.loads(content, parse_float=Decimal))
        valid += 1
    assert valid > 10


def test_no_price_shows_before_the_last_stage() -> None:
    dear, cheap = package(evaluated()), package(evaluated(bids=(replace(A, price=650_000), B, C)))
    assert dear["releases"][:2] == cheap["releases"][:2]
    assert dear["releases"][2] != cheap["releases"][2]


def test_a_reserve_price_does_not_show_before_prices_are_open() -> None:
    told = [sealed(1_000_000), sealed(950_000)]
    assert told[0]["releases"][:2] == told[1]["releases"][:2]
    assert [one["tender"].get("value") for one in told[0]["releases"]] == [None] * 3
    assert "950000" not in json.dumps(told[1]["releases"][:2], default=str)


def sealed(reserve: int) -> Any:
    evaluation = evaluated(e_amount=reserve, ceiling=reserve)
    notice = replace(notice_for(evaluation), amount=None)
    return json.loads(
        release_package(notice, dossier=dossier(evaluation), publication=PUBLICATION), parse_float=Decimal
    )


def test_the_tender_stage_needs_no_bids() -> None:
    only = replace(PUBLICATION, releases=PUBLICATION.releases[:1], decision=None)
    content = release_package(notice_for(evaluated()), dossier=None, publication=only)
    assert json.loads(content, parse_float=Decimal)["releases"] == package(evaluated())["releases"][:1]
    assert "bids" not in json.loads(content)["releases"][0]


def test_the_first_bid_gets_the_award_and_its_decision() -> None:
    told = release(evaluated())
    winner = next(one for one in told["bids"]["details"] if one["id"] == "A")
    assert winner["rank"] == 1
    assert told["awards"] == [
        {
            "id": "award-1",
            "status": "pending",
            "date": "2026-11-03T08:00:00+09:00",
            "value": winner["value"],
            "suppliers": winner["tenderers"],
            "relatedBids": ["A"],
            "relatedLots": ["lot-1"],
        }
    ]
    assert [one["roles"] for one in told["parties"][1:]] == [["tenderer", "supplier"], ["tenderer"], ["tenderer"]]
    assert (told["tender"]["status"], told["tender"]["lots"][0]["status"]) == ("complete", "complete")


def test_without_a_decision_an_award_is_refused() -> None:
    with pytest.raises(NotPublishable, match=r"publication.toml \[award\]: .* give status and date"):
        packed(evaluated(), publication=replace(PUBLICATION, decision=None))


def test_bids_that_wait_for_a_lot_get_no_award() -> None:
    twins = (bid("A", price=900_000), bid("B", price=900_000))
    marks = (*marks_for("A", plan=(28, 28, 28, 28)), *marks_for("B", plan=(28, 28, 28, 28)))
    told = checked(package(evaluated(bids=twins, marks=marks), publication=replace(PUBLICATION, decision=None)))
    last = told["releases"][2]
    assert [one["rank"] for one in last["bids"]["details"]] == [1, 1]
    assert (last["tag"], last["tender"]["status"], "awards" in last) == (["tenderUpdate"], "active", False)


def test_a_tender_without_an_eligible_bid_is_unsuccessful() -> None:
    dear = tuple(replace(one, price=2_000_000) for one in (A, B, C))
    last = checked(package(evaluated(bids=dear)))["releases"][2]
    assert (last["tag"], last["tender"]["status"]) == (["tenderUpdate"], "unsuccessful")
    assert [(one["status"], one["hasRank"], "rank" in one) for one in last["bids"]["details"]] == [
        ("disqualified", False, False)
    ] * 3


def test_texts_of_bidders_stay_text() -> None:
    names = ("=1+1", "\u202e가\u200f", "🚀 한글 자모 \"';\\")
    told = checked(package(evaluated(bids=renamed((A, B, C), names))))
    assert [one["tenderers"][0]["name"] for one in told["releases"][2]["bids"]["details"]] == list(names)


def test_a_licence_is_told_where_there_is_one() -> None:
    told = checked(package(evaluated(), publication=replace(PUBLICATION, license="https://example.invalid/l")))
    assert told["license"] == "https://example.invalid/l"


def test_every_path_of_the_eforms_table_is_in_a_release() -> None:
    told = release(evaluated())
    with (EXTENSION / "eforms.csv").open(encoding="utf-8", newline="") as file:
        paths = [row["ocds_path"] for row in csv.DictReader(file)]
    assert [path for path in paths if not list(found(told, path.split(".")))] == []


def found(value: Any, path: list[str]) -> list[Any]:
    if isinstance(value, list):
        return [one for item in value for one in found(item, path)]
    if not path:
        return [value]
    return found(value[path[0]], path[1:]) if isinstance(value, dict) and path[0] in value else []


def test_money_is_whole_won_and_scores_keep_the_rules_places() -> None:
    content = packed(evaluated(marks=MARKS)).decode()
    told = release(evaluated())
    assert '"amount": 900000,' in content
    price = next(r.price for r in evaluated().results if r.bid.id == "A")
    assert price is not None
    scores = {s["criterion"]: s["score"] for s in told["bids"]["details"][0]["evaluation"]["scores"]}
    assert str(scores["price"]) == str(price.number.value)
    assert Fraction(scores["speed"]) == Fraction(10)
