"""A workbook of results read with a mapping that a person has confirmed; without one it is refused, never guessed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NoReturn, cast

from benchmarks import metrics
from benchmarks.readers.document import checked, whole
from benchmarks.readers.mlperf_table import address
from benchmarks.readers.unreadable import UnreadableFile
from benchmarks.readers.xlsx_layout import differences, layout_of
from benchmarks.readers.xlsx_mapping import COUNTS, LENGTHS, NUMBERS, Condition, Mapping, Measure, TableMap, mapping_of
from benchmarks.readers.xlsx_sheet import Content, Place, Sheet, sheets_of
from benchmarks.report import Cell, Fact, Report, Row, Statistic

_SHOWN = 8
_PAIR = re.compile(r"(\d{1,7})\s*[/x×:→-]\s*(\d{1,7})")
_DEFINITIONS = {"ttft": metrics.TTFT, "e2e": metrics.E2E, "tpot": metrics.TPOT, "ntpot": metrics.NTPOT}
_AS_STATED = "as the workbook heads it: "
_UNITS = {"isl": "tokens", "osl": "tokens", "concurrency": "requests"}
_PROPOSE = (
    "manage.py mapping 파일.xlsx -o 파일.mapping.toml 로 매핑 초안을 만들어 확인한 뒤 파일 옆이나 mappings/에 두십시오."
    " / Propose a mapping with manage.py mapping FILE.xlsx -o FILE.mapping.toml, check it, keep it beside the file."
)
_FIX_CELL = "셀을 고치거나 매핑의 범위를 고치십시오. / Correct the cell, or the range in the mapping."
_WRONG = {
    "text": "수가 있어야 하는데 글입니다 / a number is needed, not a text",
    "date": "수가 있어야 하는데 날짜입니다 / a number is needed, not a date",
    "flag": "수가 있어야 하는데 참/거짓입니다 / a number is needed, not a truth value",
    "error": "엑셀 오류 값입니다 / an error of Excel",
    "uncomputed": "수식인데 계산된 값이 없습니다. Excel에서 열어 저장하십시오 / a formula that was never computed",
}


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A mapping file as it was found: its name, its bytes' digest and what it says."""

    name: str
    sha256: str
    mapping: Mapping


def confirmed(data: bytes, *, filename: str) -> Confirmed:
    """A mapping file with its digest. Raises TableError; whether it is signed is asked when it is used."""
    return Confirmed(filename, hashlib.sha256(data).hexdigest(), mapping_of(data, filename=filename))


def read_workbook(data: bytes, *, filename: str, mappings: Sequence[Confirmed]) -> Report:
    """Every row (one a sheet, lengths and concurrency) of an .xlsx file, through the one mapping of its layout.

    Each number keeps its cell. An empty cell, 미측정, N/A and - are absent. The mapping's digest and who confirmed it
    are kept as the tool's version and among the repairs. Raises UnreadableFile: a file that the guard refuses, no
    mapping or a mapping of another layout (with the differences), an unconfirmed one, a text where a number belongs.
    """
    sheets = sheets_of(data, filename=filename)
    used = _of_this_layout(sheets, mappings, filename)
    mapping = used.mapping
    _refuse_open(used, filename)
    rows = tuple(_Reading(sheets, mapping, filename).rows())
    if not rows:
        problem = "매핑한 셀에 값이 하나도 없습니다. / There is no value in the mapped cells."
        raise UnreadableFile(filename, mapping.tables[0].sheet, problem, _FIX_CELL)
    signed = f"{mapping.confirmed_by}, {mapping.confirmed_on}"
    return Report(
        format="xlsx",
        tool="xlsx",
        tool_version=f"mapping {used.sha256[:12]} ({signed})",
        filename=filename,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        rows=rows,
        repairs=(_through(used, signed), *_formulas(sheets)),
    )


def _through(used: Confirmed, signed: str) -> str:
    return (
        f"매핑 {used.name} (sha256 {used.sha256}, 확인 {signed})로 읽었습니다. 공식 배치라는 뜻은 아닙니다."
        f" / Read through this mapping; that does not make its layout an official one."
    )


