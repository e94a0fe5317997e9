from __future__ import annotations

from dataclasses import replace

from procurement.casefile.robust import robust_of
from procurement.exports.dossier import Dossier
from procurement.exports.xlsx import forms
from tests.procurement.exports.evaluations import dossier, evaluated
from tests.procurement.exports.reading import table


def annexed() -> Dossier:
    evaluation = evaluated()
    return replace(dossier(evaluation), robust=robust_of(evaluation))


def test_each_loser_and_each_evaluator_is_left_out_once() -> None:
    made = annexed()
    first = [row[0] for row in table(made, forms.SCENARIOS)]
    losers = [r.bid.name for r in made.evaluation.results if r.rank != 1]
    evaluators = sorted({m.evaluator for m in made.evaluation.marks})
    assert first[6 : 6 + len(losers)] == losers
    assert first[-len(evaluators) :] == evaluators


def test_the_sheet_says_that_it_decides_nothing_and_what_stays() -> None:
    rows = table(annexed(), forms.SCENARIOS)
    assert rows[1][0] == forms.ANNEX_NOTE
    assert {row[2] for row in rows[6:8]} == {"그대로"}


def test_a_loser_that_decides_raises_the_alarm() -> None:
    made = annexed()
    assert made.robust is not None
    assert table(made, forms.SCENARIOS)[2][0] == "1순위가 아닌 업체 2곳 중 빼면 1순위가 바뀌는 곳 없음"
    losers = (replace(made.robust.losers[0], winner_changed=True), made.robust.losers[1])
    alarming = replace(made, robust=replace(made.robust, losers=losers))
    assert table(alarming, forms.SCENARIOS)[2][0] == "경보: 1순위가 아닌 업체 2곳 중 1곳은 빼면 1순위가 바뀜"


def test_without_the_annex_there_is_no_sheet() -> None:
    made = dossier(evaluated())
    assert [row[1] for row in table(made, forms.COVER) if row[0] == forms.SCENARIOS] == [
        "없음: 강건성 분석을 요청하지 않음 (--robustness)"
    ]
