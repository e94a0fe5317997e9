from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from benchmarks.measurement import Latencies
from benchmarks.slo import Slo
from procurement.casefile import dossier_of, read_case
from procurement.casefile.edges import edge_check
from procurement.casefile.evidence import Examined
from procurement.casefile.scheme import Measure
from procurement.exports.edges import EdgeCheck
from scoring.criteria import Criterion, Gate, Ladder, Linear
from tests.procurement.casefile.folder import FILES, change, small_case
from tests.procurement.sizing.builders import measurement

RATE = Measure("rate", "output_tps", "value", "llama", Decimal(128), Decimal(64), None, Slo())
FAST = Gate("rate", "출력 처리량", "tokens/s", ">=", Fraction(128))
STEPS = Ladder(((Fraction(130), Fraction(1)), (Fraction(120), Fraction(1, 2))), "higher")
STEPPED = Criterion("rate", "출력 처리량", "정량", "quantitative", Fraction(10), STEPS, "tokens/s")


def run(place: str, tps: str, *, tpot: str = "20") -> Examined:
    one = measurement(place, output_tps=tps, tpot_p90=tpot)
    return Examined(replace(one, source=replace(one.source, where=place)), ())


def with_(one: Examined, **changed: object) -> Examined:
    return replace(one, measurement=replace(one.measurement, **changed))  # type: ignore[arg-type]  # a measurement's own fields


def spread(found: EdgeCheck) -> str:
    return f"{found.runs}: {found.low}~{found.high}"


ONE, TWO, THREE = run("/1", "127"), run("/2", "131"), run("/3", "129")


def test_the_spread_of_all_runs_of_the_condition_is_held_against_limit_and_steps() -> None:
    for order in ((ONE, TWO, THREE), (THREE, TWO, ONE)):
        gate = edge_check(RATE, subject=FAST, bid="A", candidates=order)
        assert gate is not None
        assert (gate.bid, gate.subject, gate.title, gate.unit) == ("A", "rate", "출력 처리량", "tokens/s")
        assert (spread(gate), gate.missed) == ("3: 127~131", 0)
        assert [(cliff.edge, cliff.lost) for cliff in gate.cliffs] == [(Fraction(128), None)]
    ladder = edge_check(RATE, subject=STEPPED, bid="A", candidates=(ONE, TWO, THREE))
    assert ladder is not None
    assert [(cliff.edge, cliff.lost) for cliff in ladder.cliffs] == [(Fraction(130), Fraction(5))]


def test_one_run_has_no_spread_and_no_cliff() -> None:
    found = edge_check(RATE, subject=FAST, bid="A", candidates=(ONE, ONE))
    assert found is not None
    assert (spread(found), found.cliffs) == ("1: 127~127", ())


def test_another_condition_or_a_run_without_the_value_adds_nothing() -> None:
    other = with_(ONE, software=replace(ONE.measurement.software, engine_version="1.0"))
    silent = with_(THREE, throughput=replace(THREE.measurement.throughput, output_tps=None))
    found = edge_check(RATE, subject=FAST, bid="A", candidates=(other, silent, TWO))
    assert found is not None
    assert spread(found) == "1: 131~131"


def test_runs_that_miss_the_service_level_count_as_repeats_and_are_told() -> None:
    kept = replace(RATE, slo=Slo(tpot_p90_ms=Decimal(25)))
    slow, silent = run("/4", "140", tpot="26"), with_(run("/5", "141"), latency=Latencies())
    found = edge_check(kept, subject=FAST, bid="A", candidates=(slow, silent, TWO))
    assert found is not None
    assert (spread(found), found.missed) == ("3: 131~141", 2)


def test_what_is_not_measured_and_what_has_no_edge_is_not_edge_check() -> None:
    line = replace(STEPPED, value=Linear(Fraction(0), Fraction(200), 4))
    assert edge_check(RATE, subject=line, bid="A", candidates=(ONE, TWO)) is None
    assert edge_check(RATE, subject=FAST, bid="A", candidates=()) is None
    assert edge_check(replace(RATE, model="other"), subject=FAST, bid="A", candidates=(ONE, TWO)) is None


def again(folder: Path) -> None:
    """A second run of B: the first token past the gate, the time per token past the best step."""
    values = json.loads((FILES / "vllm_c4.json").read_text(encoding="utf-8"))
    text = json.dumps({**values, "p90_ttft_ms": 60.5, "p90_tpot_ms": 10.019})
    (folder / "evidence" / "b" / "again.json").write_text(text, encoding="utf-8")
    bid = folder / "bids" / "B.toml"
    entry = bid.read_text(encoding="utf-8").partition("[[evidence]]")[2].partition("[officer")[0]
    change(bid, "[officer.credit]", f"[[evidence]]{entry.replace('result.json', 'again.json')}\n[officer.credit]")


def test_the_repeats_of_a_case_reach_its_dossier(tmp_path: Path) -> None:
    folder = small_case(tmp_path)
    again(folder)
    made = dossier_of(read_case(folder), sizing=None, program="Jeoul 시험")
    assert [(r.bid, r.subject, r.runs) for r in made.edges] == [
        ("A", "first_token", 1),
        ("A", "per_token", 1),
        ("B", "first_token", 2),
        ("B", "per_token", 2),
    ]
    token, step = made.edges[2:]
    assert (token.low, token.high) == (Fraction("59.53207999964434"), Fraction("60.5"))
    assert [(cliff.edge, cliff.lost) for cliff in (*token.cliffs, *step.cliffs)] == [
        (Fraction(60), None),
        (Fraction("10.02"), Fraction(1, 2)),
    ]
