from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from benchmarks.findings import Finding, Level
from procurement.casefile.robust import robust_of
from procurement.exports.dossier import Dossier, Evidenced
from procurement.exports.edges import edge_notes
from procurement.exports.summary import summary
from procurement.sizing.domestic import DomesticShare
from tests.procurement.exports.cases import sizings
from tests.procurement.exports.edges import EDGES
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.procedures import with_bonus
from tests.procurement.exports.repeated import RUNS, annexed
from tests.procurement.sizing.builders import cheapest_here, measurement

SIZINGS = dict(sizings())


def part(made: Dossier, heading: str) -> list[str]:
    """The lines under a heading, up to the next one."""
    lines = list(summary(made))
    start = next(i for i, line in enumerate(lines) if line.startswith(heading)) + 1
    return lines[start : next((i for i in range(start, len(lines)) if lines[i].startswith("■")), len(lines))]


def test_the_ranking_comes_first_with_every_reason() -> None:
    assert list(summary(dossier(evaluated())))[:8] == [
        "■ 협상순위 / ranking — 추론 서버 구매",
        "  1. 업체 A: 합계 92.8889 = 기술 84.0000 + 가격 8.8889 − 감점 0",
        "     1순위: 합산점수 92.8889 / by total points",
        "  2. 업체 B: 합계 91.5000 = 기술 81.5000 + 가격 10.0000 − 감점 0",
        "     2순위: 합산점수 91.5000 / by total points",
        "  -  업체 C: 부적격 / not eligible",
        "     기술 62.5000점: 기준 76.5000점 미만 / technical points below the threshold",
        "■ 주의 / notes",
    ]


def test_every_note_is_told_with_its_clause() -> None:
    made = evaluated()
    assert part(dossier(made), "■ 주의") == [f"  [{n.code}] {n.text} ({n.clause})" for n in made.notes]


def test_without_notes_nothing_is_said_of_them() -> None:
    assert "■ 주의 / notes" not in list(summary(dossier(replace(evaluated(), notes=()))))


def test_the_mix_is_told_with_its_cost_and_proof() -> None:
    lines = part(dossier(evaluated(), sized=SIZINGS["cheapest mix"]), "■ 장비")
    assert lines[:3] == [
        "  서버 * × 3대, 300,000원",
        "  서버 c3 × 3대, 180,000원",
        "  총 480,000원, 수요의 1배, 최적임이 증명됨 / proven optimal (HiGHS 1.15.1 / PuLP 3.3.2)",
    ]
    assert lines[3:] == [
        "  미측정 서버 c3 · 대화: 미측정",
        "  미측정 서버 c4 · 대화: 미측정",
        "  미측정 서버 c4 · 요약: 미측정",
    ]


def test_a_mix_that_is_not_proven_says_how_far_it_may_be_off() -> None:
    sized = SIZINGS["cheapest mix"]
    assert sized.mix is not None
    stopped = replace(sized, mix=replace(sized.mix, proven=False))
    proof = f"증명되지 않음, 차이 {sized.mix.gap} / not proven"
    assert proof in part(dossier(evaluated(), sized=stopped), "■ 장비")[2]


def test_a_domestic_share_that_may_not_decide_only_informs() -> None:
    sized = SIZINGS["cheapest mix"]
    share = DomesticShare(Fraction(1, 2), "none", 2, 1)
    problem = replace(sized.problem, limits=replace(sized.problem.limits, domestic_share=share))
    mix = cheapest_here(problem)
    assert mix.informed is not None
    reached = int(mix.informed.reached * 100)
    line = f"  국산 비중 {reached} %: {mix.informed.why}"
    assert line in part(dossier(evaluated(), sized=replace(sized, problem=problem, mix=mix)), "■ 장비")


def test_why_nothing_fits_is_told_instead_of_a_mix() -> None:
    sized = SIZINGS["no mix"]
    assert part(dossier(evaluated(), sized=sized), "■ 장비") == [f"  {sized.no_mix}"]


