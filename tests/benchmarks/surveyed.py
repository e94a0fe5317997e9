"""Every file of a folder read or refused, and what came of it: for the test of all results and for their table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.canonical import Answers, measurements
from benchmarks.detail import detail_findings
from benchmarks.findings import findings, report_findings
from benchmarks.readers import UnreadableFile, read
from benchmarks.report import Report

SHOWN = frozenset({"warn", "reject"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One file: `outcome` is the format it was read as, or why it was refused (in English); findings that are shown."""

    place: str
    size: int
    outcome: str
    rows: int = 0
    refused: bool = False
    repairs: tuple[str, ...] = ()
    findings: tuple[tuple[str, int], ...] = ()


def surveyed(folder: Path) -> Iterator[Seen]:
    """What comes of each file of the folder, by its path in it; anything but reading or refusing is an error."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield seen(path.read_bytes(), place=path.relative_to(folder).as_posix())


def seen(data: bytes, *, place: str) -> Seen:
    """The file read whole and used whole, or refused."""
    try:
        report = read(data, filename=place.rpartition("/")[2])
    except UnreadableFile as refused:
        return Seen(place, len(data), _english(refused), refused=True)
    counted = tuple(sorted(_findings(report).items()))
    return Seen(place, len(data), report.format, len(report.rows), repairs=report.repairs, findings=counted)


def _english(refused: UnreadableFile) -> str:
    """The problem in English; a refusal that lacks a part, or a language of one, is an error."""
    korean, _, english = refused.problem.partition(" / ")
    assert all((refused.where, korean, english, refused.remedy.partition(" / ")[2])), str(refused)
    return english


def _findings(report: Report) -> Counter[str]:
    found = [*report_findings(report), *detail_findings(report)]
    found += [one for measurement in measurements(report, answers=Answers()) for one in findings(measurement)]
    return Counter(f"{one.rule} {one.level}" for one in found if one.level in SHOWN)
