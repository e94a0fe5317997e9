"""manage.py weigh FILE: weights from direct points, swings or pairwise judgments, to whole points for tender.toml."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from benchmarks.table import TableError
from procurement.casefile.weighing.reading import read_weighing
from procurement.casefile.weighing.telling import lines, told
from procurement.management.base import REFUSED, FileCommand, check_usage, misnamed, not_read_or_written
from procurement.writing import write_all


class Command(FileCommand):
    """Exit codes: 0 done, 1 input or output refused (with the reason), 2 wrong usage."""

    help = "직접 배점, 스윙, 쌍대비교(AHP)로 배점을 정합니다 / weigh criteria and print whole points"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE and the JSON to write."""
        parser.add_argument("file", type=Path, help="항목과 판단이 적힌 .toml 파일 / the file to weigh")
        parser.add_argument("--json", type=Path, default=None, help="결과를 적을 .json 파일 / the JSON to write")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, weigh, say, write. Raises CommandError with the exit code."""
        file, output = options["file"], options["json"]
        check_usage(
            "" if file.is_file() else f"{file}: 파일이 없습니다 / there is no such file", misnamed(output, ".json")
        )
        try:
            weighing = read_weighing(file)
            if output is not None:
                write_all({output: (json.dumps(told(weighing), ensure_ascii=False, indent=2) + "\n").encode()})
        except TableError as refusal:
            raise CommandError(f"받아들이지 않았습니다 / refused\n{refusal}", returncode=REFUSED) from refusal
        except OSError as error:
            raise not_read_or_written(error) from error
        for line in lines(weighing):
            self.stdout.write(line)
