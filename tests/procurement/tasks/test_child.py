from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from procurement.casefile.archive import own_files, packed
from procurement.models.job import IMPORT
from procurement.tasks.child import INPUTS, OUTPUTS, PARAMETERS, REFUSED, WORDS
from procurement.tasks.making import READ
from tests.procurement.exchange import GUIDELLM, content

ROOT = Path(__file__).resolve().parents[3]


def begun(room: Path, files: dict[str, bytes], *, parent: int) -> subprocess.Popen[bytes]:
    (room / INPUTS).write_bytes(packed(files))
    (room / PARAMETERS).write_text(json.dumps({}))
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "procurement.settings"}
    command = [sys.executable, "-m", "procurement.tasks.child", IMPORT, str(room), str(parent)]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, start_new_session=True)


def test_it_makes_or_refuses_and_says_so_by_its_code(tmp_path: Path) -> None:
    assert begun(tmp_path, {GUIDELLM: content()}, parent=os.getpid()).wait(60) == 0
    assert list(own_files((tmp_path / OUTPUTS).read_bytes())) == [READ]
    assert begun(tmp_path, {"x.json": b"["}, parent=os.getpid()).wait(60) == REFUSED
    assert "x.json" in (tmp_path / WORDS).read_text()


def test_it_ends_with_its_parent_and_takes_its_room_along(tmp_path: Path) -> None:
    room = tmp_path / "room"
    room.mkdir()
    assert begun(room, {GUIDELLM: content()}, parent=os.getpid() + 1).wait(60) == -signal.SIGKILL
    deadline = time.monotonic() + 5
    while room.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not room.exists()
