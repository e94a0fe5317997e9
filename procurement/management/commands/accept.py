"""manage.py accept BID MEASURED: does the delivered system do what was bid, as a sheet to be signed."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from lxml.etree import SerialisationError

from benchmarks.acceptance import Acceptance, NotComparable, accepted, parse_terms
from benchmarks.metrics import metric
from benchmarks.table import TableError
from procurement import __version__
from procurement.acceptance.sides import Chosen, NothingToHold, side
from procurement.casefile.evidence import NotScorable
from procurement.exports.acceptance import Handover
from procurement.exports.xlsx.acceptance import acceptance_workbook
from procurement.exports.xlsx.english_parts import in_language
from procurement.management.base import (
    REFUSED,
    FileCommand,
    add_language,
    check_usage,
    misnamed,
    not_read_or_written,
)
from procurement.writing import write_all

_REFUSALS = (NotComparable, NothingToHold, NotScorable, TableError)


class Command(FileCommand):
    """Exit codes: 0 compared (the verdict is printed and in the sheet), 1 input or output refused, 2 wrong usage."""

    help = (
        "납품한 장비의 측정 결과를 입찰 때의 값과 견줘 검수 조서를 만듭니다. 종료 코드 0은 견주었다는 뜻이며 판정은 "
        "출력과 조서에 있습니다 / hold the delivered system's results against the bid's; exit 0 = compared"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two sides, the notice's tolerances, the conditions, and the workbook to write."""
        kinds = "bids/*.toml, measure 폴더, 또는 결과 파일(옆에 이름.answers.toml) / a bid, a measured folder or a file"
        parser.add_argument("bid", type=Path, help=f"입찰: {kinds}")
        parser.add_argument("measured", type=Path, help=f"검수: {kinds}")
        parser.add_argument(
            "--tolerance", type=Path, default=None, help="공고의 허용 오차 TOML, 기본값 없음 / the notice's tolerances"
        )
        parser.add_argument("-o", "--output", type=Path, required=True, help="만들 .xlsx 파일 / the workbook to write")
        add_language(parser)
        parser.add_argument("--model", default=None, help="이 모델만 / only this model")
        for name in ("isl", "osl", "concurrency"):
            parser.add_argument(f"--{name}", type=int, default=None, help="이 조건만 / only this condition")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read both sides, compare, write, say the verdict. Raises CommandError with the exit code."""
        _check_usage(options)
        try:
            handover = _compared(options)
            sheets = in_language(options["language"], lambda: acceptance_workbook(handover), source=handover)
            write_all({options["output"]: sheets.content})
        except _REFUSALS as refusal:
            raise CommandError(f"견줄 수 없습니다 / refused\n{refusal}", returncode=REFUSED) from refusal
        except (OSError, SerialisationError) as error:
            raise not_read_or_written(error, output=options["output"]) from error
        for line in _lines(handover.acceptance):
            self.stdout.write(line)
        self.stdout.write(f"■ 검수 조서: {options['output']} (검산 {sheets.pairs}건) / workbook")


def _check_usage(options: dict[str, Any]) -> None:
    missing = [str(options[key]) for key in ("bid", "measured") if not options[key].exists()]
    untold = (
        "--tolerance: 허용 오차는 법령에 없어 공고가 정합니다. docs/examples/acceptance-tolerance.toml을 보고 "
        "공고대로 적어 주십시오 / no law states it: give the notice's tolerances, see that example"
    )
    tolerance = options["tolerance"]
    check_usage(
        f"{', '.join(missing)}: 없습니다 / is not there" if missing else "",
        "" if tolerance is not None and tolerance.is_file() else untold,
        misnamed(options["output"], ".xlsx", article="an"),
    )


def _compared(options: dict[str, Any]) -> Handover:
    terms = parse_terms(options["tolerance"].read_bytes(), filename=options["tolerance"].name)
    chosen = Chosen(options["model"], options["isl"], options["osl"], options["concurrency"])
    promised, delivered = (side(options[key], chosen=chosen) for key in ("bid", "measured"))
    acceptance = accepted(
        [one.measurement for one in promised], delivered=[one.measurement for one in delivered], terms=terms
    )
    findings = tuple((one.measurement.id, one.findings) for one in (*promised, *delivered))
    return Handover(acceptance, findings, f"Jeoul {__version__}")


def _lines(acceptance: Acceptance) -> Iterator[str]:
    for number, point in enumerate(acceptance.points, 1):
        scenario = point.bid.scenario
        yield (
            f"● {number}. {point.bid.model.name} {scenario.isl_target}/{scenario.osl_target}, "
            f"동시 {scenario.concurrency}"
        )
        for line in point.lines:
            known, asked = metric(line.tolerance.metric), line.tolerance
            values = ", ".join(
                f"{label} {'미측정' if value is None else f'{value:.4f}'}"
                for label, value in (("입찰", line.promised), ("한계", line.limit), ("검수", line.delivered))
            )
            yield f"  {known.korean} {asked.statistic} [{known.unit}]: {values} → {line.verdict}"
        yield from (f"  주의: {note}" for note in point.notes)
    yield f"■ 종합 판정 / verdict: {acceptance.verdict}"
