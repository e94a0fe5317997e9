"""Ten thousand spoilt files: read whole or refused with their place, how many of each kind, and the slowest of them."""

from __future__ import annotations

import resource
from pathlib import Path

from tests.benchmarks.readers.mutations import MUTATIONS, Tried, fixtures, mutated, real, tried

HEADING = "## 망가뜨린 파일 / spoilt files"
FILES = 10_000
_SEED = 20261122
_RESULTS = Path(__file__).parents[3] / "shared" / "results"


def table() -> str:
    """A table in Markdown: a row a mutation; a crash or a refusal without a place stops it and names the file."""
    seeds = (*fixtures(), *(real(_RESULTS) if _RESULTS.is_dir() else ()))
    before = _peak()
    done = [_light(tried(one)) for one in mutated(seeds, amount=FILES, seed=_SEED)]
    more = _peak() - before
    slowest = max(done, key=lambda one: one.seconds)
    how = slowest.mutated
    return "\n".join(
        (
            HEADING,
            "",
            (
                f"성한 파일 {len(seeds):,}개를 한 번에서 세 번까지 망가뜨린 {len(done):,}개(씨앗 {_SEED}):"
                f" {sum(one.read for one in done):,}개는 온전히 읽어 쓰고"
                f" {sum(not one.read for one in done):,}개는 자리와 까닭과 고칠 길을 말하고 거절함."
                " 멈추거나 반만 읽은 것은 없음."
            ),
            (
                f"합해서 {sum(one.seconds for one in done):.0f} s, 가장 오래 걸린 것 {slowest.seconds:.2f} s"
                f" ({how.name}, {how.how}), 최대 메모리 {before:.0f} → +{more:.0f} MB."
            ),
            "",
            "| 망가뜨린 방법 | 파일 | 읽음 | 거절 | 가장 오래 |",
            "|---|---|---|---|---|",
            *(_line(name, [one for one in done if name in one.mutated.how]) for name in MUTATIONS),
            "",
        )
    )


def _light(one: Tried) -> Tried:
    """Without the bytes, so that ten thousand can be kept."""
    return Tried(type(one.mutated)(one.mutated.name, one.mutated.how, b""), one.read, one.seconds)


def _line(name: str, done: list[Tried]) -> str:
    read, longest = sum(one.read for one in done), max((one.seconds for one in done), default=0)
    return f"| {name} | {len(done):,} | {read:,} | {len(done) - read:,} | {longest:.2f} s |"


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
