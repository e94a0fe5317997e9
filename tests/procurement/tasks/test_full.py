"""A disk that is full while a hand-out is made: a clear state, nothing half-stored, and done once there is room."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

from tests.procurement.conftest import empty_database
from tests.procurement.tasks.brokers import Installation

ROOT = Path(__file__).resolve().parents[3]
RUN = "import django; django.setup(); from procurement.tasks.running import run_waiting; print(run_waiting())"
ROOM_BYTES = 4096


def rooms(made: Installation) -> Path:
    """Where its jobs work."""
    found = made.folder / "rooms"
    found.mkdir(exist_ok=True)
    return found


def ran(made: Installation, *, room: int | None) -> subprocess.CompletedProcess[str]:
    """The waiting jobs done by a process that can make files of at most so many bytes."""

    def confine() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    env = {**made.env, "TMPDIR": str(rooms(made))}
    command = [sys.executable, "-c", RUN]
    return subprocess.run(command, check=False, cwd=ROOT, env=env, capture_output=True, text=True, preexec_fn=confine)


def test_a_full_disk_is_told_nothing_is_kept_and_the_next_try_succeeds(tmp_path: Path, postgresql: str) -> None:
    made = Installation(tmp_path, database=empty_database(postgresql), broker="filesystem://")
    kinds = ("workbook", "reconciliation", "import", "small")
    made.ask(*kinds)
    done = ran(made, room=ROOM_BYTES)
    assert done.stdout == f"{len(kinds)}\n", done.stderr
    told = made.jobs("failed", seconds=0)
    assert [(one["state"], one["files"], one["kept"], one["parts"]) for one in told] == [("failed", [], 0, 0)] * 4
    assert ["디스크가 차서" in one["told"] for one in told] == [True] * 4, told
    made.ask(*kinds)
    ran(made, room=None)
    again = made.jobs("done", "failed", seconds=0)[4:]
    assert [one["state"] for one in again] == ["done"] * 4, again
    assert again[2]["kept"] == 24
    assert not list(rooms(made).iterdir())
