"""What a GuideLLM on another machine looks like from outside: the same command line, result file and exit codes.

`behaviour.json` beside the program says how it behaves; `calls.jsonl` beside it holds how it was called.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def result(scenario: dict[str, Any], sample: dict[str, Any], *, answered: bool) -> dict[str, Any]:
    """The sample's run of as many streams, as often as they are asked for, under the scenario's conditions."""
    spec = scenario["spec"]
    measured = {run["config"]["strategy"]["streams"]: run for run in sample["benchmarks"]}
    runs = []
    for streams in spec["profile"]["streams"]:
        run = json.loads(json.dumps(measured[streams]))
        run["config"]["strategy"]["streams"] = streams
        run["config"]["backend"]["model"] = spec["backend"]["model"]
        if not answered:
            run["metrics"]["request_totals"]["successful"] = 0
        runs.append(run)
    sample["config"]["spec"]["backend"]["model"] = spec["backend"]["model"]
    sample["config"]["spec"]["data"] = spec["data"]
    return {**sample, "benchmarks": runs}


def main() -> int:
    behaviour = json.loads((HERE / "behaviour.json").read_text(encoding="utf-8"))
    with (HERE / "calls.jsonl").open("a", encoding="utf-8") as calls:
        calls.write(json.dumps({"arguments": sys.argv[1:], "environment": dict(os.environ)}) + "\n")
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"guidellm version: {behaviour['version']}\n")
        return 0
    scenario = json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
    if scenario["spec"]["profile"]["streams"][-1] == behaviour.get("hangs_at"):
        hang(deaf=behaviour.get("deaf", False))
    if scenario["spec"]["profile"]["streams"][-1] == behaviour.get("fails_at"):
        sys.stdout.write("ConnectError: All connection attempts failed\n")
        return 1
    sample = json.loads(Path(behaviour["sample"]).read_text(encoding="utf-8"))
    output = Path(scenario["spec"]["outputs"][0]["path"])
    output.write_text(json.dumps(result(scenario, sample, answered=behaviour.get("answered", True))), encoding="utf-8")
    return 0


def hang(*, deaf: bool) -> None:
    """Start a worker, say both process numbers, and wait; a deaf one ignores the wish to end."""
    if deaf:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    worker = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    part = HERE / "hanging.part"
    part.write_text(json.dumps([os.getpid(), worker.pid]), encoding="utf-8")
    part.rename(HERE / "hanging.json")
    time.sleep(600)


if __name__ == "__main__":
    sys.exit(main())
