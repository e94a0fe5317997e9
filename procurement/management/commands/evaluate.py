"""manage.py evaluate FOLDER -o OUT.xlsx: a case folder to a ranking, a mix and a workbook, from files alone."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from procurement import __version__
from procurement.casefile import REFUSALS, Case, dossier_of, read_case, sized
from procurement.exports.dossier import Sized
from procurement.exports.summary import summary
from procurement.exports.xlsx.workbook import evaluation_workbook
from procurement.sizing.solver import Progress

_SECONDS = 60


class Command(BaseCommand):
    """Exit codes: 0 done, 1 input refused (with the reasons), 2 wrong usage."""

    help = "사업 폴더를 평가해 순위와 장비 구성을 보이고 평가 통합문서를 만듭니다 / evaluate a case folder"
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FOLDER, the workbook to write, and the solver's time."""
        parser.add_argument("folder", type=Path, help="tender.toml, bids/, marks.csv 가 있는 폴더 / the case folder")
        parser.add_argument("-o", "--output", type=Path, required=True, help="만들 .xlsx 파일 / the workbook to write")
        parser.add_argument("--seconds", type=float, default=_SECONDS, help="구성 계산 제한 시간(초) / solver limit")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, evaluate, size, write; say each step. Raises CommandError with the exit code."""
        folder, output = options["folder"], options["output"]
        if not folder.is_dir():
            raise CommandError(f"{folder}: 폴더가 아닙니다 / is not a folder", returncode=2)
        if output.is_dir() or output.suffix != ".xlsx":
            raise CommandError(f"{output}: .xlsx 파일 이름이어야 합니다 / must name an .xlsx file", returncode=2)
        try:
            self._run(folder, output, seconds=options["seconds"])
        except REFUSALS as refusal:
            message = (
                f"입력을 받아들이지 않았습니다. 아무것도 쓰지 않았습니다 / input refused, nothing written\n{refusal}"
            )
            raise CommandError(message, returncode=1) from refusal

    def _run(self, folder: Path, output: Path, *, seconds: float) -> None:
        self.stdout.write(f"[1/3] 읽고 평가합니다: {folder} / reading and evaluating")
        case = read_case(folder)
        sizing = self._sized(case, seconds=seconds)
        self.stdout.write("[3/3] 통합문서를 만듭니다 / writing the workbook")
        dossier = dossier_of(case, sizing=sizing, program=f"Jeoul {__version__}")
        sheets = evaluation_workbook(dossier)
        _replace(output, sheets.content)
        for line in summary(dossier):
            self.stdout.write(line)
        self.stdout.write(f"■ 통합문서: {output} (검산 {sheets.pairs}건) / workbook")

    def _sized(self, case: Case, *, seconds: float) -> Sized | None:
        if case.purchase is None:
            self.stdout.write("[2/3] 수요가 없어 장비 구성을 구하지 않습니다 / no demand, no sizing")
            return None
        self.stdout.write("[2/3] 장비 구성을 구합니다 / sizing")
        return sized(case.purchase, wall_seconds=seconds, progress=self._progress)

    def _progress(self, progress: Progress) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r      차이 {progress.gap:.2%}, 마디 {progress.nodes} / gap, nodes", ending="")


def _replace(output: Path, content: bytes) -> None:
    output.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=output.parent, suffix=".xlsx")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(output)
