from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from procurement.models import Decision, Tender
from tests.procurement.rounds import Round, take_further
from tests.procurement.web.pages import Page, faults


def further(made: Round, steps: int) -> None:
    for _ in range(steps):
        take_further(made)


def test_before_the_opening_there_are_points_and_no_ranks(entered: Callable[[str], Client], made: Round) -> None:
    further(made, 3)
    page = Page("", "", entered("auditor").get(f"/tenders/{made.tender.pk}/result/").content.decode())
    assert faults(page) == []
    assert "85.2500" in page.text
    assert [said for said in ("가격점수", "합계", "순위</th>") if said in page.text] == []


def test_the_ranking_opens_every_derivation_and_an_approver_decides(
    entered: Callable[[str], Client], made: Round
) -> None:
    further(made, 4)
    approver, own = entered("approver"), f"/tenders/{made.tender.pk}/"
    page = Page("", "", approver.get(f"{own}result/").content.decode())
    assert faults(page) == []
    rows = [[cell.text_content().strip() for cell in row.iter("th", "td")] for row in page.tree.iter("tr")]
    ranked = [row[:6] for row in rows if row[0] in {"1", "2", "3", "–"}]
    assert ranked == [
        ["1", "가온누리솔루션 (가상 업체)", "적격", "85.2500", "8.7372", "93.9872"],
        ["2", ranked[1][1], "적격", "83.0000", "9.6241", "92.6241"],
        ["3", ranked[2][1], "적격", "78.2500", "10.1818", "88.4318"],
        ["–", ranked[3][1], "부적격", "75.0000", "미산출", "미산출"],
    ]
    total = next(row for row in rows if row[0] == "합계" and row[1] == "93.9872")
    assert total[2] == "85.2500 + 8.7372"
    choose = approver.get(f"{own}decide/").content.decode()
    assert choose.index("1순위 가온누리솔루션") < choose.index("3순위") < choose.index("유찰")
    given = {"bid": "A", "reason": "합산 1순위", "standstill_until": "2020-01-01"}
    assert "오늘이거나 그 뒤" in approver.post(f"{own}decide/", given).content.decode()
    assert approver.post(f"{own}decide/", given | {"standstill_until": "2999-12-31"}).status_code == 302
    assert (str(Decision.objects.get().bid), Tender.objects.get().stage) == ("A 가온누리솔루션 (가상 업체)", "decided")
    assert "합산 1순위" in entered("chair").get(f"{own}result/").content.decode()
