from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.table import TableError
from procurement.measuring.grid import Budget, Lengths, Served, parse_grid
from tests.procurement.measuring.sweeps import GRID, grid

BY_SECONDS = GRID.replace("requests = 30\nrounds = 10\nwarmup_rounds = 2\nmost_seconds = 60", "seconds = 60")


def test_a_grid_is_read_as_it_stands() -> None:
    found = grid()
    assert (found.title, found.note, found.api, found.concurrency) == ("시험 격자", "시험", "chat", (1, 4))
    assert (found.models, found.lengths) == ((Served("mock-model", "BF16"),), (Lengths(128, 64),))
    assert found.budget == Budget("p90", requests=30, rounds=10, warmup_rounds=2, most_seconds=60)


def test_steps_may_last_seconds_instead() -> None:
    found = grid(BY_SECONDS.replace("seconds = 60", "seconds = 60\nwarmup_seconds = 0"))
    assert found.budget == Budget("p90", seconds=60, warmup_seconds=0)


def test_the_default_grid_is_the_one_of_the_study_and_says_that_it_is_not_official(root: Path) -> None:
    found = parse_grid((root / "docs/examples/kperf-grid.toml").read_bytes(), filename="kperf-grid.toml")
    assert found.note == "내부 기본값, K-Perf 공식 조건 아님"
    pairs = [(pair.isl, pair.osl) for pair in found.lengths]
    assert pairs == [(128, 128), (2048, 128), (128, 4096), (2048, 2048)]
    assert (found.concurrency, len(found.models)) == ((1, 2, 4, 8, 16, 32, 64), 4)
    assert found.budget.percentile == "p99"


def test_the_digest_is_of_what_is_measured_and_not_of_words_about_it() -> None:
    same = "# 설명\n" + GRID.replace("시험 격자", "다른 제목")
    assert grid(same).digest == grid().digest
    others = [GRID.replace("[1, 4]", "[1, 8]"), GRID.replace("BF16", "FP8"), GRID.replace("rounds = 10", "rounds = 9")]
    assert len({grid(text).digest for text in (GRID, *others)}) == 4


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('note = "시험"\n', "", "grid.toml: 'note'"),
        ('api = "chat"', 'api = "grpc"', "must be one of chat, completions"),
        ("[1, 4]", "[4, 1]", "a list of whole numbers that rise"),
        ("[1, 4]", "[4, 4]", "a list of whole numbers that rise"),
        ("[1, 4]", "[]", "a list of whole numbers that rise"),
        ("[1, 4]", "4", "a list of whole numbers that rise"),
        ("[1, 4]", "[0, 4]", "grid.toml.concurrency: concurrency = 0"),
        ("requests = 30", "requests = 29", "p90에는 ≥ 30건이 필요함"),
        ('"p90"', '"p99"', "p99에는 ≥ 100건이 필요함"),
        ('"p90"', '"p95"', "must be one of p90, p99"),
        ("requests = 30", "seconds = 30", "unknown key"),
        ("rounds = 10\n", "", "'rounds'"),
        ("most_seconds = 60", "", "'most_seconds'"),
        ("osl = 64", "osl = 64\n\n[[length]]\nisl = 128\nosl = 64", "comes twice"),
        ('"BF16"\n', '"BF16"\n\n[[model]]\nname = "mock-model"\nprecision = "FP8"\n', "comes twice"),
        ('[[model]]\nname = "mock-model"\nprecision = "BF16"\n', "", "at least one \\[\\[model\\]\\]"),
        ("isl = 128", "isl = 128\ntokens = 1", "unknown key 'tokens'"),
    ],
)
def test_what_is_no_grid_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    assert old in GRID
    with pytest.raises(TableError, match=says):
        grid(GRID.replace(old, new))


def test_a_warm_up_is_shorter_than_its_step() -> None:
    with pytest.raises(TableError, match="must be less than seconds"):
        grid(BY_SECONDS.replace("seconds = 60", "seconds = 60\nwarmup_seconds = 60"))


def test_a_grid_without_end_is_refused() -> None:
    with pytest.raises(TableError, match="10001 steps"):
        grid(GRID.replace("[1, 4]", str(list(range(1, 10_002)))))
