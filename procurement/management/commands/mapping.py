"""manage.py mapping FILE.xlsx [-o FILE.mapping.toml]: what a workbook's cells seem to mean, for a person to sign."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from benchmarks.readers import UnreadableFile
from benchmarks.readers.xlsx_guess import propose
from benchmarks.readers.xlsx_mapping import Condition, Mapping, Measure
from benchmarks.readers.xlsx_mapping_text import mapping_text
from benchmarks.readers.xlsx_parts import Box, range_of
from benchmarks.readers.xlsx_sheet import Content, Place, Sheet, sheets_of
from procurement.management.base import REFUSED, USAGE, FileCommand

_SHOWN = 4
_UNSAID = "?"


class Command(FileCommand):
    """Exit codes: 0 done, 1 input or output refused (with the reason), 2 wrong usage."""

    help = "엑셀 결과표의 매핑 초안을 보이고 씁니다 / propose what the cells of a workbook of results mean"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, and where to write the proposal."""
        parser.add_argument("file", type=Path, help="결과표 .xlsx / the workbook of results")
        parser.add_argument("-o", "--output", type=Path, help="만들 .toml 파일 / the mapping to write")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Show what was understood and what was not, then write. Raises CommandError with the exit code."""
        file, output = options["file"], options["output"]
        if output is not None and output.suffix != ".toml":
            raise CommandError(f"{output}: .toml 파일 이름이어야 합니다 / must name a .toml file", returncode=USAGE)
        try:
            sheets = sheets_of(file.read_bytes(), filename=file.name)
            mapping = propose(sheets, filename=file.name)
            for line in _shown(mapping, sheets):
                self.stdout.write(line)
            self._write(output, mapping)
        except FileExistsError as error:
            problem = f"{output}: 이미 있습니다. 확인한 매핑을 덮어쓰지 않습니다 / exists and is not overwritten"
            raise CommandError(problem, returncode=REFUSED) from error
        except BrokenPipeError:
            raise
        except (OSError, UnreadableFile) as error:
            raise CommandError(str(error), returncode=REFUSED) from error

    def _write(self, output: Path | None, mapping: Mapping) -> None:
        if output is None:
            self.stdout.write("■ 저장하려면 -o 파일.mapping.toml / use -o FILE.mapping.toml to write it")
            return
        with output.open("x", encoding="utf-8") as file:
            file.write(mapping_text(mapping))
        self.stdout.write(f"■ 매핑 초안: {output} / the proposal")


def _shown(mapping: Mapping, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    by_name = {sheet.name: sheet for sheet in sheets}
    yield f"■ {mapping.file}: 표 {len(mapping.tables)}개 / tables"
    yield "  제목을 보고 추정한 것이며 K-Perf의 공식 배치가 아닙니다 / guessed from headings, no official K-Perf layout"
    for number, table in enumerate(mapping.tables, start=1):
        sheet, filled = by_name[table.sheet], by_name[table.sheet].filled()
        yield f"■ 표 {number}, 시트 '{sheet.name}' / table {number}"
        yield from (f"  조건 {_condition(condition, filled)}" for condition in table.conditions)
        yield from (f"  지표 {_measure(measure, filled)}" for measure in table.measures)
    yield from _listed("읽지 않는 것 / not understood and not read", mapping.unread)
    yield from _listed("사람이 채울 것 / to be filled in by a person", mapping.open_points())


def _listed(title: str, lines: tuple[str, ...]) -> Iterator[str]:
    yield f"■ {title}: {len(lines)}"
    yield from (f"  {line}" for line in lines)


def _condition(condition: Condition, cells: dict[Place, Content]) -> str:
    if condition.cells is None:
        return f"{condition.name} = {condition.value}"
    return f"{condition.name} ← {range_of(condition.cells)} = {_samples(condition.cells, cells)}"


def _measure(measure: Measure, cells: dict[Place, Content]) -> str:
    said = " ".join(part or _UNSAID for part in (measure.metric, measure.statistic, measure.unit))
    return f"{said} ← {range_of(measure.cells)} '{measure.heading}' = {_samples(measure.cells, cells)}"


def _samples(box: Box, cells: dict[Place, Content]) -> str:
    """The first few cells of a range as they stand there."""
    places = [(row, column) for row in range(box[0], box[2] + 1) for column in range(box[1], box[3] + 1)]
    texts = [cells[place].text or "(빈 값)" if place in cells else "(빈 칸)" for place in places[:_SHOWN]]
    return ", ".join(texts) + (f", … {len(places)}칸" if len(places) > _SHOWN else "")
