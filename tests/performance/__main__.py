"""python -m tests.performance [--write]: medians, ratios and peak memory; figures, never a verdict.

Each pair is timed in turn (ours, peer, ours, peer ...) in one process, so that a slow spell hits both.
Peak memory is the largest resident size of a process of its own that does the work once.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.performance.subjects import SUBJECTS, Subject, Work, today

ROUNDS = 7
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Row:
    """One subject's figures: medians in seconds, the median of the paired ratios, peak memory in MB."""

    title: str
    peer: str
    goal: str
    ours: float
    theirs: float
    ratio: float
    ours_mb: float
    theirs_mb: float

    def line(self) -> str:
        """The row of the table."""
        return (
            f"| {self.title} | {self.peer} | {self.ours:.3f} s | {self.theirs:.3f} s | {self.ratio:.2f}배 "
            f"| {self.goal} | {self.ours_mb:.0f} / {self.theirs_mb:.0f} MB |"
        )


def _seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _paired(name: str) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        subject: Subject = SUBJECTS[name](Path(folder))
        _seconds(subject.ours), _seconds(subject.theirs)
        pairs = [(_seconds(subject.ours), _seconds(subject.theirs)) for _ in range(ROUNDS)]
    return Row(
        title=subject.title,
        peer=subject.peer,
        goal=subject.goal,
        ours=median(a for a, _ in pairs),
        theirs=median(b for _, b in pairs),
        ratio=median(a / b for a, b in pairs),
        ours_mb=_peak(name, "ours"),
        theirs_mb=_peak(name, "theirs"),
    )


def _peak(name: str, whose: str) -> float:
    command = [sys.executable, "-m", "tests.performance", "--once", name, whose]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return float(json.loads(done.stdout))


def _once(name: str, whose: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        getattr(SUBJECTS[name](Path(folder)), whose)()
    print(json.dumps(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))  # noqa: T201 -- its output


def _page(rows: list[Row]) -> str:
    return "\n".join(
        (
            "# 성능 / Performance",
            "",
            f"{today()}, Python {sys.version.split()[0]}, 2코어. 절대 시간은 기계에 따라 다르므로 비율을 본다.",
            "다시 재기 / to measure again: `.venv/bin/python -m tests.performance --write`",
            "",
            "| 대상 | 견준 것 | 우리(중앙값) | 견준 것(중앙값) | 비율(짝지은 중앙값) | 목표 | 최대 메모리 |",
            "|---|---|---|---|---|---|---|",
            *(row.line() for row in rows),
            "",
        )
    )


def main() -> None:
    """Time every subject, print the page, and keep it with --write."""
    parser = argparse.ArgumentParser(prog="python -m tests.performance")
    parser.add_argument("--write", action="store_true", help="docs/performance.md 에 씀 / keep the figures")
    parser.add_argument("--once", nargs=2, metavar=("NAME", "WHOSE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        _once(*options.once)
        return
    page = _page([_paired(name) for name in SUBJECTS])
    print(page)  # noqa: T201 -- its output
    if options.write:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
