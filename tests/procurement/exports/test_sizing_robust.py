from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction

from procurement.exports.dossier import Sized
from procurement.exports.sizing_json import sizing_json
from procurement.exports.sizing_lines import lines
from procurement.exports.sizing_robust import Missing, dearer_lines, more_won, robust_lines, verdict
from tests.procurement.exports.robust_cases import TIGHT, plan_sizing, robust_in, tender_sizing


def test_every_answer_is_told_in_words() -> None:
    sizing = tender_sizing()
    told = list(robust_lines(robust_in(sizing), sized=sizing.sized))
    assert told[:3] == [
        "■ 강건성 / robustness",
        "  가정(± 폭 / half width): 수요 전체 / all demand 50 %, 수요별 / each 10 %, 측정 처리율 / rates 2 %",
        "  시나리오 40개, 시드 1, 모든 구성에 같은 시나리오 / scenarios, seed, the same for every mix",
    ]
    assert told[3].startswith("  40개 중 40개를 모두 처리 / all served (목표 / asked 90 % 이상 / reached), 못한 몫")
    assert told[4] == (
        "  뽑은 시나리오 10개 중 9개 이상을 모두 처리하는 가장 싼 구성 / cheapest that serves at least so many of the "
        "scenarios drawn to seek it: 100,000,000원 (이 구성과 같은 비용 / costs the same): A사 · A사 서버 × 1"
    )
    assert told[6].startswith(
        "  구성마다 가장 나쁜 수요 1개가 함께 20 % 늘어도 배분을 바꾸지 않고 처리하는 가장 싼 구성 / "
    )
    assert told[-1].endswith("서비스 수준을 지키지 못함 / exceeds it: the level is not kept")
    assert list(lines(sizing))[-len(told) :] == told


def test_a_mix_that_is_below_and_what_more_costs_are_told() -> None:
    sizing = tender_sizing(*TIGHT)
    found = robust_in(sizing)
    told = "\n".join(robust_lines(found, sized=sizing.sized))
    assert "미달 / below" in told
    assert "비쌈 / more" in told
    assert found.assured is not None
    worse = replace(found.assured, outside=replace(found.assured.outside, served=1))
    said = list(dearer_lines(replace(found, assured=worse), sized=sizing.sized))
    assert "목표 미달, sought를 늘릴 것" in said[1]
    dear = Sized(sizing.sized.problem, "cheapest", found.assured.mix, "")
    assert sizing.sized.mix is not None
    assert more_won(sizing.sized.mix, sized=dear) < 0
    assert "쌈 / less" in next(
        iter(dearer_lines(replace(found, assured=replace(worse, mix=sizing.sized.mix)), sized=dear))
    )


def test_a_plan_of_years_names_its_years_and_what_was_run_once() -> None:
    sizing = plan_sizing()
    told = list(robust_lines(robust_in(sizing), sized=sizing.sized))
    assert told[2].endswith("the same for every mix; 2년")
    assert told[3].startswith("  미측정: 반복 측정이 없어")
    assert [line[2:4] for line in told if "모두 처리 / all served" in line] == ["1년", "2년"]
    assert told[-1].startswith("  미측정·답 없음 / not answered 서버 (새것): 대기 모의")


def test_a_delay_is_judged_by_the_level_it_has() -> None:
    (delay,) = robust_in(tender_sizing()).delays
    assert verdict(replace(delay, ok=True)) == "목표 0.900초를 지킴 / keeps it"
    assert verdict(replace(delay, ok=None, limit_s=None)).startswith("E2E p99 목표가 없어 판정하지 않음")


def test_json_has_every_answer_exactly() -> None:
    told = json.loads(sizing_json(tender_sizing()))["robustness"]
    assert list(told) == [
        "terms", "year", "served", "assured", "gamma", "losses", "delays", "not_measured_repeatedly", "missing",
    ]  # fmt: skip
    assert told["terms"]["demand"] == "0.5"
    assert told["served"] == [
        {"year": "", "scenarios": 40, "seed": 1, "all_served": 40, "mean_unserved": "0", "worst_unserved": "0"}
    ]
    assert (told["assured"]["won"], told["gamma"]["servers"]) == (100_000_000, {"A": 1})
    open_ = replace(tender_sizing(), robust=replace(robust_in(tender_sizing()), assured=None, gamma=None,
                                                    missing=(Missing("무엇", "왜"),)))  # fmt: skip
    said = json.loads(sizing_json(open_))["robustness"]
    assert (said["assured"], said["gamma"], said["missing"]) == (None, None, [{"what": "무엇", "why": "왜"}])
    assert json.loads(sizing_json(replace(tender_sizing(), robust=None)))["robustness"] is None
    assert json.loads(sizing_json(plan_sizing()))["robustness"]["terms"]["measured"] == "repeats"
    assert Fraction(told["losses"][0]["served"]) == 0
