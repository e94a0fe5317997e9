from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.acceptance import (
    Acceptance,
    NotComparable,
    Terms,
    Tolerance,
    accepted,
    conditions,
    parse_terms,
)
from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.measurement import Latency, Measurement, PowerScope
from benchmarks.readers import read
from benchmarks.table import TableError

FILES = Path(__file__).resolve().parents[1] / "files"
TTFT, TPS = Tolerance("ttft", "p90", Decimal(10)), Tolerance("output_tps", "value", Decimal(5))
TERMS = Terms("공고 7.2", example=True, tolerances=(TTFT, TPS))
TOML = """\
source = "공고 7.2"
example = true

[[metric]]
metric = "ttft"
statistic = "p90"
worse_by_percent = 10

[[metric]]
metric = "output_tps"
statistic = "value"
worse_by_percent = 5
"""


def bids() -> tuple[Measurement, ...]:
    """Concurrency 1, 4 and 8 of the sample, with what the file never says."""
    data = (FILES / "guidellm_v2.json").read_bytes()
    said = Answers(accelerator="npu", used=1, weight_precision="fp8", engine="엔진", engine_version="1.0")
    return measurements(read(data, filename="bid.json"), answers=said)


def late(one: Measurement, *, ttft: str = "60", tps: str = "88", name: str = "late.json") -> Measurement:
    """The same condition measured on delivery, with figures of its own."""
    latency = replace(one.latency, ttft=replace(one.latency.ttft or Latency(), p90=Decimal(ttft)))
    figures = replace(one.throughput, output_tps=Decimal(tps))
    return replace(one, id=name, latency=latency, throughput=figures, source=replace(one.source, filename=name))


def promised(*, ttft: str, tps: str) -> Measurement:
    return late(bids()[0], ttft=ttft, tps=tps, name="bid.json")


def verdicts(found: Acceptance) -> list[str]:
    return [line.verdict for point in found.points for line in point.lines]


def held(bid: Measurement, other: Measurement, terms: Terms = TERMS) -> Acceptance:
    return accepted([bid], delivered=[other], terms=terms)


def test_the_notices_terms_are_read_as_they_stand() -> None:
    assert parse_terms(TOML.encode(), filename="t.toml") == TERMS


def test_the_example_of_terms_says_that_it_is_one(root: Path) -> None:
    found = parse_terms((root / "docs/examples/acceptance-tolerance.toml").read_bytes(), filename="t.toml")
    assert (found.example, found.source, len(found.tolerances)) == (True, "예시 제안요청서 7.2 성능 검수", 3)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('source = "공고 7.2"\n', "", "'source'"),
        ("example = true\n", "", "'example'"),
        (TOML.partition("\n\n")[2], "", r"at least one \[\[metric\]\]"),
        ('"ttft"', '"speed"', "No metric 'speed'"),
        ('"p90"', '"p42"', "ttft p42.*must be one of mean, p50"),
        ('"p90"', '"value"', "ttft value"),
        ('"value"', '"p90"', "output_tps p90.*must be one of value"),
        ("worse_by_percent = 10", "worse_by_percent = 101", "at most 100"),
        ("worse_by_percent = 10", "worse_by_percent = -1", "finite number >= 0"),
        ('"output_tps"\nstatistic = "value"', '"ttft"\nstatistic = "p90"', "ttft p90: 중복"),
        ("example = true", "example = true\ndefault = 5", "unknown key 'default'"),
    ],
)
def test_terms_that_are_not_clear_are_refused(old: str, new: str, says: str) -> None:
    assert old in TOML
    with pytest.raises(TableError, match=says):
        parse_terms(TOML.replace(old, new).encode(), filename="t.toml")


@pytest.mark.parametrize(
    ("ttft", "tps", "expected"),
    [
        ("110", "95", ["적합", "적합"]),  # both exactly at their limits
        ("110.000000001", "95", ["부적합", "적합"]),
        ("110", "94.999999999", ["적합", "부적합"]),
        ("110.0000000004", "95", ["적합", "적합"]),  # below the nine places that are compared
        ("50", "200", ["적합", "적합"]),
    ],
)
def test_a_value_is_held_against_its_limit_in_the_metrics_direction(ttft: str, tps: str, expected: list[str]) -> None:
    found = held(promised(ttft="100", tps="100"), late(bids()[0], ttft=ttft, tps=tps))
    assert verdicts(found) == expected
    assert [line.limit for line in found.points[0].lines] == [110, 95]
    assert found.verdict == ("적합" if expected == ["적합", "적합"] else "부적합")


@given(
    value=st.decimals("0.001", "100000", places=6),
    percent=st.decimals(0, 100, places=3),
    worse=st.decimals(0, 100, places=3),
)
def test_worse_by_no_more_than_the_tolerance_is_accepted_and_by_more_is_not(
    value: Decimal, percent: Decimal, worse: Decimal
) -> None:
    terms = Terms("", example=True, tolerances=(replace(TTFT, worse_by_percent=percent),))
    found = held(promised(ttft=str(value), tps="1"), late(bids()[0], ttft=str(value * (100 + worse) / 100)), terms)
    assert found.verdict == ("적합" if worse <= percent else "부적합")


def test_what_was_not_measured_on_either_side_is_not_measured_and_never_accepted() -> None:
    bid, other = bids()[0], late(bids()[0])
    silent = replace(other, latency=replace(other.latency, ttft=None))
    for one, two in ((bid, silent), (silent, late(bid, tps="89"))):
        found = held(one, two)
        assert (verdicts(found), found.verdict) == (["미측정", "적합"], "미측정")


