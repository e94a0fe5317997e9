"""manage.py results PATH...: result files read, checked, graded and handed out, without database, server or network."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from benchmarks.table import TableError
from benchmarks.writers.llmd import report
from procurement import __version__
from procurement.exports.xlsx.english_parts import in_language
from procurement.exports.xlsx.kperf import kperf_workbook
from procurement.exports.xlsx.kperf_results import Results
from procurement.management.base import (
    INTERRUPTED,
    REFUSED,
    USAGE,
    FileCommand,
    add_language,
    misnamed,
    not_read_or_written,
    nothing_written,
)
from procurement.resultfiles.answers import AnswerSheet, read_answers
from procurement.resultfiles.comparing import told_comparison
from procurement.resultfiles.folder import Found, found_files
from procurement.resultfiles.handing import NotOneSweep, kperf_json, results_json
from procurement.resultfiles.reading import gathered, read_file
from procurement.resultfiles.telling import told_file, told_together
from procurement.writing import write_all

_OUTPUTS = {"xlsx": ".xlsx", "kperf_json": ".json", "json": ".json"}


class Command(FileCommand):
    """Exit codes: 0 done, 1 nothing read or input or output refused (with the reason), 2 wrong usage, 130 stopped."""

    help = "성능 결과 파일을 읽고 검사하고 등급을 매겨 표로 만듭니다 / read, check and grade result files"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """PATH..., the answers, and what to write."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="결과 파일이나 폴더 / files or folders")
        parser.add_argument("--answers", type=Path, help="파일에 없는 것을 답한 .toml / what the files never say")
        parser.add_argument("--xlsx", type=Path, help="만들 성능 측정표 .xlsx / the K-Perf workbook to write")
        add_language(parser)
        parser.add_argument("--kperf-json", type=Path, help="만들 kperf_result.json / the K-Perf JSON to write")
        parser.add_argument("--llmd", type=Path, metavar="DIR", help="llm-d 보고서를 둘 폴더 / folder of llm-d reports")
        parser.add_argument("--json", type=Path, help="모든 결과를 적을 .json / everything as JSON")
        parser.add_argument("--compare", action="store_true", help="같은 조건끼리 견줍니다 / compare like with like")

    def handle(self, *_args: Any, **options: Any) -> None:  # noqa: ANN401 -- Django's signature
        """Read, say, write. Raises CommandError with the exit code."""
        _check_usage(options)
        try:
            results = self._read(found_files(options["paths"]), answers=_answers(options["answers"]))
            if options["compare"]:
                for line in told_comparison(results):
                    self.stdout.write(line)
            contents = _contents(results, options)
            write_all(contents)
        except (NotOneSweep, TableError) as refusal:
            raise nothing_written("받아들이지 않았습니다 / refused", str(refusal)) from refusal
        except BrokenPipeError:
            raise
        except OSError as error:
            raise not_read_or_written(error) from error
        except KeyboardInterrupt:
            raise nothing_written("중단했습니다 / interrupted", "", returncode=INTERRUPTED) from None
        for path in (options[name] for name in _OUTPUTS if options[name] in contents):
            self.stdout.write(f"■ 썼습니다 / written: {path}")
        if options["llmd"]:
            amount = sum(1 for path in contents if path.parent == options["llmd"])
            self.stdout.write(f"■ llm-d 보고서 {amount}개를 썼습니다 / reports written: {options['llmd']}")
        if not results.files:
            raise CommandError("읽은 결과 파일이 없습니다 / no result file could be read", returncode=REFUSED)

    def _read(self, found: tuple[Found, ...], *, answers: AnswerSheet) -> Results:
        """Read file after file, saying each as soon as it is read."""
        answers.check(one.name for one in found)
        every = []
        for number, one in enumerate(found, 1):
            if self.stdout.isatty():
                self.stdout.write(f"\r[{number}/{len(found)}] {one.name}", ending="\r")
            every.append(read_file(one, answers=answers))
            first, *others = told_file(every[-1])
            self.stdout.write(f"[{number}/{len(found)}] {first}")
            for line in others:
                self.stdout.write(line)
        results = gathered(every, program=f"Jeoul {__version__}")
        for line in told_together(results):
            self.stdout.write(line)
        return results


def _check_usage(options: dict[str, Any]) -> None:
    wrong = [f"{path}: 없습니다 / is not there" for path in options["paths"] if not path.exists()]
    wrong += filter(None, (misnamed(options[name], ending) for name, ending in _OUTPUTS.items()))
    if options["llmd"] is not None and options["llmd"].exists() and not options["llmd"].is_dir():
        wrong.append(f"{options['llmd']}: 폴더가 아닙니다 / is not a folder")
    if wrong:
        raise CommandError("\n".join(wrong), returncode=USAGE)


def _answers(path: Path | None) -> AnswerSheet:
    return AnswerSheet() if path is None else read_answers(path.read_bytes(), filename=path.name)


def _contents(results: Results, options: dict[str, Any]) -> dict[Path, bytes]:
    """Every file to write; none where nothing could be read."""
    if not results.files:
        return {}
    contents: dict[Path, bytes] = {}
    if options["xlsx"]:
        sheets = in_language(options["language"], lambda: kperf_workbook(results), source=results)
        contents[options["xlsx"]] = sheets.content
    if options["kperf_json"]:
        contents[options["kperf_json"]] = kperf_json(results)
    if options["json"]:
        contents[options["json"]] = results_json(results)
    if options["llmd"]:
        measured = (result.measurement for result in results.every)
        contents |= {options["llmd"] / f"{one.id}.json": report(one) for one in measured}
    return contents
