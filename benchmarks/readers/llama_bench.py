"""llama-bench of llama.cpp, as JSON, JSON lines, CSV or Markdown: one row a test, prefill and decode apart.

A prefill test (pp) gives an input rate, a decode test (tg) an output rate, a combined one (pg) their total; one request
at a time and no server, so that there is no TTFT. Source: formats.md §1.9.
"""

from __future__ import annotations

import re
from decimal import Decimal

from benchmarks.readers.csv_records import csv_records, header_of
from benchmarks.readers.document import Contents, Document, Format, Record, check_rows, plain, written
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row

_NEEDED = frozenset({"build_commit", "n_prompt", "n_gen", "avg_ts"})
_NUMBERS = frozenset({"build_number", "n_prompt", "n_gen", "n_depth", "avg_ns", "stddev_ns", "avg_ts", "stddev_ts"})
_MARKDOWN = frozenset({"model", "test", "t/s"})
_TEST = re.compile(r"(?:pp([0-9]{1,9}))?\+?(?:tg([0-9]{1,9}))?(?: @ d([0-9]{1,9}))?")
_BUILD = re.compile(r"build: ([0-9a-z]{1,40}) \(([0-9]{1,9})\)")
_MEAN_OF_RATES = Decimal("1.01")
_NS = Decimal(1_000_000_000)
_ROUNDED = (
    "Markdown 표는 소수 둘째 자리까지만 적힙니다. JSON을 쓰면 그대로입니다."
    " / The Markdown table is rounded to two decimals; the JSON is not."
)
_REMEDY = "llama-bench -o json의 출력을 올려 주십시오. / Use the output of llama-bench -o json."


def _recognises(document: Document) -> bool:
    if document.is_json:
        return bool(document.records) and document.records[0].fields.keys() >= _NEEDED
    return set(header_of(document.text)) >= _NEEDED or _heading(document.text) is not None


def _read(document: Document) -> Contents:
    heading = None if document.is_json else _heading(document.text)
    if heading is not None:
        version = _build(document)
        return Contents("llama-bench", version, _markdown(document, heading=heading, version=version), (_ROUNDED,))
    records = document.records if document.is_json else csv_records(document, numbers=_NUMBERS)
    rows = tuple(_row(record) for record in records)
    said = tuple(line for record in records if (line := _noisy(record)))
    return Contents("llama-bench", _version(records[0]) if records else "", rows, said)


def _row(record: Record) -> Row:
    if not record.fields.keys() >= _NEEDED:
        missing = ", ".join(sorted(_NEEDED - record.fields.keys()))
        problem = f"항목이 없습니다: {missing}. / Missing: {missing}."
        raise UnreadableFile(record.filename, record.where or "/", problem, _REMEDY)
    lengths = tuple(record.number(key) or Decimal(0) for key in ("n_prompt", "n_gen", "n_depth"))
    where = (f"{record.where}/avg_ts", f"{record.where}/n_prompt", f"{record.where}/n_gen")
    cells = _cells(record.number("avg_ts"), lengths=(lengths[0], lengths[1], lengths[2]), where=where)
    if not cells:
        problem = "n_prompt와 n_gen이 모두 0입니다. / Both n_prompt and n_gen are 0."
        raise UnreadableFile(record.filename, record.where or "/", problem, _REMEDY)
    facts = record.facts(("model_type", "model"), ("test_time", "date_iso"))
    if record.fields.get("n_gpu_layers") not in (0, "0"):
        facts += record.facts(("gpu_info", "accelerator"))
    facts += _engine(_version(record), where=f"{record.where}/build_commit")
    return Row(record.where, tuple(cells), (*facts, Fact("load", "single_stream", where[0])))


