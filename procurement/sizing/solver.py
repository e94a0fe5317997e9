"""Runs the solver in a process group of its own: a wall limit, a way to cancel, and nothing left behind."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from procurement.sizing.arrays import arrays_of
from procurement.sizing.linear import Answer, Change, Linear, Mode
from procurement.sizing.wire import Order, read_answers, write_order

ROOT = Path(__file__).resolve().parents[2]
CHILD = "procurement.sizing.solver_child"
AUDIT = "procurement.sizing.audit_child"
POLL_SECONDS = 0.05
MEMORY_BYTES = 4 * 2**30
TARGET = 5e-4


class SolverStopped(Exception):
    """The solver was stopped, by the time limit or by the user, before it had an answer."""


class SolverCrashed(Exception):
    """The solver's process ended without an answer."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the solver is: relative gap between best found and bound (huge before the first find), nodes seen."""

    gap: float
    nodes: int


@dataclass(frozen=True, slots=True)
class Watch:
    """What the caller wants to know and to decide while the solver runs."""

    should_cancel: Callable[[], bool] | None
    progress: Callable[[Progress], None] | None


def run(
    linear: Linear,
    *,
    wall_seconds: float,
    watch: Watch,
    mode: Mode = "prove",
    target: float = TARGET,
    memory_bytes: int = MEMORY_BYTES,
    child: str = CHILD,
) -> Answer:
    """Solve in a child interpreter and give back its answer.

    `mode`: "prove" goes on until the optimum is proven or the time ends; "fast" stops when the bound shows that no
    answer is better by more than `target` (relative), "relaxed" solves without whole numbers (a bound, its point and
    duals). `child`: CHILD hands the program to HiGHS as arrays; AUDIT writes it down with PuLP, as a check.
    Raises SolverStopped at the wall limit or on cancelling, SolverCrashed when the child dies. Source: stack §3.3.
    """
    deadline = time.monotonic() + wall_seconds
    order = Order(arrays_of(linear), (Change(),), mode, target, os.getpid(), deadline, memory_bytes)
    return _answered(order, watch, child)[0]


def run_series(
    linear: Linear,
    changes: Sequence[Change],
    *,
    mode: Mode,
    wall_seconds: float,
    watch: Watch,
    target: float = TARGET,
    memory_bytes: int = MEMORY_BYTES,
    child: str = CHILD,
) -> tuple[Answer, ...]:
    """Answer for the program under each change, in order, in one child interpreter.

    Each change starts from `linear` itself. "relaxed" keeps HiGHS' basis from one to the next; whole-numbered answers
    are those that `run` gives for the changed program. One wall limit holds for all: an answer it no longer allowed
    has no values. Raises as `run`.
    """
    if not changes:
        return ()
    deadline = time.monotonic() + wall_seconds
    order = Order(arrays_of(linear), tuple(changes), mode, target, os.getpid(), deadline, memory_bytes)
    return _answered(order, watch, child)


def _answered(order: Order, watch: Watch, child: str) -> tuple[Answer, ...]:
    """The order goes in and the answers come back through files, so that no pipe can fill."""
    with tempfile.TemporaryDirectory(prefix="sizing-") as folder:
        room = Path(folder)
        with (room / "order.npz").open("wb") as file:
            write_order(file, order=order)
        process = _start(child, room)
        try:
            _wait(process, room, order.deadline, watch)
        finally:
            _end(process)
        return _answers(process.returncode, room)


def _start(child: str, room: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", child, str(room)]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    env = {**kept, "TMPDIR": str(room), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
    with (room / "progress").open("wb") as out, (room / "errors").open("wb") as errors:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, cwd=ROOT, env=env, start_new_session=True
        )


def _wait(process: subprocess.Popen[bytes], room: Path, deadline: float, watch: Watch) -> None:
    heard = 0
    while process.poll() is None:
        if time.monotonic() > deadline:
            raise SolverStopped(
                "제한 시간 안에 답을 얻지 못해 계산을 멈췄습니다. 제한 시간을 늘리십시오. "
                "/ The solver was stopped at the time limit without an answer; allow more time."
            )
        if watch.should_cancel is not None and watch.should_cancel():
            raise SolverStopped("사용자가 계산을 취소했습니다. / The solver was cancelled.")
        heard = _tell(room / "progress", heard, watch)
        time.sleep(POLL_SECONDS)


def _tell(file: Path, heard: int, watch: Watch) -> int:
    if watch.progress is None:
        return heard
    lines = file.read_bytes().split(b"\n")[:-1]
    for line in lines[heard:]:
        said = json.loads(line)
        watch.progress(Progress(said["gap"], said["nodes"]))
    return len(lines)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _answers(returncode: int, room: Path) -> tuple[Answer, ...]:
    if returncode == 0:
        with (room / "answer.npz").open("rb") as file:
            return read_answers(file)
    last = (room / "errors").read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
    raise SolverCrashed(
        f"계산 프로세스가 답 없이 끝났습니다 (종료 코드 {returncode}): {last} "
        f"/ The solver's process ended without an answer (exit code {returncode}): {last}"
    )
