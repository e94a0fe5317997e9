from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_mapping import (
    COUNTS,
    LATENCIES,
    LENGTHS,
    NUMBERS,
    STATISTICS,
    TEXTS,
    Condition,
    Mapping,
    Measure,
    TableMap,
    Tpot,
    mapping_of,
)
from benchmarks.readers.xlsx_mapping_text import mapping_text
from benchmarks.readers.xlsx_sheet import clean, sheets_of
from tests.benchmarks.readers.workbooks import LAYOUTS

BOX = (5, 2, 9, 4)
SHOWN = st.text(min_size=1, max_size=30).map(clean).filter(bool)
LATENCY = st.tuples(
    st.sampled_from(LATENCIES), st.sampled_from(["", *STATISTICS]), st.sampled_from(["ms", "s", "us", ""])
)
OTHERS = st.sampled_from([("power", "value", "kW"), ("rps", "", ""), ("", "", "tokens/s"), ("", "", "")])
MEASURES = (LATENCY | OTHERS | st.sampled_from(COUNTS).map(lambda name: (name, "value", "count"))).flatmap(
    lambda said: st.builds(Measure, *map(st.just, said), st.just(BOX), st.just("") | SHOWN)
)
PLACED = st.sampled_from([(5, 1, 9, 1), (3, 2, 3, 4), (1, 1, 1, 1)])


def condition(name: str) -> st.SearchStrategy[Condition]:
    placed = PLACED.map(lambda box: Condition(name, box, None))
    if name == LENGTHS:
        return placed
    if name == "load":
        return placed | st.just(Condition(name, None, "closed_loop"))
    fixed = st.integers(1, 10**9).map(str) if name in NUMBERS else SHOWN
    return placed | fixed.map(lambda value: Condition(name, None, value))


CONDITIONS = st.lists(st.sampled_from([LENGTHS, "concurrency", "used", *TEXTS]), unique=True, max_size=4).flatmap(
    lambda names: st.tuples(*map(condition, names))
)
TABLES = st.builds(TableMap, SHOWN, CONDITIONS, st.lists(MEASURES, min_size=1, max_size=3).map(tuple))
TPOTS: tuple[Tpot, ...] = get_args(Tpot)
LINES = st.lists(SHOWN, min_size=1, max_size=4, unique=True).map(tuple)


@st.composite
def mappings(draw: st.DrawFn) -> Mapping:
    tables = tuple(draw(st.lists(TABLES, min_size=1, max_size=2)))
    measured = {measure.metric for table in tables for measure in table.measures}
    return Mapping(
        file=draw(SHOWN),
        confirmed_by=draw(st.just("") | SHOWN),
        confirmed_on=draw(st.none() | st.dates(date(2020, 1, 1))),
        tpot=draw(st.sampled_from(TPOTS)) if "tpot" in measured else None,
        tables=tables,
        unread=draw(st.just(()) | LINES),
        layout=draw(LINES),
    )


@given(mappings())
@settings(max_examples=40)
def test_a_mapping_is_written_and_read_back(mapping: Mapping) -> None:
    text = mapping_text(mapping)
    assert mapping_of(text.encode(), filename="m.toml") == mapping
    assert tomllib.loads(text)["file"] == mapping.file


@pytest.mark.parametrize("layout", LAYOUTS.values())
def test_a_proposal_is_read_back_and_claims_no_official_layout(layout: Callable[[], bytes]) -> None:
    mapping = propose(sheets_of(layout(), filename="f.xlsx"), filename="f.xlsx")
    text = mapping_text(mapping)
    assert mapping_of(text.encode(), filename="m.toml") == mapping
    assert "K-Perf의 공식 배치가 아닙니다" in text
    assert 'confirmed_by = ""\nconfirmed_on = ""\n' in text


def test_a_throughput_of_unsaid_tokens_is_asked_where_it_stands() -> None:
    text = mapping_text(propose(sheets_of(LAYOUTS["matrix"](), filename="f.xlsx"), filename="f.xlsx"))
    assert text.count('metric = ""  # "output_tps" 출력 토큰만 | "total_tps" 입력+출력') == 2
    assert "tpot = " not in text
