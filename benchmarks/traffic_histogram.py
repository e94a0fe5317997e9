"""A histogram of token lengths, from TOML with named axes or from a CSV file of one class a line."""

from __future__ import annotations

from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.table import Table, read_table
from benchmarks.traffic import Counted, Lengths, Traffic
from benchmarks.traffic_csv import REMEDY, place_of, rows_of, whole_number

AXES = ("isl", "osl")
HISTOGRAM_KEYS = ("rows", "columns", "isl", "osl", "requests")
_COLUMNS = ("isl", "osl", "requests")
_MOST_TOKENS = 10**9


def parse_histogram(data: bytes, *, filename: str) -> Traffic:
    """A TOML histogram: `rows` and `columns` name the axes, `isl` and `osl` the upper end of each class in tokens.

    `requests` holds a list a row, so that no matrix is read the wrong way round (sizing.md §8.9: a silent factor of
    two). Raises TableError for an axis that is not named, ends that do not rise, another shape, and no request at all.
    """
    root = read_table(data, filename=filename).only("title", "source", *HISTOGRAM_KEYS)
    return Traffic(root.text("title"), root.text("source"), classes_of(root), upper_ends=True)


def classes_of(table: Table) -> tuple[Counted, ...]:
    """The classes of a histogram (see `parse_histogram`) that hold a request. Raises TableError."""
    rows, columns = (table.choice(name, choices=AXES) for name in ("rows", "columns"))
    if rows == columns:
        raise table.wrong(f"rows와 columns가 둘 다 {rows!r} / rows and columns are both {rows!r}")
    down, across = _ends(table, rows), _ends(table, columns)
    matrix = _matrix(table, height=len(down), width=len(across))
    requests = tuple(
        Counted(Lengths(end, other) if rows == "isl" else Lengths(other, end), amount)
        for end, line in zip(down, matrix, strict=True)
        for other, amount in zip(across, line, strict=True)
        if amount
    )
    if not requests:
        raise table.wrong("요청이 하나도 없음 / no request at all")
    return requests


def _ends(table: Table, axis: str) -> list[int]:
    ends = _wholes(table, axis, table.values.get(axis))
    if not ends or ends != sorted(set(ends)) or not 1 <= ends[0] <= ends[-1] <= _MOST_TOKENS:
        raise table.wrong(f"{axis}: 1 이상으로 커지는 정수의 배열이어야 함 / whole numbers from 1 that rise are needed")
    return ends


def _matrix(table: Table, *, height: int, width: int) -> list[list[int]]:
    listed = table.values.get("requests")
    lines = [
        _wholes(table, f"requests[{n}]", line) for n, line in enumerate(listed if isinstance(listed, list) else [])
    ]
    if len(lines) != height or any(len(line) != width for line in lines):
        raise table.wrong(f"requests: {height}행 {width}열이어야 함 / must have {height} rows of {width}")
    return lines


def _wholes(table: Table, name: str, listed: object) -> list[int]:
    values = listed if isinstance(listed, list) else []
    return [Table(f"{table.where}.{name}[{n}]", {name: value}).whole(name) for n, value in enumerate(values)]


def read_histogram_csv(data: bytes, *, filename: str, title: str, source: str) -> Traffic:
    """A CSV histogram with the columns isl, osl (upper ends in tokens) and requests, in any order.

    Raises UnreadableFile for another column, a cell that is no whole number, a length of 0, a class that comes twice,
    and no request at all.
    """
    rows = rows_of(data, filename=filename)
    header = next(rows)[1]
    places = [place_of(name, header=header, filename=filename) for name in _COLUMNS]
    if len(header) != len(_COLUMNS):
        problem = f"열은 {', '.join(_COLUMNS)}뿐이어야 합니다. / There must be no column but these."
        raise UnreadableFile(filename, "line 1", problem, REMEDY)
    found: dict[Lengths, int] = {}
    for line, row in rows:
        cells = (whole_number(row[n], where=f"line {line}/{header[n]}", filename=filename) for n in places)
        isl, osl, requests = cells
        if not (isl and osl) or Lengths(isl, osl) in found:
            problem = f"ISL {isl}, OSL {osl}: 0이거나 두 번 나옵니다. / A length of 0, or a class that comes twice."
            raise UnreadableFile(filename, f"line {line}", problem, REMEDY)
        found[Lengths(isl, osl)] = requests
    counts = tuple(Counted(pair, amount) for pair, amount in sorted(found.items()) if amount)
    if not counts:
        raise UnreadableFile(filename, "line 2", "요청이 하나도 없습니다. / There is no request in it.", REMEDY)
    return Traffic(title, source, counts, upper_ends=True)
