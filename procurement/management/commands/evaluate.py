"""manage.py evaluate FOLDER -o OUT.xlsx: a case folder to a ranking, a mix and a workbook, from files alone."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from lxml.etree import SerialisationError

from procurement import __version__
from procurement.casefile import REFUSALS, Case, dossier_of, in_words, read_case, sized
from procurement.exports.dossier import Dossier, Sized
from procurement.exports.summary import summary
from procurement.exports.xlsx.workbook import evaluation_workbook
from procurement.management.base import (
    INTERRUPTED,
    SECONDS,
    FileCommand,
    check_usage,
    misnamed,
    no_folder,
    not_read_or_written,
    nothing_written,
    stop_signals,
    too_long,
)
from procurement.sizing.solver import Progress
from procurement.writing import write_all


class Command(FileCommand):
    """Exit codes: 0 done, 1 input or output refused (with the reason), 2 wrong usage, 130 interrupted."""

    help = "사업 폴더를 평가해 순위와 장비 구성을 보이고 평가 통합문서를 만듭니다 / evaluate a case folder"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FOLDER, the workbook to write, and the solver's time."""
        parser.add_argument("folder", type=Path, help="tender.toml, bids/, marks.csv 가 있는 폴더 / the case folder")
        parser.add_argument("-o", "--output", type=Path, required=True, help="만들 .xlsx 파일 / the workbook to write")
        parser.add_argument(
            "--robustness",
            action="store_true",
            help="강건성 부록을 더합니다 / add the robustness annex",
        )
        parser.add_argument("--seconds", type=float, default=SECONDS, help="구성 계산 제한 시간(초) / solver limit")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, evaluate, size, write; say each step. Raises CommandError with the exit code."""
        folder, output, seconds = options["folder"], options["output"], options["seconds"]
        check_usage(no_folder(folder), misnamed(output, ".xlsx", article="an"), too_long(seconds))
        try:
            dossier, pairs = self._run(folder, output, seconds=seconds, robustness=options["robustness"])
        except REFUSALS as refusal:
            raise nothing_written("입력을 받아들이지 않았습니다 / input refused", in_words(refusal)) from refusal
        except BrokenPipeError:
            raise
        except (OSError, SerialisationError) as error:
            raise not_read_or_written(error, output=output) from error
        except KeyboardInterrupt:
            raise nothing_written("중단했습니다 / interrupted", "", returncode=INTERRUPTED) from None
        for line in summary(dossier):
            self.stdout.write(line)
        self.stdout.write(f"■ 통합문서: {output} (검산 {pairs}건) / workbook")

    def _run(self, folder: Path, output: Path, *, seconds: float, robustness: bool) -> tuple[Dossier, int]:
        """The dossier, and how many pairs of numbers the workbook compares; the workbook is written last."""
        self.stdout.write(f"[1/3] 읽고 평가합니다: {folder} / reading and evaluating")
        case = read_case(folder)
        sizing = self._sized(case, seconds=seconds)
        self.stdout.write("[3/3] 통합문서를 만듭니다 / writing the workbook")
        dossier = dossier_of(case, sizing=sizing, program=f"Jeoul {__version__}", robustness=robustness)
        sheets = evaluation_workbook(dossier)
        write_all({output: sheets.content})
        return dossier, sheets.pairs

    def _sized(self, case: Case, *, seconds: float) -> Sized | None:
        if case.purchase is None:
            self.stdout.write("[2/3] 수요가 없어 장비 구성을 구하지 않습니다 / no demand, no sizing")
            return None
        self.stdout.write("[2/3] 장비 구성을 구합니다 / sizing")
        with stop_signals() as asked_to_end:
            found = sized(case.purchase, wall_seconds=seconds, progress=self._progress, should_cancel=asked_to_end)
        if asked_to_end():
            raise KeyboardInterrupt
        return found

    def _progress(self, progress: Progress) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r      차이 {progress.gap:.2%}, 마디 {progress.nodes} / gap, nodes", ending="")
