from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from procurement.measuring.child import Stopped, run
from tests.procurement.measuring.sweeps import gone

ENVIRONMENT = {"PATH": os.environ["PATH"]}
LEAVES_ONE = (
    "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']).pid)"
)
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w').close(); time.sleep(600)"


def ran(code: str, folder: Path, **changed: object) -> tuple[int, str]:
    log = folder / "log"
    stopping = changed.get("stopping", lambda: False)
    found = run(
        [sys.executable, "-c", code],
        folder=folder,
        environment=ENVIRONMENT,
        log=log,
        stopping=stopping,  # type: ignore[arg-type]  # one optional argument of the tests
    )
    return found, log.read_text(encoding="utf-8")


def test_the_exit_code_and_what_was_printed_are_kept(tmp_path: Path) -> None:
    code = "import os, sys; print(os.getcwd(), sorted(os.environ)); print('wrong', file=sys.stderr); sys.exit(3)"
    returncode, said = ran(code, tmp_path)
    assert returncode == 3
    assert {"wrong", *said.splitlines()} == {"wrong", said.splitlines()[0], said.splitlines()[1]}
    assert str(tmp_path) in said
    assert "HOME" not in said


def test_what_a_program_leaves_behind_is_killed(tmp_path: Path) -> None:
    returncode, said = ran(LEAVES_ONE, tmp_path)
    assert returncode == 0
    time.sleep(0.1)
    assert gone(int(said))


def test_a_deaf_program_is_gone_within_two_seconds_of_the_wish_to_stop(tmp_path: Path) -> None:
    wished: list[float] = []

    def stopping() -> bool:
        if (tmp_path / "deaf").exists():
            wished.append(time.monotonic())
        return bool(wished)

    with pytest.raises(Stopped):
        ran(DEAF, tmp_path, stopping=stopping)
    assert time.monotonic() - wished[0] < 2
