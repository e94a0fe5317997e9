"""Comma-separated values: the lines of a table, and a table of one header as records."""

from __future__ import annotations

import csv
import io
from collections import Counter

from benchmarks.readers.document import Document, Record, check_rows, plain, written
from benchmarks.readers.strict_json import Json
from benchmarks.readers.unreadable import UnreadableFile

_REMEDY = "도구가 쓴 원본 CSV를 올려 주십시오. / Use the CSV as the tool wrote it."


def header_of(text: str) -> list[str]:
    """The names in the first line of a text, empty where that is no line of a table; cheap, for recognising."""
    first = text[:20_000].partition("\n")[0]
    try:
        return next(csv.reader([first.rstrip("\r")]), [])
    except csv.Error:
        return []


def split_lines(document: Document, *, remedy: str, delimiter: str = ",") -> list[list[str]]:
    """Every line split into its cells, empty and uneven ones too. Raises UnreadableFile for a broken or long table."""
    check_rows(document.text.count("\n"), filename=document.filename)
    try:
        return list(csv.reader(io.StringIO(document.text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        problem = f"표가 깨졌습니다. / Broken table ({error})."
        raise UnreadableFile(document.filename, "line 1", problem, remedy) from error


def csv_lines(document: Document) -> list[list[str]]:
    """Every line of the table, all as long as the first. Raises UnreadableFile for a broken or uneven table."""
    lines = [line for line in split_lines(document, remedy=_REMEDY) if line]
    short = next((number for number, line in enumerate(lines, start=1) if len(line) != len(lines[0])), None)
    if short is not None:
        problem = "칸 수가 제목 줄과 다릅니다(끊긴 표). / The row is not as long as the header."
        raise UnreadableFile(document.filename, f"line {short}", problem, _REMEDY)
    return lines


def csv_records(document: Document, *, numbers: frozenset[str]) -> tuple[Record, ...]:
    """A record per line below the header; `numbers` names the columns that hold numbers, an empty cell is absent.

    Raises UnreadableFile, also for a name that heads two columns.
    """
    lines = csv_lines(document)
    twice = next((name for name, times in Counter(lines[0]).items() if times > 1), None)
    if twice is not None:
        problem = (
            f"'{plain(twice, where='line 1', filename=document.filename)}' 열이 둘입니다. / Two columns of a name."
        )
        raise UnreadableFile(document.filename, "line 1", problem, _REMEDY)
    return tuple(
        Record(
            document.filename,
            f"line {number}",
            _fields(document, number, dict(zip(lines[0], line, strict=True)), numbers),
        )
        for number, line in enumerate(lines[1:], start=2)
    )


def _fields(document: Document, number: int, texts: dict[str, str], numbers: frozenset[str]) -> dict[str, Json]:
    fields: dict[str, Json] = {}
    for name, text in texts.items():
        if text:
            where = f"line {number}/{name}"
            fields[name] = written(text, where=where, filename=document.filename) if name in numbers else text
    return fields
