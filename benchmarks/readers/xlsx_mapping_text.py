"""A mapping written as TOML that a person can check against the open workbook, line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.readers.xlsx_mapping import FORMAT, NUMBERS, Condition, Mapping, Measure, TableMap, digest_of
from benchmarks.readers.xlsx_parts import range_of

_HEAD = """\
# 엑셀 결과표의 셀이 무엇을 뜻하는지 적은 매핑입니다. 제목을 보고 만든 초안이며, K-Perf의 공식 배치가 아닙니다.
# 파일을 열어 놓고 모든 항목을 견주어 본 뒤 confirmed_by(이름)와 confirmed_on(날짜, 따옴표 없이)을 채우십시오.
# 값이 ""인 항목은 제목에 적혀 있지 않아 사람이 채워야 합니다. 채우기 전에는 아무것도 읽지 않습니다.
# What the cells of a workbook mean: a proposal made from its headings, no official layout of K-Perf. Compare every
# entry with the open file, fill in whatever is "", then confirmed_by and confirmed_on (a day without quotes).
"""
_TPOT = """\
# TPOT의 정의 / what the file's TPOT means: "excludes_first_token" = (E2E − TTFT) ÷ (출력 토큰 − 1),
# "includes_first_token" = E2E ÷ 출력 토큰
"""
_THROUGHPUT = '  # "output_tps" 출력 토큰만 | "total_tps" 입력+출력 | "input_tps" 입력만'


def mapping_text(mapping: Mapping) -> str:
    """The mapping file's text; `mapping_of` reads it back to an equal value."""
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: Mapping) -> Iterator[str]:
    yield _HEAD
    yield f"format = {_quoted(FORMAT)}"
    yield f"file = {_quoted(mapping.file)}"
    yield f"confirmed_by = {_quoted(mapping.confirmed_by)}"
    yield f"confirmed_on = {mapping.confirmed_on.isoformat() if mapping.confirmed_on else _quoted('')}"
    if any(measure.metric == "tpot" for table in mapping.tables for measure in table.measures):
        yield f"{_TPOT}tpot = {_quoted(mapping.tpot or '')}"
    yield "# 뜻을 알 수 없어 읽지 않는 셀 / cells that are not understood and not read"
    yield from _array("unread", mapping.unread)
    for table in mapping.tables:
        yield from _table(table)
    yield "\n# 배치의 지문: 고치지 마십시오 / the layout's fingerprint, not to be edited"
    yield "[layout]"
    yield f"digest = {_quoted(digest_of(mapping.layout))}"
    yield from _array("cells", mapping.layout)


def _array(key: str, texts: tuple[str, ...]) -> Iterator[str]:
    yield f"{key} = ["
    yield from (f"    {_quoted(text)}," for text in texts)
    yield "]"


def _table(table: TableMap) -> Iterator[str]:
    yield f"\n[[tables]]\nsheet = {_quoted(table.sheet)}"
    for condition in table.conditions:
        yield f"\n[[tables.conditions]]\nname = {_quoted(condition.name)}\n{_given(condition)}"
    for measure in table.measures:
        yield from _measure(measure)


def _given(condition: Condition) -> str:
    if condition.cells is not None:
        return f"cells = {_quoted(range_of(condition.cells))}"
    value = condition.value or ""
    return f"value = {value if condition.name in NUMBERS else _quoted(value)}"


def _measure(measure: Measure) -> Iterator[str]:
    yield f"\n[[tables.measures]]\nheading = {_quoted(measure.heading)}"
    ask = _THROUGHPUT if not measure.metric and measure.unit == "tokens/s" else ""
    yield f"metric = {_quoted(measure.metric)}{ask}"
    yield f"statistic = {_quoted(measure.statistic)}"
    yield f"unit = {_quoted(measure.unit)}"
    yield f"cells = {_quoted(range_of(measure.cells))}"


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are a part of TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
