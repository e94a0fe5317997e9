"""manage.py collect FOLDER FORM...: filled forms read back, every fault told at once, stored only with --write."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.readers.xlsx_guard import MAX_BYTES
from procurement import __version__
from procurement.casefile import REFUSALS, in_words
from procurement.casefile.assess import reading as assess
from procurement.casefile.collecting.amending import workbooks_collected
from procurement.casefile.collecting.collecting import Outcome, collected
from procurement.casefile.collecting.refusal import shown
from procurement.casefile.handouts.brands import BrandNamed
from procurement.exports.xlsx.assess.blocks import NotForSheets
from procurement.management.base import (
    INTERRUPTED,
    FileCommand,
    check_usage,
    no_folder,
    not_read_or_written,
    nothing_written,
)
from procurement.writing import write_all

_TENDER = "tender.toml"
_FOLDER: tuple[type[Exception], ...] = (*REFUSALS, *assess.REFUSALS, NotForSheets)
_LOCK = "~$"  # how Office begins the name of a file that marks another as open


class Command(FileCommand):
    """Exit codes: 0 nothing wrong (stored with --write), 1 refused, nothing stored, 2 wrong usage, 130 interrupted."""

    help = "채워서 돌아온 평가표·제안서식이나 assess 통합문서를 읽어 옮깁니다 / read filled forms back, in bulk"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FOLDER, the filled forms, and whether to store them."""
        parser.add_argument("folder", type=Path, help="tender.toml이나 assess.toml이 있는 폴더 / the case folder")
        parser.add_argument("paths", nargs="+", type=Path, metavar="FORM", help="채운 양식이나 폴더 / forms or folders")
        written = "marks.csv와 bids/, 또는 assess.toml에 저장합니다. 없으면 보이기만 합니다 / store them"
        parser.add_argument("--write", action="store_true", help=written)

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read everything, say what would change and what is wrong, store. Raises CommandError with the exit code."""
        _check_usage(options)
        try:
            outcome = _read(options)
            for line in told(outcome):
                self.stdout.write(shown(line))
            if outcome.refusals:
                why = "\n".join(f"  {one}" for one in outcome.refusals)
                what = f"고칠 곳이 {len(outcome.refusals)}곳 있습니다 / {len(outcome.refusals)} things to mend"
                raise nothing_written(what, why)
            if options["write"]:
                write_all(outcome.contents)
        except BrandNamed as refusal:
            raise nothing_written("받아들이지 않았습니다 / refused", str(refusal)) from refusal
        except _FOLDER as refusal:
            words = assess.in_words if _assessed(options["folder"]) else in_words
            raise nothing_written("사업 폴더를 받아들이지 않았습니다 / folder refused", words(refusal)) from refusal
        except BrokenPipeError:
            raise
        except OSError as error:
            raise not_read_or_written(error) from error
        except KeyboardInterrupt:
            raise nothing_written("중단했습니다 / interrupted", "", returncode=INTERRUPTED) from None
        for line in _stored(outcome, options):
            self.stdout.write(line)


def _assessed(folder: Path) -> bool:
    return (folder / assess.FILE).is_file() and not (folder / _TENDER).is_file()


def _read(options: dict[str, Any]) -> Outcome:
    """Forms of a tender, or workbooks of an assessment, by what the folder holds."""
    files, folder = _files(options["paths"]), options["folder"]
    if _assessed(folder):
        return workbooks_collected(files, folder=folder, program=f"Jeoul {__version__}")
    return collected(files, folder=folder)


def told(outcome: Outcome) -> Iterator[str]:
    """What would change, evaluator by evaluator and bid by bid, and whose forms are still missing."""
    yield from (f"● 건너뜀 / skipped: {line}" for line in outcome.skipped)
    for who, (filename, changes, amount) in outcome.ballots.items():
        new = sum(1 for one in changes if one.old is None)
        counts = f"새로 {new}, 바뀜 {len(changes) - new}, 그대로 {amount - len(changes)}"
        yield f"● {who} ({filename}): {counts} / new, changed, unchanged"
        yield from (f"    {one}" for one in changes if one.old is not None)
    for filename, bid in outcome.bids:
        kind = "새 입찰" if bid.new else "바뀜" if bid.lines else "그대로"
        yield f"● {bid.bid.name} → bids/{bid.path} ({filename}): {kind} / a bid"
        yield from (f"    {line}" for line in bid.lines)
    for filename, lines in outcome.amended:
        yield f"● {assess.FILE} ({filename}): 바뀌는 값 / what changes"
        yield from (f"    {line}" for line in lines)
    if outcome.missing:
        listed = ", ".join(outcome.missing)
        yield f"● 아직 점수가 다 없는 위원 {len(outcome.missing)}명: {listed} / evaluators still missing"


def _stored(outcome: Outcome, options: dict[str, Any]) -> Iterator[str]:
    if not outcome.contents:
        yield "■ 바꿀 것이 없습니다 / nothing to change"
        return
    done = "저장했습니다 / stored" if options["write"] else "저장하지 않았습니다(--write를 붙이면 저장) / not stored"
    names = ", ".join(path.relative_to(options["folder"]).as_posix() for path in outcome.contents)
    yield f"■ {names}: {done}"


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Every workbook of the paths and below them by name, no more of each than may be read; none twice."""
    seen: set[Path] = set()
    for path in paths:
        for one in sorted(path.rglob("*.xlsx")) if path.is_dir() else [path]:
            if one.resolve() in seen or one.name.startswith(_LOCK) or not one.is_file():
                continue
            seen.add(one.resolve())
            with one.open("rb") as file:
                yield one.name, file.read(MAX_BYTES + 1)


def _check_usage(options: dict[str, Any]) -> None:
    absent = [f"{path}: 없습니다 / is not there" for path in options["paths"] if not path.exists()]
    check_usage(no_folder(options["folder"]), *absent)
    check_usage(
        "" if any(True for _ in _files(options["paths"])) else "읽을 .xlsx가 없습니다 / there is no .xlsx to read"
    )
