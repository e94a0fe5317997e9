from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from procurement.web.plot import BOTTOM, HIGH, LEFT, RIGHT, TOP, WIDE, plotted

VALUES = st.decimals(min_value=0, max_value=10**9, places=2)
LINES = st.lists(st.dictionaries(st.integers(1, 512).map(Decimal), VALUES, min_size=1), min_size=1, max_size=8)


@given(LINES)
def test_points_stand_inside_the_axes(lines: list[dict[Decimal, Decimal]]) -> None:
    plot = plotted("key", "title", lines=[sorted(one.items()) for one in lines])
    assert plot is not None
    points = [one for series in plot.series for one in series.points]
    assert len(points) == sum(map(len, lines))
    assert all(LEFT <= float(one.x) <= WIDE - RIGHT for one in points)
    assert all(TOP <= float(one.y) <= HIGH - BOTTOM for one in points)


def test_steps_are_shared_and_the_limit_is_drawn_even_above_all_points() -> None:
    low, high = [(Decimal(1), Decimal(10))], [(Decimal(1), Decimal(20)), (Decimal(64), Decimal(40))]
    plot = plotted("key", "title", lines=[low, [], high], limit=Decimal(80))
    assert plot is not None
    assert [one.words for one in plot.across] == ["1", "64"]
    assert [one.number for one in plot.series] == [1, 3]
    assert plot.limit == f"{TOP}.0"
    assert plot.up[-1].words == "80"
    assert plot.series[1].end.words == "64: 40"


def test_without_points_there_is_no_picture() -> None:
    assert plotted("key", "title", lines=[[], []]) is None
