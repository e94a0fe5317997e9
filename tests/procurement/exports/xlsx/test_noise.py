from __future__ import annotations

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.noise import AGAIN_HEADER, NO_REPEATS, RUNS_HEADER, STATISTIC
from tests.procurement.exports.reading import table
from tests.procurement.exports.recalculated import Value
from tests.procurement.exports.repeated import RUNS, annexed, runs


def under(rows: list[list[Value]], header: tuple[str, ...], *, lines: int) -> list[list[Value]]:
    start = next(i for i, row in enumerate(rows) if tuple(row[: len(header)]) == header)
    return [row[: len(header)] for row in rows[start + 1 : start + 1 + lines]]


def test_without_repeats_nothing_is_computed_and_that_is_said() -> None:
    made, robust = annexed()
    assert (robust.noise, robust.runs) == (None, ())
    first = [row[0] for row in table(made, forms.ROBUSTNESS)]
    assert NO_REPEATS in first
    assert STATISTIC not in first


def test_each_bids_runs_are_listed_with_their_spread() -> None:
    made, _ = annexed(*RUNS)
    rows = table(made, forms.ROBUSTNESS)
    assert under(rows, RUNS_HEADER, lines=2) == [
        ["업체 A: 처리량", 3, 10, 100, 98, 51.3939, 0],
        ["업체 B: 처리량", 3, 85, 95, 90, 5, 1],
    ]
    assert STATISTIC in [row[0] for row in rows]


def test_the_ranks_with_noise_stand_beside_those_without() -> None:
    made, robust = annexed(*RUNS)
    assert robust.noise is not None
    assert robust.weights is not None
    assert (robust.noise.weights.draws, robust.weights.draws) == (200, 0)
    assert robust.noise.weights.first[0] < robust.weights.first[0]
    rows = table(made, forms.ROBUSTNESS)
    headings = [str(row[0]) for row in rows if forms.WEIGHTINGS in str(row[0])]
    assert [heading.partition(":")[0] for heading in headings] == ["업체별 순위", "측정 오차를 함께 넣은 순위"]


def test_what_to_measure_again_is_ordered_with_the_expected_reduction() -> None:
    made, robust = annexed(*RUNS)
    assert robust.noise is not None
    rows = under(table(made, forms.ROBUSTNESS), AGAIN_HEADER, lines=2)
    assert [row[0] for row in rows] == ["업체 A: 처리량", "업체 B: 처리량"]
    told = [[float(f"{v:.4f}") for v in (100 * c.share, c.deviation, c.reduction)] for c in robust.noise.again]
    assert [row[1:] for row in rows] == told


def test_runs_that_change_no_points_leave_nothing_to_measure_again() -> None:
    made, _ = annexed(runs("A", 100, 120))
    first = [row[0] for row in table(made, forms.ROBUSTNESS)]
    assert "1순위와 다음 업체의 반복한 값이 점수를 바꾸지 않음" in first
