"""A bid of a small case and a delivery of the same system, for the tests of acceptance."""

from __future__ import annotations

import json
from pathlib import Path

from procurement.measuring.imported import answers_template
from procurement.measuring.resume import Times, keep
from tests.procurement.casefile.folder import FILES, small_case, write
from tests.procurement.measuring.sweeps import ENDPOINT, GRID, steps
from tests.procurement.measuring.test_imported import written

ANSWERS = """\
[answers]
accelerator = "npu-a"
used = 1
engine = "시험 엔진"
engine_version = "1.1"
measurer = "검수소"
measurer_role = "buyer"
power_scope = "not_measured"
"""


def bid(folder: Path) -> Path:
    """The bid A of the small case: GuideLLM, fp8, concurrency 1, 4 and 8."""
    return small_case(folder / "case") / "bids" / "A.toml"


def late(folder: Path, *, slower_ms: float = 1.0, answers: str = ANSWERS) -> Path:
    """A result file of the delivered system, its first tokens so much later, with its answers beside it."""
    report = json.loads((FILES / "guidellm_v2.json").read_text(encoding="utf-8"))
    for run in report["benchmarks"]:
        ttft = run["metrics"]["time_to_first_token_ms"]["successful"]
        for block, names in ((ttft, ("mean", "min", "max")), (ttft["percentiles"], tuple(ttft["percentiles"]))):
            for name in names:
                block[name] += slower_ms
    path = folder / "late.json"
    path.write_text(json.dumps(report), encoding="utf-8")
    write(folder / "late.json.answers.toml", answers + 'weight_precision = "fp8"\n')
    return path


def swept(folder: Path) -> Path:
    """A folder as `measure` leaves it, with its answers filled in."""
    made = folder / "swept"
    made.mkdir()
    points = []
    for step in steps(GRID.replace("BF16", "FP8")):
        output = folder / "output.json"
        slower = ((b'"p90": 63.4305477142334', b'"p90": 64.5'), (b'"p90": 57.43575096130371', b'"p90": 57.5'))
        data = written(step)
        for old, new in slower:
            data = data.replace(old, new)
        output.write_bytes(data)
        kept = keep(made, step=step, endpoint=ENDPOINT, output=output, times=Times("0.8.1", "a", "b"))
        points.append(kept.measurement)
    assert answers_template(points, host={}).startswith("#")
    write(made / "answers.toml", ANSWERS)
    return made
