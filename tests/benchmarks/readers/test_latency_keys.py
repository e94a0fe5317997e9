from __future__ import annotations

from benchmarks.readers.latency_keys import latency_keys


def test_every_metric_has_a_key_for_every_statistic() -> None:
    found = latency_keys(
        (("ttft", "ttft", "first"), ("e2el", "e2e", "whole")),
        statistics=(("mean", "mean"), ("median", "p50")),
        pattern="{statistic}_{metric}_ms",
        unit="ms",
    )
    assert found == (
        ("mean_ttft_ms", "ttft", "mean", "ms", "first"),
        ("median_ttft_ms", "ttft", "p50", "ms", "first"),
        ("mean_e2el_ms", "e2e", "mean", "ms", "whole"),
        ("median_e2el_ms", "e2e", "p50", "ms", "whole"),
    )
