"""MLPerf's published result tables: v5.0 and v5.1 with five merged header rows, v6.0 one row a result, with tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from benchmarks.readers.csv_records import split_lines
from benchmarks.readers.document import Contents, Document, Format, checked, plain, whole
from benchmarks.readers.mlperf_result import load_facts, result
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.report import Cell, Fact, Row

_FIRST = "Public ID"
_RESULT = "Avg. Result at System Name"
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_TEXTS = (
    ("Accelerator", "accelerator"),
    ("System Name", "system_name"),
    ("Organization", "measurer"),
    ("Code", "public_url"),
    (_FIRST, "result_id"),
)
_REMEDY = "MLCommons 결과 페이지에서 받은 원본을 올려 주십시오. / Use the table as downloaded from MLCommons."
Lines = list[list[str]]


def _recognises(document: Document) -> bool:
    return not document.is_json and _FIRST in document.text[:20_000] and _RESULT in document.text[:20_000]


def _read(document: Document) -> Contents:
    delimiter = "\t" if document.text.startswith(f"{_FIRST}\t") else ","
    lines = split_lines(document, remedy=_REMEDY, delimiter=delimiter)
    header = next((index for index, line in enumerate(lines) if line and line[0].strip() == _FIRST), None)
    if header is None:
        raise UnreadableFile(document.filename, "line 1", "제목 줄이 없습니다. / No header row.", _REMEDY)
    shape = _flat if _RESULT in (name.strip() for name in lines[header]) else _merged
    table = Table(document.filename, lines, header)
    return Contents("MLPerf results", "", tuple(shape(table)), ())


class Table:
    """The lines of a table and its header row, with the ways to take a text or a number by spreadsheet address."""

    def __init__(self, filename: str, lines: Lines, header: int) -> None:
        """Keep the lines; every line must be as long as the header."""
        self.filename, self.lines, self.header = filename, lines, header
        self.names = [name.strip() for name in lines[header]]
        short = next((i for i, line in enumerate(lines) if line and len(line) != len(self.names)), None)
        if short is not None:
            problem = "칸 수가 제목 줄과 다릅니다(끊긴 표). / The row is not as long as the header."
            raise UnreadableFile(filename, f"line {short + 1}", problem, _REMEDY)

    def column(self, name: str) -> int | None:
        """The first column whose heading starts with a name."""
        return next((i for i, heading in enumerate(self.names) if heading.startswith(name)), None)

    def needed(self, name: str) -> int:
        """The same, or UnreadableFile."""
        column = self.column(name)
        if column is None:
            problem = f"'{name}' 열이 없습니다. / No column '{name}'."
            raise UnreadableFile(self.filename, f"line {self.header + 1}", problem, _REMEDY)
        return column

    def text(self, line: int, column: int) -> str:
        """A cell's text without the spaces around it."""
        where = address(line, column)
        return plain(self.lines[line][column].strip(), where=where, filename=self.filename)

    def number(self, line: int, column: int) -> Decimal | None:
        """A cell's number, thousands separated or not; None when the cell is empty."""
        text = self.text(line, column)
        if not text:
            return None
        where = address(line, column)
        plain_number = text.replace(",", "") if _NUMBER.fullmatch(text) else text
        value = Decimal(plain_number) if _NUMBER.fullmatch(text) else text
        return checked(value, where=where, filename=self.filename)

    def facts(self, line: int) -> list[Fact]:
        """What a line says about the system and its submitter."""
        found = [
            Fact(key, self.text(line, c), address(line, c))
            for name, key in _TEXTS
            if (c := self.column(name)) is not None
        ]
        suite = self.text(line, 0).removeprefix("v").split("-")[0]
        return [*(f for f in found if f.value), Fact("suite", f"MLPerf Inference v{suite}", address(line, 0))]