def test_a_promised_condition_that_was_not_measured_on_delivery_is_shown_as_that() -> None:
    found = accepted(bids(), delivered=[late(bids()[1], tps="352")], terms=TERMS)
    assert [point.delivered is None for point in found.points] == [True, False, True]
    assert verdicts(found) == ["미측정", "미측정", "적합", "적합", "미측정", "미측정"]
    assert found.verdict == "미측정"


def test_one_failed_line_fails_the_whole_even_beside_what_was_not_measured() -> None:
    found = accepted(bids(), delivered=[late(bids()[0], ttft="1000")], terms=TERMS)
    assert found.verdict == "부적합"


OTHER = {
    "accelerator": lambda m: replace(m, system=replace(m.system, accelerator="gpu")),
    "used": lambda m: replace(m, system=replace(m.system, used=2)),
    "model": lambda m: replace(m, model=replace(m.model, name="other")),
    "precision": lambda m: replace(m, model=replace(m.model, weight_precision="bf16")),
    "input length": lambda m: replace(m, scenario=replace(m.scenario, isl_target=Decimal(256))),
    "output length": lambda m: replace(m, scenario=replace(m.scenario, osl_target=Decimal(65))),
    "load": lambda m: replace(m, scenario=replace(m.scenario, load="open_loop")),
    "concurrency": lambda m: replace(m, scenario=replace(m.scenario, concurrency=Decimal(2))),
}


@pytest.mark.parametrize("name", OTHER)
def test_another_condition_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(NotComparable, match=f"↔ late.json /benchmarks/0: [^;]* / {name} 입찰 [^;]*$"):
        held(bids()[0], OTHER[name](late(bids()[0])))


def test_every_condition_has_its_test() -> None:
    assert [name.partition(" / ")[2] for name, _ in conditions(bids()[0])] == list(OTHER)


@pytest.mark.parametrize("side", [0, 1])
def test_a_condition_that_is_not_stated_equals_nothing(side: int) -> None:
    pair = [bids()[0], late(bids()[0])]
    pair[side] = replace(pair[side], model=replace(pair[side].model, weight_precision=None))
    with pytest.raises(NotComparable, match=r"precision 입찰 .*미기재"):
        held(pair[0], pair[1])
    both = [replace(one, model=replace(one.model, weight_precision=None)) for one in pair]
    with pytest.raises(NotComparable, match="precision 입찰 미기재, 검수 미기재"):
        held(both[0], both[1])


def test_names_are_compared_without_case_and_spaces() -> None:
    other = late(bids()[0])
    assert held(bids()[0], replace(other, model=replace(other.model, weight_precision=" FP8 "))).verdict == "적합"


def test_many_differences_are_cut_short() -> None:
    many = [OTHER["model"](replace(bids()[0], scenario=replace(bids()[0].scenario, concurrency=n))) for n in DECIMALS]
    with pytest.raises(NotComparable, match="… 외 2건"):
        accepted(many, delivered=[late(bids()[0])], terms=TERMS)


DECIMALS = [Decimal(n) for n in range(1, 8)]


@pytest.mark.parametrize("twice", ["bid", "delivery"])
def test_one_condition_measured_twice_is_for_a_person_to_choose(twice: str) -> None:
    again = [late(bids()[0], ttft="61", name="again.json"), late(bids()[0], ttft="62", name="third.json")]
    sides = (again, [late(bids()[0])]) if twice == "bid" else (list(bids()[:1]), again)
    with pytest.raises(NotComparable, match=f"the {twice}: .*again.json /benchmarks/0, third.json"):
        accepted(sides[0], delivered=sides[1], terms=TERMS)


def test_the_bids_own_figures_under_another_name_prove_nothing() -> None:
    copy = replace(bids()[0], source=replace(bids()[0].source, filename="copy.json", sha256="0" * 64))
    with pytest.raises(NotComparable, match=r"the bid's own.*bid\.json.*copy\.json"):
        held(bids()[0], copy)


def test_other_definitions_tools_and_software_are_noted() -> None:
    other = late(bids()[0])
    ttft = replace(other.latency.ttft or Latency(), definition="other")
    changed = replace(
        other,
        latency=replace(other.latency, ttft=ttft),
        source=replace(other.source, tool_version="0.8.2"),
        software=replace(other.software, engine_version="1.1"),
    )
    assert held(bids()[0], other).points[0].notes == ()
    first, tool, software = held(bids()[0], changed).points[0].notes
    assert first.startswith("ttft: 정의가 다름 / definitions differ: first token")
    assert tool == "측정 도구가 다름 / tools differ: GuideLLM 0.8.1 ↔ GuideLLM 0.8.2"
    assert software.startswith("소프트웨어(버전)가 다름")


def test_an_itl_of_another_definition_is_not_compared() -> None:
    terms = Terms("", example=True, tolerances=(Tolerance("itl", "p90", Decimal(5)),))
    other = late(bids()[0])
    chunks = replace(other.latency.itl or Latency(), definition="gap between two streamed chunks")
    with pytest.raises(NotComparable, match="itl: 정의가 다름"):
        held(bids()[0], replace(other, latency=replace(other.latency, itl=chunks)), terms)


@pytest.mark.parametrize(("scope", "refused"), [("node_wall", False), ("accelerator_board", True)])
def test_power_is_compared_within_one_scope_only(scope: PowerScope, *, refused: bool) -> None:
    terms = Terms("", example=True, tolerances=(Tolerance("power", "value", Decimal(0)),))
    pair = [replace(one, power=replace(one.power, scope="node_wall", average_w=Decimal(500))) for one in bids()[:1]]
    other = replace(late(pair[0]), power=replace(pair[0].power, scope=scope))
    if refused:
        with pytest.raises(NotComparable, match="scopes of power differ: node_wall ↔ accelerator_board"):
            held(pair[0], other, terms)
    else:
        assert held(pair[0], other, terms).verdict == "적합"
