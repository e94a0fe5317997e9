"""What is timed: each subject prepares its inputs, then offers our work and the peer's over the same inputs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.findings import findings
from benchmarks.readers import read
from procurement.exports.xlsx.styles import LOOKS, Look, registered
from procurement.exports.xlsx.workbook import evaluation_workbook
from tests.performance.deliveries import delivered, summaries
from tests.performance.robustness import smaa_floor, smaa_pymcdm, topsis
from tests.performance.subject import Subject
from tests.performance.tender import BIDS, CRITERIA, EVALUATORS, LargeTender, dossier


def scoring(_folder: Path) -> Subject:
    """Exact scoring against adding up the same marks and nothing else."""
    tender = LargeTender()
    points = [mark.points for mark in tender.marks]
    size = f"{BIDS} 입찰 × {CRITERIA} 항목 × {EVALUATORS} 위원"
    return Subject(
        f"정확한 평가, {size}", "같은 점수의 합만 Fraction으로 구함", "1 s 이하", tender.evaluated, lambda: sum(points)
    )


def workbook(_folder: Path) -> Subject:
    """The workbook against openpyxl writing the same cells with the same styles and nothing else."""
    made = dossier(LargeTender().evaluated())
    cells = _cells(evaluation_workbook(made).content)
    size = f"{BIDS} 입찰 × {CRITERIA} 항목 × {EVALUATORS} 위원, {sum(len(c) for c in cells.values()):,}칸"
    peer = "같은 칸·수식·서식을 쓰고 저장만 하는 openpyxl"
    return Subject(f"통합문서, {size}", peer, "1.2배 이하", lambda: evaluation_workbook(made), lambda: _bare(cells))


Cells = dict[str, list[tuple[int, int, object, str]]]


def _cells(content: bytes) -> Cells:
    book = load_workbook(BytesIO(content))
    names = {_seen(look): name for name, look in LOOKS.items()}
    return {
        sheet.title: [
            (cell.row, cell.column, cell.value, names[_look(cell)])
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell, Cell) and cell.value is not None
        ]
        for sheet in book.worksheets
    }


def _seen(look: Look) -> tuple[object, ...]:
    return (look.number_format, look.horizontal, look.bold, look.size, look.shade, look.boxed, look.entry)


def _look(cell: Cell) -> tuple[object, ...]:
    shade = cell.fill.fgColor.rgb[2:] if cell.fill.fill_type else ""
    font, alignment = cell.font, cell.alignment
    boxed, entry = bool(alignment.wrap_text), not cell.protection.locked
    return (cell.number_format, alignment.horizontal, bool(font.b), font.sz, shade, boxed, entry)


def _bare(cells: Cells) -> int:
    book = Workbook()
    styles = registered(book)
    for title, rows in cells.items():
        sheet = book.create_sheet(title)
        for row, column, value, look in rows:
            cell = sheet.cell(row, column)
            cell.value = value
            cell._style = styles[look]  # noqa: SLF001 -- the same styles as ours
    buffer = BytesIO()
    book.save(buffer)
    return buffer.tell()


def imports(folder: Path) -> Subject:
    """Files as suppliers deliver them, with the detail that the tools write."""
    return _imports(delivered(folder), "K-Perf 40 %, 요청별 기록이 있는 vLLM 40 %·GuideLLM 20 %")


def small_imports(folder: Path) -> Subject:
    """The worst case for us: nothing but summaries of one run."""
    return _imports(summaries(folder), "2 KB짜리 vLLM 요약만, 가장 불리한 경우")


def _imports(paths: tuple[Path, ...], what: str) -> Subject:
    size = sum(path.stat().st_size for path in paths)
    title = f"결과 파일 {len(paths):,}개 읽기·정규화·검사 ({size / 1_000_000:.0f} MB: {what})"
    return Subject(title, "같은 파일의 json.load", "3배 이하", lambda: _import(paths), lambda: _load(paths))


_ANSWERS = Answers(
    accelerator="nvidia-h100-sxm",
    used=8,
    weight_precision="FP8",
    engine="vllm",
    engine_version="0.9.2",
    measurer="시험기관",
    measurer_role="third_party_lab",
    measured_at=None,
    power_scope="not_measured",
)


def _import(paths: tuple[Path, ...]) -> int:
    found = (
        findings(measurement)
        for path in paths
        for measurement in measurements(read(path.read_bytes(), filename=path.name), answers=_ANSWERS)
    )
    return sum(len(one) for one in found)


def _load(paths: tuple[Path, ...]) -> int:
    total = 0
    for path in paths:
        with path.open(encoding="utf-8") as file:
            total += len(json.load(file))
    return total


SUBJECTS: dict[str, Callable[[Path], Subject]] = {
    "scoring": scoring,
    "workbook": workbook,
    "imports": imports,
    "small_imports": small_imports,
    "smaa_floor": smaa_floor,
    "smaa_pymcdm": smaa_pymcdm,
    "topsis": topsis,
}


def today() -> str:
    """The day the figures were taken."""
    return datetime.now(tz=UTC).date().isoformat()
