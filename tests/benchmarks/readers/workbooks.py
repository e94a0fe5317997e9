"""Workbooks for the tests. Every layout and every number here is invented; none is K-Perf's, whose layout is unknown.

All numbers fit each other: TTFT grows with the load, throughput stays below concurrency ÷ TPOT.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Value = str | float | date | None


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(rows: Iterable[Iterable[Value]], *, name: str = "FP8", merged: Iterable[str] = ()) -> Workbook:
    book = Workbook()
    fill(book.worksheets[0], rows, name=name, merged=merged)
    return book


def fill(sheet: Worksheet, rows: Iterable[Iterable[Value]], *, name: str, merged: Iterable[str] = ()) -> None:
    sheet.title = name
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)


LIST_ROWS: tuple[tuple[Value, ...], ...] = (
    ("가상 시험 결과 (지어낸 배치)",),
    ("모델", "Llama 3.1 8B"),
    ("제품명", "시험 NPU"),
    (),
    ("입력 길이", "출력 길이", "동시 요청 수", "TTFT P90(ms)", "TPOT P90(ms)", "출력 처리량(tok/s)", "전력(W)", "비고"),
    (128, 128, 1, 50.5, 10.1, 95.25, 300, None),
    (128, 128, 8, 80, 12.5, 600.1, 420, "경고 없음"),
    (2048, 128, 8, "미측정", 0.1 + 0.2, "N/A", "-", None),
)


def list_book() -> bytes:
    """One row a load step, each column a condition or a metric; the model and product stand above."""
    return saved(sheet_of(LIST_ROWS))


def matrix_book() -> bytes:
    """Two tables on each of two sheets: lengths down, concurrency across, the metric in the title."""
    book = Workbook()
    for sheet, name in ((book.worksheets[0], "FP8"), (book.create_sheet(), "BF16")):
        rows: list[tuple[Value, ...]] = [
            ("TTFT P90 (ms)",),
            (None, "동시 요청 수", None, None),
            ("입력/출력 길이", 1, 2, 4),
            ("128/128", 50, 60, 70),
            ("2048/128", 150, 160, "미측정"),
            (),
            (),
            ("처리량 (tok/s)",),
            (None, "동시 요청 수", None, None),
            ("입력/출력 길이", 1, 2, 4),
            ("128/128", 100, 180, 300),
            ("2048/128", 90, 160, None),
        ]
        fill(sheet, rows, name=name, merged=("A1:D1", "B2:D2", "A8:D8", "B9:D9"))
    return saved(book)


def tiers_book() -> bytes:
    """English, metrics over percentiles in merged headings, lengths in the title."""
    rows: list[tuple[Value, ...]] = [
        ("ISL=128, OSL=64",),
        ("Concurrency", "TTFT (ms)", None, None, "Time per output token [s]", None, "Power (kW)", "TPS/user"),
        (None, "P50", "P90", "P99", "P50", "P90", None, None),
        (1, 40, 50, 60, 0.01, 0.011, 0.3, 99),
        (4, 45, 55, 65, 0.012, 0.0131, 0.41, 80),
    ]
    merged = ("A1:H1", "A2:A3", "B2:D2", "E2:F2", "G2:G3", "H2:H3")
    return saved(sheet_of(rows, name="INT8", merged=merged))


def across_book() -> bytes:
    """Metrics down, concurrency across, lengths and precision beside labels."""
    rows: list[tuple[Value, ...]] = [
        ("정밀도: W8A8",),
        ("카드 수", 4),
        (),
        ("입력 128 / 출력 2048",),
        ("동시 요청 수", 1, 8, 32),
        ("TTFT P50 (ms)", 30, 40, 90),
        ("E2E 평균 (s)", 20.5, 22, 31.25),
        ("전체 처리량 (tok/s)", 105, 780, 2200.5),
        ("전성비 (tok/s/W)", 0.5, 2, 4),
    ]
    return saved(sheet_of(rows, name="결과"))


def grouped_book() -> bytes:
    """Concurrency over metrics, lengths in a merged column."""
    rows: list[tuple[Value, ...]] = [
        ("입력 길이", "출력 길이", "동시 요청", None, None, None),
        (None, None, 1, None, 8, None),
        (None, None, "TTFT P90(ms)", "출력 처리량(tok/s)", "TTFT P90(ms)", "출력 처리량(tok/s)"),
        (128, 128, 50, 95, 80, 600),
        (None, 2048, 55, 90, 85, 580),
    ]
    merged = ("A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2", "A4:A5")
    return saved(sheet_of(rows, name="BF16", merged=merged))


LAYOUTS: dict[str, Callable[[], bytes]] = {
    "list": list_book,
    "matrix": matrix_book,
    "tiers": tiers_book,
    "across": across_book,
    "grouped": grouped_book,
}


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], *extra: tuple[str, bytes]) -> bytes:
    """The package with parts changed (None leaves one out) and others added."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = change(part.filename, old.read(part))
            if content is not None:
                new.writestr(part.filename, content)
        for name, content in extra:
            new.writestr(name, content)
    return buffer.getvalue()


def with_part(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The package with a piece of one part replaced; it must be there."""

    def change(part: str, content: bytes) -> bytes:
        if part != name:
            return content
        assert old in content
        return content.replace(old, new, 1)

    return repacked(data, change)


_INLINE = re.compile(rb't="inlineStr"><is>(.*?)</is>')
_STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml"'
    b' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)


def as_excel_writes(data: bytes) -> bytes:
    """The package with its texts in a part of shared strings, as Excel has them; openpyxl writes them in the cells."""
    strings: list[bytes] = []

    def moved(match: re.Match[bytes]) -> bytes:
        strings.append(b"<si>" + match[1] + b"</si>")
        return b't="s"><v>%d</v>' % (len(strings) - 1)

    changed = repacked(
        data, lambda name, content: _INLINE.sub(moved, content) if name.startswith("xl/worksheets/") else content
    )
    typed = with_part(changed, "[Content_Types].xml", b"</Types>", _STRINGS_TYPE)
    namespace = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    table = b'<sst xmlns="%s">%s</sst>' % (namespace, b"".join(strings))
    return repacked(typed, lambda _, content: content, ("xl/sharedStrings.xml", table))
