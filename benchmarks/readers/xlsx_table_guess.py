"""One block of cells read as a table: which rows and columns say the conditions, which cells hold which metric.

Every split into headings and numbers is tried; the one that explains most numbers with most conditions is proposed.
A row or column of numbers whose heading is not understood makes a split void: its numbers could be anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from benchmarks.readers.xlsx_mapping import LENGTHS, NUMBERS, Condition, Measure
from benchmarks.readers.xlsx_parts import Box
from benchmarks.readers.xlsx_regions import Region
from benchmarks.readers.xlsx_sheet import Content, Place
from benchmarks.readers.xlsx_words import THROUGHPUT, condition_of, heading_of, lengths_of

PAIR = re.compile(r"\d{1,7}\s*[/x×:→-]\s*\d{1,7}")
_MOST_TIERS, _MOST_LABELS = 9, 5
_MOST_CELLS = 10_000
_CORNER = re.compile(r"[\\＼]")


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed table: its conditions and measures, how many numbers they explain, and the texts that said so."""

    conditions: tuple[Condition, ...]
    measures: tuple[Measure, ...]
    explained: int
    said: frozenset[str]

    @property
    def rank(self) -> tuple[int, int]:
        """Numbers explained, then conditions: the more the better."""
        return self.explained * (1 + len(self.conditions)), -len(self.measures)


def guess(region: Region) -> Guess | None:
    """The best reading of a block of cells, or None where no metric is named or it is too big to try."""
    top, left, bottom, right = region.box
    if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS or region.numbers() == 0:
        return None
    splits = (
        _Split(region, row, column).read()
        for row in range(top, min(bottom, top + _MOST_TIERS) + 1)
        for column in range(left, min(right, left + _MOST_LABELS) + 1)
    )
    return max((found for found in splits if found), key=lambda found: found.rank, default=None)


@dataclass(slots=True)
class _Line:
    """A heading row or column: its texts by the crossing column or row, or the condition that its cells give."""

    condition: str = ""
    texts: dict[int, str] = field(default_factory=dict)