def _cells(
    rate: Decimal | None, *, lengths: tuple[Decimal, Decimal, Decimal], where: tuple[str, str, str]
) -> list[Cell]:
    """The rate under the name of the phase it was measured in, and the lengths that the test asked for."""
    prompt, generated, depth = lengths
    quantity = "total_tps" if prompt and generated else "input_tps" if prompt else "output_tps"
    phase = "prefill and decode" if prompt and generated else "prefill alone" if prompt else "decode alone"
    after = f", after {depth} tokens of context" if depth else ""
    definition = f"{phase}{after}; mean of the repetitions' rates (≥ tokens ÷ mean time)"
    cells = [Cell(quantity, "value", rate, "tokens/s", definition, where[0])] if rate else []
    cells += [Cell("isl_target", "value", prompt, "tokens", "prompt of the test", where[1])] if prompt else []
    cells += [Cell("osl_target", "value", generated, "tokens", "tokens generated", where[2])] if generated else []
    one = Cell("concurrency", "value", Decimal(1), "requests", "llama-bench runs one sequence", where[0])
    return [*cells, one] if prompt or generated else []


def _version(record: Record) -> str:
    number, commit = record.number("build_number"), record.facts(("build_commit", "commit"))
    return " ".join([*([f"b{number}"] if number else []), *(fact.value for fact in commit)])


def _engine(version: str, *, where: str) -> list[Fact]:
    return [Fact("engine", "llama.cpp", where), *([Fact("engine_version", version, where)] if version else [])]


def _noisy(record: Record) -> str:
    """Where the mean of rates is over 1 % above tokens ÷ mean time, the repetitions differed much: said."""
    rate, time = record.number("avg_ts"), record.number("avg_ns")
    tokens = sum(record.number(key) or Decimal(0) for key in ("n_prompt", "n_gen"))
    if not rate or not time or not tokens or rate * time <= tokens * _NS * _MEAN_OF_RATES:
        return ""
    whole = f"{tokens * _NS / time:.2f}"
    return (
        f"{record.where or '/'}: avg_ts {rate:.2f}는 반복 속도의 평균이어서"
        f" 토큰 수 ÷ 평균 시간({whole})보다 1 % 넘게 큽니다."
        f" / avg_ts is the mean of the repetitions' rates and over 1 % above tokens ÷ mean time ({whole})."
    )


def _heading(text: str) -> int | None:
    """The line of a Markdown table's headings among the first hundred (llama.cpp logs its devices above)."""
    for number, line in enumerate(text[:20_000].split("\n")[:100]):
        if line.startswith("|") and set(_split(line)) >= _MARKDOWN:
            return number
    return None


def _split(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _markdown(document: Document, *, heading: int, version: str) -> tuple[Row, ...]:
    lines = document.text.split("\n")
    check_rows(len(lines), filename=document.filename)
    names, rows = _split(lines[heading]), []
    for number in range(heading + 2, len(lines)):
        if not lines[number].startswith("|"):
            break
        texts = _split(lines[number])
        where = f"line {number + 1}"
        if len(texts) != len(names):
            problem = "칸 수가 제목 줄과 다릅니다(끊긴 표). / The row is not as long as the header."
            raise UnreadableFile(document.filename, where, problem, _REMEDY)
        rows.append(_line(document, dict(zip(names, texts, strict=True)), where=where, version=version))
    return tuple(rows)


def _line(document: Document, texts: dict[str, str], *, where: str, version: str) -> Row:
    test = _TEST.fullmatch(texts["test"])
    if test is None or not (test[1] or test[2]):
        problem = "pp·tg 시험이 아닙니다. / Not a pp or tg test."
        raise UnreadableFile(document.filename, f"{where}/test", problem, _REMEDY)
    rate = written(texts["t/s"].partition("±")[0].strip(), where=f"{where}/t/s", filename=document.filename)
    prompt, generated, depth = (Decimal(test[group] or 0) for group in (1, 2, 3))
    places = (f"{where}/t/s", f"{where}/test", f"{where}/test")
    cells = _cells(rate, lengths=(prompt, generated, depth), where=places)
    facts = [Fact("model", plain(texts["model"], where=f"{where}/model", filename=document.filename), f"{where}/model")]
    facts += _engine(version, where=where)
    return Row(where, tuple(cells), (*facts, Fact("load", "single_stream", where)))


def _build(document: Document) -> str:
    found = _BUILD.search(document.text)
    return f"b{found[2]} {found[1]}" if found else ""


FORMAT = Format("llama-bench", "llama-bench JSON / JSONL / CSV / Markdown (llama.cpp)", _recognises, _read)
