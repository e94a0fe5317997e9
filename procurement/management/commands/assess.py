"""manage.py assess FOLDER: a procedure that is not negotiated, from its assess.toml to order, reasons and notes."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from lxml.etree import SerialisationError

from procurement import __version__
from procurement.casefile.assess.outcome import Assessment, assessed_of
from procurement.casefile.assess.reading import REFUSALS, in_words, read_assessment
from procurement.casefile.assess.telling import lines, told
from procurement.exports.xlsx.assess.blocks import NotForSheets
from procurement.exports.xlsx.assess.workbook import assess_workbook
from procurement.exports.xlsx.english import Language
from procurement.exports.xlsx.english_parts import in_language
from procurement.management.base import (
    REFUSED,
    FileCommand,
    add_language,
    check_usage,
    misnamed,
    no_folder,
    not_read_or_written,
)
from procurement.writing import write_all


class Command(FileCommand):
    """Exit codes: 0 done, 1 input or output refused (with the reason), 2 wrong usage."""

    help = "적격심사, 2단계·동시입찰, MAS, 예정가격, 공모, 외국 방식을 파일로 계산합니다 / assess from assess.toml"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FOLDER, and the workbook and the JSON to write."""
        parser.add_argument("folder", type=Path, help="assess.toml 이 있는 폴더 / the folder with assess.toml")
        parser.add_argument("-o", "--output", type=Path, default=None, help="만들 .xlsx 파일 / the workbook to write")
        add_language(parser)
        parser.add_argument("--json", type=Path, default=None, help="결과를 적을 .json 파일 / the JSON to write")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, assess, say, write. Raises CommandError with the exit code."""
        folder, output, as_json = options["folder"], options["output"], options["json"]
        check_usage(no_folder(folder), misnamed(output, ".xlsx", article="an"), misnamed(as_json, ".json"))
        try:
            assessment = read_assessment(folder)
            pairs = _write(assessment, output=output, as_json=as_json, language=options["language"])
        except (*REFUSALS, NotForSheets) as refusal:
            raise CommandError(f"받아들이지 않았습니다 / refused\n{in_words(refusal)}", returncode=REFUSED) from refusal
        except (OSError, SerialisationError) as error:
            raise not_read_or_written(error, output=output) from error
        for line in lines(assessment):
            self.stdout.write(line)
        if output is not None:
            self.stdout.write(f"■ 통합문서: {output} (검산 {pairs}건) / workbook")


def _write(assessment: Assessment, *, output: Path | None, as_json: Path | None, language: Language) -> int:
    """Write what is asked for, all or nothing; how many pairs the workbook compares."""
    contents, pairs = {}, 0
    if output is not None:
        assessed = assessed_of(assessment, program=f"Jeoul {__version__}")
        sheets = in_language(language, lambda: assess_workbook(assessed), source=assessed)
        contents[output], pairs = sheets.content, sheets.pairs
    if as_json is not None:
        contents[as_json] = (json.dumps(told(assessment), ensure_ascii=False, indent=2) + "\n").encode()
    write_all(contents)
    return pairs
