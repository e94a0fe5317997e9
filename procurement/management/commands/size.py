"""manage.py size FOLDER [-o OUT.xlsx] [--json OUT.json]: what to buy for a demand, with its proof, from files alone."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml.etree import SerialisationError

from procurement import __version__
from procurement.casefile import REFUSALS, in_words
from procurement.casefile.sizing import main_file, read_sizing
from procurement.casefile.sizing_whole import Cancelled, Further, sizing_whole
from procurement.exports.sizing import Sizing
from procurement.exports.sizing_json import sizing_json
from procurement.exports.sizing_lines import lines
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.sizing import sizing_workbook
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
from procurement.sizing.asking import Unproven
from procurement.sizing.solver import Progress, SolverCrashed, SolverStopped, Watch
from procurement.writing import write_all


class Command(FileCommand):
    """Exit codes: 0 done, 1 input or output refused (with the reason), 2 wrong usage, 130 interrupted."""

    help = "수요에 맞는 장비 구성을 구합니다 / size the hardware for a demand, from a folder of files"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FOLDER, the workbook and the JSON to write, and the solver's time."""
        parser.add_argument("folder", type=Path, help="sizing.toml 또는 tender.toml이 있는 폴더 / the folder")
        parser.add_argument("-o", "--output", type=Path, help="만들 .xlsx 파일 / the workbook to write")
        add_language(parser)
        parser.add_argument("--json", type=Path, help="만들 .json 파일 / the JSON to write")
        parser.add_argument("--frontier", type=int, help="비용 곡선의 점 수 / points of the curve of cost")
        parser.add_argument("--prices", action="store_true", help="한도마다 가격을 구합니다 / price every limit")
        parser.add_argument("--why", help="왜 이 구성이 빠졌는지 / why this configuration (id) is out")
        parser.add_argument("--robustness", action="store_true", help="얼마나 견디는지 / [sizing.robustness]")
        parser.add_argument("--policy", action="store_true", help="정책 시나리오 견주기 / [sizing.policy]")
        parser.add_argument("--seconds", type=float, default=SECONDS, help="계산 제한 시간(초) / solver limit")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, size, write, say. Raises CommandError with the exit code."""
        _check_usage(options)
        try:
            self._run(options)
        except REFUSALS as refusal:
            said = in_words(refusal, main=main_file(options["folder"]))
            raise nothing_written("입력을 받아들이지 않았습니다 / input refused", said) from refusal
        except BrokenPipeError:
            raise
        except (OSError, SerialisationError) as error:
            raise not_read_or_written(error, output=options["output"] or options["json"]) from error
        except KeyboardInterrupt:
            raise nothing_written("중단했습니다 / interrupted", "", returncode=INTERRUPTED) from None

    def _run(self, options: dict[str, Any]) -> None:
        with stop_signals() as asked_to_end:
            try:
                sizing = self._sized(options, asked_to_end)
            except Cancelled:
                raise KeyboardInterrupt from None
            except (SolverCrashed, SolverStopped, Unproven) as reason:
                if asked_to_end():
                    raise KeyboardInterrupt from None
                raise nothing_written("더 물은 것에 답하지 못했습니다 / no further answer", str(reason)) from reason
        if asked_to_end():
            raise KeyboardInterrupt
        write_all(_files(sizing, options))
        for line in lines(sizing):
            self.stdout.write(line)
        for path in (options["output"], options["json"]):
            if path is not None:
                self.stdout.write(f"■ 파일: {path} / written")

    def _sized(self, options: dict[str, Any], asked_to_end: Callable[[], bool]) -> Sizing:
        asked = ("frontier", "prices", "why", "robustness", "policy")
        further = Further(**{name: options[name] for name in asked})
        case, watch = read_sizing(options["folder"]), Watch(asked_to_end, self._progress)
        program = f"Jeoul {__version__}"
        return sizing_whole(case, further=further, wall_seconds=options["seconds"], program=program, watch=watch)

    def _progress(self, progress: Progress) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r      차이 {progress.gap:.2%}, 마디 {progress.nodes} / gap, nodes", ending="")


def _files(sizing: Sizing, options: dict[str, Any]) -> dict[Path, bytes]:
    files: dict[Path, bytes] = {}
    if options["output"] is not None:
        sheets = in_language(options["language"], lambda: sizing_workbook(sizing), source=sizing)
        files[options["output"]] = sheets.content
    if options["json"] is not None:
        files[options["json"]] = sizing_json(sizing).encode()
    return files


def _too_few(points: int | None) -> str:
    if points is None or points > 0:
        return ""
    return f"--frontier {points}: 점은 하나 이상 / at least one point"


def _check_usage(options: dict[str, Any]) -> None:
    check_usage(
        no_folder(options["folder"]),
        too_long(options["seconds"]),
        misnamed(options["output"], ".xlsx"),
        misnamed(options["json"], ".json"),
        _too_few(options["frontier"]),
    )
