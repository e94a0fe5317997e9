"""The XML parts of a workbook as they stream past: counted, and what openpyxl does not tell noted."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.readers.mlperf_table import address

MAX_ROW, MAX_COLUMN = 10_000, 512
LONGEST_TEXT = 32_767  # Excel's own limit of a cell
MAX_DEPTH = 64
_MAX_MERGED = 5_000
_WORKBOOK = "xl/workbook.xml"
_WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
_SHEET = "/worksheet"
_STRINGS = frozenset({"si", "is"})
_A1 = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_RANGE = re.compile(r"([A-Z]{1,3}[1-9]\d{0,6}):([A-Z]{1,3}[1-9]\d{0,6})")
_BUSY = "행과 열의 순서가 흐트러졌습니다. / Rows or cells are out of order."
Box = tuple[int, int, int, int]


class PartRefused(ValueError):
    """A part of the package must not be opened; `where` is the part or the cell."""

    def __init__(self, where: str, problem: str) -> None:
        """Keep both."""
        self.where, self.problem = where, problem
        super().__init__(f"{where}: {problem}")


@dataclass(slots=True)
class Marks:
    """A sheet's name, its merged ranges (top, left, bottom, right), the cells with a formula, those not computed."""

    name: str = ""
    merged: list[Box] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)


def column_number(letters: str) -> int:
    """A is 1, XFD is 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def box_of(text: str) -> Box | None:
    """Top, left, bottom and right of `A1:B2` or `A1`, from 1; None for what is no range or is upside down."""
    found = _RANGE.fullmatch(text) or _RANGE.fullmatch(f"{text}:{text}")
    if found is None:
        return None
    (top, left), (bottom, right) = (_place(end) for end in found.groups())
    return (top, left, bottom, right) if top <= bottom and left <= right else None


def range_of(box: Box) -> str:
    """`A1:B2`, or `A1` for one cell."""
    first, last = address(box[0] - 1, box[1] - 1), address(box[2] - 1, box[3] - 1)
    return first if first == last else f"{first}:{last}"


def _place(text: str) -> tuple[int, int]:
    found = _A1.fullmatch(text)
    if found is None:
        raise PartRefused(text[:20], "셀 주소가 아닙니다. / Not the address of a cell.")
    return int(found[2]), column_number(found[1])


class Links:
    """Which part is which sheet, and that no relation leads out of the file."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        self.names: list[tuple[str, str]] = []
        self.targets: dict[str, str] = {}
        self.typed: list[str] = []

    def see(self, part: str, tag: str, attributes: Mapping[str, str]) -> None:
        """Note a sheet's name, a relation or a content type. Raises PartRefused for macros and outside links."""
        if part == _WORKBOOK and tag == "sheet":
            identity = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            self.names.append((attributes.get("name", ""), identity))
        elif tag == "Relationship" and part.endswith(".rels"):
            self._relation(part, attributes)
        elif tag in {"Override", "Default"} and part == "[Content_Types].xml":
            kind = attributes.get("ContentType", "").casefold()
            if "macroenabled" in kind or "vbaproject" in kind:
                raise PartRefused(part, "매크로가 들어 있습니다. / It has macros.")
            if kind.endswith("+xml"):
                self.typed.append(attributes.get("PartName", ""))

    def _relation(self, part: str, attributes: Mapping[str, str]) -> None:
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if attributes.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
            raise PartRefused(part, "다른 파일로의 연결이 들어 있습니다. / It has links to other files.")
        if part == _WORKBOOK_RELS and kind.endswith(_SHEET):
            self.targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    def sheets(self, marks: Mapping[str, Marks], *, unscanned: tuple[str, ...]) -> tuple[Marks, ...]:
        """The marks of every worksheet under its name. Raises PartRefused for a sheet that was not looked at."""
        hidden = [name for name in self.typed if name.casefold().endswith(unscanned)]
        named = [(name, self.targets[identity]) for name, identity in self.names if identity in self.targets]
        absent = [target for _, target in named if target not in marks]
        if hidden or absent or not named:
            where = (hidden or absent or [_WORKBOOK])[0]
            raise PartRefused(where, "엑셀 통합문서의 시트를 찾을 수 없습니다. / No worksheet is where one should be.")
        return tuple(Marks(name, *_rest(marks[target])) for name, target in named)


