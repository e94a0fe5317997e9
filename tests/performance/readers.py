"""How fast each format is read and checked, beside bare parsing of the same bytes; all collected files in one run."""

from __future__ import annotations

import csv
import io
import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.readers import UnreadableFile, read
from tests.benchmarks.surveyed import Seen, seen, surveyed

HEADING = "## 결과 파일 형식별 읽기 / reading, by format"
_ROUNDS = 3
_FILES = Path(__file__).parents[1] / "files"
_RESULTS = Path(__file__).parents[3] / "shared" / "results"


def table() -> str:
    """A table in Markdown: the largest file of each format, then all collected files at once."""
    largest: dict[str, Path] = {}
    for path in sorted((*_FILES.iterdir(), *_RESULTS.rglob("*")), key=_size):
        if path.is_file() and (name := _format(path)):
            largest[name] = path
    return "\n".join(
        (
            HEADING,
            "",
            f"형식마다 가장 큰 파일 하나를 읽고 정규화하고 검사함, 처리기 시간 {_ROUNDS}번의 중앙값.",
            "파싱만: 같은 바이트의 json.loads, csv.reader 또는 줄 나누기. 메모리는 우리가 더 쓴 최대량(tracemalloc).",
            "",
            "| 형식 | 크기 | 행 | 우리 | 행/s | 파싱만 | 비율 | 최대 메모리 |",
            "|---|---|---|---|---|---|---|---|",
            *(_line(name, path.read_bytes()) for name, path in sorted(largest.items())),
            "",
            _everything(),
            "",
        )
    )


def _size(path: Path) -> int:
    return path.stat().st_size


def _format(path: Path) -> str:
    try:
        return read(path.read_bytes(), filename=path.name).format
    except UnreadableFile:
        return ""


def _line(name: str, data: bytes) -> str:
    result: Seen = seen(data, place=name)
    ours = _seconds(lambda: seen(data, place=name))
    bare = _seconds(lambda: _parsed(data))
    tracemalloc.start()
    seen(data, place=name)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    rates = f"{ours:.3f} s | {result.rows / ours:,.0f} | {bare:.4f} s | {ours / bare:.3g}배"
    return f"| {name} | {len(data) / 1e3:,.0f} kB | {result.rows:,} | {rates} | {peak:.1f} MB |"


def _seconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return max(median(taken), 1e-6)


def _parsed(data: bytes) -> int:
    text = data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", errors="replace")
    if text.lstrip()[0] in "{[":
        return sum(len(json.loads(part)) for part in _documents(text))
    first = text.partition("\n")[0]
    if "," in first:
        return sum(len(line) for line in csv.reader(io.StringIO(text)))
    return sum(len(line.split(":")) for line in text.splitlines())


def _documents(text: str) -> list[str]:
    """A file of one value, or of one value a line."""
    lines = text.strip().split("\n")
    return lines if len(lines) > 1 and all(line.startswith("{") and line.endswith("}") for line in lines) else [text]


def _everything() -> str:
    if not _RESULTS.is_dir():
        return "수집한 파일이 곁에 없어 한꺼번에 읽지 않음 / the collected files are not at hand"
    start = time.process_time()
    every = tuple(surveyed(_RESULTS))
    seconds, rows = time.process_time() - start, sum(one.rows for one in every)
    return (
        f"수집한 파일 {len(every):,}개({sum(one.size for one in every) / 1e6:.0f} MB)를 한 번에:"
        f" {seconds:.1f} s, {rows:,}행, {rows / seconds:,.0f}행/s."
    )
