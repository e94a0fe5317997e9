from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from procurement.casefile import dossier_of, read_case
from procurement.casefile.case import Case
from scoring.acceptability_noise import Repeats
from tests.procurement.casefile.folder import FILES, change, small_case


def again(folder: Path, *, name: str = "again.json", **changed: float) -> None:
    """Another run of B in a file of its own."""
    values = json.loads((FILES / "vllm_c4.json").read_text(encoding="utf-8"))
    (folder / "evidence" / "b" / name).write_text(json.dumps({**values, **changed}), encoding="utf-8")
    bid = folder / "bids" / "B.toml"
    entry = bid.read_text(encoding="utf-8").partition("[[evidence]]")[2].partition("[")[0]
    rest = bid.read_text(encoding="utf-8").partition("[evidence.answers]")[2].partition("[officer")[0]
    told = f"[[evidence]]{entry.replace('result.json', name)}[evidence.answers]{rest}\n[officer.credit]"
    change(bid, "[officer.credit]", told)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_case(tmp_path)


def found(case: Case) -> list[tuple[str, str, int, int]]:
    return [(one.values.bid, one.values.criterion, len(one.values.values), one.missed) for one in case.runs]


def test_a_case_measured_once_has_no_runs_to_compare(folder: Path) -> None:
    assert read_case(folder).runs == ()


def test_two_files_of_one_condition_are_two_runs_of_every_scored_metric(folder: Path) -> None:
    again(folder, p90_tpot_ms=10.019)
    made = read_case(folder)
    assert found(made) == [("B", "throughput", 2, 0), ("B", "per_token", 2, 0)]
    token = made.runs[1].values
    assert isinstance(token, Repeats)
    assert Fraction("10.019") in token.values


def test_a_run_that_misses_the_service_level_is_a_run_and_is_counted(folder: Path) -> None:
    again(folder, p90_ttft_ms=60.5)
    assert found(read_case(folder))[0] == ("B", "throughput", 2, 1)


def test_a_copy_of_a_file_is_no_second_run(folder: Path) -> None:
    again(folder)
    assert read_case(folder).runs == ()


def test_runs_reach_the_annex_of_the_bids_that_are_ranked(folder: Path) -> None:
    again(folder, p90_tpot_ms=10.03)
    made = dossier_of(read_case(folder), sizing=None, program="Jeoul 시험", robustness=True)
    assert made.robust is not None
    ranked = {r.bid.id for r in made.evaluation.results if r.rank is not None}
    assert {one.values.bid for one in made.robust.runs} == {"B"} & ranked
