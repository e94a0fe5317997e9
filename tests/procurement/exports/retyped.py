"""A workbook with inputs typed into it, and what the library says of the same inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell as OwnCell

from tests.procurement.exports.reading import cells, opened
from tests.procurement.exports.recalculated import Cell, Difference, Value, plain, same, values

CHECKS = "검산"


@dataclass(frozen=True, slots=True)
class Retyped:
    """`content` is the first workbook with the other's inputs in the cells `typed`; `fixed` differ and are locked.

    `live` are the formulas of the other workbook, `expected` its values and `moved` how many of the pairs of 검산
    are not what they were; `reshaped` are formulas that one workbook has and the other has not.
    """

    content: bytes
    typed: tuple[Cell, ...]
    fixed: tuple[Cell, ...]
    reshaped: tuple[Cell, ...]
    live: dict[Cell, str]
    expected: dict[Cell, Value]
    moved: int


def retyped(content: bytes, other: bytes) -> Retyped:
    """The first workbook as a person leaves it who types the other's inputs, its formulas kept."""
    book, given = opened(content), opened(other)
    before = _program(book)
    pairs = [(cell, given[cell.parent.title][cell.coordinate]) for cell in cells(book)]
    unlike = [(cell, new) for cell, new in pairs if cell.value != new.value]
    locked = [(_place(cell), "f" in {cell.data_type, new.data_type}) for cell, new in unlike if cell.protection.locked]
    typed = [_typed(cell, new) for cell, new in unlike if not cell.protection.locked]
    return Retyped(
        content=_saved(book),
        typed=tuple(typed),
        fixed=tuple(place for place, computed in locked if not computed),
        reshaped=tuple(place for place, computed in locked if computed),
        live={_place(cell): str(cell.value) for cell in cells(given) if cell.data_type == "f"},
        expected=values(other),
        moved=sum(1 for was, new in zip(before, _program(given), strict=True) if not _close(was, new)),
    )


def _typed(cell: OwnCell, new: OwnCell) -> Cell:
    cell.value = new.value
    return _place(cell)


def _place(cell: OwnCell) -> Cell:
    return cell.parent.title, cell.coordinate


def _saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _program(book: Workbook) -> list[Value]:
    """The program's own figures on 검산."""
    return [plain(cell.value) for (cell,) in book[CHECKS].iter_rows(min_col=5, max_col=5)]


def _close(one: Value, other: Value) -> bool:
    """As 검산 compares: numbers closer than 0.00000001, or the same text."""
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) < 1e-8
    return (one or "") == (other or "")


def apart(made: Retyped, recalculated: bytes) -> Sequence[Difference]:
    """Every figure that the recalculation gives another value than the library; 검산 counts what moved."""
    found = values(recalculated)
    derived = [cell for cell in made.live if cell[0] != CHECKS or cell[1].startswith("D")]
    wrong = [
        (cell, made.live[cell], made.expected[cell], found.get(cell))
        for cell in derived
        if not same(made.expected[cell], found.get(cell))
    ]
    counted = found[CHECKS, "B3"]
    return wrong if counted == made.moved else [*wrong, ((CHECKS, "B3"), "", made.moved, counted)]
