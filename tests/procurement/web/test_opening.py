from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from procurement.models import Price, Tender
from tests.procurement.rounds import Round, needed_prices, take_further

PRICES = {
    "won0": "1,465,000,000",
    "server0": "175000000",
    "won1": "1280000000",
    "server1": "130000000",
    "won2": "1330000000",
    "server2": "210000000",
}


@pytest.fixture
def url(made: Round) -> str:
    for _ in range(3):
        take_further(made)
    return f"/tenders/{made.tender.pk}/opening/"


def test_one_enters_another_confirms(entered: Callable[[str], Client], made: Round, url: str) -> None:
    first, second = entered("officer"), entered("second")
    page = first.get(url).content.decode()
    assert "D 새벽" in page.split("봉투를 열지 않는 입찰:", 1)[1]
    assert first.post(url, PRICES).status_code == 302
    assert sorted(Price.objects.values_list("won", flat=True)) == sorted(p.price for p in needed_prices(made).values())
    assert "다른 계약담당자가 확인해야 합니다" in first.get(url).content.decode()
    assert first.post(url, {"sure": "on"}).status_code == 403
    assert "1,465,000,000" in second.get(url).content.decode()
    assert second.post(url, {}).status_code == 422
    assert second.post(url, {"sure": "on"}).headers["Location"] == f"/tenders/{made.tender.pk}/result/"
    assert Tender.objects.get().stage == "prices_opened"
    done = second.get(url).content.decode()
    assert "가상시청둘째" in done.split("확인한 사람", 1)[1]


def test_amounts_that_cannot_be_stay_typed_and_are_told(entered: Callable[[str], Client], url: str) -> None:
    page = entered("officer").post(url, PRICES | {"won0": "12억", "won1": ""})
    text = page.content.decode()
    assert (page.status_code, Price.objects.count()) == (422, 0)
    assert 'value="12억"' in text
    assert "A 가온누리솔루션 (가상 업체) 입찰가격(원): 0보다 큰 원 단위 정수여야 합니다" in text
    assert 'value="1330000000"' in text


def test_a_wrong_entry_goes_back_with_a_reason(entered: Callable[[str], Client], url: str) -> None:
    first, second = entered("officer"), entered("second")
    assert second.get(f"{url}turn-down/").status_code == 409
    first.post(url, PRICES)
    assert second.post(f"{url}turn-down/", {"reason": " "}).status_code == 422
    assert second.post(f"{url}turn-down/", {"reason": "B 금액이 다름"}).status_code == 302
    assert not Price.objects.exists()
    assert "금액 적기" in first.get(url).content.decode()
