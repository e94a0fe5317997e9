"""What repeats of a measurement say of the step or limit that its value is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from scoring.cliffs import Cliff
from scoring.quantity import plain


@dataclass(frozen=True, slots=True)
class EdgeCheck:
    """A value that a ladder or gate reads and how often it was measured: `runs` from `low` to `high` in `unit`.

    `subject` is the gate or criterion. `missed` of the runs do not keep its service level or lack what it asks.
    With one run nothing is known of a spread, and `low` equals `high`.
    """

    bid: str
    subject: str
    title: str
    unit: str
    runs: int
    low: Fraction
    high: Fraction
    missed: int
    cliffs: tuple[Cliff, ...]


def edge_notes(check: EdgeCheck) -> Iterator[str]:
    """Runs and their spread, runs that miss the service level, and each edge inside the spread; Korean / English.

    Where the condition was measured once this is said, and no spread is assumed.
    """
    title, runs = check.title, check.runs
    if runs == 1:
        yield (
            f"{title}: 반복 측정 없음. 다시 재면 경계를 넘을지 알 수 없습니다 / "
            f"no repeats: whether measuring again would cross an edge is not known"
        )
        return
    spread = f"{plain(check.low)}~{plain(check.high)} {check.unit}".strip()
    inside, found = ("", "") if check.cliffs else (f" {spread}, 안에 경계 없음", f", {spread}, no edge inside")
    yield f"{title}: 같은 조건 {runs}회 측정{inside} / {runs} runs of one condition{found}"
    if check.missed:
        yield (
            f"{title}: {runs}회 중 {check.missed}회는 서비스 수준을 지킨 것으로 확인되지 않습니다 / "
            f"{check.missed} of {runs} runs are not known to keep the service level"
        )
    yield from (cliff.text for cliff in check.cliffs)
