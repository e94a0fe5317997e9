"""What every command has in common: it speaks through any terminal or pipe, stops when asked, refuses in one form."""

from __future__ import annotations

import os
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from lxml.etree import SerialisationError

from procurement.exports.xlsx.english import LANGUAGES

REFUSED, USAGE, INTERRUPTED = 1, 2, 130
SECONDS, _MOST_SECONDS = 60, 86_400


class SpokenCommand(BaseCommand):
    """A command that speaks through any terminal or pipe."""

    def run_from_argv(self, argv: list[str]) -> None:
        """Say each line at once, and never stop at a letter that a terminal or pipe cannot show."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace", line_buffering=True)
        try:
            super().run_from_argv(argv)
        except BrokenPipeError:
            # what is left in the stream must not fail at the exit either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.stderr.write("출력을 받던 쪽이 닫혀 멈췄습니다 / stopped: the reader of the output closed it\n")
            sys.exit(REFUSED)


def add_language(parser: ArgumentParser) -> None:
    """The switch for the language of the workbook."""
    parser.add_argument("--language", choices=LANGUAGES, default="ko", help="통합문서의 말 / the workbook's language")


class FileCommand(SpokenCommand):
    """A command that works on files alone: no database, no server, no checks of either."""

    requires_system_checks = ()


def nothing_written(what: str, why: str, *, returncode: int = REFUSED) -> CommandError:
    """The refusal that says in both languages that no file was changed; `what` is Korean / English."""
    korean, _, english = what.partition(" / ")
    message = f"{korean}. 아무것도 쓰지 않았습니다 / {english}, nothing written\n{why}"
    return CommandError(message.strip(), returncode=returncode)


def not_read_or_written(error: OSError | SerialisationError, *, output: Path | None = None) -> CommandError:
    """The refusal of a file that cannot be opened or written; `output` where the error does not name one."""
    return nothing_written("읽거나 쓸 수 없습니다 / cannot be read or written", why_not(error, output=output))


def why_not(error: OSError | SerialisationError, *, output: Path | None = None) -> str:
    """What could not be opened or written; lxml tells of a full disk in its own words."""
    named, said = (error.filename, error.strerror) if isinstance(error, OSError) else (None, None)
    mend = "열려 있으면 닫고 폴더, 권한, 남은 공간을 확인하십시오 / close it, see the folder, rights and space"
    return f"{named or output}: {said or error}. {mend}"


def no_folder(path: Path) -> str:
    """What is wrong with a folder to be read; "" = nothing."""
    return "" if path.is_dir() else f"{path}: 폴더가 아닙니다 / is not a folder"


def misnamed(path: Path | None, ending: str, *, article: str = "a") -> str:
    """What is wrong with the name of a file to be written, where one is asked for; "" = nothing."""
    if path is None or (path.suffix == ending and not path.is_dir()):
        return ""
    return f"{path}: {ending} 파일 이름이어야 합니다 / must name {article} {ending} file"


def too_long(seconds: float) -> str:
    """What is wrong with the solver's time; "" = nothing."""
    if 0 < seconds <= _MOST_SECONDS:
        return ""
    return f"--seconds {seconds}: 0초보다 길고 {_MOST_SECONDS}초 이하 / above 0 and at most {_MOST_SECONDS}"


def check_usage(*wrong: str) -> None:
    """Raise CommandError with the first thing that is wrong with the usage, if any."""
    if first := next(filter(None, wrong), ""):
        raise CommandError(first, returncode=USAGE)


@contextmanager
def stop_signals() -> Iterator[Callable[[], bool]]:
    """Keep Ctrl-C and SIGTERM until they are asked for: one in the middle of a start would leave a program behind."""
    asked: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM)
    older = {number: signal.signal(number, lambda got, _frame: asked.append(got)) for number in numbers}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in older.items():
            signal.signal(number, handler)
