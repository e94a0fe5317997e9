from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from procurement.exports.xlsx import forms
from procurement.exports.xlsx.requirements import verdict
from scoring.criteria import Evidence, Gate
from scoring.result import Evaluation
from tests.procurement.exports.edges import EDGES
from tests.procurement.exports.evaluations import dossier, evaluated, workbook
from tests.procurement.exports.reading import table
from tests.procurement.exports.recalculated import formulas
from tests.scoring.tender import POWER, SCHEME, A, B, C, bid

MEMORY = Gate("memory", "메모리", "GB", ">=", Fraction(64))
SPEC = forms.REQUIREMENTS


def unmeasured() -> Evaluation:
    """A's power was never measured and B draws too much."""
    bare = replace(A, evidence=tuple(e for e in A.evidence if e.subject != "power"))
    return evaluated(bids=(bare, bid("B", price=800_000, speed=90, power=3001), C))


def two_gates() -> Evaluation:
    memory = Evidence("memory", Fraction(64), "시험")
    bids = (replace(A, evidence=(*A.evidence, memory)), replace(B, evidence=(*B.evidence, memory)))
    low = replace(C, evidence=(*C.evidence, replace(memory, value=Fraction(63))))
    return evaluated(replace(SCHEME, gates=(POWER, MEMORY)), bids=(*bids, low))


def test_the_measured_value_stands_beside_the_limit_and_the_verdict() -> None:
    rows = table(dossier(unmeasured()), SPEC)
    assert [tuple(row[5:8]) for row in rows[3:6]] == [
        ("미측정", "미측정", "미측정"),
        (3001, "미충족", "시험"),
        (2000, "충족", "시험"),
    ]


def test_what_repeats_say_of_the_limit_stands_beside_the_verdict() -> None:
    rows = table(replace(dossier(evaluated()), edges=EDGES), SPEC)
    assert tuple(rows[2]) == forms.REQUIREMENTS_HEADER
    told = str(rows[3][8]).split("\n")
    assert told[0] == "소비전력: 같은 조건 3회 측정"
    assert told[2].endswith("안에 경계 3000이(가) 있습니다. 다시 재면 결과가 바뀔 수 있습니다 (통과 여부)")
    assert [row[8] for row in rows[4:6]] == ["해당 없음", "해당 없음"]


def test_every_requirement_reads_or_equal_and_better() -> None:
    rows = table(dossier(two_gates()), SPEC)
    assert [tuple(row[:5]) for row in rows[3:5]] == [
        ("업체 A", "소비전력 (또는 동등 이상)", "이하", 3000, "W"),
        ("업체 A", "메모리 (또는 동등 이상)", "이상", 64, "GB"),
    ]


def test_the_sign_of_the_formula_is_the_sign_of_the_requirement() -> None:
    found = formulas(workbook(two_gates()))
    assert found[SPEC, "G4"] == '=IF(ISNUMBER(F4),IF(F4<=D4,"충족","미충족"),"미측정")'
    assert found[SPEC, "G5"] == '=IF(ISNUMBER(F5),IF(F5>=D5,"충족","미충족"),"미측정")'


def test_a_bid_meets_all_of_its_own_rows_or_fails() -> None:
    made = two_gates()
    found = formulas(workbook(made))
    assert found[SPEC, "D15"] == '=IF(COUNTIF($G$8:$G$9,"충족")=2,"충족","미충족")'
    assert [row[3] for row in table(dossier(made), SPEC)[12:15]] == ["충족", "충족", "미충족"]


def test_where_nothing_is_mandatory_every_bid_passes() -> None:
    bids = tuple(replace(b, evidence=tuple(e for e in b.evidence if e.subject != "power")) for b in (A, B, C))
    made = evaluated(replace(SCHEME, gates=()), bids=bids)
    rows = table(dossier(made), SPEC)
    assert rows[3][0] == "공고에 필수규격이 없음"
    assert formulas(workbook(made))[SPEC, "D7"] == '=IF(TRUE,"충족","미충족")'
    assert [row[3] for row in rows[6:9]] == ["충족"] * 3


@pytest.mark.parametrize(
    ("makers", "counted", "warned"),
    [
        (("가", "나", "다"), [1, 1, 1], None),
        (("가", "나", "가"), [1, 1, 0], None),
        (("A", "a", "A*"), [1, 1, 1], None),
        (("가", "가", "가"), [1, 0, 0], forms.ONE_MAKER),
        (("가", "", ""), [1, 0, 0], forms.ONE_MAKER),
        (("", "", ""), [0, 0, 0], forms.ONE_MAKER),
    ],
)
def test_each_stated_maker_counts_once(makers: tuple[str, ...], counted: list[int], warned: str | None) -> None:
    rows = table(dossier(evaluated(), makers=makers), SPEC)
    assert [row[1] for row in rows[9:12]] == [maker or forms.NOT_STATED for maker in makers]
    assert [row[2] for row in rows[9:12]] == counted
    assert rows[13][3:5] == [sum(counted), warned]


def test_a_maker_counts_at_its_first_bid_that_meets_everything() -> None:
    rows = table(dossier(unmeasured(), makers=("가", "나", "가")), SPEC)
    assert [tuple(row[1:4]) for row in rows[9:12]] == [("가", 0, "미충족"), ("나", 0, "미충족"), ("가", 1, "충족")]
    assert rows[13][3:5] == [1, forms.ONE_MAKER]


def test_the_words_of_a_verdict() -> None:
    assert [verdict(gate) for r in unmeasured().results for gate in r.gates] == ["미측정", "미충족", "충족"]
