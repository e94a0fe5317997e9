"""A file's own TPOT checked against its other means, and recomputed where it cannot be right; formats.md §1.7."""

from __future__ import annotations

from decimal import Decimal

from benchmarks import metrics
from benchmarks.report import Cell
from benchmarks.units import convert

# an old inference-perf TPOT is 0.47 to 0.54 of the one recomputed (42 real files); a sound one within a few percent
_AGREES = (Decimal("0.9"), Decimal("1.1"))
_DEFLATED = (
    "{where}: 파일의 TPOT 평균이 (E2E − TTFT) ÷ (출력 토큰 − 1)의 {share}배라"
    "(예: 빈 응답 조각을 토큰으로 센 옛 inference-perf) TPOT와 ITL을 쓰지 않고 TPOT 평균을 다시 계산했습니다."
    " / The file's mean TPOT is {share} of (E2E − TTFT) ÷ (output tokens − 1), as when empty events are counted"
    " as tokens (inference-perf until 2026). TPOT and ITL were left out and the mean TPOT was recomputed."
)
_UNCHECKED = (
    "{where}: 출력 토큰 수나 지연 평균이 없어 TPOT와 ITL을 확인할 수 없으므로 쓰지 않았습니다."
    " / TPOT and ITL were left out: without mean output tokens and latencies they cannot be checked."
)


def confirmed(sound: list[Cell], *, own: list[Cell], osl: Decimal | None) -> tuple[list[Cell], tuple[str, ...]]:
    """The file's `own` TPOT and ITL if they agree with `sound` E2E and TTFT within 10 %, else the recomputed mean.

    `osl` is the mean of output tokens. What was left out is said.
    """
    stated = next((cell for cell in own if cell.quantity == "tpot" and cell.statistic == "mean"), None)
    if stated is None:
        return sound, ()
    recomputed = _recomputed(sound, osl=osl)
    if recomputed is None:
        return sound, (_UNCHECKED.format(where=stated.where),)
    share = _ms(stated) / recomputed.value
    if _AGREES[0] <= share <= _AGREES[1]:
        return sound + own, ()
    return [*sound, recomputed], (_DEFLATED.format(where=stated.where, share=f"{share:.3f}"),)


def _recomputed(cells: list[Cell], *, osl: Decimal | None) -> Cell | None:
    """Mean TPOT from the means of E2E, TTFT and output tokens; None where one is missing or nothing was decoded."""
    means = {cell.quantity: cell for cell in cells if cell.statistic == "mean"}
    if not means.keys() >= {"e2e", "ttft"} or osl is None or osl <= 1:
        return None
    e2e, ttft = means["e2e"], means["ttft"]
    decoding = _ms(e2e) - _ms(ttft)
    return Cell("tpot", "mean", decoding / (osl - 1), "ms", metrics.TPOT_DERIVED, e2e.where) if decoding > 0 else None


def _ms(cell: Cell) -> Decimal:
    return convert(cell.value, unit=cell.unit, to="ms")
