"""Make guidellm_v2.json, guidellm_v1.json and guidellm.csv from a full GuideLLM 0.8.1 report and the table beside it.

    python tests/files/trim_guidellm.py benchmarks.json tests/files

Version 2 keeps every number it keeps as it was: the per-request lists, the confidence intervals and the metrics nobody
reads are left out. Version 1 is the same numbers under the top level that GuideLLM 0.5 to 0.6 and K-Perf's fb3e862
write (`metadata.version` 1, `args`), because no such file measured on the mock server was kept. The table keeps the
columns that are read and those of its first group.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path
from typing import Any

METRICS = (
    "request_totals",
    "requests_per_second",
    "request_latency",
    "prompt_token_count",
    "output_token_count",
    "time_to_first_token_ms",
    "time_per_output_token_ms",
    "inter_token_latency_ms",
    "prompt_tokens_per_second",
    "output_tokens_per_second",
    "tokens_per_second",
)
GROUPS = {
    "Benchmark",
    "Timings",
    "Request Counts",
    "Request Latency",
    "Time to First Token",
    "Time per Output Token",
    "Inter Token Latency",
    "Server Throughput",
    "Token Metrics",
    "Token Throughput",
}
LEFT_OUT = {"pdf", "mean_ci", "percentile_cis"}


def trimmed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: trimmed(item) for key, item in value.items() if key not in LEFT_OUT}


def benchmark(full: dict[str, Any]) -> dict[str, Any]:
    kept = {key: full[key] for key in ("type_", "start_time", "end_time", "duration")}
    metrics = {name: trimmed(full["metrics"][name]) for name in METRICS}
    config = {key: full["config"][key] for key in ("strategy", "backend")}
    return {**kept, "config": config, "metrics": metrics}


def version_2(full: dict[str, Any]) -> dict[str, Any]:
    spec = {key: full["config"]["spec"][key] for key in ("backend", "profile", "data")}
    benchmarks = [benchmark(item) for item in full["benchmarks"]]
    return {"metadata": full["metadata"], "config": {"spec": spec}, "benchmarks": benchmarks}


def version_1(full: dict[str, Any]) -> dict[str, Any]:
    benchmarks = [benchmark(item) for item in full["benchmarks"]]
    for item in benchmarks:
        del item["config"]["backend"]
    args = {"model": "mock-model", "data": ["prompt_tokens=128,output_tokens=64"], "profile": "concurrent"}
    return {"metadata": {"version": 1, "guidellm_version": "0.5.0"}, "args": args, "benchmarks": benchmarks}


def kept(heading: tuple[str, ...]) -> bool:
    group, label, statistic = heading
    if group in {"Run Info", "Runtime Info"}:
        return label in {"Run ID", "Run Index", "Metadata", "Arguments"}
    return group in GROUPS and "Incomplete " not in label and statistic not in {"Mean CI", "Percentile CIs"}


def table(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    columns = [index for index, heading in enumerate(zip(*lines[:3], strict=True)) if kept(heading)]
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([line[index] for index in columns] for line in lines)


def main(source: Path, folder: Path) -> None:
    full = json.loads(source.read_text(encoding="utf-8"))
    for name, report in (("guidellm_v2.json", version_2(full)), ("guidellm_v1.json", version_1(full))):
        text = json.dumps(report, separators=(",", ":"))
        folder.joinpath(name).write_text(text + "\n", encoding="utf-8")
    table(source.with_suffix(".csv"), folder / "guidellm.csv")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
