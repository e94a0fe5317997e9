"""manage.py evaluate FOLDER -o OUT.xlsx: a case folder to a ranking, a mix and documents, from files alone."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from lxml.etree import SerialisationError

from procurement import __version__
from procurement.casefile import REFUSALS, Case, dossier_of, in_words, read_case, sized
from procurement.exports.dossier import Dossier, Sized
from procurement.exports.hwpx.cards import score_cards
from procurement.exports.hwpx.report import report
from procurement.exports.hwpx.writing import NoHwpx, NotSound, hwpx_file, needed
from procurement.exports.summary import summary
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.workbook import evaluation_workbook
from procurement.management.base import (
    INTERRUPTED,
    SECONDS,
    FileCommand,
    add_language,
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
        add_language(parser)
        parser.add_argument("--hwpx", type=Path, help="만들 한글 평가결과서(.hwpx) / the report for Hancom Office")
        parser.add_argument(
            "--hwpx-cards",
            type=Path,
            metavar="DIR",
            help="위원별 한글 평가표를 만들 폴더 / the folder for every evaluator's card",
        )
        parser.add_argument("--seconds", type=float, default=SECONDS, help="구성 계산 제한 시간(초) / solver limit")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, evaluate, size, write; say each step. Raises CommandError with the exit code."""
        output = options["output"]
        _check_usage(options)
        try:
            dossier, pairs, documents = self._run(options)
        except (NoHwpx, NotSound) as refusal:
            raise nothing_written("한글 문서를 만들 수 없습니다 / no HWPX can be made", str(refusal)) from refusal
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
        for path in documents:
            self.stdout.write(f"■ 한글 문서: {path} / HWPX")

    def _run(self, options: dict[str, Any]) -> tuple[Dossier, int, tuple[Path, ...]]:
        """The dossier, how many pairs the workbook compares, the HWPX documents; all files are written last."""
        if options["hwpx"] or options["hwpx_cards"]:
            needed("hwpx")
        self.stdout.write(f"[1/3] 읽고 평가합니다: {options['folder']} / reading and evaluating")
        case = read_case(options["folder"])
        sizing = self._sized(case, seconds=options["seconds"])
        self.stdout.write("[3/3] 통합문서를 만듭니다 / writing the workbook")
        dossier = dossier_of(case, sizing=sizing, program=f"Jeoul {__version__}", robustness=options["robustness"])
        sheets = in_language(options["language"], lambda: evaluation_workbook(dossier), source=dossier)
        documents = _documents(dossier, to=options["hwpx"], cards=options["hwpx_cards"])
        write_all({options["output"]: sheets.content, **documents})
        return dossier, sheets.pairs, tuple(documents)

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


def _check_usage(options: dict[str, Any]) -> None:
    cards = options["hwpx_cards"]
    check_usage(
        no_folder(options["folder"]),
        misnamed(options["output"], ".xlsx", article="an"),
        misnamed(options["hwpx"], ".hwpx", article="an"),
        no_folder(cards) if cards is not None and cards.exists() else "",
        too_long(options["seconds"]),
    )


def _documents(dossier: Dossier, *, to: Path | None, cards: Path | None) -> dict[Path, bytes]:
    """The HWPX documents asked for. Raises NoHwpx, NotSound."""
    papers = {to: report(dossier)} if to else {}
    if cards:
        papers |= {cards / name: paper for name, paper in score_cards(dossier).items()}
    return {path: hwpx_file(paper) for path, paper in papers.items()}
