"""manage.py reconcile FILE: official scores of an opening of 나라장터 against those of the rules of its day."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from lxml.etree import SerialisationError

from benchmarks.readers.unreadable import UnreadableFile
from procurement.exports.xlsx.english import Language
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.openings import opening_workbook
from procurement.management.base import USAGE, FileCommand, add_language, nothing_written
from procurement.openings.opened import read_openings
from procurement.openings.reconciling import NotReconcilable, Reconciled, reconcile
from procurement.openings.telling import lines, told
from procurement.openings.terms import REFUSALS, read_terms
from procurement.writing import write_all

_REFUSED = "대조할 수 없습니다 / cannot be reconciled"


class Command(FileCommand):
    """Exit codes: 0 compared (differences are in the output), 1 input or output refused, 2 wrong usage."""

    help = (
        "나라장터 개찰결과(getOpengResultListInfoOpengCompt JSON)의 가격점수와 합계를 그날의 규정으로 다시 계산해 "
        "견줍니다. 종료 코드 0은 견주었다는 뜻입니다 / recompute the price scores of an uploaded opening; 0 = compared"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The opening, the answers, and what to write. Nothing is fetched from the network."""
        parser.add_argument("file", type=Path, help="내려받은 응답 .json / the saved response")
        parser.add_argument(
            "--with",
            dest="terms",
            type=Path,
            default=None,
            help="개찰결과에 없는 것을 적은 reconcile.toml / the answers",
        )
        parser.add_argument("-o", "--output", type=Path, default=None, help="만들 .xlsx 파일 / the workbook to write")
        add_language(parser)
        parser.add_argument("--json", type=Path, default=None, help="결과를 적을 .json 파일 / the JSON to write")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, recompute, write, say. Raises CommandError with the exit code."""
        _check_usage(options)
        found = _found(options["file"], options["terms"])
        pairs = _write(found, options["output"], options["json"], language=options["language"])
        for line in lines(found):
            self.stdout.write(line)
        if options["output"]:
            self.stdout.write(f"■ 엑셀: {options['output']} (검산 {pairs}건) / workbook")


def _check_usage(options: dict[str, Any]) -> None:
    given = {key: options[key] for key in ("file", "terms", "output", "json") if options[key] is not None}
    wrong = ""
    if not given["file"].is_file():
        wrong = f"{given['file']}: 파일이 없습니다 / is no file"
    elif "terms" not in given or not given["terms"].is_file():
        wrong = (
            "--with: 개찰결과에는 기준금액, 부가가치세, 배점, 규정이 없습니다. docs/examples/reconcile의 "
            "reconcile.toml을 보고 적어 주십시오 / the opening lacks E, VAT, points and rules: see that example"
        )
    elif "output" in given and (given["output"].is_dir() or given["output"].suffix != ".xlsx"):
        wrong = f"{given['output']}: .xlsx 파일 이름이어야 합니다 / must name an .xlsx file"
    elif "json" in given and (given["json"].is_dir() or given["json"].suffix != ".json"):
        wrong = f"{given['json']}: .json 파일 이름이어야 합니다 / must name a .json file"
    elif len({path.resolve() for path in given.values()}) < len(given):
        wrong = "같은 파일을 두 번 적었습니다 / one file is named twice"
    if wrong:
        raise CommandError(wrong, returncode=USAGE)


def _found(file: Path, terms: Path) -> Reconciled:
    try:
        answers = read_terms(terms.read_bytes(), filename=terms.name)
        return reconcile(read_openings(file.read_bytes(), filename=file.name), terms=answers)
    except (NotReconcilable, UnreadableFile) as refusal:
        raise nothing_written(_REFUSED, str(refusal)) from refusal
    except REFUSALS as refusal:
        said = str(refusal)
        raise nothing_written(_REFUSED, said if said.startswith(terms.name) else f"{terms.name}: {said}") from refusal
    except OSError as error:
        raise nothing_written(_REFUSED, f"{error.filename}: {error.strerror}") from error


def _write(found: Reconciled, output: Path | None, as_json: Path | None, *, language: Language) -> int:
    contents, pairs = {}, 0
    try:
        if output is not None:
            sheets = in_language(language, lambda: opening_workbook(found), source=found)
            contents[output], pairs = sheets.content, sheets.pairs
        if as_json is not None:
            text = json.dumps(told(found), ensure_ascii=False, indent=2)
            contents[as_json] = f"{text}\n".encode()
        write_all(contents)
    except (OSError, SerialisationError) as error:
        raise nothing_written("쓸 수 없습니다 / cannot be written", str(error)) from error
    return pairs
