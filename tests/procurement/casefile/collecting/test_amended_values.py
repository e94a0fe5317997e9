from __future__ import annotations

from pathlib import Path

import pytest

from tests.procurement.casefile.assess.folder import example
from tests.procurement.casefile.collecting.amended import Typed, back, form_of, place_of, rewritten, typed

LOT = ("lot_place", "lot_day", "lot_witness", "lot_record")


def drawn(bid: str, place: float | None, day: str = "2026-11-03", who: str = "입회인", record: str = "조서 2") -> Typed:
    return dict(zip(((name, bid) for name in LOT), (place, day, who, record), strict=True))


ITEMS = 'items = [{ id = "need", title = "필요성", points = 40 }, { id = "plan", title = "계획", points ='
CHANGES: dict[str, tuple[str, Typed, list[str]]] = {
    "qualification": (
        "qualification",
        {
            ("qualification", "reserve"): 128_000_000,
            ("bids", "0", "price"): 99_000_000,
            ("bids", "0", "reliability"): -0.5,
            ("bids", "1", "capability"): 28.25,
            ("bids", "1", "disqualified"): "예",
            ("bids", "2", "reliability"): 1.5,
        },
        [
            "- reserve = 128226825", "+ reserve = 128000000",
            "- price = 100000000", "+ price = 99000000",
            "- reliability = 1", "+ reliability_penalty = 0.5",
            "- capability = 27.5", "+ capability = 28.25", "+ disqualified = true",
            "+ reliability = 1.5",
        ],
    ),
    "two-stage": (
        "two-stage",
        {
            ("two_stage", "reserve"): 950_000_000,
            ("bids", "2", "why"): "메모리 8 GB가 모자람",
            ("lot_record", "가온"): "추첨조서 2",
            ("lot_record", "나래"): "추첨조서 2",
        },
        [
            "- reserve = 900000000", "+ reserve = 950000000",
            '- why = "메모리 용량이 요구값에 미달"', '+ why = "메모리 8 GB가 모자람"',
            '- record = "추첨조서 (예시)"', '+ record = "추첨조서 2"',
        ],
    ),
    "simultaneous": (
        "simultaneous",
        {
            ("bids", "2", "suitable"): "적합",
            ("bids", "2", "price"): 845_000_000,
            ("lot_place", "가온"): 1,
            ("lot_place", "나래"): 2,
        },
        [
            "- suitable = false", "+ suitable = true", "+ price = 845000000",
            '- bids = ["나래", "가온"]', '+ bids = ["가온", "나래"]',
        ],
    ),
    "mas": (
        "mas",
        {
            ("mas", "amount"): 190_000_000,
            ("mas", "price_type"): "B",
            ("mas", "reserved_for_smes"): "예",
            ("invited", "2", "id"): "라온",
            ("invited", "2", "manufacturer"): "라 제조",
            ("proposals", "0", "contract_price"): 181_000_000,
            ("proposals", "1", "score"): 90.125,
            ("proposals", "1", "formula"): "예시: 고친 산식",
            ("proposals", "1", "employs_well"): "예",
        },
        [
            "- amount = 180000000", "+ amount = 190000000",
            '- price_type = "A"', '+ price_type = "B"',
            "- reserved_for_smes = false", "+ reserved_for_smes = true",
            '- id = "다솜"', '+ id = "라온"', '- manufacturer = "나 제조"', '+ manufacturer = "라 제조"',
            "- contract_price = 180000000", "+ contract_price = 181000000",
            "- score = 91.5", "+ score = 90.125",
            '- formula = "예시: 가격 57 + 적기납품 18 + 품질 16.5"', '+ formula = "예시: 고친 산식"',
            "- employs_well = false", "+ employs_well = true",
        ],
    ),
    "reserve-price": (
        "reserve-price",
        {
            ("reserve_price", "base"): 1_000_500_000,
            ("reserve_price", "authority"): "지방",
            ("reserve_price", "unit_price"): "예",
            ("reserve_price", "prices", "14"): 1_019_700_015,
            ("reserve_price", "drawn", "0"): 4,
        },
        [
            "- base = 1000000000", "+ base = 1000500000",
            '- authority = "national"', '+ authority = "local"',
            "- unit_price = false", "+ unit_price = true",
            "-     1002900008, 1005700009, 1008500010, 1011300011, 1014100012, 1016900013, 1019700014,",
            "+     1002900008, 1005700009, 1008500010, 1011300011, 1014100012, 1016900013, 1019700015,",
            "- drawn = [3, 7, 11, 15]", "+ drawn = [4, 7, 11, 15]",
        ],
    ),
    "open-call": (
        "open-call",
        {
            ("call", "budget"): 600_000_000,
            ("call", "bonus_max"): 2.5,
            ("call", "reserves"): 2,
            ("call", "on_overrun"): "멈춤",
            ("call", "ranked_by", "paper"): "예",
            ("stages", "0", "pass_mark"): 71,
            ("stages", "0", "items", "1", "points"): 59.5,
            ("projects", "0", "requested"): 299_000_000,
            ("projects", "0", "bonus"): None,
            ("projects", "0", "points", "plan"): 50.5,
            ("projects", "1", "bonus"): 1,
            ("projects", "3", "suitable"): "적합",
            ("projects", "3", "why"): "이의 신청을 받아들임",
            ("projects", "3", "points", "need"): 30,
            ("projects", "3", "points", "plan"): 20,
        },
        [
            '- ranked_by = ["present"]', '+ ranked_by = ["paper", "present"]',
            "- bonus_max = 3", "+ bonus_max = 2.5",
            "- budget = 500000000", "+ budget = 600000000",
            '- on_overrun = "skip"', '+ on_overrun = "stop"',
            "- reserves = 1", "+ reserves = 2",
            "- pass_mark = 70", "+ pass_mark = 71",
            f"- {ITEMS} 60 }}]", f"+ {ITEMS} 59.5 }}]",
            "- requested = 300000000", "+ requested = 299000000", "- bonus = 5",
            "- points = { need = 35, plan = 50, team = 45, effect = 44 }",
            "+ points = { need = 35, plan = 50.5, team = 45, effect = 44 }",
            "+ bonus = 1",
            "- suitable = false", "+ suitable = true",
            '- why = "대상 제품이 아님"', '+ why = "이의 신청을 받아들임"', "+ points = { need = 30, plan = 20 }",
        ],
    ),
    "comparison": (
        "comparison",
        {("bids", "0", "price"): 150_000.5, ("bids", "1", "quality"): 61.25},
        ["- price = 150000", "+ price = 150000.5", "- quality = 60", "+ quality = 61.25"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_what_is_typed_stands_in_the_file_and_nothing_else_changes(tmp_path: Path, kind: str) -> None:
    name, values, lines = CHANGES[kind]
    folder = example(tmp_path / "case", name)
    outcome = back(folder, typed(folder, values))
    assert outcome.refusals == []
    assert rewritten(folder, outcome) == lines


LOT_TEXT = """[[lot]]
bids = ["나래", "가온"]
day = 2026-11-02
witnessed_by = "감사담당 (가상)"
record = "추첨조서 (예시)"
"""


def test_a_lot_that_is_drawn_stands_at_the_end_of_the_file(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "two-stage", (LOT_TEXT, ""))
    outcome = back(folder, typed(folder, drawn("가온", 1) | drawn("나래", 2)))
    assert rewritten(folder, outcome)[-6:] == [
        "+ ", "+ [[lot]]", '+ bids = ["가온", "나래"]', "+ day = 2026-11-03", '+ witnessed_by = "입회인"',
        '+ record = "조서 2"',
    ]  # fmt: skip
    assert outcome.amended[0][1][-1].endswith("→ 2단계입찰: 낙찰 예정: 가온 / first")


def test_two_lots_keep_their_places_in_the_file(tmp_path: Path) -> None:
    second = LOT_TEXT.replace('["나래", "가온"]', '["라온", "다솜"]').replace("(예시)", "2")
    tied = 'id = "다솜"\nsuitable = true\nwhy = "충족"\nprice = 860000000\n\n[[bids]]\nid = "라온"\nsuitable = true\n'
    folder = example(
        tmp_path / "case",
        "two-stage",
        ('id = "다솜"\nsuitable = false\n', tied),
        ('why = "메모리 용량이 요구값에 미달"\n', 'why = "충족"\nprice = 860000000\n'),
        (LOT_TEXT, f"{second}\n{LOT_TEXT}"),
    )
    outcome = back(folder, typed(folder, {("lot_place", "다솜"): 1, ("lot_place", "라온"): 2}))
    assert rewritten(folder, outcome) == ['- bids = ["라온", "다솜"]', '+ bids = ["다솜", "라온"]']


@pytest.mark.parametrize(
    ("values", "cell", "problem"),
    [
        ({("lot_record", "가온"): None}, "입찰 입력!E9", "가온: 추첨 기록이 모자라거나 날이 아닙니다"),
        ({("lot_day", "가온"): "2026-13-01"}, "입찰 입력!E9", "가온: 추첨 기록이 모자라거나 날이 아닙니다"),
        ({("lot_place", "가온"): None}, "입찰 입력!E9", "가온: 추첨 기록이 모자라거나 날이 아닙니다"),
        ({("lot_place", "가온"): 1}, "입찰 입력!E9", "가온: 추첨 순번이 맞지 않습니다"),
        ({("lot_day", "가온"): "2026-11-03"}, "입찰 입력!E9", "가온: 추첨 순번이 맞지 않습니다"),
        (drawn("다솜", None), "입찰 입력!E11", "다솜: 추첨 기록이 모자라거나 날이 아닙니다"),
    ],
    ids=["record", "day", "turn", "twice", "two days", "no turn"],
)
def test_a_lot_is_a_whole_record_or_none(tmp_path: Path, values: Typed, cell: str, problem: str) -> None:
    folder = example(tmp_path / "case", "two-stage")
    outcome = back(folder, typed(folder, values))
    assert [(one.where, one.problem.split(" / ")[0]) for one in outcome.refusals] == [(cell, problem)]
    assert outcome.contents == {}


@pytest.mark.parametrize(
    ("stands", "value", "line"),
    [
        ("reliability_penalty = 1", 0.5, "+ reliability = 0.5"),
        ("reliability_penalty = 1", -0.5, "+ reliability_penalty = 0.5"),
        ("reliability = 1", 0, "+ reliability = 0"),
    ],
)
def test_one_cell_of_reliability_is_what_is_added_or_taken_off(
    tmp_path: Path, stands: str, value: float, line: str
) -> None:
    folder = example(tmp_path / "case", "qualification", ("reliability = 1\n", f"{stands}\n"))
    outcome = back(folder, typed(folder, {("bids", "0", "reliability"): value}))
    assert rewritten(folder, outcome) == [f"- {stands}", line]


def test_two_keys_behind_one_cell_are_changed_by_hand(tmp_path: Path) -> None:
    both = "reliability = 1\nreliability_penalty = 0.5\n"
    folder = example(tmp_path / "case", "qualification", ("reliability = 1\n", both))
    [refusal] = back(folder, typed(folder, {("bids", "0", "reliability"): 1})).refusals
    assert (refusal.where, refusal.problem) == (
        "입찰 입력!D7",
        "가온 신인도: 가점과 감점이 따로 있어 하나의 값으로 나눌 수 없습니다 / stands for two keys, both given",
    )
    assert refusal.mend.startswith("assess.toml의 reliability와 reliability_penalty를 직접 고치십시오.")


def test_marks_keep_to_the_points_that_the_same_workbook_gives(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "open-call")
    most, mark = ("stages", "0", "items", "0", "points"), ("projects", "0", "points", "need")
    [refusal] = back(folder, typed(folder, {mark: 40.5})).refusals
    sheet, row, column = place_of(form_of(folder), mark)
    assert (refusal.where, sheet, row, column) == ("과제 입력!F6", "과제 입력", 6, 6)
    assert refusal.problem == "과제1 필요성: 40.5: 배점 40점을 넘습니다 / is above the item's points"
    assert back(folder, typed(folder, {mark: 40.5, most: 41})).refusals == []


def test_the_terms_of_a_method_stand_on_the_cover(tmp_path: Path) -> None:
    terms = 'method = "qcbs"\nprice_weight = 0.3\nquality_weight = 0.7'
    folder = example(tmp_path / "case", "comparison", ('method = "price_per_quality_point"', terms))
    weights: Typed = {("comparison", "price_weight"): 0.25, ("comparison", "quality_weight"): 0.75}
    assert rewritten(folder, back(folder, typed(folder, weights))) == [
        "- price_weight = 0.3", "+ price_weight = 0.25",
        "- quality_weight = 0.7", "+ quality_weight = 0.75",
    ]  # fmt: skip


def test_an_item_may_have_the_name_of_a_key(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "open-call", ('"need"', '"reliability"'), ("need =", "reliability ="))
    outcome = back(folder, typed(folder, {("projects", "0", "points", "reliability"): 36}))
    assert outcome.amended[0][1][0] == "projects 1.points.reliability: 35 → 36"


def test_a_stage_may_cease_to_count(tmp_path: Path) -> None:
    folder = example(tmp_path / "case", "open-call", ('ranked_by = ["present"]', 'ranked_by = ["paper", "present"]'))
    outcome = back(folder, typed(folder, {("call", "ranked_by", "paper"): "아니오"}))
    assert rewritten(folder, outcome) == ['- ranked_by = ["paper", "present"]', '+ ranked_by = ["present"]']
