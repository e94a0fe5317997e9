from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path

import pytest

from procurement.sizing.linear import Column, Linear, Row, Stage
from procurement.sizing.solver import Progress, SolverCrashed, SolverStopped, Watch, run

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
