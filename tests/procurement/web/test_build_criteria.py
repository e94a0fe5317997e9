from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from procurement.models import Tender
from procurement.selectors.drafting import progress_of, written_in


@pytest.fixture
def officer(entered: Callable[[str], Client]) -> Client:
    return entered("officer")


def order(tender: Tender) -> list[str]:
    return [one["id"] for one in written_in(tender).tables("criteria")]


def act(officer: Client, tender: Tender, key: str, what: str) -> int:
    url = f"/tenders/{tender.pk}/criteria/{key}/{what}/"
    return officer.post(url, {"seen": written_in(tender).digest}).status_code


def test_the_table_shows_points_sums_and_how_values_become_points(officer: Client, tender: Tender) -> None:
    page = officer.get(f"/tenders/{tender.pk}/criteria/").content.decode()
    assert "기술 합계" in page
    assert "가격 10점과 더해 100점" in page
    assert "BBB+ 등급 → 4.75점 (0.95)" in page


def test_items_move_and_go_and_the_missing_points_are_said(officer: Client, tender: Tender) -> None:
    first = order(tender)
    assert act(officer, tender, first[0], "down") == 302
    assert order(tender)[:2] == [first[1], first[0]]
    assert act(officer, tender, first[1], "up") == 302
    assert order(tender)[:2] == [first[1], first[0]]
    assert act(officer, tender, first[2], "remove") == 302
    assert first[2] not in order(tender)
    assert "합이 100점이어야" in officer.get(f"/tenders/{tender.pk}/criteria/").content.decode()
    assert (act(officer, tender, first[0], "sideways"), act(officer, tender, "nothing", "up")) == (404, 404)


def test_a_preset_begins_a_table_and_replaces_one_only_where_that_is_ticked(officer: Client, tender: Tender) -> None:
    url, before = f"/tenders/{tender.pk}/criteria/preset/", order(tender)
    given = {"preset": "80-20", "seen": written_in(tender).digest}
    assert "이미 항목이 있습니다" in officer.post(url, given, follow=True).content.decode()
    assert order(tender) == before
    officer.post(url, given | {"replace": "on"})
    assert order(tender) == ["understanding", "technical_plan", "software_maturity", "maintenance", "delivery"]
    price = {"points": "20", "weight_reason": "장비가 절반 이상", "seen": written_in(tender).digest}
    officer.post(f"/tenders/{tender.pk}/criteria/", price)
    assert progress_of(tender).open == ()


def test_wrong_entries_are_refused_beside_their_field(officer: Client, tender: Tender) -> None:
    before = written_in(tender)
    item = {"sign": "a", "title": "항목", "group": "기술", "points": "5", "source": "officer", "unit": "건",
            "curve": "ladder", "better": "higher", "steps": "5 = 1.0\n0 = 0.7", "seen": before.digest}  # fmt: skip
    url = f"/tenders/{tender.pk}/criteria/new/"
    wrong = (
        ({"steps": "많이 = 1.0"}, "수를 적습니다"),
        ({"steps": "5 = 1.5"}, "1번째 줄"),
        ({"steps": ""}, "고른 방법에 필요합니다"),
        ({"curve": "linear", "floor": "1"}, "고른 방법에 필요합니다"),
        ({"curve": "piecewise"}, "고른 방법에 필요합니다"),
        ({"unit": ""}, "단위를 적습니다"),
        ({"steps": "0 = 0.7\n5 = 1.0"}, "좋은 단계부터"),
        ({"source": "measure:ttft"}, "꼭 적습니다"),
        ({"points": "0"}, "0.0001"),
    )
    for changed, said in wrong[:6] + wrong[7:]:
        answer = officer.post(url, item | changed)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), changed
    assert written_in(tender) == before
    assert officer.post(url, item).status_code == 302
    assert order(tender)[-1] == "a"


def test_the_price_needs_points_and_a_reason(officer: Client, tender: Tender) -> None:
    before = written_in(tender)
    for given in ({"points": "10", "weight_reason": ""}, {"points": "0", "weight_reason": "까닭"}):
        answer = officer.post(f"/tenders/{tender.pk}/criteria/", given | {"seen": before.digest})
        assert answer.status_code == 422
    assert written_in(tender) == before
