"""The mean power of an MLPerf run: PTDaemon's spl.txt between LoadGen's power_begin and power_end (formats.md §1.6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from benchmarks.readers.document import Document, plain, written
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact

_LINE = re.compile(r"Time,(\d\d-\d\d-\d{4} \d\d:\d\d:\d\d\.\d{3}),Watts,([^,]+),.*")
_PER_STREAM = frozenset({"SingleStream", "MultiStream"})
_MICROSECONDS = Decimal(1_000_000)
_MEAN = "mean of spl.txt between power_begin and power_end, wall power of the system under test"
_ENERGY = "mean power × (power_end − power_begin)"
_GAP = "longest time between power_begin and power_end without a sample, both ends included"
_REMEDY = "같은 실행의 spl.txt와 mlperf_log_detail.txt를 올려 주십시오. / Use both files of the same run."


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading of the power analyzer: when, on the analyzer host's clock, and W of all channels together."""

    moment: datetime
    watts: Decimal
    where: str


def power_samples(document: Document) -> tuple[Sample, ...]:
    """Every reading of a spl.txt, in order of time.

    Raises UnreadableFile for a line of another shape, a wrong number and a clock that runs back.
    """
    lines = enumerate(document.text.splitlines(), start=1)
    samples = tuple(_sample(document, line, where=f"line {number}") for number, line in lines if line.strip())
    for earlier, later in pairwise(samples):
        if later.moment < earlier.moment:
            problem = "시각이 거꾸로 갑니다. / The clock runs back."
            raise UnreadableFile(document.filename, later.where, problem, _REMEDY)
    return samples


def _sample(document: Document, line: str, *, where: str) -> Sample:
    match = _LINE.fullmatch(line)
    if match is None:
        problem = "spl.txt의 줄이 아니거나 끊겼습니다. / Not a line of spl.txt, or cut off."
        raise UnreadableFile(document.filename, where, problem, _REMEDY)
    moment = clock(match[1], where=where, filename=document.filename)
    return Sample(moment, written(match[2], where=where, filename=document.filename), where)


def clock(text: str, *, where: str, filename: str) -> datetime:
    """`07-17-2024 08:06:12.146` as LoadGen and PTDaemon write it. Raises UnreadableFile.

    Neither says a zone and the two are only compared with each other, so that both are read as UTC.
    """
    try:
        return datetime.strptime(f"{text} +0000", "%m-%d-%Y %H:%M:%S.%f %z")
    except ValueError as error:
        problem = f"'{text}'은(는) 시각이 아닙니다. / '{text}' is not a time."
        raise UnreadableFile(filename, where, problem, _REMEDY) from error


def power_cells(
    samples: tuple[Sample, ...], *, window: tuple[datetime, datetime], scenario: str, queries: Cell | None
) -> tuple[Cell, ...]:
    """Mean W over the window, J, number of samples and longest gap in s; mJ per stream for Single- and MultiStream.

    As MLPerf's own check: samples strictly inside the window, a reading of 0 W is none. Idle time outside the window
    would lower the mean by 4 to 14 % (formats.md §0.6). Without a sample in the window there is no cell at all.
    """
    begin, end = window
    inside = [sample for sample in samples if begin < sample.moment < end and sample.watts]
    if not inside:
        return ()
    mean = sum((sample.watts for sample in inside), Decimal(0)) / len(inside)
    energy = mean * seconds(end - begin)
    moments = [begin, *(sample.moment for sample in inside), end]
    gap = max(seconds(later - earlier) for earlier, later in pairwise(moments))
    where = f"{inside[0].where}–{inside[-1].where.removeprefix('line ')}"
    cells = (
        Cell("power", "value", mean, "W", _MEAN, where),
        Cell("energy", "value", energy, "J", _ENERGY, where),
        Cell(
            "power_samples", "value", Decimal(len(inside)), "count", "samples between power_begin and power_end", where
        ),
        Cell("power_gap", "value", gap, "s", _GAP, where),
    )
    return cells + _per_stream(energy, scenario=scenario, queries=queries, where=where)


def _per_stream(energy: Decimal, *, scenario: str, queries: Cell | None, where: str) -> tuple[Cell, ...]:
    if scenario not in _PER_STREAM or queries is None or not queries.value:
        return ()
    definition = f"energy ÷ {queries.value} queries ({queries.where})"
    return (Cell("energy_per_stream", "value", energy * 1000 / queries.value, "mJ", definition, where),)


def seconds(length: timedelta) -> Decimal:
    """A length of time in s, exactly."""
    return Decimal(length // timedelta(microseconds=1)) / _MICROSECONDS


def analyzer(document: Document) -> Fact | None:
    """The power analyzer as PTDaemon named itself to the client, from power/server.json; None where it is not said."""
    record = document.records[0] if document.records else None
    messages = record.fields.get("ptd_messages") if record else None
    for index, message in enumerate(messages if isinstance(messages, list) else []):
        reply = message.get("reply") if isinstance(message, dict) and message.get("cmd") == "Identify" else None
        if isinstance(reply, str):
            where = f"/ptd_messages/{index}/reply"
            name = plain(reply.partition(",")[0], where=where, filename=document.filename)
            return Fact("power_method", f"PTDaemon, {name}, spl.txt", where)
    return None
