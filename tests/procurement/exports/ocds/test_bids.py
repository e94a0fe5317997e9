from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from procurement.casefile import dossier_of, read_case
from procurement.exports.ocds.bids import bids_json, tenderer
from scoring.criteria import Bid, Bonus, Deduction, Evidence, Scheme
from scoring.result import Lot
from tests.procurement.casefile.folder import FILES, small_case
from tests.procurement.exports.evaluations import dossier, evaluated, panel_only, plain_bid
from tests.procurement.exports.ocds.published import release
from tests.scoring.tender import MARKS, SCHEME, A, B, C, bid, marks_for


def detail(name: str, told: Any) -> Any:
    return next(one for one in told["bids"]["details"] if one["id"] == name)


def subtotals(name: str, told: Any) -> dict[str, Any]:
    return {one["id"]: one for one in detail(name, told)["evaluation"]["subtotals"]}


def test_bids_are_counted_and_their_prices_told() -> None:
    told = release(evaluated())
    assert [(one["measure"], one["value"], one.get("currency")) for one in told["bids"]["statistics"]] == [
        ("bids", 3, None),
        ("validBids", 2, None),
        ("disqualifiedBids", 1, None),
        ("lowestValidBidValue", 800_000, "KRW"),
        ("highestValidBidValue", 900_000, "KRW"),
    ]
    assert [(one["status"], one["value"]["amount"], one.get("rank")) for one in told["bids"]["details"]] == [
        ("valid", 900_000, 1),
        ("valid", 800_000, 2),
        ("disqualified", 720_000, None),
    ]


def test_before_prices_are_open_bids_are_pending_and_only_counted() -> None:
    told = release(evaluated(), "technical")
    assert [one["measure"] for one in told["bids"]["statistics"]] == ["bids"]
    first = detail("A", told)
    assert (first["status"], "value" in first, "rank" in first, "hasRank" in first) == ("pending", False, False, False)
    assert [one["criterion"] for one in first["evaluation"]["scores"]] == ["speed", "credit", "delivery"]
    assert list(subtotals("A", told)) == ["panel", "technicalRaw"]
    assert ("eligible" in first["evaluation"], "reason" in first["evaluation"]) == (False, False)


def test_scores_carry_value_maximum_and_origin() -> None:
    told = detail("B", release(evaluated()))
    assert told["evaluation"]["scores"][:2] == [
        {"criterion": "speed", "value": 90, "score": Decimal("9.0000"), "maximum": 10, "reason": "시험"},
        {"criterion": "credit", "value": "A", "score": 5, "maximum": 5, "reason": "시험"},
    ]


def test_what_was_not_measured_has_no_value() -> None:
    without = replace(A, evidence=tuple(e for e in A.evidence if e.subject != "delivery"))
    scores = detail("A", release(evaluated(bids=(without, B, C))))["evaluation"]["scores"]
    assert scores[2] == {"criterion": "delivery", "score": Decimal("3.5"), "maximum": 5, "reason": "미측정"}


def test_responses_answer_the_requirements_that_were_measured() -> None:
    unknown = replace(B, evidence=(*B.evidence[:2], Evidence("power", None, "없음"), *B.evidence[3:]))
    told = release(evaluated(bids=(A, unknown, C)))
    assert detail("A", told)["requirementResponses"] == [
        {"id": "A-power", "value": 2000, "requirement": {"id": "power", "title": "소비전력"}}
    ]
    assert "requirementResponses" not in detail("B", told)


def test_subtotals_name_their_formula_and_the_criteria_they_sum() -> None:
    marked = replace(A, deductions=(Deduction(Fraction(1), "사유", "조문"),))
    found = subtotals("A", release(evaluated(bids=(marked, B, C), differential_step=Fraction(3, 2))))
    assert list(found) == ["panel", "technicalRaw", "technical", "deduction", "total"]
    assert (found["panel"]["criteria"], found["panel"]["maximum"]) == (["plan", "support", "manage"], 70)
    assert [found[name]["maximum"] for name in ("technicalRaw", "technical", "total")] == [90, 90, 100]
    assert found["panel"]["reason"] == (
        "위원 4명의 합계에서 최고·최저 1개씩을 뺀 평균 (조달청 협상에 의한 계약 제안서평가 세부기준 제12조제2항)"
    )


