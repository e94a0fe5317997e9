"""python -m tests.performance [--only NAME ...] [--write]: medians, ratios and peak memory; figures, never a verdict.

Each pair is timed in turn (ours, peer, ours, peer ...) in one process, so that a slow spell hits both. Times are
of the processor, not of the clock on the wall: others may use the machine meanwhile.
Peak memory is the largest resident size of a process of its own that does the work once, and how much
of it came with the work. Every measuring process keeps OpenBLAS to one thread.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.performance import (
    collecting,
    enumeration,
    exchange,
    load,
    mutated,
    pages,
    readers,
    recalculation,
    sizing,
    sizing_explore,
    sizing_large,
    sizing_selection,
)
from tests.performance.reversals import table
from tests.performance.subject import Subject, Work
from tests.performance.subjects import SUBJECTS, today
from tests.performance.tampering import table as tampering

ROUNDS = 7
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
SECTIONS = {
    "enumeration": enumeration.table,
    "readers": readers.table,
    "recalculation": recalculation.table,
    "collecting": collecting.table,
    "mutated": mutated.table,
    "pages": pages.table,
    "exchange": exchange.table,
    "load": load.table,
    "sizing": sizing.table,
    "sizing_large": sizing_large.table,
    "sizing_selection": sizing_selection.table,
    "sizing_explore": sizing_explore.table,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One subject's figures: medians in seconds, the median of the paired ratios, peak memory in MB."""

    title: str
    peer: str
    goal: str
    ours: float
    theirs: float
    ratio: float
    ours_mb: tuple[float, float] = (0, 0)
    theirs_mb: tuple[float, float] = (0, 0)

    def line(self) -> str:
        """The row of the table."""
        memory = " / ".join(f"{whole:.0f} (+{more:.0f})" for whole, more in (self.ours_mb, self.theirs_mb))
        return (
            f"| {self.title} | {self.peer} | {self.ours:.3f} s | {self.theirs:.3f} s | {self.ratio:.3g}배 "
            f"| {self.goal}{'' if self._met() else ' (못 미침)'} | {memory} MB |"
        )

    def _met(self) -> bool:
        """Whether the goal is met: "1.5배 이하" is a ratio, "1 s 이하" our seconds."""
        most, _, in_seconds = self.goal.removesuffix("배 이하").partition(" s ")
        return (self.ours if in_seconds else self.ratio) <= float(most)


def _seconds(work: Work) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _row(name: str) -> Row:
    ours, theirs = (_child("--once", name, whose) for whose in ("ours", "theirs"))
    return Row(**_child("--paired", name) | {"ours_mb": ours, "theirs_mb": theirs})


def _child(*arguments: str) -> Any:
    command = [sys.executable, "-m", "tests.performance", *arguments]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, env=environment)
    return json.loads(done.stdout)


def _paired(name: str) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        subject: Subject = SUBJECTS[name](Path(folder))
        _seconds(subject.ours), _seconds(subject.theirs)
        pairs = [(_seconds(subject.ours), subject.scale * _seconds(subject.theirs)) for _ in range(ROUNDS)]
    return Row(
        title=subject.title,
        peer=subject.peer,
        goal=subject.goal,
        ours=median(a for a, _ in pairs),
        theirs=median(b for _, b in pairs),
        ratio=median(a / b for a, b in pairs),
    )


def _once(name: str, whose: str) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as folder:
        work: Work = getattr(SUBJECTS[name](Path(folder)), whose)
        before = _peak()
        work()
    return _peak(), _peak() - before


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _page(rows: list[Row], *, reversals: str) -> str:
    return "\n".join(
        (
            "# 성능 / Performance",
            "",
            f"{today()}, Python {sys.version.split()[0]}, {os.cpu_count()}코어. 처리기 시간: 번갈아 {ROUNDS}번씩 잼.",
            "절대 시간은 기계에 따라 다르므로 비율을 본다. 기계를 다른 작업과 나눠 쓰면 비율도 나빠질 수 있다.",
            "최대 메모리는 그 일만 하는 프로세스의 것이고 괄호는 그 일이 더한 양이다.",
            "다시 재기 / to measure again: `.venv/bin/python -m tests.performance --write`",
            "",
            "| 대상 | 견준 것 | 우리(중앙값) | 견준 것(중앙값) | 비율(짝지은 중앙값) | 목표 | 최대 메모리(더한 것) |",
            "|---|---|---|---|---|---|---|",
            *(row.line() for row in rows),
            "",
            reversals,
        )
    )


def _merged(page: str, sections: list[str]) -> str:
    """The page with its sections of the same headings replaced by these, or these at its end."""
    for section in sections:
        heading = section.partition("\n")[0]
        before, found, rest = page.partition(f"{heading}\n")
        after = rest.partition("\n## ")[2] if found else ""
        page = "\n".join((before.rstrip("\n"), "", section.rstrip("\n"), *(("", f"## {after}") if after else ("",))))
    return page


def main() -> None:
    """Time every subject, print the page, and keep it with --write."""
    parser = argparse.ArgumentParser(prog="python -m tests.performance")
    parser.add_argument("--write", action="store_true", help="docs/performance.md 에 씀 / keep the figures")
    parser.add_argument("--once", nargs=2, metavar=("NAME", "WHOSE"), help=argparse.SUPPRESS)
    parser.add_argument("--paired", metavar="NAME", help=argparse.SUPPRESS)
    parser.add_argument(
        "--only", nargs="+", metavar="NAME", choices=(*SUBJECTS, *SECTIONS), help="이것만 잼 / only these"
    )
    options = parser.parse_args()
    if options.once or options.paired:
        measured = _once(*options.once) if options.once else asdict(_paired(options.paired))
        print(json.dumps(measured))  # noqa: T201 -- its output
        return
    only = options.only or (*SUBJECTS, *SECTIONS)
    sections = [SECTIONS[name]() for name in SECTIONS if name in only]
    if set(only) <= SECTIONS.keys():
        page = "\n".join(sections)
        kept = _merged(PAGE.read_text(encoding="utf-8"), sections)
    else:
        rows = [_row(name) for name in SUBJECTS if name in only]
        counted = [] if options.only else [table(), tampering()]
        page = kept = _page(rows, reversals="\n".join((*counted, *sections)))
    print(page)  # noqa: T201 -- its output
    if options.write:
        PAGE.write_text(kept, encoding="utf-8")


if __name__ == "__main__":
    main()
