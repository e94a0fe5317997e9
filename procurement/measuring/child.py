"""A program in a process group of its own: it can be stopped at any moment, and nothing stays."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_POLL_SECONDS = 0.05
_GRACE_SECONDS = 1.0

Stopping = Callable[[], bool]


class Stopped(Exception):
    """The user asked to stop while the program ran."""


def run(command: Sequence[str], *, folder: Path, environment: Mapping[str, str], log: Path, stopping: Stopping) -> int:
    """Run a program in `folder` and give back its exit code; what it prints goes to `log`.

    Raises Stopped within two seconds of the wish to stop: the group is asked to end and after one second killed.
    Whatever the program started and left behind is killed in any case. OSError where it cannot be started.
    """
    with log.open("wb") as said:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=dict(environment),
            start_new_session=True,
        )
    try:
        while process.poll() is None:
            if stopping():
                raise Stopped
            time.sleep(_POLL_SECONDS)
    finally:
        _end(process)
    return process.returncode


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        _signal_group(process, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=_GRACE_SECONDS)
    _signal_group(process, signal.SIGKILL)
    process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
