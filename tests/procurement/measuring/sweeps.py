"""A grid, its steps, a stand-in for GuideLLM and a mock server, for the tests of measuring."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from procurement.measuring.endpoint import Endpoint, endpoint_of
from procurement.measuring.grid import Grid, parse_grid
from procurement.measuring.plan import Step, steps_of

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "files" / "guidellm_v2.json"
ENDPOINT: Endpoint = endpoint_of("http://127.0.0.1:9")
GRID = """\
title = "시험 격자"
note = "시험"
api = "chat"
concurrency = [1, 4]

[step]
percentile = "p90"
requests = 30
rounds = 10
warmup_rounds = 2
most_seconds = 60

[[model]]
name = "mock-model"
precision = "BF16"

[[length]]
isl = 128
osl = 64
"""


def grid(text: str = GRID) -> Grid:
    return parse_grid(text.encode(), filename="grid.toml")


def steps(text: str = GRID) -> tuple[Step, ...]:
    return steps_of(grid(text))


def fake(folder: Path, **behaviour: Any) -> Path:
    """A program that is called as GuideLLM is; how it behaves can be changed later with `behave`."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "guidellm"
    source = (HERE / "fake_guidellm.py").read_text(encoding="utf-8")
    program.write_text(f"#!{sys.executable}\n{source}", encoding="utf-8")
    program.chmod(0o755)
    behave(program, **behaviour)
    return program


def behave(program: Path, **behaviour: Any) -> None:
    told = {"version": "0.8.1", "sample": str(SAMPLE), **behaviour}
    program.with_name("behaviour.json").write_text(json.dumps(told), encoding="utf-8")


def calls(program: Path) -> list[dict[str, Any]]:
    lines = program.with_name("calls.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def hanging(program: Path) -> list[int]:
    """The process numbers of a stand-in that hangs and of its worker, once it does."""
    told = program.with_name("hanging.json")
    for _ in range(600):
        if told.exists():
            found: list[int] = json.loads(told.read_text(encoding="utf-8"))
            return found
        time.sleep(0.05)
    raise TimeoutError(told)


def gone(process: int) -> bool:
    """Whether a process has ended; one that only waits to be collected has."""
    state = Path(f"/proc/{process}/stat")
    try:
        return state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return True


@contextlib.contextmanager
def mock_server(*, slots: int) -> Iterator[str]:
    """The address of a server of known truth in a process of its own."""
    command = [sys.executable, str(HERE / "mock_server.py"), "0", str(slots)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield f"http://127.0.0.1:{server.stdout.readline().strip()}"
        finally:
            server.terminate()
