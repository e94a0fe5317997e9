from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from procurement.selectors.cases import final_case
from tests.procurement.api.client import Api, api_of, problem
from tests.procurement.rounds import Round, closed, decided, example_bids, needed_prices, opened, with_bids

pytestmark = pytest.mark.django_db


def envelopes(made: Round) -> dict[str, Any]:
    return {
        "envelopes": [
            {"bid": key, "won": one.price, "serverWon": one.server_price} for key, one in needed_prices(made).items()
        ]
    }


def test_two_officers_open_and_the_approver_decides() -> None:
    made = closed()
    own = f"tenders/{made.tender.pk}"
    first, second, approver = api_of(made.officer), api_of(made.second), api_of(made.approver)
    technical = first.get(f"{own}/result").json()
    assert technical["priced"] is False
    assert all(one["price"] is None and one["rank"] is None for one in technical["bids"])
    assert first.get(f"{own}/opening").status_code == 404
    assert first.post(f"{own}/opening", envelopes(made)).status_code == 201
    assert problem(first.post(f"{own}/opening/confirmation"))["status"] == 403
    assert second.post(f"{own}/opening/refusal", {"reason": "A의 금액이 다릅니다"}).status_code == 204
    assert first.post(f"{own}/opening", envelopes(made)).status_code == 201
    confirmed = second.post(f"{own}/opening/confirmation").json()
    assert confirmed["second"] == made.second.username
    result = first.get(f"{own}/result").json()
    ranked = {one["bid"]: one for one in result["bids"]}
    made.tender.refresh_from_db()
    for one in final_case(made.tender).evaluation.results:
        assert ranked[one.bid.id]["rank"] == one.rank
        assert ranked[one.bid.id]["total"] == (str(one.total.value) if one.total else None)
    assert all(number["clause"] for one in result["bids"] for number in one["derivations"] if number["name"] == "합계")
    award = {"bid": "A", "reason": "합산점수 1순위", "standstillUntil": "2026-12-02"}
    assert first.post(f"{own}/decision", award).status_code == 403
    assert approver.get(f"{own}/decision").status_code == 404
    assert approver.post(f"{own}/decision", award).json()["bid"] == "A"
    assert approver.get(f"{own}/decision").json()["reason"] == "합산점수 1순위"


def test_before_the_close_no_price_can_be_entered() -> None:
    made = with_bids()
    answer = api_of(made.officer).post(f"tenders/{made.tender.pk}/opening", {"envelopes": [{"bid": "A", "won": 1}]})
    assert answer.status_code == 409
    assert api_of(made.officer).get(f"tenders/{made.tender.pk}/result").status_code == 409


@pytest.mark.parametrize("won", [0, -1, "1.5", 10**17, None])
def test_an_amount_is_whole_won(won: object) -> None:
    made = closed()
    data = {"envelopes": [{"bid": "A", "won": won}]}
    assert api_of(made.officer).post(f"tenders/{made.tender.pk}/opening", data).status_code == 422


def test_every_document_is_there_from_its_stage_on() -> None:
    made = decided()
    asks: Api = api_of(made.officer)
    own = f"tenders/{made.tender.pk}/documents"
    listed = asks.get(own).json()
    ready = [one["name"] for one in listed if not one["lacking"]]
    assert "workbook-ko.xlsx" in ready or len(ready) > 5
    workbook = next(name for name in ready if name.endswith(".xlsx"))
    sheet = load_workbook(BytesIO(asks.get(f"{own}/{workbook}").content))
    assert sheet.sheetnames
    assert asks.get(f"{own}/nothing.xlsx").status_code == 404


def test_the_result_is_told_in_english_too() -> None:
    made = opened()
    answer = api_of(made.officer).client.get(
        f"/api/v1/tenders/{made.tender.pk}/result", headers={"Accept-Language": "en-GB"}
    )
    assert answer.headers["Content-Language"] == "en"
    assert any(number["name"] == "Total" for one in answer.json()["bids"] for number in one["derivations"])
    assert example_bids()