def _formulas(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    places = [sheet.where(place) for sheet in sheets for place in sorted(sheet.formulas)]
    if places:
        more = " …" if len(places) > _SHOWN else ""
        listed = ", ".join(places[:_SHOWN]) + more
        yield (
            f"수식 셀 {len(places)}개는 엑셀이 마지막으로 계산해 둔 값입니다: {listed}"
            " / Cells with a formula hold what Excel last computed."
        )


def _of_this_layout(sheets: tuple[Sheet, ...], mappings: Sequence[Confirmed], filename: str) -> Confirmed:
    if not mappings:
        raise UnreadableFile(filename, sheets[0].name, "셀의 뜻을 정한 매핑이 없습니다. / It has no mapping.", _PROPOSE)
    apart = [(differences(one.mapping, found=layout_of(sheets, tables=one.mapping.tables)), one) for one in mappings]
    same = [one for (lacking, new), one in apart if not lacking and not new]
    if len({one.sha256 for one in same}) == 1:
        return same[0]
    if same:
        names = ", ".join(one.name for one in same)
        problem = f"이 배치의 매핑이 둘 이상입니다: {names}. / More than one mapping has this layout."
        raise UnreadableFile(filename, sheets[0].name, problem, "하나만 두십시오. / Keep one.")
    (lacking, new), nearest = min(apart, key=lambda found: sum(map(len, found[0])))
    problem = f"배치가 매핑 {nearest.name}와 다릅니다. / Its layout is not that of the nearest mapping."
    raise UnreadableFile(filename, sheets[0].name, problem, f"{_told(lacking, new)} ▷ {_PROPOSE}")


def _told(lacking: tuple[str, ...], new: tuple[str, ...]) -> str:
    lines = [f"− {line}" for line in lacking[:_SHOWN]] + [f"+ {line}" for line in new[:_SHOWN]]
    more = len(lacking) + len(new) - len(lines)
    listed = "; ".join((*lines, f"… {more}") if more else lines)
    return f"다른 곳 (− 매핑에만, + 파일에만) / differences (− only there, + only here): {listed}"


def _refuse_open(used: Confirmed, filename: str) -> None:
    points = used.mapping.open_points()
    if points:
        problem = "매핑이 확인되지 않았습니다. / The mapping is not confirmed."
        remedy = "매핑을 파일과 견주어 보고 채우십시오 / compare it with the file and fill these in"
        remedy = f"{remedy}: {'; '.join(points)}"
        raise UnreadableFile(filename, used.name, problem, remedy)


@dataclass(slots=True)
class _Gathered:
    """One row being put together from the tables of a sheet."""

    where: str
    cells: dict[tuple[str, str], Cell]
    facts: list[Fact] = field(default_factory=list)


class _Reading:
    """The mapped cells of one workbook."""

    def __init__(self, sheets: tuple[Sheet, ...], mapping: Mapping, filename: str) -> None:
        self.sheets = {sheet.name: sheet for sheet in sheets}
        self.filled = {sheet.name: sheet.filled() for sheet in sheets}
        self.mapping, self.filename = mapping, filename

    def rows(self) -> Iterator[Row]:
        found: dict[tuple[str, ...], _Gathered] = {}
        for table in self.mapping.tables:
            for measure in table.measures:
                for place in _places(measure):
                    self._gather(found, table, measure, place)
        for row in found.values():
            yield Row(row.where, tuple(row.cells.values()), tuple(row.facts))

    def _gather(self, found: dict[tuple[str, ...], _Gathered], table: TableMap, measure: Measure, place: Place) -> None:
        content = self.sheets[table.sheet].cells.get(place)
        if content is None or content.kind == "absent":
            return
        where = self.sheets[table.sheet].where(place)
        cells, facts = self._conditions(table, place)
        key = (table.sheet, *(f"{c.quantity}={c.value}" for c in cells), *(f"{f.key}={f.value}" for f in facts))
        row = found.setdefault(key, _Gathered(where, {(c.quantity, "value"): c for c in cells}, facts))
        cell = self._measured(measure, content, where)
        if (first := row.cells.get((cell.quantity, cell.statistic))) is not None:
            problem = f"{first.where}와 같은 조건의 같은 값입니다. / The same figure of the same conditions."
            raise UnreadableFile(self.filename, where, problem, _FIX_CELL)
        row.cells[cell.quantity, cell.statistic] = cell

    def _measured(self, measure: Measure, content: Content, where: str) -> Cell:
        number = self._number(content, where)
        if measure.metric in COUNTS:
            whole(number, where=where, filename=self.filename)
        includes = measure.metric == "tpot" and self.mapping.tpot == "includes_first_token"
        quantity = "ntpot" if includes else measure.metric
        definition = _DEFINITIONS.get(quantity, f"{_AS_STATED}{measure.heading}")
        return Cell(quantity, cast("Statistic", measure.statistic), number, measure.unit, definition, where)

    def _number(self, content: Content, where: str) -> Decimal:
        if content.number is None:
            korean, _, english = _WRONG[content.kind].partition(" / ")
            shown = f" '{content.text[:40]}'" if content.text else ""
            raise UnreadableFile(self.filename, where, f"{korean}{shown}. / {english}{shown}.", _FIX_CELL)
        return checked(content.number, where=where, filename=self.filename)

    def _conditions(self, table: TableMap, place: Place) -> tuple[list[Cell], list[Fact]]:
        cells: list[Cell] = []
        facts: list[Fact] = []
        for condition in table.conditions:
            at = condition.at(place)
            where = f"{table.sheet}!{'mapping' if at is None else address(at[0] - 1, at[1] - 1)}"
            content = self.filled[table.sheet].get(at) if at else Content("text", condition.value or "")
            if content is None or content.kind == "absent":
                self._refuse(where, f"측정값이 있는데 조건({condition.name})이 비었습니다. / It is empty.")
            elif condition.name in NUMBERS:
                cells += self._numbers(condition, content, where)
            elif content.kind not in {"text", "number"}:
                self._refuse(where, f"{condition.name} 글이 아닙니다({content.kind}). / is no text.")
            else:
                facts.append(Fact(condition.name, content.text, where))
        return cells, facts

    def _numbers(self, condition: Condition, content: Content, where: str) -> Iterator[Cell]:
        names: tuple[str, ...] = (condition.name,)
        numbers: list[Decimal | None] = [content.number]
        if condition.cells is None:
            numbers = [Decimal(content.text)]
        elif condition.name == LENGTHS:
            pair = _PAIR.fullmatch(content.text)
            names, numbers = ("isl", "osl"), [Decimal(part) for part in pair.groups()] if pair else []
        for name, number in zip(names, numbers or [None] * len(names), strict=True):
            if number is None or number < 1:
                self._refuse(where, f"'{content.text[:40]}': {condition.name} 값이 아닙니다. / is no {condition.name}.")
            else:
                value = whole(checked(number, where=where, filename=self.filename), where=where, filename=self.filename)
                quantity = f"{name}_target" if name in {"isl", "osl"} else name
                yield Cell(quantity, "value", value, _UNITS.get(name, "count"), "", where)

    def _refuse(self, where: str, problem: str) -> NoReturn:
        raise UnreadableFile(self.filename, where, problem, _FIX_CELL)


def _places(measure: Measure) -> Iterator[Place]:
    top, left, bottom, right = measure.cells
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
