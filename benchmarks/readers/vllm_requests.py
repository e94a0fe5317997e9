"""Per-request detail of a vLLM run: what `--save-detailed` adds as arrays of one entry a request; formats.md §1.1."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Context, Decimal
from itertools import repeat

from benchmarks.readers.document import Record, checked, checked_all, whole
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Request

_ARRAYS = ("input_lens", "output_lens", "ttfts", "itls", "latencies", "start_times", "errors")
_MOST_TOKENS = 10**12
_EXACT = Context(prec=100)  # a run has a million gaps: s to ms by moving the point, exactly
_REMEDY = "도구가 쓴 원본 JSON을 올려 주십시오. / Use the JSON as the tool wrote it."


def length_facts(record: Record) -> tuple[list[Cell], list[Fact]]:
    """Answers without a token, counted, and whether all answers had one length; empty without detail."""
    lengths = record.fields.get("output_lens")
    if not isinstance(lengths, list) or not lengths:
        return [], []
    errors = record.fields.get("errors")
    failed = errors if isinstance(errors, list) and len(errors) == len(lengths) else [""] * len(lengths)
    answered = [length for length, error in zip(lengths, failed, strict=True) if not error]
    where = f"{record.where}/output_lens"
    empty = sum(1 for length in answered if length == 0)
    fixed = "true" if len({str(length) for length in answered}) == 1 else "false"
    zero = Cell("zero_output", "value", Decimal(empty), "count", "answered with no token", where)
    # without `errors` a failed request also has length 0, so that the count would say too much
    known = isinstance(errors, list) or empty == 0
    return [zero] if known else [], [Fact("fixed_length", fixed, where)]


def requests_of(record: Record) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    """Every request of the run, and what was left unused of the detail; nothing in a file without detail.

    Times are ms (`ttft`, `e2e`, `gaps`) and s (`start`); a time of 0 is None: no token came. The E2E stands only where
    the file has `latencies` (from 0.33): TTFT plus gaps is not it in older vintages. Raises UnreadableFile.
    """
    arrays = {name: array for name in _ARRAYS if isinstance(array := record.fields.get(name), list) and array}
    amount = len(arrays.get("output_lens", ()))
    torn = [name for name, array in arrays.items() if len(array) != amount]
    if not amount:
        return (), ()
    if torn:
        return (), (_unused(record, torn[0]),)
    answered = _answered(record, arrays=arrays, amount=amount)
    if answered is None:
        return (), (_unknown(record),)
    return _together(record, arrays=arrays, answered=answered), ()


def _unused(record: Record, name: str) -> str:
    return (
        f"{record.where or '/'}: {name}의 항목 수가 요청 수와 달라 요청별 기록을 쓰지 않았습니다."
        f" / {name} has not one entry a request: the per-request detail was not used."
    )


def _unknown(record: Record) -> str:
    return (
        f"{record.where or '/'}: 어느 요청이 실패했는지 적혀 있지 않아 요청별 기록을 쓰지 않았습니다."
        " / The file does not say which requests failed: the per-request detail was not used."
    )


def _answered(record: Record, *, arrays: dict[str, list[Json]], amount: int) -> list[bool] | None:
    """Whether each request was answered: by its error, or all of them when the run says so."""
    if "errors" in arrays:
        return [not error for error in arrays["errors"]]
    return [True] * amount if record.number("completed") == amount else None


def _together(record: Record, *, arrays: dict[str, list[Json]], answered: list[bool]) -> tuple[Request, ...]:
    """Array by array and only then request by request: a run has thousands."""
    absent: list[Json] = [None] * len(answered)
    given = {name: arrays.get(name, absent) for name in _ARRAYS}
    tokens = (_tokens(record, name, given[name]) for name in ("input_lens", "output_lens"))
    times = (_ms(record, name, given[name]) for name in ("ttfts", "latencies"))
    starts, gaps = _numbers(record, "start_times", given["start_times"]), _gaps(record, arrays.get("itls"))
    places = (f"{record.where}/output_lens/{index}" for index in range(len(answered)))
    return tuple(map(Request, places, answered, *tokens, *times, starts, gaps))


def _numbers(record: Record, name: str, values: list[Json]) -> list[Decimal | None]:
    where, filename = f"{record.where}/{name}", record.filename
    if None not in values:
        return list(checked_all(values, where=where, filename=filename))
    return [None if v is None else checked(v, where=f"{where}/{at}", filename=filename) for at, v in enumerate(values)]


def _tokens(record: Record, name: str, values: list[Json]) -> list[int | None]:
    counts = [value for value in values if type(value) is int and 0 <= value < _MOST_TOKENS]
    if len(counts) == len(values):
        return list(counts)
    return [_whole(record, f"{name}/{at}", number) for at, number in enumerate(_numbers(record, name, values))]


def _whole(record: Record, place: str, value: Decimal | None) -> int | None:
    return None if value is None else int(whole(value, where=f"{record.where}/{place}", filename=record.filename))


def _ms(record: Record, name: str, values: list[Json]) -> list[Decimal | None]:
    return [_EXACT.scaleb(seconds, 3) if seconds else None for seconds in _numbers(record, name, values)]


def _gaps(record: Record, lists: list[Json] | None) -> Iterable[tuple[Decimal, ...]]:
    if lists is None:
        return repeat(())
    return [_gap_list(record, index=index, gaps=gaps) for index, gaps in enumerate(lists)]


def _gap_list(record: Record, *, index: int, gaps: Json) -> tuple[Decimal, ...]:
    where = f"{record.where}/itls/{index}"
    if not isinstance(gaps, list):
        problem = "간격의 목록이 있어야 합니다. / A list of gaps is needed."
        raise UnreadableFile(record.filename, where, problem, _REMEDY)
    seconds = checked_all(gaps, where=where, filename=record.filename)
    return tuple(map(_EXACT.scaleb, seconds, repeat(3)))
