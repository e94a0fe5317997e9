from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REMEMBERED = ("models", "services", "selectors")


def run(*command: str, url: str, data: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "JEOUL_DATABASE_URL": url, "JEOUL_DATA": str(data)}
    done = subprocess.run([sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def test_what_is_remembered_is_remembered_on_postgresql_too(postgresql: str, tmp_path: Path) -> None:
    folders = [f"tests/procurement/{name}" for name in REMEMBERED]
    done = run("-m", "pytest", "-q", "-p", "no:xdist", "-k", "not at_once", *folders, url=postgresql, data=tmp_path)
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
