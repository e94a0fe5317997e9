"""How many tampered or misread measurements the hard rules catch: counted on real rows where they are at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.answers import Answers
from benchmarks.canonical import measurements
from benchmarks.findings import findings
from benchmarks.measurement import Measurement
from benchmarks.readers import UnreadableFile, read
from tests.benchmarks.findings.tampered import CHANGES, Change, caught, rejected, synthetic

_RESULTS = Path(__file__).parents[3] / "shared" / "results"
_PATTERNS = {
    "MLPerf 로그 / logs": "mlperf/**/run_1/mlperf_log_summary.txt",
    "vLLM": "vllm/**/*.csv",
    "inference-perf": "inference-perf/**/*.json",
    "LLMPerf": "llmperf-leaderboard/summary/*.json",
    "모의 서버 / mock server": "format-fixtures/**/*.json",
}
_SYNTHETIC = 1_000
_SEED = 20261122
_FEWEST_CHECKS = 3


def table() -> str:
    """A table in Markdown: a row a change, a column a source, the share that is rejected of the rows it changes."""
    sources = {name: rows for name, pattern in _PATTERNS.items() if (rows := tuple(_real(pattern)))}
    model = next((row for rows in sources.values() for row in rows), None)
    if model is None:
        return "## 조작·오독 탐지 / tampering\n\n실측 파일이 없어 세지 못함 / no result files at hand\n"
    sources["지어낸 닫힌 루프 / synthetic"] = synthetic(replace(model, verdict=None), amount=_SYNTHETIC, seed=_SEED)
    heads = " | ".join(f"{name} ({len(rows):,})" for name, rows in sources.items())
    lines = [
        f"| {name} | {' | '.join(_share(rows, change) for rows in sources.values())} |"
        for name, change in CHANGES.items()
    ]
    return "\n".join(
        (
            "## 조작·오독 탐지 / tampering and misreading that the hard rules catch",
            "",
            "손대지 않으면 통과하는 측정값만 셈. 그 변화가 실제로 바꾸는 값 가운데 부적합이 되는 비율.",
            "지어낸 것은 항등식을 만족하도록 만든 수이며 실측이 아님. –: 그 값이 없는 자료.",
            "",
            f"| 바꾼 것 | {heads} |",
            f"|---|{'---|' * len(sources)}",
            *lines,
            "",
        )
    )


def _share(rows: tuple[Measurement, ...], change: Change) -> str:
    found, changed = caught(rows, change=change)
    return f"{100 * found / changed:.0f} % ({changed:,})" if changed else "–"


def _real(pattern: str) -> Iterator[Measurement]:
    """Rows that nothing rejects as they are and that at least three rules could look at."""
    for path in sorted(_RESULTS.glob(pattern)):
        try:
            found = measurements(read(path.read_bytes(), filename=path.name), answers=Answers())
        except UnreadableFile:
            continue
        for one in found:
            passed = sum(finding.level == "pass" for finding in findings(one))
            if passed >= _FEWEST_CHECKS and not rejected(one):
                yield one