class _Split:
    """Headings above `row` and left of `column`, the rest the numbers."""

    def __init__(self, region: Region, row: int, column: int) -> None:
        self.region, self.row, self.column = region, row, column
        self.top, self.left, _, self.right = region.box
        rows = [place[0] for place in region.cells if place[0] >= row and place[1] >= column and self._counts(place)]
        self.bottom = max(rows, default=0)
        self.conditions: list[Condition] = []
        self.said: set[str] = set()
        self.naming: set[str] = set()

    def _counts(self, place: Place) -> bool:
        """Whether a cell is a number, a pair of lengths, or says that there is none."""
        return self.region.cells[place].kind in {"number", "absent"} or bool(PAIR.fullmatch(self._text(place)))

    def read(self) -> Guess | None:
        if not self.bottom:
            return None
        above = [self._tier(row) for row in range(self.top, self.row)]
        beside = [self._label(column) for column in range(self.left, self.column)]
        if None in above or None in beside:
            return None
        tiers, labels = [line for line in above if line], [line for line in beside if line]
        columns = self._data(range(self.column, self.right + 1), tiers, across=False)
        rows = self._data(range(self.row, self.bottom + 1), labels, across=True)
        measures = list(self._measures(columns, rows))
        names = [part for condition in self.conditions for part in condition.name.split("/")]
        if not measures or len(set(names)) < len(names):
            return None
        stated = tuple(self._stated(frozenset(names)))
        explained = sum(self._numbers(measure.cells) for measure in measures)
        return Guess((*self.conditions, *stated), tuple(measures), explained, frozenset(self.said | self.naming))

    def _tier(self, row: int) -> _Line | None:
        """A row above the numbers; None where it holds numbers that nothing names."""
        cells = {
            c: self.region.cells[row, c] for c in range(self.column, self.right + 1) if (row, c) in self.region.cells
        }
        kind = _kind(cells)
        if kind not in {"numbers", "pairs"}:
            return _Line(texts={c: content.text for c, content in cells.items()} if kind == "texts" else {})
        beside = self._nearest((row, c) for c in range(self.column - 1, self.left - 1, -1))
        spanning = self._text((row - 1, self.column))
        name = self._name(spanning, beside, part=-1, near=spanning)
        box = (row, self.column, row, self.right)
        return self._keyed(name, kind, box)

    def _label(self, column: int) -> _Line | None:
        """A column left of the numbers; None where it holds numbers that nothing names."""
        places = [(r, column) for r in range(self.row, self.bottom + 1)]
        cells = {place[0]: self.region.cells[place] for place in places if place in self.region.cells}
        kind = _kind(cells)
        above = self._nearest((r, column) for r in range(self.row - 1, self.top - 1, -1))
        spanning = self._text((self.row, column - 1))
        name = self._name(above, spanning, part=0, near=spanning)
        box = (self.row, column, self.bottom, column)
        if kind in {"numbers", "pairs"} or (kind == "texts" and name and name not in NUMBERS):
            return self._keyed(name, kind, box)
        return _Line(texts={r: content.text for r, content in cells.items()} if kind == "texts" else {})

    def _keyed(self, name: str, kind: str, box: Box) -> _Line | None:
        name = LENGTHS if kind == "pairs" else name
        if kind == "numbers" and (name not in NUMBERS or name == LENGTHS):
            return None
        self.conditions.append(Condition(name, box, None))
        return _Line(condition=name)

    def _name(self, *texts: str, part: int, near: str) -> str:
        """The condition that the first of the texts names that names one; a corner says two with a stroke between.

        The text `near`, which spans the line, then heads no numbers besides.
        """
        for text in texts:
            name = condition_of(_CORNER.split(text)[part])
            if name:
                (self.naming if text == near else self.said).add(text)
                return name
        return ""

    def _nearest(self, places: Iterable[Place]) -> str:
        return next((text for place in places if (text := self._text(place))), "")

    def _text(self, place: Place) -> str:
        content = self.region.cells.get(place)
        return content.text if content and content.kind == "text" else ""

    def _data(self, lines: range, headings: list[_Line], *, across: bool) -> dict[int, tuple[str, ...]]:
        """The texts over each column (or left of each row) of numbers, without those that hold a condition."""
        found = {}
        for line in lines:
            texts = tuple(
                heading.texts[line] for heading in headings if heading.texts.get(line, "") not in {"", *self.naming}
            )
            box = (line, self.column, line, self.right) if across else (self.row, line, self.bottom, line)
            name = condition_of(texts[-1]) if texts else ""
            kind = _kind({n: self.region.cells[p] for n, p in enumerate(_places(box)) if p in self.region.cells})
            if name and kind and self._fits(name, kind):
                self.conditions.append(Condition(name, box, None))
                self.said.add(texts[-1])
            else:
                found[line] = texts
        return found

    def _fits(self, name: str, kind: str) -> bool:
        if name in NUMBERS:
            return kind == ("pairs" if name == LENGTHS else "numbers")
        return kind == "texts"

    def _measures(self, columns: dict[int, tuple[str, ...]], rows: dict[int, tuple[str, ...]]) -> Iterator[Measure]:
        for beside, first_row, last_row in _runs(rows):
            for above, first, last in _runs(columns):
                box = (first_row, first, last_row, last)
                measure = self._measure(beside, above, box) if self._numbers(box) else None
                if measure:
                    yield measure

    def _measure(self, beside: tuple[str, ...], above: tuple[str, ...], box: Box) -> Measure | None:
        texts = [*self.region.titles, *self._wide(), *beside, *above]
        heading = heading_of(texts)
        if heading is None:
            return None
        own = " | ".join(dict.fromkeys((*beside, *above))) or " | ".join(dict.fromkeys(texts))
        metric = "" if heading.metric == THROUGHPUT else heading.metric
        self.said.update(beside, above)
        return Measure(metric, heading.statistic, heading.unit, box, own[:200])

    def _wide(self) -> list[str]:
        """Texts above the numbers that stand left of them: a title, a unit in the corner."""
        places = [(r, c) for r in range(self.top, self.row) for c in range(self.left, self.column)]
        return list(dict.fromkeys(text for place in places if (text := self._text(place))))

    def _stated(self, given: frozenset[str]) -> Iterator[Condition]:
        """Lengths and concurrency that only a title says."""
        places = [(r, c) for r in range(self.top, self.row) for c in range(self.left, self.right + 1)]
        own = [text for place in places if (text := self._text(place))]
        said: dict[str, set[str]] = {}
        for text in (*self.region.titles, *own):
            for name, number in lengths_of(text):
                said.setdefault(name, set()).add(number)
        for name, numbers in said.items():
            if name not in given and len(numbers) == 1:
                self.said |= {text for text in own if lengths_of(text)}
                yield Condition(name, None, str(int(min(numbers))))

    def _numbers(self, box: Box) -> int:
        cells = self.region.cells
        return sum(place in cells and cells[place].kind == "number" for place in _places(box))


def _kind(cells: dict[int, Content]) -> str:
    """What a line of cells holds: numbers, pairs of lengths, texts, "" for nothing; mixed otherwise."""
    kinds = {
        "pairs" if content.kind == "text" and PAIR.fullmatch(content.text) else f"{content.kind}s"
        for content in cells.values()
        if content.kind != "absent"
    }
    return kinds.pop() if len(kinds) == 1 else "mixed" if kinds else ""


def _places(box: Box) -> list[Place]:
    return [(row, column) for row in range(box[0], box[2] + 1) for column in range(box[1], box[3] + 1)]


def _runs(lines: dict[int, tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Neighbouring lines under the same texts, together: the texts, the first and the last line."""
    for (_, texts), group in groupby(enumerate(sorted(lines)), key=lambda n: (n[1] - n[0], lines[n[1]])):
        numbers = [line for _, line in group]
        yield texts, numbers[0], numbers[-1]
