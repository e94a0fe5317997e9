from __future__ import annotations

from dataclasses import replace

import pytest

from procurement.exports.xlsx.reasons import Words, reason, reason_formula, words
from scoring.result import Evaluation
from tests.procurement.exports.cases import by_technical, tied
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.procedures import by_total, drawn_lot
from tests.procurement.exports.reading import table
from tests.scoring.tender import A, B, C, bid

SAME, OTHER = (("45", "28", "9"),) * 3, (("46", "27", "9"),) * 3
UNDECIDED = "모두 동점: 규정으로 정해지지 않음, 담당자 결정 필요"
BY_ITEMS = "합계·기술점수 동점: 배점이 큰 항목의 점수로 정함"


def shown(evaluation: Evaluation) -> list[object]:
    rows = table(dossier(evaluation), "종합평가표·협상순위")
    return [row[15] for row in rows[3 : 3 + len(evaluation.results)]]


@pytest.mark.parametrize(
    ("evaluation", "reasons"),
    [
        (evaluated(), ["합산점수 순", "합산점수 순", "부적격: 기술점수 기준 미달."]),
        (by_technical(), ["합계 동점: 기술점수로 정함"] * 2),
        (tied(SAME, OTHER), [BY_ITEMS] * 2),
        (tied(SAME, OTHER, SAME), [UNDECIDED, BY_ITEMS, UNDECIDED]),
        (evaluated(ceiling=850_000), ["부적격: 상한 금액 초과.", "합산점수 순", "부적격: 기술점수 기준 미달."]),
        (evaluated(bids=(A, B, bid("C", price=720_000, power=9_000))), [
            "합산점수 순", "합산점수 순", "부적격: 필수규격 미충족. 기술점수 기준 미달.",
        ]),
        (evaluated(bids=(A, B, replace(C, price=2_000_000, evidence=C.evidence[:2] + C.evidence[3:]))), [
            "합산점수 순", "합산점수 순", "부적격: 필수규격 미충족. 기술점수 기준 미달. 상한 금액 초과.",
        ]),
    ],
)  # fmt: skip
def test_every_bid_stands_where_it_stands_for_a_reason(evaluation: Evaluation, reasons: list[str]) -> None:
    assert shown(evaluation) == reasons
    assert [reason(result, evaluation=evaluation) for result in evaluation.results] == reasons


def test_a_rule_of_the_total_and_of_lots_has_its_own_words() -> None:
    assert shown(by_total()) == [
        "합산점수 순",
        "부적격: 합산점수 기준 미달.",
        "부적격: 합산점수 기준 미달. 상한 금액 초과.",
    ]
    lot, open_tie = "합계·기술점수 동점: 추첨으로 정함", "합계·기술점수 동점: 추첨하여 기록할 것"
    assert shown(drawn_lot()) == [lot, lot, "합산점수 순"]
    assert shown(drawn_lot(())) == [open_tie, open_tie, "합산점수 순"]
    assert words(evaluated()) == Words("기술점수 기준 미달.", BY_ITEMS, UNDECIDED)


def test_the_threshold_is_asked_as_the_ranking_asks_it() -> None:
    found = reason_formula(4, first=4, last=6, reached="REACHED", said=Words("모자람.", "갈림", "동점"))
    assert 'IF(REACHED,""," 모자람.")' in found
