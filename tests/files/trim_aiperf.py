"""Make aiperf_c4.json and aiperf_c1.jsonl from the exports of AIPerf 0.13.0 runs against the mock server.

    python tests/files/trim_aiperf.py profile_export_aiperf.json profile_export.jsonl tests/files

Every number that is kept is kept as it was; metrics nobody reads, identifiers and addresses are left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

METRICS = {
    "request_throughput",
    "request_latency",
    "request_count",
    "time_to_first_token",
    "inter_token_latency",
    "output_token_throughput",
    "output_token_throughput_per_user",
    "output_sequence_length",
    "input_sequence_length",
    "inter_chunk_latency",
    "benchmark_duration",
    "total_isl",
    "total_osl",
    "completed_request_count",
    "total_token_throughput",
    "input_token_throughput",
    "effective_concurrency",
}
RUN = {
    "schema_version",
    "aiperf_version",
    "telemetry_data",
    "was_cancelled",
    "is_complete",
    "error_summary",
    "start_time",
}
CONFIG = {"models", "datasets", "phases"}
METADATA = {"request_start_ns", "request_end_ns", "benchmark_phase", "phase_index", "phase_kind", "was_cancelled"}


def kept(fields: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name in names}


def summary(full: dict[str, Any]) -> dict[str, Any]:
    return {**kept(full, METRICS | RUN), "input_config": kept(full["input_config"], CONFIG)}


def request(full: dict[str, Any]) -> dict[str, Any]:
    return {"metadata": kept(full["metadata"], METADATA), "metrics": kept(full["metrics"], METRICS)}


def main(export: Path, requests: Path, folder: Path) -> None:
    trimmed = json.dumps(summary(json.loads(export.read_text(encoding="utf-8"))), separators=(",", ":"))
    folder.joinpath("aiperf_c4.json").write_text(trimmed + "\n", encoding="utf-8")
    lines = (request(json.loads(line)) for line in requests.read_text(encoding="utf-8").splitlines())
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    folder.joinpath("aiperf_c1.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
