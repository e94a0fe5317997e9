from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from benchmarks.findings import Finding
from procurement.exports.dossier import Evidenced
from procurement.exports.summary import summary
from tests.procurement.exports.cases import sizings
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.sizing.builders import measurement


def test_the_ranking_comes_first_with_every_reason() -> None:
    lines = list(summary(dossier(evaluated())))
    assert lines[:8] == [
        "■ 협상순위 / ranking — 추론 서버 구매",
        "  1. 업체 A: 합계 92.3889 = 기술 84.0000 + 가격 8.8889 − 감점 0",
        "     1순위: 합산점수 92.3889 / by total points",
        "  2. 업체 B: 합계 91.5000 = 기술 81.5000 + 가격 10.0000 − 감점 0",
        "     2순위: 합산점수 91.5000 / by total points",
        "  -  업체 C: 부적격 / not eligible",
        "     x",
        "■ 주의 / notes",
    ]