def found(*levels: Level) -> tuple[Finding, ...]:
    return tuple(Finding(f"V{i:02}", level, "글", "", "", "") for i, level in enumerate(levels, 1))


def test_what_the_checks_found_is_told_of_each_measurement() -> None:
    evidence = (
        Evidenced("A", "업체 A", measurement("m"), found("pass", "pass")),
        Evidenced("A", "업체 A", measurement("m"), found("pass", "warn", "reject")),
        Evidenced("B", "업체 B", measurement("m"), ()),
    )
    assert part(dossier(evaluated(), evidence=evidence), "■ 성능") == [
        "  업체 A a.json /: 값이 있는 검사 2개를 모두 통과 / the 2 checks that could be made passed",
        "  업체 A a.json /: V02 warn: 글; V03 reject: 글",
        "  업체 B a.json /: 검사할 값이 없음 / nothing to check",
    ]


def test_what_was_set_aside_is_told_with_its_reason() -> None:
    aside = Finding("V05", "overridden", "글", "", "", "", override="예열 포함 확인 (홍길동, 2026-11-20)")
    evidence = (Evidenced("A", "업체 A", measurement("m"), (aside,)),)
    assert part(dossier(evaluated(), evidence=evidence), "■ 성능") == [
        "  업체 A a.json /: V05 overridden: 예열 포함 확인 (홍길동, 2026-11-20)"
    ]


def test_what_repeats_say_of_the_edges_is_told_by_bid() -> None:
    lines = part(replace(dossier(evaluated()), edges=EDGES), "■ 반복 측정과 경계 / repeats and edges")
    names = ("업체 A", "업체 A", "업체 B")
    told = zip(names, EDGES, strict=True)
    assert lines == [f"  {name} {note}" for name, check in told for note in edge_notes(check)]


def test_without_measured_edges_nothing_is_said_of_repeats() -> None:
    assert "■ 반복 측정과 경계 / repeats and edges" not in list(summary(dossier(evaluated())))


def test_the_annex_is_told_and_named_as_no_award() -> None:
    evaluation = evaluated()
    robust = robust_of(evaluation)
    made = replace(dossier(evaluation), robust=robust)
    lines = part(made, "■ 강건성")
    assert robust.weights is not None
    assert lines[:2] == [
        "  하나를 빼면 1순위가 바뀌는 업체 / bid: 없음 / none",
        "  하나를 빼면 1순위가 바뀌는 평가위원 / evaluator: 없음 / none",
    ]
    shares = zip(("업체 A", "업체 B"), robust.weights.first, robust.weights.errors, strict=True)
    assert lines[-3:] == [
        *(f"    {name}: {share:.2%} (표준오차 {errors[0]:.2%})" for name, share, errors in shares),
        "  반복 측정 없음: 측정 오차를 계산하지 않음 / nothing was measured twice, no noise computed",
    ]


def test_the_annex_tells_the_shares_with_the_repeats_noise_and_what_to_measure_first() -> None:
    made, robust = annexed(*RUNS)
    assert robust.noise is not None
    lines = part(made, "■ 강건성")
    assert lines[-4].startswith("  반복 측정의 오차까지 넣으면 / with the repeats' noise: 공표된 가중치와 양립하는")
    assert lines[-3].startswith(f"    업체 A: {robust.noise.weights.first[0]:.2%} (표준오차 ")
    assert lines[-1] == f"  먼저 다시 잴 것 / measure again first: 업체 A speed ({robust.noise.again[0].share:.0%})"


def test_a_bonus_stands_between_the_price_and_the_deduction() -> None:
    said = "\n".join(summary(dossier(with_bonus())))
    assert "1. 업체 B: 합계 93.0000 = 기술 83.0000 + 가격 10.0000 + 가점 5 − 감점 5.0000" in said
