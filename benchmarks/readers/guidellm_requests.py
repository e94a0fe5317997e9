"""Per-request detail of a GuideLLM step: `requests.{successful,errored,incomplete}[]`; formats.md §1.2."""

from __future__ import annotations

from decimal import Decimal

from benchmarks.readers.document import Record, whole
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Request
from benchmarks.units import convert

_LISTS = ("successful", "errored", "incomplete")
_REMEDY = "도구가 쓴 원본을 올려 주십시오. / Use the file as the tool wrote it."


def requests_of(benchmark: Record, *, answered: Decimal | None) -> tuple[tuple[Request, ...], tuple[str, ...]]:
    """Every request of the step, in ms, tokens and epoch s; and what was left unused, said.

    `answered` is how many requests the step counts as successful: a list of fewer is a sample (`sample_size`) and is
    not used. A request that was cut off by the end of the step is not `ok`. Raises UnreadableFile.
    """
    block = benchmark.inner("requests")
    lists = {name: _list(block, name) for name in _LISTS} if block else {}
    if not any(lists.values()):
        return (), ()
    if len(lists["successful"]) != answered:
        said = (
            f"{benchmark.where}: 요청별 기록이 표본({len(lists['successful'])}건)이어서 쓰지 않았습니다."
            " / The per-request detail is a sample and was not used."
        )
        return (), (said,)
    return tuple(_request(item, ok=name == "successful") for name, items in lists.items() for item in items), ()


def _list(block: Record, name: str) -> list[Record]:
    items = block.fields.get(name)
    if items is None:
        return []
    if not isinstance(items, list):
        problem = "요청의 목록이 있어야 합니다. / A list of requests is needed."
        raise UnreadableFile(block.filename, f"{block.where}/{name}", problem, _REMEDY)
    return [_record(block, f"{block.where}/{name}/{index}", item) for index, item in enumerate(items)]


def _record(block: Record, where: str, item: Json) -> Record:
    if not isinstance(item, dict):
        problem = "요청 하나는 객체여야 합니다. / A request has to be an object."
        raise UnreadableFile(block.filename, where, problem, _REMEDY)
    return Record(block.filename, where, item)


def _request(item: Record, *, ok: bool) -> Request:
    """`request_start_time` (from 0.4) or `start_time` (0.2, 0.3); a time of 0 is no time."""
    latency, start = item.number("request_latency"), item.number("request_start_time") or item.number("start_time")
    return Request(
        where=item.where,
        ok=ok,
        input_tokens=_tokens(item, "prompt_tokens"),
        output_tokens=_tokens(item, "output_tokens"),
        ttft=item.number("time_to_first_token_ms") or None,
        e2e=convert(latency, unit="s", to="ms") if latency else None,
        start=start,
    )


def _tokens(item: Record, key: str) -> int | None:
    value = item.number(key)
    return None if value is None else int(whole(value, where=f"{item.where}/{key}", filename=item.filename))
