"""Random evaluations of every procedure, recalculated by LibreOffice: how many figures differ from the library's."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from pathlib import Path
from random import Random

from procurement.exports.assessed import Assessed
from procurement.exports.xlsx.workbook import evaluation_workbook
from scoring.international import METHODS
from scoring.result import Evaluation
from tests.procurement.exports.cases import STEP, example
from tests.procurement.exports.changes import like
from tests.procurement.exports.evaluations import evaluated, goods_rules, workbook
from tests.procurement.exports.procedures import procedures
from tests.procurement.exports.recalculated import differing, formulas, recalculated, values
from tests.procurement.exports.xlsx.assess import (
    test_comparison,
    test_mas,
    test_open_call,
    test_qualification,
    test_reserve_price,
    test_two_stage,
)
from tests.procurement.exports.xlsx.assess.workbooks import written

EACH = 100
_ASSESSED = {
    "qualification": test_qualification.drawn,
    "two-stage, simultaneous": test_two_stage.drawn,
    "mas": test_mas.drawn,
    "reserve-price": test_reserve_price.drawn,
    "open-call": test_open_call.drawn,
}
_METHODS = tuple(METHODS)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many formulas of how many workbooks were recalculated, and how many of them differ."""

    workbooks: int
    cells: int
    differing: int

    def line(self, name: str) -> str:
        """The row of the table."""
        return f"| {name} | {self.workbooks:,} | {self.cells:,} | {self.differing:,} |"


def table(each: int = EACH) -> str:
    """A table in Markdown: a row a procedure, `each` random evaluations of it; the example stands first."""
    soffice = shutil.which("soffice")
    if soffice is None:
        return "## 다시 계산 / recalculation\n\nLibreOffice가 없어 세지 못함 / no LibreOffice at hand\n"
    rows = [counted([evaluation_workbook(example()).content], soffice=Path(soffice)).line("예시 / the example")]
    for name, draw in (*_evaluated(), *_assessed()):
        with tempfile.TemporaryDirectory() as folder:
            contents = [draw(Path(folder) / str(seed), seed) for seed in range(each)]
        rows.append(counted(contents, soffice=Path(soffice)).line(name))
    return "\n".join(
        (
            "## 다시 계산 / random evaluations of every procedure, recalculated by LibreOffice",
            "",
            "저장된 값을 버리고 강제로 다시 계산한 모든 수식을 수식 옆에 적힌 프로그램의 값과 견줌.",
            "다름: 유효숫자 12자리까지 같지 않은 수 또는 같지 않은 글. 업체와 점수는 지어낸 것임.",
            "",
            "| 절차 / procedure | 통합문서 / workbooks | 견준 칸 / cells compared | 다름 / differing |",
            "|---|---|---|---|",
            *rows,
            "",
        )
    )


def counted(contents: list[bytes], *, soffice: Path) -> Counted:
    """Every formula of the workbooks against the recalculation."""
    with tempfile.TemporaryDirectory() as folder:
        theirs = recalculated(contents, soffice=soffice, folder=Path(folder))
    cells = wrong = 0
    for mine, other in zip(contents, theirs, strict=True):
        live = formulas(mine)
        cells += len(live)
        wrong += len(differing(live, values(mine), values(other)))
    return Counted(len(contents), cells, wrong)


Draw = Callable[[Path, int], bytes]


def _evaluated() -> Iterator[tuple[str, Draw]]:
    for name, bases in _bases().items():
        yield f"evaluate: {name}", partial(_drawn_like, bases)


def _drawn_like(bases: Sequence[Evaluation], _folder: Path, seed: int) -> bytes:
    """Each of the tenders in turn, with other inputs."""
    return workbook(like(bases[seed % len(bases)], Random(seed)))  # noqa: S311 -- made-up tenders, nothing secret


def _bases() -> dict[str, tuple[Evaluation, ...]]:
    other = dict(procedures())
    local = tuple(made for name, made in other.items() if name.startswith("local"))
    return {
        "국가 협상, 가격 산식 4가지": (
            *(evaluated(price_formula=f) for f in ("two_slope_2026", "two_slope_legacy", "relative_lowest")),
            evaluated(price_formula="deviation_from_reserve", rules=goods_rules()),
        ),
        "국가 협상, 차등점수": (
            evaluated(differential_step=STEP),
            evaluated(differential_step=Fraction(1), differential_threshold_on="differential"),
        ),
        "지방 협상, 합산·기술 기준과 추첨": local,
        "12인 위원회·가점·공고가 정한 점수선과 산식": tuple(made for made in other.values() if made not in local),
    }


def _assessed() -> Iterator[tuple[str, Draw]]:
    for name, draw in _ASSESSED.items():
        yield f"assess: {name}", partial(_written, draw)
    yield "assess: comparison", _compared


def _written(draw: Callable[[Path, int], Assessed], folder: Path, seed: int) -> bytes:
    return written(draw(folder, seed))


def _compared(folder: Path, seed: int) -> bytes:
    """Each method of the library in turn."""
    return written(test_comparison.drawn(folder, seed, _METHODS[seed % len(_METHODS)]))
