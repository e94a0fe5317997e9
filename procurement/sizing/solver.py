"""Runs the solver in a process group of its own: a wall limit, a way to cancel, and nothing left behind."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from procurement.sizing.arrays import arrays_of
from procurement.sizing.linear import Answer, Change, Linear, Mode, Question
from procurement.sizing.wire import Order, read_answers, write_order

ROOT = Path(__file__).resolve().parents[2]
CHILD = "procurement.sizing.solver_child"
AUDIT = "procurement.sizing.audit_child"
POLL_SECONDS = 0.05
LANES = 2
MEMORY_BYTES = 4 * 2**30
TARGET = 5e-4


Share = Callable[[Sequence[Order], float], tuple[tuple[Answer, ...], ...] | None]
"""Has the orders of one call answered by others too, in order, within so many seconds; None where it declines."""


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
    share: Share | None = None


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
    return _answered([order], watch, child)[0][0]


def run_all(
    questions: Sequence[Question],
    *,
    wall_seconds: float,
    watch: Watch,
    target: float = TARGET,
    memory_bytes: int = MEMORY_BYTES,
    child: str = CHILD,
) -> tuple[tuple[Answer, ...], ...]:
    """The answers of every question, in order: each in a child interpreter of its own, LANES of them at a time.

    Each change of a question starts from its program itself. "relaxed" keeps HiGHS' basis from one change to the
    next; whole-numbered answers are those that `run` gives for the changed program. One wall limit holds for all: an
    answer it no longer allowed has no values. How many run at a time, and where, changes no answer. Raises as `run`.
    """
    deadline = time.monotonic() + wall_seconds
    orders = [
        Order(arrays_of(one.linear), one.changes, one.mode, target, os.getpid(), deadline, memory_bytes)
        for one in questions
    ]
    shared = watch.share(orders, wall_seconds) if watch.share is not None and len(orders) > 1 else None
    return _answered(orders, watch, child) if shared is None else shared


def run_order(order: Order, *, wall_seconds: float, watch: Watch) -> tuple[Answer, ...]:
    """The answers of an order that another process wrote; the time counts from now. Raises as `run`."""
    own = replace(order, parent=os.getpid(), deadline=time.monotonic() + wall_seconds)
    return _answered([own], watch, CHILD)[0]


def _answered(orders: Sequence[Order], watch: Watch, child: str) -> tuple[tuple[Answer, ...], ...]:
    """The orders go in and the answers come back through files, so that no pipe can fill."""
    found: dict[int, tuple[Answer, ...]] = {}
    waiting, lanes = list(enumerate(orders))[::-1], dict[int, _Lane]()
    try:
        while waiting or lanes:
            while waiting and len(lanes) < LANES:
                number, order = waiting.pop()
                lanes[number] = _Lane.begun(order, child)
            _wait(lanes.values(), orders[0].deadline, watch)
            for number in [number for number, lane in lanes.items() if lane.ended()]:
                found[number] = lanes[number].answers()
                lanes.pop(number).end()
    finally:
        for lane in lanes.values():
            lane.end()
    return tuple(found[number] for number in range(len(orders)))


@dataclass(slots=True)
class _Lane:
    """One child at work, and how much of what it told was heard."""

    room: Path
    process: subprocess.Popen[bytes]
    heard: int = 0

    @classmethod
    def begun(cls, order: Order, child: str) -> _Lane:
        room = Path(tempfile.mkdtemp(prefix="sizing-"))
        with (room / "order.npz").open("wb") as file:
            write_order(file, order=order)
        return cls(room, _start(child, room))

    def ended(self) -> bool:
        return self.process.poll() is not None

    def answers(self) -> tuple[Answer, ...]:
        return _answers(self.process.returncode, self.room)

    def end(self) -> None:
        """Nothing that the child started or wrote is left."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.room, ignore_errors=True)

    def tell(self, watch: Watch) -> None:
        if watch.progress is None:
            return
        lines = (self.room / "progress").read_bytes().split(b"\n")[:-1]
        for line in lines[self.heard :]:
            said = json.loads(line)
            watch.progress(Progress(said["gap"], said["nodes"]))
        self.heard = len(lines)


def _start(child: str, room: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", child, str(room)]
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    env = {**kept, "TMPDIR": str(room), "PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
    with (room / "progress").open("wb") as out, (room / "errors").open("wb") as errors:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors, cwd=ROOT, env=env, start_new_session=True
        )


def _wait(lanes: Collection[_Lane], deadline: float, watch: Watch) -> None:
    """Until one of the children has ended, hearing them all. Raises SolverStopped."""
    while not any(lane.ended() for lane in lanes):
        _check_time(deadline, watch)
        for lane in lanes:
            lane.tell(watch)
        time.sleep(POLL_SECONDS)


def _check_time(deadline: float, watch: Watch) -> None:
    if time.monotonic() > deadline:
        raise SolverStopped(
            "제한 시간 안에 답을 얻지 못해 계산을 멈췄습니다. 제한 시간을 늘리십시오. "
            "/ The solver was stopped at the time limit without an answer; allow more time."
        )
    if watch.should_cancel is not None and watch.should_cancel():
        raise SolverStopped("사용자가 계산을 취소했습니다. / The solver was cancelled.")


def _answers(returncode: int, room: Path) -> tuple[Answer, ...]:
    if returncode == 0:
        with (room / "answer.npz").open("rb") as file:
            return read_answers(file)
    last = (room / "errors").read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
    raise SolverCrashed(
        f"계산 프로세스가 답 없이 끝났습니다 (종료 코드 {returncode}): {last} "
        f"/ The solver's process ended without an answer (exit code {returncode}): {last}"
    )
