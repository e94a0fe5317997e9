from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from procurement.sizing.linear import Change, Column, Linear, Question, Row, Stage
from procurement.sizing.model import cheapest_model
from procurement.sizing.solver import (
    ROOT,
    Progress,
    SolverCrashed,
    SolverStopped,
    Watch,
    run,
    run_all,
)
from tests.procurement.sizing.test_solver_child import hard

COUNT = Stage(((0, 1.0),), 1.0)
EASY = Linear((Column(0, 9, integer=True),), (Row("budget", ((0, 1.0),), ">=", 2.5),), (COUNT,), (COUNT,), ())
DEAF = Watch(should_cancel=None, progress=None)
SLEEPER = "tests.procurement.sizing.sleeping_child"


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def gone(process: int) -> bool:
    """Whether a process has ended; one that only waits to be collected has."""
    for _ in range(100):
        state = Path(f"/proc/{process}/stat")
        if not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] in {"Z", "X"}:
            return True
        time.sleep(0.05)
    return False


def test_the_child_answers_and_leaves_nothing(room: Path) -> None:
    found = run(EASY, wall_seconds=60, watch=DEAF)
    assert (found.values, found.proven, found.ties_settled) == ((3.0,), True, True)
    assert list(room.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see processes")
def test_cancelling_ends_the_child_and_what_it_started(room: Path) -> None:
    heard: list[Progress] = []
    watch = Watch(should_cancel=lambda: bool(heard), progress=heard.append)
    with pytest.raises(SolverStopped, match="취소"):
        run(EASY, wall_seconds=60, watch=watch, child=SLEEPER)
    assert heard[0].gap == 0.5
    assert heard[0].nodes != os.getpid()
    assert gone(heard[0].nodes)
    assert list(room.iterdir()) == []


def test_the_wall_limit_ends_the_child(room: Path) -> None:
    started = time.monotonic()
    with pytest.raises(SolverStopped, match="제한 시간"):
        run(EASY, wall_seconds=0.5, watch=DEAF, child=SLEEPER)
    assert time.monotonic() - started < 10
    assert list(room.iterdir()) == []


def test_a_crash_is_told_with_its_last_words(room: Path) -> None:
    with pytest.raises(SolverCrashed, match=r"종료 코드 1\): boom"):
        run(EASY, wall_seconds=60, watch=DEAF, child="tests.procurement.sizing.crashing_child")
    assert list(room.iterdir()) == []


def test_no_secret_of_the_parent_reaches_the_child(monkeypatch: pytest.MonkeyPatch, room: Path) -> None:
    monkeypatch.setenv("JEOUL_SECRET_KEY", "hush")
    with pytest.raises(SolverCrashed) as caught:
        run(EASY, wall_seconds=60, watch=DEAF, child="tests.procurement.sizing.telling_child")
    names = json.loads(str(caught.value).partition(": ")[2].partition(" / ")[0])
    assert "JEOUL_SECRET_KEY" not in names
    assert "TMPDIR" in names
    assert list(room.iterdir()) == []


HARD = """
from tests.procurement.sizing.test_solver_child import hard
from procurement.sizing.model import cheapest_model
from procurement.sizing.solver import Watch, run
run(cheapest_model(hard(40, 80)).linear, wall_seconds=120, watch=Watch(None, None))
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see processes")
def test_no_orphan_and_no_file_outlive_a_killed_parent(room: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", HARD], env={**os.environ, "TMPDIR": str(room)}, cwd=ROOT)
    children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
    started = time.monotonic()
    while not (children.read_text().split() and any(room.glob("*/progress"))):
        assert time.monotonic() - started < 60
        time.sleep(0.05)
    time.sleep(1)
    (child,) = children.read_text().split()
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    assert gone(int(child))
    assert list(room.iterdir()) == []


def test_a_child_that_needs_more_memory_than_allowed_is_told(room: Path) -> None:
    with pytest.raises(SolverCrashed):
        run(EASY, wall_seconds=60, watch=DEAF, memory_bytes=2**26)
    assert list(room.iterdir()) == []


def test_a_series_answers_for_each_change_from_the_same_start() -> None:
    changes = (Change(limits=((0, 4.5),)), Change(), Change(bounds=((0, 7.0, 8.0),)))
    (found,) = run_all([Question(EASY, changes)], wall_seconds=60, watch=DEAF)
    assert [(one.values, one.proven) for one in found] == [((5.0,), True), ((3.0,), True), ((7.0,), True)]


def test_more_questions_than_run_at_a_time_are_answered_in_order(room: Path) -> None:
    questions = [Question(EASY, (Change(limits=((0, float(least)),)),)) for least in range(5)]
    found = run_all(questions, wall_seconds=60, watch=DEAF)
    assert [answers[0].values for answers in found] == [(0.0,), (1.0,), (2.0,), (3.0,), (4.0,)]
    assert run_all([], wall_seconds=60, watch=DEAF) == ()
    assert list(room.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see processes")
def test_cancelling_ends_every_child(room: Path) -> None:
    heard: set[int] = set()
    watch = Watch(should_cancel=lambda: len(heard) == 2, progress=lambda told: heard.add(told.nodes))
    with pytest.raises(SolverStopped, match="취소"):
        run_all([Question(EASY)] * 3, wall_seconds=60, watch=watch, child=SLEEPER)
    assert all(gone(process) for process in heard)
    assert list(room.iterdir()) == []


def test_progress_is_heard_within_two_seconds_of_the_start_and_after() -> None:
    heard: list[float] = []
    watch = Watch(lambda: len(heard) > 3, lambda _told: heard.append(time.monotonic()))
    started = time.monotonic()
    with pytest.raises(SolverStopped, match="취소"):
        run(cheapest_model(hard(40, 80)).linear, wall_seconds=60, watch=watch)
    times = [started, *heard]
    assert max(after - before for before, after in itertools.pairwise(times)) < 10  # 0.5 s when nothing else runs
