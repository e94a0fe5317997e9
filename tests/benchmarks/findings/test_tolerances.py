from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest

from benchmarks.findings.tolerances import FILENAME, Tolerance, parse_tolerances, tolerance
from benchmarks.table import TableError

HEAD = "last_checked = 2026-11-22\n"
ENTRY = """
[[tolerance]]
name = "X"
high = 1.5
day = 2026-11-01
observed = "seen"
source = "study"
"""


def refused(text: str) -> str:
    with pytest.raises(TableError) as caught:
        parse_tolerances(text.encode(), filename="t.toml")
    return str(caught.value)


def test_a_tolerance_says_since_when_it_holds_and_what_it_rests_on() -> None:
    assert parse_tolerances((HEAD + ENTRY).encode(), filename="t.toml") == (
        Tolerance("X", "", None, Decimal("1.5"), date(2026, 11, 1), "seen", "study"),
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("last_checked", "checked", "unknown key 'checked'"),
        ("high = 1.5", "", "t.toml.tolerance[0]: 'low'와 'high' 가운데 하나는 있어야 함"),
        ("high", "height", "unknown key 'height'"),
        ("day = 2026-11-01", "", "'day' is missing"),
        ('observed = "seen"', "", "'observed' is missing"),
        ('source = "study"', 'source = ""', "'source' is missing or empty"),
        ('source = "study"', f'source = "study"\n{ENTRY}', "t.toml.tolerance[1]: X : 중복"),
    ],
)
def test_what_is_not_as_it_has_to_be_is_refused(old: str, new: str, says: str) -> None:
    assert says in refused((HEAD + ENTRY).replace(old, new))


@pytest.mark.parametrize(
    ("low", "high", "words", "inside"),
    [("1", "2", "1–2", (1, 2)), ("1", None, "≥ 1", (1, 9)), (None, "2", "≤ 2", (0, 2))],
)
def test_limits_are_included_and_shown(low: str | None, high: str | None, words: str, inside: tuple[int, int]) -> None:
    least, most = (None if one is None else Decimal(one) for one in (low, high))
    band = Tolerance("X", "", least, most, date(2026, 11, 1), "seen", "study")
    assert str(band) == words
    assert all(band.holds(Decimal(one)) for one in inside)
    assert band.holds(Decimal("0.9")) is (low is None)
    assert band.holds(Decimal("2.1")) is (high is None)


def test_a_tool_may_have_its_own() -> None:
    assert tolerance("V07 most", tool="llmperf 0.1").low == Decimal("0.2")
    assert tolerance("V07 most", tool="vLLM bench serve").low == Decimal("0.6")
    with pytest.raises(KeyError):
        tolerance("V99")


def test_every_tolerance_of_a_tool_stands_beside_one_for_all() -> None:
    shipped = parse_tolerances(files("benchmarks.findings").joinpath(FILENAME).read_bytes(), filename=FILENAME)
    general = {one.name for one in shipped if not one.tool}
    assert {one.name for one in shipped} == general