def address(line: int, column: int) -> str:
    """A spreadsheet address: line 0, column 0 is A1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line + 1}"


def _row(
    table: Table, *, place: tuple[int, int], system: int, wanted: tuple[str, str, str], counts: list[Cell]
) -> Row | None:
    """One result: its place, the line that names its system, (model, scenario, unit), and the counts found."""
    value = table.number(*place)
    if value is None:
        return None
    where = address(*place)
    model, scenario, unit = wanted
    found = result(value, unit=unit, model=model, scenario=scenario, at=(table.filename, where))
    facts = [*table.facts(system), Fact("model", model, where), *load_facts(scenario, where=where)]
    cells = [*counts, found] if isinstance(found, Cell) else counts
    facts += [found] if isinstance(found, Fact) else []
    return Row(where, tuple(cells), tuple(facts))


def _count(table: Table, line: int, column: int | None, *, quantity: str) -> list[Cell]:
    """A count of accelerators or nodes; MLPerf writes 0 accelerators for a system without any."""
    if column is None or not (value := table.number(line, column)):
        return []
    where = address(line, column)
    return [Cell(quantity, "value", whole(value, where=where, filename=table.filename), "count", "", where)]


def _flat(table: Table) -> Iterator[Row]:
    model, scenario, unit = table.needed("Model MLC"), table.needed("Scenario"), table.needed("Units")
    result_column, used, nodes = table.needed(_RESULT), table.column("Total Accelerators"), table.column("# of Nodes")
    for line in range(table.header + 1, len(table.lines)):
        if not table.lines[line]:
            continue
        wanted = (table.text(line, model), table.text(line, scenario), table.text(line, unit))
        counts = _count(table, line, used, quantity="used") + _count(table, line, nodes, quantity="nodes")
        if row := _row(table, place=(line, result_column), system=line, wanted=wanted, counts=counts):
            yield row


def _merged(table: Table) -> Iterator[Row]:
    labels = table.needed("Division/Power") + 1
    models = _filled(table, table.header - 2, first=labels + 1)
    for system, rows in _groups(table, labels=labels):
        if _RESULT not in rows:
            problem = f"'{_RESULT}' 줄이 없습니다. / No row '{_RESULT}'."
            raise UnreadableFile(table.filename, address(system, 0), problem, _REMEDY)
        for column in range(labels + 1, len(table.names)):
            wanted = (models[column], table.text(table.header - 1, column), table.names[column])
            counts = _counts(table, rows, column=column)
            if row := _row(table, place=(rows[_RESULT], column), system=system, wanted=wanted, counts=counts):
                yield row


def _counts(table: Table, rows: dict[str, int], *, column: int) -> list[Cell]:
    found: list[Cell] = []
    for label, quantity in (("# of Accelerators", "used"), ("# of Nodes", "nodes")):
        if label in rows:
            found += _count(table, rows[label], column, quantity=quantity)
    return found


def _filled(table: Table, line: int, *, first: int) -> dict[int, str]:
    """A merged header row: an empty cell repeats the one to its left."""
    if line < 0:
        raise UnreadableFile(table.filename, "line 1", "제목 줄이 모자랍니다. / Header rows are missing.", _REMEDY)
    filled: dict[int, str] = {}
    for column in range(first, len(table.names)):
        filled[column] = table.text(line, column) or filled.get(column - 1, "")
    return filled


def _groups(table: Table, *, labels: int) -> Iterator[tuple[int, dict[str, int]]]:
    """Each system's first line and the line of each of its labelled figures."""
    system, rows = 0, dict[str, int]()
    for line in range(table.header + 1, len(table.lines)):
        if not table.lines[line]:
            continue
        if table.lines[line][0].strip():
            if rows:
                yield system, rows
            system, rows = line, {}
        rows[table.text(line, labels)] = line
    if rows:
        yield system, rows


FORMAT = Format("mlperf-table", "MLPerf result table (CSV v5.0, v5.1, v6.0)", _recognises, _read)
