"""What every command has in common: it speaks through any terminal or pipe, stops when asked, refuses in one form."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper

from django.core.management.base import BaseCommand, CommandError

REFUSED, USAGE, INTERRUPTED = 1, 2, 130


class FileCommand(BaseCommand):
    """A command that works on files alone: no database, no server, no checks of either."""

    requires_system_checks = ()

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


def nothing_written(what: str, why: str, *, returncode: int = REFUSED) -> CommandError:
    """The refusal that says in both languages that no file was changed; `what` is Korean / English."""
    korean, _, english = what.partition(" / ")
    message = f"{korean}. 아무것도 쓰지 않았습니다 / {english}, nothing written\n{why}"
    return CommandError(message.strip(), returncode=returncode)


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
