"""manage.py draft RELEASE.json -o FOLDER: a draft tender.toml from an OCDS release package."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from benchmarks.readers import UnreadableFile
from procurement.casefile import REFUSALS, in_words
from procurement.casefile.draft import draft_toml, questions_in
from procurement.exports.ocds.draft import draft_of
from procurement.management.base import USAGE, FileCommand, nothing_written
from procurement.writing import write_all


class Command(FileCommand):
    """Exit codes: 0 done, 1 input or output refused (with the reason), 2 wrong usage."""

    help = "OCDS 공개 자료에서 사업 폴더의 초안을 만듭니다 / draft a case folder from an OCDS release package"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """RELEASE, the folder to write, and the lot where there are several."""
        parser.add_argument("release", type=Path, help="OCDS 1.1 릴리스 패키지(.json) / the release package")
        parser.add_argument("-o", "--output", type=Path, required=True, help="만들 사업 폴더 / the case folder to make")
        parser.add_argument("--lot", help="여러 lot 가운데 하나의 id / the id of one lot")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, draft, write, list the questions. Raises CommandError with the exit code."""
        release, target = options["release"], options["output"] / "tender.toml"
        _check_usage(release, options["output"], target)
        try:
            text = draft_toml(draft_of(release.read_bytes(), filename=release.name, lot=options["lot"]))
            write_all({target: text.encode()})
        except UnreadableFile as refusal:
            raise nothing_written("입력을 받아들이지 않았습니다 / input refused", str(refusal)) from refusal
        except REFUSALS as refusal:
            raise nothing_written("입력을 받아들이지 않았습니다 / input refused", in_words(refusal)) from refusal
        except OSError as error:
            raise nothing_written("읽거나 쓸 수 없습니다 / cannot be read or written", str(error)) from error
        self._tell(target, questions_in(text))

    def _tell(self, target: Path, questions: tuple[str, ...]) -> None:
        self.stdout.write(f"■ 초안: {target} / draft")
        self.stdout.write(f"■ 답할 것 {len(questions)}가지 / to be answered")
        for question in questions:
            self.stdout.write(f"  {question}")


def _check_usage(release: Path, folder: Path, target: Path) -> None:
    wrong = ""
    if not release.is_file():
        wrong = f"{release}: 파일이 없습니다 / there is no such file"
    elif folder.exists() and not folder.is_dir():
        wrong = f"{folder}: 폴더가 아닙니다 / is not a folder"
    elif target.exists():
        wrong = f"{target}: 이미 있습니다. 덮어쓰지 않습니다 / exists and is not overwritten"
    if wrong:
        raise CommandError(wrong, returncode=USAGE)
