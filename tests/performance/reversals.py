"""How often a bid that cannot win decides who does, under each form of the rules: counted, not timed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from scoring.result import Answers
from tests.scoring.random_tenders import RACE, Flips, absolute_tenders, close_races, flips

TENDERS = 2_000
BIDS = 5
_SEED = 20261122
_GAPS = (Fraction(1), Fraction(3, 2), Fraction(2), Fraction(3))
# decision-aids study of 2026-11-22, §2.2: 20,000 close races, floats; formula (a) and the step rule
_STUDIED = {"two_slope_2026": "0.5 / 1.8"} | dict(
    zip(map(str, _GAPS), ("4.6 / 17", "6.4 / 25", "7.6 / 28", "6.6 / 23"), strict=True)
)


def _forms() -> Iterator[tuple[str, Answers, str]]:
    named = (("가격 2026 (two_slope_2026)", "two_slope_2026"), ("가격 종전 (two_slope_legacy)", "two_slope_legacy"))
    for title, formula in (*named, ("최저가 비례 (relative_lowest)", "relative_lowest")):
        yield title, replace(RACE, price_formula=formula), _STUDIED.get(formula, "")
    for gap in _GAPS:
        yield f"가격 2026 + 차등점수제 {float(gap):g}점", replace(RACE, differential_step=gap), _STUDIED[str(gap)]


def _line(title: str, found: Flips, studied: str) -> str:
    winner, order = (100 * count / found.tenders for count in (found.winner, found.order))
    return f"| {title} | {found.tenders:,} | {winner:.1f} % | {order:.1f} % | {studied} |"


def table() -> str:
    """A table in Markdown: a row a form, beside what the design study found with floats."""
    absolute = flips(absolute_tenders(TENDERS, seed=_SEED, size=BIDS))
    rows = [_line("절대 평가 (가치함수·예정가격 편차)", absolute, "0.0 / 0")]
    for title, answers, studied in _forms():
        races = close_races(TENDERS, answers=answers, seed=_SEED, size=BIDS)
        rows.append(_line(title, flips(races), studied))
    return "\n".join(
        (
            "## 탈락할 입찰이 낙찰자를 바꾸는 비율 / how often a loser decides who wins",
            "",
            f"지어낸 접전 {TENDERS:,}건 × 입찰 {BIDS}건: 기술 70~78/80점, 가격 72~100 %, L은 상한 이하 모든 입찰에서.",
            "1순위가 아닌 입찰을 하나씩 빼고 정식 평가를 다시 함. 설계 연구는 실수 계산, 2만 건.",
            "",
            "| 평가 방식 | 공고 | 1순위 바뀜 | 남은 순서 바뀜 | 설계 연구(%) |",
            "|---|---|---|---|---|",
            *rows,
            "",
        )
    )
