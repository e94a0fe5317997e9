"""Work on files in a process group of its own: a wall limit, a way to cancel, and nothing left behind."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from procurement.casefile.archive import own_files
from procurement.measuring.child import Stopped, run
from procurement.services.jobs import Parameters
from procurement.services.record import Unusable
from procurement.sizing.solver import SolverCrashed, SolverStopped
from procurement.tasks.child import INPUTS, OUTPUTS, PARAMETERS, REFUSED, WORDS

SECONDS = 600.0


def made_apart(
    kind: str, inputs: bytes, *, parameters: Parameters, should_stop: Callable[[], bool], seconds: float = SECONDS
) -> dict[str, bytes]:
    """What `making.MADE` makes of a ZIP of files.

    Raises Unusable for what cannot be used, SolverStopped when stopped or out of time, SolverCrashed for a fault.
    """
    room = Path(tempfile.mkdtemp(prefix="job-"))
    try:
        (room / INPUTS).write_bytes(inputs)
        (room / PARAMETERS).write_text(json.dumps(parameters), encoding="utf-8")
        return _outputs(room, _ended(kind, room, should_stop, time.monotonic() + seconds))
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _ended(kind: str, room: Path, should_stop: Callable[[], bool], deadline: float) -> int:
    command = [sys.executable, "-m", "procurement.tasks.child", kind, str(room), str(os.getpid())]
    env = {**os.environ, "TMPDIR": str(room), "DJANGO_SETTINGS_MODULE": "procurement.settings"}

    def stopping() -> bool:
        return should_stop() or time.monotonic() > deadline

    try:
        return run(command, folder=settings.BASE_DIR, environment=env, log=room / "errors", stopping=stopping)
    except Stopped:
        if time.monotonic() > deadline:
            raise SolverStopped("제한 시간 안에 마치지 못했습니다. / Not done within the time limit.") from None
        raise SolverStopped("사용자가 취소했습니다. / Cancelled.") from None


def _outputs(room: Path, code: int) -> dict[str, bytes]:
    if code == REFUSED:
        raise Unusable((room / WORDS).read_text(encoding="utf-8"))
    if code != 0:
        last = (room / "errors").read_text(encoding="utf-8", errors="replace").strip().rpartition("\n")[2]
        raise SolverCrashed(
            f"프로세스가 답 없이 끝났습니다 (종료 코드 {code}): {last} / ended without an answer (exit code {code})"
        )
    return own_files((room / OUTPUTS).read_bytes())
