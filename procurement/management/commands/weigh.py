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
from procurement.management.base import REFUSED, USAGE, FileCommand


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
        _check_usage(file, output)
        try:
            weighing = read_weighing(file)
            if output is not None:
                output.write_text(json.dumps(told(weighing), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        except TableError as refusal:
            raise CommandError(f"받아들이지 않았습니다 / refused\n{refusal}", returncode=REFUSED) from refusal
        except OSError as error:
            raise CommandError(
                f"읽거나 쓸 수 없습니다 / cannot be read or written\n{error.filename}: {error.strerror}. "
                f"파일과 권한을 확인하십시오 / see the file and the rights",
                returncode=REFUSED,
            ) from error
        for line in lines(weighing):
            self.stdout.write(line)


def _check_usage(file: Path, output: Path | None) -> None:
    if not file.is_file():
        raise CommandError(f"{file}: 파일이 없습니다 / there is no such file", returncode=USAGE)
    if output is not None and (output.is_dir() or output.suffix != ".json"):
        raise CommandError(f"{output}: .json 파일 이름이어야 합니다 / must name a .json file", returncode=USAGE)
