"""The lines of a CSV file of requests or of classes of them, and the whole numbers in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from benchmarks.readers.text import text_of
from benchmarks.readers.unreadable import UnreadableFile

MOST_LINES = 2_000_000
REMEDY = "원본 CSV를 다시 받거나 그 줄을 고치십시오. / Get the CSV again, or mend the line."
_LONGEST_NUMBER = 9
_NAME_COLUMNS = "열 이름을 확인하거나 지정하십시오. / Check or name the columns."


def rows_of(data: bytes, *, filename: str) -> Iterator[tuple[int, list[str]]]:
    """Every line that is not empty with its number, the header first, all as long as it.

    Raises UnreadableFile for bytes that are no text, a broken or uneven table, and more than MOST_LINES lines.
    """
    lines = csv.reader(io.StringIO(text_of(data, filename=filename)[0], newline=""), strict=True)
    width = 0
    try:
        for row in lines:
            if row:
                width = width or len(row)
                _check(row, width=width, line=lines.line_num, filename=filename)
                yield lines.line_num, row
    except csv.Error as error:
        problem = f"표가 깨졌습니다. / Broken table ({error})."
        raise UnreadableFile(filename, f"line {lines.line_num}", problem, REMEDY) from error


def _check(row: list[str], *, width: int, line: int, filename: str) -> None:
    if len(row) != width:
        problem = "칸 수가 제목 줄과 다릅니다(끊긴 표). / The row is not as long as the header."
        raise UnreadableFile(filename, f"line {line}", problem, REMEDY)
    if line > MOST_LINES:
        problem = f"줄이 {MOST_LINES:,}개보다 많습니다. / More than {MOST_LINES:,} lines."
        raise UnreadableFile(filename, f"line {line}", problem, "기간을 줄이십시오. / Take a shorter time.")


def place_of(name: str, *, header: list[str], filename: str) -> int:
    """Where a column stands. Raises UnreadableFile where none or several have the name."""
    if header.count(name) == 1:
        return header.index(name)
    problem = f"'{name}' 열이 {header.count(name)}개입니다. / The file has {header.count(name)} columns '{name}'."
    raise UnreadableFile(filename, "line 1", problem, _NAME_COLUMNS)


def whole_number(text: str, *, where: str, filename: str) -> int:
    """A whole number of at most nine digits. Raises UnreadableFile."""
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER:
        return int(text)
    problem = f"정수가 아닙니다: '{text[:40]}'. / Not a whole number."
    raise UnreadableFile(filename, where, problem, REMEDY)
