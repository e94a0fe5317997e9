from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def started(**variables: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("JEOUL_")} | variables
    command = [sys.executable, "-W", "ignore", "-c", "import procurement.wsgi"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("key", ["", "short", "django-insecure-" + "k3x" * 20, "a" * 60])
def test_without_a_secret_key_that_is_one_nothing_starts(key: str) -> None:
    done = started(JEOUL_SECRET_KEY=key)
    assert done.returncode == 1
    assert "JEOUL_SECRET_KEY: 길이 50자 이상" in done.stderr


@pytest.mark.parametrize("variables", [{"JEOUL_DEMO": "1"}, {"JEOUL_SECRET_KEY": "0123456789abcdefghij" * 3}])
def test_with_one_or_in_the_demo_it_starts(variables: dict[str, str]) -> None:
    done = started(**variables)
    assert (done.returncode, done.stderr) == (0, "")
