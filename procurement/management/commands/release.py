"""manage.py release FOLDER -o RELEASE.json: the evaluation of a case folder as an OCDS release package."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from procurement import __version__
from procurement.casefile import REFUSALS, dossier_of, in_words, read_case
from procurement.casefile.notice import notice_of
from procurement.casefile.publication import publication_of
from procurement.exports.dossier import Dossier
from procurement.exports.ocds.package import ocid_of, release_package
from procurement.exports.ocds.publication import Publication
from procurement.management.base import USAGE, FileCommand, nothing_written
from procurement.writing import write_all


class Command(FileCommand):
    """Exit codes: 0 done, 1 input or output refused (with the reason), 2 wrong usage."""

    help = "사업 폴더를 OCDS 1.1.5 공개 자료로 만듭니다 / write an OCDS 1.1.5 release package of a case folder"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FOLDER and the package to write."""
        parser.add_argument("folder", type=Path, help="tender.toml, publication.toml 이 있는 폴더 / the case folder")
        parser.add_argument("-o", "--output", type=Path, required=True, help="만들 .json 파일 / the package to write")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, map, write, say. Raises CommandError with the exit code."""
        folder, output = options["folder"], options["output"]
        _check_usage(folder, output)
        try:
            self._run(folder, output)
        except REFUSALS as refusal:
            raise nothing_written("입력을 받아들이지 않았습니다 / input refused", in_words(refusal)) from refusal
        except BrokenPipeError:
            raise
        except OSError as error:
            raise nothing_written("읽거나 쓸 수 없습니다 / cannot be read or written", str(error)) from error

    def _run(self, folder: Path, output: Path) -> None:
        publication = publication_of(folder)
        notice = notice_of(folder)
        dossier = _dossier(folder, publication)
        write_all({output: release_package(notice, dossier=dossier, publication=publication)})
        self.stdout.write(f"■ {ocid_of(notice, publication=publication)} {notice.title}")
        for release in publication.releases:
            self.stdout.write(f"  {release.date.isoformat()} {release.stage}")
        self.stdout.write(f"■ OCDS 1.1.5: {output} / release package")


def _dossier(folder: Path, publication: Publication) -> Dossier | None:
    """Nothing but the notice is read as long as nothing but the notice is published."""
    if all(release.stage == "tender" for release in publication.releases):
        return None
    return dossier_of(read_case(folder), sizing=None, program=f"Jeoul {__version__}")


def _check_usage(folder: Path, output: Path) -> None:
    wrong = ""
    if not folder.is_dir():
        wrong = f"{folder}: 폴더가 아닙니다 / is not a folder"
    elif output.is_dir() or output.suffix != ".json":
        wrong = f"{output}: .json 파일 이름이어야 합니다 / must name a .json file"
    if wrong:
        raise CommandError(wrong, returncode=USAGE)
