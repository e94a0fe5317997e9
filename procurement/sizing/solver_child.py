"""What runs in the solver's own process: an order from a file, progress told, the answers to a file."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from procurement.sizing.arrays import arrays_of
from procurement.sizing.highs import Report, Solve, solve
from procurement.sizing.linear import Answer, Linear, Mode
from procurement.sizing.series import answers
from procurement.sizing.stages import Asked, in_order
from procurement.sizing.wire import Order, read_order, write_answers

HAND_BACK_SECONDS = 0.5
HEARTBEAT_SECONDS = 0.5
TARGET = 5e-4


def answer(linear: Linear, *, remaining: Callable[[], float], report: Report, mode: Mode = "prove") -> Answer:
    """Solve in this process, as the child does. `remaining` gives the seconds left."""
    return in_order(arrays_of(linear), asked=Asked(mode, solve, TARGET, remaining, report))


def main(order: Order, *, into: Path, report: Report, solve: Solve = solve) -> None:
    """Answer the order into the file `into`, which appears when it is complete."""

    def remaining() -> float:
        return order.deadline - time.monotonic() - HAND_BACK_SECONDS

    asked = Asked(order.mode, solve, order.target, remaining, report)
    found = answers(order.program, changes=order.changes, asked=asked)
    with into.open("wb") as file:
        write_answers(file, answers=found)


class Heartbeat:
    """Tells the last known figures twice a second, and ends this process group when its parent is gone."""

    def __init__(self, *, parent: int, room: Path) -> None:
        self.parent, self.room = parent, room
        self.gap, self.nodes = sys.float_info.max, 0.0
        self.stopped = threading.Event()

    def start(self) -> None:
        """Begin in a thread of its own; HiGHS lets other threads run while it computes."""
        threading.Thread(target=self._beat, daemon=True).start()

    def report(self, gap: float, nodes: float) -> None:
        """Keep the solver's newest figures and tell them."""
        self.gap, self.nodes = min(gap, sys.float_info.max), nodes
        sys.stdout.write(json.dumps({"gap": self.gap, "nodes": int(self.nodes)}) + "\n")
        sys.stdout.flush()

    def _beat(self) -> None:
        while os.getppid() == self.parent:
            self.report(self.gap, self.nodes)
            if self.stopped.wait(HEARTBEAT_SECONDS):
                return
        shutil.rmtree(self.room, ignore_errors=True)
        os.killpg(0, signal.SIGKILL)


def _confine(order: Order) -> None:
    cpu = int(max(order.deadline - time.monotonic(), 0)) + 2
    resource.setrlimit(resource.RLIMIT_AS, (order.memory, order.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))


def child(room: Path, *, solve: Solve = solve) -> None:
    """Confine this process, then answer the order that lies in `room` into the same folder."""
    with (room / "order.npz").open("rb") as file:
        order = read_order(file)
    _confine(order)
    heart = Heartbeat(parent=order.parent, room=room)
    heart.start()
    main(order, into=room / "answer.npz", report=heart.report, solve=solve)


if __name__ == "__main__":
    child(Path(sys.argv[1]))
