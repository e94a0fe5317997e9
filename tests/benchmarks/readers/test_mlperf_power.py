from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.readers.document import opened
from benchmarks.readers.mlperf_power import Sample, analyzer, clock, power_cells, power_samples, seconds
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact

BEGIN = datetime(2026, 11, 22, 1, 0, 0, tzinfo=UTC)
END = BEGIN + timedelta(seconds=4)
# one sample a second from 1 s before the window to 1 s after it; 100 W idle, 300 W at work
SAMPLES = "\n".join(
    f"Time,11-22-2026 {(BEGIN + timedelta(seconds=second)).strftime('%H:%M:%S')}.000,Watts,{watts},Volts,230.0,Mark,m"
    for second, watts in enumerate((100, 100, "300.5", 300, "299.5", 100, 100), start=-1)
)
QUERIES = Cell("queries", "value", Decimal(600), "count", "", "line 7")


def samples(text: str = SAMPLES) -> tuple[Sample, ...]:
    return power_samples(opened(text.encode(), filename="spl.txt"))


def found(text: str = SAMPLES, *, scenario: str = "Offline", queries: Cell | None = QUERIES) -> dict[str, Cell]:
    cells = power_cells(samples(text), window=(BEGIN, END), scenario=scenario, queries=queries)
    return {cell.quantity: cell for cell in cells}


def test_the_mean_is_of_the_samples_inside_the_window_only() -> None:
    cells = found()
    assert {name: (cell.value, cell.unit) for name, cell in cells.items()} == {
        "power": (Decimal(300), "W"),
        "energy": (Decimal(1200), "J"),
        "power_samples": (Decimal(3), "count"),
        "power_gap": (Decimal(1), "s"),
    }
    assert {cell.where for cell in cells.values()} == {"line 3–5"}


def test_a_reading_of_0_w_is_none_and_leaves_a_gap() -> None:
    cells = found(SAMPLES.replace("Watts,300,", "Watts,0.000000,"))
    assert [cells[name].value for name in ("power", "power_samples", "power_gap")] == [300, 2, 2]


def test_a_log_that_ends_within_the_window_shows_as_a_gap() -> None:
    assert found("\n".join(SAMPLES.splitlines()[:3]))["power_gap"].value == 3


def test_without_a_sample_in_the_window_nothing_is_measured() -> None:
    assert found(SAMPLES.splitlines()[0]) == {}


@pytest.mark.parametrize("scenario", ["SingleStream", "MultiStream"])
def test_streams_have_an_energy_each(scenario: str) -> None:
    cell = found(scenario=scenario)["energy_per_stream"]
    assert (cell.value, cell.unit, cell.definition) == (Decimal(2000), "mJ", "energy ÷ 600 queries (line 7)")
    assert "energy_per_stream" not in found(scenario=scenario, queries=None)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=30))
def test_the_mean_lies_within_the_samples_and_energy_is_mean_times_time(watts: list[int]) -> None:
    end = BEGIN + timedelta(seconds=len(watts) + 1)
    taken = tuple(Sample(BEGIN + timedelta(seconds=i), Decimal(w), f"line {i}") for i, w in enumerate(watts, start=1))
    cells = {c.quantity: c.value for c in power_cells(taken, window=(BEGIN, end), scenario="Server", queries=None)}
    assert min(watts) <= cells["power"] <= max(watts)
    assert cells["energy"] == cells["power"] * (len(watts) + 1)
    assert cells["power_samples"] == len(watts)


@pytest.mark.parametrize(
    ("old", "new", "where", "problem"),
    [
        ("Watts,300,", "Watts,nan,", "line 4", "수가 있어야 하는데 'nan'입니다. / A number is needed, not 'nan'."),
        ("Watts,300,", "Watts,-300,", "line 4", "음수입니다: -300. / A negative number: -300."),
        (",Mark,m", "", "line 1", "spl.txt의 줄이 아니거나 끊겼습니다. / Not a line of spl.txt, or cut off."),
        ("11-22-2026 01:00:02", "13-22-2026 01:00:02", "line 4", "'13-22-2026 01:00:02.000'은(는) 시각이 아닙니다."),
        ("01:00:03", "01:00:01", "line 5", "시각이 거꾸로 갑니다. / The clock runs back."),
    ],
)
def test_a_wrong_log_is_refused_with_its_line(old: str, new: str, where: str, problem: str) -> None:
    text = SAMPLES.replace(",Volts,230.0", "") if not new else SAMPLES
    with pytest.raises(UnreadableFile) as refused:
        samples(text.replace(old, new))
    assert (refused.value.where, refused.value.problem.removesuffix(" / '13-22-2026 01:00:02.000' is not a time.")) == (
        where,
        problem,
    )


def test_a_clock_is_read_to_the_millisecond() -> None:
    moment = clock("07-17-2024 08:06:12.146", where="line 1", filename="f")
    assert moment == datetime(2024, 7, 17, 8, 6, 12, 146_000, tzinfo=UTC)
    assert seconds(moment - datetime(2024, 7, 17, 8, 6, tzinfo=UTC)) == Decimal("12.146")


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (
            {"ptd_messages": [{"cmd": "Hello"}, {"cmd": "Identify", "reply": "WT330,1000,1"}]},
            Fact("power_method", "PTDaemon, WT330, spl.txt", "/ptd_messages/1/reply"),
        ),
        ({"ptd_messages": [{"cmd": "Identify", "reply": 3}, "Identify"]}, None),
        ({"ptd_messages": 3}, None),
        ([3], None),
    ],
)
def test_the_analyzer_names_itself(server: object, expected: Fact | None) -> None:
    assert analyzer(opened(json.dumps(server).encode(), filename="server.json")) == expected
