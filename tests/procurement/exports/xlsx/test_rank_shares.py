from __future__ import annotations

from decimal import Decimal

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.rank_shares import figure
from scoring.acceptability import acceptability
from scoring.acceptability_weights import sampling_of
from scoring.sensitivity import additive
from tests.procurement.exports.evaluations import evaluated
from tests.procurement.exports.reading import line, table
from tests.procurement.exports.repeated import RUNS, annexed


def test_shares_and_their_errors_are_those_of_the_samples() -> None:
    made, robust = annexed()
    assert robust.weights is not None
    rows = table(made, forms.ROBUSTNESS)
    start = next(i for i, row in enumerate(rows) if row[1] == "기대 순위")
    for place, bid in enumerate(("업체 A", "업체 B")):
        found = line(rows, bid, after=start)
        pairs = zip(robust.weights.ranks[place], robust.weights.errors[place], strict=True)
        assert found[1] == float(figure(robust.weights.expected_rank[place]))
        assert found[2:4] == [f"{100 * share:.2f} ({100 * error:.2f})" for share, error in pairs]


def test_the_difference_of_the_first_two_is_told_with_its_deviation() -> None:
    made, robust = annexed()
    assert robust.weights is not None
    gap = robust.weights.difference
    assert gap is not None
    told = next(str(row[0]) for row in table(made, forms.ROBUSTNESS) if "짝지은 차이" in str(row[0]))
    assert told == (
        f"업체 A와 업체 B의 짝지은 차이: 평균 {gap.mean:.4f}점, 표준편차 {gap.deviation:.4f}점, "
        f"95 % 범위 {gap.low:.4f}~{gap.high:.4f}점, 0보다 큰 비율 {100 * gap.ahead:.2f} %"
    )


def test_what_the_samples_were_drawn_with_is_recorded() -> None:
    made, _ = annexed(*RUNS)
    told = [str(row[0]) for row in table(made, forms.ROBUSTNESS) if str(row[0]).startswith("표본")]
    assert [text.partition(", 집중도")[0] for text in told] == [
        "표본 10,000개",
        "표본 10,000개 (측정값 표 200개마다 가중치 50개)",
    ]


def test_a_figure_has_four_places() -> None:
    assert figure(1 / 3) == Decimal("0.3333")
    sampling = sampling_of(additive(evaluated()), concentration=None, samples=50, seed=1)
    assert acceptability(additive(evaluated()), sampling=sampling).draws == 0