def _rest(marks: Marks) -> tuple[list[Box], set[tuple[int, int]], set[tuple[int, int]]]:
    return marks.merged, marks.formulas, marks.uncomputed


class Part:
    """The target of a streaming XML parser: keeps no tree, counts, and refuses what is too much."""

    def __init__(self, name: str, *, links: Links, count: Callable[[int, int], None]) -> None:
        """`count` is told of every element and cell and refuses too many of the whole package."""
        self.name, self.links, self.count = name, links, count
        self.marks = Marks()
        self.depth = self.row = self.column = self.length = 0
        self.formula = self.computed = self.in_string = self.in_value = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element opens. Raises PartRefused."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise PartRefused(self.name, "XML이 너무 깊습니다. / The XML is nested too deep.")
        plain = tag.rpartition("}")[2]
        self.count(1, int(plain == "c"))
        self.links.see(self.name, plain, attributes)
        if plain == "row":
            self._row(attributes)
        elif plain == "c":
            self._cell(attributes)
        elif plain == "mergeCell":
            self._merge(attributes)
        self.length = self.length if self.in_string else 0
        self.in_string = self.in_string or plain in _STRINGS
        self.in_value, self.formula = plain == "v", self.formula or plain == "f"

    def data(self, text: str) -> None:
        """Characters. Raises PartRefused for a text longer than a cell can hold."""
        self.length += len(text)
        self.computed = self.computed or self.in_value
        if self.length > LONGEST_TEXT:
            raise PartRefused(self.name, f"글이 {LONGEST_TEXT:,}자를 넘습니다. / A text is longer than that.")

    def end(self, tag: str) -> None:
        """An element closes."""
        self.depth -= 1
        plain = tag.rpartition("}")[2]
        self.in_value = False
        self.in_string = self.in_string and plain not in _STRINGS
        if plain == "c" and self.formula:
            self.marks.formulas.add((self.row, self.column))
            if not self.computed:
                self.marks.uncomputed.add((self.row, self.column))

    def close(self) -> None:
        """The part ends."""

    def _row(self, attributes: Mapping[str, str]) -> None:
        row = attributes.get("r", str(self.row + 1))
        number = int(row) if row.isascii() and row.isdigit() and len(row) <= len(str(MAX_ROW)) else MAX_ROW + 1
        self._within(number, 1)
        if number <= self.row:
            raise PartRefused(f"{self.name} row {row}", _BUSY)
        self.row, self.column = number, 0

    def _cell(self, attributes: Mapping[str, str]) -> None:
        stated = attributes.get("r")
        row, column = (self.row, self.column + 1) if stated is None else _place(stated)
        self._within(row, column)
        if row != self.row or column <= self.column:
            raise PartRefused(f"{self.name} {stated}", _BUSY)
        self.column, self.formula = column, False
        self.computed = attributes.get("t") == "str"  # a text that a formula gives may be empty

    def _merge(self, attributes: Mapping[str, str]) -> None:
        box = box_of(attributes.get("ref", ""))
        if box is None or len(self.marks.merged) >= _MAX_MERGED:
            raise PartRefused(self.name, "병합한 셀을 읽을 수 없습니다. / The merged cells cannot be read.")
        self._within(box[2], box[3])
        self.count(0, (box[2] - box[0] + 1) * (box[3] - box[1] + 1))  # every cell of it will be filled
        self.marks.merged.append(box)

    def _within(self, row: int, column: int) -> None:
        if row > MAX_ROW or column > MAX_COLUMN:
            most = address(MAX_ROW - 1, MAX_COLUMN - 1)
            place = address(row - 1, column - 1) if row <= MAX_ROW else f"row {row}"
            raise PartRefused(f"{self.name} {place}", f"{most} 밖에 셀이 있습니다. / There are cells beyond {most}.")