def test_a_bonus_is_a_subtotal() -> None:
    evaluation = evaluated()
    first = evaluation.results[0]
    given = replace(first, bonus=first.deduction, bid=replace(first.bid, bonuses=(Bonus(Fraction(1), "가점"),)))
    told = release(evaluation, shown=dossier(replace(evaluation, results=(given, *evaluation.results[1:]))))
    assert "bonus" in subtotals("A", told)


def test_a_tender_without_a_panel_has_no_panel_subtotal() -> None:
    scheme = Scheme(SCHEME.of_kind("quantitative"), (), Fraction(80))
    told = detail("A", release(evaluated(scheme, bids=tuple(map(without_power, (A, B, C))), marks=())))
    assert list(subtotals("A", {"bids": {"details": [told]}})) == ["technicalRaw", "total"]
    assert "evaluators" not in told["evaluation"]


def without_power(one: Bid) -> Bid:
    return replace(one, evidence=tuple(e for e in one.evidence if e.subject != "power"))


def test_a_bid_whose_price_is_never_scored_has_no_price_score() -> None:
    over = bid("A", price=2_000_000)
    told = detail("A", release(evaluated(bids=(over, B, C))))
    assert [one["criterion"] for one in told["evaluation"]["scores"]] == ["speed", "credit", "delivery"]
    assert (told["status"], told["evaluation"]["eligible"]) == ("disqualified", False)


def test_without_values_there_are_cards_only() -> None:
    scheme = panel_only((90,))
    bids = (plain_bid("A", 900_000), plain_bid("B", 800_000))
    marks = tuple(replace(m, criterion="c0") for n in "AB" for m in marks_for(n, plan=(88, 88, 88, 88))[::3])
    evaluation = evaluated(scheme, bids=bids, marks=marks)
    told = detail("A", release(evaluation, "technical"))
    assert "scores" not in told["evaluation"]
    assert len(told["evaluation"]["evaluators"]) == 4


def test_cards_are_left_out_where_they_are_not_published() -> None:
    told: Any = bids_json(dossier(evaluated()), priced=True, marks=False)
    assert ["evaluators" in one["evaluation"] for one in told["details"]] == [False] * 3


def test_who_watched_a_lot_stays_unnamed() -> None:
    lot = Lot(("A", "B"), date(2026, 11, 20), "홍길동", "추첨조서 1호")
    evaluation = evaluated()
    why = "1순위: 동점자 2026-11-20 추첨 (입회 홍길동, 기록 추첨조서 1호) / by the recorded lot"
    drawn = replace(evaluation, lots=(lot,), results=(replace(evaluation.results[0], why=why),))
    told: Any = bids_json(dossier(drawn), priced=True, marks=False)
    assert told["details"][0]["evaluation"]["reason"] == why.replace("홍길동", "비공개")


def test_measured_files_are_documents_with_their_hash(tmp_path: Path) -> None:
    case = read_case(small_case(tmp_path))
    told: Any = bids_json(dossier_of(case, sizing=None, program="시험"), priced=True, marks=True)
    documents = [one["documents"] for one in told["details"]]
    assert [[one["title"] for one in found] for found in documents] == [["result.json"]] * 3
    measured = case.submissions[1].examined[0].measurement.source
    assert documents[1][0]["sha256"] == measured.sha256
    assert (FILES / "vllm_c4.json").stat().st_size == measured.size


def test_a_published_figure_is_no_document_of_the_bidder() -> None:
    case = read_case(Path(__file__).parents[4] / "docs" / "examples" / "npu-llm-servers")
    told: Any = bids_json(dossier_of(case, sizing=None, program="시험"), priced=True, marks=True)
    assert ["documents" in one for one in told["details"]] == [False] * 4


def test_a_bidder_is_a_party_of_its_own() -> None:
    result = evaluated(marks=MARKS).results[0]
    assert tenderer(result) == {"id": "bidder-A", "name": "업체 A"}
