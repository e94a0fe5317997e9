"""Result files as suppliers deliver them, made in a folder from our samples: with the detail that the tools write."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILES = 1000
_SAMPLES = Path(__file__).parents[1] / "files"
_VLLM_REQUESTS = 100


def delivered(folder: Path) -> tuple[Path, ...]:
    """K-Perf 40 %, vLLM with --save-detailed 40 %, GuideLLM with its request statistics 20 %."""
    kperf, vllm, guidellm = (_sample(name) for name in ("kperf_result.json", "vllm_c4.json", "guidellm_v2.json"))
    detailed, requested = json.dumps(_detailed(vllm)), json.dumps(_requested(guidellm))
    return _written(folder, (json.dumps(kperf), detailed, requested, json.dumps(kperf), detailed))


def summaries(folder: Path) -> tuple[Path, ...]:
    """The worst case: one-run vLLM summaries of 2 KB, where the work a row outweighs the parsing."""
    return _written(folder, tuple(json.dumps(_sample(name)) for name in ("vllm_c4.json", "vllm_chat_c8.json")))


def _sample(name: str) -> Any:
    return json.loads((_SAMPLES / name).read_text(encoding="utf-8"))


def _written(folder: Path, texts: tuple[str, ...]) -> tuple[Path, ...]:
    """Copies that differ in spaces at the end, so that no two have the same bytes."""
    paths = tuple(folder / f"run-{number}.json" for number in range(FILES))
    for number, path in enumerate(paths):
        path.write_text(texts[number % len(texts)] + " " * (number // len(texts)), encoding="utf-8")
    return paths


def _detailed(run: dict[str, Any]) -> dict[str, Any]:
    """A run with the lists of `--save-detailed`: a time a request and a gap a token."""
    tokens = run["output_lens"][0]
    lists = {
        "ttfts": [0.0573 + n / 1e6 for n in range(_VLLM_REQUESTS)],
        "itls": [[0.01001 + (n + k) / 1e7 for k in range(tokens - 1)] for n in range(_VLLM_REQUESTS)],
        "generated_texts": ["토큰 " * tokens] * _VLLM_REQUESTS,
        "errors": [""] * _VLLM_REQUESTS,
        "input_lens": [run["input_lens"][0]] * _VLLM_REQUESTS,
        "output_lens": [tokens] * _VLLM_REQUESTS,
    }
    return {**run, **lists}


def _requested(report: dict[str, Any]) -> dict[str, Any]:
    """A report with an entry a request, of the fields and sizes that GuideLLM 0.8 writes."""
    steps = [
        {**step, "requests": {"successful": [_request(n) for n in range(_successful(step))]}}
        for step in report["benchmarks"]
    ]
    return {**report, "benchmarks": steps}


def _successful(step: dict[str, Any]) -> int:
    return int(step["metrics"]["request_totals"]["successful"])


def _request(number: int) -> dict[str, Any]:
    times = {f"time_{k}": 1795345235.777683 + number + k / 1000 for k in range(40)}
    texts = {"request_id": f"{number:036d}", "request_args": "낱말 " * 300, "output": "tok " * 64}
    counts = {f"count_{k}": 64 + k for k in range(20)}
    return {**texts, **times, **counts, "info": dict(times)}
